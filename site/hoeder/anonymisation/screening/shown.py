# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a report shows of names, labels and places: themselves, or their shape.

A shape is shown where a detector meets an identifier in them, and for a first row that may be a
header or data (readers keep it as both): only names that say what a variable is about are shown
then, as "Jan Maes" may be one of the people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import duckdb

from .detectors import Settings
from .detectors.masks import mask
from .detectors.registry import detectors
from .detectors.values import Subject, Values
from .model import Column, Finding, Table
from .plain import text, unique
from .risk.vocabulary import concept_of


@dataclass(frozen=True)
class Names:
    """How a table's place and columns are shown.

    :param columns: name and label of each.
    :param own: the columns' names in the file; those that occur twice are numbered.
    """

    place: str
    columns: tuple[tuple[str, str], ...]
    own: tuple[str, ...]
    _looked: dict[str, str]

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """The table's findings under the names that are shown."""
        return [
            replace(each, place=self.place, column=self._looked.get(each.column or "", each.column))
            for each in findings
        ]

    def index(self, name: str) -> int | None:
        """The column of a name as shown, or as the file has it."""
        for names in ([shown for shown, _ in self.columns], self.own):
            if name in names:
                return list(names).index(name)
        return None


class Shown:
    """Finds out what may be shown."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
        """Look with these settings; relations beside the tables are made in the connection."""
        self._connection = connection
        self._values = Values(connection, detectors(settings))
        self._places: dict[str, str] = {}

    def place(self, place: str) -> str:
        """A place, or its shape."""
        if place not in self._places:
            self._places[place] = text(self._masked([place])[place])
        return self._places[place]

    def names(self, table: Table) -> Names:
        """The names of a table and its columns."""
        own = [column.name for column in table.columns]
        masked = self._masked([*own, *(column.label for column in table.columns)])
        doubtful = self._is_row(table)
        shown, looked = [], []
        for i, column in enumerate(table.columns):
            whole = masked[column.name] == column.name
            looked.append(column.name if whole else f"column {i + 1} ({masked[column.name]})")
            open_ = whole and (not doubtful or bool(concept_of(column)))
            shown.append(text(column.name) if open_ else f"column {i + 1} ({mask(column.name)})")
        shown = unique(shown)
        labels = [text(masked[column.label]) for column in table.columns]
        return Names(
            self.place(table.place),
            tuple(zip(shown, labels, strict=True)),
            tuple(own),
            dict(zip(looked, shown, strict=True)),
        )

    def _masked(self, names: Sequence[str]) -> dict[str, str]:
        """As the detectors do with names in findings."""
        distinct = [name for name in dict.fromkeys(names) if name]
        self._values.texts([(Subject("", None, None), [name]) for name in distinct])
        met = self._values.tallies()
        self._values.clear()
        return {"": ""} | {
            name: mask(name) if any(tally.matches for tally in tallies.values()) else name
            for name, tallies in zip(distinct, met, strict=True)
        }

    def _is_row(self, table: Table) -> bool:
        """Whether the names are a row of the table as well."""
        same = " AND ".join(
            f"coalesce(trim(c{i}), '') IN (?, '')" for i in range(len(table.columns))
        )
        found = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {table.relation} WHERE {same} "
            f"AND {_any(table.columns)} LIMIT 1)",
            [column.name for column in table.columns],
        ).fetchone()
        return bool(found and found[0])


def _any(columns: Sequence[Column]) -> str:
    return "(" + " OR ".join(f"c{i} IS NOT NULL" for i in range(len(columns))) + ")"
