# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Up to which second every change is visible, however the transactions overlap.

A harvester comes back with ``from`` = the ``responseDate`` it was told. A change stamped before
that second must have been listed already, or it is missed for ever; but a transaction may take its
stamp early and commit late. So every writer leaves a *mark* before it takes a stamp: a shared
advisory lock whose key is the current second. PostgreSQL shows it to all sessions at once and drops
it after
the commit has become visible (or at rollback, or when the writer dies). The *horizon* is the oldest
marked second, or the current second when no mark is left. Lists end before the horizon, and every
answer says the horizon as its ``responseDate``.

Why nothing is missed. A stamp is read from the clock after its mark is set, the reader's second
before it looks for marks. If the reader does not see the mark, it looked before the mark was set,
hence its second is not later than the stamp; or after the writer ended, and then its next statement
sees the change. If it does see the mark, the horizon is not later than the mark, which is not
later than the stamp. Hence a horizon is asked for in a statement of its own *before* the statement
that lists, each with its own snapshot (READ COMMITTED, on the primary server). A second that is
listed is over: no later change bears it.

Only marks hold the horizon: a backup or an idle session of somebody else does not. A writer that
hangs inside its transaction would; PostgreSQL ends it after ``IDLE_MINUTES``. Harvests go on
meanwhile, up to the horizon. The server's clock must not be set back (NTP slews it).
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

#: Key space of the marks: the four bytes of "hOAI".
SPACE = 0x684F4149
#: Marks count seconds from 2000 on, so that the key fits 32 bits until 2068.
EPOCH = 946_684_800
IDLE_MINUTES = 10

_MARK = sa.text(
    "SELECT pg_advisory_xact_lock_shared(:space,"
    " (extract(epoch FROM date_trunc('second', clock_timestamp())) - :epoch)::int),"
    " set_config('idle_in_transaction_session_timeout', :idle, true)"
)
_STAMP = sa.text("SELECT date_trunc('second', clock_timestamp())")
# statement_timestamp() is the arrival of the statement: before it looks at any lock.
_HORIZON = sa.text(
    "SELECT least(extract(epoch FROM date_trunc('second', statement_timestamp()))::bigint,"
    " (SELECT min(objid::bigint) FROM pg_locks WHERE locktype = 'advisory' AND classid = :space"
    " AND objsubid = 2 AND database ="
    " (SELECT oid FROM pg_database WHERE datname = current_database())) + :epoch)"
)
_WRITERS = sa.text(
    "SELECT pid, to_timestamp(objid::bigint + :epoch) AS since FROM pg_locks"
    " WHERE locktype = 'advisory' AND classid = :space AND objsubid = 2 AND database ="
    " (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 2"
)


def stamp(session: Any) -> datetime:
    """Mark the transaction as a writer's and return the second to stamp its changes with.

    :param session: a SQLAlchemy session or connection, in a transaction.
    """
    idle = str(IDLE_MINUTES * 60_000)
    session.execute(_MARK, {"space": SPACE, "epoch": EPOCH, "idle": idle})
    return session.execute(_STAMP).scalar_one()


def horizon(session: Any) -> int:
    """Seconds since 1970: every change stamped earlier is visible to the next statement."""
    return int(session.execute(_HORIZON, {"space": SPACE, "epoch": EPOCH}).scalar_one())


def writers(session: Any) -> list[tuple[int, datetime]]:
    """Who holds the horizon: process numbers of PostgreSQL and since when, the oldest first."""
    found = session.execute(_WRITERS, {"space": SPACE, "epoch": EPOCH})
    return [(row.pid, row.since) for row in found]
