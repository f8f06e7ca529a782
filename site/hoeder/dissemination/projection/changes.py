# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a change of a published record does to the projection, in the transaction of the change.

Each function takes a SQLAlchemy session and neither commits nor rolls back. Call them as late in
the transaction as possible: from the first call to the commit, harvests see nothing newer (see
``horizon``). Most take many records at once and lock them in one order, so that writers of the
same records wait and do not deadlock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hoeder.dissemination.projection.horizon import stamp
from hoeder.dissemination.projection.models import DEFINITION, RECORD, RENDERING, SET


class UnknownSet(ValueError):
    """A record is put in a set that is not defined. The text names it."""


@dataclass(frozen=True)
class Entry:
    """A published record as outlets shall see it.

    :param id: of the record (not of the parent); never that of another record.
    :param identifier: OAI identifier; what it was first stays.
    :param parent_id: the concept.
    :param version: number of the version, from 1.
    :param digest: hexadecimal SHA-256 of all public content that any format may show; when it
        changes, renderings are outdated.
    :param sets: set specs, without ancestors; each must be defined.
    """

    id: UUID
    identifier: str
    parent_id: UUID
    version: int
    digest: str
    sets: frozenset[str] = field(default_factory=frozenset)


_PUT = sa.text(f"""
INSERT INTO {RECORD} AS kept
  (id, identifier, parent_id, version, sets, digest, stamp, deleted, content_version)
SELECT given.id, given.identifier, given.parent_id, given.version,
       string_to_array(given.sets, ' '), given.digest, :stamp, false, 1
FROM unnest(CAST(:ids AS uuid[]), CAST(:identifiers AS text[]), CAST(:parents AS uuid[]),
            CAST(:versions AS int[]), CAST(:sets AS text[]), CAST(:digests AS text[]))
  AS given(id, identifier, parent_id, version, sets, digest)
ORDER BY given.id
ON CONFLICT (id) DO UPDATE SET
  parent_id = excluded.parent_id, version = excluded.version, sets = excluded.sets,
  digest = excluded.digest, stamp = excluded.stamp, deleted = false,
  content_version = kept.content_version
    + (kept.deleted OR kept.digest <> excluded.digest)::int
WHERE kept.deleted OR (kept.parent_id, kept.version, kept.sets, kept.digest)
  IS DISTINCT FROM (excluded.parent_id, excluded.version, excluded.sets, excluded.digest)
RETURNING id
""")  # noqa: S608
_WITHDRAW = sa.text(f"""
UPDATE {RECORD} SET deleted = true, digest = '', stamp = :stamp,
  content_version = content_version + 1
WHERE id IN (SELECT id FROM {RECORD} WHERE id = ANY(CAST(:ids AS uuid[])) AND NOT deleted
             ORDER BY id FOR UPDATE) AND NOT deleted
RETURNING id
""")  # noqa: S608
_FORGET = sa.text(f"DELETE FROM {RENDERING} WHERE record_id = ANY(CAST(:ids AS uuid[]))")  # noqa: S608
_RESTAMP = sa.text(f"""
UPDATE {RECORD} SET stamp = :stamp, content_version = content_version + :changed
WHERE id IN (SELECT id FROM {RECORD} WHERE id = ANY(CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE)
RETURNING id
""")  # noqa: S608
_SETS = sa.text(f"""
UPDATE {RECORD} SET sets = string_to_array(:sets, ' '), stamp = :stamp
WHERE id = :id AND NOT deleted AND sets IS DISTINCT FROM string_to_array(:sets, ' ')
RETURNING id
""")  # noqa: S608
# Members of a:b are members of a. A deleted record stays in the sets it was in.
_MEMBERS = sa.text(f"""
WITH present AS (
  SELECT DISTINCT r.id AS record_id, d.id AS set_id
  FROM {RECORD} r
  CROSS JOIN unnest(r.sets) AS spec
  CROSS JOIN LATERAL string_to_array(spec, ':') AS parts
  CROSS JOIN LATERAL generate_series(1, cardinality(parts)) AS depth
  JOIN {DEFINITION} d ON d.spec = array_to_string(parts[1:depth], ':')
  WHERE r.id = ANY(CAST(:ids AS uuid[]))
), gone AS (
  UPDATE {SET} m SET member = false, stamp = :stamp
  WHERE m.record_id = ANY(CAST(:ids AS uuid[])) AND m.member AND NOT EXISTS
    (SELECT 1 FROM present p WHERE p.record_id = m.record_id AND p.set_id = m.set_id)
)
INSERT INTO {SET} (set_id, record_id, stamp, member)
SELECT set_id, record_id, :stamp, true FROM present
ON CONFLICT (set_id, record_id) DO UPDATE SET stamp = excluded.stamp, member = true
""")  # noqa: S608
_UNKNOWN = sa.text(f"""
SELECT spec FROM unnest(CAST(:specs AS text[])) AS spec
WHERE NOT EXISTS (SELECT 1 FROM {DEFINITION} d WHERE d.spec = spec.spec AND NOT d.retired)
""")  # noqa: S608


