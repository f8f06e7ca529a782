# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The projection's tables. Stamps are whole seconds, UTC.

``Record``         one published record, or one that was public once
``Membership``     a record in a set, now or formerly
``SetDefinition``  a set that harvesters may ask for
``Rendering``      one record in one metadata format, or why it could not be rendered
``Harvest``        what one harvester does with one list
``Position``       how far something got that follows the records
"""

import sqlalchemy as sa
from invenio_db import db
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy_utils.types import UUIDType

TIME = sa.DateTime(timezone=True)
"""Not Invenio's type for it: that one has every statement compiled anew, milliseconds each."""
RECORD, SET = "hoeder_dissemination_record", "hoeder_dissemination_set"
DEFINITION = "hoeder_dissemination_set_definition"
RENDERING, HARVEST = "hoeder_dissemination_rendering", "hoeder_dissemination_harvest"
POSITION = "hoeder_dissemination_position"


class Record(db.Model):  # type: ignore[name-defined,misc]
    """A record as outlets see it. Rows are never removed: a deletion is told for ever.

    ``identifier`` is the OAI identifier, ``parent_id`` the concept that all versions share,
    ``version`` the number of the version. ``stamp`` is the second of the last change of content,
    sets or visibility. ``sets`` are set specs without their ancestors; those of a deleted record
    are the sets it was in. ``digest`` is that of the public content, ``content_version`` counts its
    changes: a rendering of an earlier one is outdated.
    """

    __tablename__ = RECORD

    id = db.Column(UUIDType, primary_key=True)
    identifier = db.Column(db.Text, nullable=False, unique=True)
    parent_id = db.Column(UUIDType, nullable=False, index=True)
    version = db.Column(db.Integer, nullable=False)
    stamp = db.Column(TIME, nullable=False)
    deleted = db.Column(db.Boolean, nullable=False)
    sets = db.Column(ARRAY(sa.Text), nullable=False)
    digest = db.Column(db.String(64), nullable=False)
    content_version = db.Column(db.Integer, nullable=False)

    __table_args__ = (db.Index("ix_hoeder_dissemination_record_page", "stamp", "id"),)


class SetDefinition(db.Model):  # type: ignore[name-defined,misc]
    """A set. ``spec`` is of OAI-PMH, hierarchical by colons, and never changes.

    A retired set is listed no more; its records have left it.
    """

    __tablename__ = DEFINITION

    id = db.Column(db.Integer, primary_key=True)
    spec = db.Column(sa.Text(collation="C"), nullable=False, unique=True)
    name = db.Column(db.Text, nullable=False)
    description = db.Column(db.Text, nullable=False)
    retired = db.Column(db.Boolean, nullable=False)


class Membership(db.Model):  # type: ignore[name-defined,misc]
    """A record in a set or in a set below it.

    While it is a member its stamp is the record's. When it leaves, the stamp is that of leaving
    and stays: a harvester of the set is told once that the record is gone.
    """

    __tablename__ = SET

    set_id = db.Column(db.Integer, db.ForeignKey(f"{DEFINITION}.id"), primary_key=True)
    record_id = db.Column(UUIDType, db.ForeignKey(f"{RECORD}.id"), primary_key=True)
    stamp = db.Column(TIME, nullable=False)
    member = db.Column(db.Boolean, nullable=False)

    __table_args__ = (
        db.Index("ix_hoeder_dissemination_set_page", "set_id", "stamp", "record_id"),
        db.Index("ix_hoeder_dissemination_set_record_id", "record_id"),
    )


class Rendering(db.Model):  # type: ignore[name-defined,misc]
    """A record's metadata element in one format, as it goes out, or why there is none."""

    __tablename__ = RENDERING

    record_id = db.Column(UUIDType, db.ForeignKey(f"{RECORD}.id"), primary_key=True)
    prefix = db.Column(db.String(64), primary_key=True)
    content_version = db.Column(db.Integer, nullable=False)
    body = db.Column(db.Text)
    failed = db.Column(db.Text)
    rendered_at = db.Column(TIME, nullable=False)

    __table_args__ = (
        db.Index(
            "ix_hoeder_dissemination_rendering_failed",
            "prefix",
            postgresql_where=sa.text("failed IS NOT NULL"),
        ),
    )


class Harvest(db.Model):  # type: ignore[name-defined,misc]
    """One list that one harvester asks for: how far it is, and when it last had all of it.

    ``client`` is what the server knows the harvester by. ``since`` and ``until`` are of the running
    harvest, as asked for. ``completed_at`` is the last complete harvest, ``full_at`` the last that
    began without ``from``.
    """

    __tablename__ = HARVEST

    client = db.Column(db.String(200), primary_key=True)
    verb = db.Column(db.String(32), primary_key=True)
    prefix = db.Column(db.String(64), primary_key=True)
    set_spec = db.Column(db.Text, primary_key=True)
    since = db.Column(db.String(20), nullable=False)
    until = db.Column(db.String(20), nullable=False)
    started_at = db.Column(TIME, nullable=False)
    asked_at = db.Column(TIME, nullable=False, index=True)
    delivered = db.Column(db.BigInteger, nullable=False)
    size = db.Column(db.BigInteger)
    harvests = db.Column(db.Integer, nullable=False)
    completed_at = db.Column(TIME)
    full_at = db.Column(TIME)
    errors = db.Column(db.Integer, nullable=False)
    error = db.Column(db.String(64))
    error_at = db.Column(TIME)


class Position(db.Model):  # type: ignore[name-defined,misc]
    """How far a follower of the records is (see ``positions``)."""

    __tablename__ = POSITION

    name = db.Column(db.String(64), primary_key=True)
    second = db.Column(db.BigInteger, nullable=False)
    detail = db.Column(db.Text, nullable=False)
