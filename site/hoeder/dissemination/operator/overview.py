# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the projection wrote down, for the operator. Every function takes a SQLAlchemy session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from hoeder.dissemination.operator import harvesters
from hoeder.dissemination.operator.harvesters import Harvest, Harvester
from hoeder.dissemination.projection import renderings
from hoeder.dissemination.projection.harvests import harvests
from hoeder.dissemination.projection.horizon import horizon, writers
from hoeder.dissemination.projection.models import DEFINITION, HARVEST, RECORD, RENDERING

LIMIT = 200
"""Lines of a table."""

_RECORDS = sa.text(f"SELECT deleted, count(*) FROM {RECORD} GROUP BY deleted")  # noqa: S608
_LISTS = sa.text(f"SELECT count(*) FROM {HARVEST}")  # noqa: S608
_FAILED = sa.text(f"""
SELECT d.prefix, count(*) FROM {RENDERING} d
JOIN {RECORD} r ON r.id = d.record_id AND r.content_version = d.content_version
WHERE d.failed IS NOT NULL GROUP BY d.prefix ORDER BY d.prefix
""")  # noqa: S608
# A list of everything, or of a set above, has what is in a set: only lists of the set itself count.
_SETS = sa.text(f"""
SELECT s.spec, s.name, h.client, h.prefix, h.completed_at, h.full_at
FROM (SELECT '' AS spec, '' AS name
      UNION ALL SELECT spec, name FROM {DEFINITION} WHERE NOT retired) AS s
LEFT JOIN LATERAL (SELECT client, prefix, completed_at, max(full_at) OVER () AS full_at
  FROM {HARVEST} WHERE set_spec = s.spec AND completed_at IS NOT NULL
  ORDER BY completed_at DESC LIMIT 1) AS h ON true
ORDER BY s.spec LIMIT :limit
""")  # noqa: S608
_COMPLETED = sa.text(f"""
SELECT set_spec, prefix, max(completed_at) FROM {HARVEST}
WHERE completed_at IS NOT NULL GROUP BY set_spec, prefix ORDER BY set_spec, prefix
""")  # noqa: S608


@dataclass(frozen=True, slots=True)
class Line:
    """A list that a harvester asks for; ``row`` is of ``projection.models.Harvest``."""

    name: str
    state: str
    row: dict[str, Any]

    @property
    def share(self) -> int | None:
        """How much of the list it got, in percent; None while nobody knows how long it is."""
        size = self.row["size"]
        return min(100, 100 * self.row["delivered"] // size) if size else None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything as numbers.

    :param failed: records that cannot be rendered, by format.
    :param states: lists by state.
    :param overdue: when harvesters that are overdue last had a whole list.
    :param behind: seconds by which harvesters see changes later than they are made.
    """

    public: int
    deleted: int
    failed: dict[str, int]
    states: dict[str, int]
    overdue: dict[str, datetime | None]
    errors: int
    lists: int
    behind: int


def lines(session: Any, known: Sequence[Harvester], now: datetime) -> list[Line]:
    """Return the lists that were asked for, the latest request first, at most ``LIMIT``."""
    return [
        Line(
            harvesters.name_of(known, row["client"]),
            harvesters.state(_harvest(row), now),
            row,
        )
        for row in harvests(session, LIMIT)
    ]


def figures(
    session: Any, known: Sequence[Harvester], otherwise: timedelta, now: datetime
) -> Figures:
    """Return the numbers."""
    records = {row[0]: int(row[1]) for row in session.execute(_RECORDS)}
    rows = harvests(session, 10_000)
    found = [_harvest(row) for row in rows]
    states = dict.fromkeys(("complete", "running", "stopped", "refused"), 0)
    for one in found:
        states[harvesters.state(one, now)] += 1
    return Figures(
        public=records.get(False, 0),
        deleted=records.get(True, 0),
        failed={row[0]: int(row[1]) for row in session.execute(_FAILED)},
        states=states,
        overdue=harvesters.overdue(found, known, otherwise, now),
        errors=sum(row["errors"] for row in rows),
        lists=int(session.execute(_LISTS).scalar_one()),
        behind=_behind(session),
    )


def sets(session: Any) -> list[dict[str, Any]]:
    """Return everything (spec "") and each set, with its last complete harvest if there was one."""
    return [dict(row._mapping) for row in session.execute(_SETS, {"limit": LIMIT})]


def completed(session: Any) -> list[tuple[str, str, datetime]]:
    """Return set, format and time of the last complete harvest of each list that ever was one."""
    return [tuple(row) for row in session.execute(_COMPLETED)]


def failures(session: Any) -> list[dict[str, Any]]:
    """Return what could not be rendered, the latest first, at most ``LIMIT``."""
    return renderings.failures(session, LIMIT)


def retry(session: Any, prefix: str) -> int:
    """Have the failed renderings of a format made again; return how many. The caller commits."""
    return renderings.retry(session, [prefix])


def _behind(session: Any) -> int:
    """Nothing while nobody writes: then the horizon is the clock's second."""
    if not writers(session):
        return 0
    return max(0, int(datetime.now(UTC).timestamp()) - horizon(session))


def _harvest(row: dict[str, Any]) -> Harvest:
    return Harvest(
        client=row["client"],
        started_at=row["started_at"],
        asked_at=row["asked_at"],
        harvests=row["harvests"],
        completed_at=row["completed_at"],
        error=row["error"] or "",
        error_at=row["error_at"],
    )
