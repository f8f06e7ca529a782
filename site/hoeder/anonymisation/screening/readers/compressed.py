# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One compressed file: unpacked into the private directory, then read as what it is."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

import zstandard

from hoeder.anonymisation.screening.model import Unread
from hoeder.anonymisation.screening.readers import dispatch
from hoeder.anonymisation.screening.readers.unfold import CHUNK, Counted
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace

_BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error, zstandard.ZstdError)


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a compressed file; of one that is cut off, what it gives up to there.

    :raises Cut: ``nested-too-deep``, or a limit on unpacked bytes.
    """
    if source.depth >= work.limits.depth:
        raise Cut("nested-too-deep", str(work.limits.depth))
    path = work.scratch()
    broken = ""
    try:
        with source.path.open("rb") as packed, path.open("wb") as file:
            stream = Counted(_opened(packed), source.path.stat().st_size, work)
            try:
                while block := stream.read(CHUNK):
                    file.write(block)
            except _BROKEN as error:
                broken = type(error).__name__
        if broken:
            yield Unread(source.place, "damaged", broken)
        inner = Source(path, _inner(source.name), source.place, source.depth + 1)
        yield from dispatch.parts(inner, work)
    finally:
        path.unlink(missing_ok=True)


def _opened(packed: IO[bytes]) -> IO[bytes]:
    start = packed.read(4)
    packed.seek(0)
    if start.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=packed)  # type: ignore[return-value]
    if start.startswith(b"BZh"):
        return bz2.BZ2File(packed)
    if start == b"\x28\xb5\x2f\xfd":
        # A window beyond 128 MB would be memory beyond it.
        plain = zstandard.ZstdDecompressor(max_window_size=2**27)
        return plain.stream_reader(packed, read_across_frames=True)  # type: ignore[return-value]
    return lzma.LZMAFile(packed)


def _inner(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.stem + ".tar" if path.suffix.lower() == ".tgz" else path.stem
