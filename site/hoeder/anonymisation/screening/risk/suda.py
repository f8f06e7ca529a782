# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT


"""Special uniques: rows that a few of the variables suffice to single out.

A *minimal sample unique* (MSU) of a row is a set of variables on which it differs from every other
row, while on none of the set's subsets it does. The smaller its MSUs and the more of them, the more
special the row. An MSU of m variables adds Π (ATT − i), i from m to M, to the row's score, where
ATT is the number of variables and M the largest set that is searched (Elliot, Manning & Ford 2002,
*A computational algorithm for handling the special uniques problem*; Manning, Haglin & Keane 2008).
Missing is a value like any other here, as in the classes.

DIS-SUDA spreads the risk of the file over its uniques by their scores (Elliot & Manning 2003). The
risk of the file, DIS, is the probability that a match on a sample unique is correct: π U / (π U +
(1 − π) P), with U sample uniques, P rows in classes of two and π the sampling fraction (Skinner &
Elliot 2002, *A measure of disclosure risk for microdata*).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

from .encode import SCHEMA, Encoded

SIZE = 3
"""The largest set of variables searched, if there are enough variables and not too many rows."""

WORK = 100_000_000
"""Classes times sets of variables: what is searched at most, some seconds' work."""

CLASSES = 5_000_000
"""Classes that fit in memory beside the rest."""

CELLS = 1 << 24
"""Combinations of values that are told apart by a table of this many cells (84 MB)."""

COUNTED = 1 << 20
"""Cells of which a table of counts stays in the processor's cache, or nearly."""

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Share:
    """A variable's part in the uniqueness: MSUs in which it occurs, and the score of these as a
    share of the score of all."""

    column: int
    name: str
    msus: int
    share: float


@dataclass(frozen=True)
class Score:
    """Rows that have the same score, and their DIS-SUDA (None without a sampling fraction)."""

    score: float
    rows: int
    dis: float | None


@dataclass(frozen=True)
class Suda:
    """Special uniques of the table.

    :param size: largest set of variables that was searched, M; 0 if none was.
    :param limited: why larger sets were not: ``size`` (M is :data:`SIZE`, larger ones tell
        little), ``work`` (too many classes or variables), or empty if nothing was left out: sets
        of all variables but one are the largest that count.
    :param uniques: sample uniques.
    :param special: of these, rows with an MSU.
    :param msus: size of the MSU → how many there are.
    :param scores: rows by score, the highest first; sample uniques without MSU have score 0.
    :param variables: the variables' parts.
    :param file_risk: DIS; None without a sampling fraction.
    """

    size: int
    limited: str
    uniques: int
    special: int
    msus: Mapping[int, int]
    scores: tuple[Score, ...]
    variables: tuple[Share, ...]
    file_risk: float | None


def depth(classes: int, variables: int) -> tuple[int, str]:
    """Largest set that is searched for so many classes and variables, and what limits it."""
    most = max(variables - 1, 0)
    size = min(SIZE, most) if classes <= CLASSES else 0
    sets = [comb(variables, m) for m in range(size + 1)]
    # One bit a set: the flags of all sets of one size but the last lie in a 64-bit integer.
    while size and (classes * sum(sets[1 : size + 1]) > WORK or max(sets[:size]) > 64):
        size -= 1
    return size, "" if size == most else "size" if size == SIZE else "work"


def suda(data: Encoded, sizes: Mapping[int, int], sampling_fraction: float | None) -> Suda:
    """Search the classes of one row.

    :param sizes: class size → number of classes.
    """
    size, limited = depth(sum(sizes.values()), len(data.variables))
    uniques = sizes.get(1, 0)
    risk = file_risk(uniques, sizes.get(2, 0), sampling_fraction)
    if not size or not uniques:
        return Suda(size, limited, uniques, 0, {}, (), (), risk)
    scores, found, parts = _search(data, size)
    values, rows = np.unique(scores, return_counts=True)
    attributes = len(data.variables)
    dis = None if risk is None else dis_suda(values, rows, risk, uniques, attributes)
    total = max(float(scores.sum()), 1.0)
    return Suda(
        size=size,
        limited=limited,
        uniques=uniques,
        special=int((scores > 0).sum()),
        msus=found,
        scores=tuple(
            Score(float(values[at]), int(rows[at]), None if dis is None else float(dis[at]))
            for at in range(values.size - 1, -1, -1)
        ),
        variables=tuple(
            Share(variable.column, variable.name, msus, part / total)
            for variable, (msus, part) in zip(data.variables, parts, strict=True)
        ),
        file_risk=risk,
    )


def file_risk(uniques: int, pairs: int, sampling_fraction: float | None) -> float | None:
    """DIS; ``pairs`` is the number of classes of two rows."""
    if sampling_fraction is None or not uniques:
        return None
    right = sampling_fraction * uniques
    return right / (right + (1 - sampling_fraction) * 2 * pairs)


