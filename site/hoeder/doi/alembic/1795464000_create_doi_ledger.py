# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Create the DOI ledger."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy_utils.types import UUIDType

revision = "1795464000"
down_revision = "1795459200"
branch_labels = ()
depends_on = None


def _id() -> "sa.Column[int]":
    return sa.Column("id", sa.BigInteger(), autoincrement=True, nullable=False)


def upgrade() -> None:
    """Create the tables. DOIs published before are taken in by ``hoeder doi reconcile``."""
    op.create_table(
        "hoeder_doi_ledger",
        _id(),
        sa.Column("doi", sa.String(255), nullable=False),
        sa.Column("kind", sa.String(7), nullable=False),
        sa.Column("object_uuid", UUIDType(), nullable=False),
        sa.Column("parent_uuid", UUIDType(), nullable=False),
        sa.Column("custodian", sa.String(100)),
        sa.Column("repository", sa.String(100)),
        sa.Column("wanted_state", sa.String(10), nullable=False),
        sa.Column("wanted_url", sa.Text(), nullable=False),
        sa.Column("wanted_version", sa.Integer(), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("observed_state", sa.String(10)),
        sa.Column("observed_version", sa.Integer(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True)),
        sa.Column("digest", sa.String(64)),
        sa.Column("refused", sa.String(64)),
        sa.Column("status", sa.String(7), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", UUIDType()),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("problem", sa.String(16)),
        sa.Column("problem_status", sa.Integer()),
        sa.Column("problem_text", sa.Text()),
        sa.Column("problem_field", sa.String(100)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hoeder_doi_ledger")),
        sa.UniqueConstraint("doi", name=op.f("uq_hoeder_doi_ledger_doi")),
    )
    for column in ("object_uuid", "parent_uuid", "repository"):
        op.create_index(op.f(f"ix_hoeder_doi_ledger_{column}"), "hoeder_doi_ledger", [column])
    op.create_index(
        "ix_hoeder_doi_ledger_due",
        "hoeder_doi_ledger",
        ["next_attempt_at"],
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_table(
        "hoeder_doi_attempts",
        _id(),
        sa.Column("doi", sa.String(255), nullable=False),
        sa.Column("repository", sa.String(100)),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("wanted_version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("seconds", sa.Float()),
        sa.Column("status", sa.Integer()),
        sa.Column("error", sa.String(255)),
        sa.Column("text", sa.Text()),
        sa.Column("step", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hoeder_doi_attempts")),
    )
    for column in ("doi", "started_at"):
        op.create_index(op.f(f"ix_hoeder_doi_attempts_{column}"), "hoeder_doi_attempts", [column])
    op.create_table(
        "hoeder_doi_accounts",
        sa.Column("repository", sa.String(100), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True)),
        sa.Column("next_try_at", sa.DateTime(timezone=True)),
        sa.Column("problem", sa.String(16)),
        sa.Column("problem_status", sa.Integer()),
        sa.Column("problem_text", sa.Text()),
        sa.Column("password_mark", sa.String(64)),
        sa.Column("forbidden", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("repository", name=op.f("pk_hoeder_doi_accounts")),
    )
    op.create_table(
        "hoeder_doi_servers",
        sa.Column("url", sa.String(255), nullable=False),
        sa.Column("next_slot", sa.Float(), nullable=False),
        sa.Column("paused_until", sa.Float(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.Column("open_until", sa.Float(), nullable=False),
        sa.Column("probing", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_hoeder_doi_servers")),
    )
    op.create_table(
        "hoeder_doi_findings",
        sa.Column("id", UUIDType(), nullable=False),
        sa.Column("doi", sa.String(255), nullable=False),
        sa.Column("repository", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("detail", sa.Text()),
        sa.Column("repaired", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(64)),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hoeder_doi_findings")),
    )
    for column in ("doi", "repository"):
        op.create_index(op.f(f"ix_hoeder_doi_findings_{column}"), "hoeder_doi_findings", [column])


def downgrade() -> None:
    """Remove the tables. What DataCite has stays there."""
    for table in ("findings", "servers", "accounts", "attempts", "ledger"):
        op.drop_table(f"hoeder_doi_{table}")
