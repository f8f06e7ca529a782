# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Looks a file through: its tables' cells, headers and labels, and its texts."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import duckdb
from duckdb import DuckDBPyConnection

from ..model import Certainty, Finding, Table, Text, Where
from . import birth_date, coordinates, names
from .detector import Detector, Tally
from .headers import words
from .judge import judge
from .masks import mask
from .registry import detectors
from .settings import Settings
from .values import FEW, Subject, Values, announces, profiles

ROWS = 500_000
"""Columns of few distinct values are judged together until they have so many."""

BATCH = 8_000_000
"""Texts are judged together until they have so many characters."""

ORDER = list(Certainty)


class LookFailed(RuntimeError):
    """The file was not looked through to its end. Tells the kind of failure, and no content."""


def look(
    connection: DuckDBPyConnection,
    tables: Sequence[Table],
    texts: Iterable[Text],
    settings: Settings | None = None,
) -> list[Finding]:
    """All findings of a file, the surest first.

    :param connection: of :func:`~..engine.connect`; the tables lie in it, and are left as they
        are. Temporary relations are made beside them.
    :raises LookFailed: the engine failed, and nothing is known of the file.
    """
    settings = settings or Settings()
    try:
        search = _Search(connection, detectors(settings))
        findings = [finding for table in tables for finding in search.table(table)]
        findings += search.texts(texts)
    except duckdb.Error as failure:
        # The engine's message and its chain may quote a cell.
        kind = type(failure).__name__
        raise LookFailed(f"The engine could not look the file through ({kind}).") from None
    return sorted(findings, key=lambda finding: ORDER.index(finding.certainty))


class _Search:
    def __init__(self, connection: DuckDBPyConnection, every: Sequence[Detector]) -> None:
        self.every = every
        self.values = Values(connection, every)
        self.degrees: dict[int, tuple[Subject, coordinates.Degrees]] = {}

    def table(self, table: Table) -> Iterator[Finding]:
        place = self._shown([table.place])[table.place]
        headers = [column.name for column in table.columns]
        masked = self._shown(headers)
        shown = [
            name if masked[name] == name else f"column {i} ({masked[name]})"
            for i, name in enumerate(headers, 1)
        ]
        yield from self._descriptions(table, place, shown)
        yield from self._cells(table, place, shown)

    def _descriptions(self, table: Table, place: str, shown: list[str]) -> Iterator[Finding]:
        pieces = []
        for name, column in zip(shown, table.columns, strict=True):
            for where, texts in (
                (Where.HEADER, [column.name]),
                (Where.VARIABLE_LABEL, [column.label]),
                (Where.VALUE_LABEL, list(column.value_labels.values())),
            ):
                if any(texts):
                    pieces.append((Subject(place, name, where), texts))
        self.values.texts(pieces)
        yield from self._judged()

    def _cells(self, table: Table, place: str, shown: list[str]) -> Iterator[Finding]:
        self.degrees.clear()
        waiting = 0
        for i, profile in enumerate(profiles(self.values.connection, table)):
            if not profile.values:
                continue
            column = table.columns[i]
            header = words(column.name, column.label)
            subject = Subject(place, shown[i], None, profile.values, profile.longest, header, i)
            few = profile.distinct <= FEW
            if waiting and (not few or waiting + profile.distinct > ROWS):
                yield from self._judged()
                waiting = 0
            self.values.column(table, i, column, subject, few)
            waiting += profile.distinct
        yield from self._judged()
        yield from self._points(table)

    def texts(self, texts: Iterable[Text]) -> list[Finding]:
        """Pieces of one place are judged together, wherever they come in the file."""
        met: dict[tuple[str, Where], tuple[Subject, dict[str, Tally]]] = {}
        waiting: dict[tuple[str, Where], list[str]] = {}
        size = 0

        def take() -> None:
            shown = self._shown({place for place, _ in waiting})
            keys = list(waiting)
            subjects = [Subject(shown[place], None, where) for place, where in keys]
            self.values.texts([(s, waiting[k]) for s, k in zip(subjects, keys, strict=True)])
            for key, subject, tallies in zip(keys, subjects, self.values.tallies(), strict=True):
                before, sums = met.setdefault(key, (subject, {}))
                if before is not subject:
                    before.values += subject.values
                for name, tally in tallies.items():
                    sums.setdefault(name, Tally()).add(tally)
            self.values.clear()
            waiting.clear()

        for text in texts:
            waiting.setdefault((text.place, text.where), []).append(text.text)
            size += len(text.text)
            if size > BATCH:
                take()
                size = 0
        take()
        return [f for subject, sums in met.values() for f in self._findings(subject, sums)]

    def _shown(self, names: Iterable[str]) -> dict[str, str]:
        """What may be shown of a place or a header: its mask, if an identifier is in it."""
        distinct = list(dict.fromkeys(filter(None, names)))
        if not distinct:
            return {"": ""}
        self.values.texts([(Subject("", None, None), [name]) for name in distinct])
        tallies = self.values.tallies()
        self.values.clear()
        found = zip(distinct, tallies, strict=True)
        return {"": ""} | {
            name: mask(name) if any(tally.matches for tally in met.values()) else name
            for name, met in found
        }

    def _points(self, table: Table) -> Iterator[Finding]:
        """Pairs of columns that are latitude and longitude."""
        columns = [
            (words(column.name, column.label), self.degrees[i][1] if i in self.degrees else None)
            for i, column in enumerate(table.columns)
        ]
        for i, j, certainty, reason in coordinates.pairs(columns):
            for k in (i, j):
                subject, found = self.degrees[k]
                tally = Tally(cells=round(found.share * subject.values))
                yield _finding(coordinates.DETECTOR, subject, certainty, reason, tally)

    def _judged(self) -> Iterator[Finding]:
        """Findings of the subjects that were taken in; then the relations are empty again."""
        connection, subjects = self.values.connection, self.values.subjects
        if not subjects:
            return
        headers = [subject.header for subject in subjects]
        sizes = [subject.values for subject in subjects]
        wholes = {
            names.DETECTOR: names.columns(connection, headers, sizes),
            birth_date.DETECTOR: birth_date.columns(connection, headers, sizes),
        }
        for g, met in coordinates.degrees(connection).items():
            if (i := subjects[g].place_in_table) is not None:
                self.degrees[i] = subjects[g], met
        for g, (subject, tallies) in enumerate(zip(subjects, self.values.tallies(), strict=True)):
            judged = {detector: found[g] for detector, found in wholes.items() if g in found}
            for detector, (certainty, reason, tally) in judged.items():
                yield _finding(detector, subject, certainty, reason, tally)
            yield from self._findings(subject, tallies, judged)
        self.values.clear()

    def _findings(
        self, subject: Subject, tallies: dict[str, Tally], judged: Collection[Detector] = ()
    ) -> Iterator[Finding]:
        for detector in self.every:
            tally = tallies.get(detector.name, Tally())
            verdict = judge(detector, tally, announces(detector, subject))
            if verdict and detector not in judged:
                yield _finding(detector, subject, *verdict, tally)


def _finding(
    detector: Detector, subject: Subject, certainty: Certainty, reason: str, tally: Tally
) -> Finding:
    return Finding(
        identifier=detector.name,
        certainty=certainty,
        place=subject.place,
        column=subject.column,
        where=subject.where,
        matches=min(tally.cells, subject.values),
        values=subject.values,
        base_rate=detector.rate,
        reason=reason,
        examples=tally.examples,
    )
