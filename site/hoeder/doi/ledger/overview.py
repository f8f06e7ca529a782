# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger as stewards, operators and pages see it: lists, one DOI, retry, CSV."""

import csv
import io
import itertools
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from invenio_db import db
from invenio_pidstore.errors import PIDDoesNotExistError
from invenio_pidstore.models import PersistentIdentifier

from hoeder.doi.ledger import accounts, words
from hoeder.doi.ledger.gate import execute, transaction
from hoeder.doi.ledger.models import DONE, PARKED, PENDING, Account, Attempt, Entry
from hoeder.doi.ledger.states import Wanted

OVERDUE = timedelta(hours=1)
STATUSES = (PENDING, "stopped", PARKED, DONE)


@dataclass(frozen=True, slots=True)
class Line:
    """One DOI. ``status``: pending, stopped (its account is), parked or done.

    ``sentence``: what is the matter and what to do, empty when nothing is. ``text``: DataCite's own
    words. ``field``: the record's field they are about.
    """

    doi: str
    kind: str
    custodian: str
    repository: str
    url: str
    status: str
    wanted: str
    observed: str
    since: datetime
    overdue: bool
    failures: int
    next_attempt_at: datetime | None
    problem: str
    sentence: str
    http_status: int | None
    text: str
    field: str


STOPPED = sa.and_(Entry.status == PENDING, Account.stopped_at.isnot(None))
LATE = sa.and_(Entry.status != DONE, Entry.wanted_at < sa.func.now() - OVERDUE)


def lines(
    status: str | None = None,
    custodian: str | None = None,
    doi: str | None = None,
    overdue: bool = False,
    custodians: Collection[str] | None = None,
    waiting: bool = False,
) -> Iterator[Line]:
    """Return DOIs, those that wait longest first, those that are done last.

    :param custodians: only those of these custodians; None: of all, and of none.
    :param waiting: only those that a person should look at: parked, stopped or overdue.
    """
    query = _query(status, custodian, doi, overdue, custodians, waiting)
    for entry, account, now in db.session.execute(query.execution_options(yield_per=500)):
        yield _line(entry, account, now)


def page(size: int, after: str = "", **which: Any) -> tuple[list[Line], str]:
    """Return as many of ``lines(**which)`` as ``size``, and the key of the page that follows.

    Pages are by key, not by number: a DOI that is done meanwhile moves no other to another page.

    :param after: the key that the page before gave; empty: from the beginning.
    :returns: an empty key when nothing follows.
    :raises ValueError: when ``after`` is no such key.
    """
    query = _query(**which).limit(size + 1)
    if after:
        query = query.where(sa.tuple_(*ORDER) > sa.tuple_(*place(after)))
    rows = db.session.execute(query).all()
    following = _key(rows[size - 1][0]) if len(rows) > size else ""
    return [_line(*row) for row in rows[:size]], following


ORDER = (sa.case((Entry.status == DONE, 1), else_=0), Entry.wanted_at, Entry.id)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _key(entry: Entry) -> str:
    since = (entry.wanted_at - EPOCH) // timedelta(microseconds=1)
    return f"{int(entry.status == DONE)}-{since}-{entry.id}"


KEY = re.compile(r"([01])-([0-9]{1,18})-([0-9]{1,18})")


def place(key: str) -> tuple[Any, ...]:
    """Return where a key of ``page`` points to.

    :raises ValueError: when it is no such key.
    """
    found = KEY.fullmatch(key)
    if found is None:
        raise ValueError(key)
    done, since, id_ = (int(number) for number in found.groups())
    try:
        time = EPOCH + timedelta(microseconds=since)
    except OverflowError as error:
        raise ValueError(key) from error
    return sa.literal(done), sa.literal(time), sa.literal(id_)


def _query(
    status: str | None = None,
    custodian: str | None = None,
    doi: str | None = None,
    overdue: bool = False,
    custodians: Collection[str] | None = None,
    waiting: bool = False,
) -> Any:
    query = (
        sa.select(Entry, Account, sa.func.now())
        .outerjoin(Account, Account.repository == Entry.repository)
        .order_by(*ORDER)
    )
    if status == "stopped":
        query = query.where(STOPPED)
    elif status == PENDING:
        query = query.where(Entry.status == PENDING, Account.stopped_at.is_(None))
    elif status:
        query = query.where(Entry.status == status)
    if custodian:
        query = query.where(Entry.custodian == custodian)
    if doi:
        query = query.where(Entry.doi == doi)
    if overdue:
        query = query.where(LATE)
    if waiting:
        query = query.where(sa.or_(Entry.status == PARKED, STOPPED, LATE))
    return _of(query, custodians)


