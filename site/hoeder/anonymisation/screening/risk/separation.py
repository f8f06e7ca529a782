# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How well variables tell rows apart."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Separation:
    """Distinction and separation (Motwani & Xu 2007, *Efficient algorithms for masking and finding
    quasi-identifiers*, §2).

    :param distinction: different combinations of values / rows.
    :param separation: share of the pairs of rows that differ somewhere; 0 if there is no pair.
    """

    distinction: float
    separation: float


def separation(sizes: Mapping[int, int]) -> Separation:
    """From class size → number of classes.

    >>> separation({1: 1, 2: 1})  # three rows, of which two are alike
    Separation(distinction=0.6666666666666666, separation=0.6666666666666667)
    """
    rows = sum(size * classes for size, classes in sizes.items())
    if not rows:
        return Separation(0.0, 0.0)
    alike = sum(size * (size - 1) * classes for size, classes in sizes.items())
    pairs = rows * (rows - 1)
    return Separation(sum(sizes.values()) / rows, 1 - alike / pairs if pairs else 0.0)