def dis_suda(scores: Floats, rows: Integers, risk: float, uniques: int, attributes: int) -> Floats:
    """DIS-SUDA of each score: 1 / (1 + (U / DIS − U) / (s^Q A)), with Q = 1 + (8 − ATT) / 20 and
    A the sum of s^−Q over the rows with a score s above 0; 0 for score 0. As in sdcMicro, from the
    original of Elliot & Manning.

    :param scores: different scores. :param rows: rows with each of them.
    """
    scored = scores > 0
    power = np.where(scored, scores, 1.0) ** (1 + (8 - attributes) / 20)
    spread = float((rows[scored] / power[scored]).sum())
    if not spread:
        return np.zeros_like(scores)
    return np.where(scored, 1 / (1 + (uniques / risk - uniques) / (power * spread)), 0.0)


def _search(data: Encoded, size: int) -> tuple[Floats, dict[int, int], list[tuple[int, float]]]:
    """Score of each class of one row, MSUs by size, and MSUs and score of each variable."""
    words = ", ".join(f"k{word}" for word in range(data.words))
    found = data.connection.execute(
        f"SELECT {words}, n = 1 AS alone FROM {SCHEMA}.classes"
    ).fetchnumpy()
    alone = np.asarray(found["alone"], np.bool_)
    keys = [np.asarray(found[f"k{word}"], np.int64) for word in range(data.words)]
    attributes = len(data.variables)
    scores = np.zeros(int(alone.sum()))
    msus: dict[int, int] = {}
    parts = [(0, 0.0)] * attributes
    combined = _combiner(data, keys)
    previous: dict[tuple[int, ...], int] = {}
    flags = np.zeros(scores.size, np.uint64)
    for many in range(1, size + 1):
        worth = float(prod(attributes - i for i in range(many, size + 1)))
        sets = {chosen: bit for bit, chosen in enumerate(combinations(range(attributes), many))}
        following = np.zeros(scores.size if many < size else 0, np.uint64)
        for chosen, bit in sets.items():
            single = _told_apart(*combined(chosen))[alone]
            if not single.any():
                continue
            if many < size:
                following |= single.astype(np.uint64) << np.uint64(bit)
            if many > 1:
                smaller = sum(1 << previous[each] for each in combinations(chosen, many - 1))
                single &= (flags & np.uint64(smaller)) == 0
            count = int(single.sum())
            scores += worth * single
            msus[many] = msus.get(many, 0) + count
            for place in chosen:
                parts[place] = (parts[place][0] + count, parts[place][1] + count * worth)
        previous, flags = sets, following
    return scores, {many: count for many, count in msus.items() if count}, parts


def _combiner(
    data: Encoded, keys: Sequence[Integers]
) -> Callable[[tuple[int, ...]], tuple[Integers, int]]:
    """For a set of variables: a number for each class's values on them, and how many numbers there
    may be. Sets come in lexicographic order, so that what they begin with is kept."""

    @lru_cache(maxsize=2)
    def combined(chosen: tuple[int, ...]) -> tuple[Integers, int]:
        variable = data.variables[chosen[-1]]
        codes = (keys[variable.word] & variable.mask) >> variable.shift
        if len(chosen) == 1:
            return codes, variable.distinct + 1
        before, cells = combined(chosen[:-1])
        if cells * (variable.distinct + 1) >= 1 << 62:
            before = np.unique(before, return_inverse=True)[1].astype(np.int64)
            cells = before.size
        codes += before * (variable.distinct + 1)
        return codes, cells * (variable.distinct + 1)

    return combined


def _told_apart(combined: Integers, cells: int) -> Flags:
    """Which classes differ from all others on some variables, by :func:`_combiner`'s numbers."""
    if cells <= CELLS:
        return _alone_in_cell(combined, cells)
    # Multiplicative hashing (Knuth 6.4). Alone in a cell is alone; who shares one is looked at.
    bits = CELLS.bit_length() - 1
    hashed = (combined.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - bits)
    told_apart = _alone_in_cell(hashed.astype(np.int64), CELLS)
    rest = np.flatnonzero(~told_apart)
    _, inverse, counts = np.unique(combined[rest], return_inverse=True, return_counts=True)
    told_apart[rest] = counts[inverse] == 1
    return told_apart


def _alone_in_cell(cell: Integers, cells: int) -> Flags:
    """Which ones are the only one with their cell, 0 … ``cells`` − 1: whoever finds another one's
    name in a cell, where it had left its own, is not alone there, and nor is the other one. In few
    cells it is faster to count."""
    if cells <= COUNTED:
        counts = np.bincount(cell, minlength=cells)
        return (counts == 1)[cell]
    owner, shared = np.empty(cells, np.uint32), np.zeros(cells, np.bool_)
    names = np.arange(cell.size, dtype=np.uint32)
    owner[cell] = names
    shared[cell[owner[cell] != names]] = True
    return ~shared[cell]
