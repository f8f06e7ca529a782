# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One file's screening, from its bytes to a report as plain data (:mod:`.schema`).

The report depends on the bytes, the request and the rules (:func:`~.request.ruleset`), not on the
file's name: that is :func:`screen_name`'s. Nothing of a cell's or a text's content is in it: a
column's name, a label or a place in which an identifier was met, or which may be a value itself,
shows its shape only.
"""

import hashlib
import logging
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from . import engine, readers
from .detectors import Settings, look
from .model import Column, Contents, Finding, Table, Text, Unread, Where
from .plain import Ids, plain, text, unique
from .request import LIBRARIES, Request, extension, ruleset
from .shown import Shown
from .tables import measured

Report = dict[str, Any]
Progress = Callable[[float, str], None]
"""Told the share that is done, 0 to 1, and the step: ``read``, ``identifiers``, ``risk``."""

SCHEMA = 1
"""Version of the report's form."""

MOST = 5_000
"""Findings, and unread parts, that a report lists; what is left out makes it incomplete."""

NAME = "content"
"""What readers are told that the file is called, but for its ending."""

logger = logging.getLogger(__name__)


def screen(
    path: Path,
    name: str,
    directory: Path,
    request: Request | None = None,
    progress: Progress = lambda share, step: None,
) -> Report:
    """Read a file, look through it, measure its tables.

    :param path: where its bytes are.
    :param name: its name, for the sort of file that it promises.
    :param directory: private, empty and writable; it is not cleared.
    :raises OSError: the file or the directory cannot be reached.
    :raises duckdb.Error: the engine does not start.
    """
    request = request or Request()
    started, clock = datetime.now(UTC), time.monotonic()
    progress(0, "read")
    with ThreadPoolExecutor(1) as beside, engine.connect(directory) as connection:
        checksum = beside.submit(_checksum, path)
        work = readers.Workspace(connection, directory)
        neutral = NAME + extension(name)
        contents = _placed(readers.read(path, neutral, work), neutral)
        unread = contents.unread
        findings: list[Finding] = []
        tables: list[dict[str, Any]] = []
        shown = Shown(connection, request.settings)
        steps = 2 * len(contents.tables) + 1

        def step(name: str) -> None:
            done = 2 * len(tables) + (name == "risk")
            progress(0.5 + 0.5 * done / steps, name)

        for table in contents.tables:
            step("identifiers")
            names = shown.names(table)
            found = _looked(connection, [table], (), request.settings, unread)
            findings += names.applied(found)
            step("risk")
            tables.append(measured(connection, table, names, request, len(tables)))
            connection.execute(f"DROP TABLE {table.relation}")
        step("identifiers")
        findings += _looked(connection, (), contents.texts, request.settings, unread)
        parts = [replace(part, place=shown.place(part.place)) for part in unread]
    progress(1, "done")
    return plain(
        {
            "schema": SCHEMA,
            "file": {
                "checksum": checksum.result(),
                "size": path.stat().st_size,
                "media_type": contents.media_type,
                "extension": extension(name),
            },
            "tools": _tools(request.settings, name),
            "parameters": request.to_plain(),
            "started": started.isoformat(timespec="seconds"),
            "seconds": round(time.monotonic() - clock, 3),
            "complete": all(part.reason == "mismatch" for part in parts)
            and max(len(findings), len(parts)) <= MOST,
            "tables": tables,
            "findings": _listed(findings),
            "unread": _unread(parts, len(findings)),
        }
    )


def screen_name(name: str, settings: Settings | None = None) -> list[dict[str, Any]]:
    """What a file's name gives away: findings in the form of the report's, without its bytes."""
    with (
        tempfile.TemporaryDirectory(prefix="hoeder-name-") as directory,
        engine.connect(Path(directory), memory="256MB", threads=1) as connection,
    ):
        found = look(connection, [], [Text(Where.FILE_NAME, "", _fit(name))], settings)
    return _listed(found)


def _checksum(path: Path) -> str:
    """As Invenio writes checksums."""
    with path.open("rb") as file:
        return f"md5:{hashlib.file_digest(file, _md5).hexdigest()}"


def _md5() -> Any:
    return hashlib.md5(usedforsecurity=False)


def _tools(settings: Settings, name: str) -> dict[str, str]:
    tools = {library: version(library) for library in ("hoeder", *LIBRARIES)}
    return {**tools, "ruleset": ruleset(settings, name)}


def _placed(contents: Contents, name: str) -> Contents:
    """Places without the file's own name, no two tables or columns with the same name, and text
    that every encoder takes. Members' names stay, as they are content."""

    def place(told: str) -> str:
        return _fit(told.removeprefix(f"{name}/"))

    def texts() -> Iterator[Text]:
        for piece in contents.texts:
            if piece.place or piece.where != Where.FILE_NAME:
                yield Text(piece.where, place(piece.place), _fit(piece.text))

    places = unique([place(table.place) for table in contents.tables])
    tables = [
        replace(table, place=place, columns=_columns(table))
        for table, place in zip(contents.tables, places, strict=True)
    ]
    unread = [replace(part, place=place(part.place)) for part in contents.unread]
    return replace(contents, tables=tuple(tables), texts=texts(), unread=unread)


def _columns(table: Table) -> tuple[Column, ...]:
    names = unique([_fit(column.name) for column in table.columns])
    return tuple(
        replace(
            column,
            name=name,
            label=_fit(column.label),
            value_labels={_fit(k): _fit(v) for k, v in column.value_labels.items()},
        )
        for column, name in zip(table.columns, names, strict=True)
    )


def _fit(text: str) -> str:
    """Without halves of characters, which JSON may hold."""
    return text.encode("utf-8", "replace").decode()


def _looked(
    connection: duckdb.DuckDBPyConnection,
    tables: Iterable[Table],
    texts: Iterable[Text],
    settings: Settings,
    unread: list[Unread],
) -> list[Finding]:
    """Findings; if a detector fails, what it looked at counts as unread."""
    tables = list(tables)
    place = tables[0].place if tables else ""
    try:
        return look(connection, tables, texts, settings)
    except (MemoryError, duckdb.OutOfMemoryException):
        unread.append(Unread(place, "too-large", "memory"))
    except Exception as error:
        # Its message may quote content.
        logger.warning("a detector could not go on: %s", type(error).__name__)
        unread.append(Unread(place, "detector", type(error).__name__))
    return []


def _listed(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as plain data, the surest first, each with a name that stays the same."""
    order = ["certain", "likely", "possible"]
    ids = Ids()
    found = [
        {
            "id": ids(each.identifier, each.place, each.column, each.where),
            "identifier": each.identifier,
            "certainty": str(each.certainty),
            "place": text(each.place),
            "column": each.column,
            "where": None if each.where is None else str(each.where),
            "matches": each.matches,
            "values": each.values,
            "base_rate": each.base_rate,
            "reason": each.reason,
            "examples": list(each.examples),
        }
        for each in findings
    ]
    return sorted(found, key=lambda each: order.index(str(each["certainty"])))[:MOST]


def _unread(parts: list[Unread], findings: int) -> list[dict[str, Any]]:
    parts = list(parts)
    if findings > MOST:
        parts.insert(0, Unread("", "too-many-findings", f"{findings} > {MOST}"))
    if len(parts) > MOST:
        parts = [Unread("", "too-many-unread", f"{len(parts)} > {MOST}"), *parts[: MOST - 1]]
    ids = Ids()
    return [
        {
            "id": ids(part.place, part.reason, part.detail),
            "place": text(part.place),
            "reason": part.reason,
            "detail": part.detail,
        }
        for part in parts
    ]
