# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""ZIP and tar archives: each member by its own reader, within limits.

Names of members are labels; members are unpacked to files named by number, one at a time.
"""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator

from hoeder.anonymisation.screening.model import Text, Unread, Where
from hoeder.anonymisation.screening.readers import dispatch
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.unfold import CHUNK, Counted, member
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace

PACKING = (RuntimeError, NotImplementedError, ValueError, zlib.error, lzma.LZMAError)
"""What unpacking raises for wrong passwords, unknown methods and broken data."""


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read an archive.

    :raises Cut: ``nested-too-deep``, ``too-many-members``, or a limit on unpacked bytes.
    """
    if source.depth >= work.limits.depth:
        raise Cut("nested-too-deep", str(work.limits.depth))
    with source.path.open("rb") as file:
        tarred = file.read(262)[257:] == b"ustar"
    yield from _tar(source, work) if tarred else _zip(source, work)


def _zip(source: Source, work: Workspace) -> Iterator[Part]:
    with zipfile.ZipFile(source.path) as archive:
        members = archive.infolist()
        _few(len(members), work)
        comment = archive.comment.decode("utf-8", "replace")
        yield from pieces([comment], Where.NOTE, source.part("archive comment"))
        for info in members:
            place = source.inside(info.filename)
            note = info.comment.decode("utf-8", "replace")
            yield from pieces([note], Where.NOTE, place)
            if info.is_dir():
                yield Text(Where.FILE_NAME, place, info.filename)
                continue
            work.not_exhausted()
            yield from unpack(_of_zip(archive, info, work), info.filename, source, work)


def _of_zip(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, work: Workspace
) -> Callable[[], Counted]:
    return lambda: member(archive, info, work)


def _tar(source: Source, work: Workspace) -> Iterator[Part]:
    seen = 0
    with tarfile.open(source.path, "r:") as archive:
        for info in archive:
            seen += 1
            _few(seen, work)
            place = source.inside(info.name)
            owner = " ".join(name for name in (info.uname, info.gname) if name)
            yield from pieces([owner, info.linkname], Where.PROPERTY, place)
            file = archive.extractfile(info) if info.isreg() else None
            if file is None:
                yield Text(Where.FILE_NAME, place, info.name)
                continue
            work.not_exhausted()
            yield from unpack(_of_file(Counted(file, info.size, work)), info.name, source, work)


def _of_file(stream: Counted) -> Callable[[], Counted]:
    return lambda: stream


def _few(members: int, work: Workspace) -> None:
    if members > work.limits.members:
        raise Cut("too-many-members", f"{members} > {work.limits.members}")


def unpack(
    opened: Callable[[], Counted], name: str, source: Source, work: Workspace
) -> Iterator[Part]:
    """Read one member of an archive, a package or a document.

    :param opened: gives its bytes; may raise whatever the packing raises.
    """
    place = source.inside(name)
    yield Text(Where.FILE_NAME, place, name)
    path = work.scratch()
    try:
        stream = opened()
        with path.open("wb") as file:
            while block := stream.read(CHUNK):
                file.write(block)
        yield from dispatch.parts(Source(path, name, place, source.depth + 1), work)
    except Cut as cut:
        yield Unread(place, cut.reason, cut.detail)
    except (zipfile.BadZipFile, tarfile.TarError, OSError, EOFError, *PACKING) as error:
        yield Unread(place, "damaged", type(error).__name__)
    finally:
        path.unlink(missing_ok=True)
