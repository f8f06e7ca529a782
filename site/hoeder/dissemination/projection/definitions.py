# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Sets: what they are called, and which records are in one.

A spec is of OAI-PMH 2.0 (section 2.6): parts of letters, digits and ``-_.!~*'()``, joined by
colons, the set above first.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from hoeder.dissemination.projection.changes import follow, known
from hoeder.dissemination.projection.horizon import stamp
from hoeder.dissemination.projection.models import DEFINITION, RECORD, SET
from hoeder.dissemination.projection.shelf import SPEC

_DEFINE = sa.text(f"""
INSERT INTO {DEFINITION} (spec, name, description, retired)
VALUES (:spec, :name, :description, false)
ON CONFLICT (spec) DO UPDATE
SET name = excluded.name, description = excluded.description, retired = false
""")  # noqa: S608
_RETIRE = sa.text(f"UPDATE {DEFINITION} SET retired = true WHERE spec = :spec")  # noqa: S608
_BELOW = sa.text(
    f"SELECT spec FROM {DEFINITION} WHERE starts_with(spec, :spec || ':') AND NOT retired"  # noqa: S608
)
_ENTER = sa.text(f"""
UPDATE {RECORD} SET stamp = :stamp,
  sets = (SELECT array_agg(one ORDER BY one COLLATE "C")
          FROM unnest(array_append(sets, CAST(:spec AS text))) AS one)
WHERE id IN (SELECT id FROM {RECORD} WHERE id = ANY(CAST(:ids AS uuid[])) AND NOT deleted
             AND NOT sets @> ARRAY[CAST(:spec AS text)] ORDER BY id FOR UPDATE)
  AND NOT deleted AND NOT sets @> ARRAY[CAST(:spec AS text)]
RETURNING id
""")  # noqa: S608
_LEAVE = sa.text(f"""
UPDATE {RECORD} SET stamp = :stamp, sets = array_remove(sets, CAST(:spec AS text))
WHERE id IN (
  SELECT r.id FROM {SET} m JOIN {DEFINITION} d ON d.id = m.set_id JOIN {RECORD} r
    ON r.id = m.record_id
  WHERE d.spec = :spec AND m.member AND NOT r.deleted AND r.sets @> ARRAY[CAST(:spec AS text)]
    AND NOT r.id = ANY(CAST(:ids AS uuid[]))
    AND (CAST(:among AS uuid[]) IS NULL OR r.id = ANY(CAST(:among AS uuid[])))
  ORDER BY r.id FOR UPDATE OF r)
  AND NOT deleted AND sets @> ARRAY[CAST(:spec AS text)]
RETURNING id
""")  # noqa: S608


def define(session: Any, spec: str, name: str, description: str = "") -> None:
    """A set may be harvested from now on, under this name.

    :raises ValueError: when the spec is none.
    :raises UnknownSet: when a set above it is not defined.
    """
    if not SPEC.fullmatch(spec):
        raise ValueError(f"{spec!r} is no setSpec of OAI-PMH")
    above = spec.rpartition(":")[0]
    known(session, [above] if above else [])
    session.execute(_DEFINE, {"spec": spec, "name": name, "description": description})


def refill(
    session: Any, spec: str, ids: Iterable[UUID], among: Iterable[UUID] | None = None
) -> tuple[set[UUID], set[UUID]]:
    """The public records in a set are these; return who entered and who left.

    Only those are restamped. What a set below this one has remains in it.

    :param among: the records that were looked at; of others nothing is said. None: all.
    :raises UnknownSet: when the set is not defined.
    """
    known(session, [spec])
    now = stamp(session)
    values = {
        "spec": spec,
        "ids": [str(one) for one in ids],
        "among": None if among is None else [str(one) for one in among],
        "stamp": now,
    }
    entered, left = (
        {UUID(str(one)) for one in session.execute(statement, values).scalars()}
        for statement in (_ENTER, _LEAVE)
    )
    follow(session, now, entered | left)
    return entered, left


def retire(session: Any, spec: str) -> set[UUID]:
    """A set is no more; return the records that left it, for whose harvesters they are deleted.

    :raises ValueError: while a set below it is in use.
    """
    if below := session.execute(_BELOW, {"spec": spec}).scalars().all():
        raise ValueError(f"{spec} has sets below it: {', '.join(below)}")
    left = refill(session, spec, [])[1]
    session.execute(_RETIRE, {"spec": spec})
    return left
