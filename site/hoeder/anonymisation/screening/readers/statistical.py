# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Files of SPSS, Stata and SAS, with their labels, notes and missing codes.

Rows come in chunks and go to the engine as arrays. Dates are numbers in these files and become ISO
text in the engine: SPSS counts seconds from 1582-10-14 (its Gregorian epoch), SAS days or seconds
from 1960-01-01, Stata days, milliseconds or calendar periods from 1960-01-01.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyreadstat

from hoeder.anonymisation.screening.model import Column, Table, Unread, Where
from hoeder.anonymisation.screening.readers.numerals import NUMBER, number
from hoeder.anonymisation.screening.readers.storage import count, create
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace

CELLS = 1_000_000
"""Cells of a chunk; Python holds them as objects, some 40 to 100 bytes each."""

LABELLED = 1_000
"""Missing codes of a variable that are listed, of ranges that have more."""

_MAGIC = {b"$FL2": "sav", b"$FL3": "sav", b"HEAD": "xport"}
READERS: Mapping[str, Callable[..., tuple[Any, Any]]] = {
    "sav": pyreadstat.read_sav,
    "por": pyreadstat.read_por,
    "dta": pyreadstat.read_dta,
    "sas7bdat": pyreadstat.read_sas7bdat,
    "xport": pyreadstat.read_xport,
}

