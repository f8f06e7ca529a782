# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Rows become a relation in the engine.

Rows that Python has in hand go through a file in one plain dialect, because the engine loads a
file some fifty times as fast as it takes single rows, and memory stays bounded.
"""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from hoeder.anonymisation.screening.model import Table, Unread, Where
from hoeder.anonymisation.screening.readers.layout import LOOKED_AT, Row, layout, named
from hoeder.anonymisation.screening.readers.storage import WIDE, count, create
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
    query = (
        f"SELECT * FROM read_csv($path, {_columns(width)}, delim=$delimiter, quote=$quote, "
        f"escape=$escape, header=$header, {_bounds(width)})"
    )
    told = {"delimiter": delimiter, "quote": quote, "escape": escape, "header": header}
    return create(work, width, query, {"path": str(path), **told})


def _columns(width: int) -> str:
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(width))
    return f"columns={{{columns}}}, auto_detect=false, strict_mode=true, nullstr=''"


def _bounds(width: int, longest: int = 0) -> str:
    """Options of the engine's parser that bound its memory.

    Its buffers are sixteen of the longest line, and each thread holds a part of every column.
    """
    line = max(LONGEST, longest)
    serial = ", parallel=false" if width > WIDE else ""
    small = f", buffer_size={2 * line}" if width > WIDE or longest > LONGEST else ""
    return f"max_line_size={line}{small}{serial}"


class Grid:
    """Loads rows of any width, and keeps aside what lies beyond the columns allowed.

    First :meth:`take` to its end, then :meth:`load`; or :meth:`forget`.
    """

    def __init__(self, work: Workspace) -> None:
        """Write into this workspace."""
        self.work = work
        self.widest = 0
        self._path = work.scratch()
        self._longest = 0
        self._disguised = False

    def take(self, rows: Iterable[Row]) -> Iterator[str]:
        """Note all rows that have a value; yields the cells beyond the last column allowed."""
        allowed = self.work.limits.columns
        with self._path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            for row in rows:
                if not any(row):
                    continue
                self.widest = max(self.widest, len(row))
                if len(row) > allowed:
                    yield "\t".join(cell for cell in row[allowed:] if cell)
                    row = row[:allowed]
                file.write(self._line(row))

    def _line(self, row: Row) -> str:
        """A row without quotes; characters that would need them go in disguise."""
        line = SEPARATOR.join(cell or "" for cell in row)
        if line.count(SEPARATOR) >= len(row) or "\n" in line or "\r" in line:
            self._disguised = True
            line = SEPARATOR.join((cell or "").translate(_DISGUISE) for cell in row)
        self._longest = max(self._longest, len(line))
        return line + "\n"

    def load(self, width: int) -> str:
        """Load what was noted as ``width`` columns; returns the relation."""
        shown = ", ".join(
            f"translate(c{i}, $hidden, $plain) AS c{i}" if self._disguised else f"c{i}"
            for i in range(width)
        )
        # A character takes at most four bytes.
        query = (
            f"SELECT {shown} FROM read_csv($path, {_columns(width)}, delim=$separator, quote='', "
            "escape='', header=false, null_padding=true, new_line='\\n', "
            f"{_bounds(width, 4 * self._longest)})"
        )
        told = {"path": str(self._path), "separator": SEPARATOR}
        if self._disguised:
            told |= {"hidden": HIDDEN, "plain": PLAIN}
        return create(self.work, width, query, told)

    def forget(self) -> None:
        """Remove what was noted."""
        self._path.unlink(missing_ok=True)


def sheet(work: Workspace, source: Source, place: str, rows: Iterable[Row]) -> Iterator[Part]:
    """A grid of cells as it stands in a sheet or a text: remarks, header, table."""
    stream = iter(rows)
    top = list(itertools.islice(stream, LOOKED_AT))
    form = layout(top)
    above = ("\t".join(cell for cell in row if cell) for row in top[: form.above])
    remarks = f"{place}, above the table" if place else source.part("rows above the table")
    yield from pieces(above, Where.BODY, remarks)
    header = top[form.above] if form.header else None
    data = top[form.above + (0 if form.kept else 1) :]
    yield from table(work, place, itertools.chain(data, stream), header)


def table(work: Workspace, place: str, rows: Iterable[Row], header: Row | None) -> Iterator[Part]:
    """A table of rows; none if there is neither a row nor a header.

    :param header: may still grow while the rows are taken.
    """
    grid = Grid(work)
    allowed = work.limits.columns
    beyond = f"{place}, last columns" if place else "last columns"
    try:
        yield from pieces(grid.take(rows), Where.BODY, beyond)
        widest = max(grid.widest, len(header or ()))
        width = min(widest, allowed)
        if not width:
            return
        if widest > allowed:
            yield Unread(place, "too-many-columns", f"{widest} > {allowed}")
            yield from pieces(
                (cell or "" for cell in (header or ())[allowed:]), Where.HEADER, place
            )
        relation = grid.load(width)
        yield Table(place, relation, named(header, width), count(work, relation))
    finally:
        grid.forget()
