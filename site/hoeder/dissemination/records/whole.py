# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""All records: rebuild the projection from them, prove it equal to them, fill it at the set-up.

Both go through the families in the order of their ids, some at a time, each time in a transaction
of its own; an instance may go on publishing meanwhile. What is already right keeps its stamp, so
that harvesters are told of what a rebuild put right and of nothing else.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service

from hoeder.custodians.proxies import current_custodians
from hoeder.dissemination.catalogue import kept
from hoeder.dissemination.oai.rendering import renderer
from hoeder.dissemination.projection import changes, definitions, positions, renderings
from hoeder.dissemination.projection.changes import Entry
from hoeder.dissemination.projection.models import DEFINITION, RECORD, RENDERING, SET
from hoeder.dissemination.projection.positions import Place
from hoeder.dissemination.records import (
    communities,
    families,
    family,
    follow,
    locks,
    queries,
    refresh,
    sets,
    words,
)

#: Told how many records were looked at, of how many.
Report = Callable[[int, int], None]
REBUILD, CUSTODIANS = "rebuild", "custodians"
BATCH = 50
_START = UUID(int=0)

_ORPHANS = """
SELECT DISTINCT r.parent_id FROM {record} r
WHERE NOT r.deleted AND NOT EXISTS (SELECT 1 FROM {table} k WHERE k.id = r.id)
"""
_KEPT = sa.text(f"""
SELECT CAST(r.id AS text) AS id, d.prefix, d.body FROM {RECORD} r JOIN {RENDERING} d
  ON d.record_id = r.id AND d.content_version = r.content_version
WHERE NOT r.deleted AND d.body IS NOT NULL AND r.parent_id = ANY(CAST(:parents AS uuid[]))
ORDER BY d.prefix
""")  # noqa: S608
_MEMBERSHIP = sa.text(f"""
WITH wanted AS (
  SELECT DISTINCT r.id AS record_id, array_to_string(parts[1:depth], ':') AS spec, r.stamp
  FROM {RECORD} r CROSS JOIN unnest(r.sets) AS one
  CROSS JOIN LATERAL string_to_array(one, ':') AS parts
  CROSS JOIN LATERAL generate_series(1, cardinality(parts)) AS depth
), there AS (
  SELECT m.record_id, d.spec, m.stamp FROM {SET} m JOIN {DEFINITION} d ON d.id = m.set_id
  WHERE m.member
)
SELECT r.id, r.identifier, coalesce(w.spec, t.spec) AS spec
FROM wanted w FULL JOIN there t ON t.record_id = w.record_id AND t.spec = w.spec
JOIN {RECORD} r ON r.id = coalesce(w.record_id, t.record_id)
WHERE w.stamp IS DISTINCT FROM t.stamp ORDER BY 2, 3
""")  # noqa: S608


class Rebuilt(NamedTuple):
    """How many records were put right."""

    put: int
    withdrawn: int
    rendered: int


class Difference(NamedTuple):
    """What the projection has otherwise than the records."""

    identifier: str
    what: str


def rebuild(report: Report, with_renderings: bool = False) -> Rebuilt:
    """Bring the whole projection in line with the records; an interrupted one is continued.

    :param with_renderings: also make every kept rendering again and tell harvesters of those that
        came out otherwise (after a change of vocabularies or of a crosswalk). Those that failed
        are tried again.
    """
    define()
    told = _custodians()
    begun, _, after = positions.read(db.session, REBUILD).detail.partition(" ")
    if with_renderings:
        renderings.retry(db.session, kept.namespaces(current_app.config))
    db.session.commit()
    put = withdrawn = rendered = 0
    for parents in _steps(report, UUID(after) if begun == told else _START):
        moved = refresh.refresh(parents)
        put, withdrawn = put + len(moved.put), withdrawn + len(moved.withdrawn)
        if with_renderings:
            db.session.commit()
            stale = {UUID(id_) for id_, _ in stale_renderings(parents)}
            rendered += len(changes.restamp(db.session, stale, content_changed=True))
        positions.write(db.session, REBUILD, Place(detail=f"{told} {parents[-1]}"))
        db.session.commit()
    for parent in _orphans():
        withdrawn += len(refresh.refresh([parent]).withdrawn)
        db.session.commit()
    listed = {UUID(str(row.id)) for row in db.session.execute(_MEMBERSHIP)}
    put += len(changes.restamp(db.session, listed))
    positions.forget(db.session, REBUILD)
    positions.write(db.session, CUSTODIANS, Place(detail=told))
    # Membership of saved queries is looked at anew by the worker.
    positions.forget(db.session, follow.QUERIES)
    db.session.commit()
    return Rebuilt(put, withdrawn, rendered)


def check(report: Report, with_renderings: bool = False) -> Iterator[Difference]:
    """Compare; what differs is compared a second time with nobody writing it.

    What a saved query finds is compared for records that the worker had time to look at.
    """
    for parents in _steps(report, _START):
        found = list(_differences(parents))
        db.session.rollback()
        if found:
            locks.lock(db.session, parents)
            found = list(_differences(parents))
            db.session.rollback()
        yield from found
        if with_renderings:
            names = {str(row.id): row.identifier for row in refresh.shelved(parents)}
            db.session.rollback()
            for id_, prefix in stale_renderings(parents):
                yield Difference(names.get(id_, id_), f"is kept otherwise in {prefix}")
    for parent in _orphans():
        for row in refresh.shelved([parent]):
            yield Difference(row.identifier, "is on the shelf, but there is no such record")
        db.session.rollback()
    for row in db.session.execute(_MEMBERSHIP).all():
        yield Difference(row.identifier, f"is listed otherwise in the set {row.spec}")
    db.session.rollback()


