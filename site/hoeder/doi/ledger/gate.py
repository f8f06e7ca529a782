# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What all processes share about DataCite: one row of the database, locked for moments.

Budget, pause and breaker hold for the worker and the reconciliation together, by the database's
clock. Whoever takes several rows takes this one last, so that nobody waits in a circle.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from sqlalchemy.dialects.postgresql import insert

from hoeder.doi.client import NoAnswer, Reply
from hoeder.doi.ledger import schedule
from hoeder.doi.ledger.models import Server
from hoeder.doi.ledger.states import Answer, Reaction, react

LONGEST_WAIT = 1.0
"""Seconds that a process sleeps for a slot; for more it does something else."""


class NotNow(Exception):
    """Nothing may be sent for ``seconds``; nothing was."""

    def __init__(self, seconds: float) -> None:
        """Take the seconds."""
        self.seconds = seconds
        super().__init__(seconds)


def policy() -> schedule.Policy:
    """The numbers of the running application."""
    found: schedule.Policy = current_app.config["HOEDER_DOI_POLICY"]
    return found


def closed_for() -> float:
    """Return for how many seconds nothing may be sent; 0 when something may."""
    gate, now = _read(lock=False)
    db.session.rollback()
    until = schedule.closed_until(gate, now)
    return until - now if until else 0.0


def take() -> tuple[schedule.Permit, float]:
    """Take a slot in the current transaction; return it, and the database's time.

    :raises NotNow: when there is none soon.
    """
    gate, now = _read(lock=True)
    gate, permit = schedule.admit(gate, now, policy(), LONGEST_WAIT)
    if not permit.granted:
        raise NotNow(max(0.0, permit.at - now))
    _write(gate)
    return permit, now


def note(reaction: Reaction) -> None:
    """Take account of an answer in the current transaction."""
    gate, now = _read(lock=True)
    _write(schedule.after(gate, now, reaction.healthy, reaction.pause, policy()))


def wait_for(permit: schedule.Permit, asked: float) -> float:
    """Sleep until the slot; return until when (monotonic clock) it may be used."""
    time.sleep(max(0.0, permit.at - asked))
    return time.monotonic() + policy().budget.patience


def exchange(request: Callable[[], Reply], patience: float) -> Reply:
    """Send one request that is about no entry of the ledger, waiting for its turn.

    :param patience: seconds to wait for a slot, a pause or the breaker.
    :raises NotNow: when it is not its turn for longer.
    :raises NoAnswer: when DataCite gave none.
    """
    end = time.monotonic() + patience
    while True:
        try:
            with transaction():
                permit, asked = take()
        except NotNow as error:
            if time.monotonic() + error.seconds > end:
                raise
            time.sleep(min(error.seconds, LONGEST_WAIT))
            continue
        if time.monotonic() <= wait_for(permit, asked):
            break
    try:
        reply = request()
    except NoAnswer:
        with transaction():
            note(react(Answer(None)))
        raise
    with transaction():
        note(react(reply.answer()))
    return reply


def _read(lock: bool) -> tuple[schedule.Gate, float]:
    url = current_app.config["HOEDER_DATACITE_URL"]
    query = sa.select(Server).where(Server.url == url)
    if lock:
        execute(insert(Server).values(url=url).on_conflict_do_nothing())
        query = query.with_for_update()
    row = db.session.execute(query.execution_options(populate_existing=True)).scalars().first()
    names = schedule.Gate.__slots__
    gate = schedule.Gate(**{n: getattr(row, n) for n in names}) if row else schedule.Gate()
    return gate, clock().timestamp()


def _write(gate: schedule.Gate) -> None:
    url = current_app.config["HOEDER_DATACITE_URL"]
    execute(sa.update(Server).where(Server.url == url).values(**asdict(gate)))


def clock() -> datetime:
    """The database's time: the one clock that all processes share."""
    found: datetime = db.session.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return found.astimezone(UTC)


def execute(statement: Any) -> Any:
    """Run a statement without telling the session's objects of it."""
    return db.session.execute(statement, execution_options={"synchronize_session": False})


@contextmanager
def transaction() -> Iterator[None]:
    """Commit at the end, or roll back."""
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
