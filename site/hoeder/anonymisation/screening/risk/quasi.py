# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT


"""Which columns may be quasi-identifiers: a proposal, for the depositor to confirm or change."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb

from ..model import Column, Table
from .vocabulary import CONCEPTS, Role, concept_in

LOOKED_AT = 1000
"""Different values by which the kind of a column is judged."""

NEARLY = 0.9
"""Share of different values from which on a column tells all rows apart."""

EXACT = 100_000
"""Up to as many different values are counted; more are estimated (HyperLogLog, about 2 %)."""

SAMPLE = 20_000
"""Rows, spread over the table, from which the values of a column of more are taken."""


@dataclass(frozen=True)
class Proposal:
    """What a column may be.

    :param column: its place in the table.
    :param reason: why, a key of the texts: ``header``, ``label``, ``dates``, ``nearly-unique``,
        ``constant``, ``empty``, or ``unknown``.
    :param concept: what it seems to be about, a key of the texts; empty if nothing tells.
    :param distinct: different values, missing not counted; above :data:`EXACT` an estimate.
    """

    column: int
    name: str
    role: Role
    reason: str
    concept: str
    distinct: int


def propose(connection: duckdb.DuckDBPyConnection, table: Table) -> tuple[Proposal, ...]:
    """One proposal for each column, in their order."""
    if not table.columns:
        return ()
    places = range(len(table.columns))
    counted = ", ".join(f"count(c{place}), approx_count_distinct(c{place})" for place in places)
    counts = connection.execute(f"SELECT {counted} FROM {table.relation}").fetchone() or ()
    return tuple(
        _proposal(connection, table, place, counts[2 * place], counts[2 * place + 1])
        for place in places
    )


def _proposal(
    connection: duckdb.DuckDBPyConnection, table: Table, place: int, present: int, about: int
) -> Proposal:
    column = table.columns[place]
    known = f"SELECT DISTINCT c{place} AS v FROM {table.relation} WHERE c{place} IS NOT NULL"
    if about > EXACT:
        known += f" AND rowid % {max(1, table.rows // SAMPLE)} = 0"
    found = connection.execute(
        f"SELECT v, count(*) OVER () FROM ({known}) LIMIT {LOOKED_AT}"
    ).fetchall()
    distinct = min(about, present) if about > EXACT else found[0][1] if found else 0
    values = [str(value).strip() for value, _ in found]
    role, reason, concept = _judge(column, values, distinct, present)
    return Proposal(place, column.name, role, reason, concept, distinct)


def _judge(
    column: Column, values: Sequence[str], distinct: int, present: int
) -> tuple[Role, str, str]:
    """Role, reason and concept."""
    by_header, by_label = concept_in(column.name), concept_in(column.label)
    concept, reason = (by_header, "header") if by_header else (by_label, "label")
    if not distinct:
        return Role.NONE, "empty", concept
    if distinct == 1 and (not concept or CONCEPTS[concept].role in (Role.QUASI, Role.WEIGHT)):
        return Role.NONE, "constant", concept
    if concept:
        return CONCEPTS[concept].role, reason, concept
    if _all(values, _is_date):
        return Role.QUASI, "dates", "event-date"
    if present >= 20 and distinct >= NEARLY * present and _all(values, _is_code):
        return Role.IDENTIFIER, "nearly-unique", ""
    return Role.NONE, "unknown", ""


def _all(values: Sequence[str], judged: Callable[[str], bool]) -> bool:
    return bool(values) and all(map(judged, values))


def _is_date(value: str) -> bool:
    return bool(
        re.match(r"[12]\d{3}-\d\d-\d\d(\D|$)|\d{1,2}[/.-]\d{1,2}[/.-]([12]\d)?\d\d(\D|$)", value)
    )


def _is_code(value: str) -> bool:
    """One word that is no fraction: measurements and sentences differ too, but name nobody."""
    return bool(re.fullmatch(r"\S{1,64}", value)) and not re.fullmatch(
        r"[+-]?\d*[.,]\d+([eE][+-]?\d+)?", value
    )
