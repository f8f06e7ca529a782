# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The geometry of a report's pictures; the templates draw them, and the same as a table.

All are 320 units wide, so that their text stays readable on a narrow screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..risk.classes import BINS
from .language import Language
from .words import POLICY_LINE, POLICY_WITHIN

WIDTH = 320
LEFT, RIGHT = 104, 66
"""Room for the labels and for the values beside the bars."""

ROW = 22


@dataclass(frozen=True)
class Bar:
    """One bar.

    :param y: of its row's top. :param length: in units. :param cells: what the table says of it.
    :param poor: whether it lies below what the policy asks.
    """

    label: str
    value: str
    y: float
    length: float
    poor: bool
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Bars:
    """A bar chart; ``line`` is the height of the policy's line, and ``told`` its text."""

    bars: tuple[Bar, ...]
    height: float
    line: float | None = None
    told: str = ""


def histogram(risk: Mapping[str, Any], policy: int | None, say: Language) -> Bars:
    """Rows by the size of their group; the smallest groups are on top, the line below what is too
    small, if only in part.

    :param policy: the smallest group allowed.
    """
    told = say.say(POLICY_LINE, k=policy)
    anonymity = risk["anonymity"]
    found = {each["smallest"]: each for each in anonymity["histogram"]}
    rows = max(anonymity["rows"], 1)
    most = max((each["rows"] for each in found.values()), default=1)
    bars, top, line = [], 4.0, None
    for smallest, following in zip(BINS, (*BINS[1:], None), strict=True):
        each = found.get(smallest, {"rows": 0, "classes": 0})
        label = _sizes(smallest, following, say)
        if policy is not None and line is None and policy <= smallest:
            line, top = top + 7, top + 16
        share = say.share(each["rows"] / rows)
        bars.append(
            Bar(
                label,
                share,
                top,
                (WIDTH - LEFT - RIGHT) * each["rows"] / most,
                policy is not None and smallest < policy,
                (say.number(each["classes"]), say.number(each["rows"]), share),
            )
        )
        top += ROW
        if policy is not None and following is not None and smallest < policy < following:
            line, top = top + 7, top + 16
            told = say.say(POLICY_WITHIN, k=policy, sizes=label)
    return Bars(tuple(bars), top + 4, line, told if line is not None else "")


def _sizes(smallest: int, following: int | None, say: Language) -> str:
    if following is None:
        return f"≥ {say.number(smallest)}"
    if following == smallest + 1:
        return say.number(smallest)
    return f"{say.number(smallest)}–{say.number(following - 1)}"


def contribution(risk: Mapping[str, Any], say: Language) -> Bars:
    """What goes with each quasi-identifier: sample uniques, or groups where there are none."""
    figure = "uniques" if risk["anonymity"]["uniques"] else "classes"
    before = risk["anonymity"][figure]
    gone = [
        (1 - each["left_out"][figure] / before if before else 0.0, each)
        for each in risk["contributions"]
    ]
    gone.sort(key=lambda pair: -pair[0])
    bars = [
        Bar(
            shortened(each["name"], 12),
            say.share(share),
            4.0 + i * ROW,
            max(0.0, (WIDTH - LEFT - RIGHT) * share),
            False,
            (
                each["name"],
                say.number(each["distinct"]),
                say.number(each["left_out"]["uniques"]),
                say.number(each["left_out"]["k"]),
                say.share(share),
            ),
        )
        for i, (share, each) in enumerate(gone)
    ]
    return Bars(tuple(bars), 8 + ROW * len(bars))


@dataclass(frozen=True)
class Heat:
    """Columns against identifiers.

    :param rows: each with its label, its full name, and a certainty (or nothing) for each
        identifier.
    """

    identifiers: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    width: float
    height: float
    top: float


CELL = 24
HEATED = 60
"""Rows of the heat map; what is beyond them stands in the list of findings."""


def heat(findings: Sequence[Mapping[str, Any]], names: Mapping[str, str], none: str) -> Heat | None:
    """The heat map; None if nothing was found.

    :param names: of the identifiers. :param none: label for what is not in a column.
    """
    order = ("possible", "likely", "certain")
    met: dict[tuple[str, str], dict[str, str]] = {}
    for each in findings:
        row = met.setdefault((each["place"], each["column"] or none), {})
        before = row.get(each["identifier"], "possible")
        row[each["identifier"]] = max(before, each["certainty"], key=order.index)
    kinds = sorted({kind for row in met.values() for kind in row})
    if not kinds:
        return None
    rows = tuple(
        (
            shortened(column, 15),
            f"{place}: {column}" if place else column,
            tuple(row.get(kind, "") for kind in kinds),
        )
        for (place, column), row in list(met.items())[:HEATED]
    )
    labels = tuple(names[kind] for kind in kinds)
    top = 12 + 6.2 * max(len(shortened(label, 28)) for label in labels)
    width = max(WIDTH, 120 + CELL * len(kinds) + 8)
    return Heat(labels, rows, width, top + CELL * len(rows) + 6, top)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters.

    >>> shortened("municipality", 8)
    'municip…'
    """
    return text if len(text) <= most else text[: most - 1] + "…"
