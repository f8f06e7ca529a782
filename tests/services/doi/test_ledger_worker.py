# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the worker makes of each answer, and of bad input: a state, and what is written about it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from flask import Flask
from invenio_db import db
from invenio_pidstore.models import PIDStatus
from invenio_rdm_records.proxies import current_rdm_records_service
from werkzeug.serving import make_server

from deposits import dois_of, edit, publish
from hoeder.custodians.proxies import current_custodians
from hoeder.doi.ledger import worker
from hoeder.doi.ledger.models import Account, Entry, Server
from hoeder.doi.ledger.schedule import Breaker, Policy
from hoeder.operations.datacite_standin.accounts import parse
from hoeder.operations.datacite_standin.app import create_app


@pytest.fixture
def record(ledger: Any, complete_draft: dict[str, Any]) -> str:
    """A published record of which DataCite knows nothing yet."""
    return publish(complete_draft)


PASSING = [
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 502},
    {"kind": "status", "status": 503},
    {"kind": "status", "status": 504},
    {"kind": "status", "status": 409},
    {"kind": "cut"},
    {"kind": "cut", "when": "after"},
    {"kind": "status", "status": 503, "when": "after"},
    {"kind": "slow", "seconds": 1.0},
]


@pytest.mark.parametrize("rule", PASSING, ids=lambda rule: "-".join(map(str, rule.values())))
def test_what_passes_is_tried_again_by_itself(
    app: Flask, ledger: Any, datacite: Any, record: str, rule: dict[str, Any]
) -> None:
    app.config["HOEDER_DATACITE_TIMEOUT"] = 0.5
    datacite.faults({"rules": [{**rule, "methods": ["PUT"], "count": 3}]})
    seen: list[PIDStatus] = []
    version, concept = dois_of(record)
    while ledger.waiting():
        worker.step()
        for doi in (version, concept):
            if ledger.entry(doi).observed_state is None:
                seen.append(ledger.pid(doi))
    assert len(seen) >= 5 and all(status == PIDStatus.RESERVED for status in seen)
    statuses = [a.status for doi in (version, concept) for a in ledger.attempts(doi)]
    expected = None if rule["kind"] in ("cut", "slow") else rule["status"]
    assert len(statuses) == 5 and statuses.count(expected) == 3
    for doi in (version, concept):
        assert datacite.get(doi)["state"] == "findable"
        assert ledger.pid(doi) == PIDStatus.REGISTERED
        assert ledger.entry(doi).problem is None


