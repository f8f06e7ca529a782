# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT


"""What a class gives away about a sensitive column, even if nobody in it is singled out.

Definitions as pyCANON has them (Sáinz-Pardo Díaz & López García 2022, *A Python library to check
the level of anonymity of a dataset*, Scientific Data 9:785), each sensitive column by itself. With
q the shares of the values within a class and p those in the whole table:

- l: fewest different values in a class (Machanavajjhala et al. 2007, *l-diversity*).
- entropy l: e to the power of the smallest entropy −Σ q ln q. pyCANON rounds it down; we do not.
- α: the largest q of any value in any class (Wong et al. 2006, *(α, k)-anonymity*).
- t: the largest distance between q and p (Li, Li & Venkatasubramanian 2007, *t-closeness*): with
  equal distances ½ Σ|q − p|; with ordered ones Σ|cumulated (q − p)| / (number of values − 1).
- δ: the largest |ln(q / p)| of a value that occurs in the class (Brickell & Shmatikov 2008).
- β: the largest (q − p) / p; enhanced β: min(β, −ln p) of the rarest value, as pyCANON has it
  (Cao & Karras 2012, *β-likeness*).

Missing is a value, except for the ordered distance, which has no place for it: there, rows without
a value are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .encode import SCHEMA, Encoded, Variable

PART = 1_000_000
"""Pairs of class and value that are worked on at a time."""

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Attribute:
    """Figures of one sensitive column; definitions above.

    :param column: its place in the table.
    :param values: number of different values, missing included if it occurs.
    :param t: the ordered distance for numbers that the file gives no labels, else equal distances.
    :param t_equal: with equal distances.
    :param t_ordered: with ordered distances; None if the values have no order.
    """

    column: int
    name: str
    values: int
    l: int  # noqa: E741, the figure's name
    entropy_l: float
    alpha: float
    t: float
    t_equal: float
    t_ordered: float | None
    delta: float
    beta: float
    enhanced_beta: float


@dataclass(frozen=True)
class Worst:
    """The worst values over some classes."""

    l: int  # noqa: E741
    entropy: float
    alpha: float
    t: float
    delta: float
    beta: float
    ordered: float


def attributes(data: Encoded) -> tuple[Attribute, ...]:
    """The figures of every sensitive column; none if there are no rows."""
    if not data.rows or not data.sensitive:
        return ()
    parts = _shared(data)
    return tuple(
        _attribute(data, place, variable, parts) for place, variable in enumerate(data.sensitive)
    )


def _shared(data: Encoded) -> int:
    """Rows that share their class, as class number and sensitive codes, in parts.

    A class of one row needs no counting: its one value tells all.
    """
    key = ", ".join(f"k{word}" for word in range(data.words))
    most = max(variable.distinct for variable in data.sensitive) + 1
    codes = ", ".join(f"s{place}" for place in range(len(data.sensitive)))
    data.connection.execute(
        f"""CREATE TABLE {SCHEMA}.numbered AS
            SELECT {key}, (row_number() OVER ())::INTEGER AS class,
                   (sum(least(n, {most})) OVER (ROWS UNBOUNDED PRECEDING) // {PART})::INTEGER part
            FROM {SCHEMA}.classes WHERE n > 1"""
    )
    data.connection.execute(
        f"""CREATE TABLE {SCHEMA}.shared AS
            SELECT part, class, {codes} FROM {SCHEMA}.rows JOIN {SCHEMA}.numbered USING ({key})"""
    )
    found = data.connection.execute(
        f"SELECT coalesce(max(part) + 1, 0) FROM {SCHEMA}.numbered"
    ).fetchone()
    return int(found[0]) if found else 0


def _attribute(data: Encoded, place: int, variable: Variable, parts: int) -> Attribute:
    codes = variable.distinct + 1
    whole = _counts(data, f"SELECT s{place} AS x, count(*) AS m FROM {SCHEMA}.rows GROUP BY 1")
    counts = np.zeros(codes, np.int64)
    counts[whole[0]] = whole[1]
    ordered = variable.numeric and not variable.labelled
    worst, alone = [], counts.copy()
    for classes, values, rows in _parts(data, place, codes, parts):
        np.subtract.at(alone, values, rows)
        worst.append(_worst(classes, values, rows, counts, ordered))
    if alone.any():
        values = np.flatnonzero(alone)
        worst.append(_worst(values, values, np.ones_like(values), counts, ordered))
    t_equal = max(each.t for each in worst)
    t_ordered = max(each.ordered for each in worst) if ordered else None
    beta = max(each.beta for each in worst)
    rarest = counts[counts > 0].min() / data.rows
    return Attribute(
        column=variable.column,
        name=variable.name,
        values=int((counts > 0).sum()),
        l=min(each.l for each in worst),
        entropy_l=float(np.exp(min(each.entropy for each in worst))),
        alpha=max(each.alpha for each in worst),
        t=t_equal if t_ordered is None else t_ordered,
        t_equal=t_equal,
        t_ordered=t_ordered,
        delta=max(each.delta for each in worst),
        beta=beta,
        enhanced_beta=float(min(beta, -np.log(rarest))),
    )


def _parts(
    data: Encoded, place: int, codes: int, parts: int
) -> Iterator[tuple[Integers, Integers, Integers]]:
    """Class, value and rows of each pair that occurs, sorted, one part of the classes at a time."""
    for part in range(parts):
        pairs, rows = _counts(
            data,
            f"""SELECT class::BIGINT * {codes} + s{place} AS x, count(*) AS m
                FROM {SCHEMA}.shared WHERE part = {part} GROUP BY 1""",
        )
        if pairs.size:
            order = np.argsort(pairs)
            yield pairs[order] // codes, pairs[order] % codes, rows[order]


def _counts(data: Encoded, query: str) -> tuple[Integers, Integers]:
    found = data.connection.execute(query).fetchnumpy()
    return np.asarray(found["x"], np.int64), np.asarray(found["m"], np.int64)


def _worst(
    classes: Integers, values: Integers, rows: Integers, counts: Integers, ordered: bool
) -> Worst:
    """The worst values over the classes given as sorted pairs of class and value.

    :param counts: rows of each code in the whole table.
    """
    starts = np.flatnonzero(np.r_[True, classes[1:] != classes[:-1]])
    pairs = np.diff(np.r_[starts, classes.size])
    within = rows / np.repeat(np.add.reduceat(rows, starts), pairs)
    share = counts[values] / counts.sum()
    ratio = within / share
    return Worst(
        l=int(pairs.min()),
        entropy=float(np.add.reduceat(-within * np.log(within), starts).min()),
        alpha=float(within.max()),
        t=float(np.add.reduceat(np.maximum(within - share, 0), starts).max()),
        delta=float(np.abs(np.log(ratio)).max()),
        beta=float(ratio.max() - 1),
        ordered=_ordered(classes, values, rows, counts) if ordered else 0.0,
    )


def _ordered(classes: Integers, values: Integers, rows: Integers, counts: Integers) -> float:
    """The largest ordered distance. Code 0, missing, is left out.

    Between two values that occur in a class its cumulated share c is constant, while the table's,
    P, rises. So Σ|c − P| over such a stretch splits where P passes c, and both sides are
    differences of the sums of P: no value that is absent from the class is visited.
    """
    present = values > 0
    if not present.any() or counts.size < 3:
        return 0.0
    classes, values, rows = classes[present], values[present] - 1, rows[present]
    starts = np.flatnonzero(np.r_[True, classes[1:] != classes[:-1]])
    pairs = np.diff(np.r_[starts, classes.size])
    cumulated = np.cumsum(rows)
    before = np.repeat(cumulated[starts] - rows[starts], pairs)
    constant = (cumulated - before) / np.repeat(np.add.reduceat(rows, starts), pairs)
    until = np.r_[values[1:], 0]
    until[np.r_[starts[1:], classes.size] - 1] = counts.size - 1
    table = np.cumsum(counts[1:]) / counts[1:].sum()
    sums = np.r_[0.0, np.cumsum(table)]
    passed = np.clip(np.searchsorted(table, constant, side="right"), values, until)
    stretch = (
        (passed - values) * constant
        - (sums[passed] - sums[values])
        + (sums[until] - sums[passed])
        - (until - passed) * constant
    )
    distances = np.add.reduceat(stretch, starts) + sums[values[starts]]
    return float(distances.max() / (counts.size - 2))
