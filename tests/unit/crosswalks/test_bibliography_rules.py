# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A dataset's DOI fills an academic bibliography's form, so that it can be published there."""

from typing import Any

import pytest

from biblio_rules import LICENCES, Form, lacking, take
from hoeder.crosswalks import datacite
from records import TODAY, context, demo, minimal

Json = dict[str, Any]


def form(record: Json) -> Form:
    return take(datacite.to_json(record, context()))


def test_the_record_of_the_demonstration_can_be_published() -> None:
    found = form(demo())
    assert lacking(found, TODAY) == []
    assert found.access_level == "openAccess"
    assert found.authors == [("Fair", "Ray C."), ("Carberry", "Josiah")]
    assert found.keywords == ["extramarital affairs", "marriage", "survey"], "no vocabulary's terms"
    assert found.formats[0] == "text/csv"
    assert found.abstract.startswith("Answers of 6,366 married women")
    assert found.articles == ["10.1086/260758"]
    assert (found.licence, found.other_licence[:12]) == ("not listed", "BSD 3-Clause")


@pytest.mark.parametrize("identifier", sorted(LICENCES))
def test_licences_that_are_listed(identifier: str) -> None:
    found = form(minimal(rights=[{"id": identifier}]))
    assert found.licence == LICENCES[identifier]
    assert lacking(found, TODAY) == []


def test_an_embargo_says_when_it_ends() -> None:
    embargo = {"active": True, "until": "2026-06-01", "reason": "Thesis"}
    access = {"record": "public", "files": "restricted", "embargo": embargo}
    found = form({**minimal(rights=[{"id": "cc-by-4.0"}]), "access": access})
    assert (found.access_level, found.embargo) == ("embargoedAccess", "2026-06-01")
    assert lacking(found, TODAY) == []


@pytest.mark.parametrize(
    ("files", "enabled", "level"),
    [
        ("public", True, "openAccess"),
        ("restricted", True, "restrictedAccess"),
        ("restricted", False, "closedAccess"),
    ],
)
def test_every_record_has_an_access_level(files: str, enabled: bool, level: str) -> None:
    record = {**minimal(), "access": {"record": "public", "files": files}}
    entries = {"a": {"mimetype": "text/csv", "size": 1}}
    assert form({**record, "files": {"enabled": enabled, "entries": entries}}).access_level == level


def test_what_a_bibliography_would_refuse() -> None:
    found = form({**minimal(), "files": {"enabled": False}})
    assert lacking(found, TODAY) == ["formats", "licence"], "metadata only, and no terms of use"
    assert lacking(Form(access_level="embargoedAccess", embargo="2026-05-10"), TODAY)[-1] == (
        "embargo"
    )


def test_a_person_with_one_name() -> None:
    one = {"person_or_org": {"type": "personal", "family_name": "Suharto", "name": "Suharto"}}
    assert form(minimal(creators=[one])).authors == [("Suharto", "[missing]")]
