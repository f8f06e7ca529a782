# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Arguments of the bibliography feed: what is asked for, and errors that name the field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoeder.dissemination.bibliography import entries, filters, words
from hoeder.dissemination.bibliography.entries import Standing
from hoeder.dissemination.bibliography.filters import Query, Refused, matches, read
from hoeder.dissemination.bibliography.writers import FORMATS
from records import context, demo

Pairs = list[tuple[str, str]]
FACETS = entries.facets(
    entries.entry(demo(), context(), Standing("oai:x:1", custodian="ugent-demo"))
)


def refused(*pairs: tuple[str, str]) -> dict[str, list[str]]:
    with pytest.raises(Refused) as caught:
        read(pairs, FORMATS)
    body = caught.value.as_json()
    assert (body["status"], body["message"]) == (400, words.MESSAGE)
    return {one["field"]: one["messages"] for one in body["errors"]}


def test_nothing_asks_for_everything() -> None:
    assert read([]) == Query()
    assert matches(Query(), FACETS)


def test_every_form_of_a_value() -> None:
    query = read(
        [
            ("ror", "00CV9Y106"),
            ("ror", "https://ror.org/00cv9y106"),
            ("orcid", "0000-0002-1825-0097"),
            ("funder", "https://doi.org/10.13039/501100003130"),
            ("funder", "03qtxy027"),
            ("grant", " Demo-0001 "),
            ("year", "2020-2026"),
            ("custodian", "ugent-demo"),
            ("modified_since", "1970-01-02"),
            ("format", "ris"),
            ("limit", "10"),
        ],
        FORMATS,
    )
    assert query == Query(
        ror=("https://ror.org/00cv9y106",),
        orcid=("https://orcid.org/0000-0002-1825-0097",),
        funder=("https://doi.org/10.13039/501100003130", "https://ror.org/03qtxy027"),
        grant=("demo-0001",),
        years=(2020, 2026),
        custodian=("ugent-demo",),
        since=86_400,
        format="ris",
        limit=10,
    )
    assert matches(query, FACETS), "any value of an argument, and every argument"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("ror", ["", "00cv9y107", "https://example.org/00cv9y106"]),
        ("orcid", ["", "0000-0002-1825-0098", "1234", "0000-0002-1825-0097'--"]),
        ("funder", ["", "FWO", "10.5072/1", "00cv9y107"]),
        ("grant", ["", "   ", "x" * 201]),
        ("year", ["", "20", "2026-2025", "2026-", "two"]),
        ("custodian", ["", "UGent", "../etc", "a" * 101]),
        ("modified_since", ["", "yesterday", "2026-13-01", "2026-05-01T10:00:00"]),
        ("format", ["", "xml", "JSONL"]),
        ("limit", ["", "0", "1001", "-1", "ten", "99999"]),
    ],
)
def test_what_is_wrong_is_told_by_field(field: str, values: list[str]) -> None:
    for value in values:
        told = refused((field, value))
        assert list(told) == [field]
        assert len(told[field]) == 1 and told[field][0].endswith(".")


def test_everything_that_is_wrong_is_told_at_once() -> None:
    told = refused(("ror", "x"), ("year", "y"), ("colour", "red"), ("format", "a"), ("format", "b"))
    assert told == {
        "colour": [words.UNKNOWN.format(names=", ".join(filters.ARGUMENTS))],
        "ror": [words.ROR],
        "year": [words.YEAR],
        "format": [words.REPEATED],
    }


def test_too_many_values() -> None:
    many = [("grant", f"G{number}") for number in range(51)]
    assert refused(*many) == {"grant": [words.TOO_MANY.format(most=50)]}
    assert len(read(many[:50]).grant) == 50


@pytest.mark.parametrize(
    ("argument", "value", "found"),
    [
        ("ror", "05f950310", False),
        ("ror", "00cv9y106", True),
        ("orcid", "0000-0002-1694-233X", False),
        ("funder", "00cv9y106", False),
        ("grant", "demo-0001", True),
        ("grant", "demo", False),
        ("year", "2026", True),
        ("year", "1990-2025", False),
        ("custodian", "kuleuven-demo", False),
    ],
)
def test_what_is_found(argument: str, value: str, found: bool) -> None:
    assert matches(read([(argument, value)]), FACETS) is found


def test_every_argument_has_to_hold() -> None:
    assert matches(read([("ror", "00cv9y106"), ("year", "2026")]), FACETS)
    assert not matches(read([("ror", "00cv9y106"), ("year", "2025")]), FACETS)


def outcome(pairs: Pairs) -> set[str] | str:
    """The fields that are wrong, or what tells the list."""
    try:
        return read(pairs, FORMATS).digest
    except Refused as refusal:
        return {problem.field for problem in refusal.problems}


@given(st.lists(st.tuples(st.sampled_from([*filters.ARGUMENTS, "x"]), st.text(max_size=30))))
def test_noise(pairs: Pairs) -> None:
    found = outcome(pairs)
    assert found == outcome(list(reversed(pairs))), "order is nothing"
    assert isinstance(found, str) or (found and found <= {name for name, _ in pairs})
