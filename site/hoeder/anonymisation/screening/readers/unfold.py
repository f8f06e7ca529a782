# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Packed streams that count what they unfold into."""

import zipfile
from typing import IO

from hoeder.anonymisation.screening.readers.workspace import Cut, Workspace

CHUNK = 64 * 1024
"""Bytes that are asked for at once."""


class Counted:
    """A packed stream, counted against the limits of the workspace."""

    def __init__(self, file: IO[bytes], packed: int, work: Workspace) -> None:
        """Unfold ``file``, which takes ``packed`` bytes as it is."""
        self._file = file
        self._packed = packed
        self.work = work
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes, and never all at once; none at the end.

        :raises Cut: ``too-large`` or ``ratio``, when it unfolds too far.
        """
        block = self._file.read(size if 0 <= size < CHUNK else CHUNK)
        self.work.spend(len(block), self._packed, self.given)
        self.given += len(block)
        return block


def member(archive: zipfile.ZipFile, name: str | zipfile.ZipInfo, work: Workspace) -> Counted:
    """A member of a ZIP file.

    :raises Cut: ``encrypted``.
    """
    info = archive.getinfo(name) if isinstance(name, str) else name
    if info.flag_bits & 1:
        raise Cut("encrypted")
    return Counted(archive.open(info), info.compress_size, work)
