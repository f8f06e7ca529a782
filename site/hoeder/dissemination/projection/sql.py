# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The shelf on PostgreSQL: one indexed query a page, as plain SQL.

Each statement is its own transaction, so that a page never sees less than the horizon told before
it. Ids are sent and compared as UUIDs, stamps as seconds since 1970.
"""

import logging
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from hoeder.dissemination.projection import harvests, renderings
from hoeder.dissemination.projection.horizon import horizon
from hoeder.dissemination.projection.models import DEFINITION, RECORD, RENDERING, SET
from hoeder.dissemination.projection.shelf import Busy, Item, Key, Page, Progress, SetItem, Window

log = logging.getLogger(__name__)
#: A page stops at so many bytes of metadata, so that a few huge records do not fill the memory.
PAGE_BYTES = 8_000_000
#: After so long without one record that can be rendered, the harvester is asked to come back.
PATIENCE_SECONDS = 20.0
RETRY_SECONDS = 30

_SECONDS = "CAST(extract(epoch FROM {}) AS bigint)"
_RENDERED = f"""LEFT JOIN {RENDERING} d ON d.record_id = r.id AND d.prefix = :prefix
  AND d.content_version = r.content_version"""
_ALL = f"FROM {RECORD} r {_RENDERED}"
_OF_SET = f"""FROM {SET} m JOIN {RECORD} r ON r.id = m.record_id {_RENDERED}"""
# In the list of a set that it left, a record is a deleted one of that set alone.
_SHOWN_ALL = "r.stamp, r.deleted, r.sets"
_SHOWN_OF_SET = """m.stamp, r.deleted OR NOT m.member AS deleted,
  CASE WHEN m.member THEN r.sets ELSE ARRAY[CAST(:set AS text)] END AS sets"""


@cache
def _page(of_set: bool, since: bool, after: bool, bodies: bool) -> sa.TextClause:
    """The query of a page; of a page's rows, those beyond ``PAGE_BYTES`` are not sent."""
    row, shown, tables = ("m", _SHOWN_OF_SET, _OF_SET) if of_set else ("r", _SHOWN_ALL, _ALL)
    key = "m.stamp, m.record_id" if of_set else "r.stamp, r.id"
    conditions = [
        f"{row}.stamp < to_timestamp(:before)",
        *([f"m.set_id = (SELECT id FROM {DEFINITION} WHERE spec = :set)"] if of_set else []),  # noqa: S608
        *([f"{row}.stamp >= to_timestamp(:since)"] if since else []),
        *([f"({key}) > (to_timestamp(:stamp), CAST(:id AS uuid))"] if after else []),
        f"(r.deleted {'OR NOT m.member' if of_set else ''} OR d.failed IS NULL)",
    ]
    return sa.text(f"""
WITH page AS (
  SELECT r.id, r.identifier, {shown}, r.content_version, {"d.body" if bodies else "NULL AS body"}
  {tables} WHERE {" AND ".join(conditions)} ORDER BY {key} LIMIT :limit
)
SELECT CAST(id AS text), identifier, {_SECONDS.format("stamp")}, deleted, sets,
  CASE WHEN deleted THEN NULL ELSE body END, content_version, found
FROM (SELECT *, count(*) OVER () AS found,
        coalesce(sum(octet_length(body)) OVER before_it, 0) AS weight
      FROM page WINDOW before_it AS (ORDER BY stamp, id
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS weighed
WHERE weight < :bytes ORDER BY weighed.stamp, weighed.id
""")  # noqa: S608


@cache
def _count(of_set: bool, since: bool) -> sa.TextClause:
    row = "m" if of_set else "r"
    table = f"{SET} m" if of_set else f"{RECORD} r"
    conditions = [
        f"{row}.stamp < to_timestamp(:before)",
        *([f"m.set_id = (SELECT id FROM {DEFINITION} WHERE spec = :set)"] if of_set else []),  # noqa: S608
        *([f"{row}.stamp >= to_timestamp(:since)"] if since else []),
    ]
    return sa.text(f"SELECT count(*) FROM {table} WHERE {' AND '.join(conditions)}")  # noqa: S608


