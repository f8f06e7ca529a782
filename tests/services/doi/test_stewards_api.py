# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger over REST: who sees and retries which DOIs, lists, one DOI, CSV, refusals."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from deposits import accept, create, dois, dois_of, publish
from hoeder.doi.ledger.models import Entry
from hoeder.operations.people import PEOPLE

REFUSES = {"rules": [{"kind": "status", "status": 422, "methods": ["PUT"]}]}
EVERYBODY = ("anonymous", "other", "owner", "steward", "other steward", "administrator")


@pytest.fixture(scope="session")
def people(
    client: Any,
    other_client: Any,
    researcher_client: Any,
    steward_client: Any,
    administrator_client: Any,
    client_of: Callable[[str], Any],
) -> dict[str, Any]:
    """A client of each kind of person; the steward is Ghent's, the other one Hasselt's."""
    other_steward = client_of(PEOPLE["other_steward"][0])
    clients = (
        client,
        other_client,
        researcher_client,
        steward_client,
        other_steward,
        administrator_client,
    )
    return dict(zip(EVERYBODY, clients, strict=True))


@pytest.fixture
def parked(
    ledger: Any,
    datacite: Any,
    researcher_client: Any,
    steward_client: Any,
    complete_draft: dict[str, Any],
) -> str:
    """A version's DOI of Ghent, deposited by the researcher, that DataCite refused."""
    record = create(researcher_client, complete_draft, "ugent-demo")
    assert accept(researcher_client, steward_client, record).status_code == 200
    datacite.faults(REFUSES)
    ledger.pump()
    datacite.clear_faults()
    return dois(researcher_client, record)[0]


def found(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json
    return [hit["doi"] for hit in answer.json["hits"]]


WHO_SEES_IT = {
    "anonymous": (403, False),
    "other": (403, False),
    "owner": (403, False),
    "steward": (200, True),
    "other steward": (200, False),
    "administrator": (200, True),
}
"""Status of a list that asks for a DOI of the first custodian, and whether the DOI is in it."""


def test_the_list_is_for_administrators_and_stewards_of_the_custodian(
    people: dict[str, Any], parked: str
) -> None:
    seen = {}
    for who, person in people.items():
        answer = person.get("/hoeder/dois?status=parked&size=200")
        listed = answer.json.get("hits", [])
        seen[who] = (answer.status_code, parked in [hit["doi"] for hit in listed])
    assert seen == WHO_SEES_IT


def test_a_steward_cannot_ask_for_another_custodian(people: dict[str, Any], parked: str) -> None:
    answer = people["other steward"].get("/hoeder/dois?custodian=ugent-demo")
    assert found(answer) == []
    assert people["administrator"].get("/hoeder/dois?custodian=ugent-demo").json["hits"]


def test_numbers_are_of_what_one_may_see(people: dict[str, Any], parked: str) -> None:
    def counted(who: str) -> int:
        return int(people[who].get("/hoeder/dois").json["counts"]["parked"])

    assert counted("steward") == 2
    assert counted("other steward") == 0
    assert counted("administrator") == 2


def test_csv_is_for_the_same_people(people: dict[str, Any], parked: str) -> None:
    seen = {}
    for who, person in people.items():
        answer = person.get("/hoeder/dois.csv?status=parked")
        seen[who] = (answer.status_code, parked in answer.text)
    assert seen == WHO_SEES_IT


def test_one_doi_is_for_the_same_people(people: dict[str, Any], parked: str) -> None:
    seen = {who: person.get(f"/hoeder/dois/{parked}") for who, person in people.items()}
    assert {who: answer.status_code for who, answer in seen.items()} == {
        "anonymous": 403,
        "other": 403,
        "owner": 403,
        "steward": 200,
        "other steward": 404,
        "administrator": 200,
    }
    for who in ("anonymous", "other", "owner", "other steward"):
        assert "attempts" not in seen[who].json
    refused = people["other steward"].get("/hoeder/dois/10.5072/nothing").json
    assert refused == seen["other steward"].json, "tells whether a DOI exists"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("anonymous", 403),
        ("other", 403),
        ("owner", 403),
        ("steward", 202),
        ("other steward", 404),
        ("administrator", 202),
    ],
)
def test_retry_is_for_the_same_people(
    people: dict[str, Any], ledger: Any, parked: str, who: str, expected: int
) -> None:
    answer = people[who].post(f"/hoeder/dois/{parked}/retry")
    assert answer.status_code == expected
    after = ledger.entry(parked).status
    assert after == ("pending" if expected == 202 else "parked")


