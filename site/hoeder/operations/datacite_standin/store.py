# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The DOIs, in one SQLite file that several processes and threads write.

Every change reads the old record, decides and stores inside one ``BEGIN IMMEDIATE`` transaction, so
writers take turns and exactly one of them sees a DOI as new. The file is in WAL mode with
``synchronous=FULL``: what an answer reported is on disk, whatever kills the process afterwards.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .records import Record
from .states import State

_SCHEMA = """CREATE TABLE IF NOT EXISTS dois (
    id INTEGER PRIMARY KEY AUTOINCREMENT, doi TEXT NOT NULL UNIQUE, repository TEXT NOT NULL,
    state TEXT NOT NULL, url TEXT, metadata TEXT NOT NULL, metadata_version INTEGER NOT NULL,
    created TEXT NOT NULL, registered TEXT, updated TEXT NOT NULL) STRICT"""
_COLUMNS = "doi, repository, state, url, metadata, metadata_version, created, registered, updated"
_UPSERT = f"""INSERT INTO dois ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (doi) DO UPDATE SET state = excluded.state, url = excluded.url,
    metadata = excluded.metadata, metadata_version = excluded.metadata_version,
    registered = excluded.registered, updated = excluded.updated"""  # noqa: S608 - constants only


class Database:
    """A SQLite file: one connection a thread, opened when first used and thus after a fork."""

    def __init__(self, path: Path, schema: str, *, synchronous: str = "FULL") -> None:
        """Create the file and its tables when they are not there."""
        self._path, self._synchronous = path, synchronous
        self._local = threading.local()
        # Closed at once: a connection must not pass from the master process into its workers.
        connection = self._connect()
        connection.executescript(schema)
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=60, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        return connection

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit."""
        if not hasattr(self._local, "connection"):
            self._local.connection = self._connect()
        connection: sqlite3.Connection = self._local.connection
        return connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hold the one right to write; commit at the end, undo everything on an exception."""
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _record(row: tuple[str, str, str, str | None, str, int, str, str | None, str]) -> Record:
    doi, repository, state, url, metadata, *rest = row
    return Record(doi, repository, State(state), url, json.loads(metadata), *rest)  # type: ignore[arg-type]


class Store:
    """Reads and changes DOIs."""

    def __init__(self, path: Path) -> None:
        """Open the file, creating it when needed."""
        self._database = Database(path, _SCHEMA)

    @staticmethod
    def _find(connection: sqlite3.Connection, doi: str) -> Record | None:
        query = f"SELECT {_COLUMNS} FROM dois WHERE doi = ?"  # noqa: S608 - constants only
        row = connection.execute(query, (doi,)).fetchone()
        return _record(row) if row else None

    def read(self, doi: str) -> Record | None:
        """Return a DOI by its stored name, or None."""
        return self._find(self._database.connection, doi)

    def change(self, doi: str, decide: Callable[[Record | None], Record]) -> tuple[Record, bool]:
        """Store what ``decide`` makes of the DOI; return it, and whether it was new.

        When ``decide`` raises, nothing is stored.
        """
        with self._database.transaction() as connection:
            old = self._find(connection, doi)
            new = decide(old)
            text = json.dumps(new.metadata)
            values = (new.doi, new.repository, new.state, new.url, text, new.metadata_version)
            connection.execute(_UPSERT, (*values, new.created, new.registered, new.updated))
        return new, old is None

    def delete(self, doi: str, check: Callable[[Record | None], None]) -> None:
        """Delete a DOI; ``check`` gets it first and raises to keep it."""
        with self._database.transaction() as connection:
            check(self._find(connection, doi))
            connection.execute("DELETE FROM dois WHERE doi = ?", (doi,))

    def search(
        self,
        owner: str | None,
        *,
        repository: str | None = None,
        prefix: str | None = None,
        after: int = 0,
        offset: int = 0,
        limit: int = 25,
    ) -> tuple[int, list[tuple[int, Record]]]:
        """Return how many DOIs fit, and one page of them with their numbers, oldest first.

        :param owner: the repository that asks; it also sees its DOIs that are not findable.
        :param after: number of the last DOI of the page before.
        """
        where = "(state = 'findable' OR repository = ?)"
        values: list[str | int] = [owner or ""]
        if repository is not None:
            where, values = f"{where} AND repository = ?", [*values, repository.upper()]
        if prefix is not None:
            where, values = f"{where} AND doi GLOB ? || '/*'", [*values, prefix]
        connection = self._database.connection
        count = f"SELECT count(*) FROM dois WHERE {where}"  # noqa: S608 - constants only
        (total,) = connection.execute(count, values).fetchone()
        page = f"""SELECT id, {_COLUMNS} FROM dois WHERE {where} AND id > ?
            ORDER BY id LIMIT ? OFFSET ?"""  # noqa: S608 - constants only
        rows = connection.execute(page, [*values, after, limit, offset])
        return total, [(number, _record(tuple(row))) for number, *row in rows]

    def counts(self) -> dict[str, int]:
        """Return how many DOIs there are in each state."""
        found = dict(
            self._database.connection.execute("SELECT state, count(*) FROM dois GROUP BY state")
        )
        return {str(state): found.get(str(state), 0) for state in State}
