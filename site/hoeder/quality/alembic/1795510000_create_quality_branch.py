# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Create the branch of the quality standard."""

revision = "1795510000"
down_revision = None
branch_labels = ("hoeder_quality",)
depends_on = "dbdbc1b19cf2"


def upgrade() -> None:
    """Nothing but the branch."""


def downgrade() -> None:
    """Nothing but the branch."""
