# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Create the table of what the last mails told."""

import sqlalchemy as sa
from alembic import op

revision = "1795468000"
down_revision = "1795464000"
branch_labels = ()
depends_on = None


def upgrade() -> None:
    """Create the table, empty: the first mail tells of all that waits."""
    op.create_table(
        "hoeder_doi_mails",
        sa.Column("doi", sa.String(255), nullable=False),
        sa.Column("custodian", sa.String(100), nullable=False),
        sa.Column("repository", sa.String(100), nullable=False),
        sa.Column("reason", sa.String(7), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("doi", name=op.f("pk_hoeder_doi_mails")),
    )
    op.create_index(op.f("ix_hoeder_doi_mails_custodian"), "hoeder_doi_mails", ["custodian"])


def downgrade() -> None:
    """Remove the table. Mails that were sent are sent once more after the next upgrade."""
    op.drop_table("hoeder_doi_mails")
