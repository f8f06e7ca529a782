# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a detector is, and the pieces of patterns that several of them share.

A detector judges no cell: it says which passages have the form of its identifier (*candidates*),
which of those pass its checks (*matches*), and how often a candidate would pass by chance. The
column is judged from these three (:mod:`~.judge`).

The same rule stands twice in a detector's module: ``is_valid`` in Python, which the docstring
proves, and ``shape`` and ``check`` in SQL, which the engine runs over millions of cells. The
tests hold them together.
"""

from collections.abc import Callable
from dataclasses import dataclass

START = r"(?:^|[^0-9A-Za-z.,_+-]|(?:^|[^0-9])[.,_+-])"
"""Before a number: not a digit or letter, and not the point or sign of a longer number."""

DIGITS = r"\d(?:[ ./()-]{0,2}\d){7}"
"""At least eight digits with at most two separators between them."""

FORM_RATE = 1e-4
"""Chance for what nothing else looks like: no digits happen to form an e-mail address. Not zero,
so that one passage is no certainty and three are."""


@dataclass(frozen=True)
class Detector:
    """One identifier.

    :param name: its key in findings and texts.
    :param version: to be raised with every change of what it finds.
    :param pattern: passages in running text, group 1 the candidate; for RE2 and for Python's re.
    :param gate: where it does not match, ``pattern`` does not either; cheap. For both as well.
    :param shape: SQL, whether a candidate counts; over ``p`` (the passage), ``d`` (its digits)
        and ``x`` (the digits as BIGINT, NULL if too long).
    :param check: SQL over the same, whether a candidate that counts is a match.
    :param rate: share of random candidates that would match.
    :param is_valid: the same as ``shape`` and ``check``, for one value.
    :param header: words of a column's name or label that announce it; a pattern over
        :func:`~.headers.words`.
    :param telling: passages that match it in full are formatted as nothing else is.
    :param lengths: cells of so many digits and nothing else may be such an identifier.
    :param digits: ``check`` for such cells, where it can be shorter.
    :param least: an identifier has at least so many characters.
    :param alone: the check proves something, but not what: without a telling header, or format,
        a column is never more than ``likely``.
    :param announced: only where a header announces it.
    """

    name: str
    version: int
    pattern: str
    gate: str
    shape: str
    check: str
    rate: float
    is_valid: Callable[[str], bool]
    header: str
    least: int
    telling: str = ""
    lengths: tuple[int, ...] = ()
    digits: str = ""
    alone: bool = False
    announced: bool = False


@dataclass
class Tally:
    """What one detector met in one subject. Counts are of distinct passages, but ``cells``.

    :param formatted: candidates in a telling format; ``telling``: matches among them.
    """

    candidates: int = 0
    matches: int = 0
    formatted: int = 0
    telling: int = 0
    cells: int = 0
    examples: tuple[str, ...] = ()

    def add(self, other: "Tally") -> None:
        """Take in what was met elsewhere in the same subject; examples are masked already."""
        self.candidates += other.candidates
        self.matches += other.matches
        self.formatted += other.formatted
        self.telling += other.telling
        self.cells += other.cells
        self.examples = tuple(dict.fromkeys(self.examples + other.examples))[:3]


def digits_at(position: int, length: int) -> str:
    """SQL for the digit at a position (from 1) of ``x``, a number of so many digits.

    >>> digits_at(1, 9)
    '(x // 100000000 % 10)'
    """
    return f"(x // {10 ** (length - position)} % 10)"


def literal(text: str) -> str:
    """A text as a literal of SQL.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
