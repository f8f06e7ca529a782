// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// The internal part of the statement. It is no part of the record, so it is no part of the form
// either: it is read when it is opened and saved by its own button.

import PropTypes from "prop-types";
import React, { useState } from "react";
import { http } from "react-invenio-forms";
import { useSelector } from "react-redux";
import { Button, Message } from "semantic-ui-react";
import { fill, reasons } from "./words";

const LONGEST = 2000; // characters

export const InternalAnswers = ({ texts }) => {
  const id = useSelector(({ deposit }) => deposit.record.id);
  const address = `/api/records/${id}/draft/statement/internal`;
  const [questions, setQuestions] = useState(null);
  const [answers, setAnswers] = useState({});
  const [told, setTold] = useState(null);

  const open = async (event) => {
    if (!event.target.open || !id || questions) return;
    try {
      const { data } = await http.get(address);
      setAnswers(data.answers);
      setQuestions(data.questions);
      setTold(null);
    } catch (error) {
      setTold({ text: texts.unread, error: true });
    }
  };
  const save = async () => {
    setTold({ text: texts.saving });
    try {
      await http.put(address, { answers });
      setTold({ text: texts.saved, success: true });
    } catch (error) {
      setTold({ text: fill(texts.failed, { why: reasons(error) }), error: true });
    }
  };
  return (
    <details className="hoeder-group hoeder-internal" onToggle={open}>
      <summary>{texts.title}</summary>
      <p className="hoeder-help">{id ? texts.help : texts.unsaved}</p>
      {(questions ?? []).map(({ name, label, help }) => {
        const path = `hoeder-internal-${name}`;
        return (
          <div className="field" key={name}>
            <label htmlFor={path}>{label}</label>
            {help && (
              <div id={`${path}-help`} className="hoeder-help">
                {help}
              </div>
            )}
            <textarea
              id={path}
              rows={2}
              maxLength={LONGEST}
              value={answers[name] ?? ""}
              aria-describedby={help ? `${path}-help` : undefined}
              onChange={({ target }) => {
                setAnswers({ ...answers, [name]: target.value });
                setTold(null);
              }}
            />
          </div>
        );
      })}
      {questions && (
        <Button type="button" size="small" primary content={texts.save} onClick={save} />
      )}
      <div role="status">
        {told && (
          <Message visible error={told.error} success={told.success}>
            {told.text}
          </Message>
        )}
      </div>
    </details>
  );
};

InternalAnswers.propTypes = {
  texts: PropTypes.objectOf(PropTypes.string).isRequired,
};
