# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""By which characters a text table separates and quotes its cells.

Each candidate splits the first lines; the best one gives most lines the same number of cells, and
cells that look like values rather than like rows not yet split. The second half of that measure
follows van den Burg, Nazábal & Sutton, "Wrangling messy CSV files by detecting row and type
patterns" (2019), in a much simpler form.
"""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hoeder.anonymisation.screening.readers.textual import split

COMMON = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 0.95, "\x1f": 0.95, "\x01": 0.95, ":": 0.7, " ": 0.6}
RARE = 0.65
NEVER = frozenset("@.-_/+='\"()[]{}<>%\\\r\n\ufeff")
"""Common within values, hence no separators."""

_UNSPLIT = re.compile(r"[;\t|]|,(?!\s|\d+$)")
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|])'[^'\n]*'(?=$|[,;\t|\r\n])", re.MULTILINE)
_LINES = 200


@dataclass(frozen=True)
class Dialect:
    """How a text table is written.

    :param delimiter: empty for a single column.
    :param quote: empty if no character quotes.
    :param escape: what stands before a quote within quotes.
    :param certainty: share of lines with the usual number of cells; 0 for a single column.
    """

    delimiter: str
    quote: str = '"'
    escape: str = '"'
    certainty: float = 0.0

    def cells(self, lines: Iterable[str], strict: bool = False) -> Iterator[list[str]]:
        """The cells of each line.

        :raises csv.Error: for what cannot be, and if strict, for any quote not as it should be.
        """
        return csv.reader(lines, strict=strict, **self.format())

    def format(self) -> dict[str, Any]:
        """Keyword arguments for :func:`csv.reader`."""
        doubled = self.escape == self.quote
        return {
            "delimiter": self.delimiter or "\x1f",
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "doublequote": doubled,
            "escapechar": None if doubled or not self.quote else self.escape,
        }


def dialect(head: str) -> Dialect:
    r"""Judge the first lines of a text.

    >>> dialect("a;b\n1,5;2,3\n4,6;5\n").delimiter
    ';'
    >>> dialect("name\nJan Maes\nAn\n").delimiter
    ''
    >>> dialect("a§b\n1§2\n").delimiter
    '§'
    """
    lines = [line for line in split(head)[: 2 * _LINES] if line.strip()]
    if lines and (told := re.match(r"sep=(.)\r?\n", lines[0])):
        return Dialect(told[1], *_quoting("".join(lines[1:])), certainty=1.0)
    if not lines:
        return Dialect("")
    quote, escape = _quoting(head)
    candidates = set(COMMON) | {
        character
        for character in "".join(lines[:5])
        if not character.isalnum() and not character.isspace() and character not in NEVER
    }
    scored = [
        (*_score(lines[:_LINES], Dialect(candidate, quote, escape)), candidate)
        for candidate in sorted(candidates)
        if candidate != quote
    ]
    score, certainty, best = max(scored)
    if score < 0.2:
        return Dialect("", quote, escape)
    return Dialect(best, quote, escape, certainty)


def _quoting(head: str) -> tuple[str, str]:
    quote = '"'
    if '"' not in head and len(_SINGLE_QUOTED.findall(head)) >= max(2, head.count("'") / 4):
        quote = "'"
    backslashed = head.count("\\" + quote)
    return quote, "\\" if backslashed and backslashed > head.count(quote * 2) else quote


def _score(lines: Sequence[str], form: Dialect) -> tuple[float, float]:
    """How well a dialect fits, and the share of rows of the usual width."""
    try:
        rows = [row for row in form.cells(lines) if row]
    except csv.Error:
        return 0.0, 0.0
    if not rows:
        return 0.0, 0.0
    widths = Counter(map(len, rows))
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    share = times / len(rows)
    if width < 2 or (form.delimiter == " " and share < 1):
        return 0.0, 0.0
    cells = [cell for row in rows for cell in row[:50]]
    clean = 1 - sum(bool(_UNSPLIT.search(cell)) for cell in cells) / len(cells)
    weight = COMMON.get(form.delimiter, RARE)
    return weight * share**2 * clean**2 * (1 + math.log2(width) / 20), share
