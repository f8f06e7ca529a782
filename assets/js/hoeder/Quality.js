// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// How good a draft is by the quality standard, beside the deposit form: the score, and what each
// missing thing would bring. It follows the draft as it was saved and its files as they are screened.
// The page brings the words (templates/semantic-ui/hoeder/deposit.html).

import PropTypes from "prop-types";
import React, { useEffect, useState } from "react";
import { http } from "react-invenio-forms";
import { useSelector } from "react-redux";
import { Card } from "semantic-ui-react";
import { fill } from "./words";

const SOON = 3000; // milliseconds, while files are screened
const LATER = 15000; // after an answer that did not come

const words = () => {
  const input = document.querySelector('input[name="hoeder-quality-words"]');
  return input ? JSON.parse(input.value) : null;
};

const useQuality = (address, signature) => {
  const [quality, setQuality] = useState(null);
  const [isReachable, setReachable] = useState(true);
  useEffect(() => {
    if (!address) return undefined;
    let timer;
    let left = false;
    const ask = async () => {
      let next = LATER;
      try {
        const { data } = await http.get(address);
        if (left) return;
        setQuality(data);
        setReachable(true);
        next = data.waiting ? SOON : 0;
      } catch (error) {
        if (left) return;
        setReachable(false);
      }
      if (next) timer = setTimeout(ask, next);
    };
    ask();
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [address, signature]);
  return { quality, isReachable };
};

const Rules = ({ rules, heading, texts }) =>
  rules.length > 0 && (
    <>
      <h3 className="ui tiny header">{heading}</h3>
      <ul className="hoeder-quality-rules">
        {rules.map(({ id, title, fix, brings }) => (
          <li key={id}>
            <strong>{title}</strong>
            {brings > 0 && ` (${fill(texts.brings, { points: brings })})`}
            <br />
            {fix}
          </li>
        ))}
      </ul>
    </>
  );

const Verdict = ({ quality, texts }) => {
  const { standard, percent, meets, computed } = quality;
  if (!computed) return texts.failed;
  const name = `${standard.title} ${standard.version}`;
  return fill(meets ? texts.meets : texts.misses, { standard: name, percent });
};

const Panel = ({ texts }) => {
  const id = useSelector(({ deposit }) => deposit.record.id);
  const saved = useSelector(({ deposit }) => deposit.record.updated);
  const entries = useSelector(({ files }) => files.entries);
  const uploaded = Object.values(entries ?? {})
    .filter(({ status }) => status === "finished")
    .map(({ name, checksum }) => `${name} ${checksum}`);
  const address = id ? `/api/records/${id}/draft/quality` : undefined;
  const { quality, isReachable } = useQuality(address, [saved, ...uploaded].join("\n"));
  const shown = address ? quality : null;
  return (
    <Card className="hoeder-quality" as="section" aria-labelledby="hoeder-quality">
      <Card.Content>
        <Card.Header as="h2" id="hoeder-quality">
          {texts.title}
        </Card.Header>
        <p role="status" aria-live="polite">
          {shown ? <Verdict quality={shown} texts={texts} /> : texts.unsaved}
        </p>
        {!isReachable && <p role="status">{texts.unreachable}</p>}
        {shown?.waiting && <p>{texts.waiting}</p>}
      </Card.Content>
      {shown && (
        // What scrolls has to be reached by the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <Card.Content className="hoeder-scroll" tabIndex={0} role="region" aria-label={texts.title}>
          <p className="hoeder-help">{texts.follows}</p>
          <Rules
            rules={shown.to_do.filter(({ level }) => level === "must")}
            heading={texts.must}
            texts={texts}
          />
          <Rules
            rules={shown.to_do.filter(({ level }) => level !== "must")}
            heading={texts.should}
            texts={texts}
          />
          <Rules rules={shown.unknown} heading={texts.unknown} texts={texts} />
        </Card.Content>
      )}
    </Card>
  );
};

export const Quality = ({ children }) => {
  const texts = words();
  return (
    <>
      {children}
      {texts && <Panel texts={texts} />}
    </>
  );
};

Quality.propTypes = {
  children: PropTypes.node,
};

Quality.defaultProps = {
  children: null,
};
