# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every figure against its definition, on generated tables."""

import json
from collections.abc import Callable

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import disclosure
from hoeder.anonymisation.screening.model import Column, Table
from hoeder.anonymisation.screening.risk.classes import THRESHOLDS
from hoeder.anonymisation.screening.risk.measure import measure

Load = Callable[..., Table]
NAMES = ["a", "b", "c", "d", "words", "numbers"]
QUASI, WORDS, NUMBERS = (0, 1, 2, 3), 4, 5


def cells(*values: str, missing: bool = True) -> st.SearchStrategy[str | None]:
    return st.sampled_from([*values, *([None] if missing else [])])


rows_of = st.lists(
    st.tuples(
        cells("x", "y"),
        cells("1", "2", "3"),
        cells("k", "l", "m", missing=False),
        cells("p", "q", "r", "s", "t"),
        cells("flu", "cold", "none"),
        cells("1", "2", "10", "7.5", "-3"),
    ),
    min_size=1,
    max_size=25,
)
many = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@many
@given(rows=rows_of, quasi=st.sets(st.sampled_from(QUASI)))
def test_all_figures_are_as_defined(
    connection: duckdb.DuckDBPyConnection,
    load: Load,
    rows: list[tuple[str | None, ...]],
    quasi: set[int],
) -> None:
    chosen = sorted(quasi)
    risks = measure(connection, load(rows, NAMES), chosen, (WORDS, NUMBERS))

    sizes = disclosure.sizes(rows, chosen)
    figures = risks.anonymity
    assert (figures.rows, figures.classes) == (len(rows), sum(sizes.values()))
    assert (figures.k, figures.uniques) == (min(sizes), sizes.get(1, 0))
    assert figures.violating == {k: disclosure.violating(rows, chosen, k) for k in THRESHOLDS}
    assert sum(each.rows for each in figures.histogram) == len(rows)
    assert risks.prosecutor.maximum == 1 / min(sizes)
    assert risks.prosecutor.average == pytest.approx(sum(sizes.values()) / len(rows))
    assert risks.separation.separation == pytest.approx(disclosure.separated(rows, chosen))

    counts = disclosure.matches(rows, chosen)
    assert risks.wildcard.k == min(counts)
    assert risks.wildcard.violating == {k: sum(count < k for count in counts) for k in THRESHOLDS}
    assert risks.wildcard.rows_missing == sum(
        any(row[place] is None for place in chosen) for row in rows
    )

    for attribute, place in zip(risks.attributes, (WORDS, NUMBERS), strict=True):
        for name, value in disclosure.attribute(rows, chosen, place).items():
            assert getattr(attribute, name) == pytest.approx(value, abs=1e-12), name
    words, numbers = risks.attributes
    if any(row[WORDS] is not None for row in rows):
        assert words.t_ordered is None
        assert words.t == words.t_equal
    if any(row[NUMBERS] is not None for row in rows):
        ordered = disclosure.ordered_t(rows, chosen, NUMBERS)
        assert numbers.t == numbers.t_ordered == pytest.approx(ordered, abs=1e-12)

    for contribution in risks.contributions:
        others = [place for place in chosen if place != contribution.column]
        without = disclosure.sizes(rows, others)
        assert contribution.left_out.k == min(without)
        assert contribution.left_out.uniques == without.get(1, 0)
        assert contribution.left_out.classes == sum(without.values())
        alone = disclosure.separated(rows, [contribution.column])
        assert contribution.alone.separation == pytest.approx(alone)

    assert json.loads(json.dumps(risks.to_dict())) == risks.to_dict()


@many
@given(rows=rows_of, quasi=st.sets(st.sampled_from(QUASI), min_size=2))
def test_special_uniques_are_as_defined(
    connection: duckdb.DuckDBPyConnection,
    load: Load,
    rows: list[tuple[str | None, ...]],
    quasi: set[int],
) -> None:
    chosen = sorted(quasi)
    found = measure(connection, load(rows, NAMES), chosen).suda

    most = min(3, len(chosen) - 1)
    minimal = disclosure.minimal_uniques(rows, chosen, most)
    alone = [
        size == 1
        for row in rows
        for size in [sum(disclosure.key(row, chosen) == disclosure.key(r, chosen) for r in rows)]
    ]
    scores = [
        disclosure.suda_score(sets, len(chosen), most)
        for sets, single in zip(minimal, alone, strict=True)
        if single
    ]
    assert (found.size, found.limited, found.uniques) == (most, "", sum(alone))
    assert found.special == sum(map(bool, minimal))
    assert {each.score: each.rows for each in found.scores} == {
        score: scores.count(score) for score in scores
    }
    assert found.msus == {
        many: count
        for many in range(1, most + 1)
        if (count := sum(len(each) == many for sets in minimal for each in sets))
    }
    for share in found.variables:
        assert share.msus == sum(share.column in each for sets in minimal for each in sets)
        worth = sum(
            disclosure.suda_score([each], len(chosen), most)
            for sets in minimal
            for each in sets
            if share.column in each
        )
        assert share.share == pytest.approx(worth / max(sum(scores), 1))


def test_many_values_make_keys_of_several_words(
    connection: duckdb.DuckDBPyConnection, load: Load
) -> None:
    """Nine variables of 200 values need 72 bits."""
    rows = [tuple(f"{(row * (column + 3)) % 200}" for column in range(9)) for row in range(400)]
    rows += [tuple([None] * 9), tuple([None] * 8 + ["7"])]
    risks = measure(connection, load(rows, list("abcdefghi")), range(9))
    sizes = disclosure.sizes(rows, range(9))
    assert risks.anonymity.k == min(sizes)
    assert risks.anonymity.uniques == sizes.get(1, 0)
    counts = disclosure.matches(rows, range(9))
    assert risks.wildcard.violating[5] == sum(count < 5 for count in counts)
    minimal = disclosure.minimal_uniques(rows, range(9), 3)
    assert risks.suda.special == sum(map(bool, minimal))
    assert sum(risks.suda.msus.values()) == sum(map(len, minimal))


def test_labelled_codes_have_no_order(connection: duckdb.DuckDBPyConnection, load: Load) -> None:
    rows = [("a", "1"), ("a", "9"), ("b", "9"), ("b", "5")]
    sex = Column("sex", value_labels={"1": "man", "5": "woman", "9": "other"}, numeric=True)
    (labelled,) = measure(connection, load(rows, ["q", sex]), (0,), (1,)).attributes
    (plain,) = measure(connection, load(rows, ["q", "n"]), (0,), (1,)).attributes
    assert labelled.t_ordered is None
    assert plain.t == plain.t_ordered == pytest.approx(disclosure.ordered_t(rows, (0,), 1))
