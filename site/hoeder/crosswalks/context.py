# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What an outlet wants to know of a record that is not in the record; and whether it may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Json = dict[str, Any]
Record = Mapping[str, Any]


class NotPublicError(ValueError):
    """The record is restricted, or was taken down: it has nothing to say to an outlet."""


@dataclass(frozen=True, slots=True)
class Context:
    """Who holds the record, where it is, and which versions are next to it.

    Texts are empty and tuples too where there is nothing to tell. DOIs are names (``10.5072/abc``).
    ``today`` is a day in UTC, by which InvenioRDM ends embargoes.
    """

    today: date
    landing_url: str
    custodian: str = ""
    custodian_other_names: tuple[str, ...] = ()
    custodian_ror: str = ""  # as a URL
    contact: str = ""  # the name only: an address for mail is no metadata
    community_urls: tuple[str, ...] = ()
    concept_doi: str = ""
    previous_doi: str = ""
    next_doi: str = ""
    version_dois: tuple[str, ...] = ()  # of all public versions, the first one first

    def is_custodian(self, name: str) -> bool:
        """Tell whether a name is the custodian's, in whatever language."""
        names = {known.casefold() for known in (self.custodian, *self.custodian_other_names)}
        return bool(name) and name.casefold() in names


def require_public(record: Record) -> None:
    """Return if anybody may read the metadata.

    :raises NotPublicError: when not, or when the record does not say so.
    """
    if (record.get("access") or {}).get("record") != "public":
        raise NotPublicError("The metadata of this record are restricted.")
    deletion = record.get("deletion_status") or {}
    if record.get("tombstone") or deletion.get("is_deleted"):
        raise NotPublicError("This record was taken down.")