def test_a_retried_doi_is_registered(
    people: dict[str, Any], ledger: Any, datacite: Any, parked: str
) -> None:
    answer = people["steward"].post(f"/hoeder/dois/{parked}/retry")
    assert answer.json["status"] == "pending"
    ledger.pump()
    told = people["steward"].get(f"/hoeder/dois/{parked}").json
    assert (told["status"], told["observed"], told["sentence"]) == ("done", "findable", "")
    assert [attempt["status"] for attempt in told["attempts"]] == [201, 422]
    assert datacite.get(parked)


def test_a_parked_doi_is_told_with_what_to_do(people: dict[str, Any], parked: str) -> None:
    told = people["steward"].get(f"/hoeder/dois/{parked}").json
    assert (told["status"], told["problem"], told["http_status"]) == ("parked", "metadata", 422)
    assert "publish again" in told["sentence"]
    assert told["links"]["retry"].endswith(f"/api/hoeder/dois/{parked}/retry")


def test_pages_of_a_list_have_each_doi_once(
    people: dict[str, Any], ledger: Any, complete_draft: dict[str, Any]
) -> None:
    names = {doi for _ in range(3) for doi in dois_of(publish(complete_draft))}
    at = datetime.now(UTC) - timedelta(days=4000)
    ledger.execute(sa.update(Entry).where(Entry.doi.in_(names)).values(wanted_at=at))
    listed: list[str] = []
    address = "/hoeder/dois?size=4&overdue=true&status=pending"
    while address:
        answer = people["administrator"].get(address)
        listed += found(answer)
        parts = urlsplit(answer.json["links"].get("next", ""))
        address = f"{parts.path.removeprefix('/api')}?{parts.query}" if parts.query else ""
    assert len(listed) == 6 and set(listed) == names


def test_what_waits_comes_before_what_is_done(
    people: dict[str, Any], ledger: Any, complete_draft: dict[str, Any]
) -> None:
    publish(complete_draft)
    ledger.pump()
    waits = set(dois_of(publish(complete_draft)))
    answer = people["administrator"].get("/hoeder/dois?size=2")
    assert set(found(answer)) == waits
    following = answer.json["links"]["next"].partition("?")[2]
    hits = people["administrator"].get(f"/hoeder/dois?{following}").json["hits"]
    assert {hit["status"] for hit in hits} == {"done"}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("status=lost", "status"),
        ("overdue=perhaps", "overdue"),
        ("size=0", "size"),
        ("size=201", "size"),
        ("size=%C2%B2", "size"),
        ("after=yesterday", "after"),
        ("after=0-999999999999999999-1", "after"),
    ],
)
def test_what_cannot_be_understood_is_named(people: dict[str, Any], query: str, field: str) -> None:
    for address in ("/hoeder/dois", "/hoeder/dois.csv"):
        answer = people["administrator"].get(f"{address}?{query}")
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json["errors"]] == [field]
        assert answer.json["message"].startswith(f"{field}: ")


def test_csv_has_every_column_of_what_is_asked(people: dict[str, Any], parked: str) -> None:
    answer = people["steward"].get("/hoeder/dois.csv?status=parked")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    row = next(row for row in rows if row["doi"] == parked)
    assert (row["custodian"], row["problem"], row["http_status"]) == (
        "ugent-demo",
        "metadata",
        "422",
    )
    assert {row["status"] for row in rows} == {"parked"}
