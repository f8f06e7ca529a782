# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What an entry of the bibliography feed says of a record."""

import json
import random
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from hoeder.crosswalks.context import NotPublicError
from hoeder.dissemination.bibliography import entries, openapi
from hoeder.dissemination.bibliography.entries import Standing
from noise import noisy
from records import context, demo, minimal, record, with_secrets

Json = dict[str, Any]
CHECK = Draft202012Validator(openapi.ENTRY, format_checker=FormatChecker())
GONE = Draft202012Validator(openapi.DELETED, format_checker=FormatChecker())
STANDING = Standing(
    "oai:example.org:abcd1-efg23", number=2, doi_state="findable", custodian="ugent-demo"
)


def entry(told: Json, standing: Standing = STANDING, **around: Any) -> Json:
    """An entry that is what its schema says."""
    found = entries.stamped(entries.entry(told, context(**around), standing), 1_778_400_000)
    assert [error.message for error in CHECK.iter_errors(found)] == []
    return found


def test_the_record_of_the_demonstration() -> None:
    found = entry(demo())
    assert (found["category"], found["type"]["general"]) == ("dataset", "Dataset")
    assert (found["doi"], found["doi_state"]) == ("10.5072/abcd1-efg23", "findable")
    assert found["version"] == {
        "number": 2,
        "latest": True,
        "label": "1.0.0",
        "concept_doi": "10.5072/paren-t0001",
        "previous_doi": "10.5072/befor-e0001",
        "next_doi": "10.5072/after-00001",
    }
    assert found["modified"] == "2026-05-10T08:00:00Z"
    fair, carberry = found["creators"]
    assert fair == {
        "name": "Fair, Ray C.",
        "type": "person",
        "given_name": "Ray C.",
        "family_name": "Fair",
        "affiliations": [{"name": "Yale University"}],
        "roles": ["Creator"],
    }
    assert carberry["orcid"] == "https://orcid.org/0000-0002-1825-0097"
    assert carberry["affiliations"] == [
        {"name": "Ghent University", "ror": "https://ror.org/00cv9y106"}
    ]
    roles = {one["name"]: one["roles"] for one in found["contributors"]}
    assert roles["Carberry, Josiah"] == ["ContactPerson", "DataCurator"], "once, with both roles"
    assert roles["Redbook"] == ["DataCollector"]
    assert found["custodian"] == {
        "slug": "ugent-demo",
        "name": "Ghent University (demonstration)",
        "ror": "https://ror.org/00cv9y106",
    }
    assert found["funding"] == [
        {
            "funder": "Research Foundation - Flanders",
            "funder_id": "https://ror.org/03qtxy027",
            "funder_id_type": "ROR",
            "grant_number": "DEMO-0001",
            "grant_title": "Demonstration of a data custodian (fictitious grant)",
            "grant_url": "https://example.org/grants/DEMO-0001",
        }
    ]
    assert found["publications"] == [
        {
            "relation": "IsSupplementTo",
            "doi": "10.1086/260758",
            "url": "https://doi.org/10.1086/260758",
            "type": "JournalArticle",
        }
    ]
    assert found["open_science"] == {
        "orcid": {"persons": 2, "with_orcid": 1},
        "data_management_plan": {"stated": False, "links": []},
        "open_access": {"linked_publications": 1},
        "fair_data": {
            "findable": True,
            "accessible": True,
            "interoperable": True,
            "reusable": True,
        },
        "open_data": {"open": True, "files_open": True, "licence_open": True},
    }


def test_versions_are_counted_once() -> None:
    other = record(minimal(), pids={"doi": {"identifier": "10.5072/other-00001"}})
    ours, theirs = entry(minimal()), entry(other)
    assert ours["doi"] != theirs["doi"]
    assert ours["counts_as"] == theirs["counts_as"] == "10.5072/paren-t0001"
    assert entry(minimal(), concept_doi="")["counts_as"] == "10.5072/abcd1-efg23"
    without = record(minimal(), pids={})
    assert entry(without, concept_doi="")["counts_as"] == "abcd1-efg23"


@pytest.mark.parametrize("state", ["findable", "registered", "draft", "absent", ""])
def test_a_doi_is_findable_when_datacite_said_so(state: str) -> None:
    found = entry(demo(), Standing("oai:x:1", doi_state=state))
    assert found["doi_state"] == (state or "unknown")
    assert found["open_science"]["fair_data"]["findable"] is (state == "findable")


