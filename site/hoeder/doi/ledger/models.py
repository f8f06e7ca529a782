# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger's tables. Times are UTC; ``repository`` is a DataCite account.

``Entry``    one DOI: what is wanted, what DataCite said last, and when it is next worked on
``Attempt``  one request about a DOI, never changed once it has its outcome, never removed
``Account``  one repository at DataCite: whether its credentials are still accepted
``Server``   DataCite itself: budget, pause and breaker, shared by all workers
``Finding``  what the last reconciliation saw that a person should know of
``Told``     what the last mail to a custodian was about
"""

import uuid
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from invenio_db import db
from sqlalchemy_utils.types import UUIDType

PENDING, DONE, PARKED = "pending", "done", "parked"
BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)
"""Not Invenio's type for it: that one has every statement compiled anew, milliseconds each."""


def now() -> datetime:
    """The time of the application."""
    return datetime.now(UTC)


class Entry(db.Model):  # type: ignore[name-defined,misc]
    """One DOI that this instance answers for.

    ``wanted_version`` counts the changes of the record; ``observed_version`` is the one that
    DataCite has confirmed. The metadata themselves are the record's, rendered when they are sent:
    what is sent is then never older than the version it stands for. ``digest`` is that of the last
    request that DataCite took, so that a change which changes nothing there costs no request; it
    is empty when what DataCite has is not certain. ``refused`` is that of a request which DataCite
    will never take, so that it is not sent again.

    ``lease`` is the worker that has it in hand, until ``lease_until``.
    """

    __tablename__ = "hoeder_doi_ledger"

    id = db.Column(BIG, primary_key=True, autoincrement=True)
    doi = db.Column(db.String(255), nullable=False, unique=True)
    kind = db.Column(db.String(7), nullable=False)
    object_uuid = db.Column(UUIDType, nullable=False, index=True)
    parent_uuid = db.Column(UUIDType, nullable=False, index=True)
    custodian = db.Column(db.String(100))
    repository = db.Column(db.String(100), index=True)

    wanted_state = db.Column(db.String(10), nullable=False)
    wanted_url = db.Column(db.Text, nullable=False)
    wanted_version = db.Column(db.Integer, nullable=False, default=1)
    wanted_at = db.Column(TIME, nullable=False, default=now)

    observed_state = db.Column(db.String(10))
    observed_version = db.Column(db.Integer, nullable=False, default=0)
    observed_at = db.Column(TIME)
    digest = db.Column(db.String(64))
    refused = db.Column(db.String(64))

    status = db.Column(db.String(7), nullable=False, default=PENDING)
    failures = db.Column(db.Integer, nullable=False, default=0)
    next_attempt_at = db.Column(TIME, nullable=False, default=now)
    lease = db.Column(UUIDType)
    lease_until = db.Column(TIME)

    problem = db.Column(db.String(16))
    problem_status = db.Column(db.Integer)
    problem_text = db.Column(db.Text)
    problem_field = db.Column(db.String(100))

    __table_args__ = (
        db.Index(
            "ix_hoeder_doi_ledger_due",
            "next_attempt_at",
            postgresql_where=sa.text("status = 'pending'"),
        ),
    )


class Attempt(db.Model):  # type: ignore[name-defined,misc]
    """One request to DataCite. Without ``ended_at`` its worker died, or it is on its way.

    ``kind``: publish, hide, look, account. ``status``: of HTTP; none when no answer came, which
    ``error`` then tells. ``text``: DataCite's own words.
    """

    __tablename__ = "hoeder_doi_attempts"

    id = db.Column(BIG, primary_key=True, autoincrement=True)
    doi = db.Column(db.String(255), nullable=False, index=True)
    repository = db.Column(db.String(100))
    kind = db.Column(db.String(10), nullable=False)
    wanted_version = db.Column(db.Integer, nullable=False)
    digest = db.Column(db.String(64))
    started_at = db.Column(TIME, nullable=False, default=now, index=True)
    ended_at = db.Column(TIME)
    seconds = db.Column(db.Float)
    status = db.Column(db.Integer)
    error = db.Column(db.String(255))
    text = db.Column(db.Text)
    step = db.Column(db.String(10))


class Account(db.Model):  # type: ignore[name-defined,misc]
    """One repository at DataCite. ``stopped_at`` set: nothing is sent but, hourly, one request.

    ``password_mark`` tells whether the password is still the one that was refused, and nothing
    about what it is.
    """

    __tablename__ = "hoeder_doi_accounts"

    repository = db.Column(db.String(100), primary_key=True)
    stopped_at = db.Column(TIME)
    next_try_at = db.Column(TIME)
    problem = db.Column(db.String(16))
    problem_status = db.Column(db.Integer)
    problem_text = db.Column(db.Text)
    password_mark = db.Column(db.String(64))
    forbidden = db.Column(db.Integer, nullable=False, default=0)


class Server(db.Model):  # type: ignore[name-defined,misc]
    """DataCite, by its address; the fields are those of ``schedule.Gate`` (seconds, Unix time)."""

    __tablename__ = "hoeder_doi_servers"

    url = db.Column(db.String(255), primary_key=True)
    next_slot = db.Column(db.Float, nullable=False, default=0.0)
    paused_until = db.Column(db.Float, nullable=False, default=0.0)
    failures = db.Column(db.Integer, nullable=False, default=0)
    openings = db.Column(db.Integer, nullable=False, default=0)
    open_until = db.Column(db.Float, nullable=False, default=0.0)
    probing = db.Column(db.Boolean, nullable=False, default=False)


class Finding(db.Model):  # type: ignore[name-defined,misc]
    """A difference between ledger and DataCite; ``repaired`` when it was put back in hand."""

    __tablename__ = "hoeder_doi_findings"

    id = db.Column(UUIDType, primary_key=True, default=uuid.uuid4)
    doi = db.Column(db.String(255), nullable=False, index=True)
    repository = db.Column(db.String(100), nullable=False, index=True)
    kind = db.Column(db.String(16), nullable=False)
    detail = db.Column(db.Text)
    repaired = db.Column(db.Boolean, nullable=False, default=False)
    digest = db.Column(db.String(64))
    found_at = db.Column(TIME, nullable=False, default=now)


class Told(db.Model):  # type: ignore[name-defined,misc]
    """One DOI of which the last mail told, for as long as it waits, and an hour more.

    ``custodian``: who was written to, empty for the operator. ``reason``: parked, stopped, overdue,
    or mended when it no longer waits. ``told_at``: when the mail was sent.
    """

    __tablename__ = "hoeder_doi_mails"

    doi = db.Column(db.String(255), primary_key=True)
    custodian = db.Column(db.String(100), nullable=False, index=True)
    repository = db.Column(db.String(100), nullable=False)
    reason = db.Column(db.String(7), nullable=False)
    told_at = db.Column(TIME, nullable=False, default=now)


TABLES: list[Any] = [m.__table__ for m in (Entry, Attempt, Account, Server, Finding, Told)]
