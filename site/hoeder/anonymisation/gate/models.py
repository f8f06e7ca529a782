# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The gate's tables. Times are UTC; acceptances are added, never changed nor removed.

``Screening``   the screening of some bytes by some rules, wanted, running or done
``Roles``       which columns of a file the depositor confirmed as quasi-identifiers
``Acceptance``  a steward accepted one obstacle on some bytes, and why; or took that back
``Internal``    the internal part of the statement: for the owner and the custodian's stewards
"""

import uuid
from typing import Any

import sqlalchemy as sa
from invenio_db import db
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy_utils.types import UUIDType

TIME = sa.DateTime(timezone=True)
JSON_ = sa.JSON().with_variant(JSONB(none_as_null=True), "postgresql")
PENDING, RUNNING, DONE, FAILED = "pending", "running", "done", "failed"


class Screening(db.Model):  # type: ignore[name-defined,misc]
    """By checksum, rules and roles of columns: a renamed or re-used file is not screened twice.

    A file's name is screened by itself; ``checksum`` is then a mark of it. ``edition`` is the same
    for all rules of one version of the software.
    """

    __tablename__ = "hoeder_screenings"

    id = db.Column(UUIDType, primary_key=True, default=uuid.uuid4)
    checksum = db.Column(db.String(255), nullable=False)
    ruleset = db.Column(db.String(64), nullable=False)
    roles_digest = db.Column(db.String(64), nullable=False, default="")
    edition = db.Column(db.String(64), nullable=False)
    request = db.Column(JSON_, nullable=False)
    status = db.Column(db.String(7), nullable=False, default=PENDING)
    progress = db.Column(db.Float, nullable=False, default=0.0)
    step = db.Column(db.String(100))
    attempts = db.Column(db.Integer, nullable=False, default=0)
    lease = db.Column(UUIDType)
    lease_until = db.Column(TIME)
    reason = db.Column(db.String(32))
    report = db.Column(JSON_)
    wanted_at = db.Column(TIME, nullable=False, server_default=sa.func.now())
    ended_at = db.Column(TIME)

    __table_args__ = (
        db.UniqueConstraint("checksum", "ruleset", "roles_digest"),
        db.Index(
            "ix_hoeder_screenings_due",
            "wanted_at",
            postgresql_where=sa.text("status in ('pending', 'running')"),
        ),
    )


class Roles(db.Model):  # type: ignore[name-defined,misc]
    """Confirmed roles of the columns of a file's tables, in one record.

    ``tables``: the place of a table → ``quasi``, ``sensitive`` (names of columns), ``weight``,
    ``sampling_fraction``.
    """

    __tablename__ = "hoeder_screening_roles"

    record_uuid = db.Column(UUIDType, primary_key=True)
    checksum = db.Column(db.String(255), primary_key=True)
    tables = db.Column(JSON_, nullable=False)
    confirmed_by = db.Column(db.Integer)
    confirmed_at = db.Column(TIME, nullable=False, server_default=sa.func.now())


class Acceptance(db.Model):  # type: ignore[name-defined,misc]
    """Who decided what, on which bytes, and why. ``told`` is what the steward saw."""

    __tablename__ = "hoeder_screening_acceptances"

    id = db.Column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    record_uuid = db.Column(UUIDType, nullable=False, index=True)
    parent_uuid = db.Column(UUIDType, nullable=False, index=True)
    custodian = db.Column(db.String(100))
    key = db.Column(db.Text, nullable=False)
    checksum = db.Column(db.String(255), nullable=False)
    obstacle = db.Column(db.String(16), nullable=False)
    kind = db.Column(db.String(20), nullable=False)
    told = db.Column(JSON_, nullable=False)
    accepted = db.Column(db.Boolean, nullable=False)
    reason = db.Column(db.Text, nullable=False)
    steward = db.Column(db.Integer, nullable=False)
    at = db.Column(TIME, nullable=False, server_default=sa.func.now())


class Internal(db.Model):  # type: ignore[name-defined,misc]
    """Answers that are never published; by record, a new version starts from the last one's."""

    __tablename__ = "hoeder_statement_internal"

    record_uuid = db.Column(UUIDType, primary_key=True)
    parent_uuid = db.Column(UUIDType, nullable=False, index=True)
    answers = db.Column(JSON_, nullable=False)
    updated_by = db.Column(db.Integer)
    updated_at = db.Column(TIME, nullable=False, server_default=sa.func.now())


TABLES: list[Any] = [m.__table__ for m in (Screening, Roles, Acceptance, Internal)]
