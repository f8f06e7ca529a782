# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Columns are judged against chance; what is judged is told without a value."""

import random

import pytest
from faker import Faker

from hoeder.anonymisation.screening.detectors import be_vat, look
from hoeder.anonymisation.screening.model import Certainty, Text, Where

PEOPLE = Faker("nl_BE")


@pytest.fixture(autouse=True)
def _same_people() -> None:
    Faker.seed(20260101)


@pytest.mark.parametrize(
    ("identifier", "make"),
    [
        ("be-national-number", PEOPLE.ssn),
        ("iban", PEOPLE.iban),
        ("email", PEOPLE.email),
    ],
)
def test_certain_without_a_telling_header(engine, tabulate, identifier, make) -> None:
    table = tabulate({"q1": [make() for _ in range(30)]})
    (finding,) = [f for f in look(engine, [table], []) if f.identifier == identifier]
    assert finding.certainty is Certainty.CERTAIN
    assert finding.matches == finding.values == 30
    assert finding.column == "q1"


@pytest.mark.parametrize("digits", [8, 9, 10, 11, 12, 13, 16])
def test_random_numbers_are_never_certain(engine, tabulate, digits: int) -> None:
    chance = random.Random(digits)
    low, high = 10 ** (digits - 1), 10**digits
    table = tabulate(
        {
            "random": [str(chance.randrange(high)).zfill(digits) for _ in range(20_000)],
            "leading": [str(chance.randrange(low, high)) for _ in range(20_000)],
            "running": [str(low + 7 * i) for i in range(20_000)],
        }
    )
    findings = look(engine, [table], [])
    assert [f for f in findings if f.certainty is Certainty.CERTAIN] == []


def test_one_address_in_the_last_row_is_found(engine, tabulate) -> None:
    rows = [f"respondent {i} kwam langs" for i in range(120_000)] + ["mail naar an@kul.be aub"]
    (finding,) = look(engine, [tabulate({"notes": rows})], [])
    assert (finding.identifier, finding.matches, finding.values) == ("email", 1, 120_001)
    assert finding.examples == ("xx@xxx.xx",)


def test_texts_of_one_place_are_judged_together(engine) -> None:
    texts = [Text(Where.COMMENT, "page 3", f"zie {PEOPLE.email()}") for _ in range(4)]
    (finding,) = look(engine, [], texts)
    assert (finding.certainty, finding.where) == (Certainty.CERTAIN, Where.COMMENT)
    assert (finding.place, finding.column, finding.values) == ("page 3", None, 4)


def test_a_format_that_chance_explains_is_only_possible(engine, tabulate) -> None:
    """Hexadecimal numbers may begin with "be" and ten digits; one in 97 of those is valid."""
    chance = random.Random(97)
    broken = [f"be0{chance.randrange(10**6, 10**7) * 100 + 99:09d}" for _ in range(200)]
    wrong = [number for number in broken if not be_vat.is_valid(number)]
    assert len(wrong) > 190
    (finding,) = look(engine, [tabulate({"hash": [*wrong, "be0428759497"]})], [])
    assert (finding.identifier, finding.matches) == ("be-vat", 1)
    assert finding.certainty is Certainty.POSSIBLE
    (finding,) = look(engine, [tabulate({"hash": ["abc", "def", "be0428759497"]})], [])
    assert finding.certainty is Certainty.LIKELY, "where nothing else looks like it, it tells"
