# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DataCite metadata of a record, or of all its versions: what ``crosswalks.datacite`` needs, found.

In: a record of the records API, the pair of parent and latest version that InvenioRDM makes for a
concept DOI (``ChainObject``), or a record's JSON (a service's or a search hit's, of which only the
``id`` is looked at). Out: DataCite JSON, or XML. Everything comes from the database: the search
index lags behind it and knows nothing of restricted files, and a DOI has to get its metadata while
the index is down.
"""

import time
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from flask import current_app
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_rdm_records.records.systemfields.deletion_status import RecordDeletionStatusEnum
from invenio_records.api import RecordBase
from invenio_vocabularies.records.api import Vocabulary

from hoeder.crosswalks import datacite
from hoeder.crosswalks.context import Context
from hoeder.custodians.proxies import current_custodians
from hoeder.doi.provider import landing_page

_VOCABULARIES = (
    ("resource_type", "", "resourcetypes"),
    ("languages", "", "languages"),
    ("creators", "role", "creatorsroles"),
    ("contributors", "role", "contributorsroles"),
    ("additional_titles", "type", "titletypes"),
    ("additional_titles", "lang", "languages"),
    ("additional_descriptions", "type", "descriptiontypes"),
    ("additional_descriptions", "lang", "languages"),
    ("dates", "type", "datetypes"),
    ("related_identifiers", "relation_type", "relationtypes"),
    ("related_identifiers", "resource_type", "resourcetypes"),
)
"""Field of the metadata, key in each of its items ("": the item itself), vocabulary."""
ASKING = ("allow_user_requests", "allow_guest_requests")
"""Settings of the parent that say whether anybody may ask for restricted files."""
_MINUTE = 60  # seconds: how long an entry's changed terms may stay unseen by a process


class DataCiteJSON:
    """What is sent to DataCite; a serializer of InvenioRDM's DOI providers."""

    def __init__(self, is_parent: bool = False) -> None:
        """Take whether the DOI is the one of all versions."""
        self.is_parent = is_parent

    def dump_obj(self, obj: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the metadata.

        :raises NotPublicError: when they are restricted, or the record was taken down.
        """
        record = _record(obj)
        if self.is_parent:
            return datacite.parent_to_json(as_data(record), concept_context(record))
        return datacite.to_json(as_data(record), version_context(record))


def version_of(obj: Any) -> tuple[dict[str, Any], Context]:
    """Return what a crosswalk takes of a version: its data, and what is around it."""
    record = _record(obj)
    return as_data(record), version_context(record)


def as_data(record: Any) -> dict[str, Any]:
    """Return a record as plain data, its vocabulary entries with titles and ``props``."""
    # The record may be one that is about to be saved: what is looked up stays out of it.
    copy = type(record)(deepcopy(dict(record)), model=record.model)
    copy.relations.dereference()
    metadata = copy["metadata"]
    for entry, vocabulary in _entries(metadata):
        entry["props"] = {**_props(vocabulary, entry["id"], int(time.time() // _MINUTE))}
    return {
        "id": record.pid.pid_value,
        "created": record.created.isoformat(),
        "updated": record.updated.isoformat(),
        "access": record.access.dump(),
        "deletion_status": {"is_deleted": not _published(record.model)},
        "pids": deepcopy(dict(record.pids or {})),
        "parent": {
            "pids": deepcopy(dict(record.parent.pids or {})),
            "access": {"settings": _asking(record.parent)},
        },
        "metadata": metadata,
        "custom_fields": deepcopy(dict(record.get("custom_fields") or {})),
        "files": {"enabled": record.files.enabled, "entries": dict(_files(record))},
    }


def version_context(record: Any) -> Context:
    """Return what the DOI of a version wants to know besides the record."""
    dois = list(_versions(record))
    here = next((at for at, (id_, _) in enumerate(dois) if id_ == record.id), len(dois))
    return Context(
        **_surroundings(record),
        landing_url=landing_page(record),
        previous_doi=dois[here - 1][1] if here else "",
        next_doi=dois[here + 1][1] if here + 1 < len(dois) else "",
    )


def concept_context(record: Any) -> Context:
    """Return what the DOI of all versions wants to know besides the latest one."""
    return Context(
        **_surroundings(record),
        landing_url=landing_page(record.parent),
        version_dois=tuple(doi for _, doi in _versions(record)),
    )


def _record(obj: Any) -> Any:
    child = getattr(obj, "_child", None)
    if child is not None:
        return child
    if isinstance(obj, RecordBase):
        return obj
    return current_rdm_records_service.record_cls.pid.resolve(obj["id"], registered_only=False)


def _entries(metadata: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    for field, key, vocabulary in _VOCABULARIES:
        found = metadata.get(field) or []
        for item in found if isinstance(found, list) else [found]:
            entry = item.get(key) if key else item
            if entry and entry.get("id"):
                yield entry, vocabulary


@lru_cache(maxsize=4096)
def _props(vocabulary: str, id_: str, minute: int) -> Mapping[str, Any]:
    """The terms that an entry has in other standards."""
    entry = Vocabulary.pid.with_type_ctx(vocabulary).resolve(id_)
    return dict(entry.get("props") or {})


def _files(record: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, entry in record.files.entries.items() if record.files.enabled else ():
        if entry.file:
            yield (
                key,
                {
                    "size": entry.file.size,
                    "mimetype": entry.file.mimetype,
                    "checksum": entry.file.checksum,
                    "access": dict(entry.get("access") or {}),
                },
            )


def _asking(parent: Any) -> dict[str, bool]:
    """Who may ask for files. What else the settings say is the owner's own."""
    settings = (parent.get("access") or {}).get("settings") or {}
    return {name: bool(settings.get(name)) for name in ASKING}


def _published(model: Any) -> bool:
    status = getattr(model, "deletion_status", RecordDeletionStatusEnum.PUBLISHED)
    return getattr(status, "value", status) == RecordDeletionStatusEnum.PUBLISHED.value


def _versions(record: Any) -> Iterator[tuple[Any, str]]:
    """The id and DOI of each version that anybody may see, the first one first."""
    model = type(record).model_cls
    with db.session.no_autoflush:
        rows = model.query.filter_by(parent_id=record.parent.id, is_deleted=False)
        rows = rows.order_by(model.index).all()
    for row in rows:
        data = record if row.id == record.id else row.data or {}
        doi = ((data.get("pids") or {}).get("doi") or {}).get("identifier")
        if doi and _published(row) and (data.get("access") or {}).get("record") == "public":
            yield row.id, doi


def _surroundings(record: Any) -> dict[str, Any]:
    custodian = current_custodians.for_record(record)
    site = current_app.config["SITE_UI_URL"].rstrip("/")
    told: dict[str, Any] = {
        "today": datetime.now(UTC).date(),
        "concept_doi": ((record.parent.pids or {}).get("doi") or {}).get("identifier", ""),
        "community_urls": tuple(
            f"{site}/communities/{community.slug}/"
            for community in record.parent.communities
            if community.access.visibility == "public"
        ),
    }
    if custodian is not None:
        told |= {
            "custodian": custodian.title.en,
            "custodian_other_names": (custodian.title.nl,),
            "custodian_ror": custodian.ror,
            "contact": custodian.contact.name,
        }
    return told
