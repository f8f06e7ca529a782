# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Refreshes the projection with every change that a harvester would see, in its transaction.

Whoever changes a record changes rows of its tables in SQLAlchemy's session: services and their
components, the system process, jobs, scripts. The session tells of each such row, and once, before
its transaction is committed, the families concerned are read and refreshed. No list of service
methods has to be kept complete.

Told of are: versions, parents, which version is the latest, membership in communities, files,
what DataCite has of a DOI, communities, and saved queries. What is changed by bare SQL is not;
rebuilding the projection takes it in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import current_app, has_app_context
from invenio_communities.communities.records.models import CommunityMetadata
from invenio_db import db
from invenio_oaiserver.models import OAISet
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_rdm_records.records.models import RDMParentCommunity

from hoeder.dissemination.records import communities, queries, refresh
from hoeder.doi.ledger.models import Entry as LedgerEntry

EXTENSION = "hoeder-dissemination"
NOTED = EXTENSION
"""What the session remembers until its transaction ends."""


@dataclass
class Noted:
    """What changed in a transaction."""

    parents: set[UUID] = field(default_factory=set)
    records: set[UUID] = field(default_factory=set)
    communities: set[UUID] = field(default_factory=set)
    queries: bool = False


def note(session: Any, context: Any = None) -> None:
    """Remember, at each flush, what changed (``after_flush``)."""
    if not _is_ours():
        return
    telling = _telling()
    for row in (*session.new, *session.dirty, *session.deleted):
        for model, (names, remember) in telling.items():
            # SQLAlchemy calls a row dirty that was only touched.
            if isinstance(row, model) and (row not in session.dirty or _changed(row, names)):
                remember(session.info.setdefault(NOTED, Noted()), row)


def _telling() -> Mapping[Any, tuple[tuple[str, ...], Any]]:
    """For each model the columns whose change counts, and how it is remembered."""
    cls = current_rdm_records_service.record_cls
    return {
        cls.model_cls: (
            ("json", "deletion_status", "index"),
            lambda noted, row: noted.parents.add(row.parent_id),
        ),
        cls.parent_record_cls.model_cls: (
            ("json",),
            lambda noted, row: noted.parents.add(row.id),
        ),
        cls.versions_model_cls: (
            ("latest_id",),
            lambda noted, row: noted.parents.add(row.parent_id),
        ),
        RDMParentCommunity: (
            ("community_id",),
            lambda noted, row: noted.parents.add(row.record_id),
        ),
        cls.files.file_cls.model_cls: (
            ("key", "json", "object_version_id"),
            lambda noted, row: noted.records.add(row.record_id),
        ),
        LedgerEntry: (
            ("observed_state",),
            lambda noted, row: noted.parents.add(row.parent_uuid),
        ),
        CommunityMetadata: (
            ("json", "slug", "deletion_status"),
            lambda noted, row: noted.communities.add(row.id),
        ),
        OAISet: (("spec", "name", "description", "search_pattern"), _remember_query),
    }


def _changed(row: Any, names: tuple[str, ...]) -> bool:
    attributes = sa.inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in names)


def _remember_query(noted: Noted, row: Any) -> None:
    noted.queries = True


def forget(session: Any) -> None:
    """Nothing changed after all (``after_rollback``)."""
    session.info.pop(NOTED, None)


def write_noted(session: Any) -> None:
    """Refresh what changed (``before_commit``)."""
    if session.in_nested_transaction() or not _is_ours():
        return
    session.flush()
    noted: Noted | None = session.info.pop(NOTED, None)
    if noted is None:
        return
    with db.session.no_autoflush:
        parents = noted.parents | _parents_of(noted.records)
        parents |= _parents_in(noted.communities)
        if parents:
            refresh.refresh(parents)
        if noted.communities:
            communities.define(noted.communities)
            communities.retire()
        if noted.queries:
            queries.define()


def _is_ours() -> bool:
    return has_app_context() and EXTENSION in current_app.extensions


def _parents_of(records: Iterable[UUID]) -> set[UUID]:
    if not records:
        return set()
    model = current_rdm_records_service.record_cls.model_cls
    query = sa.select(model.parent_id).where(model.id.in_(records))
    return set(db.session.execute(query).scalars())


def _parents_in(communities: Iterable[UUID]) -> set[UUID]:
    if not communities:
        return set()
    column = RDMParentCommunity.community_id
    query = sa.select(RDMParentCommunity.record_id).where(column.in_(communities))
    return set(db.session.execute(query).scalars())
