# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Create the projection."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy_utils.types import UUIDType

revision = "1795500300"
down_revision = "1795500000"
branch_labels = ()
depends_on = None

RECORD, SET = "hoeder_dissemination_record", "hoeder_dissemination_set"
DEFINITION = "hoeder_dissemination_set_definition"
RENDERING, HARVEST = "hoeder_dissemination_rendering", "hoeder_dissemination_harvest"
POSITION = "hoeder_dissemination_position"


def _text(name: str, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=nullable)


def _time(name: str, nullable: bool = False) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _record_key(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_record_id_{RECORD}")
    return sa.ForeignKeyConstraint(["record_id"], [f"{RECORD}.id"], name=name)


def upgrade() -> None:
    """Create the tables. Records published before are taken in by rebuilding the projection."""
    op.create_table(
        RECORD,
        sa.Column("id", UUIDType(), nullable=False),
        _text("identifier"),
        sa.Column("parent_id", UUIDType(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _time("stamp"),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("sets", ARRAY(sa.Text()), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{RECORD}")),
        sa.UniqueConstraint("identifier", name=op.f(f"uq_{RECORD}_identifier")),
    )
    op.create_index(op.f(f"ix_{RECORD}_parent_id"), RECORD, ["parent_id"])
    op.create_index(f"ix_{RECORD}_page", RECORD, ["stamp", "id"])
    op.create_table(
        DEFINITION,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spec", sa.Text(collation="C"), nullable=False),
        _text("name"),
        _text("description"),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{DEFINITION}")),
        sa.UniqueConstraint("spec", name=op.f(f"uq_{DEFINITION}_spec")),
    )
    op.create_table(
        SET,
        sa.Column("set_id", sa.Integer(), nullable=False),
        sa.Column("record_id", UUIDType(), nullable=False),
        _time("stamp"),
        sa.Column("member", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("set_id", "record_id", name=op.f(f"pk_{SET}")),
        sa.ForeignKeyConstraint(
            ["set_id"], [f"{DEFINITION}.id"], name=op.f(f"fk_{SET}_set_id_{DEFINITION}")
        ),
        _record_key(SET),
    )
    op.create_index(f"ix_{SET}_page", SET, ["set_id", "stamp", "record_id"])
    op.create_index(op.f(f"ix_{SET}_record_id"), SET, ["record_id"])
    op.create_table(
        RENDERING,
        sa.Column("record_id", UUIDType(), nullable=False),
        sa.Column("prefix", sa.String(64), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        _text("body", nullable=True),
        _text("failed", nullable=True),
        _time("rendered_at"),
        sa.PrimaryKeyConstraint("record_id", "prefix", name=op.f(f"pk_{RENDERING}")),
        _record_key(RENDERING),
    )
    op.create_index(
        f"ix_{RENDERING}_failed",
        RENDERING,
        ["prefix"],
        postgresql_where=sa.text("failed IS NOT NULL"),
    )
    op.create_table(
        HARVEST,
        sa.Column("client", sa.String(200), nullable=False),
        sa.Column("verb", sa.String(32), nullable=False),
        sa.Column("prefix", sa.String(64), nullable=False),
        _text("set_spec"),
        sa.Column("since", sa.String(20), nullable=False),
        sa.Column("until", sa.String(20), nullable=False),
        _time("started_at"),
        _time("asked_at"),
        sa.Column("delivered", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger()),
        sa.Column("harvests", sa.Integer(), nullable=False),
        _time("completed_at", nullable=True),
        _time("full_at", nullable=True),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(64)),
        _time("error_at", nullable=True),
        sa.PrimaryKeyConstraint("client", "verb", "prefix", "set_spec", name=op.f(f"pk_{HARVEST}")),
    )
    op.create_index(op.f(f"ix_{HARVEST}_asked_at"), HARVEST, ["asked_at"])
    op.create_table(
        POSITION,
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("second", sa.BigInteger(), nullable=False),
        _text("detail"),
        sa.PrimaryKeyConstraint("name", name=op.f(f"pk_{POSITION}")),
    )


def downgrade() -> None:
    """Remove the tables. Harvesters are told of no deletion that happened before."""
    for table in (POSITION, HARVEST, RENDERING, SET, DEFINITION, RECORD):
        op.drop_table(table)
