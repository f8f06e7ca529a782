# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The plain data that reading, detecting and measuring hand to each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Where(StrEnum):
    """The sort of place in a file where a text stands."""

    HEADER = "header"
    VARIABLE_LABEL = "variable label"
    VALUE_LABEL = "value label"
    NOTE = "note"
    SHEET_NAME = "sheet name"
    DEFINED_NAME = "defined name"
    COMMENT = "comment"
    TRACKED_CHANGE = "tracked change"
    PROPERTY = "document property"
    FILE_NAME = "file name"
    BODY = "text"
    EXIF = "image property"


@dataclass(frozen=True)
class Column:
    """One variable of a table, as the file describes it.

    :param name: its name in the file, whatever characters it has.
    :param label: the variable label; empty if there is none.
    :param value_labels: the label of each code that has one, codes as the cells show them.
    :param numeric: whether the file stores it as a number (always false for text formats).
    :param missing: codes that the file declares to mean "missing"; cells keep them.
    """

    name: str
    label: str = ""
    value_labels: Mapping[str, str] = field(default_factory=dict)
    numeric: bool = False
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    """A table that lies in the engine.

    :param place: where in the file: ``""`` for a file that is one table, else for people, e.g.
        ``sheet "Wave 2"`` or ``survey.zip/wave2.csv``.
    :param relation: its name in the engine: letters, digits and underscores, never quoted; the name
        of the database it lies in may stand before it, with a dot.
    :param columns: the i-th one is column ``c<i>`` of the relation, of type VARCHAR whatever the
        file says, so that no leading zero is lost; an empty or absent cell is NULL.
    :param rows: number of rows, the header not counted.
    """

    place: str
    relation: str
    columns: tuple[Column, ...]
    rows: int


@dataclass(frozen=True)
class Text:
    """A piece of text that is not a cell; never longer than :data:`PIECE` characters."""

    where: Where
    place: str
    text: str


PIECE = 100_000
"""A longer text comes in pieces that overlap, so that nothing is cut in two."""


@dataclass(frozen=True)
class Unread:
    """A part of the file that was not screened, and why. The reason never quotes content.

    :param reason: a key of the texts, e.g. ``type``, ``encrypted``, ``damaged``, ``too-large``,
        ``too-many-columns``, ``nested-too-deep``, ``time``.
    :param detail: what the reason needs to be told: a media type, a limit.
    """

    place: str
    reason: str
    detail: str = ""


@dataclass(frozen=True)
class Contents:
    """What a file holds: its tables, its texts (once through), and what could not be read.

    ``unread`` is complete when ``texts`` has been read to its end.
    """

    media_type: str
    tables: tuple[Table, ...]
    texts: Iterable[Text]
    unread: list[Unread]


class Certainty(StrEnum):
    """How sure a finding is, from the strongest to the weakest."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True)
class Finding:
    """An identifier found in one place.

    :param identifier: the detector's name, e.g. ``be-national-number``.
    :param place: the table's or the text's place.
    :param column: name of the column; None outside tables.
    :param where: the sort of place; None for cells.
    :param matches: cells (or texts' passages) that are such an identifier.
    :param values: cells that are not missing (or passages looked at).
    :param base_rate: share of random values of the same shape that would match by chance.
    :param reason: a key of the texts, e.g. ``above-chance``, ``header``, ``header-and-values``.
    :param examples: at most three, masked: no letter or digit by which the value could be known.
    """

    identifier: str
    certainty: Certainty
    place: str
    column: str | None
    where: Where | None
    matches: int
    values: int
    base_rate: float
    reason: str
    examples: tuple[str, ...] = ()
