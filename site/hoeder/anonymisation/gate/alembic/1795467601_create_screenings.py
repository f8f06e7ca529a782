# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Create screenings, confirmed roles, acceptances and internal answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy_utils.types import UUIDType

revision = "1795467601"
down_revision = "1795467600"
branch_labels = ()
depends_on = None

TIME = sa.DateTime(timezone=True)
NOW = sa.text("now()")


def _json() -> "sa.types.TypeEngine[object]":
    return sa.JSON().with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Create the tables. Files deposited before are screened as soon as the worker runs."""
    op.create_table(
        "hoeder_screenings",
        sa.Column("id", UUIDType(), nullable=False),
        sa.Column("checksum", sa.String(255), nullable=False),
        sa.Column("ruleset", sa.String(64), nullable=False),
        sa.Column("roles_digest", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(64), nullable=False),
        sa.Column("request", _json(), nullable=False),
        sa.Column("status", sa.String(7), nullable=False),
        sa.Column("progress", sa.Float(), nullable=False),
        sa.Column("step", sa.String(100)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", UUIDType()),
        sa.Column("lease_until", TIME),
        sa.Column("reason", sa.String(32)),
        sa.Column("report", _json()),
        sa.Column("wanted_at", TIME, server_default=NOW, nullable=False),
        sa.Column("ended_at", TIME),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hoeder_screenings")),
        sa.UniqueConstraint(
            "checksum", "ruleset", "roles_digest", name=op.f("uq_hoeder_screenings_checksum")
        ),
    )
    op.create_index(
        "ix_hoeder_screenings_due",
        "hoeder_screenings",
        ["wanted_at"],
        postgresql_where=sa.text("status in ('pending', 'running')"),
    )
    op.create_table(
        "hoeder_screening_roles",
        sa.Column("record_uuid", UUIDType(), nullable=False),
        sa.Column("checksum", sa.String(255), nullable=False),
        sa.Column("tables", _json(), nullable=False),
        sa.Column("confirmed_by", sa.Integer()),
        sa.Column("confirmed_at", TIME, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("record_uuid", "checksum", name=op.f("pk_hoeder_screening_roles")),
    )
    op.create_table(
        "hoeder_screening_acceptances",
        sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False),
        sa.Column("record_uuid", UUIDType(), nullable=False),
        sa.Column("parent_uuid", UUIDType(), nullable=False),
        sa.Column("custodian", sa.String(100)),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("checksum", sa.String(255), nullable=False),
        sa.Column("obstacle", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("told", _json(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("steward", sa.Integer(), nullable=False),
        sa.Column("at", TIME, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hoeder_screening_acceptances")),
    )
    for column in ("record_uuid", "parent_uuid"):
        op.create_index(
            op.f(f"ix_hoeder_screening_acceptances_{column}"),
            "hoeder_screening_acceptances",
            [column],
        )
    op.create_table(
        "hoeder_statement_internal",
        sa.Column("record_uuid", UUIDType(), nullable=False),
        sa.Column("parent_uuid", UUIDType(), nullable=False),
        sa.Column("answers", _json(), nullable=False),
        sa.Column("updated_by", sa.Integer()),
        sa.Column("updated_at", TIME, server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("record_uuid", name=op.f("pk_hoeder_statement_internal")),
    )
    op.create_index(
        op.f("ix_hoeder_statement_internal_parent_uuid"),
        "hoeder_statement_internal",
        ["parent_uuid"],
    )


def downgrade() -> None:
    """Drop the tables, and with them every screening and acceptance."""
    for table in (
        "hoeder_statement_internal",
        "hoeder_screening_acceptances",
        "hoeder_screening_roles",
        "hoeder_screenings",
    ):
        op.drop_table(table)