def _differences(parents: list[UUID]) -> Iterator[Difference]:
    wanted = {entry.id: entry for entry in refresh.shown(families.read(parents))}
    rows = {row.id: row for row in refresh.shelved(parents)}
    for id_ in sorted(wanted.keys() | rows.keys()):
        entry, row = wanted.get(id_), rows.get(id_)
        if row is None and entry is not None:
            yield Difference(entry.identifier, "is published, but not on the shelf")
        elif entry is None and row is not None and not row.deleted:
            yield Difference(row.identifier, "is on the shelf, but not to be seen")
        elif entry is not None and (what := ", ".join(_otherwise(entry, row))):
            yield Difference(entry.identifier, f"is on the shelf with another {what}")
    yield from _queried(list(wanted.keys() & rows.keys()), rows)


def _otherwise(entry: Entry, row: Any) -> Iterator[str]:
    if row.deleted:
        yield "state: deleted"
        return
    own = sorted(spec for spec in row.sets if sets.is_own(spec))
    pairs = {
        "identifier": (entry.identifier, row.identifier),
        "concept": (entry.parent_id, row.parent_id),
        "version": (entry.version, row.version),
        "content": (entry.digest, row.digest),
        "set": (sorted(entry.sets), own),
    }
    yield from (name for name, (wanted, there) in pairs.items() if wanted != there)


def _queried(ids: list[UUID], rows: Mapping[UUID, Any]) -> Iterator[Difference]:
    """Where saved queries find otherwise than the shelf says, among records looked at."""
    saved = queries.saved()
    place = positions.read(db.session, follow.QUERIES)
    done = place.detail == queries.generation(saved)
    ids = [id_ for id_ in ids if rows[id_].stamp.timestamp() < place.second] if done else []
    if not saved or not ids:
        return
    queries.prepare(saved)
    for spec, members in queries.matches(ids, list(saved)).items():
        for id_ in ids:
            if (id_ in members) != (spec in rows[id_].sets):
                yield Difference(rows[id_].identifier, f"the saved query {spec} finds otherwise")


def stale_renderings(parents: list[UUID]) -> list[tuple[str, str]]:
    """Ids and formats whose kept rendering is not what comes out now. Nothing is stored."""
    render = renderer(current_app._get_current_object())  # type: ignore[attr-defined]
    bodies_of: dict[str, dict[str, str]] = {}
    for row in db.session.execute(_KEPT, {"parents": [str(one) for one in parents]}):
        bodies_of.setdefault(row.prefix, {})[row.id] = row.body
    db.session.rollback()
    known = kept.namespaces(current_app.config)
    return [
        (id_, prefix)
        for prefix, bodies in bodies_of.items()
        if prefix in known
        for id_, body in render(prefix, sorted(bodies)).items()
        if body != bodies[id_]
    ]


def _steps(report: Report, after: UUID) -> Iterator[list[UUID]]:
    """Parents of published versions after one, some at a time, in their order."""
    column = current_rdm_records_service.record_cls.model_cls.parent_id
    count = sa.select(sa.func.count(sa.distinct(column)))
    total = db.session.execute(count).scalar_one()
    done = db.session.execute(count.where(column <= after)).scalar_one()
    db.session.rollback()
    while True:
        report(done, max(total, done))
        query = sa.select(column).where(column > after).distinct().order_by(column).limit(BATCH)
        found = list(db.session.execute(query).scalars())
        db.session.rollback()
        if not found:
            return
        yield found
        after, done = found[-1], done + len(found)


def _orphans() -> list[UUID]:
    """Families with a row on the shelf whose record is gone from the database."""
    table = current_rdm_records_service.record_cls.model_cls.__tablename__
    found = db.session.execute(sa.text(_ORPHANS.format(record=RECORD, table=table))).scalars()
    parents = [UUID(str(one)) for one in found]
    db.session.rollback()
    return parents


def define() -> None:
    """Define the sets that are there without any record, and those of saved queries."""
    for spec in words.SETS:
        definitions.define(db.session, spec, *refresh.name_of(spec))
    for custodian in current_custodians.all():
        spec = f"custodian:{custodian.slug}"
        definitions.define(db.session, spec, *refresh.name_of(spec))
    communities.define()
    communities.retire()
    queries.define()


def set_up(report: Report) -> None:
    """Define the sets; rebuild when that was never finished, or a custodian's data changed."""
    define()
    told = positions.read(db.session, CUSTODIANS).detail
    begun = positions.read(db.session, REBUILD).detail
    db.session.commit()
    if begun or told != _custodians():
        rebuild(report)


def _custodians() -> str:
    """What formats show of all custodians, and which versions are shown, in short."""
    faces = [family.public_face(custodian) for custodian in current_custodians.all()]
    text = json.dumps([current_app.config["HOEDER_OAI_VERSIONS"], faces])
    return hashlib.sha256(text.encode()).hexdigest()
