// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// The anonymisation statement in the deposit form. What it asks comes in props, from the table in
// site/hoeder/anonymisation/statement/fields.py; this file knows how a kind of question looks.
//
// Two things the deposit form depends on: an element whose `name` is the path of an error (that is
// how its summary finds the section), and no null among the values (its serializer fails on those).
// Help and errors are tied to their control with aria-describedby, which the ready-made fields of
// react-invenio-forms do not do.

import { getIn, useFormikContext } from "formik";
import PropTypes from "prop-types";
import React, { useEffect, useRef } from "react";
import { FieldLabel } from "react-invenio-forms";
import { Button, Form, Header, Label, Message } from "semantic-ui-react";
import { InternalAnswers } from "../../js/hoeder/InternalAnswers";
import { Screening } from "../../js/hoeder/Screening";

const LONG = 200; // characters; above this a text gets more than one line

const isAsked = (field, answers, fields) => {
  if (!field.when) return true;
  const other = fields.find(({ name }) => name === field.when.field);
  const chosen = [].concat(getIn(answers, field.when.field) ?? []);
  return (
    isAsked(other, answers, fields) &&
    chosen.some((value) => field.when.values.includes(value))
  );
};

// Formik forgets all errors at the first key stroke; those of answers that were not touched since
// the last save still stand.
const errorAt = ({ values, errors, initialValues, initialErrors }, path) => {
  const same = getIn(values, path) === getIn(initialValues, path);
  return getIn(errors, path) || (same && getIn(initialErrors, path)) || undefined;
};

const textOf = (error) => (typeof error === "string" ? error : error?.message);

const labelOf = (field, texts) =>
  field.required ? field.label : `${field.label} (${texts.optional})`;

const Help = ({ path, text }) =>
  text ? (
    <div id={`${path}.help`} className="hoeder-help">
      {text}
    </div>
  ) : null;

const Problem = ({ path, text }) =>
  text ? (
    <Label id={`${path}.error`} pointing prompt>
      {text}
    </Label>
  ) : null;

const Options = ({ field, path, type, isChosen, choose }) =>
  field.choices.map(({ value, label, help }) => {
    const id = `${path}.${value}`;
    return (
      <Form.Field key={value}>
        <div className={`ui ${type} checkbox`}>
          <input
            type={type}
            id={id}
            name={path}
            value={value}
            checked={isChosen(value)}
            onChange={(event) => choose(value, event.target.checked)}
            aria-describedby={help && `${id}.help`}
          />
          <label htmlFor={id}>{label}</label>
        </div>
        <Help path={id} text={help} />
      </Form.Field>
    );
  });

const Rows = ({ field, path, rows, set, texts, maxRows }) => {
  const container = useRef(null);
  const count = useRef(rows.length);
  useEffect(() => {
    const controls = container.current.querySelectorAll("[data-first]");
    if (rows.length > count.current) controls[rows.length - 1]?.querySelector("[id]")?.focus();
    if (rows.length < count.current) container.current.querySelector("[data-add]").focus();
    count.current = rows.length;
  }, [rows.length]);
  return (
    <div ref={container}>
      {rows.map((row, index) => (
        // Rows have no identity of their own and every control is controlled.
        // eslint-disable-next-line react/no-array-index-key
        <fieldset key={index} className="ui segment">
          <legend>
            {texts.line} {index + 1}
          </legend>
          {field.columns
            .filter((column) => isAsked(column, row, field.columns))
            .map((column, position) => (
              <div key={column.name} data-first={position === 0 ? "" : undefined}>
                <Question
                  field={column}
                  path={`${path}.${index}.${column.name}`}
                  texts={texts}
                  maxRows={maxRows}
                  inRow
                />
              </div>
            ))}
          <Button
            type="button"
            size="small"
            icon="trash alternate"
            content={texts.remove}
            aria-label={`${texts.remove} (${index + 1})`}
            onClick={() => set(rows.filter((_, other) => other !== index))}
          />
        </fieldset>
      ))}
      <Button
        type="button"
        size="small"
        icon="add"
        data-add=""
        content={texts.add}
        aria-label={`${texts.add}: ${field.label}`}
        disabled={rows.length >= maxRows}
        onClick={() => set([...rows, {}])}
      />
    </div>
  );
};

