# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Direct identifiers: one a module, and the judge of columns.

In go tables that lie in the engine and pieces of text; out come findings: what was found, how
sure it is, where, how often, why, and masked examples. Never a value.

- one module an identifier, in the shape of python-stdnum, with its :class:`~.detector.Detector`;
- ``values``: every cell is looked at, cheaply first; ``judge``: how sure a column is;
- ``look``: a file's cells, headers, labels and texts, in that order;
- ``texts``: every word a person sees; ``settings``: what an institution may set.
"""

from .look import LookFailed, look
from .registry import RULESET, ruleset
from .settings import InstitutionNumber, Settings, UnsafePattern

__all__ = [
    "RULESET",
    "InstitutionNumber",
    "LookFailed",
    "Settings",
    "UnsafePattern",
    "look",
    "ruleset",
]
