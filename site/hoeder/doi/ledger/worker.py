# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Moves DataCite to what is wanted, one DOI at a time.

Any number of workers may run and die at any moment. A DOI in hand is leased for longer than a
request can take, so that two never work on it; a lease that ran out is anybody's. No row is locked
while DataCite is asked. What is sent is described from the record as it stands after the lease, so
it is never older than the version it is counted as; an answer that comes after the lease ran out
counts as nothing, and has the newest version sent once more, because it may have overwritten it.

Each request: *permit* (budget, breaker; the attempt is written, the lease renewed) · the request ·
*settle* (the attempt's outcome, the entry, the account, the identifier's status, the breaker: one
transaction).
"""

import random
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from invenio_pidstore.errors import PIDDoesNotExistError
from invenio_pidstore.models import PersistentIdentifier, PIDStatus
from sqlalchemy.exc import DBAPIError

from hoeder.custodians.proxies import current_custodians
from hoeder.doi.client import AccountClient, DataCiteAccountError, NoAnswer, Reply
from hoeder.doi.ledger import accounts, gate, schedule
from hoeder.doi.ledger.gate import clock, execute, transaction
from hoeder.doi.ledger.models import DONE, PARKED, PENDING, Account, Attempt, Entry
from hoeder.doi.ledger.states import (
    Answer,
    Observed,
    Problem,
    Reaction,
    Step,
    Wanted,
    field_of,
    reached,
    react,
)
from hoeder.doi.ledger.wanted import Description, describe

NOTHING_DUE = float("inf")
SETTLE_TRIES = 5


class Lost(Exception):
    """The lease ran out and somebody else has the DOI."""


@dataclass(frozen=True, slots=True)
class Job:
    """A leased entry as it was."""

    id: int
    lease: uuid.UUID
    doi: str
    kind: str
    object_uuid: uuid.UUID
    version: int
    wanted_state: str
    observed_state: str | None
    digest: str | None
    refused: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class Sent:
    """A request and what came of it."""

    attempt: int
    answer: Answer
    seconds: float


def run(seconds: float) -> float:
    """Work for at most some seconds; return in how many there may be more to do.

    0: there is more at once; infinity: nothing is due.
    """
    with _place() as mine:
        if not mine:
            return NOTHING_DUE
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            rest = step()
            if rest is not None:
                return rest
    return 0.0


@contextmanager
def _place() -> Iterator[bool]:
    """Take one of the places for workers, so that tasks of other kinds find hands too.

    The lock is the connection's: the database frees it when a worker dies.
    """
    places = int(current_app.config["HOEDER_DOI_WORKERS"])
    key = int.from_bytes(b"doi")
    with db.engine.connect() as connection:
        taken = None
        for number in range(places):
            lock = sa.select(sa.func.pg_try_advisory_lock(key, number))
            if connection.execute(lock).scalar():
                taken = number
                break
        connection.commit()
        try:
            yield taken is not None
        finally:
            if taken is not None and not connection.invalidated:
                try:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(key, taken)))
                    connection.commit()
                except DBAPIError:
                    connection.invalidate()


def step() -> float | None:
    """Work on one DOI that is due; None when one was, else the seconds until one may be."""
    if closed := gate.closed_for():
        return closed
    job = _lease()
    if job is None:
        return NOTHING_DUE
    try:
        _work_on(job)
    except gate.NotNow as error:
        _give_back(job)
        return error.seconds
    except Lost:
        pass
    return None


def _work_on(job: Job) -> None:
    account = current_custodians.account_of(job.doi)
    if account is None:
        _settle(job, None, Reaction(Step.PARK, Problem.PREFIX, healthy=None), Answer(None))
        return
    try:
        client = accounts.client_of(account)
    except DataCiteAccountError as error:
        stop = Reaction(Step.STOP, Problem.NO_PASSWORD, healthy=None)
        _settle(job, None, stop, Answer(None, text=str(error)))
        return
    description = _describe(job)
    if description is None:
        return
    if job.digest == description.digest and reached(description.state, job.observed_state):
        _settle(job, None, Reaction(Step.DONE, healthy=None), Answer(None), description)
    elif job.refused == description.digest:
        _park_again(job)
    elif description.state == Wanted.HIDDEN:
        _hide(job, client, description)
    else:
        _publish(job, client, description)


def _describe(job: Job) -> Description | None:
    """What should be sent; a record that cannot be described is parked, not a reason to stop."""
    try:
        description = describe(job.kind, job.object_uuid)
        db.session.rollback()
    except DBAPIError:
        db.session.rollback()
        raise
    except Exception as error:
        db.session.rollback()
        current_app.logger.exception("DOI %s cannot be described.", job.doi)
        park = Reaction(Step.PARK, Problem.UNDESCRIBED, healthy=None)
        _settle(job, None, park, Answer(None, text=f"{type(error).__name__}: {error}"[:500]))
        return None
    # A record that is gone from the database has nothing to say any more.
    return description or Description(Wanted.HIDDEN, "", {})


def _publish(job: Job, client: AccountClient, description: Description) -> None:
    attributes = {**description.attributes, "event": "publish"}
    sent = _send(job, client, "publish", description, lambda: client.put(job.doi, attributes))
    _conclude(job, client, sent, description)


def _hide(job: Job, client: AccountClient, description: Description) -> None:
    """Look first: a ``PUT`` about a DOI that DataCite has not would create it."""
    sent = _send(job, client, "look", description, lambda: client.look(job.doi))
    if sent.answer.status == 200 and sent.answer.state == Observed.FINDABLE:
        _note(sent)
        event = {"event": "hide"}
        sent = _send(job, client, "hide", description, lambda: client.put(job.doi, event))
    _conclude(job, client, sent, description)


def _conclude(job: Job, client: AccountClient, sent: Sent, description: Description) -> None:
    reaction = react(sent.answer, description.state)
    if reaction.step is Step.ASK:
        reaction = _whose_fault(job, client, description, reaction)
    _settle(job, sent, reaction, sent.answer, description)


def _whose_fault(
    job: Job, client: AccountClient, description: Description, reaction: Reaction
) -> Reaction:
    """After a 403: is it this DOI, or is the account not accepted at all?"""
    asked = _send(job, client, "account", description, client.ask)
    _note(asked)
    if asked.answer.status in (401, 403):
        return Reaction(Step.STOP, Problem.CREDENTIALS)
    if asked.answer.status != 200:
        # Not known yet: again later, from the start.
        return Reaction(Step.RETRY, reaction.problem, react(asked.answer).healthy)
    return Reaction(Step.PARK, Problem.FOREIGN)


# Requests
# --------


def _send(
    job: Job,
    client: AccountClient,
    kind: str,
    description: Description,
    request: Callable[[], Reply],
) -> Sent:
    """Send one request within the budget.

    :raises NotNow: when none may be sent now; nothing was.
    :raises Lost: when the lease ran out meanwhile; nothing was sent.
    """
    attempt, permit, spare = None, None, 0.0
    while permit is None or time.monotonic() > spare:
        attempt, permit, asked = _permit(job, client, kind, description, attempt)
        spare = gate.wait_for(permit, asked)
    assert attempt is not None
    begun = time.monotonic()
    try:
        answer = request().answer()
    except NoAnswer as error:
        answer = Answer(None, text=str(error))
    return Sent(attempt, answer, time.monotonic() - begun)


def _permit(
    job: Job, client: AccountClient, kind: str, description: Description, attempt: int | None
) -> tuple[int, schedule.Permit, float]:
    with transaction():
        _still_mine(job)
        if attempt is None:
            row = Attempt(
                doi=job.doi,
                repository=client.username,
                kind=kind,
                wanted_version=job.version,
                digest=description.digest,
            )
            db.session.add(row)
            db.session.flush()
            attempt = int(row.id)
        permit, now = gate.take()
    return attempt, permit, now


def _note(sent: Sent) -> None:
    """Write the outcome of a request after which another one follows at once."""
    with transaction():
        _outcome(sent, None)
        gate.note(react(sent.answer))


def _outcome(sent: Sent, step: str | None) -> None:
    failed = sent.answer.status is None
    values = {
        "ended_at": sa.func.clock_timestamp(),
        "seconds": sent.seconds,
        "status": sent.answer.status,
        "error": sent.answer.text[:255] if failed else None,
        "text": None if failed else sent.answer.text or None,
        "step": step,
    }
    execute(sa.update(Attempt).where(Attempt.id == sent.attempt).values(**values))


# The ledger
# ----------


def _lease() -> Job | None:
    """Take the DOI that has waited longest, of accounts that are not stopped."""
    lease = uuid.uuid4()
    now = sa.func.clock_timestamp()
    accounts.mind_new_passwords()
    with transaction():
        open_account = sa.or_(Account.stopped_at.is_(None), Account.next_try_at <= now)
        query = (
            sa.select(Entry)
            .outerjoin(Account, Account.repository == Entry.repository)
            .where(
                Entry.status == PENDING,
                Entry.next_attempt_at <= now,
                sa.or_(Entry.lease_until.is_(None), Entry.lease_until < now),
                open_account,
            )
            .order_by(Entry.next_attempt_at, Entry.id)
            .limit(1)
            .with_for_update(of=Entry, skip_locked=True)
            .execution_options(populate_existing=True)
        )
        entry = db.session.execute(query).scalars().first()
        if entry is None:
            return None
        # A stopped account: one request an hour, to see.
        execute(
            sa.update(Account)
            .where(Account.repository == entry.repository, Account.stopped_at.isnot(None))
            .values(next_try_at=now + accounts.TRIES)
        )
        entry.lease = lease
        entry.lease_until = clock() + _lease_time()
        job = Job(
            entry.id,
            lease,
            entry.doi,
            entry.kind,
            entry.object_uuid,
            entry.wanted_version,
            entry.wanted_state,
            entry.observed_state,
            entry.digest,
            entry.refused,
            entry.failures,
        )
    return job


def _lease_time() -> timedelta:
    """Longer than a request and the wait for it."""
    return timedelta(seconds=current_app.config["HOEDER_DOI_LEASE"])


def _still_mine(job: Job) -> None:
    """Renew the lease.

    :raises Lost: when it ran out.
    """
    renewed = execute(
        sa.update(Entry)
        .where(Entry.id == job.id, Entry.lease == job.lease)
        .values(lease_until=clock() + _lease_time())
    )
    if not renewed.rowcount:
        raise Lost(job.doi)


def _give_back(job: Job) -> None:
    with transaction():
        execute(
            sa.update(Entry)
            .where(Entry.id == job.id, Entry.lease == job.lease)
            .values(lease=None, lease_until=None)
        )


def _park_again(job: Job) -> None:
    """Nothing changed in what DataCite refused: do not ask again."""
    with transaction():
        entry = _locked(job)
        if entry is not None and entry.lease == job.lease:
            entry.lease = entry.lease_until = None
            if entry.wanted_version == job.version:
                entry.status = PARKED


def _settle(
    job: Job,
    sent: Sent | None,
    reaction: Reaction,
    answer: Answer,
    description: Description | None = None,
) -> None:
    """Write what came of it; tried again when the database is away for a moment.

    When it stays away the lease runs out and the request is repeated, which harms nothing.
    """
    for tries in range(SETTLE_TRIES):
        try:
            with transaction():
                _settle_once(job, sent, reaction, answer, description)
            return
        except DBAPIError:
            if tries == SETTLE_TRIES - 1:
                raise
            time.sleep(0.2 * 2**tries)


def _settle_once(
    job: Job,
    sent: Sent | None,
    reaction: Reaction,
    answer: Answer,
    description: Description | None,
) -> None:
    # Always in this order: entry, account, attempt, server. Nobody waits for anybody in a circle.
    entry = _locked(job)
    if entry is not None:
        if entry.lease != job.lease:
            _came_too_late(entry, sent)
        else:
            _apply(entry, job, reaction, answer, description)
        accounts.after(entry.repository, reaction, answer)
    if sent is not None:
        _outcome(sent, reaction.step)
        gate.note(reaction)


def _locked(job: Job) -> Entry | None:
    query = sa.select(Entry).where(Entry.id == job.id).with_for_update()
    found: Entry | None = (
        db.session.execute(query.execution_options(populate_existing=True)).scalars().first()
    )
    return found


def _came_too_late(entry: Entry, sent: Sent | None) -> None:
    """What DataCite has is not certain: have the newest version sent once more."""
    if sent is not None:
        entry.digest = None
        entry.observed_version = 0
        if entry.status == DONE:
            entry.status, entry.next_attempt_at = PENDING, clock()


def _apply(
    entry: Entry,
    job: Job,
    reaction: Reaction,
    answer: Answer,
    description: Description | None,
) -> None:
    now = clock()
    entry.lease = entry.lease_until = None
    changed = entry.wanted_version != job.version
    if reaction.step is Step.DONE:
        assert description is not None
        _done(entry, job, answer, description, now)
        entry.status = PENDING if changed else DONE
        entry.next_attempt_at = now
        return
    # An uncertain outcome may have changed what DataCite has.
    if answer.status is None or answer.status >= 500:
        entry.digest = None
    entry.problem = reaction.problem
    entry.problem_status = answer.status
    entry.problem_text = answer.text or None
    named = [complaint.source for complaint in answer.complaints if complaint.source]
    entry.problem_field = field_of(named[0])[:100] or None if named else None
    if reaction.step is Step.PARK:
        if not changed:
            entry.status = PARKED
        if description is not None and answer.status is not None:
            entry.refused = description.digest
        current_app.logger.warning(
            "DOI %s is parked: %s (%s).", entry.doi, reaction.problem, answer.status
        )
    elif reaction.step is Step.RETRY:
        entry.failures += 1
        if not changed:
            chance = random.random()  # noqa: S311
            delay = gate.policy().backoff.delay(entry.failures, chance)
            entry.next_attempt_at = now + timedelta(seconds=delay)


def _done(entry: Entry, job: Job, answer: Answer, description: Description, now: datetime) -> None:
    state = job.observed_state if answer.status is None else answer.state or Observed.ABSENT
    entry.observed_state = state
    entry.observed_version = job.version
    entry.digest = description.digest
    entry.wanted_state = description.state
    entry.wanted_url = description.url or entry.wanted_url
    entry.refused = None
    entry.failures = 0
    entry.problem = entry.problem_status = entry.problem_text = entry.problem_field = None
    if answer.status is not None:
        entry.observed_at = now
    if state in (Observed.FINDABLE, Observed.REGISTERED):
        mark(entry.doi, PIDStatus.REGISTERED, (PIDStatus.NEW, PIDStatus.RESERVED))


def mark(doi: str, status: PIDStatus, only_from: tuple[PIDStatus, ...]) -> None:
    """Give the identifier itself a status, in the transaction that holds the reason."""
    try:
        pid = PersistentIdentifier.get("doi", doi)
    except PIDDoesNotExistError:
        return
    if pid.status in only_from:
        pid.sync_status(status)
