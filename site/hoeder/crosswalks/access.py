# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How open the data of a record with public metadata are: one level, in several encodings.

The levels are InvenioRDM's (``AccessStatusEnum``). ``eu_repo`` is a term of the info:eu-repo
namespace that bibliographies read, ``coar`` one of the COAR Access Rights vocabulary 1.0.
"""

from dataclasses import dataclass
from datetime import date

from hoeder.crosswalks.context import Record

EU_REPO = "info:eu-repo/semantics/"
COAR = "http://purl.org/coar/access_right"


@dataclass(frozen=True, slots=True)
class AccessLevel:
    """A level; ``label`` is COAR's English one, ``coar`` the last part of its address."""

    label: str
    eu_repo: str
    coar: str

    @property
    def eu_repo_uri(self) -> str:
        """The term of info:eu-repo."""
        return f"{EU_REPO}{self.eu_repo}"

    @property
    def coar_uri(self) -> str:
        """The term of COAR."""
        return f"{COAR}/{self.coar}"


OPEN = AccessLevel("open access", "openAccess", "c_abf2")
EMBARGOED = AccessLevel("embargoed access", "embargoedAccess", "c_f1cf")
RESTRICTED = AccessLevel("restricted access", "restrictedAccess", "c_16ec")
METADATA_ONLY = AccessLevel("metadata only access", "closedAccess", "c_14cb")
LEVELS = (OPEN, EMBARGOED, RESTRICTED, METADATA_ONLY)


def level(record: Record, today: date) -> AccessLevel:
    """Return the level of a record whose metadata are public.

    On the last day of an embargo the data are no longer embargoed; they stay restricted until
    InvenioRDM's daily job opens them, and nothing else is told meanwhile.
    """
    if embargoed_until(record, today):
        return EMBARGOED
    if not (record.get("files") or {}).get("enabled"):
        return METADATA_ONLY
    return OPEN if record["access"].get("files") == "public" else RESTRICTED


def embargoed_until(record: Record, today: date) -> str:
    """Return the day (YYYY-MM-DD) on which a running embargo ends, or "" when none runs."""
    embargo = record["access"].get("embargo") or {}
    until = str(embargo.get("until") or "")[:10]
    return until if embargo.get("active") and until > today.isoformat() else ""
