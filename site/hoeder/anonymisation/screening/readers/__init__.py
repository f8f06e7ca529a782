# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A file becomes tables in the engine and texts on disk; what could not be read is said.

In go a file, its name and a workspace (engine, private directory, limits); out come
:class:`hoeder.anonymisation.screening.model.Contents`. One module reads one family of types, as a
generator of tables, texts and unread parts: ``kinds`` knows which, ``dispatch`` calls it and turns
whatever a parser raises into an unread part, whose reasons are in ``reasons``.
"""

from hoeder.anonymisation.screening.readers.dispatch import read
from hoeder.anonymisation.screening.readers.kinds import Kind, supported
from hoeder.anonymisation.screening.readers.reasons import REASONS
from hoeder.anonymisation.screening.readers.workspace import Limits, Workspace

__all__ = ["REASONS", "Kind", "Limits", "Workspace", "read", "supported"]