const Question = ({ field, path, texts, maxRows, inRow }) => {
  const form = useFormikContext();
  const value = getIn(form.values, path);
  const set = (answer) => form.setFieldValue(path, answer);
  const error = textOf(errorAt(form, path));
  const { kind, choices, help, maxLength } = field;
  const label = labelOf(field, texts);
  const describedBy =
    [help && `${path}.help`, error && `${path}.error`].filter(Boolean).join(" ") ||
    undefined;
  const control = {
    "id": path,
    "name": path,
    "aria-describedby": describedBy,
    "aria-invalid": Boolean(error),
    "aria-required": field.required,
  };

  if (kind === "confirm") {
    return (
      <Form.Field error={Boolean(error)}>
        <div className="ui checkbox">
          <input
            {...control}
            type="checkbox"
            checked={value === true}
            onChange={(event) => set(event.target.checked)}
          />
          <label htmlFor={path}>{label}</label>
        </div>
        <Help path={path} text={help} />
        <div>
          <Problem path={path} text={error} />
        </div>
      </Form.Field>
    );
  }

  const isList = kind === "choices" || kind === "rows";
  if (isList || (kind === "choice" && !inRow)) {
    const list = Array.isArray(value) ? value : [];
    const { "aria-invalid": invalid, "aria-required": required, ...group } = control;
    const role = isList
      ? group
      : { ...group, "role": "radiogroup", "aria-invalid": invalid, "aria-required": required };
    return (
      <fieldset
        {...role}
        tabIndex={-1}
        className={`grouped fields${error ? " error" : ""}`}
      >
        <legend>
          <strong>{label}</strong>
        </legend>
        <Help path={path} text={help} />
        {kind === "rows" && (
          <Rows {...{ field, path, set, texts, maxRows }} rows={list} />
        )}
        {kind === "choices" && (
          <Options
            {...{ field, path }}
            type="checkbox"
            isChosen={(option) => list.includes(option)}
            choose={(option, on) =>
              set(on ? [...list, option] : list.filter((other) => other !== option))
            }
          />
        )}
        {kind === "choice" && (
          <Options
            {...{ field, path }}
            type="radio"
            isChosen={(option) => option === value}
            choose={(option) => set(option)}
          />
        )}
        {error && (
          <Form.Field error>
            <Problem path={path} text={error} />
          </Form.Field>
        )}
      </fieldset>
    );
  }

  const onChange = (event) => set(event.target.value);
  return (
    <Form.Field error={Boolean(error)}>
      <FieldLabel htmlFor={path} label={label} />
      <Help path={path} text={help} />
      {kind === "choice" && (
        <select {...control} value={value ?? ""} onChange={onChange}>
          <option value="">{texts.choose}</option>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
      {kind === "text" &&
        (maxLength > LONG ? (
          <textarea {...control} {...{ maxLength, onChange }} rows={3} value={value ?? ""} />
        ) : (
          <input {...control} {...{ maxLength, onChange }} type="text" value={value ?? ""} />
        ))}
      {kind === "date" && (
        <input {...control} onChange={onChange} type="text" maxLength={10} value={value ?? ""} />
      )}
      {kind === "percent" && (
        <input
          {...control}
          type="number"
          min="0"
          max="100"
          step="any"
          value={value ?? ""}
          onChange={(event) =>
            set(event.target.value === "" ? "" : Number(event.target.value))
          }
        />
      )}
      <Problem path={path} text={error} />
    </Form.Field>
  );
};

export const AnonymisationStatement = ({
  fieldPath,
  description,
  groups,
  texts,
  maxRows,
  screening,
}) => {
  const form = useFormikContext();
  const answers = getIn(form.values, fieldPath);
  const fields = groups.flatMap((group) => group.fields);
  const asked = fields.filter((field) => isAsked(field, answers, fields));
  const pathOf = ({ name }) => `${fieldPath}.${name}`;
  const unanswered = asked.filter((field) => errorAt(form, pathOf(field)));
  return (
    <div className="hoeder-statement">
      <Message info visible>
        {description}
      </Message>
      <Screening fieldPath={fieldPath} texts={screening} />
      {unanswered.length > 0 && (
        <Message warning visible role="status">
          <p>{texts.missing}</p>
          <ul>
            {unanswered.map((field) => (
              <li key={field.name}>
                <a href={`#${pathOf(field)}`}>{field.label}</a>
              </li>
            ))}
          </ul>
        </Message>
      )}
      {groups
        .map((group) => ({ ...group, fields: group.fields.filter((f) => asked.includes(f)) }))
        .filter((group) => group.fields.length > 0)
        .map((group) => (
          <fieldset key={group.label} className="hoeder-group">
            <Header as="legend" size="small" dividing>
              {group.label}
            </Header>
            {group.fields.map((field) => (
              <Question
                key={field.name}
                path={pathOf(field)}
                {...{ field, texts, maxRows }}
              />
            ))}
          </fieldset>
        ))}
      <InternalAnswers texts={screening.internal} />
    </div>
  );
};

const fieldShape = {
  name: PropTypes.string.isRequired,
  kind: PropTypes.string.isRequired,
  label: PropTypes.string.isRequired,
  required: PropTypes.bool.isRequired,
  help: PropTypes.string,
  when: PropTypes.shape({ field: PropTypes.string, values: PropTypes.array }),
  choices: PropTypes.array,
  columns: PropTypes.array,
  maxLength: PropTypes.number,
};

AnonymisationStatement.propTypes = {
  fieldPath: PropTypes.string.isRequired,
  description: PropTypes.string.isRequired,
  groups: PropTypes.arrayOf(
    PropTypes.shape({
      label: PropTypes.string.isRequired,
      fields: PropTypes.arrayOf(PropTypes.shape(fieldShape)).isRequired,
    })
  ).isRequired,
  texts: PropTypes.objectOf(PropTypes.string).isRequired,
  maxRows: PropTypes.number.isRequired,
  screening: PropTypes.object.isRequired,
};

export default AnonymisationStatement;
