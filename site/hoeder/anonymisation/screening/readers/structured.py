# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""JSON and JSON Lines: records become rows, nested objects dotted columns, nested lists text.

A document that is a list of records, or holds such lists, becomes tables; whatever else it says
becomes text, one ``path: value`` a line.
"""

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from hoeder.anonymisation.screening.model import Unread, Where
from hoeder.anonymisation.screening.readers.delimited import head
from hoeder.anonymisation.screening.readers.load import table
from hoeder.anonymisation.screening.readers.numerals import number
from hoeder.anonymisation.screening.readers.textual import Decoder, lines, pieces
from hoeder.anonymisation.screening.readers.workspace import MEGABYTE, Cut, Part, Source, Workspace

DEEPEST = 20
"""Levels of objects that become dotted columns; deeper ones are text."""

_SPACE = re.compile(r"[\s,]*")


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a document, or one record a line.

    :raises Cut: ``too-large`` for one document beyond what may be in memory whole,
        ``line-too-long`` for one record.
    """
    name, start = head(source)
    decoder = Decoder(name)
    with source.path.open("rb") as file:
        blocks = decoder.texts(file)
        if start.lstrip().startswith("["):
            yield from _list(source, work, items(blocks, work.limits.line))
        elif _is_lines(start):
            yield from _list(source, work, _lines(blocks, work.limits.line))
        else:
            if source.path.stat().st_size > work.limits.whole:
                raise Cut("too-large", f"{work.limits.whole // MEGABYTE} MB")
            yield from _document(source, work, json.loads("".join(blocks)))
    if decoder.broken:
        yield Unread(source.place, "encoding", f"{decoder.wrong} bytes")


def _is_lines(start: str) -> bool:
    """Whether the first line is a value of its own and more follows."""
    first, _, rest = start.lstrip().partition("\n")
    try:
        json.loads(first)
    except ValueError:
        return False
    return bool(rest.strip())


def _lines(blocks: Iterable[str], limit: int) -> Iterator[Any]:
    for line in lines(blocks, limit):
        if line.strip():
            yield json.loads(line)


def items(blocks: Iterable[str], limit: int) -> Iterator[Any]:
    """Elements of a list as they come.

    >>> list(items(["[1, {\\"a\\"", ": 2}, tr", "ue ]"], 100))
    [1, {'a': 2}, True]

    :raises Cut: ``line-too-long`` for one element of more than ``limit`` characters.
    :raises ValueError: if it is no JSON.
    """
    decode = json.JSONDecoder().raw_decode
    stream = iter(blocks)
    text = ""
    while not text:
        text = next(stream).lstrip()
    at = 1
    while True:
        at = _end(_SPACE.match(text, at), at)
        if text[at : at + 1] == "]":
            if text[at + 1 :].strip() or any(block.strip() for block in stream):
                raise ValueError("more than one value")
            return
        try:
            value, end = decode(text, at)
            if end == len(text):  # a number may go on
                raise ValueError("cut off")
        except ValueError:
            # Twice the text each time, so that a long element is not tried again and again.
            text, at = text[at:], 0
            if len(text) > limit:
                raise Cut("line-too-long", f"{limit} characters") from None
            more = _at_least(stream, max(len(text), 1))
            if not more:
                raise
            text += more
            continue
        yield value
        at = end


def _end(found: re.Match[str] | None, at: int) -> int:
    return found.end() if found else at


def _at_least(stream: Iterator[str], size: int) -> str:
    found: list[str] = []
    have = 0
    for block in stream:
        found.append(block)
        have += len(block)
        if have >= size:
            break
    return "".join(found)


def _list(source: Source, work: Workspace, values: Iterator[Any]) -> Iterator[Part]:
    top = list(itertools.islice(values, 20))
    values = itertools.chain(top, values)
    if any(isinstance(value, dict | list) for value in top):
        yield from _table(source, work, source.place, values)
    else:
        yield from pieces((_text(value) or "" for value in values), Where.BODY, source.place)


def _document(source: Source, work: Workspace, value: Any) -> Iterator[Part]:
    said: list[str] = []
    tables: list[tuple[str, list[Any]]] = []
    _walk("", value, said, tables)
    yield from pieces(said, Where.BODY, source.place)
    for path, records in tables:
        place = source.part(f'list "{path}"')
        yield from _table(source, work, place, iter(records))


def _walk(path: str, value: Any, said: list[str], tables: list[tuple[str, list[Any]]]) -> None:
    """Part a document into lists of records and all other values."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _walk(f"{path}.{key}" if path else key, inner, said, tables)
    elif isinstance(value, list):
        if len(value) > 1 and all(isinstance(inner, dict) for inner in value):
            tables.append((path, value))
        else:
            for inner in value:
                _walk(path, inner, said, tables)
    else:
        said.append(f"{path}: {_text(value) or ''}")


def _table(source: Source, work: Workspace, place: str, values: Iterator[Any]) -> Iterator[Part]:
    names: dict[str, int] = {}
    header: list[str] = []
    yield from table(work, place, (_row(value, names, header) for value in values), header)


def _row(value: Any, names: dict[str, int], header: list[str]) -> list[str | None]:
    """Cells of a record; ``names`` and ``header`` grow with the names it brings."""
    flat: dict[str, str | None] = {}
    if isinstance(value, dict):
        _flatten("", value, flat, 0)
    elif isinstance(value, list):
        flat = {f"column {i}": _text(inner) for i, inner in enumerate(value, 1)}
    else:
        flat = {"column 1": _text(value)}
    for name in flat:
        if name not in names:
            names[name] = len(header)
            header.append(name)
    row: list[str | None] = [None] * (max((names[name] for name in flat), default=-1) + 1)
    for name, text in flat.items():
        row[names[name]] = text
    return row


def _flatten(path: str, value: dict[str, Any], flat: dict[str, str | None], depth: int) -> None:
    for key, inner in value.items():
        name = f"{path}.{key}" if path else key
        if isinstance(inner, dict) and inner and depth < DEEPEST:
            _flatten(name, inner, flat, depth + 1)
        else:
            flat[name] = _text(inner)


def _text(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    return number(value)