def test_an_embargo() -> None:
    embargo = {"active": True, "until": "2026-06-01", "reason": "SECRET"}
    access = {"record": "public", "files": "restricted", "embargo": embargo}
    found = entry({**minimal(rights=[{"id": "cc-by-4.0"}]), "access": access})
    assert found["access"] == {
        "level": "embargoed access",
        "eu_repo": "info:eu-repo/semantics/embargoedAccess",
        "coar": "http://purl.org/coar/access_right/c_f1cf",
        "embargo_until": "2026-06-01",
    }
    assert found["open_science"]["open_data"] == {
        "open": False,
        "files_open": False,
        "licence_open": True,
    }


def test_data_are_open_with_an_open_licence_only() -> None:
    def is_open(**metadata: Any) -> bool:
        return bool(entry(minimal(**metadata))["open_science"]["open_data"]["open"])

    assert is_open(rights=[{"id": "cc0-1.0"}])
    assert not is_open(rights=[{"id": "cc-by-nc-4.0"}])
    assert not is_open()


def test_a_data_management_plan() -> None:
    plan = {
        "identifier": "10.5072/plan",
        "scheme": "doi",
        "relation_type": {"id": "isdocumentedby"},
        "resource_type": {"id": "publication-datamanagementplan"},
    }
    found = entry(minimal(related_identifiers=[plan]))["open_science"]["data_management_plan"]
    assert found == {"stated": True, "links": ["https://doi.org/10.5072/plan"]}


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("dataset", "dataset"),
        ("software", "software"),
        ("publication-article", "publication"),
        ("image-photo", "other"),
    ],
)
def test_categories(kind: str, category: str) -> None:
    assert entry(minimal(resource_type={"id": kind}))["category"] == category


def test_the_least_record() -> None:
    least = record(
        {"access": {"record": "public"}, "metadata": {"creators": []}}, pids={}, files={}
    )
    found = entry(
        least, Standing("oai:x:1"), custodian="", custodian_ror="", contact="", concept_doi=""
    )
    assert (found["title"], found["creators"]) == ("", [])
    assert ":unav" not in json.dumps(found)
    assert not any(found["open_science"]["fair_data"].values())


def test_facets() -> None:
    assert entries.facets(entry(demo())) == {
        "ror": ["https://ror.org/00cv9y106"],
        "orcid": ["https://orcid.org/0000-0002-1825-0097"],
        "funder": ["https://ror.org/03qtxy027"],
        "grant": ["demo-0001"],
        "year": ["2026"],
        "custodian": ["ugent-demo"],
    }


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=st.randoms(use_true_random=False))
def test_noise(source: random.Random) -> None:
    found = entry(noisy(source))
    assert set(entries.facets(found)) == set(entries.FACETS)


def test_three_thousand_creators() -> None:
    many = [
        {"person_or_org": {"type": "personal", "family_name": f"A{n}", "given_name": "B"}}
        for n in range(3000)
    ]
    found = entry(minimal(creators=many))
    assert len(found["creators"]) == found["open_science"]["orcid"]["persons"] == 3000


def test_nothing_internal_is_told() -> None:
    assert "SECRET" not in json.dumps(entry(with_secrets()))


def test_no_address_for_mail() -> None:
    assert not re.search(r"[\w.]+@[\w.]+", json.dumps(entry(demo())))


@pytest.mark.parametrize(
    "state",
    [
        {"access": {"record": "restricted", "files": "restricted"}},
        {"access": None},
        {"deletion_status": {"is_deleted": True, "status": "D"}},
        {"tombstone": {"note": "Taken down"}},
    ],
)
def test_what_is_not_public_is_refused(state: Json) -> None:
    with pytest.raises(NotPublicError):
        entries.entry({**minimal(), **state}, context(), STANDING)


def test_what_is_gone_tells_its_names_only() -> None:
    found = entries.gone("abcd1-efg23", "oai:example.org:abcd1-efg23", 0, "10.5072/abcd1-efg23")
    assert GONE.is_valid(found)
    assert found == {
        "id": "abcd1-efg23",
        "identifier": "oai:example.org:abcd1-efg23",
        "deleted": True,
        "doi": "10.5072/abcd1-efg23",
        "modified": "1970-01-01T00:00:00Z",
    }
