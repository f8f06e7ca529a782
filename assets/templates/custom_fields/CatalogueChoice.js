// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// A choice from a closed list in the deposit form: one of them (a list), many of a few (boxes), or
// picked one by one from a long list. Labels and choices come in props
// (site/hoeder/quality/records/fields.py). An empty choice is no value at all: the form's serializer
// fails on null.

import { getIn, useFormikContext } from "formik";
import PropTypes from "prop-types";
import React, { useRef, useState } from "react";
import { FieldLabel } from "react-invenio-forms";
import { Button, Form, Label } from "semantic-ui-react";

const textOf = (error) => {
  if (!error) return undefined;
  if (Array.isArray(error)) return error.map(textOf).filter(Boolean).join(" ");
  return typeof error === "string" ? error : error.message;
};

// As in AnonymisationStatement: what was not touched since the last save keeps its error.
const errorAt = ({ values, errors, initialValues, initialErrors }, path) => {
  const same = getIn(values, path) === getIn(initialValues, path);
  return textOf(getIn(errors, path) || (same && getIn(initialErrors, path)));
};

const Problem = ({ path, text }) =>
  text ? (
    <Label id={`${path}.error`} pointing prompt>
      {text}
    </Label>
  ) : null;

const Picked = ({ list, labels, set, texts, select }) =>
  list.length > 0 && (
    <ul className="hoeder-picked" aria-label={texts.chosen}>
      {list.map((code) => (
        <li key={code}>
          {labels[code] ?? code}{" "}
          <Button
            type="button"
            basic
            size="mini"
            icon="close"
            aria-label={`${texts.remove}: ${labels[code] ?? code}`}
            onClick={() => {
              set(list.filter((other) => other !== code));
              select.current.focus();
            }}
          />
        </li>
      ))}
    </ul>
  );

const Options = ({ choices }) =>
  choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));

export const CatalogueChoice = ({ fieldPath: path, kind, label, help, choices, texts }) => {
  const form = useFormikContext();
  const [open, setOpen] = useState("");
  const select = useRef(null);
  const value = getIn(form.values, path);
  const list = Array.isArray(value) ? value : [];
  const set = (chosen) => form.setFieldValue(path, chosen);
  const error = errorAt(form, path);
  const labels = Object.fromEntries(choices.map((choice) => [choice.value, choice.label]));
  const title = `${label} (${texts.optional})`;
  const control = {
    "id": path,
    "name": path,
    "aria-describedby": [`${path}.help`, error && `${path}.error`].filter(Boolean).join(" "),
  };
  const explained = (
    <div id={`${path}.help`} className="hoeder-help">
      {help}
    </div>
  );
  if (kind === "many") {
    return (
      <fieldset
        {...control}
        tabIndex={-1}
        className={`grouped fields hoeder-choice${error ? " error" : ""}`}
      >
        <legend>
          <strong>{title}</strong>
        </legend>
        {explained}
        {choices.map((choice) => (
          <Form.Field key={choice.value}>
            <div className="ui checkbox">
              <input
                type="checkbox"
                id={`${path}.${choice.value}`}
                checked={list.includes(choice.value)}
                onChange={({ target }) =>
                  set(
                    target.checked
                      ? [...list, choice.value]
                      : list.filter((other) => other !== choice.value)
                  )
                }
              />
              <label htmlFor={`${path}.${choice.value}`}>{choice.label}</label>
            </div>
          </Form.Field>
        ))}
        <Problem path={path} text={error} />
      </fieldset>
    );
  }
  if (kind === "one") {
    return (
      <Form.Field error={Boolean(error)} className="hoeder-choice">
        <FieldLabel htmlFor={path} label={title} />
        {explained}
        <select
          {...control}
          aria-invalid={Boolean(error)}
          value={value ?? ""}
          onChange={({ target }) => set(target.value || undefined)}
        >
          <option value="">{texts.choose}</option>
          <Options choices={choices} />
        </select>
        <Problem path={path} text={error} />
      </Form.Field>
    );
  }
  const add = () => {
    if (!open) return;
    set([...list, open]);
    setOpen("");
    select.current.focus();
  };
  return (
    <Form.Field error={Boolean(error)} className="hoeder-choice">
      <FieldLabel htmlFor={path} label={title} />
      {explained}
      <div className="hoeder-pick">
        <select
          {...control}
          ref={select}
          aria-invalid={Boolean(error)}
          value={open}
          onChange={({ target }) => setOpen(target.value)}
        >
          <option value="">{texts.choose}</option>
          <Options choices={choices.filter((choice) => !list.includes(choice.value))} />
        </select>
        <Button
          type="button"
          size="small"
          icon="add"
          content={texts.add}
          aria-label={`${texts.add}: ${label}`}
          onClick={add}
        />
      </div>
      <Picked {...{ list, labels, set, texts, select }} />
      <Problem path={path} text={error} />
    </Form.Field>
  );
};

CatalogueChoice.propTypes = {
  fieldPath: PropTypes.string.isRequired,
  kind: PropTypes.oneOf(["one", "many", "pick"]).isRequired,
  label: PropTypes.string.isRequired,
  help: PropTypes.string.isRequired,
  choices: PropTypes.array.isRequired,
  texts: PropTypes.object.isRequired,
};

export default CatalogueChoice;
