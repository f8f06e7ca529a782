# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Where a table begins in a grid of cells, and whether its first row names the columns.

A row that may be a header and may be data is both: its cells name the columns and are kept as
cells too. So no guess made here can hide a value from the detectors.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hoeder.anonymisation.screening.model import Column
from hoeder.anonymisation.screening.readers.textual import clean

Row = Sequence[str | None]

LOOKED_AT = 100
"""Rows at the top by which the layout is judged."""

_NUMBER = re.compile(r"[-+]?[\d\s.,']*\d[\d\s.,']*(?:[eE][-+]?\d+)?\s*%?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ][\d:.]+.*)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_.][A-Za-z0-9_.]*)+|[A-Z]+\d+[a-z]?|[a-z]+\d*")


@dataclass(frozen=True)
class Layout:
    """How a grid divides.

    :param above: rows before the table: titles and remarks.
    :param header: whether the row after them names the columns.
    :param kept: whether that row counts as data (also when it is the header, in doubt).
    """

    above: int
    header: bool
    kept: bool


def layout(rows: Sequence[Row]) -> Layout:
    """Judge the first rows of a grid.

    >>> layout([["Survey 2024", None], [], ["age", "city"], ["31", "Gent"], ["44", "Aalst"]])
    Layout(above=2, header=True, kept=False)
    >>> layout([["31", "Gent"], ["44", "Aalst"]])
    Layout(above=0, header=False, kept=True)
    >>> layout([["Jan Maes", "Gent"], ["An Claes", "Aalst"]])
    Layout(above=0, header=True, kept=True)
    """
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in rows]
    usual = Counter(count for count in filled if count).most_common()
    if not usual:
        return Layout(0, False, True)
    most = max(usual[0][1], 1)
    width = max(count for count, times in usual if times == most)
    above = next(i for i, count in enumerate(filled) if count >= max(1, 0.6 * width))
    return Layout(above, *_header(rows[above], rows[above + 1 :]))


def _header(first: Row, body: Sequence[Row]) -> tuple[bool, bool]:
    """Whether the first row is a header, and whether it must be kept as data."""
    cells = [(i, cell.strip()) for i, cell in enumerate(first) if cell and cell.strip()]
    if any(_is_data(cell) and not _YEAR.fullmatch(cell) for _, cell in cells):
        return False, True
    if all(_YEAR.fullmatch(cell) for _, cell in cells):
        return False, True
    below = {
        i: [row[i] for row in body if i < len(row) and (row[i] or "").strip()] for i, _ in cells
    }
    if any(cell in below[i] for i, cell in cells) and len(body) > 2:
        return False, True
    contrast = any(
        values and sum(_is_data(value or "") for value in values) >= 0.8 * len(values)
        for values in below.values()
    )
    named = all(_VARIABLE.fullmatch(cell) for _, cell in cells)
    return True, not (contrast or named)


def _is_data(cell: str) -> bool:
    cell = cell.strip()
    return bool(_NUMBER.fullmatch(cell) or _DATE.fullmatch(cell) or "@" in cell or len(cell) > 500)


def named(header: Row | None, width: int) -> tuple[Column, ...]:
    """Columns of ``width``, by the header's cells; those without a name by their position.

    >>> [column.name for column in named(["age", ""], 3)]
    ['age', 'column 2', 'column 3']
    """
    cells = list(header or [])[:width]
    cells += [None] * (width - len(cells))
    return tuple(
        Column(name=clean(cell or "").strip() or f"column {i}") for i, cell in enumerate(cells, 1)
    )
