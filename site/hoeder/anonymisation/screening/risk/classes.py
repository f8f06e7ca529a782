# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How large the groups are in which the quasi-identifiers leave a person hidden."""

from collections.abc import Mapping
from dataclasses import dataclass

THRESHOLDS = (2, 3, 5, 10, 11)
"""Usual values of k: 3 and 5 by custom, 10 of the ONS, 11 of the EMA (risk 0.09)."""

BINS = (1, 2, 3, 5, 10, 20, 50, 100, 1000)
"""The smallest class size of each bin of the histogram; the last bin is open."""


@dataclass(frozen=True)
class Bin:
    """Classes of ``smallest`` to ``largest`` rows (None: no upper bound), and their rows."""

    smallest: int
    largest: int | None
    classes: int
    rows: int


@dataclass(frozen=True)
class Anonymity:
    """Equivalence classes: rows that have the same value on every quasi-identifier, where missing
    is a value like any other.

    :param k: size of the smallest class; 0 if there are no rows. A table is k-anonymous if no
        class is smaller (Samarati 2001; Sweeney 2002, *k-anonymity: a model for protecting
        privacy*, §3).
    :param uniques: classes of one row: *sample uniques*.
    :param violating: k → rows in classes smaller than k, "rows violating k-anonymity", for each of
        :data:`THRESHOLDS`.
    :param histogram: classes and rows by class size, in :data:`BINS`; empty bins are left out.
    """

    rows: int
    classes: int
    k: int
    uniques: int
    violating: Mapping[int, int]
    histogram: tuple[Bin, ...]


def violations(sizes: Mapping[int, int]) -> dict[int, int]:
    """For each of :data:`THRESHOLDS` the rows in smaller classes.

    :param sizes: class size → number of classes.
    """
    return {
        k: sum(size * classes for size, classes in sizes.items() if size < k) for k in THRESHOLDS
    }


def anonymity(sizes: Mapping[int, int]) -> Anonymity:
    """k, the histogram and the violating rows.

    :param sizes: class size → number of classes.
    """
    bins = []
    for smallest, following in zip(BINS, (*BINS[1:], None), strict=True):
        inside = {
            size: classes
            for size, classes in sizes.items()
            if size >= smallest and (following is None or size < following)
        }
        if inside:
            rows = sum(size * classes for size, classes in inside.items())
            largest = None if following is None else following - 1
            bins.append(Bin(smallest, largest, sum(inside.values()), rows))
    return Anonymity(
        rows=sum(size * classes for size, classes in sizes.items()),
        classes=sum(sizes.values()),
        k=min(sizes, default=0),
        uniques=sizes.get(1, 0),
        violating=violations(sizes),
        histogram=tuple(bins),
    )
