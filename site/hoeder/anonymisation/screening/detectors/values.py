# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

# Statements are put together from our own patterns and from literals that were quoted.

"""What the detectors are run over: distinct values of columns, and pieces of text.

Two relations of the engine, each ``(g INTEGER, v VARCHAR, n BIGINT)``: a subject's number, a value
and how often it occurs. ``numbers`` holds the cells that are nothing but digits, which are checked
by arithmetic alone; ``passages`` the others, through which patterns are searched.

A column of many distinct values enters with those only that pass some detector's gate: one look
at every cell, none left out, so that one address in the last of two million rows is met.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from ..model import Column, Table, Where
from . import names
from .detector import Detector, Tally, literal
from .masks import mask

FEW = 50_000
"""Up to so many distinct values a column enters whole."""

PLAIN = (
    r"[+-]?(?:0|[1-9][0-9]*)?[.,][0-9]+(?:[eE][+-]?[0-9]+)?"
    r"|[12][0-9]{3}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}.*"
)
"""Cells that are a decimal number or a point in time and nothing else hold no identifier within."""

SAMPLE = 20_000


@dataclass
class Subject:
    """What is judged as one: a column's cells, its header, its labels, or a place's texts.

    :param values: cells that are not missing, or pieces of text.
    :param longest: bytes of the longest one.
    :param header: :func:`~.headers.words` of the column.
    :param place_in_table: which column it is; None for what is no column's cells.
    """

    place: str
    column: str | None
    where: Where | None
    values: int = 0
    longest: int = 0
    header: str = ""
    place_in_table: int | None = None


@dataclass(frozen=True)
class Profile:
    """A column at a glance: cells that are not missing, distinct ones (about), longest (bytes)."""

    values: int
    distinct: int
    longest: int


def present(column: int, missing: frozenset[str]) -> str:
    """SQL: the cell is there, and is no code that the file declares to mean "missing"."""
    codes = ", ".join(map(literal, sorted(missing)))
    return f"c{column} IS NOT NULL" + (f" AND c{column} NOT IN ({codes})" if codes else "")


def announces(detector: Detector, subject: Subject) -> bool:
    """Whether the header says that the cells are this identifier, and they are long enough."""
    return subject.longest >= detector.least and bool(re.search(detector.header, subject.header))


def profiles(connection: DuckDBPyConnection, table: Table, step: int = 100) -> list[Profile]:
    """All columns at a glance, so many in a statement."""
    found: list[Profile] = []
    for first in range(0, len(table.columns), step):
        parts = []
        for i, column in enumerate(table.columns[first : first + step], first):
            only = f"FILTER ({present(i, column.missing)})" if column.missing else ""
            parts.append(
                f"count(c{i}) {only}, approx_count_distinct(c{i}) {only}, max(strlen(c{i})) {only}"
            )
        row = connection.execute(f"SELECT {', '.join(parts)} FROM {table.relation}").fetchone()
        assert row is not None
        found += [Profile(row[k], row[k + 1], row[k + 2] or 0) for k in range(0, len(row), 3)]
    return found


class Values:
    """The two relations, filled subject by subject and emptied when they are large."""

    def __init__(self, connection: DuckDBPyConnection, detectors: Sequence[Detector]) -> None:
        self.connection = connection
        self.detectors = detectors
        names.prepare(connection)
        self.own = [d for d in detectors if d.name.startswith("institution:")]
        self.numeric = [d for d in detectors if d.lengths]
        self.gates = [d.gate for d in detectors if d not in self.own and not d.announced]
        self.subjects: list[Subject] = []
        for relation in ("passages", "numbers", "samples"):
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE {relation} (g INTEGER, v VARCHAR, n BIGINT)"
            )

    def clear(self) -> None:
        """Empty the relations; subjects count from zero again."""
        self.subjects = []
        for relation in ("passages", "numbers", "samples"):
            self.connection.execute(f"TRUNCATE {relation}")

    def column(self, table: Table, i: int, column: Column, subject: Subject, few: bool) -> None:
        """Take in a column's cells."""
        g = len(self.subjects)
        self.subjects.append(subject)
        source = f"FROM {table.relation} WHERE {present(i, column.missing)}"
        number = f"regexp_full_match(c{i}, '[0-9]+')"
        insert = self.connection.execute
        if few:
            insert(f"""CREATE OR REPLACE TEMP TABLE cells AS
                SELECT c{i}, count(*) AS n {source} GROUP BY c{i}""")
            insert(f"INSERT INTO passages SELECT {g}, c{i}, n FROM cells WHERE NOT {number}")
            insert(f"INSERT INTO numbers SELECT {g}, c{i}, n FROM cells WHERE {number}")
            return
        lengths = sorted(length for d in self.numeric for length in d.lengths)
        announced = [d.gate for d in self.detectors if d.announced and announces(d, subject)]
        gate = "|".join(f"(?:{gate})" for gate in dict.fromkeys(self.gates + announced))
        own = "".join(
            f" OR regexp_matches(c{i}, {literal(d.gate)})"
            for d in self.own
            if not d.announced or announces(d, subject)
        )
        insert(f"""INSERT INTO passages SELECT {g}, c{i}, 1 {source}
            AND (regexp_matches(c{i}, {literal(gate)}){own}) AND NOT {number}
            AND NOT regexp_full_match(c{i}, {literal(PLAIN)})""")
        insert(f"""INSERT INTO numbers SELECT {g}, c{i}, 1 {source}
            AND ((strlen(c{i}) BETWEEN {lengths[0]} AND {lengths[-1]}){own}) AND {number}""")
        every = max(1, table.rows // SAMPLE)
        insert(f"INSERT INTO samples SELECT {g}, c{i}, 1 {source} AND rowid % {every} = 0")

    def texts(self, pieces: Sequence[tuple[Subject, Sequence[str]]]) -> None:
        """Take in subjects with their pieces of text."""
        first = len(self.subjects)
        for subject, texts in pieces:
            subject.values = len(texts)
            subject.longest = max(map(len, texts), default=0)
            self.subjects.append(subject)
        self.connection.execute(
            """INSERT INTO passages SELECT g, v, count(*)
            FROM (SELECT unnest(?::INTEGER[]) AS g, unnest(?::VARCHAR[]) AS v) GROUP BY g, v""",
            [
                [g for g, (_, texts) in enumerate(pieces, first) for _ in texts],
                [text for _, texts in pieces for text in texts],
            ],
        )

    def tallies(self) -> list[dict[str, Tally]]:
        """For each subject what each detector met in it, if anything."""
        found: list[dict[str, Tally]] = [{} for _ in self.subjects]
        for detector in self._possible():
            for g, tally in self._searched(detector):
                found[g].setdefault(detector.name, Tally()).add(tally)
        for g, detector, tally in self._computed():
            found[g].setdefault(detector.name, Tally()).add(tally)
        return found

    def _possible(self) -> Sequence[Detector]:
        """Detectors whose gate lets anything through; all of them, where asking would cost more."""
        count = self.connection.execute("SELECT count(*) FROM passages").fetchone()
        if count is None or count[0] > FEW:
            return self.detectors
        gates = list(dict.fromkeys(d.gate for d in self.detectors if d not in self.own))
        asked = ", ".join(f"bool_or(regexp_matches(v, {literal(gate)}))" for gate in gates)
        row = self.connection.execute(f"SELECT {asked} FROM passages").fetchone()
        through = {gate for gate, passed in zip(gates, row or (), strict=True) if passed}
        return [d for d in self.detectors if d in self.own or d.gate in through]

    def _searched(self, detector: Detector) -> list[tuple[int, Tally]]:
        relation = "passages"
        if detector in self.own:
            relation = "(SELECT * FROM passages UNION ALL SELECT * FROM numbers)"
        if detector.announced:
            announced = [g for g, s in enumerate(self.subjects) if announces(detector, s)]
            if not announced:
                return []
            relation = f"(SELECT * FROM {relation} WHERE g IN ({', '.join(map(str, announced))}))"
        telling = (
            f"regexp_full_match(p, {literal(detector.telling)})" if detector.telling else "false"
        )
        rows = self.connection.execute(f"""
            SELECT g, count(*), count(*) FILTER (ok), count(*) FILTER (telling),
                count(*) FILTER (ok AND telling),
                sum(n) FILTER (ok), min(p) FILTER (ok), max(p) FILTER (ok)
            FROM (SELECT g, p, n, ({detector.check}) AS ok, {telling} AS telling
                FROM (SELECT *, regexp_replace(p, '[^0-9]', '', 'g') AS d,
                        try_cast(d AS BIGINT) AS x
                    FROM (SELECT g, p, sum(n) AS n
                        FROM (SELECT g, n, unnest(regexp_extract_all(
                                v, {literal(detector.pattern)}, 1)) AS p
                            FROM {relation} WHERE regexp_matches(v, {literal(detector.gate)}))
                        GROUP BY g, p))
                WHERE {detector.shape})
            GROUP BY g""").fetchall()
        return [(row[0], _tally(row[1:])) for row in rows]

    def _computed(self) -> list[tuple[int, Detector, Tally]]:
        if not self.numeric or all(s.place_in_table is None for s in self.subjects):
            return []  # texts are passages, digits or not
        tests, sums = [], []
        for k, detector in enumerate(self.numeric):
            lengths = ", ".join(map(str, detector.lengths))
            check = detector.digits or detector.check
            tests.append(f"""strlen(d) IN ({lengths}) AND {detector.shape} AS shape{k},
                CASE WHEN shape{k} THEN {check} ELSE false END AS ok{k}""")
            sums.append(f"""count(*) FILTER (shape{k}), count(*) FILTER (ok{k}), 0, 0,
                sum(n) FILTER (ok{k}), min(p) FILTER (ok{k}), max(p) FILTER (ok{k})""")
        rows = self.connection.execute(f"""SELECT g, {", ".join(sums)}
            FROM (SELECT *, {", ".join(tests)}
                FROM (SELECT g, v AS p, v AS d, try_cast(v AS BIGINT) AS x, sum(n) AS n
                    FROM numbers GROUP BY g, v))
            GROUP BY g""").fetchall()
        return [
            (row[0], detector, _tally(row[1 + 7 * k : 8 + 7 * k]))
            for row in rows
            for k, detector in enumerate(self.numeric)
            if row[1 + 7 * k]
        ]


def _tally(row: Sequence[int | str | None]) -> Tally:
    candidates, matches, formatted, telling, cells = (int(count or 0) for count in row[:5])
    examples = dict.fromkeys(mask(str(p)) for p in row[5:] if p is not None)
    return Tally(candidates, matches, formatted, telling, cells, tuple(examples))
