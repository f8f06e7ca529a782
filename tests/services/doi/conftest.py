# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger in the tests' hands: the instance's own worker rests while they drive one."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import sqlalchemy as sa
from flask import Flask
from invenio_db import db
from invenio_pidstore.models import PersistentIdentifier, PIDStatus

from hoeder.custodians.proxies import current_custodians
from hoeder.doi.ledger import worker
from hoeder.doi.ledger.models import Account, Attempt, Entry, Server
from hoeder.doi.ledger.schedule import Backoff, Breaker, Budget, Policy
from hoeder.operations.layout import Layout
from hoeder.operations.supervisor import Supervisor

QUICK = Policy(
    backoff=Backoff(base=0.01, longest=0.05),
    budget=Budget(limit=1_000_000),
    breaker=Breaker(threshold=10_000),
)


@pytest.fixture(scope="session")
def supervisor(running_instance: Any) -> Supervisor:
    state = running_instance.state
    return Supervisor(Layout(state.parents[1], state))


RESTING: list[tuple[Supervisor, str]] = []
"""Programs of the instance that rest."""


def wake() -> None:
    while RESTING:
        supervisor, name = RESTING.pop()
        supervisor.start_program(name)


@pytest.fixture
def resting(supervisor: Supervisor) -> None:
    """The instance's own worker and scheduler do not interfere."""
    for name in ("scheduler", "worker") if not RESTING else ():
        supervisor._call.supervisor.stopProcess(name, True)
        RESTING.append((supervisor, name))


@pytest.fixture
def working() -> None:
    """The instance's own worker and scheduler do the work."""
    wake()


def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """What follows this folder's tests finds the programs at work."""
    if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
        wake()


class Ledger:
    """The ledger as tests see it."""

    def entry(self, doi: str) -> Entry:
        db.session.rollback()
        db.session.expire_all()
        return db.session.execute(sa.select(Entry).where(Entry.doi == doi)).scalar_one()

    def entries(self, parent: Any) -> list[Entry]:
        db.session.rollback()
        return list(
            db.session.execute(sa.select(Entry).where(Entry.parent_uuid == parent)).scalars()
        )

    def attempts(self, doi: str) -> list[Attempt]:
        db.session.rollback()
        query = sa.select(Attempt).where(Attempt.doi == doi).order_by(Attempt.id)
        return list(db.session.execute(query.execution_options(populate_existing=True)).scalars())

    def kinds(self, doi: str) -> list[tuple[str, int | None]]:
        return [(attempt.kind, attempt.status) for attempt in self.attempts(doi)]

    def account(self, repository: str = "HOEDER.UGENT") -> Account | None:
        db.session.rollback()
        db.session.expire_all()
        return db.session.get(Account, repository)

    def pid(self, doi: str) -> PIDStatus:
        db.session.rollback()
        db.session.expire_all()
        return PersistentIdentifier.get("doi", doi).status

    def pump(self, seconds: float = 20) -> None:
        """Work until nothing is pending, or nothing pending can be worked on."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            rest = worker.step()
            if rest is None:
                continue
            if not self.waiting():
                return
            time.sleep(min(rest, 0.02))
        raise AssertionError(f"still pending after {seconds} s: {self.waiting()}")

    def waiting(self) -> list[str]:
        stopped = sa.select(Account.repository).where(Account.stopped_at.isnot(None))
        query = sa.select(Entry.doi).where(
            Entry.status == "pending",
            sa.or_(Entry.repository.is_(None), Entry.repository.notin_(stopped)),
        )
        found = list(db.session.execute(query).scalars())
        db.session.rollback()
        return found

    def execute(self, statement: Any) -> None:
        db.session.execute(statement)
        db.session.commit()


@pytest.fixture
def ledger(resting: None, app: Flask, datacite: Any) -> Iterator[Ledger]:
    """The ledger with nothing to do, quick delays, no limit and a DataCite that works."""
    before = {name: app.config[name] for name in app.config if name.startswith("HOEDER_D")}
    app.config["HOEDER_DOI_POLICY"] = QUICK
    db.session.rollback()
    db.session.execute(sa.update(Entry).values(status="done", lease=None, lease_until=None))
    db.session.execute(sa.delete(Server))
    db.session.execute(sa.delete(Account))
    db.session.commit()
    yield Ledger()
    app.config.update(before)
    db.session.rollback()


@pytest.fixture
def owner() -> Callable[[str], dict[str, Any] | None]:
    """A DOI's attributes as the account that owns it sees them, hidden ones too."""

    def look(doi: str) -> dict[str, Any] | None:
        account = current_custodians.account_of(doi)
        assert account is not None
        from hoeder.doi.ledger.accounts import settings

        url, password = settings(account.repository)
        answer = requests.get(
            f"{url}/dois/{doi}?publisher=true", auth=(account.repository, password), timeout=10
        )
        return answer.json()["data"]["attributes"] if answer.ok else None

    return look
