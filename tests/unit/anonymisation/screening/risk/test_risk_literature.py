# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Figures that others published, and estimates against what they estimate."""

from collections import Counter
from collections.abc import Callable
from math import exp, lgamma, log

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom

import disclosure
from hoeder.anonymisation.screening.model import Table
from hoeder.anonymisation.screening.risk.measure import measure
from hoeder.anonymisation.screening.risk.population import (
    pitman,
    pitman_likelihood,
    population,
    shlosser,
    slide_uniques,
    snb,
    zayatz,
)
from hoeder.anonymisation.screening.risk.reidentification import benedetti_franconi
from hoeder.anonymisation.screening.risk.suda import dis_suda, file_risk

Load = Callable[..., Table]

# IHSN, Statistical Disclosure Control for Microdata: A Practice Guide, tables 4.1 and 4.5:
# residence, gender, education, labour status, weight.
GUIDE = [
    ("Urban", "Female", "Secondary incomplete", "Employed", "180"),
    ("Urban", "Female", "Secondary incomplete", "Employed", "180"),
    ("Urban", "Female", "Primary incomplete", "Non-LF", "215"),
    ("Urban", "Male", "Secondary complete", "Employed", "76"),
    ("Rural", "Female", "Secondary complete", "Unemployed", "186"),
    ("Urban", "Male", "Secondary complete", "Employed", "76"),
    ("Urban", "Female", "Primary complete", "Non-LF", "180"),
    ("Urban", "Male", "Post-secondary", "Unemployed", "215"),
    ("Urban", "Female", "Secondary incomplete", "Non-LF", "186"),
    ("Urban", "Female", "Secondary incomplete", "Non-LF", "76"),
]
GUIDE_RISKS = [
    *(0.005424520, 0.005424520, 0.025096439, 0.012563425, 0.028247279),
    *(0.012563425, 0.029010932, 0.025096439, 0.007403834, 0.007403834),
]


def test_example_of_the_practice_guide(connection: duckdb.DuckDBPyConnection, load: Load) -> None:
    table = load(GUIDE, ["residence", "gender", "education", "labour", "weight"])
    risks = measure(connection, table, range(4), weight=4, sampling_fraction=0.01)
    assert risks.anonymity.k == 1
    assert risks.anonymity.classes == 7
    assert (risks.anonymity.violating[2], risks.anonymity.violating[3]) == (4, 10)
    assert risks.individual is not None
    assert risks.individual.weights == "column"
    assert risks.individual.maximum == pytest.approx(max(GUIDE_RISKS), abs=1e-9)
    assert risks.individual.expected == pytest.approx(sum(GUIDE_RISKS), abs=1e-8)
    assert risks.individual.above[0.01] == 6
    assert {each.score: each.rows for each in risks.suda.scores} == {12: 1, 10: 1, 6: 2}
    assert risks.suda.size == 3


def test_dis_suda_of_the_practice_guide() -> None:
    """Its table 4.5 spreads the risk by the scores of the first SUDA program: (2^(ATT − m) − 1)
    m! (ATT − m)! / ATT! for an MSU of m variables, so 1.75, 2.75 and 3.25 where ours are 6, 10
    and 12; the sampling fraction is 0.01."""
    risk = file_risk(4, 3, 0.01)
    assert risk == pytest.approx(0.04 / 5.98)
    found = dis_suda(np.array([0, 1.75, 2.75, 3.25]), np.array([6, 2, 1, 1]), risk or 0, 4, 4)
    assert found.round(4).tolist() == [0, 0.0051, 0.0088, 0.0107]


@settings(deadline=None)
@given(f=st.integers(1, 8), weight=st.floats(1.05, 40))
def test_individual_risk_is_the_mean_inverse_of_a_negative_binomial(f: int, weight: float) -> None:
    (risk,) = benedetti_franconi([f], [f * weight])
    assert risk == pytest.approx(disclosure.inverse_mean(f, f * weight), rel=1e-6)


def test_individual_risk_at_its_ends() -> None:
    assert benedetti_franconi([1, 5, 1000], [1, 5, 1000]).tolist() == [1, 0.2, 0.001]
    assert benedetti_franconi([1, 4], [0.5, 2]).tolist() == [1, 0.25]
    large = benedetti_franconi([30, 31, 5000, 10**6], [30e6, 31e6, 5e9, 1e12])
    assert np.isfinite(large).all()
    # For many rows the risk tends to the inverse of the estimated size: p / (f − 1), p small.
    assert large * [29e6, 30e6, 4999e6, 999_999 * 1e6] == pytest.approx([1] * 4, rel=1e-4)


def drawn(people: list[int], fraction: float, seed: int) -> tuple[dict[int, int], int]:
    """A sample's class sizes, and the population's uniques; ``people`` are class numbers."""
    sample = np.random.default_rng(seed).permutation(people)[: int(len(people) * fraction)]
    sizes = Counter(Counter(sample.tolist()).values())
    return dict(sizes), sum(size == 1 for size in Counter(people).values())


