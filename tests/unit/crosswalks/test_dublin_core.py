# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What simple Dublin Core says, element by element."""

from datetime import date
from typing import Any

import pytest

from hoeder.crosswalks import dublin_core
from records import STOCK, context, demo, minimal, record, vocabulary

Json = dict[str, Any]


def told(metadata: Json | None = None, name: str = "", **others: Any) -> list[str]:
    """The texts of the elements of a name."""
    found = dublin_core.terms({**minimal(**(metadata or {})), **others}, context())
    return [term.text for term in found if term.name == name]


def of(name: str, **metadata: Any) -> list[str]:
    return told(metadata, name)


def test_the_record_of_the_demonstration() -> None:
    found = dublin_core.terms(demo(), context())
    texts: dict[str, list[str]] = {}
    for term in found:
        texts.setdefault(term.name, []).append(term.text)
    assert texts["creator"] == ["Fair, Ray C.", "Carberry, Josiah"]
    assert texts["contributor"] == [
        "Redbook",
        "statsmodels developers",
        "Research Foundation - Flanders",
    ], "a creator is no contributor, nor is who keeps the data"
    assert texts["identifier"] == [
        "https://doi.org/10.5072/abcd1-efg23",
        "https://example.org/records/abcd1-efg23",
    ]
    assert texts["date"] == ["2026-05-10"]
    assert texts["type"] == ["info:eu-repo/semantics/dataset", "Dataset"]
    assert texts["language"] == ["eng"]
    assert texts["rights"][:3] == [
        "info:eu-repo/semantics/openAccess",
        "https://opensource.org/license/bsd-3-clause",
        'BSD 3-Clause "New" or "Revised" License',
    ]
    assert texts["relation"][0] == "https://doi.org/10.1086/260758"
    assert texts["relation"][-2:] == [
        "https://example.org/grants/DEMO-0001",
        "Research Foundation - Flanders: DEMO-0001",
    ]
    assert texts["coverage"] == [
        "United States (Contiguous states, as a box)",
        "name=United States (Contiguous states, as a box); northlimit=49.4; eastlimit=-66.9; "
        "southlimit=24.4; westlimit=-124.8; units=signed decimal degrees",
        "1974",
    ]
    titles = [(term.lang, term.text) for term in found if term.name == "title"]
    assert [lang for lang, _ in titles] == ["en", "nl"], "English, then Dutch"
    assert "<p>" not in str(texts["description"])


def test_every_licence_has_its_address() -> None:
    for entry in vocabulary(STOCK / "licenses.csv").values():
        assert entry["props"]["url"] in of("rights", rights=[{"id": entry["id"]}])


@pytest.mark.parametrize("kind", sorted(vocabulary(STOCK / "resource_types.yaml")))
def test_types(kind: str) -> None:
    eu_repo, *dcmi = of("type", resource_type={"id": kind})
    assert eu_repo.startswith("info:eu-repo/semantics/")
    assert set(dcmi) <= {*dublin_core.DCMI_TYPES.values(), "Text"}
    given = vocabulary(STOCK / "resource_types.yaml")[kind]["props"].get(
        "eurepo", dublin_core.OTHER_TYPE
    )
    assert eu_repo == ("info:eu-repo/semantics/dataset" if dcmi == ["Dataset"] else given)


def test_an_embargo_says_when_it_ends() -> None:
    embargo = {"active": True, "until": "2026-06-01", "reason": "Thesis"}
    access = {"record": "public", "files": "restricted", "embargo": embargo}
    assert told(name="date", access=access) == [
        "2026-05-01",
        "info:eu-repo/date/embargoEnd/2026-06-01",
    ]
    assert told(name="rights", access=access) == ["info:eu-repo/semantics/embargoedAccess"]
    over = dublin_core.terms(
        {**minimal(), "access": access}, context(today=date(2026, 6, 1), custodian="")
    )
    assert not [term for term in over if "embargo" in term.text]


@pytest.mark.parametrize(
    ("access", "files", "expected"),
    [
        ("public", True, "openAccess"),
        ("restricted", True, "restrictedAccess"),
        ("restricted", False, "closedAccess"),
    ],
)
def test_access(access: str, files: bool, expected: str) -> None:
    state = {"access": {"record": "public", "files": access}, "files": {"enabled": files}}
    assert told(name="rights", **state) == [f"info:eu-repo/semantics/{expected}"]


def test_dates_of_other_kinds_are_not_taken_for_that_of_issue() -> None:
    dates = [
        {"date": "1999", "type": {"id": "collected"}},
        {"date": "1990/1999", "type": {"id": "coverage"}},
    ]
    assert of("date", dates=dates) == ["2026-05-01"]
    assert of("coverage", dates=dates) == ["start=1990; end=1999; scheme=W3C-DTF"]


@pytest.mark.parametrize(
    ("funder", "expected"),
    [
        ({"id": "00k4n6c32", "name": "European Commission"}, True),
        (
            {
                "name": "Commission",
                "identifiers": [{"scheme": "doi", "identifier": "10.13039/501100000780"}],
            },
            True,
        ),
        ({"id": "03qtxy027", "name": "Research Foundation - Flanders"}, False),
    ],
)
def test_grants_of_the_commission_are_linked_by_openaire(funder: Json, expected: bool) -> None:
    award = {"number": "101000001", "program": "HE", "title": {"en": "A project"}}
    relations = of("relation", funding=[{"funder": funder, "award": award}])
    assert ("info:eu-repo/grantAgreement/EC/HE/101000001" in relations) is expected
    assert f"{funder['name']}: 101000001" in relations, "and people can read it"


def test_other_identifiers_are_told_apart() -> None:
    identifiers = [
        {"scheme": "isbn", "identifier": "978-3-16-148410-0"},
        {"scheme": "handle", "identifier": "1854/LU-1"},
        {"scheme": "other", "identifier": "X1"},
    ]
    assert of("identifier", identifiers=identifiers)[2:] == [
        "urn:isbn:978-3-16-148410-0",
        "https://hdl.handle.net/1854/LU-1",
        "Other:X1",
    ]


def test_what_is_not_known_is_not_told() -> None:
    least = record(
        {"access": {"record": "public"}, "metadata": {"creators": []}}, pids={}, files={}
    )
    nobody = context(custodian="", custodian_ror="", contact="")
    found = {term.name: term.text for term in dublin_core.terms(least, nobody)}
    assert {"title", "creator", "publisher", "language"} & set(found) == set()
    assert found["date"] == "2026", "the year in which it came in"
    assert ":unav" not in found.values()


def test_elements_are_said_once() -> None:
    twice = of("subject", subjects=[{"subject": "survey"}, {"subject": "survey"}])
    assert twice == ["survey"]
