# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The catalogues' rows in the projection.

A document is read in one transaction that sees the database as it was when the document began
(REPEATABLE READ), page by page: it is one state of the catalogue, whatever happens meanwhile.

A stamp is a whole second, within which more may change. A catalogue's last stamp therefore says
which state it is only when that second is over for everybody (``projection.horizon``): until then
the catalogue is *unsettled*, and gets no validator.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from hoeder.dissemination.catalogue.kept import NODES
from hoeder.dissemination.projection import renderings
from hoeder.dissemination.projection.horizon import horizon
from hoeder.dissemination.projection.models import DEFINITION, RECORD, RENDERING, SET
from hoeder.dissemination.projection.shelf import Busy

log = logging.getLogger(__name__)
PAGE = 50
RETRY_SECONDS = 30
#: Who reads more slowly than this begins again: the snapshot keeps PostgreSQL from tidying up.
DEADLINE_SECONDS = 1800.0

_ID = f"(SELECT id FROM {DEFINITION} WHERE spec = :{{}})"  # noqa: S608
_LAST = sa.text(f"""
SELECT CAST(extract(epoch FROM stamp) AS bigint) FROM {SET} WHERE set_id = {_ID.format("spec")}
ORDER BY stamp DESC LIMIT 1
""")  # noqa: S608
_IN_USE = sa.text(f"SELECT 1 FROM {DEFINITION} WHERE spec = :spec AND NOT retired")  # noqa: S608
_ALSO = f"""AND EXISTS (SELECT 1 FROM {SET} o WHERE o.record_id = m.record_id AND o.member
  AND o.set_id = {_ID.format("also")})"""  # noqa: S608
_PAGE = f"""
SELECT CAST(r.id AS text), r.identifier, r.content_version, d.body, d.failed
FROM {SET} m JOIN {RECORD} r ON r.id = m.record_id
LEFT JOIN {RENDERING} d ON d.record_id = r.id AND d.prefix = :prefix
  AND d.content_version = r.content_version
WHERE m.set_id = {_ID.format("spec")} AND m.member AND NOT r.deleted
  AND m.record_id > CAST(:after AS uuid) {{}}
ORDER BY m.record_id LIMIT :limit
"""  # noqa: S608
_PAGES = {also: sa.text(_PAGE.format(_ALSO if also else "")) for also in (False, True)}


class State(NamedTuple):
    """The last stamp of a catalogue (None: nothing was ever in it), and whether it is settled."""

    stamp: int | None
    settled: bool


class Reading:
    """A catalogue in one state. ``close`` it, unless ``bodies`` was read to its end."""

    def __init__(self, stock: "Stock", spec: str, also: str) -> None:
        """Begin; the state is that of now."""
        self._stock, self._spec, self._also = stock, spec, also
        self._open = ExitStack()
        now = stock.horizon()
        with ExitStack() as opening:
            self._link = opening.enter_context(stock.snapshot())
            self.state = _state(self._link, spec, now)
            self._open = opening.pop_all()

    def bodies(self) -> Iterator[str]:
        """Return what is kept of each dataset, in the order of ids; what cannot be shown lacks.

        :raises Busy: when the reader is too slow.
        """
        until, after = time.monotonic() + DEADLINE_SECONDS, str(UUID(int=0))
        with self._open:
            while rows := self._page(after):
                if time.monotonic() > until:
                    raise Busy(RETRY_SECONDS)
                yield from self._stock.complete(rows)
                after = rows[-1][0]

    def _page(self, after: str) -> list[Any]:
        values = {"spec": self._spec, "also": self._also, "prefix": NODES}
        page = _PAGES[bool(self._also)]
        return list(self._link.execute(page, {**values, "after": after, "limit": PAGE}))

    def close(self) -> None:
        """Give the connection back."""
        self._open.close()


class Stock:
    """The catalogues of all custodians.

    :param engine: of the primary server.
    :param render: makes what is not rendered yet.
    """

    def __init__(self, engine: sa.Engine, render: renderings.Render) -> None:
        """Keep the engine; nothing is asked yet."""
        self._each = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._whole = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self._render = render

    def has(self, spec: str) -> bool:
        """Tell whether there is such a set."""
        with _link(self._each) as link:
            return link.execute(_IN_USE, {"spec": spec}).first() is not None

    def state(self, spec: str) -> State:
        """Return the state of the catalogue of a custodian's set.

        :raises Busy: as all methods here, when the database does not answer.
        """
        with _link(self._each) as link:
            return _state(link, spec, horizon(link))

    def horizon(self) -> int:
        """The second before which every change is in what is read next."""
        with _link(self._each) as link:
            return horizon(link)

    def snapshot(self) -> Any:
        """A connection on the database as it is now."""
        return _link(self._whole)

    def read(self, spec: str, also: str = "") -> Reading:
        """Read a catalogue.

        :param spec: the custodian's set.
        :param also: a further set that the datasets are in, or empty.
        """
        return Reading(self, spec, also)

    def complete(self, rows: list[Any]) -> Iterator[str]:
        """Return the bodies of rows, after rendering those that were not yet."""
        lacking = {row[0]: row[2] for row in rows if row[3] is None and row[4] is None}
        made: dict[str, str | Exception] = {}
        if lacking:
            with _link(self._each) as link:
                made = renderings.make(link, self._render, NODES, "", lacking)
        for id_, identifier, _, body, _ in rows:
            told = made.get(id_, body)
            if isinstance(told, Exception):
                log.error("%s cannot be shown in the catalogue", identifier, exc_info=told)
            elif told is not None:
                yield told


def _state(link: sa.Connection, spec: str, now: int) -> State:
    """:param now: the horizon, asked for before anything that is read."""
    stamp = link.execute(_LAST, {"spec": spec}).scalar_one_or_none()
    return State(stamp, stamp is None or stamp < now)


@contextmanager
def _link(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection; a database that does not answer is busy, not broken."""
    try:
        with engine.connect() as link:
            yield link
    except (OperationalError, PoolTimeout) as error:
        log.warning("the database does not answer a catalogue: %s", error)
        raise Busy(RETRY_SECONDS) from error
