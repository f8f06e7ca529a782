# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""From a file to its contents: type, reader, and everything that could not be read."""

import importlib
import logging
from collections.abc import Iterator
from pathlib import Path

import duckdb

from hoeder.anonymisation.screening.model import Contents, Table, Text, Unread, Where
from hoeder.anonymisation.screening.readers import kinds
from hoeder.anonymisation.screening.readers.textual import SAMPLE, Spool, encoding
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace

logger = logging.getLogger(__name__)


def read(path: Path, name: str, work: Workspace) -> Contents:
    """Read a file whatever it is; nothing that it holds makes this raise.

    All tables lie in the engine when this returns, and the texts in the workspace's directory.

    :param path: where its bytes are.
    :param name: the name under which it was deposited; it tells the type only if the content
        does not, and is a text to look at itself.
    :raises OSError: if the file or the directory cannot be reached at all.
    """
    spool = Spool(work.scratch(), work.limits.text)
    tables: list[Table] = []
    unread: list[Unread] = []
    try:
        for part in _all(Source(path, name), work):
            if isinstance(part, Table):
                tables.append(part)
            elif isinstance(part, Text):
                spool.add(part)
            else:
                unread.append(part)
    except Cut as cut:  # the spool is full
        unread.append(Unread("", cut.reason, cut.detail))
    finally:
        spool.close()
    return Contents(kind_of(path, name).media_type, tuple(tables), spool, unread)


def _all(source: Source, work: Workspace) -> Iterator[Part]:
    yield Text(Where.FILE_NAME, source.place, source.name)
    yield from parts(source, work)


def kind_of(path: Path, name: str) -> kinds.Kind:
    """The type of a file, by content first."""
    found = kinds.by_content(path, name)
    if found:
        return found
    with path.open("rb") as file:
        head = file.read(SAMPLE)
    if encoding(head) is None:
        return kinds.BY_TYPE["application/octet-stream"]
    promised = kinds.by_name(name)
    if promised and promised.reader in ("delimited", "prose"):
        return promised
    return kinds.BY_TYPE["text/plain"]


def parts(source: Source, work: Workspace) -> Iterator[Part]:
    """What a file or a member holds, whatever its reader meets."""
    try:
        kind = kind_of(source.path, source.name)
        if kinds.differs(kinds.by_name(source.name), kind):
            yield Unread(source.place, "mismatch", kind.media_type)
        if kind.media_type == kinds.ENCRYPTED:
            raise Cut("encrypted")
        if not kind.reader:
            raise Cut("type", kind.media_type)
        reader = importlib.import_module(f"{__package__}.{kind.reader}")
        yield from reader.read(source, work)
    except Cut as cut:
        yield Unread(source.place, cut.reason, cut.detail)
    except (MemoryError, duckdb.OutOfMemoryException):
        yield Unread(source.place, "too-large", "memory")
    except Exception as error:
        # Parsers raise whatever they like, and their messages may quote the file.
        logger.warning("a reader could not go on: %s", type(error).__name__)
        yield Unread(source.place, "damaged", type(error).__name__)
