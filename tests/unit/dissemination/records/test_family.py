# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What of a family is on the shelf, and when it counts as changed."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from hoeder.custodians.model import Contact, Custodian, DataCiteAccount, Texts
from hoeder.dissemination.projection.changes import Entry
from hoeder.dissemination.records.family import ALL, LATEST, Family, Version, entries

TODAY = date(2026, 5, 10)
TEXTS = Texts("Ghent", "Gent")
CUSTODIAN = Custodian(
    slug="gent",
    ror="https://ror.org/00cv9y106",
    title=TEXTS,
    description=TEXTS,
    curation_policy=TEXTS,
    contact=Contact("Office", "office@example.org"),
    data_protection=Contact("Officer", "dpo@example.org"),
    datacite=DataCiteAccount("A.B", "10.5072"),
    stewards=(),
)


def version(number: int = 1, **data: Any) -> Version:
    stored = {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": True},
        "metadata": {"title": "A", "resource_type": {"id": "dataset"}},
        "pids": {"doi": {"identifier": f"10.5072/{number}"}},
        **data,
    }
    return Version(UUID(int=number), f"oai:x:{number}", number, stored, present=True)


def family(*versions: Version, **others: Any) -> Family:
    told = {"custodian": CUSTODIAN, "communities": ["gent"], "concept_doi": "10.5072/c", **others}
    return Family(UUID(int=99), versions, **told)


def one(*versions: Version, **others: Any) -> Entry:
    (entry,) = entries(family(*versions, **others), LATEST, TODAY)
    return entry


def test_sets_come_from_the_records_own_data() -> None:
    assert one(version()).sets == {
        "custodian:gent",
        "community:gent",
        "type:dataset",
        "access:open",
        "openaire_data",
    }
    assert one(version(), custodian=None, communities=[]).sets == {
        "type:dataset",
        "access:open",
        "openaire_data",
    }


@pytest.mark.parametrize(
    ("access", "files", "expected"),
    [
        ({"record": "public", "files": "restricted"}, True, "access:restricted"),
        ({"record": "public", "files": "public"}, False, "access:metadata-only"),
        (
            {
                "record": "public",
                "files": "restricted",
                "embargo": {"active": True, "until": "2026-05-11"},
            },
            True,
            "access:embargoed",
        ),
        (
            {
                "record": "public",
                "files": "restricted",
                "embargo": {"active": True, "until": "2026-05-10"},
            },
            True,
            "access:restricted",
        ),
    ],
)
def test_the_access_tier(access: dict[str, Any], files: bool, expected: str) -> None:
    sets = one(version(access=access, files={"enabled": files})).sets
    assert {spec for spec in sets if spec.startswith("access:")} == {expected}


@pytest.mark.parametrize(
    "hidden",
    [
        version(access={"record": "restricted", "files": "public"}),
        version(access={}),
        version(access=None),
        replace(version(), data={}),
        replace(version(), present=False),
    ],
)
def test_what_does_not_say_that_it_is_public_is_not_there(hidden: Version) -> None:
    assert entries(family(hidden), ALL, TODAY) == []


def test_the_latest_public_version_or_all() -> None:
    first, second = version(1), version(2)
    third = version(3, access={"record": "restricted", "files": "restricted"})
    mine = family(third, second, first)
    assert [entry.version for entry in entries(mine, LATEST, TODAY)] == [2]
    assert [entry.version for entry in entries(mine, ALL, TODAY)] == [1, 2]
    assert entries(family(), LATEST, TODAY) == []


@pytest.mark.parametrize(
    "other",
    [
        one(version(metadata={"title": "B", "resource_type": {"id": "dataset"}})),
        one(version(custom_fields={"hoeder:anonymisation": {"status": "anonymous"}})),
        one(replace(version(), files={"a.csv": [1, "md5:1", "text/csv", {}]})),
        one(replace(version(), doi="findable")),
        one(replace(version(), updated="2026-05-10T12:00:00+00:00")),
        one(version(), concept_doi="10.5072/other"),
        one(version(), communities=["gent", "lab"]),
        one(version(), custodian=replace(CUSTODIAN, title=Texts("Other", "Ander"))),
        one(version(), custodian=replace(CUSTODIAN, contact=Contact("Office", "o@example.org"))),
        one(version(), custodian=replace(CUSTODIAN, description=Texts("Other", "Ander"))),
        one(version(), custodian=None),
        one(version(), may_ask=True),
        one(version(1), version(0)),
    ],
)
def test_what_formats_may_show_changes_the_digest(other: Entry) -> None:
    assert other.digest != one(version()).digest


def test_what_no_format_shows_does_not() -> None:
    before = one(version())
    hidden = version(0, access={"record": "restricted", "files": "restricted"})
    for same in (
        one(version(internal_notes=[{"note": "secret"}])),
        one(version(), hidden),
    ):
        assert same.digest == before.digest
