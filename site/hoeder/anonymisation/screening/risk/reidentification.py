# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT


"""How likely it is that a row's person is found."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import hyp2f1

from .encode import SCHEMA, Encoded

LEVELS = (0.01, 0.05, 0.1, 0.2, 0.5)
"""Risks above which rows are counted."""

FEW = 30
"""Up to as many rows SciPy's hypergeometric function is accurate; above, its series is short."""


@dataclass(frozen=True)
class Prosecutor:
    """Risk for somebody who is known to be in the table: 1 / size of the class (El Emam 2013,
    *Guide to the De-Identification of Personal Health Information*, ch. 16).

    :param maximum: 1 / k.
    :param average: mean over the rows, which is classes / rows.
    :param expected: rows that are expected to be found: the number of classes.

    All are 0 if there are no rows.
    """

    maximum: float
    average: float
    expected: float


@dataclass(frozen=True)
class Individual:
    """Risk for somebody of the population of which the table is a sample (Benedetti & Franconi
    1998; Franconi & Polettini 2004, *Individual risk estimation in μ-Argus*).

    For a class of f rows whose weights sum to F, the number of people in the population that look
    like them is taken as negative binomial with p = f / F. The risk is the mean of its inverse,
    p^f / f · ₂F₁(f, f; f + 1; 1 − p). F is at least f, so that p is at most 1, where the risk is
    the prosecutor's.

    :param maximum: over the rows.
    :param average: over the rows.
    :param expected: rows expected to be found: the sum over the rows.
    :param above: risk → rows with a higher one, for each of :data:`LEVELS`.
    :param weights: where F comes from: ``column``, or ``sampling-fraction`` (every weight is its
        inverse).
    :param weights_replaced: rows whose weight was missing or not above 0, and counted as 1.
    """

    maximum: float
    average: float
    expected: float
    above: Mapping[float, int]
    weights: str
    weights_replaced: int


def prosecutor(sizes: Mapping[int, int]) -> Prosecutor:
    """From class size → number of classes."""
    if not sizes:
        return Prosecutor(0.0, 0.0, 0.0)
    rows, classes = sum(size * count for size, count in sizes.items()), sum(sizes.values())
    return Prosecutor(1 / min(sizes), classes / rows, float(classes))


def benedetti_franconi(f: ArrayLike, total: ArrayLike) -> NDArray[np.float64]:
    """Risk of a row in a class of ``f`` rows (at least 1) whose weights sum to ``total``.

    By Pfaff's transformation p^f / f · ₂F₁(f, f; f + 1; q) = p / f · ₂F₁(1, 1; f + 1; q), which
    neither overflows nor cancels. The example of the SDC Practice Guide (IHSN), table 4.1:

    >>> [float(risk.round(9)) for risk in benedetti_franconi([2, 1, 2], [360, 215, 152])]
    [0.00542452, 0.025096439, 0.012563425]
    """
    f = np.asarray(f, np.float64)
    p = f / np.maximum(np.asarray(total, np.float64), f)
    alone = np.where(p < 1, -np.log(p) / np.where(p < 1, 1 - p, 1), 1)
    few = hyp2f1(1, 1, np.clip(f, 2, FEW) + 1, 1 - p) / f
    risk: NDArray[np.float64] = p * np.select([f == 1, f <= FEW], [alone, few], _series(f, p) / f)
    return np.minimum(risk, 1 / f)


def _series(f: NDArray[np.float64], p: NDArray[np.float64]) -> NDArray[np.float64]:
    """₂F₁(1, 1; f + 1; 1 − p) by its series, for the many rows with which SciPy's overflows."""
    total, term, large = np.ones_like(f), np.ones_like(f), np.maximum(f, FEW)
    for j in range(1, 50):
        term = term * j * (1 - p) / (large + j)
        total += term
    return total


def individual(data: Encoded, sampling_fraction: float | None) -> Individual | None:
    """With the table's weights, else with the sampling fraction; None without either."""
    if not data.rows or (sampling_fraction is None and not data.weighted):
        return None
    total = "w" if data.weighted else f"n / {sampling_fraction!r}"
    found = data.connection.execute(
        f"""SELECT n, total, count(*) AS classes
            FROM (SELECT n, {total}::DOUBLE AS total FROM {SCHEMA}.classes) GROUP BY n, total"""
    ).fetchnumpy()
    sizes = np.asarray(found["n"], np.int64)
    rows = sizes * np.asarray(found["classes"], np.int64)
    risks = benedetti_franconi(sizes, np.asarray(found["total"], np.float64))
    expected = float((risks * rows).sum())
    return Individual(
        maximum=float(risks.max()),
        average=expected / data.rows,
        expected=expected,
        above={level: int(rows[risks > level].sum()) for level in LEVELS},
        weights="column" if data.weighted else "sampling-fraction",
        weights_replaced=data.weights_replaced,
    )
