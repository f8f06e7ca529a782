# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is made after commit: renderings, and who is in the sets by saved query.

Each follows the stamps: what is stamped before its position is done. The position is a horizon
that was read before looking, so that no change is passed over. A worker may die at any point; a
second one at the same time is sent away.
"""

import logging
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from opensearchpy.exceptions import OpenSearchException

from hoeder.dissemination.catalogue import kept
from hoeder.dissemination.oai.rendering import renderer
from hoeder.dissemination.projection import definitions, positions, renderings
from hoeder.dissemination.projection.horizon import horizon
from hoeder.dissemination.projection.models import RECORD
from hoeder.dissemination.projection.positions import Place
from hoeder.dissemination.records import queries

log = logging.getLogger(__name__)
QUERIES = "queries"
#: Key of the worker's lock: "hFOL".
LOCK = 0x68464F4C
BATCH = 50
#: Seconds by which a position may be behind, so that it is not written at every look.
LAG = 30
_START = UUID(int=0)
_PUBLIC = sa.text(f"""
SELECT id FROM {RECORD} WHERE NOT deleted AND id > :after AND stamp >= to_timestamp(:since)
ORDER BY id LIMIT :limit
""")  # noqa: S608
_IDENTIFIERS = sa.text(
    f"SELECT CAST(id AS text) AS id, identifier FROM {RECORD} WHERE id = ANY(CAST(:ids AS uuid[]))"  # noqa: S608
)


def work(seconds: float) -> bool:
    """Work for some seconds; return whether all is done (or another worker is at it)."""
    until = time.monotonic() + seconds
    with _alone() as mine:
        if not mine:
            return True
        told = follow_queries(until)
        return follow_renderings(until) and told


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other worker is at it; the database frees the lock of one that died."""
    with db.engine.connect() as link:
        key = {"key": LOCK}
        mine = link.execute(sa.text("SELECT pg_try_advisory_lock(:key)"), key).scalar_one()
        link.commit()
        try:
            yield bool(mine)
        finally:
            if mine and not link.invalidated:
                link.execute(sa.text("SELECT pg_advisory_unlock(:key)"), key)
                link.commit()


def follow_renderings(until: float) -> bool:
    """Make the renderings that are missing; return whether none is."""
    render = renderer(current_app._get_current_object())  # type: ignore[attr-defined]
    known = kept.namespaces(current_app.config)
    with db.engine.connect() as link:
        now, place = horizon(link), positions.read(link, renderings.FOLLOWER)
        link.rollback()
        # A format that is new has everything missing.
        prefixes = " ".join(sorted(known))
        since = place.second if place.detail == prefixes else 0
        for prefix, namespace in known.items():
            if not _render(link, render, prefix, namespace, since, until):
                return False
        if now > since + LAG or place.detail != prefixes:
            positions.write(link, renderings.FOLLOWER, Place(now, prefixes))
            link.commit()
    return True


def _render(
    link: sa.Connection,
    render: renderings.Render,
    prefix: str,
    namespace: str,
    since: int,
    until: float,
) -> bool:
    """Make a format's renderings, batch by batch; return whether that was finished."""
    after = _START
    while missing := renderings.missing(link, prefix, BATCH, after, since):
        link.rollback()
        if time.monotonic() > until:
            return False
        made = renderings.make(link, render, prefix, namespace, dict(missing))
        failed = {id_: error for id_, error in made.items() if isinstance(error, Exception)}
        names = _identifiers(link, list(failed)) if failed else {}
        link.commit()
        for id_, error in failed.items():
            log.error("%s cannot be shown in %s", names.get(id_, id_), prefix, exc_info=error)
        after = UUID(missing[-1][0])
    link.rollback()
    return True


def _identifiers(link: sa.Connection, ids: list[str]) -> dict[str, str]:
    return {row.id: row.identifier for row in link.execute(_IDENTIFIERS, {"ids": ids})}


def follow_queries(until: float) -> bool:
    """Find who entered or left the sets by saved query; return whether all was looked at."""
    try:
        return _follow_queries(until)
    except (OpenSearchException, queries.NotPercolated) as error:
        db.session.rollback()
        log.warning("sets by saved query wait for search: %s", error)
        return True


def _follow_queries(until: float) -> bool:
    """A pass looks at all that is stamped from a second on, in the order of ids.

    The position's detail is the generation of the definitions, and within a pass from which second
    on it looks and after which record.
    """
    rows = queries.saved()
    told = queries.generation(rows)
    now, place = horizon(db.session), positions.read(db.session, QUERIES)
    generation, *within = place.detail.split() or [""]
    if generation != told:
        queries.define()
        start, since, after = now, 0, _START
    elif within:
        start, since, after = place.second, int(within[0]), UUID(within[1])
    else:
        start, since, after = now, place.second, _START
    db.session.commit()
    for batch in _batches(after, since) if rows else ():
        if time.monotonic() > until:
            return False
        look(batch, rows)
        positions.write(db.session, QUERIES, Place(start, f"{told} {since} {batch[-1]}"))
        db.session.commit()
    if place.detail != told or start > place.second + LAG:
        positions.write(db.session, QUERIES, Place(start, told))
        db.session.commit()
    return True


def _batches(after: UUID, since: int) -> Iterator[list[UUID]]:
    """Ids of public records, in their order."""
    while True:
        values = {"after": str(after), "since": since, "limit": BATCH}
        found = [UUID(str(one)) for one in db.session.execute(_PUBLIC, values).scalars()]
        db.session.rollback()
        if not found:
            return
        yield found
        after = found[-1]


def look(batch: Collection[UUID], rows: Mapping[str, Any]) -> None:
    """Put some records in the sets by saved query that find them, and in no others.

    The caller commits.
    """
    queries.prepare(rows)
    found = queries.matches(batch, list(rows))
    for spec, members in found.items():
        definitions.refill(db.session, spec, members, among=batch)