@settings(deadline=None)
@given(alpha=st.floats(0.1, 3), beta=st.floats(0.02, 0.9), pi=st.floats(0.05, 0.95))
def test_slide_negative_binomial_finds_its_own_parameters(
    alpha: float, beta: float, pi: float
) -> None:
    """From the expected classes of one and two, summed over all sizes of a population's class."""
    size = np.arange(1, 3000)
    chance = nbinom.pmf(size - 1, alpha, beta)
    ones = 1e6 * (chance * size * pi * (1 - pi) ** (size - 1)).sum()
    twos = 1e6 * (chance * size * (size - 1) / 2 * pi**2 * (1 - pi) ** (size - 2)).sum()
    assert slide_uniques(1e6, ones, twos, pi) == pytest.approx(1e6 * beta**alpha, rel=1e-4)


def slide_population(alpha: float, beta: float, classes: int) -> list[int]:
    sizes = 1 + np.random.default_rng(5).negative_binomial(alpha, beta, classes)
    return np.repeat(np.arange(classes), sizes).tolist()


def test_estimates_near_the_truth_of_a_large_sample() -> None:
    sizes, truth = drawn(slide_population(1.0, 0.2, 20_000), 0.5, 1)
    assert shlosser(sizes, 0.5) == pytest.approx(20_000, rel=0.05)
    assert snb(sizes, 0.5) == pytest.approx(truth, rel=0.2)


def test_shlosser_by_hand() -> None:
    """Haas & Stokes: d + f_1 · A / B · (C / D)², q = 1 / 4, f_1 = 2, f_3 = 1."""
    q = 0.25
    a = 2 * q**2 + 3 * q**2 * (1 - q**2) ** 2
    b = 2 * (1 - q) * ((1 + q) - 1) + (1 - q) ** 3 * ((1 + q) ** 3 - 1)
    c = 2 * (1 - q) + (1 - q) ** 3
    d = 2 * q + 3 * q * (1 - q) ** 2
    assert shlosser({1: 2, 3: 1}, q) == pytest.approx(3 + 2 * a / b * (c / d) ** 2)


def chinese_restaurant(theta: float, alpha: float, people: int) -> list[int]:
    """A draw from Pitman's sampling formula: each joins a class or founds one."""
    generator = np.random.default_rng(3)
    joined, sizes = [], 0
    members: list[int] = []
    for person, chance in enumerate(generator.random(people)):
        new = (theta + alpha * sizes) / (theta + person) if person else 1
        if chance < new:
            joined.append(sizes)
            members.append(sizes)
            sizes += 1
        else:  # One of the others, with a chance of its class in proportion to size − α.
            while True:
                other = members[generator.integers(person)]
                size_known = counts[other]
                if generator.random() < (size_known - alpha) / size_known:
                    break
            joined.append(other)
            members.append(other)
        counts[joined[-1]] += 1
    return joined


counts: Counter[int] = Counter()


def test_pitman_finds_its_own_population() -> None:
    counts.clear()
    people = chinese_restaurant(50, 0.4, 60_000)
    sizes, truth = drawn(people, 0.05, 2)
    assert pitman(sizes, len(people)) == pytest.approx(truth, rel=0.25)
    chosen = population(sizes, 0.05)
    assert (chosen.model, chosen.uniques) == ("pitman", chosen.pitman)


def test_pitman_likelihood_is_the_product() -> None:
    sizes, theta, alpha = {1: 4, 2: 3, 5: 1}, 2.5, 0.3
    each = disclosure.table_of(sizes)
    expected = sum(log(theta + i * alpha) for i in range(1, len(each)))
    expected -= sum(log(theta + i) for i in range(1, sum(each)))
    expected += sum(log(part - alpha) for size in each for part in range(1, size))
    assert pitman_likelihood(sizes, theta, alpha) == pytest.approx(expected)


def test_zayatz_by_hand() -> None:
    """Classes of 1 (four) and of 2 (three), ten rows of fifty: with H(i) hypergeometric."""

    def binomial(n: int, k: int) -> float:
        return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1))

    one = binomial(49, 9) / binomial(50, 10)
    two = 2 * binomial(48, 9) / binomial(50, 10)
    expected = 4 * (4 * one / (4 * one + 3 * two)) / 0.2
    assert zayatz({1: 4, 2: 3}, 0.2) == pytest.approx(expected)


def test_the_decision_rule_takes_the_smaller_one_of_large_samples() -> None:
    sizes, _ = drawn(slide_population(0.5, 0.05, 5000), 0.4, 4)
    found = population(sizes, 0.4)
    assert found.snb is not None and found.zayatz is not None
    assert found.uniques == min(found.snb, found.zayatz)
    assert found.model == ("snb" if found.snb < found.zayatz else "zayatz")


def test_where_nothing_is_to_estimate() -> None:
    assert population({1: 3, 2: 1}, 1).model == "census"
    assert population({1: 3, 2: 1}, 1).uniques == 3
    assert population({2: 4}, 0.1).model == "none"
    assert population({2: 4}, 0.1).uniques == 0
    alone = population({1: 100}, 0.05)
    assert (alone.pitman, alone.model) == (None, "zayatz")
    assert alone.uniques == pytest.approx(2000)
    for fraction in (0, -0.1, 1.1):
        with pytest.raises(ValueError, match="sampling fraction"):
            population({1: 3}, fraction)