def test_delays_grow_with_each_failure(
    app: Flask, ledger: Any, datacite: Any, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["HOEDER_DOI_POLICY"] = replace(Policy(), breaker=Breaker(threshold=1000))
    monkeypatch.setattr(worker.random, "random", lambda: 1.0)
    datacite.faults({"rules": [{"kind": "status", "status": 503}]})
    version, _ = dois_of(record)
    delays = []
    for _ in range(4):
        due = sa.func.clock_timestamp() - sa.text("interval '1 second'")
        later = sa.func.clock_timestamp() + sa.text("interval '1 hour'")
        ledger.execute(sa.update(Entry).where(Entry.doi != version).values(next_attempt_at=later))
        ledger.execute(sa.update(Entry).where(Entry.doi == version).values(next_attempt_at=due))
        assert worker.step() is None
        entry = ledger.entry(version)
        delays.append(round((entry.next_attempt_at - datetime.now(UTC)).total_seconds()))
    assert delays == [2, 4, 8, 16]
    assert (entry.failures, entry.problem, entry.problem_status) == (4, "server", 503)
    assert worker.step() == worker.NOTHING_DUE


def test_too_many_requests_stops_all_workers_for_as_long_as_datacite_says(
    ledger: Any, datacite: Any, record: str
) -> None:
    datacite.faults({"rules": [{"kind": "retry", "retry_after": 2, "count": 1}]})
    assert worker.step() is None
    rest = worker.step()
    assert rest is not None and 0 < rest <= 2
    assert [len(ledger.attempts(doi)) for doi in dois_of(record)].count(1) == 1
    ledger.pump()
    assert sum(len(ledger.attempts(doi)) for doi in dois_of(record)) == 3
    assert all(ledger.entry(doi).failures == 0 for doi in dois_of(record))


def test_an_outage_costs_few_requests(
    app: Flask, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    app.config["HOEDER_DOI_POLICY"] = Policy()
    records = [publish(complete_draft) for _ in range(4)]
    datacite.faults({"rules": [{"kind": "status", "status": 503}]})
    for _ in range(50):
        worker.step()
    dois = [doi for record in records for doi in dois_of(record)]
    assert sum(len(ledger.attempts(doi)) for doi in dois) == Policy().breaker.threshold
    rest = worker.step()
    assert rest is not None and 0 < rest <= 10
    datacite.clear_faults()
    # Its time has come: the first answer lets everybody go on.
    ledger.execute(sa.update(Server).values(open_until=0))
    ledger.pump()
    assert all(datacite.get(doi) for doi in dois)


def test_a_wrong_password_stops_the_account_and_no_other(
    app: Flask, ledger: Any, datacite: Any, complete_draft: dict[str, Any], caplog: Any
) -> None:
    right = app.config["HOEDER_DATACITE_PASSWORDS"]
    records = [publish(complete_draft) for _ in range(3)]
    other = publish(complete_draft, "uhasselt-demo")
    app.config["HOEDER_DATACITE_PASSWORDS"] = {**right, "HOEDER.UGENT": "expired"}
    ledger.pump()
    dois = [doi for record in records for doi in dois_of(record)]
    assert sum(len(ledger.attempts(doi)) for doi in dois) == 1
    account = ledger.account()
    assert (account.problem, account.problem_status) == ("credentials", 401)
    assert account.problem_text == "Bad credentials."
    assert "HOEDER.UGENT is stopped" in caplog.text and "expired" not in caplog.text
    assert all(ledger.pid(doi) == PIDStatus.RESERVED for doi in dois)
    assert all(datacite.get(doi) for doi in dois_of(other))
    # The new password alone sets it going again.
    app.config["HOEDER_DATACITE_PASSWORDS"] = right
    ledger.pump()
    assert all(datacite.get(doi) for doi in dois)
    assert ledger.account().stopped_at is None


def test_a_stopped_account_is_asked_once_an_hour(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    """Whoever mended it at DataCite need not tell anybody here."""
    dois = dois_of(publish(complete_draft))
    datacite.faults({"rules": [{"kind": "status", "status": 401, "count": 2}]})
    ledger.pump()
    for tries in (1, 2):
        assert sum(len(ledger.attempts(doi)) for doi in dois) == tries
        worker.step()
        assert sum(len(ledger.attempts(doi)) for doi in dois) == tries
        past = datetime.now(UTC) - timedelta(seconds=1)
        ledger.execute(sa.update(Account).values(next_try_at=past))
        worker.step()
    ledger.pump()
    assert ledger.account().stopped_at is None
    assert all(datacite.get(doi) for doi in dois)


def test_credentials_that_expire_in_the_middle(
    app: Flask, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    right = app.config["HOEDER_DATACITE_PASSWORDS"]
    records = [publish(complete_draft) for _ in range(3)]
    dois = [doi for record in records for doi in dois_of(record)]
    assert worker.step() is None and worker.step() is None
    app.config["HOEDER_DATACITE_PASSWORDS"] = {**right, "HOEDER.UGENT": "expired"}
    ledger.pump()
    registered = [doi for doi in dois if ledger.pid(doi) == PIDStatus.REGISTERED]
    assert len(registered) == 2 and all(datacite.get(doi) for doi in registered)
    app.config["HOEDER_DATACITE_PASSWORDS"] = right
    ledger.pump()
    assert all(datacite.get(doi) for doi in dois)


def test_an_account_without_a_password_sends_nothing(
    app: Flask, ledger: Any, complete_draft: dict[str, Any]
) -> None:
    right = app.config["HOEDER_DATACITE_PASSWORDS"]
    app.config["HOEDER_DATACITE_PASSWORDS"] = {}
    dois = dois_of(publish(complete_draft))
    ledger.pump()
    assert ledger.account().problem == "no-password"
    assert all(ledger.attempts(doi) == [] for doi in dois)
    app.config["HOEDER_DATACITE_PASSWORDS"] = right
    ledger.pump()
    assert all(ledger.pid(doi) == PIDStatus.REGISTERED for doi in dois)


def test_an_account_that_is_forbidden_everything_is_stopped(
    ledger: Any, datacite: Any, record: str
) -> None:
    datacite.faults({"rules": [{"kind": "status", "status": 403}]})
    ledger.pump()
    kinds = [kind for doi in dois_of(record) for kind in ledger.kinds(doi)]
    assert kinds == [("publish", 403), ("account", 403)]
    assert ledger.account().problem_status == 403


def test_a_doi_that_somebody_else_owns_is_parked_and_the_account_goes_on(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any], running_instance: Any
) -> None:
    """Found by the prefix of another account: the very answer for a DOI of another repository."""
    first, second = publish(complete_draft), publish(complete_draft)
    version, _ = dois_of(first)
    foreign = f"10.5555/{version.partition('/')[2]}"
    ledger.execute(
        sa.update(Entry).where(Entry.doi == version).values(doi=foreign, repository="HOEDER.UGENT")
    )
    own = current_custodians.account_of("10.5072/x")
    theirs = current_custodians.account_of
    current = SimpleNamespace(account_of=lambda doi: own if doi == foreign else theirs(doi))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "current_custodians", current)
        ledger.pump()
    entry = ledger.entry(foreign)
    assert (entry.status, entry.problem, entry.problem_status) == ("parked", "foreign", 403)
    assert "not authorized" in entry.problem_text
    assert ledger.kinds(foreign) == [("publish", 403), ("account", 200)]
    assert all(datacite.get(doi) for doi in dois_of(second))
    assert ledger.pid(version) == PIDStatus.RESERVED


def test_a_prefix_that_is_no_custodians_is_parked_and_nothing_is_sent(
    ledger: Any, record: str
) -> None:
    """A custodian was taken out of the file, or the file was exchanged for another."""
    version, _ = dois_of(record)
    ledger.execute(
        sa.update(Entry)
        .where(Entry.doi == version)
        .values(doi=f"10.9999/{record}", repository=None)
    )
    ledger.pump()
    entry = ledger.entry(f"10.9999/{record}")
    assert (entry.status, entry.problem) == ("parked", "prefix")
    assert ledger.attempts(entry.doi) == []


def test_metadata_that_datacite_refuses_are_parked_with_its_words_and_the_field(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    # The crosswalk sends nothing that the schema refuses; DataCite may have more rules than that.
    words = "'Lotte' is not a name"
    datacite.faults({"rules": [{"kind": "refuse", "source": "creators", "title": words}]})
    record = publish(complete_draft)
    version, concept = dois_of(record)
    ledger.pump()
    entry = ledger.entry(version)
    assert (entry.status, entry.problem, entry.problem_status) == ("parked", "metadata", 422)
    assert entry.problem_field == "metadata.creators"
    assert words in entry.problem_text
    assert ledger.attempts(version)[0].text == entry.problem_text
    assert ledger.pid(version) == PIDStatus.RESERVED
    # The same again is not even asked.
    ledger.execute(
        sa.update(Entry)
        .where(Entry.doi == version)
        .values(status="pending", wanted_version=Entry.wanted_version + 1)
    )
    ledger.pump()
    assert len(ledger.attempts(version)) == 1
    assert ledger.entry(version).status == "parked"
    # Mended, it goes by itself.
    datacite.clear_faults()
    edit(record, title="A table without persons")
    ledger.pump()
    assert datacite.get(version)["state"] == "findable"
    assert ledger.entry(version).problem is None
    assert ledger.entry(concept).status == "done"


@pytest.mark.parametrize("status", [400, 404, 405, 406])
def test_what_never_succeeds_is_asked_once(
    ledger: Any, datacite: Any, record: str, status: int
) -> None:
    datacite.faults({"rules": [{"kind": "status", "status": status}]})
    ledger.pump()
    for doi in dois_of(record):
        assert len(ledger.attempts(doi)) == 1
        assert (ledger.entry(doi).status, ledger.entry(doi).problem_status) == ("parked", status)


@pytest.fixture
def strict_datacite(tmp_path: Path, app: Flask, ledger: Any) -> Iterator[str]:
    """A DataCite that lets the account's DOIs point to one domain only."""
    import threading

    accounts = [
        {
            "repository": "HOEDER.UGENT",
            "password": app.config["HOEDER_DATACITE_PASSWORDS"]["HOEDER.UGENT"],
            "prefixes": ["10.5072"],
            "domains": ["data.example.org"],
        }
    ]
    standin = create_app(database=tmp_path / "dois.db", accounts=parse(accounts))
    server = make_server("127.0.0.1", 0, standin, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}"
    app.config["HOEDER_DATACITE_URL"] = url
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_outside_the_allowed_domains_is_parked(
    app: Flask, ledger: Any, strict_datacite: str, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    version, _ = dois_of(record)
    ledger.pump()
    entry = ledger.entry(version)
    assert (entry.status, entry.problem, entry.problem_status) == ("parked", "url", 422)
    assert "domain settings" in entry.problem_text and entry.problem_field is None
    monkeypatch.setitem(app.config, "SITE_UI_URL", "https://data.example.org")
    edit(record, version="2")
    ledger.pump()
    answer = requests.get(f"{strict_datacite}/dois/{version}", timeout=10)
    assert answer.json()["data"]["attributes"]["url"].startswith("https://data.example.org/")
    assert ledger.entry(version).wanted_url.startswith("https://data.example.org/")


def test_a_record_that_cannot_be_described_is_parked_and_the_others_go_on(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    broken, sound = publish(complete_draft), publish(complete_draft)
    found = current_rdm_records_service.record_cls.pid.resolve(broken)
    found.model.json = {**found.model.json, "metadata": {"creators": "half a record"}}
    db.session.commit()
    ledger.pump()
    entry = ledger.entry(dois_of(broken)[0])
    assert (entry.status, entry.problem) == ("parked", "undescribed")
    assert all(datacite.get(doi) for doi in dois_of(sound))