def _of(query: Any, custodians: Collection[str] | None) -> Any:
    return query if custodians is None else query.where(Entry.custodian.in_(custodians))


def _line(entry: Entry, account: Account | None, now: datetime) -> Line:
    is_stopped = entry.status == PENDING and account is not None and account.stopped_at is not None
    about: Any = account if is_stopped else entry
    problem = about.problem or ""
    return Line(
        entry.doi,
        entry.kind,
        entry.custodian or "",
        entry.repository or "",
        entry.wanted_url,
        "stopped" if is_stopped else entry.status,
        entry.wanted_state,
        entry.observed_state or "",
        entry.wanted_at,
        entry.status != DONE and entry.wanted_at < now - OVERDUE,
        entry.failures,
        entry.next_attempt_at if entry.status == PENDING and not is_stopped else None,
        problem,
        str(words.SENTENCES.get(problem, "")),
        about.problem_status,
        about.problem_text or "",
        entry.problem_field or "",
    )


def counts(custodians: Collection[str] | None = None) -> dict[str, int]:
    """Return how many DOIs there are of each status; ``custodians`` as for ``lines``."""
    status = sa.case((STOPPED, "stopped"), else_=Entry.status)
    query = (
        sa.select(status, sa.func.count())
        .select_from(Entry)
        .outerjoin(Account, Account.repository == Entry.repository)
        .group_by(status)
    )
    found = {name: int(number) for name, number in db.session.execute(_of(query, custodians))}
    return {name: found.get(name, 0) for name in STATUSES}


def overdue(custodians: Collection[str] | None = None) -> int:
    """Return how many DOIs wait for more than an hour; ``custodians`` as for ``lines``."""
    query = _of(sa.select(sa.func.count()).select_from(Entry).where(LATE), custodians)
    return int(db.session.execute(query).scalar_one())


def attempts(doi: str) -> list[Attempt]:
    """Return every request about a DOI, the last one first."""
    query = sa.select(Attempt).where(Attempt.doi == doi).order_by(Attempt.id.desc())
    return list(db.session.execute(query).scalars())


def retry(doi: str) -> bool:
    """Have a DOI sent now, whatever was said about it; tell whether the ledger knows it.

    A stopped account is opened: who asks for a retry says that it was mended.
    """
    with transaction():
        repository = execute(
            sa.update(Entry)
            .where(Entry.doi == doi)
            .values(
                status=PENDING,
                failures=0,
                next_attempt_at=sa.func.now(),
                digest=None,
                refused=None,
            )
            .returning(Entry.repository)
        ).one_or_none()
        if repository is not None and repository[0]:
            accounts.reopen(repository[0])
    return repository is not None


def as_csv(found: Iterator[Line]) -> Iterator[str]:
    """Return lines as CSV (RFC 4180); a cell that a spreadsheet would calculate is made a text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    rows = ([getattr(line, name) for name in Line.__slots__] for line in found)
    for row in itertools.chain([list(Line.__slots__)], rows):
        writer.writerow([_cell(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cell(value: Any) -> str:
    """A cell's text.

    >>> _cell("=1+1"), _cell(None), _cell("10.5072/a")
    ("'=1+1", '', '10.5072/a')
    """
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def state_for_people(doi: str) -> str:
    """Return the true state of a DOI: a key of ``words.STATES``, or "" when it is not ours."""
    query = sa.select(Entry, LATE).where(Entry.doi == doi)
    entry, late = db.session.execute(query).one_or_none() or (None, False)
    try:
        pid = PersistentIdentifier.get("doi", doi)
    except PIDDoesNotExistError:
        return ""
    if pid.is_registered():
        return "registered" if entry is not None else ""
    if entry is None:
        return "reserved" if pid.pid_provider == "datacite" else ""
    if entry.wanted_state == Wanted.HIDDEN:
        return "withheld"
    return "delayed" if entry.status == PARKED or late else "registering"