def put(session: Any, entries: Sequence[Entry]) -> set[UUID]:
    """Records are public and are now so; return those of which anything changed.

    What is as it was keeps its stamp, so that harvesters are not told of it. A record that was
    withdrawn comes back.

    :raises UnknownSet: when a set is not defined; nothing is written.
    """
    known(session, {spec for entry in entries for spec in entry.sets})
    now = stamp(session)
    values = {
        "stamp": now,
        "ids": [str(entry.id) for entry in entries],
        "identifiers": [entry.identifier for entry in entries],
        "parents": [str(entry.parent_id) for entry in entries],
        "versions": [entry.version for entry in entries],
        "sets": [" ".join(sorted(entry.sets)) for entry in entries],
        "digests": [entry.digest for entry in entries],
    }
    return _moved(session, now, session.execute(_PUT, values))


def withdraw(session: Any, ids: Iterable[UUID]) -> set[UUID]:
    """Records are deleted or no longer public; return those that were public until now.

    They become deleted headers in the sets they were in, and their renderings are removed.
    """
    now, names = stamp(session), [str(one) for one in ids]
    moved = _moved(session, now, session.execute(_WITHDRAW, {"stamp": now, "ids": names}))
    if moved:
        session.execute(_FORGET, {"ids": [str(one) for one in moved]})
    return moved


def change_sets(session: Any, record_id: UUID, sets: Iterable[str]) -> bool:
    """A public record is in these sets, without ancestors; return whether that is a change.

    :raises UnknownSet: when a set is not defined; nothing is written.
    """
    specs = sorted(set(sets))
    known(session, specs)
    now = stamp(session)
    values = {"stamp": now, "id": str(record_id), "sets": " ".join(specs)}
    return bool(_moved(session, now, session.execute(_SETS, values)))


def restamp(session: Any, ids: Iterable[UUID], content_changed: bool = False) -> set[UUID]:
    """Harvesters shall be told of these records again; return those that exist.

    :param content_changed: their renderings are outdated, because something that formats show
        changed elsewhere (a custodian's name, a crosswalk).
    """
    now = stamp(session)
    values = {"stamp": now, "ids": [str(one) for one in ids], "changed": int(content_changed)}
    return _moved(session, now, session.execute(_RESTAMP, values))


def known(session: Any, specs: Iterable[str]) -> None:
    """Refuse specs of sets that are not defined.

    :raises UnknownSet: naming them.
    """
    unknown = session.execute(_UNKNOWN, {"specs": sorted(specs)}).scalars().all()
    if unknown:
        raise UnknownSet(f"not a defined set: {', '.join(unknown)}")


def _moved(session: Any, now: datetime, rows: Any) -> set[UUID]:
    """The changed records of a statement, after their memberships got the same stamp."""
    moved = {UUID(str(one)) for one in rows.scalars()}
    follow(session, now, moved)
    return moved


def follow(session: Any, now: datetime, moved: Iterable[UUID]) -> None:
    """Bring the memberships of changed records in line with their sets and stamp."""
    if names := [str(one) for one in moved]:
        session.execute(_MEMBERS, {"stamp": now, "ids": names})
