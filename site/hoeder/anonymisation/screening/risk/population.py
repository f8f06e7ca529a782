# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How many people are unique in the population of which the table is a sample.

In all of this a sample of n rows has c_i classes of i rows, u classes in all; π is the sampling
fraction and N = n / π the size of the population.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Population:
    """Estimated population uniques; None where an estimate does not exist for this table.

    :param size: of the population, N.
    :param model: the estimate that the decision rule of Dankar et al. takes: ``pitman``,
        ``zayatz`` or ``snb``; ``census`` if the sampling fraction is 1, ``none`` if there is no
        sample unique (then there is nothing to estimate).
    :param uniques: estimated population uniques by that model.
    :param share: of the population: uniques / N.
    """

    sampling_fraction: float
    size: float
    pitman: float | None
    zayatz: float | None
    snb: float | None
    model: str
    uniques: float
    share: float


def population(sizes: Mapping[int, int], sampling_fraction: float) -> Population:
    """All estimates, and the one to believe (Dankar et al. 2012, *Estimating the re-identification
    risk of clinical data sets*): up to a sampling fraction of 0.1 Pitman's model, above it the
    smaller one of Zayatz' and the SNB model; Zayatz' where the others do not exist.

    :param sizes: class size → number of classes.
    :raises ValueError: a sampling fraction that is not above 0 and at most 1.
    """
    if not 0 < sampling_fraction <= 1:
        raise ValueError("A sampling fraction is above 0 and at most 1.")
    rows = sum(size * classes for size, classes in sizes.items())
    total, uniques = rows / sampling_fraction, float(sizes.get(1, 0))
    if not uniques or sampling_fraction == 1:
        model = "census" if uniques else "none"
        share = uniques / total if total else 0.0
        return Population(
            sampling_fraction, total, uniques, uniques, uniques, model, uniques, share
        )
    estimates = {
        "pitman": pitman(sizes, total),
        "zayatz": zayatz(sizes, sampling_fraction),
        "snb": snb(sizes, sampling_fraction),
    }
    model = "zayatz"
    if sampling_fraction <= 0.1:
        model = "pitman" if estimates["pitman"] is not None else "zayatz"
    elif estimates["snb"] is not None and estimates["snb"] <= (estimates["zayatz"] or 0):
        model = "snb"
    chosen = estimates[model] or 0.0
    return Population(
        sampling_fraction, total, **estimates, model=model, uniques=chosen, share=chosen / total
    )


def _histogram(sizes: Mapping[int, int]) -> tuple[Floats, Floats]:
    return np.array(list(sizes), np.float64), np.array(list(sizes.values()), np.float64)


def zayatz(sizes: Mapping[int, int], sampling_fraction: float) -> float:
    """Zayatz 1991, *Estimation of the number of unique population elements using a sample*.

    The sizes of the population's classes are taken to be spread as the sample's are. By Bayes' rule
    a sample unique is a population unique with probability P(1) H(1) / Σ P(i) H(i), where P(i) =
    c_i / u and H(i) is the hypergeometric probability that one of i people is sampled. Times
    c_1 / π.
    """
    from scipy.stats import hypergeom  # takes a second, which a table without sample need not

    size, classes = _histogram(sizes)
    rows = int((size * classes).sum())

    one = hypergeom.pmf(1, round(rows / sampling_fraction), size.astype(np.int64), rows)
    sampled = dict(zip(size, classes * one, strict=True))
    uniques = sizes.get(1, 0)
    return float(uniques * sampled.get(1.0, 0.0) / sum(sampled.values()) / sampling_fraction)


def shlosser(sizes: Mapping[int, int], sampling_fraction: float) -> float:
    """Classes in the population, by Shlosser's modified estimator (Haas & Stokes 1998, *Estimating
    the number of classes in a finite population*, their D̂_Sh3).
    """
    size, classes = _histogram(sizes)
    f, out = sampling_fraction, 1 - sampling_fraction
    unseen = (out**size * classes).sum()
    seen_once = (size * f * out ** (size - 1) * classes).sum()
    numerator = (size * f**2 * (1 - f**2) ** (size - 1) * classes).sum()
    denominator = (((1 - f**2) ** size - out**size) * classes).sum()
    return float(
        classes.sum() + sizes.get(1, 0) * numerator / denominator * (unseen / seen_once) ** 2
    )


