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
from invenio_communities.communities.records.models import (
    CommunityDeletionStatusEnum,
    CommunityMetadata,
)
from invenio_db import db
from invenio_oaiserver.models import OAISet
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_rdm_records.records.models import RDMParentCommunity

from hoeder.dissemination.projection import definitions
from hoeder.dissemination.records import queries, refresh, words
from hoeder.doi.ledger.models import Entry as LedgerEntry

EXTENSION = "hoeder-dissemination"
NOTED = EXTENSION
"""What the session remembers until its transaction ends."""


@dataclass
class Noted:
    """What changed in a transaction.

    ``communities`` have what they were before: slug, and whether records show them.
    """

    parents: set[UUID] = field(default_factory=set)
    records: set[UUID] = field(default_factory=set)
    communities: dict[UUID, tuple[str, bool]] = field(default_factory=dict)
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
        CommunityMetadata: (("json", "slug", "deletion_status"), _remember_community),
        OAISet: (("spec", "name", "description", "search_pattern"), _remember_query),
    }


def _changed(row: Any, names: tuple[str, ...]) -> bool:
    attributes = sa.inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in names)


def _remember_community(noted: Noted, row: Any) -> None:
    """With what it was before the transaction."""
    attributes = sa.inspect(row).attrs

    def before(name: str) -> Any:
        deleted = attributes[name].history.deleted
        return deleted[0] if deleted else getattr(row, name)

    was = (str(before("slug")), _is_shown(before("json"), before("deletion_status")))
    noted.communities.setdefault(row.id, was)


def _remember_query(noted: Noted, row: Any) -> None:
    noted.queries = True


def _is_shown(json: Mapping[str, Any] | None, status: Any) -> bool:
    """Whether records and lists of sets show a community."""
    public = ((json or {}).get("access") or {}).get("visibility") == "public"
    return public and status in (None, CommunityDeletionStatusEnum.PUBLISHED)


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
        retired = [spec for id_, was in noted.communities.items() for spec in _renamed(id_, was)]
        parents = noted.parents | _parents_of(noted.records)
        parents |= _parents_in(noted.communities)
        if parents:
            refresh.refresh(parents)
        for spec in retired:
            definitions.retire(session, spec)
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


def _renamed(id_: UUID, was: tuple[str, bool]) -> list[str]:
    """Name the set of a community as it is called now; return the spec of one that is no more."""
    row = db.session.get(CommunityMetadata, id_)
    slug, shown = (row.slug, _is_shown(row.json, row.deletion_status)) if row else ("", False)
    if shown:
        title = row.json["metadata"]["title"]
        refresh.define_missing(["community"])
        definitions.define(
            db.session, f"community:{slug}", title, words.COMMUNITY.format(title=title)
        )
    gone = f"community:{was[0]}"
    left = was[1] and not (shown and slug == was[0])
    return sorted(refresh.defined([gone])) if left else []
