// SPDX-FileCopyrightText: 2026 Hoeder contributors
// SPDX-License-Identifier: MIT

// The screening of a draft's files in the deposit form: how far it is, what was found, which columns
// could tell who somebody is. It is asked for again while something waits, and writes into the form
// only what its button says. Texts come in props (site/hoeder/anonymisation/gate/form.py).

import { getIn, useFormikContext } from "formik";
import PropTypes from "prop-types";
import React, { useEffect, useRef, useState } from "react";
import { http } from "react-invenio-forms";
import { useSelector } from "react-redux";
import { Button, Header, Message } from "semantic-ui-react";
import { ColumnRoles, rolesOf } from "./ColumnRoles";
import { fill, reasons } from "./words";

const SOON = 3000; // milliseconds, while a file waits
const LATER = 15000; // after an answer that did not come
const WAITING = ["absent", "pending", "running"];
const MOST_ROWS = 50; // of the statement

const isWaiting = ({ status }) => WAITING.includes(status);

// Ask now, and again for as long as a file waits. `signature` changes with the files.
const useScreening = (address, signature) => {
  const [screening, setScreening] = useState(null);
  const [isReachable, setReachable] = useState(true);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!address) return undefined;
    let timer;
    let left = false;
    const ask = async () => {
      let next = LATER;
      try {
        const { data } = await http.get(address);
        if (left) return;
        setScreening(data);
        setReachable(true);
        next = data.files.some(isWaiting) ? SOON : 0;
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
  }, [address, signature, round]);
  const take = (data) => {
    setScreening(data);
    setRound(round + 1);
  };
  return { screening, isReachable, take };
};

const isMade = ({ field, values, type }, answers) => {
  const answer = getIn(answers, field);
  if (!type) return values.includes(answer);
  const rows = Array.isArray(answer) ? answer : [];
  return rows.some((row) => row?.type === type && values.includes(row?.treatment));
};

const Sentences = ({ intro, obstacles }) =>
  obstacles.length > 0 && (
    <>
      <p>{intro}</p>
      <ul className="text-break">
        {obstacles.map(({ id, sentence }) => (
          <li key={id}>{sentence}</li>
        ))}
      </ul>
    </>
  );

const State = ({ file, id, texts }) => {
  if (file.status === "running") {
    const percent = Math.round(100 * file.progress);
    const step = texts.steps[file.step];
    return (
      <p>
        <label htmlFor={id}>
          {fill(texts.running, { percent })}
          {step ? `, ${step}` : ""}
        </label>{" "}
        <progress id={id} max="100" value={percent} />
      </p>
    );
  }
  if (isWaiting(file)) return <p>{texts.waiting}</p>;
  if (file.status === "failed") {
    return (
      <p>
        <strong>{texts.failed}</strong>
      </p>
    );
  }
  return file.obstacles.length === 0 ? <p>{texts.clean}</p> : null;
};

const File = ({ file, number, address, take, texts }) => {
  const [edited, setEdited] = useState({});
  const [told, setTold] = useState("");
  const [isBusy, setBusy] = useState(false);
  // While it is screened again its last report stays, and with it what the keyboard is on.
  const last = useRef(null);
  if (file.report) last.current = { checksum: file.checksum, report: file.report };
  const known = last.current?.checksum === file.checksum ? last.current.report : null;
  const tables = known ? known.tables.filter(({ columns }) => columns.length > 0) : [];
  const path = `hoeder-screening-${number}`;

  const send = async (method, what, body) => {
    setBusy(true);
    setTold("");
    try {
      const { data } = await http[method](`${address}/${what}`, body);
      setEdited({});
      setTold(what === "roles" ? texts.confirmed : "");
      take(data);
    } catch (error) {
      setTold(fill(texts.refused, { why: reasons(error) }));
    }
    setBusy(false);
  };
  const confirm = () => {
    const roles = tables.map((table) => [table.place, edited[table.place] ?? rolesOf(table)]);
    send("put", "roles", { key: file.key, tables: Object.fromEntries(roles) });
  };
  const shown = isWaiting(file) ? [] : file.obstacles;
  return (
    <section className="ui segment" aria-labelledby={path}>
      <h3 id={path} className="ui small header text-break">
        {file.key}
      </h3>
      <State {...{ file, texts }} id={`${path}-progress`} />
      <Sentences intro={texts.found} obstacles={shown.filter((o) => o.stands)} />
      <Sentences intro={texts.accepted} obstacles={shown.filter((o) => !o.stands)} />
      {file.status === "failed" && (
        <Button
          type="button"
          size="small"
          disabled={isBusy}
          content={texts.again}
          onClick={() => send("post", "again", { key: file.key })}
        />
      )}
      {tables.map((table, index) => (
        <ColumnRoles
          key={table.place}
          path={`${path}-${index}`}
          roles={edited[table.place] ?? rolesOf(table)}
          set={(roles) => setEdited({ ...edited, [table.place]: roles })}
          {...{ table, texts }}
        />
      ))}
      {file.helps.length > 0 && (
        <>
          <p>{texts.helps}</p>
          <ul className="text-break">
            {file.helps.map((help) => (
              <li key={help}>{help}</li>
            ))}
          </ul>
        </>
      )}
      {tables.length > 0 && (
        <Button
          type="button"
          size="small"
          primary
          aria-disabled={isBusy || isWaiting(file)}
          content={texts.confirm}
          onClick={() => !isBusy && !isWaiting(file) && confirm()}
        />
      )}
      <p role="status" className="hoeder-told">
        {told}
      </p>
    </section>
  );
};

