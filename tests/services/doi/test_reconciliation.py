# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What differs between records, ledger and DataCite is found, and put right where that is safe."""

import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from flask import Flask
from invenio_db import db
from invenio_pidstore.models import PIDStatus

from deposits import dois_of, publish
from hoeder.doi import reconciliation
from hoeder.doi.ledger.accounts import settings
from hoeder.doi.ledger.models import Attempt, Entry, Finding

ACCOUNT = "HOEDER.UHASSELT"
# The custodian with the fewest records in the other tests: all of an account is compared.


@pytest.fixture
def hand(ledger: Any) -> Callable[..., requests.Response]:
    """Somebody with the account's password who changes DOIs past Hoeder."""
    url, password = settings(ACCOUNT)

    def change(doi: str, method: str = "PUT", **attributes: Any) -> requests.Response:
        return requests.request(
            method,
            f"{url}/dois/{doi}",
            json={"data": {"type": "dois", "attributes": attributes}},
            auth=(ACCOUNT, password),
            timeout=10,
        )

    return change


@pytest.fixture
def record(ledger: Any, complete_draft: dict[str, Any]) -> str:
    """A published record that is in order, and nothing else to be found."""
    reconciliation.reconcile(ACCOUNT)
    ledger.pump(60)
    record = publish(complete_draft, "uhasselt-demo")
    ledger.pump()
    return record


def found(doi: str) -> list[tuple[str, bool]]:
    db.session.rollback()
    query = sa.select(Finding).where(Finding.doi == doi)
    return [(f.kind, f.repaired) for f in db.session.execute(query).scalars()]


def report(ledger: Any) -> reconciliation.Report:
    (one,) = reconciliation.reconcile(ACCOUNT)
    return one


def test_what_is_in_order_stays_as_it_is(ledger: Any, record: str) -> None:
    result = report(ledger)
    assert result.checked >= 2 and not result.unfinished
    for doi in dois_of(record):
        assert found(doi) == []
        assert ledger.kinds(doi) == [("publish", 201)]


def test_another_address_is_put_right(ledger: Any, datacite: Any, hand: Any, record: str) -> None:
    version, _ = dois_of(record)
    assert hand(version, url="https://elsewhere.example.org/").ok
    assert report(ledger).repaired["url"] == 1
    assert found(version) == [("url", True)]
    ledger.pump()
    assert datacite.get(version)["url"] == ledger.entry(version).wanted_url


def test_other_metadata_are_put_right(
    ledger: Any, datacite: Any, hand: Any, record: str, complete_draft: dict[str, Any]
) -> None:
    _, concept = dois_of(record)
    assert hand(concept, titles=[{"title": "Not the title"}]).ok
    assert report(ledger).repaired["metadata"] == 1
    ledger.pump()
    title = complete_draft["metadata"]["title"]
    assert datacite.get(concept)["titles"][0]["title"] == title
    assert not report(ledger).repaired


def test_what_sending_again_did_not_mend_is_listed(ledger: Any, hand: Any, record: str) -> None:
    version, _ = dois_of(record)
    for expected in ([("metadata", True)], [("metadata", False)], [("metadata", False)]):
        assert hand(version, titles=[{"title": "Again not the title"}]).ok
        result = report(ledger)
        assert found(version) == expected
        ledger.pump()
    assert result.needs_a_person


@pytest.mark.parametrize("restricted", [False, True])
def test_another_state_is_put_right(
    ledger: Any, owner: Any, hand: Any, record: str, restricted: bool
) -> None:
    from deposits import change

    version, _ = dois_of(record)
    if restricted:
        access = {"record": "restricted", "files": "restricted"}
        change(record, lambda data: data.update(access=access))
        ledger.pump()
    assert hand(version, event="publish" if restricted else "hide").ok
    assert report(ledger).repaired["state"] == 1
    ledger.pump()
    assert owner(version)["state"] == ("registered" if restricted else "findable")


def test_a_doi_that_datacite_lost_is_registered_again_and_not_called_registered_meanwhile(
    ledger: Any, datacite: Any, running_instance: Any, record: str
) -> None:
    version, _ = dois_of(record)
    with closing(sqlite3.connect(running_instance.state / "datacite.sqlite", timeout=10)) as store:
        store.execute("delete from dois where doi = ?", (version,))
        store.commit()
    assert datacite.get(version) is None
    assert report(ledger).repaired["missing"] == 1
    assert ledger.pid(version) == PIDStatus.RESERVED
    ledger.pump()
    assert datacite.get(version)["state"] == "findable"
    assert ledger.pid(version) == PIDStatus.REGISTERED


def test_what_no_record_claims_is_listed_and_left_alone(
    ledger: Any, datacite: Any, hand: Any, record: str
) -> None:
    orphan = f"10.5555/{uuid.uuid4()}"
    metadata = datacite.get(dois_of(record)[0])
    names = ("titles", "creators", "publicationYear", "types")
    sent = {name: metadata[name] for name in names}
    assert hand(
        orphan, event="publish", url="https://example.org/", publisher={"name": "X"}, **sent
    ).ok
    result = report(ledger)
    assert result.listed["orphan"] >= 1 and result.needs_a_person
    assert found(orphan) == [("orphan", False)]
    ledger.pump()
    assert datacite.get(orphan)["url"] == "https://example.org/"
    assert ledger.attempts(orphan) == []


def test_records_from_before_the_ledger_are_taken_in(
    ledger: Any, datacite: Any, record: str
) -> None:
    dois = dois_of(record)
    ledger.execute(sa.delete(Entry).where(Entry.doi.in_(dois)))
    ledger.execute(sa.delete(Attempt).where(Attempt.doi.in_(dois)))
    assert report(ledger).repaired["unrecorded"] == 2
    ledger.pump()
    for doi in dois:
        assert ledger.entry(doi).observed_state == "findable"
        assert ledger.kinds(doi) == [("publish", 200)]


def test_a_comparison_survives_faults_and_concludes_nothing_from_half_a_list(
    app: Flask, ledger: Any, datacite: Any, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reconciliation, "PAGE_SIZE", 2)
    rules = [{"kind": "status", "status": 503, "rate": 0.2}, {"kind": "cut", "rate": 0.1}]
    datacite.faults({"seed": 3, "rules": rules})
    result = report(ledger)
    assert not result.unfinished and not result.repaired
    datacite.faults({"rules": [{"kind": "status", "status": 503}]})
    result = report(ledger)
    assert "503" in result.unfinished and not result.repaired
    assert all(ledger.pid(doi) == PIDStatus.REGISTERED for doi in dois_of(record))


def test_a_stopped_account_is_not_compared(ledger: Any, datacite: Any, record: str) -> None:
    from deposits import edit

    edit(record, title="Waits")
    datacite.faults({"rules": [{"kind": "status", "status": 401}]})
    ledger.pump()
    assert "does not accept" in report(ledger).unfinished
