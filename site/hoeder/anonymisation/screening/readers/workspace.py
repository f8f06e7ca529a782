# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Where a file is read: its engine, its private directory, and how far reading may go."""

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from hoeder.anonymisation.screening.model import Table, Text, Unread

MEGABYTE = 2**20

Part = Table | Text | Unread
"""What a reader yields."""


class Cut(Exception):
    """Reading stops here; becomes an :class:`Unread` with this reason and detail."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep what the report needs; never content of the file."""
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class Limits:
    """How far reading goes. What lies beyond is reported as unread, never left out silently.

    :param unpacked: bytes that one file may unfold into, all its members together.
    :param ratio: unpacked bytes for each packed byte, once ``RATIO_FROM`` bytes are unpacked.
        Deflate cannot go beyond 1032; tables of numbers seldom reach 50.
    :param members: entries of one archive.
    :param depth: archives within archives; 1 is an archive that holds files only.
    :param columns: of one table; further columns are read as text.
    :param line: bytes of one line of a text table, and of one record of JSON.
    :param text: characters of text outside tables, all together.
    :param whole: bytes of a file whose parser holds it in memory whole (old Excel, JSON, PDF).
    """

    unpacked: int = 20 * 1024 * MEGABYTE
    ratio: int = 250
    members: int = 10_000
    depth: int = 3
    columns: int = 2_000
    line: int = 16 * MEGABYTE
    text: int = 512 * MEGABYTE
    whole: int = 64 * MEGABYTE


RATIO_FROM = 64 * MEGABYTE


@dataclass
class Workspace:
    """One file's screening.

    :param connection: of :func:`hoeder.anonymisation.screening.engine.connect`.
    :param directory: the one that the connection reaches; working copies come and go in it.
    """

    connection: duckdb.DuckDBPyConnection
    directory: Path
    limits: Limits = field(default_factory=Limits)
    unpacked: int = 0
    _numbers: Iterator[int] = field(default_factory=itertools.count, repr=False)

    def relation(self) -> str:
        """A name for a new table in the engine."""
        return f"t{next(self._numbers)}"

    def scratch(self) -> Path:
        """A path in the directory where nothing is yet."""
        return self.directory / f"part{next(self._numbers)}"

    def spend(self, size: int, packed: int, before: int) -> None:
        """Count ``size`` bytes more out of a source of ``packed`` bytes that gave ``before``.

        :raises Cut: ``too-large`` beyond all bytes allowed, ``ratio`` for what looks like a bomb.
        """
        self.unpacked += size
        self.not_exhausted()
        if before + size > max(RATIO_FROM, packed * self.limits.ratio):
            raise Cut("ratio", f"{self.limits.ratio}")

    def not_exhausted(self) -> None:
        """Go on only while bytes may still be unpacked.

        :raises Cut: ``too-large``.
        """
        if self.unpacked > self.limits.unpacked:
            raise Cut("too-large", f"{self.limits.unpacked // MEGABYTE} MB unpacked")

    def within_reach(self, path: Path) -> Path:
        """The file at a place that the engine may read: itself, a hard link or a copy."""
        if path.resolve().is_relative_to(self.directory.resolve()):
            return path.resolve()
        target = self.scratch()
        try:
            target.hardlink_to(path.resolve())
        except OSError:  # another file system
            shutil.copyfile(path, target)
        return target


@dataclass(frozen=True)
class Source:
    """A file, or a member of one, that a reader is to read.

    :param path: where its bytes are.
    :param name: its own name; a label, never a path to open.
    :param place: where it stands in the file for people; empty for the file itself.
    :param depth: how many archives it lies in.
    """

    path: Path
    name: str
    place: str = ""
    depth: int = 0

    def part(self, label: str) -> str:
        """The place of a part of this source."""
        return f"{self.place}, {label}" if self.place else label

    def inside(self, member: str) -> str:
        """The place of a member of this source."""
        return f"{self.place or self.name}/{member}"
