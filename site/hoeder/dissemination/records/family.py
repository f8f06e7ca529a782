# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What outlets see of the versions of one dataset. Nothing is public unless it says so.

The *digest* is of all that any format may show, told from what is stored: metadata, custom fields,
identifiers, access, files, when it changed, the custodian, public communities, the versions beside
it, and whether DataCite has the DOI. What an archive keeps to itself (statement's internal part,
notes, owners, members) is not in it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from hoeder.crosswalks import access
from hoeder.custodians.model import Custodian
from hoeder.dissemination.projection.changes import Entry
from hoeder.dissemination.records import sets
from hoeder.quality.part import is_listed

Json = Mapping[str, Any]
#: Which versions of a dataset harvesters see.
LATEST, ALL = "latest", "all"


@dataclass(frozen=True)
class Version:
    """A published version.

    :param identifier: of OAI-PMH.
    :param data: the record's JSON as it is stored.
    :param present: it was not taken down.
    :param updated: and ``created``: as ISO 8601.
    :param files: by key: size, media type, checksum, access.
    :param doi: what DataCite is known to have of its DOI, empty if nothing.
    """

    id: UUID
    identifier: str
    number: int
    data: Json = field(repr=False)
    present: bool
    created: str = ""
    updated: str = ""
    files: Json = field(default_factory=dict, repr=False)
    doi: str = ""

    @property
    def is_public(self) -> bool:
        """Whether anybody may read its metadata."""
        return self.present and (self.data.get("access") or {}).get("record") == "public"

    @property
    def doi_name(self) -> str:
        """Its DOI, or empty."""
        return str(((self.data.get("pids") or {}).get("doi") or {}).get("identifier") or "")


@dataclass(frozen=True)
class Family:
    """The versions of a dataset and what they share; ``communities``: slugs of public ones.

    :param agreed: name and version of the quality standards that the custodian agreed to.
    """

    parent_id: UUID
    versions: Sequence[Version]
    custodian: Custodian | None = None
    communities: Sequence[str] = ()
    concept_doi: str = ""
    agreed: frozenset[tuple[str, str]] = frozenset()


def entries(family: Family, which: str, today: date) -> list[Entry]:
    """Return what is on the shelf of a family.

    :param which: ``LATEST`` (of the public versions the last one) or ``ALL``.
    :param today: in UTC, by which InvenioRDM ends embargoes.
    """
    public = [version for version in family.versions if version.is_public]
    public.sort(key=lambda version: version.number)
    shown = public[-1:] if which == LATEST else public
    return [_entry(family, version, today) for version in shown]


def _entry(family: Family, version: Version, today: date) -> Entry:
    data, level = version.data, access.level(version.data, today)
    custodian = family.custodian
    return Entry(
        id=version.id,
        identifier=version.identifier,
        parent_id=family.parent_id,
        version=version.number,
        digest=_digest(family, version, level),
        sets=sets.own(
            f"custodian:{custodian.slug}" if custodian else "",
            family.communities,
            str((data.get("metadata", {}).get("resource_type") or {}).get("id") or ""),
            sets.LEVELS[level],
            is_listed(data.get("custom_fields"), family.agreed),
        ),
    )


def _digest(family: Family, version: Version, level: access.AccessLevel) -> str:
    data = version.data
    shown = {
        "metadata": data.get("metadata"),
        "custom_fields": data.get("custom_fields"),
        "pids": data.get("pids"),
        "access": {name: data["access"].get(name) for name in ("record", "files", "embargo")},
        "level": level.label,
        "files": [bool((data.get("files") or {}).get("enabled")), dict(version.files)],
        "moments": [version.created, version.updated],
        "doi": version.doi,
        "concept": family.concept_doi,
        "versions": [
            one.doi_name
            for one in sorted(family.versions, key=lambda one: one.number)
            if one.is_public
        ],
        "communities": sorted(family.communities),
        "custodian": public_face(family.custodian) if family.custodian else None,
    }
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def public_face(custodian: Custodian) -> list[str]:
    """What formats show of a custodian. The address of its office for mail is not in it."""
    return [
        custodian.slug,
        custodian.title.en,
        custodian.title.nl,
        custodian.ror,
        custodian.contact.name,
        custodian.datacite.prefix,
        custodian.datacite.repository,
    ]