@cache
def _item(of_set: bool, by: str) -> sa.TextClause:
    tables = (
        f"""FROM {RECORD} r JOIN {SET} m ON m.record_id = r.id
  AND m.set_id = (SELECT id FROM {DEFINITION} WHERE spec = :set) {_RENDERED}"""  # noqa: S608
        if of_set
        else _ALL
    )
    shown, stamp = (_SHOWN_OF_SET, "m.stamp") if of_set else (_SHOWN_ALL, "r.stamp")
    return sa.text(f"""
SELECT CAST(id AS text), identifier, seconds, deleted, sets,
  CASE WHEN deleted THEN NULL ELSE body END, content_version, failed
FROM (SELECT r.id, r.identifier, {_SECONDS.format(stamp)} AS seconds, {shown}, d.body,
        r.content_version, d.failed {tables} WHERE r.{by} = :value) AS one
""")  # noqa: S608


# The stamp at which a record left a set may be older than any record's.
_EARLIEST = sa.text(f"""
SELECT {_SECONDS.format("least((SELECT min(stamp) FROM " + RECORD + "), min(oldest.stamp))")}
FROM {DEFINITION} d CROSS JOIN LATERAL
  (SELECT stamp FROM {SET} WHERE set_id = d.id ORDER BY stamp LIMIT 1) AS oldest
""")  # noqa: S608
_FAILED = sa.text(f"""
SELECT d.prefix FROM {RECORD} r {_RENDERED.replace("d.prefix = :prefix", "d.failed IS NOT NULL")}
WHERE r.identifier = :identifier
""")  # noqa: S608
_SETS = sa.text(
    f"SELECT spec, name, description FROM {DEFINITION} WHERE NOT retired AND spec > :after"  # noqa: S608
    " ORDER BY spec LIMIT :limit"
)
_COUNT_SETS = sa.text(f"SELECT count(*) FROM {DEFINITION} WHERE NOT retired")  # noqa: S608


