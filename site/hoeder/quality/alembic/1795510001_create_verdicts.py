# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Create the history of verdicts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy_utils.types import UUIDType

revision = "1795510001"
down_revision = "1795510000"
branch_labels = ()
depends_on = None

TABLE = "hoeder_quality_verdicts"
TIME = sa.DateTime(timezone=True)


def _json() -> "sa.types.TypeEngine[object]":
    return sa.JSON().with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Create the table. Records published before are judged by the next task."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("record_uuid", UUIDType(), nullable=False),
        sa.Column("parent_uuid", UUIDType(), nullable=False),
        sa.Column("custodian", sa.String(100), nullable=False),
        sa.Column("standard", sa.String(100), nullable=False),
        sa.Column("version", sa.String(20), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("computed", sa.Boolean(), nullable=False),
        sa.Column("meets", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("possible", sa.Integer(), nullable=False),
        sa.Column("mqa_points", sa.Integer(), nullable=False),
        sa.Column("outcomes", _json(), nullable=False),
        sa.Column("dead", _json(), nullable=False),
        sa.Column("cause", sa.String(9), nullable=False),
        sa.Column("at", TIME, server_default=sa.text("now()"), nullable=False),
        sa.Column("tell", sa.Boolean(), nullable=False),
        sa.Column("told_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_record", TABLE, ["record_uuid", "id"])
    op.create_index(
        f"ix_{TABLE}_untold",
        TABLE,
        ["custodian"],
        postgresql_where=sa.text("tell and told_at is null"),
    )


def downgrade() -> None:
    """Drop it: verdicts are computed again, their history is gone."""
    op.drop_table(TABLE)
