# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT


"""Columns of text become small integers, and the quasi-identifiers of a row one or two of them.

Each value of a column gets a code: 0 is missing, 1 and up are the values in their order (of numbers
if the whole column is numbers). The codes of all quasi-identifiers lie side by side in the bits of
64-bit words, so that "the same on these variables" is one comparison of masked words, whichever the
variables. Everything after this step looks at classes and words, never at text again.

Two cells hold the same value if their texts are equal without surrounding space, or if the column
is numeric and the numbers are equal (``1`` and ``1.0``, ``2,5`` and ``2.50``). A column is numeric
if every value is a plain number, none has a leading zero (those are codes), and no two decimal
signs occur in it. Empty cells and the codes that the file declares missing are missing.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import duckdb

from ..model import Table

SCHEMA = "risk"
WORD = 62
"""Bits used of a word: BIGINT, never negative."""

NUMBER = r"[+-]?(0|[1-9][0-9]{0,14})([.,][0-9]{1,9})?"


@dataclass(frozen=True)
class Variable:
    """A column in codes.

    :param column: its place in the table; the relation calls it ``c<column>``.
    :param name: its name in the file.
    :param dictionary: relation with one row for each text: ``v`` as in the cells, ``x`` without
        space around it, ``number`` (NULL if the column is not numeric) and ``code``.
    :param distinct: number of different values, missing not counted.
    :param numeric: whether all its values are numbers.
    :param labelled: whether the file gives its codes names, so that they have no order.
    :param word: which word of the key has its code, and from which bit (``shift``) on.
    """

    column: int
    name: str
    dictionary: str
    distinct: int
    numeric: bool
    labelled: bool
    word: int = 0
    shift: int = 0

    @property
    def mask(self) -> int:
        """The bits of its word in which the code lies."""
        return ((1 << self.distinct.bit_length()) - 1) << self.shift

    @property
    def code(self) -> str:
        """SQL for its code in a relation with words."""
        return f"((k{self.word} & {self.mask}) >> {self.shift})"


@dataclass(frozen=True)
class Encoded:
    """A table in codes: relation ``rows`` (words ``k<i>``, sensitive codes ``s<j>``, weight ``w``)
    and relation ``classes`` (words, ``n`` rows, and ``w`` the sum of their weights).

    :param weights_replaced: rows whose weight was missing, no number or not above 0; they count
        as 1, the value with the highest risk.
    """

    connection: duckdb.DuckDBPyConnection
    rows: int
    variables: tuple[Variable, ...]
    sensitive: tuple[Variable, ...]
    words: int
    weighted: bool
    weights_replaced: int = 0

    def key(self, without: Collection[int] = ()) -> list[str]:
        """SQL of the words' parts that belong to all variables but those in ``without``.

        :param without: places in ``variables``.
        """
        masks = [0] * self.words
        for place, variable in enumerate(self.variables):
            if place not in without:
                masks[variable.word] |= variable.mask
        return [f"k{word} & {mask}" for word, mask in enumerate(masks) if mask]

    def sizes(self, key: Sequence[str], source: str = f"{SCHEMA}.classes") -> dict[int, int]:
        """Class size → number of classes, if only ``key`` told rows apart."""
        grouped = f"SELECT sum(n)::BIGINT AS n FROM {source} GROUP BY {', '.join(key) or '()'}"
        if not self.rows:
            return {}
        return dict(
            self.connection.execute(f"SELECT n, count(*) FROM ({grouped}) GROUP BY n").fetchall()
        )


@contextmanager
def encoded(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    quasi: Sequence[int],
    sensitive: Sequence[int] = (),
    weight: int | None = None,
) -> Iterator[Encoded]:
    """The table in codes, as long as the context lasts; one table at a time.

    :param quasi: places of the quasi-identifiers' columns; none means one class of all rows.
    """
    # What a process that was killed left behind counts for nothing.
    connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
    connection.execute(f"CREATE SCHEMA {SCHEMA}")
    try:
        variables = _placed([_coded(connection, table, column) for column in quasi])
        others = tuple(_coded(connection, table, column) for column in sensitive)
        words = max((variable.word for variable in variables), default=0) + 1
        _rows(connection, table, variables, others, words, weight)
        replaced = _classes(connection, words, weight is not None)
        yield Encoded(
            connection, table.rows, variables, others, words, weight is not None, replaced
        )
    finally:
        connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
        connection.execute("DROP TABLE IF EXISTS texts")


def _coded(connection: duckdb.DuckDBPyConnection, table: Table, column: int) -> Variable:
    """The dictionary of one column."""
    name, described = f"{SCHEMA}.d{column}", table.columns[column]
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE texts AS
            SELECT v, trim(v) AS x FROM (SELECT DISTINCT c{column} AS v FROM {table.relation})
            WHERE x <> '' AND NOT list_contains(?, x)""",
        [sorted(described.missing)],
    )
    numeric, comma, point = connection.execute(
        """SELECT count(*) > 0 AND bool_and(regexp_full_match(x, ?)),
                  bool_or(contains(x, ',')), bool_or(contains(x, '.')) FROM texts""",
        [NUMBER],
    ).fetchone() or (False, False, False)
    numeric = bool(numeric and not (comma and point))
    number = "replace(x, ',', '.')::DOUBLE" if numeric else "NULL::DOUBLE"
    connection.execute(
        f"""CREATE TABLE {name} AS SELECT v, x, {number} AS number,
                   dense_rank() OVER (ORDER BY {"number" if numeric else "x"})::UINTEGER AS code
            FROM texts"""
    )
    found = connection.execute(f"SELECT coalesce(max(code), 0) FROM {name}").fetchone()
    distinct = int(found[0]) if found else 0
    labelled = any(label.strip() for label in described.value_labels.values())
    return Variable(column, described.name, name, distinct, numeric, labelled)


