# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Reads families from the database, many at once, as they are in the session's transaction.

Plain columns rather than objects of the session: those may be older than what others committed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from invenio_files_rest.models import FileInstance, ObjectVersion
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_rdm_records.records.systemfields.deletion_status import RecordDeletionStatusEnum

from hoeder.custodians.proxies import current_custodians
from hoeder.dissemination.records.family import Family, Version
from hoeder.doi.ledger.models import Entry as LedgerEntry
from hoeder.quality.records.ext import current_standards

PRESENT = RecordDeletionStatusEnum.PUBLISHED


def read(parents: Collection[UUID]) -> list[Family]:
    """Return the families that have a published version."""
    cls = current_rdm_records_service.record_cls
    model = cls.model_cls
    query = sa.select(
        model.id,
        model.parent_id,
        model.index,
        model.json,
        model.deletion_status,
        model.created,
        model.updated,
    ).where(model.parent_id.in_(parents))
    rows = db.session.execute(query).all()
    if not rows:
        return []
    versions: dict[UUID, list[Version]] = defaultdict(list)
    files, dois = _files(cls, [row.id for row in rows]), _dois(parents)
    for row in rows:
        versions[row.parent_id].append(
            Version(
                id=row.id,
                identifier=_identifier(row.json or {}),
                number=row.index,
                data=row.json or {},
                present=row.json is not None and row.deletion_status == PRESENT,
                created=row.created.isoformat(),
                updated=row.updated.isoformat(),
                files=files.get(row.id, {}),
                doi=dois.get(row.id, ""),
            )
        )
    return [_family(parent, versions[parent.id]) for parent in _parents(cls, list(versions))]


def _identifier(data: Mapping[str, Any]) -> str:
    """The OAI identifier, in InvenioRDM's form where it gave none.

    So it is after an embargo of the metadata; the next edit gives it the same.
    """
    own = ((data.get("pids") or {}).get("oai") or {}).get("identifier")
    return str(own or f"oai:{current_app.config['OAISERVER_ID_PREFIX']}:{data.get('id')}")


def _parents(cls: Any, ids: list[UUID]) -> Iterator[Any]:
    model = cls.parent_record_cls.model_cls
    query = sa.select(model).where(model.id.in_(ids)).order_by(model.id)
    found = db.session.execute(query, execution_options={"populate_existing": True}).scalars()
    for row in found.all():
        yield cls.parent_record_cls(row.data or {}, model=row)


def _family(parent: Any, versions: list[Version]) -> Family:
    slugs = [
        str(community.slug)
        for community in parent.communities
        if community.access.visibility == "public" and not community.deletion_status.is_deleted
    ]
    custodian = current_custodians.for_record(parent)
    return Family(
        parent_id=parent.id,
        versions=versions,
        custodian=custodian,
        communities=slugs,
        concept_doi=str(((parent.get("pids") or {}).get("doi") or {}).get("identifier") or ""),
        agreed=current_standards.agreed_by(custodian),
    )


def _files(cls: Any, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """What formats may show of the files of versions."""
    file = cls.files.file_cls.model_cls
    query = (
        sa.select(
            file.record_id,
            file.key,
            file.json,
            FileInstance.size,
            FileInstance.checksum,
            ObjectVersion._mimetype,
        )
        .join(ObjectVersion, ObjectVersion.version_id == file.object_version_id)
        .join(FileInstance, FileInstance.id == ObjectVersion.file_id)
        .where(file.record_id.in_(ids))
    )
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in db.session.execute(query):
        access = (row.json or {}).get("access") or {}
        found[row.record_id][row.key] = [row.size, row.checksum, row._mimetype, access]
    return found


def _dois(parents: Collection[UUID]) -> dict[UUID, str]:
    """What DataCite has of each version's DOI."""
    query = sa.select(LedgerEntry.object_uuid, LedgerEntry.observed_state).where(
        LedgerEntry.parent_uuid.in_(parents), LedgerEntry.kind == "version"
    )
    return {row.object_uuid: row.observed_state or "" for row in db.session.execute(query)}