def snb(sizes: Mapping[int, int], sampling_fraction: float) -> float | None:
    """The slide negative binomial model (Chen & Keller-McNulty 1998, *Estimation of identification
    disclosure risk in microdata*).

    The size of a population class, less one, is negative binomial with parameters α and β, so that
    a class has one member with probability β^α, and there are K β^α uniques; K by
    :func:`shlosser`. Each member is sampled with probability π. With the generating function
    g(z) = z (β / (1 − (1 − β) z))^α and z = 1 − π, one expects c_1 = K π g′(z) and
    c_2 = K π² g″(z) / 2. The quotient of the two gives α for a given β, by a quadratic equation
    with one positive root; what is left is an equation in β. None if it has no solution.
    """
    ones, twos = sizes.get(1, 0), sizes.get(2, 0)
    if not ones or not twos:
        return None
    return slide_uniques(shlosser(sizes, sampling_fraction), ones, twos, sampling_fraction)


def slide_uniques(classes: float, ones: float, twos: float, pi: float) -> float | None:
    """K β^α of the slide negative binomial model for K classes, of which ``ones`` and ``twos`` have
    one and two members in a sample of the fraction π; None if no α and β expect so."""
    quotient = 2 * twos / (pi * ones)

    def alpha(beta: ArrayLike) -> Floats:
        b = 1 - np.asarray(beta, np.float64)
        x = b * (1 - pi)
        linear = 2 * b - b * x - quotient * (1 - x) * x
        root = np.sqrt(linear**2 + 4 * b * x * quotient * (1 - x) ** 2)
        # Of the two ways to write the root, the one that does not subtract what is nearly equal.
        return np.where(
            linear > 0,
            2 * quotient * (1 - x) ** 2 / (linear + root),
            (root - linear) / (2 * b * x),
        )

    def excess(beta: ArrayLike) -> Floats:
        beta = np.asarray(beta, np.float64)
        a, x = alpha(beta), (1 - beta) * (1 - pi)
        expected: Floats = classes * pi * (beta / (1 - x)) ** a * (1 + a * x / (1 - x))
        return expected - ones

    grid = np.concatenate([np.geomspace(1e-9, 0.01, 200), np.linspace(0.01, 1 - 1e-6, 1000)[1:]])
    signs = np.signbit(excess(grid))
    changes = np.flatnonzero(signs[1:] != signs[:-1])
    if not changes.size:
        return None
    from scipy.optimize import brentq  # as above

    beta = float(brentq(excess, grid[changes[0]], grid[changes[0] + 1], xtol=1e-15))
    return float(classes * beta ** float(alpha(beta)))


def pitman_likelihood(sizes: Mapping[int, int], theta: float, alpha: float) -> float:
    """Logarithm of the likelihood of Pitman's sampling formula, constants left out:
    Π (θ + iα) for i < u, over Π (θ + i) for i < n, times Π (l − α) for l < size of each class
    (Hoshino 2001, *Applying Pitman's sampling formula to microdata disclosure risk assessment*).
    """
    size, classes = _histogram(sizes)
    rows, count = (size * classes).sum(), classes.sum()
    return float(
        (count - 1) * np.log(alpha)
        + gammaln(theta / alpha + count)
        - gammaln(theta / alpha + 1)
        - gammaln(theta + rows)
        + gammaln(theta + 1)
        + (classes * (gammaln(size - alpha) - gammaln(1 - alpha))).sum()
    )


def pitman(sizes: Mapping[int, int], total: float) -> float | None:
    """Pitman's model: Γ(θ + 1) / Γ(θ + α) · N^α (Hoshino 2001, eq. 20), θ and α by maximum
    likelihood: the best θ for each α, then the best α. None without rows that share a class, where
    the likelihood has no maximum.
    """
    if max(sizes) == 1:
        return None

    from scipy.optimize import minimize_scalar  # as above

    def best(alpha: float) -> tuple[float, float]:
        found = minimize_scalar(
            lambda log: -pitman_likelihood(sizes, np.exp(log) - alpha, alpha),
            bounds=(-12, 35),
            method="bounded",
            options={"xatol": 1e-8},
        )
        return float(found.fun), float(np.exp(found.x) - alpha)

    outer = minimize_scalar(
        lambda alpha: best(alpha)[0],
        bounds=(1e-6, 1 - 1e-6),
        method="bounded",
        options={"xatol": 1e-9},
    )
    alpha, theta = float(outer.x), best(float(outer.x))[1]
    logarithm = gammaln(theta + 1) - gammaln(theta + alpha) + alpha * np.log(total)
    return float(min(np.exp(logarithm), total))
