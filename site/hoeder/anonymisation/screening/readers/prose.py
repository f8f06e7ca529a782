# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Plain text: read as it is, unless its lines are those of a table."""

from collections.abc import Iterator

from hoeder.anonymisation.screening.model import Unread, Where
from hoeder.anonymisation.screening.readers import delimited
from hoeder.anonymisation.screening.readers.dialect import dialect
from hoeder.anonymisation.screening.readers.textual import Decoder, running, split
from hoeder.anonymisation.screening.readers.workspace import Part, Source, Workspace

TABULAR = frozenset(",;\t|\x1f\x01")
"""Delimiters by which a text that does not call itself a table is taken to be one."""


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a text."""
    name, start = delimited.head(source)
    form = dialect(start)
    several = sum(bool(line.strip()) for line in split(start)) >= 3
    if form.delimiter in TABULAR and form.certainty >= 0.95 and several and form.delimiter:
        yield from delimited.read(source, work)
        return
    decoder = Decoder(name)
    with source.path.open("rb") as file:
        yield from running(decoder.texts(file), Where.BODY, source.place)
    if decoder.broken:
        yield Unread(source.place, "encoding", f"{decoder.wrong} bytes")