def _placed(variables: Sequence[Variable]) -> tuple[Variable, ...]:
    """Lay the codes side by side; a word that is full is followed by another."""
    placed, word, shift = [], 0, 0
    for variable in variables:
        bits = variable.distinct.bit_length()
        if shift + bits > WORD:
            word, shift = word + 1, 0
        placed.append(replace(variable, word=word, shift=shift))
        shift += bits
    return tuple(placed)


def _rows(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    variables: Sequence[Variable],
    sensitive: Sequence[Variable],
    words: int,
    weight: int | None,
) -> None:
    """Rows in codes: kept when they are looked at again for sensitive columns, else only passed."""
    selected = [
        " | ".join(
            ["0::BIGINT"]
            + [
                f"(coalesce(q{place}.code, 0)::BIGINT << {variable.shift})"
                for place, variable in enumerate(variables)
                if variable.word == word
            ]
        )
        + f" AS k{word}"
        for word in range(words)
    ]
    selected += [f"coalesce(t{place}.code, 0) AS s{place}" for place in range(len(sensitive))]
    if weight is not None:
        number = f"try_cast(replace(trim(c{weight}), ',', '.') AS DOUBLE)"
        selected.append(f"CASE WHEN {number} > 0 AND isfinite({number}) THEN {number} END AS w")
    joins = [
        f"LEFT JOIN {variable.dictionary} AS {letter}{place}"
        f" ON {table.relation}.c{variable.column} = {letter}{place}.v"
        for letter, coded in (("q", variables), ("t", sensitive))
        for place, variable in enumerate(coded)
    ]
    connection.execute(
        f"""CREATE {"TABLE" if sensitive else "VIEW"} {SCHEMA}.rows AS
            SELECT {", ".join(selected)} FROM {table.relation} {" ".join(joins)}"""
    )


def _classes(connection: duckdb.DuckDBPyConnection, words: int, weighted: bool) -> int:
    key = ", ".join(f"k{word}" for word in range(words))
    weights = ", sum(coalesce(w, 1)) AS w, count(*) - count(w) AS replaced" if weighted else ""
    connection.execute(
        f"""CREATE TABLE {SCHEMA}.classes AS
            SELECT {key}, count(*) AS n{weights} FROM {SCHEMA}.rows GROUP BY {key}"""
    )
    if not weighted:
        return 0
    found = connection.execute(
        f"SELECT coalesce(sum(replaced), 0)::BIGINT FROM {SCHEMA}.classes"
    ).fetchone()
    return int(found[0]) if found else 0