_DATES = {
    # format of the file: a regular expression, and the text of a number x in SQL
    "spss": (
        (
            r"(A|E|J|S)?DATE\d*|QYR.*|MOYR.*|WKYR.*",
            "CAST(CAST(TIMESTAMP '1582-10-14' + to_seconds(CAST(x AS BIGINT)) AS DATE) AS VARCHAR)",
        ),
        (
            r"DATETIME.*|YMDHMS.*",
            "CAST(TIMESTAMP '1582-10-14' + to_seconds(CAST(x AS BIGINT)) AS VARCHAR)",
        ),
        (r"D?TIME.*|MTIME.*", "CAST(to_seconds(CAST(x AS BIGINT)) AS VARCHAR)"),
    ),
    "sas": (
        (
            r"DATETIME.*|E8601DT.*|DATEAMPM.*|B8601DT.*",
            "CAST(TIMESTAMP '1960-01-01' + to_seconds(CAST(x AS BIGINT)) AS VARCHAR)",
        ),
        (
            r"(YYMM|MMYY|DDMMYY|MMDDYY|YYMMDD|MONYY|YYQ|JULIAN|WEEKDAT|WORDDAT|E8601DA|B8601DA|DATE"
            r"|EURDFD|NLDATE|DAY|MONNAME|YEAR).*",
            "CAST(DATE '1960-01-01' + CAST(x AS INTEGER) AS VARCHAR)",
        ),
        (r"(TIME|HHMM|TOD|E8601TM).*", "CAST(to_seconds(CAST(x AS BIGINT)) AS VARCHAR)"),
    ),
    "stata": (
        (r"%-?(td|d).*", "CAST(DATE '1960-01-01' + CAST(x AS INTEGER) AS VARCHAR)"),
        (r"%-?t[cC].*", "CAST(TIMESTAMP '1960-01-01' + to_milliseconds(x) AS VARCHAR)"),
        (r"%-?tm.*", "strftime(DATE '1960-01-01' + to_months(CAST(x AS INTEGER)), '%Y-%m')"),
        (r"%-?tq.*", "strftime(DATE '1960-01-01' + to_months(3 * CAST(x AS INTEGER)), '%Y-%m')"),
        (r"%-?th.*", "strftime(DATE '1960-01-01' + to_months(6 * CAST(x AS INTEGER)), '%Y-%m')"),
    ),
}
_FAMILY = {"sav": "spss", "por": "spss", "dta": "stata", "sas7bdat": "sas", "xport": "sas"}


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a data file.

    :raises Cut: ``too-many-columns``.
    """
    form = _form(source)
    reader = READERS[form]
    # Declared missing codes stay in the cells; Stata's and SAS's letters are no values.
    options = {"user_missing": True} if form == "sav" else {}
    _, meta = reader(str(source.path), metadataonly=True, **options)
    names = list(meta.column_names)
    if len(names) > work.limits.columns:
        yield from pieces(names, Where.HEADER, source.place)
        raise Cut("too-many-columns", f"{len(names)} > {work.limits.columns}")
    yield from _notes(source, meta)
    if not names:
        return
    columns = ", ".join(f"CAST(NULL AS VARCHAR) AS c{i}" for i in range(len(names)))
    relation = create(work, len(names), f"SELECT {columns} LIMIT 0", {})
    try:
        _load(source.path, form, meta, relation, work)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        yield Unread(source.place, "damaged", type(error).__name__)
    missing = _missing(meta, relation, work)
    yield Table(
        source.place,
        relation,
        tuple(_column(name, meta, missing.get(name, frozenset())) for name in names),
        count(work, relation),
    )


def _form(source: Source) -> str:
    with source.path.open("rb") as file:
        start = file.read(512)
    if start[:4] in _MAGIC:
        return _MAGIC[start[:4]]
    if b"SPSS PORT FILE" in start:
        return "por"
    return "sas7bdat" if start.startswith(b"\0") else "dta"


def _load(path: Path, form: str, meta: Any, relation: str, work: Workspace) -> None:
    options = {"user_missing": True} if form == "sav" else {}
    size = max(1, CELLS // len(meta.column_names))
    offset = 0
    while True:
        chunk, _ = READERS[form](
            str(path),
            row_offset=offset,
            row_limit=size,
            output_format="dict",
            disable_datetime_conversion=True,
            **options,
        )
        values = list(chunk.values())
        rows = len(values[0]) if values else 0
        if rows:
            _insert(values, form, meta, relation, work)
        offset += rows
        if rows < size:
            return


def _insert(values: list[Any], form: str, meta: Any, relation: str, work: Workspace) -> None:
    arrays: dict[str, Any] = {}
    texts = []
    for i, (name, column) in enumerate(zip(meta.column_names, values, strict=True)):
        kind = meta.readstat_variable_types[name]
        if kind == "string":
            arrays[f"c{i}"] = np.array(column, dtype=object)
            texts.append(f"nullif(CAST(c{i} AS VARCHAR), '')")
        else:
            arrays[f"c{i}"] = np.array(column, dtype=float)
            texts.append(_text(f"c{i}", kind, _FAMILY[form], meta.original_variable_types[name]))
    work.connection.register("chunk", arrays)
    try:
        work.connection.execute(f"INSERT INTO {relation} SELECT {', '.join(texts)} FROM chunk")
    finally:
        work.connection.unregister("chunk")


def _text(x: str, kind: str, family: str, form: str | None) -> str:
    """SQL for the text of a numeric column."""
    plain = NUMBER.format(x=f"CAST({x} AS FLOAT)" if kind == "float" else x)
    for pattern, sql in _DATES[family]:
        if re.fullmatch(pattern, form or "", re.IGNORECASE):
            date = re.sub(r"\bx\b", x, sql)
            return f"CASE WHEN isnan({x}) THEN NULL ELSE coalesce(TRY({date}), {plain}) END"
    return plain


def _column(name: str, meta: Any, missing: frozenset[str]) -> Column:
    labels = meta.variable_value_labels.get(name) or {}
    return Column(
        name=name,
        label=meta.column_names_to_labels.get(name) or "",
        value_labels={number(code): str(label) for code, label in labels.items()},
        numeric=meta.readstat_variable_types.get(name) != "string",
        missing=missing,
    )


def _missing(meta: Any, relation: str, work: Workspace) -> dict[str, frozenset[str]]:
    """Codes declared missing; of a range those that occur."""
    found: dict[str, set[str]] = {}
    for name, ranges in (meta.missing_ranges or {}).items():
        codes = found.setdefault(name, set())
        for part in ranges:
            low, high = part["lo"], part["hi"]
            codes |= {number(bound) for bound in (low, high) if _finite(bound)}
            if low == high or isinstance(low, str):
                continue
            cell = f"c{meta.column_names.index(name)}"
            rows = work.connection.execute(
                f"SELECT DISTINCT {cell} FROM {relation} "
                f"WHERE TRY_CAST({cell} AS DOUBLE) BETWEEN ? AND ? LIMIT {LABELLED}",
                [low, high],
            ).fetchall()
            codes |= {row[0] for row in rows}
    for name, values in (meta.missing_user_values or {}).items():
        found.setdefault(name, set()).update(map(number, values))
    return {name: frozenset(codes) for name, codes in found.items()}


def _finite(bound: object) -> bool:
    return isinstance(bound, str) or abs(float(str(bound))) < 1e300


def _notes(source: Source, meta: Any) -> Iterator[Part]:
    yield from pieces((str(note) for note in meta.notes or ()), Where.NOTE, source.part("notes"))
    told = {"file label": meta.file_label, "table name": meta.table_name}
    for label, value in told.items():
        if value:
            yield from pieces([str(value)], Where.PROPERTY, source.part(label))
    # Labels of no variable, and names of the sets that hold them, are in the file all the same.
    used = {
        str(label) for labels in meta.variable_value_labels.values() for label in labels.values()
    }
    unused = {
        str(label)
        for labels in (meta.value_labels or {}).values()
        for label in labels.values()
        if str(label) not in used
    }
    yield from pieces(sorted(unused), Where.VALUE_LABEL, source.part("unused value labels"))
    sets = (str(entry) for entry in (meta.mr_sets or {}).items())
    yield from pieces(sets, Where.VARIABLE_LABEL, source.part("multiple response sets"))
