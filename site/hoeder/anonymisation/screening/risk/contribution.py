# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT


"""What each quasi-identifier adds to the risk, and what would help.

The classes are counted again as they would be without one of the variables, or with it in coarser
values: years instead of dates, bands of 5 or 10, a postcode's first digits (:mod:`.regroup`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..model import Column
from .classes import Anonymity, violations
from .encode import SCHEMA, Encoded, Variable
from .regroup import Regroup
from .separation import Separation, separation
from .vocabulary import concept_of

FEW = 8
"""A column with fewer values gains nothing by coarser ones."""


@dataclass(frozen=True)
class Without:
    """What the table would be after a change to one variable.

    :param change: ``left-out``, ``year``, ``month``, ``band``, ``digits-1`` or ``digits-2``: keys
        of the texts.
    :param width: of the bands; 0 if there are none.
    :param values: different values that the variable would have left.
    """

    change: str
    width: int
    values: int
    classes: int
    k: int
    uniques: int
    violating: Mapping[int, int]


@dataclass(frozen=True)
class Contribution:
    """One quasi-identifier.

    :param column: its place in the table.
    :param distinct: its different values, missing not counted.
    :param alone: how well it tells rows apart by itself.
    :param left_out: the table without it.
    :param coarser: the table with it in coarser values, if such come to mind.
    """

    column: int
    name: str
    distinct: int
    alone: Separation
    left_out: Without
    coarser: tuple[Without, ...]


@dataclass(frozen=True)
class Help:
    """A change that would help, and by how much.

    :param change: as in :class:`Without`, with ``width``.
    :param figure: ``uniques``, or ``k`` if there are no sample uniques.
    """

    column: int
    name: str
    change: str
    width: int
    figure: str
    before: int
    after: int


def helps(before: Anonymity, parts: Sequence[Contribution]) -> tuple[Help, ...]:
    """Changes to one variable that help, the best first; of equals the one that keeps most."""
    found = []
    for part in parts:
        for change in (*part.coarser, part.left_out):
            if change.uniques < before.uniques:
                figures = ("uniques", before.uniques, change.uniques)
            elif not before.uniques and change.k > before.k:
                figures = ("k", before.k, change.k)
            else:
                continue
            found.append(
                (change, Help(part.column, part.name, change.change, change.width, *figures))
            )
    found.sort(key=lambda each: (each[0].uniques, -each[0].k, -each[0].classes))
    return tuple(help for _, help in found)


def contributions(data: Encoded, columns: tuple[Column, ...]) -> tuple[Contribution, ...]:
    """Every quasi-identifier's part.

    :param columns: of the table.
    """
    regroup = Regroup(data)
    return tuple(
        _contribution(data, regroup, place, variable, columns[variable.column])
        for place, variable in enumerate(data.variables)
    )


def _contribution(
    data: Encoded, regroup: Regroup, place: int, variable: Variable, column: Column
) -> Contribution:
    return Contribution(
        column=variable.column,
        name=variable.name,
        distinct=variable.distinct,
        alone=separation(regroup.alone(place)),
        left_out=_without("left-out", 0, 0, regroup.without(place)),
        coarser=tuple(
            _coarser(data, regroup, place, change, width, expression)
            for change, width, expression in _coarsenings(data, variable, column)
        ),
    )


def _without(change: str, width: int, values: int, sizes: Mapping[int, int]) -> Without:
    return Without(
        change=change,
        width=width,
        values=values,
        classes=sum(sizes.values()),
        k=min(sizes, default=0),
        uniques=sizes.get(1, 0),
        violating=violations(sizes),
    )


def _coarser(
    data: Encoded, regroup: Regroup, place: int, change: str, width: int, expression: str
) -> Without:
    """Count with another value for each code; missing stays missing."""
    connection, relation = data.connection, f"{SCHEMA}.coarse"
    connection.execute(
        f"""CREATE OR REPLACE TABLE {relation} AS
            SELECT code, dense_rank() OVER (ORDER BY any_value({expression})) AS coarse
            FROM {data.variables[place].dictionary} GROUP BY code"""
    )
    found = connection.execute(f"SELECT coalesce(max(coarse), 0) FROM {relation}").fetchone()
    sizes = regroup.recoded(place, relation)
    return _without(change, width, int(found[0]) if found else 0, sizes)


def _coarsenings(data: Encoded, variable: Variable, column: Column) -> list[tuple[str, int, str]]:
    """Change, width and SQL of the coarser value, by what the values look like."""
    if variable.distinct < FEW or variable.labelled:
        return []
    found = data.connection.execute(
        f"""SELECT bool_and(regexp_full_match(x, '[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}.*')),
                   bool_and(regexp_full_match(x, '[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-][0-9]{{4}}')),
                   bool_and(regexp_full_match(x, '[0-9]{{4,5}}( ?[A-Za-z]{{2}})?')),
                   min(number), max(number), bool_and(number = floor(number))
            FROM {variable.dictionary}"""
    ).fetchone()
    iso, written, digits, least, most, whole = found or (False,) * 6
    if iso:
        return [("month", 0, "substr(x, 1, 7)"), ("year", 0, "substr(x, 1, 4)")]
    if written:
        return [("month", 0, "regexp_replace(x, '^[0-9]+[/.-]', '')"), ("year", 0, "right(x, 4)")]
    if digits and concept_of(column) == "postcode":
        return [("digits-2", 0, "substr(x, 1, 2)"), ("digits-1", 0, "substr(x, 1, 1)")]
    if variable.numeric and whole and most - least >= 2 * FEW:
        # 5 and 10 for ages and years; for larger numbers, so that about 10 to 100 bands are left.
        scale = 10 ** max(len(str(int(most - least))) - 3, 0)
        return [("band", width, f"floor(number / {width})") for width in (5 * scale, 10 * scale)]
    return []
