# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Killed workers, a broker that is gone, a database that hangs up, two workers at a time."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from flask import Flask
from invenio_db import db
from invenio_pidstore.models import PIDStatus

from deposits import dois_of, draft_of, edit, publish
from hoeder.doi.ledger import worker
from hoeder.doi.ledger.models import Entry
from hoeder.operations.supervisor import Supervisor


class Children:
    """Workers in processes of their own, with connections of their own."""

    def __init__(self) -> None:
        self.alive: list[int] = []

    def start(self, run: Callable[[], Any]) -> int:
        pid = os.fork()
        if not pid:
            try:
                db.session.registry.clear()
                db.engine.dispose(close=False)
                run()
            finally:
                os._exit(0)
        self.alive.append(pid)
        return pid

    def kill(self, pid: int, number: int = signal.SIGKILL) -> None:
        os.kill(pid, number)
        if number == signal.SIGKILL:
            self.wait(pid)

    def wait(self, pid: int) -> None:
        os.waitpid(pid, 0)
        self.alive.remove(pid)


@pytest.fixture
def children() -> Iterator[Children]:
    found = Children()
    yield found
    for pid in list(found.alive):
        found.kill(pid)


def until(condition: Callable[[], Any], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def work_for(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if worker.step() is not None:
            time.sleep(0.02)


def puts(url: str) -> int:
    found = requests.get(f"{url}/requests", timeout=10).json()["requests"]
    return sum(row["count"] for row in found if row["method"] == "PUT")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_that_is_killed_in_the_middle_of_a_request(
    app: Flask,
    ledger: Any,
    datacite: Any,
    children: Children,
    complete_draft: dict[str, Any],
    when: str,
) -> None:
    app.config["HOEDER_DOI_LEASE"] = 2.0
    dois = dois_of(publish(complete_draft))
    datacite.faults({"rules": [{"kind": "slow", "seconds": 1.5, "when": when, "count": 1}]})
    pid = children.start(worker.step)
    until(lambda: any(ledger.attempts(doi) for doi in dois))
    time.sleep(0.3)
    children.kill(pid)
    (begun,) = [doi for doi in dois if ledger.attempts(doi)]
    assert ledger.attempts(begun)[0].ended_at is None
    assert ledger.pid(begun) == PIDStatus.RESERVED
    ledger.pump()
    for doi in dois:
        assert datacite.get(doi)["state"] == "findable"
        assert ledger.pid(doi) == PIDStatus.REGISTERED
    assert len(ledger.attempts(begun)) == 2


def test_killed_again_and_again(
    app: Flask, ledger: Any, datacite: Any, children: Children, complete_draft: dict[str, Any]
) -> None:
    app.config["HOEDER_DOI_LEASE"] = 1.0
    dois = [doi for _ in range(6) for doi in dois_of(publish(complete_draft))]
    datacite.faults(
        {
            "seed": 5,
            "rules": [
                {"kind": "slow", "seconds": 0.2},
            ],
        }
    )
    for _ in range(6):
        pid = children.start(lambda: work_for(20))
        time.sleep(0.5)
        children.kill(pid)
        for doi in dois:
            assert (ledger.pid(doi) == PIDStatus.RESERVED) or datacite.get(doi)
    datacite.clear_faults()
    ledger.pump()
    assert all(datacite.get(doi) for doi in dois)


def test_four_workers_never_work_on_one_doi_together(
    ledger: Any, datacite: Any, children: Children, complete_draft: dict[str, Any]
) -> None:
    dois = [doi for _ in range(8) for doi in dois_of(publish(complete_draft))]
    requests.delete(f"{datacite.url}/requests", timeout=10)
    datacite.faults({"rules": [{"kind": "slow", "seconds": 0.1}]})
    pids = [children.start(lambda: work_for(4)) for _ in range(4)]
    for pid in pids:
        children.wait(pid)
    assert not ledger.waiting()
    assert puts(datacite.url) == len(dois)
    assert all(ledger.kinds(doi) == [("publish", 201)] for doi in dois)


def test_a_change_during_the_request_is_sent_after_it(
    ledger: Any, datacite: Any, children: Children, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    version, _ = dois_of(record)
    datacite.faults({"rules": [{"kind": "slow", "seconds": 1.5, "count": 1}]})
    pid = children.start(worker.step)
    until(lambda: any(ledger.attempts(doi) for doi in dois_of(record)))
    edit(record, title="Changed meanwhile")
    children.wait(pid)
    ledger.pump()
    for doi in dois_of(record):
        assert datacite.get(doi)["titles"][0]["title"] == "Changed meanwhile"
        entry = ledger.entry(doi)
        assert entry.observed_version == entry.wanted_version
    assert ledger.entry(version).status == "done"


def test_an_older_version_never_has_the_last_word(
    app: Flask, ledger: Any, datacite: Any, children: Children, complete_draft: dict[str, Any]
) -> None:
    """A worker stands still in the middle of its request until the others have gone past it."""
    app.config["HOEDER_DOI_LEASE"] = 1.0
    record = publish(complete_draft)
    ledger.pump()
    edit(record, title="Older")
    datacite.faults({"rules": [{"kind": "slow", "seconds": 7.0, "count": 1}]})
    before = {doi: len(ledger.attempts(doi)) for doi in dois_of(record)}
    pid = children.start(worker.step)
    until(lambda: any(len(ledger.attempts(doi)) > before[doi] for doi in before))
    (doi,) = [doi for doi in before if len(ledger.attempts(doi)) > before[doi]]
    time.sleep(1.1)
    edit(record, title="Newer")
    ledger.pump()
    assert datacite.get(doi)["titles"][0]["title"] == "Newer"
    # Its request is carried out only now, and overwrites what is newer …
    children.wait(pid)
    # … which it learns when it comes back, and has put right.
    assert ledger.entry(doi).status == "pending"
    ledger.pump()
    assert datacite.get(doi)["titles"][0]["title"] == "Newer"


def test_a_worker_that_lost_its_lease_sends_nothing(
    app: Flask, ledger: Any, complete_draft: dict[str, Any]
) -> None:
    dois = dois_of(publish(complete_draft))
    app.config["HOEDER_DOI_LEASE"] = 0.0
    first = worker._lease()
    second = worker._lease()
    app.config["HOEDER_DOI_LEASE"] = 60.0
    third = worker._lease()
    assert {first.doi, second.doi} <= set(dois)
    for job in (first, second):
        if job.doi == third.doi:
            with pytest.raises(worker.Lost):
                worker._work_on(job)
    assert ledger.attempts(third.doi) == []


def test_publishing_while_datacite_is_not_there(
    ledger: Any,
    supervisor: Supervisor,
    datacite: Any,
    complete_draft: dict[str, Any],
) -> None:
    supervisor._call.supervisor.stopProcess("datacite", True)
    try:
        dois = dois_of(publish(complete_draft))
        for _ in range(5):
            worker.step()
        assert all(ledger.pid(doi) == PIDStatus.RESERVED for doi in dois)
        assert any(a.error for doi in dois for a in ledger.attempts(doi))
    finally:
        supervisor.start_program("datacite")
    until(lambda: _answers(datacite.url))
    ledger.pump()
    assert all(datacite.get(doi) for doi in dois)
    assert all(ledger.pid(doi) == PIDStatus.REGISTERED for doi in dois)


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/heartbeat", timeout=2).ok
    except requests.RequestException:
        return False


PUBLISHES = """
import sys
from invenio_access.permissions import system_identity
from invenio_app.factory import create_api
from invenio_rdm_records.proxies import current_rdm_records_service
from kombu.exceptions import OperationalError
app = create_api()
with app.app_context():
    try:
        current_rdm_records_service.publish(system_identity, sys.argv[1])
    except OperationalError:
        print("STOCK FAILED AFTER THE COMMIT")
"""


def test_publishing_while_the_broker_is_not_there(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    """InvenioRDM then fails to queue the indexing, after the commit; the DOIs are in the ledger."""
    record = draft_of(complete_draft)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        broker = f"redis://127.0.0.1:{unused.getsockname()[1]}/0"
    nobody = {"INVENIO_BROKER_URL": broker, "INVENIO_CELERY_BROKER_URL": broker}
    ran = subprocess.run(
        [sys.executable, "-c", PUBLISHES, record],
        env={**os.environ, **nobody},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "STOCK FAILED AFTER THE COMMIT" in ran.stdout
    db.session.rollback()
    db.session.expire_all()
    dois = dois_of(record)
    assert all(ledger.entry(doi).status == "pending" for doi in dois)
    ledger.pump()
    assert all(datacite.get(doi) for doi in dois)


def hang_up() -> int:
    """Cut every connection to the database but this one."""
    query = sa.text(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()"
    )
    with db.engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def test_the_database_hangs_up_in_the_middle_of_a_request(
    ledger: Any, datacite: Any, children: Children, complete_draft: dict[str, Any]
) -> None:
    dois = dois_of(publish(complete_draft))
    datacite.faults({"rules": [{"kind": "slow", "seconds": 1.5, "count": 1}]})
    pid = children.start(worker.step)
    until(lambda: any(ledger.attempts(doi) for doi in dois))
    db.session.rollback()
    assert hang_up() >= 1
    children.wait(pid)
    # The worker found another connection: nothing had to be sent twice.
    (begun,) = [doi for doi in dois if ledger.attempts(doi)]
    assert ledger.entry(begun).status == "done"
    ledger.pump()
    assert all(len(ledger.attempts(doi)) == 1 for doi in dois)
    assert all(ledger.pid(doi) == PIDStatus.REGISTERED for doi in dois)


def test_the_database_hangs_up_and_stays_away(
    app: Flask, ledger: Any, datacite: Any, children: Children, complete_draft: dict[str, Any]
) -> None:
    """As if the worker had been killed: the lease runs out, the request is repeated."""
    app.config["HOEDER_DOI_LEASE"] = 2.0
    dois = dois_of(publish(complete_draft))
    datacite.faults({"rules": [{"kind": "slow", "seconds": 1.0, "count": 1}]})

    def one_try() -> None:
        worker.SETTLE_TRIES = 1
        worker.step()

    pid = children.start(one_try)
    until(lambda: any(ledger.attempts(doi) for doi in dois))
    db.session.rollback()
    end = time.monotonic() + 1.6
    while time.monotonic() < end:
        hang_up()
    children.wait(pid)
    ledger.pump()
    assert all(datacite.get(doi) for doi in dois)
    assert all(ledger.pid(doi) == PIDStatus.REGISTERED for doi in dois)
    assert sum(len(ledger.attempts(doi)) for doi in dois) == 3


def test_workers_leave_hands_for_other_tasks(
    app: Flask, ledger: Any, children: Children, complete_draft: dict[str, Any]
) -> None:
    app.config["HOEDER_DOI_WORKERS"] = 1
    dois = dois_of(publish(complete_draft))
    with worker._place() as first, worker._place() as second:
        assert (first, second) == (True, False)
        assert worker.run(5) == worker.NOTHING_DUE
    assert all(ledger.attempts(doi) == [] for doi in dois)
    assert worker.run(5) == worker.NOTHING_DUE
    assert all(len(ledger.attempts(doi)) == 1 for doi in dois)
    db.session.execute(sa.select(Entry.id).limit(1))
