// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// Which columns of one table could tell who somebody is: what was proposed, to correct and confirm.

import PropTypes from "prop-types";
import React from "react";
import { fill } from "./words";

const ROLES = ["quasi", "sensitive"];

// The report counts columns; the request names them.
export const rolesOf = ({ columns, roles }) => {
  const name = (place) => columns[place].name;
  return {
    quasi: roles.quasi.map(name),
    sensitive: roles.sensitive.map(name),
    weight: roles.weight === null ? null : name(roles.weight),
    sampling_fraction: roles.sampling_fraction,
  };
};

const Column = ({ column, path, roles, set, texts }) => {
  // A column has one role at most.
  const choose = (role, on) => {
    const others = ROLES.map((one) => [one, roles[one].filter((name) => name !== column.name)]);
    const next = { ...roles, ...Object.fromEntries(others) };
    if (on) next[role] = [...next[role], column.name];
    if (on && next.weight === column.name) next.weight = null;
    set(next);
  };
  return (
    <li>
      <span className="text-break">
        <strong>{column.name}</strong> {column.label}
      </span>
      {ROLES.map((role) => (
        <div className="ui checkbox" key={role}>
          <input
            type="checkbox"
            id={`${path}-${role}`}
            checked={roles[role].includes(column.name)}
            onChange={(event) => choose(role, event.target.checked)}
            aria-label={`${texts[role]}: ${column.name}`}
          />
          <label htmlFor={`${path}-${role}`}>{texts[role]}</label>
        </div>
      ))}
    </li>
  );
};

export const ColumnRoles = ({ table, roles, set, path, texts }) => {
  const { columns, place, proposals, risk } = table;
  const chosen = new Set([...table.roles.quasi, ...table.roles.sensitive]);
  proposals
    .filter(({ role }) => ROLES.includes(role))
    .forEach(({ column }) => chosen.add(column));
  const list = (isShown) => (
    <ul className="hoeder-columns">
      {columns.map(
        (column, index) =>
          isShown(index) && (
            <Column
              key={column.name}
              path={`${path}-${index}`}
              {...{ column, roles, set, texts }}
            />
          )
      )}
    </ul>
  );
  const others = columns.length - chosen.size;
  const isOptional = (text) => `${text} (${texts.optional})`;
  return (
    <fieldset>
      <legend>
        <strong>{place ? fill(texts.columnsOf, { place }) : texts.columns}</strong>
      </legend>
      <p className="hoeder-help">{texts.columnsHelp}</p>
      <p>{table.roles.confirmed ? texts.isConfirmed : texts.notConfirmed}</p>
      {list((index) => chosen.has(index))}
      {others > 0 && (
        <details open={chosen.size === 0}>
          <summary>{fill(texts.others, { count: others })}</summary>
          {list((index) => !chosen.has(index))}
        </details>
      )}
      <div className="field">
        <label htmlFor={`${path}-weight`}>{isOptional(texts.weight)}</label>
        <select
          id={`${path}-weight`}
          value={roles.weight ?? ""}
          onChange={({ target }) => {
            const without = (role) => roles[role].filter((name) => name !== target.value);
            set({
              ...roles,
              quasi: without("quasi"),
              sensitive: without("sensitive"),
              weight: target.value || null,
            });
          }}
        >
          <option value="">{texts.none}</option>
          {columns.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${path}-fraction`}>{isOptional(texts.fraction)}</label>
        <input
          type="number"
          id={`${path}-fraction`}
          min="0"
          max="1"
          step="any"
          value={roles.sampling_fraction ?? ""}
          onChange={({ target }) =>
            set({
              ...roles,
              sampling_fraction: target.value === "" ? null : Number(target.value),
            })
          }
        />
      </div>
      {risk && table.roles.quasi.length > 0 && (
        <p>{fill(texts.smallest, { k: risk.anonymity.k, rows: risk.anonymity.rows })}</p>
      )}
    </fieldset>
  );
};

ColumnRoles.propTypes = {
  table: PropTypes.object.isRequired,
  roles: PropTypes.object.isRequired,
  set: PropTypes.func.isRequired,
  path: PropTypes.string.isRequired,
  texts: PropTypes.object.isRequired,
};
