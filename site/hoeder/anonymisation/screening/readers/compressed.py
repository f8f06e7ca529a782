# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One compressed file: unpacked into the private directory, then read as what it is."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

import zstandard

from hoeder.anonymisation.screening.model import Unread
from hoeder.anonymisation.screening.readers import dispatch
from hoeder.anonymisation.screening.readers.unfold import CHUNK, Counted
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace

_BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error, zstandard.ZstdError)

ZSTANDARD = b"\x28\xb5\x2f\xfd"
MARK = b"\0hoeder: the end\0"


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a compressed file; of one that is cut off, what it gives up to there.

    :raises Cut: ``nested-too-deep``, or a limit on unpacked bytes.
    """
    if source.depth >= work.limits.depth:
        raise Cut("nested-too-deep", str(work.limits.depth))
    path = work.scratch()
    try:
        broken = _unpack(source.path, path, work)
        if broken:
            yield Unread(source.place, "damaged", broken)
        inner = Source(path, _inner(source.name), source.place, source.depth + 1)
        yield from dispatch.parts(inner, work)
    finally:
        path.unlink(missing_ok=True)


def _unpack(packed: Path, path: Path, work: Workspace) -> str:
    """Write what is compressed to ``path``; returns why it ends early, if it does."""
    with packed.open("rb") as raw, path.open("w+b") as file:
        start = raw.read(4)
        raw.seek(0)
        stream = Counted(_opened(raw, start), packed.stat().st_size, work)
        try:
            while block := stream.read(CHUNK):
                file.write(block)
        except _BROKEN as error:
            return type(error).__name__
        return "" if start != ZSTANDARD or _ended(file) else "EOFError"


def _opened(raw: IO[bytes], start: bytes) -> IO[bytes]:
    if start.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    if start.startswith(b"BZh"):
        return bz2.BZ2File(raw)
    if start == ZSTANDARD:
        # A window beyond 128 MB would be memory beyond it.
        plain = zstandard.ZstdDecompressor(max_window_size=2**27)
        ended = _Ended(raw)
        return plain.stream_reader(ended, read_across_frames=True)  # type: ignore[arg-type, return-value]
    return lzma.LZMAFile(raw)


class _Ended:
    """A Zstandard file with a frame of ours behind it.

    The reader takes a file that is cut off for one that ends; then our frame does not come out.
    """

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._mark = io.BytesIO(zstandard.compress(MARK))

    def read(self, size: int = -1) -> bytes:
        return self._raw.read(size) or self._mark.read(size)


def _ended(file: IO[bytes]) -> bool:
    """Take our mark off the end of what came out; false if it is not there."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - len(MARK)))
    if file.read() != MARK:
        return False
    file.truncate(size - len(MARK))
    return True


def _inner(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.stem + ".tar" if path.suffix.lower() == ".tgz" else path.stem
