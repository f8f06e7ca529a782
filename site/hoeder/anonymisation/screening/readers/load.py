# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Rows become a relation in the engine.

Rows that Python has in hand go through a file in one plain dialect, because the engine loads a
file some fifty times as fast as it takes single rows, and memory stays bounded.
"""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from hoeder.anonymisation.screening.model import Table, Unread, Where
from hoeder.anonymisation.screening.readers.layout import LOOKED_AT, Row, layout, named
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.workspace import Part, Source, Workspace

SEPARATOR = "\x1f"
PLAIN = "\n\r" + SEPARATOR
HIDDEN = "\ufdd0\ufdd1\ufdd2"
"""What stands for :data:`PLAIN` on the way: code points that Unicode gives no character ever.

Quotes would do in theory; the engine has been seen to stumble over line breaks within them.
"""
_DISGUISE = str.maketrans(PLAIN, HIDDEN)

LONGEST = 2 * 2**20
"""Bytes of a line up to which the engine reads a text table itself (its default)."""


def read_csv(
    work: Workspace,
    path: Path,
    width: int,
    *,
    delimiter: str,
    quote: str,
    escape: str,
    header: bool,
) -> str:
    """Load a UTF-8 text table that lies in the engine's directory; returns the relation.

    :raises duckdb.Error: whenever the engine sees a row that does not fit.
    """
    relation = work.relation()
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    work.connection.execute(
        f"CREATE TABLE {relation} AS SELECT * FROM read_csv(?, columns={{{columns}}}, "  # noqa: S608
        "auto_detect=false, delim=?, quote=?, escape=?, header=?, strict_mode=true, nullstr='')",
        [str(path), delimiter, quote, escape, header],
    )
    return relation


def count(work: Workspace, relation: str) -> int:
    """Rows of a relation."""
    found = work.connection.execute(f"SELECT count(*) FROM {relation}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0


class Grid:
    """Loads rows of any width, and keeps aside what lies beyond the columns allowed."""

    def __init__(self, work: Workspace) -> None:
        """Write into this workspace."""
        self.work = work
        self.widest = 0
        self.rows = 0
        self.relation = ""
        self._width = 0
        self._longest = 0
        self._disguised = False

    def load(self, rows: Iterable[Row]) -> Iterator[str]:
        """Load all rows that have a value; yields the cells beyond the last column allowed."""
        allowed = self.work.limits.columns
        path = self.work.scratch()
        try:
            with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
                for row in rows:
                    if not any(row):
                        continue
                    self.widest = max(self.widest, len(row))
                    if len(row) > allowed:
                        yield "\t".join(cell for cell in row[allowed:] if cell)
                        row = row[:allowed]
                    file.write(self._line(row))
            self._load(path)
        finally:
            path.unlink(missing_ok=True)

    def _line(self, row: Row) -> str:
        """A row without quotes; characters that would need them go in disguise."""
        line = SEPARATOR.join(cell or "" for cell in row)
        if line.count(SEPARATOR) >= len(row) or "\n" in line or "\r" in line:
            self._disguised = True
            line = SEPARATOR.join((cell or "").translate(_DISGUISE) for cell in row)
        self._width = max(self._width, len(row))
        self._longest = max(self._longest, len(line))
        return line + "\n"

    def _load(self, path: Path) -> None:
        width = max(self._width, 1)
        self.relation = self.work.relation()
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
        shown = ", ".join(
            f"translate(c{i}, $hidden, $plain) AS c{i}" if self._disguised else f"c{i}"
            for i in range(width)
        )
        told: dict[str, object] = {"path": str(path), "separator": SEPARATOR}
        # A character takes at most four bytes.
        told["longest"] = max(LONGEST, 4 * self._longest)
        if self._disguised:
            told |= {"hidden": HIDDEN, "plain": PLAIN}
        self.work.connection.execute(
            f"CREATE TABLE {self.relation} AS SELECT {shown} FROM read_csv($path, "  # noqa: S608
            f"columns={{{columns}}}, auto_detect=false, delim=$separator, quote='', escape='', "
            "header=false, null_padding=true, strict_mode=true, max_line_size=$longest, "
            "new_line='\\n', nullstr='')",
            told,
        )
        self.rows = count(self.work, self.relation)


def sheet(work: Workspace, source: Source, place: str, rows: Iterable[Row]) -> Iterator[Part]:
    """A grid of cells as it stands in a sheet or a text: remarks, header, table."""
    stream = iter(rows)
    top = list(itertools.islice(stream, LOOKED_AT))
    form = layout(top)
    above = ("\t".join(cell for cell in row if cell) for row in top[: form.above])
    remarks = source.part("rows above the table") if not place else f"{place}, above the table"
    yield from pieces(above, Where.BODY, remarks)
    header = top[form.above] if form.header else None
    data = top[form.above + (0 if form.kept else 1) :]
    grid = Grid(work)
    beyond = f"{place}, " if place else ""
    yield from pieces(grid.load(itertools.chain(data, stream)), Where.BODY, f"{beyond}last columns")
    yield from finish(work, place, grid, header)


def finish(work: Workspace, place: str, grid: Grid, header: Row | None) -> Iterator[Part]:
    """The table that a grid has become."""
    allowed = work.limits.columns
    widest = max(grid.widest, len(header or ()))
    if not widest:
        return
    if widest > allowed:
        yield Unread(place, "too-many-columns", f"{widest} > {allowed}")
        if header:
            yield from pieces((cell for cell in header[allowed:] if cell), Where.HEADER, place)
    width = min(widest, allowed)
    columns = named(header, width)
    widen(work.connection, grid.relation, width)
    yield Table(place, grid.relation, columns, grid.rows)


def widen(connection: duckdb.DuckDBPyConnection, relation: str, width: int) -> None:
    """Add the columns that have a header and no cell."""
    have = len(connection.execute(f"DESCRIBE {relation}").fetchall())
    for i in range(have, width):
        connection.execute(f"ALTER TABLE {relation} ADD COLUMN c{i} VARCHAR")
