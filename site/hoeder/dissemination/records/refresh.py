# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Brings the projection in line with some families, in the session's transaction.

Deny by default: what a family does not put on the shelf, and was there, is withdrawn.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from invenio_communities.communities.records.api import Community
from invenio_db import db
from invenio_pidstore.errors import PIDDoesNotExistError
from invenio_vocabularies.records.api import Vocabulary
from sqlalchemy.exc import NoResultFound
from sqlalchemy_utils.types import UUIDType

from hoeder.custodians.proxies import current_custodians
from hoeder.dissemination.projection import changes, definitions
from hoeder.dissemination.projection.changes import Entry
from hoeder.dissemination.projection.models import DEFINITION, RECORD
from hoeder.dissemination.records import families, family, locks, sets, words
from hoeder.dissemination.records.family import Family

_ROWS = sa.text(f"""
SELECT id, identifier, parent_id, version, digest, sets, stamp, deleted FROM {RECORD}
WHERE parent_id = ANY(CAST(:parents AS uuid[])) ORDER BY id FOR UPDATE
""").columns(id=UUIDType(), parent_id=UUIDType())  # noqa: S608
_DEFINED = sa.text(
    f"SELECT spec FROM {DEFINITION} WHERE spec = ANY(CAST(:specs AS text[])) AND NOT retired"  # noqa: S608
)


class Moved(NamedTuple):
    """What was put on the shelf or changed there, and what was withdrawn."""

    put: set[UUID]
    withdrawn: set[UUID]


def refresh(parents: Collection[UUID]) -> Moved:
    """Bring the projection in line with families; what is as it was keeps its stamp.

    The caller commits, soon: harvests end where this began.
    """
    locks.lock(db.session, parents)
    found = families.read(parents)
    rows = {row.id: row for row in shelved(parents)}
    if not found and not rows:
        return Moved(set(), set())
    entries = shown(found)
    define_missing({spec for entry in entries for spec in entry.sets})
    wanted = with_queries(entries, rows)
    kept = {entry.id for entry in wanted}
    gone = {id_ for id_, row in rows.items() if not row.deleted and id_ not in kept}
    return Moved(
        changes.put(db.session, wanted) if wanted else set(),
        changes.withdraw(db.session, gone) if gone else set(),
    )


def shown(found: Iterable[Family]) -> list[Entry]:
    """What families put on the shelf now."""
    which, today = current_app.config["HOEDER_OAI_VERSIONS"], datetime.now(UTC).date()
    return [entry for one in found for entry in family.entries(one, which, today)]


def shelved(parents: Collection[UUID]) -> list[Any]:
    """The rows of families in the projection, locked."""
    return list(db.session.execute(_ROWS, {"parents": [str(one) for one in parents]}))


def with_queries(entries: list[Entry], rows: Mapping[UUID, Any]) -> list[Entry]:
    """The sets by saved query that records are in are not their own matter: they stay."""
    others = {
        entry.id: {spec for spec in rows[entry.id].sets if not sets.is_own(spec)}
        for entry in entries
        if entry.id in rows
    }
    in_use = defined({spec for specs in others.values() for spec in specs})
    return [
        replace(entry, sets=entry.sets | (others.get(entry.id, set()) & in_use))
        for entry in entries
    ]


def defined(specs: Iterable[str]) -> set[str]:
    """Those of some specs whose sets are in use."""
    wanted = list(specs)
    return set(db.session.execute(_DEFINED, {"specs": wanted}).scalars()) if wanted else set()


def define_missing(specs: Iterable[str]) -> None:
    """Define the sets of a record that are not yet, with those above them."""
    wanted = list(sets.with_ancestors(specs))
    there = defined(wanted)
    for spec in wanted:
        if spec not in there:
            definitions.define(db.session, spec, *name_of(spec))


def name_of(spec: str) -> tuple[str, str]:
    """Name and description of a set that is not by saved query."""
    top, _, rest = spec.partition(":")
    if spec in words.SETS:
        return words.SETS[spec]
    if top == "custodian":
        custodian = current_custodians.by_slug(rest)
        return (custodian.title.en, custodian.description.en) if custodian else (rest, "")
    if top == "community":
        community = Community.model_cls.query.filter_by(slug=rest).one_or_none()
        title = ((community.json or {}).get("metadata") or {}).get("title") if community else rest
        return str(title), words.COMMUNITY.format(title=title)
    title = _type_title(rest) if top == "type" else rest
    return title, words.TYPE.format(title=title) if top == "type" else ""


def _type_title(id_: str) -> str:
    try:
        entry = Vocabulary.pid.with_type_ctx("resourcetypes").resolve(id_)
    except (NoResultFound, PIDDoesNotExistError):
        return id_
    return str((entry.get("title") or {}).get("en") or id_)