// Columns that were confirmed in any table, as the statement's rows name them; null if some table
// was not confirmed.
const confirmedOf = (files) => {
  const tables = files.flatMap(({ report }) => report?.tables ?? []);
  const open = tables.some(({ roles, proposals }) => !roles.confirmed && proposals.length > 0);
  if (open || tables.length === 0) return null;
  const names = tables.flatMap(({ roles, columns }) =>
    roles.quasi.map((place) => columns[place].label || columns[place].name)
  );
  return [...new Set(names)];
};

const Prefill = ({ files, fieldPath, texts }) => {
  const form = useFormikContext();
  const [told, setTold] = useState("");
  const names = confirmedOf(files);
  if (names === null) return null;
  const use = () => {
    const rows = [].concat(getIn(form.values, `${fieldPath}.quasi_identifiers`) ?? []);
    const has = new Set(rows.map((row) => row?.name));
    const added = names.filter((name) => !has.has(name)).map((name) => ({ name }));
    const all = [...rows.filter((row) => row?.name || row?.treatment), ...added];
    form.setFieldValue(`${fieldPath}.quasi_identifiers_remain`, names.length ? "yes" : "no");
    if (names.length) {
      form.setFieldValue(`${fieldPath}.quasi_identifiers`, all.slice(0, MOST_ROWS));
    }
    setTold(names.length ? texts.used : texts.usedNone);
  };
  return (
    <>
      <Button type="button" size="small" content={texts.use} onClick={use} />
      <p role="status" className="hoeder-told">
        {told}
      </p>
    </>
  );
};

export const Screening = ({ fieldPath, texts }) => {
  const { values } = useFormikContext();
  const id = useSelector(({ deposit }) => deposit.record.id);
  const saved = useSelector(({ deposit }) => deposit.record.updated);
  const entries = useSelector(({ files }) => files.entries);
  const uploaded = Object.values(entries ?? {})
    .filter(({ status }) => status === "finished")
    .map(({ name, checksum }) => `${name} ${checksum}`);
  const address =
    id && uploaded.length > 0 ? `/api/records/${id}/draft/screening` : undefined;
  const signature = [saved, ...uploaded].join("\n");
  const { screening, isReachable, take } = useScreening(address, signature);
  const files = (address && screening?.files) || [];
  const done = files.filter((file) => !isWaiting(file)).length;
  const answers = getIn(values, fieldPath) ?? {};
  const contradictions = (address && screening?.claims ? screening.claims : [])
    .filter((claim) => isMade(claim, answers))
    .map(({ sentence }) => sentence);
  return (
    <section className="hoeder-group hoeder-screening" aria-labelledby="hoeder-screening">
      <Header as="h2" size="small" dividing id="hoeder-screening">
        {texts.title}
      </Header>
      <p role="status" aria-live="polite">
        {files.length > 0
          ? fill(texts.progress, { done, all: files.length })
          : texts.unsaved}
      </p>
      {!isReachable && (
        <Message warning visible role="status">
          {texts.unreachable}
        </Message>
      )}
      <div aria-live="polite">
        {contradictions.length > 0 && (
          <Message warning visible>
            <p>{texts.contradictions}</p>
            <ul className="text-break">
              {[...new Set(contradictions)].map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </Message>
        )}
      </div>
      {files.map((file, number) => (
        <File key={file.key} {...{ file, number, address, take, texts }} />
      ))}
      <Prefill {...{ files, fieldPath, texts }} />
    </section>
  );
};

Screening.propTypes = {
  fieldPath: PropTypes.string.isRequired,
  texts: PropTypes.object.isRequired,
};