class SqlShelf:
    """The projection in PostgreSQL.

    :param engine: of the primary server.
    :param render: makes what is not rendered yet.
    :param namespaces: of each format, by prefix.
    """

    def __init__(
        self, engine: sa.Engine, render: renderings.Render, namespaces: Mapping[str, str]
    ) -> None:
        """Keep the engine; nothing is asked yet."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._render = render
        self._namespaces = namespaces

    @contextmanager
    def _link(self) -> Iterator[sa.Connection]:
        """A connection; a database that does not answer is busy, not broken."""
        try:
            with self._engine.connect() as link:
                yield link
        except (OperationalError, PoolTimeout) as error:
            log.warning("the database does not answer a harvester: %s", error)
            raise Busy(RETRY_SECONDS) from error

    def horizon(self) -> int:
        """See ``projection.horizon``."""
        with self._link() as link:
            return horizon(link)

    def earliest(self) -> int | None:
        """The smallest stamp of a record or a membership."""
        with self._link() as link:
            return link.execute(_EARLIEST).scalar_one()

    def count(self, window: Window) -> int:
        """Counted in the index."""
        statement = _count(window.set is not None, window.since is not None)
        with self._link() as link:
            return int(link.execute(statement, window._asdict()).scalar_one())

    def page(
        self, prefix: str, window: Window, after: Key | None, limit: int, bodies: bool
    ) -> Page:
        """Pages until one record at least can be shown.

        :raises Busy: when none could for ``PATIENCE_SECONDS``; failures are kept, so that the
            next attempt gets further.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        with self._link() as link:
            while True:
                items, last, more = self._read(link, prefix, window, after, limit, bodies)
                if items or not more:
                    return Page(items, more)
                if time.monotonic() > until:
                    raise Busy(RETRY_SECONDS)
                after = last

    def _read(
        self,
        link: sa.Connection,
        prefix: str,
        window: Window,
        after: Key | None,
        limit: int,
        bodies: bool,
    ) -> tuple[list[Item], Key | None, bool]:
        """One page's items, the key of the last row that was looked at, and whether it goes on."""
        statement = _page(
            window.set is not None, window.since is not None, after is not None, bodies
        )
        values: dict[str, Any] = {
            **window._asdict(),
            **(after._asdict() if after else {}),
            "prefix": prefix,
            "limit": limit + 1,
            "bytes": PAGE_BYTES,
        }
        rows = link.execute(statement, values).all()
        more = bool(rows) and rows[0][7] > min(len(rows), limit)
        rows = rows[:limit]
        last = Key(rows[-1][2], rows[-1][0]) if rows else None
        if bodies and any(row[5] is None and not row[3] for row in rows):
            return self._made(link, prefix, rows), last, more
        return [Item(*row[:6]) for row in rows], last, more

    def _made(self, link: sa.Connection, prefix: str, rows: Sequence[Any]) -> list[Item]:
        """Items of a page after rendering what is missing, without what fails."""
        lacking = {row[0]: row[6] for row in rows if row[5] is None and not row[3]}
        namespace = self._namespaces[prefix]
        made = renderings.make(link, self._render, prefix, namespace, lacking)
        items = []
        for row in rows:
            item, outcome = Item(*row[:6]), made.get(row[0])
            if isinstance(outcome, Exception):
                log.error("%s cannot be shown in %s", item.identifier, prefix, exc_info=outcome)
            else:
                items.append(item if outcome is None else item._replace(body=outcome))
        return items

    def item(self, identifier: str, prefix: str, set_spec: str | None = None) -> Item | None:
        """Found by its identifier."""
        return self._one("identifier", identifier, prefix, set_spec)

    def item_by_id(self, record_id: str, prefix: str, set_spec: str | None) -> Item | None:
        """Found by its id."""
        return self._one("id", record_id, prefix, set_spec)

    def _one(self, by: str, value: str, prefix: str, set_spec: str | None) -> Item | None:
        with self._link() as link:
            row = link.execute(
                _item(set_spec is not None, by), {"value": value, "prefix": prefix, "set": set_spec}
            ).one_or_none()
            if row is None:
                return None
            if row[5] is None and not row[3] and row[7] is None:
                made = self._made(link, prefix, [row])
                return made[0] if made else Item(*row[:6])
            return Item(*row[:6])

    def failed(self, identifier: str) -> Collection[str] | None:
        """Known failures of the current content."""
        with self._link() as link:
            found = link.execute(_FAILED, {"identifier": identifier}).scalars().all()
        return {prefix for prefix in found if prefix} if found else None

    def has_sets(self) -> bool:
        """Whether any set is in use."""
        return self.count_sets() > 0

    def sets(self, after: str, limit: int) -> tuple[Sequence[SetItem], bool]:
        """Sets in use."""
        with self._link() as link:
            rows = link.execute(_SETS, {"after": after, "limit": limit + 1}).all()
        return [SetItem(*row) for row in rows[:limit]], len(rows) > limit

    def count_sets(self) -> int:
        """Sets in use."""
        with self._link() as link:
            return int(link.execute(_COUNT_SETS).scalar_one())

    def note(self, progress: Progress) -> None:
        """Written without waiting for the disk: losing the last moment of it harms nobody."""
        try:
            with self._engine.connect() as link:
                link = link.execution_options(isolation_level="READ COMMITTED")
                with link.begin():
                    link.execute(sa.text("SET LOCAL synchronous_commit = off"))
                    harvests.note(link, progress)
        except (DBAPIError, PoolTimeout):
            log.warning("a harvest could not be written down", exc_info=True)
