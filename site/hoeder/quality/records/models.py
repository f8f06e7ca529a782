# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The history of verdicts. Rows are added and never changed, but for when a custodian was told."""

from typing import Any

import sqlalchemy as sa
from invenio_db import db
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy_utils.types import UUIDType

TIME = sa.DateTime(timezone=True)
JSON_ = sa.JSON().with_variant(JSONB(none_as_null=True), "postgresql")
PUBLISHED, STANDARD, LINKS = "published", "standard", "links"
"""Causes of a verdict: a publication, another standard, addresses that died or live again."""


class Row(db.Model):  # type: ignore[name-defined,misc]
    """A verdict on one version of a record that differs from the one before it.

    ``custodian`` is its slug, or empty; ``outcomes`` what became of each rule, by its id; ``dead``
    the addresses that did not answer; ``tell`` that its custodian has to hear of it.
    """

    __tablename__ = "hoeder_quality_verdicts"

    id = db.Column(
        sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    record_uuid = db.Column(UUIDType, nullable=False)
    parent_uuid = db.Column(UUIDType, nullable=False)
    custodian = db.Column(db.String(100), nullable=False)
    standard = db.Column(db.String(100), nullable=False)
    version = db.Column(db.String(20), nullable=False)
    agreed = db.Column(db.Boolean, nullable=False)
    computed = db.Column(db.Boolean, nullable=False)
    meets = db.Column(db.Boolean, nullable=False)
    points = db.Column(db.Integer, nullable=False)
    possible = db.Column(db.Integer, nullable=False)
    mqa_points = db.Column(db.Integer, nullable=False)
    outcomes = db.Column(JSON_, nullable=False)
    dead = db.Column(JSON_, nullable=False)
    cause = db.Column(db.String(9), nullable=False)
    at = db.Column(TIME, nullable=False, server_default=sa.func.now())
    tell = db.Column(db.Boolean, nullable=False)
    told_at = db.Column(TIME)

    __table_args__ = (
        db.Index("ix_hoeder_quality_verdicts_record", "record_uuid", "id"),
        db.Index(
            "ix_hoeder_quality_verdicts_untold",
            "custodian",
            postgresql_where=sa.text("tell and told_at is null"),
        ),
    )


TABLES: list[Any] = [Row.__table__]
