# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One writer of a family at a time: who waited sees what the one before it committed.

The locks are the transaction's. A change of very many families takes one lock of them all.
"""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy as sa

#: Key spaces: "hFAM" for a family, "hALL" for all.
FAMILY, WHOLE = 0x6846414D, 0x68414C4C
MANY = 500

_SHARED = sa.text("SELECT pg_advisory_xact_lock_shared(:whole, 0)")
_EXCLUSIVE = sa.text("SELECT pg_advisory_xact_lock(:whole, 0)")
# In one order, so that two writers wait for each other and do not deadlock.
_EACH = sa.text(
    "SELECT pg_advisory_xact_lock(:family, key)"
    " FROM (SELECT key FROM unnest(CAST(:keys AS int[])) AS key ORDER BY key) AS sorted"
)


def lock(session: Any, parents: Collection[UUID]) -> None:
    """Wait until nobody else writes these families."""
    if len(parents) > MANY:
        session.execute(_EXCLUSIVE, {"whole": WHOLE})
        return
    session.execute(_SHARED, {"whole": WHOLE})
    keys = {int.from_bytes(one.bytes[:4], signed=True) for one in parents}
    session.execute(_EACH, {"family": FAMILY, "keys": sorted(keys)})
