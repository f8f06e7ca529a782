# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Bytes become text: encodings, pieces, and the spool in which texts wait.

A wrong byte in UTF-8 is read as windows-1252 shows it, so that nothing is lost to a question mark,
and the file is reported as one of broken encoding.
"""

import codecs
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import charset_normalizer

from hoeder.anonymisation.screening.model import PIECE, Text, Where
from hoeder.anonymisation.screening.readers.workspace import MEGABYTE, Cut

OVERLAP = 500
"""Characters that two pieces of one text share; longer than any identifier."""

SAMPLE = 256 * 1024
"""Bytes by which encoding and form of a text are judged."""

EVIDENCE = 20
"""Bytes beyond ASCII below which no other encoding than the usual ones is believed."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b\x1a\x01\x1c\x1d\x1e\x1f\b\v")


def encoding(head: bytes) -> str | None:
    """Encoding by the first bytes; None if they are not text.

    ``utf-8`` is also the answer for plain ASCII: what follows the head may still be otherwise.

    >>> encoding("Kühn;1".encode()), encoding(b"K\\xfchn;1\\n"), encoding(b"\\x00\\x01\\x02\\x03")
    ('utf-8', 'cp1252', None)
    >>> encoding("Kühn;1\\n".encode("utf-16-le"))
    'utf-16-le'
    """
    for bom, name in BOMS:
        if head.startswith(bom):
            return name
    zeros = head.count(0)
    if zeros:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if zeros >= len(head) / 5 and min(even, odd) <= max(even, odd) / 20:
            name = "utf-16-le" if odd > even else "utf-16-be"
            text = head[: len(head) // 2 * 2].decode(name, "replace")
            strange = sum(not (c.isprintable() or c in "\t\r\n") for c in text)
            return name if strange <= len(text) / 50 else None
    if sum(map(head.count, (bytes([control]) for control in CONTROLS))) > len(head) / 200:
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8"
    except UnicodeDecodeError:
        return _eight_bit(head)


def _eight_bit(head: bytes) -> str | None:
    """UTF-8 with a few wrong bytes, else the most plausible of the older encodings."""
    loose = head.decode("utf-8", "ignore")
    multibyte = sum(character > "\x7f" for character in loose)
    wrong = len(head) - len(loose.encode())
    if multibyte > 3 * wrong:
        return "utf-8"
    lines = [line for line in head.splitlines() if not line.isascii()]
    best = charset_normalizer.from_bytes(b"\n".join(lines)[: 32 * 1024]).best()
    if wrong >= len(head) / 3 and best is None:
        return None
    # Of the Western encodings windows-1252 holds the others, and a short sample cannot tell them
    # from their neighbours: only what is plainly another alphabet is taken as such.
    if best is None or wrong < EVIDENCE or best.encoding.startswith("utf"):
        return "cp1252"
    western = not any(ord(character) > 0x2FF for character in str(best) if character.isalpha())
    return "cp1252" if western else best.encoding


class Decoder:
    """Decodes a file block by block and counts what does not fit the encoding."""

    def __init__(self, name: str) -> None:
        """For the encoding of this name."""
        self.name = name
        self.wrong = 0
        self._beyond_ascii = 0

    def texts(self, file: IO[bytes], size: int = MEGABYTE) -> Iterator[str]:
        """The text, about ``size`` bytes at a time."""
        handler = f"hoeder-{id(self)}"  # Python 3.11 cannot take one back: a process reads one file
        codecs.register_error(handler, self._replace)
        decoder = codecs.getincrementaldecoder(self.name)(handler)
        final = False
        while not final:
            block = file.read(size)
            final = not block
            text = decoder.decode(block, final)
            if not text.isascii():
                self._beyond_ascii += len(text) - len(text.encode("ascii", "ignore"))
            yield text

    @property
    def broken(self) -> bool:
        """Whether the file mixes encodings, or holds bytes that its encoding does not have.

        Without characters beyond ASCII that do fit UTF-8, a file thought to be UTF-8 for its first
        lines is plainly a windows-1252 one, and has been read as such.
        """
        fitting = self._beyond_ascii - self.wrong
        windows = self.name.startswith("utf-8") and fitting * 20 <= self.wrong
        return bool(self.wrong) and not windows

    def _replace(self, error: UnicodeError) -> tuple[str, int]:
        if not isinstance(error, UnicodeDecodeError):
            raise error
        self.wrong += error.end - error.start
        wrong = error.object[error.start : error.end]
        return wrong.decode("cp1252", "replace"), error.end


def split(text: str) -> list[str]:
    r"""Lines of a text with their ends; only line ends end them, no other separators.

    >>> split("a\x1cb\r\nc\rd")
    ['a\x1cb\r\n', 'c\r', 'd']
    """
    return list(io.StringIO(text, newline=""))


def lines(blocks: Iterable[str], limit: int) -> Iterator[str]:
    """Lines with their ends, however long the text; at most ``limit`` characters of one in memory.

    :raises Cut: ``line-too-long``.
    """
    rest = ""
    for block in blocks:
        if not block:
            continue
        whole = split(rest + block)
        rest = whole.pop()  # it may go on, and "\r" at its end may be half of "\r\n"
        if len(rest) > limit:
            raise Cut("line-too-long", f"{limit} characters")
        yield from whole
    if rest:
        yield rest


def pieces(strings: Iterable[str], where: Where, place: str) -> Iterator[Text]:
    """Short strings together, long ones apart, so that none exceeds what a detector is given.

    >>> [len(piece.text) for piece in pieces(["a" * 150_000, "b", "c"], Where.BODY, "")]
    [100000, 50504]
    """
    waiting: list[str] = []
    size = 0
    for string in strings:
        if size + len(string) >= PIECE and waiting:
            yield Text(where, place, "\n".join(waiting))
            waiting, size = [], 0
        while len(string) >= PIECE:
            yield Text(where, place, string[:PIECE])
            string = string[PIECE - OVERLAP :]
        if string.strip():
            waiting.append(string)
            size += len(string) + 1
    if waiting:
        yield Text(where, place, "\n".join(waiting))


def running(blocks: Iterable[str], where: Where, place: str) -> Iterator[Text]:
    """One text that arrives in blocks, in pieces that overlap."""
    rest = ""
    fresh = False
    for block in blocks:
        rest += block
        fresh = fresh or bool(block)
        while len(rest) >= PIECE:
            yield Text(where, place, rest[:PIECE])
            rest, fresh = rest[PIECE - OVERLAP :], len(rest) > PIECE
    if fresh and rest.strip():
        yield Text(where, place, rest)


def clean(text: str) -> str:
    """A text without halves of characters (JSON may escape one), which nothing could store."""
    return text.encode("utf-8", "replace").decode()


class Spool:
    """Texts on disk until the detectors ask for them; iterating reads them from the start."""

    def __init__(self, path: Path, limit: int) -> None:
        """Keep at most ``limit`` characters in the file ``path``."""
        self.path = path
        self.left = limit
        self.limit = limit
        self._file = path.open("w", encoding="utf-8")

    def add(self, text: Text) -> None:
        """Keep a text.

        :raises Cut: ``too-large``.
        """
        self.left -= len(text.text)
        if self.left < 0:
            raise Cut("too-large", f"{self.limit} characters of text")
        json.dump([text.where, clean(text.place), clean(text.text)], self._file)
        self._file.write("\n")

    def close(self) -> None:
        """Nothing more will come."""
        self._file.close()

    def __iter__(self) -> Iterator[Text]:
        """The texts in the order in which they were found."""
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                where, place, text = json.loads(line)
                yield Text(Where(where), place, text)
