# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Create Hoeder's branch."""

revision = "1795459200"
down_revision = None
branch_labels = ("hoeder",)
depends_on = "dbdbc1b19cf2"


def upgrade() -> None:
    """Nothing but the branch."""


def downgrade() -> None:
    """Nothing but the branch."""
