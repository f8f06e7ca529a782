# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Text tables: comma-separated values and their kin, of any delimiter, encoding and quoting.

The engine's own parser reads what is well formed, strictly, because a lenient one skips or joins
rows without a word. What it refuses (too many cells, broken quotes, mixed line ends) is read here
line by line: slower, and no cell is lost.
"""

import csv
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import duckdb

from hoeder.anonymisation.screening.model import Table, Unread
from hoeder.anonymisation.screening.readers.dialect import Dialect, dialect
from hoeder.anonymisation.screening.readers.layout import LOOKED_AT, layout, named
from hoeder.anonymisation.screening.readers.load import read_csv, sheet
from hoeder.anonymisation.screening.readers.storage import count, drop
from hoeder.anonymisation.screening.readers.textual import (
    SAMPLE,
    Decoder,
    clean,
    encoding,
    lines,
    split,
)
from hoeder.anonymisation.screening.readers.workspace import MEGABYTE, Cut, Part, Source, Workspace

UTF8 = "utf-8-sig"
"""With or without a mark at the start."""

SWALLOWED = 200
"""Lines within one row from which a quote is taken to be a stray one."""


def head(source: Source) -> tuple[str, str]:
    """Encoding and first lines of a text.

    :raises Cut: ``type`` if it is not text.
    """
    with source.path.open("rb") as file:
        start = file.read(SAMPLE)
        more = bool(file.read(1))
    name = encoding(start)
    if name is None:
        raise Cut("type", "application/octet-stream")
    text = start.decode(name, "replace").removeprefix("\ufeff")
    if more:  # the last line is not whole
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text
    return name, text


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a text table."""
    name, start = head(source)
    form = dialect(start)
    if name in ("utf-8", "utf-8-sig"):
        yield from _utf8(source, work, form, start)
        return
    path = work.scratch()
    decoder = Decoder(name)
    try:
        with source.path.open("rb") as file, path.open("w", encoding="utf-8", newline="") as text:
            for block in decoder.texts(file):
                text.write(clean(block))
        yield from _utf8(dataclasses.replace(source, path=path), work, form, start)
        if decoder.broken:
            yield Unread(source.place, "encoding", f"{decoder.wrong} bytes")
    finally:
        path.unlink(missing_ok=True)


def _utf8(source: Source, work: Workspace, form: Dialect, start: str) -> Iterator[Part]:
    table = _fast(source, work, form, start)
    if table:
        yield table
    else:
        yield from _slow(source, work, form)


def _fast(source: Source, work: Workspace, form: Dialect, start: str) -> Table | None:
    """Through the engine's parser; None if it would not do."""
    if (not form.delimiter and "\x1f" in start) or start.startswith("sep="):
        return None
    # The sample may end within quotes, which would make one long row of what follows.
    top = list(form.cells(split(start)[: 2 * LOOKED_AT]))[:LOOKED_AT]
    laid = layout(top)
    if laid.above or not top:
        return None
    width = max(map(len, top))
    if width > work.limits.columns or not width:
        return None
    path = work.within_reach(source.path)
    try:
        header = laid.header and not laid.kept
        relation = read_csv(
            work,
            path,
            width,
            delimiter=form.delimiter or "\x1f",
            quote=form.quote,
            escape=form.escape,
            header=header,
        )
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        return None
    finally:
        if path != source.path.resolve():
            path.unlink()
    rows = count(work, relation)
    if not _accounted(source.path, form, relation, width, rows, top[0] if header else [], work):
        drop(work, relation)
        return None
    columns = named(top[0] if laid.header else None, width)
    return Table(source.place, relation, columns, rows)


def _accounted(
    path: Path,
    form: Dialect,
    relation: str,
    width: int,
    rows: int,
    header: list[str],
    work: Workspace,
) -> bool:
    """Whether every line of the file is a row, the header, or a line break within a cell.

    The engine's parser has been seen to end at a quote that never closes without a word.
    """
    ends, quoted, last = 0, False, b""
    with path.open("rb") as file:
        while block := file.read(MEGABYTE):
            ends += block.count(b"\n")
            quoted = quoted or form.quote.encode() in block
            last = block[-1:]
    expected = ends + (last != b"\n")
    found = rows + bool(header)
    if quoted and found != expected:
        breaks = ", ".join(
            f"coalesce(sum(len(c{i}) - len(replace(c{i}, chr(10), ''))), 0)" for i in range(width)
        )
        counted = work.connection.execute(f"SELECT {breaks} FROM {relation}").fetchone()
        found += sum(counted or ()) + sum(cell.count("\n") for cell in header)
    return found == expected


def _slow(source: Source, work: Workspace, form: Dialect) -> Iterator[Part]:
    """Line by line; without quotes, if they do not pair."""
    limit = work.limits.line
    csv.field_size_limit(limit)
    if not _pairs(source.path, form, limit):
        form = Dialect(form.delimiter, "", "")
    decoder = Decoder(UTF8)
    with source.path.open("rb") as file:
        rows = form.cells(_lines(decoder, file, limit))
        yield from sheet(work, source, source.place, rows)
    if decoder.broken:
        yield Unread(source.place, "encoding", f"{decoder.wrong} bytes")


def _lines(decoder: Decoder, file: IO[bytes], limit: int) -> Iterator[str]:
    """Lines of a text but for Excel's word on the delimiter."""
    found = lines(decoder.texts(file), limit)
    first = next(found, "")
    if not re.fullmatch(r"sep=.\r?\n", first):
        yield first
    yield from found


def _pairs(path: Path, form: Dialect, limit: int) -> bool:
    """Whether the quotes pair, so that no cell swallows the lines that follow it."""
    for strict in (True, False):
        before = 0
        try:
            with path.open("rb") as file:
                rows = csv.reader(
                    _lines(Decoder(UTF8), file, limit), strict=strict, **form.format()
                )
                for _ in rows:
                    if rows.line_num - before > SWALLOWED:
                        return False
                    before = rows.line_num
            return True
        except csv.Error:
            continue
    return False
