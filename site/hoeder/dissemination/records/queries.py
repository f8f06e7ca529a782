# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Sets by saved query: InvenioRDM's OAI-PMH sets of the administration panel.

Their definitions follow at once. Which records one has is found after commit, by percolating each
changed record as it is in the database: search may be down, or late, and a publication must not
wait for it. A definition that changes has all records looked at again; only those that enter or
leave are restamped.

InvenioRDM makes a set for each community too; those are ``community:<slug>`` here.
"""

import hashlib
import json
import logging
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from invenio_oaiserver.models import OAISet
from invenio_oaiserver.percolator import (
    _build_percolator_index_name,
    _new_percolator,
    sets_search_all,
)
from invenio_oaiserver.query import query_string_parser
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_search import current_search_client
from invenio_search.utils import build_alias_name
from opensearchpy.exceptions import RequestError

from hoeder.dissemination.projection import definitions
from hoeder.dissemination.projection.models import DEFINITION
from hoeder.dissemination.projection.renderings import PASSING
from hoeder.dissemination.projection.shelf import SPEC
from hoeder.dissemination.records import sets, words

log = logging.getLogger(__name__)
_IN_USE = sa.text(f"SELECT spec FROM {DEFINITION} WHERE NOT retired")  # noqa: S608


class NotPercolated(RuntimeError):
    """Search does not know a saved query, so nothing can be told of its set."""


def saved() -> dict[str, Any]:
    """The saved queries that can be sets, by spec."""
    rows = OAISet.query.filter_by(system_created=False).order_by(OAISet.spec)
    return {
        row.spec: row
        for row in rows.execution_options(populate_existing=True)
        if row.search_pattern and SPEC.fullmatch(row.spec) and not sets.is_own(row.spec)
    }


def define() -> None:
    """Define the sets of saved queries, and retire those whose query is gone. The caller commits.

    A set whose first part has no query of its own gets one above it, which has what is below it.
    """
    rows = saved()
    wanted = list(sets.with_ancestors(rows))
    for spec in wanted:
        row = rows.get(spec)
        pattern = words.QUERY.format(pattern=row.search_pattern) if row else ""
        name = (row.name if row else "") or spec
        definitions.define(db.session, spec, name, (row.description if row else "") or pattern)
    in_use = {spec for spec in db.session.execute(_IN_USE).scalars() if not sets.is_own(spec)}
    for spec in sorted(in_use - set(wanted), key=lambda one: one.count(":"), reverse=True):
        definitions.retire(db.session, spec)


def generation(rows: Mapping[str, Any]) -> str:
    """Another text after any change of any saved query."""
    patterns = sorted((spec, row.id, row.search_pattern) for spec, row in rows.items())
    return hashlib.sha256(json.dumps(patterns).encode()).hexdigest()


class Looked(NamedTuple):
    """Which of the records that could be looked at each saved query finds."""

    ids: set[UUID]
    found: dict[str, set[UUID]]


def matches(ids: Collection[UUID], specs: Sequence[str]) -> Looked:
    """Look records up; those that are gone, or cannot be, are left out (and logged)."""
    cls = current_rdm_records_service.record_cls
    model, parent = cls.model_cls, cls.parent_record_cls.model_cls
    query = sa.select(model, parent.version_id).join(parent, parent.id == model.parent_id)
    query = query.where(model.id.in_(ids), ~model.is_deleted)
    rows = db.session.execute(query.execution_options(populate_existing=True)).all()
    indexed = _indexed([row.id for row, _ in rows])
    documents = {}
    for row, of_parent in rows:
        document = indexed.get(row.id) or {}
        revisions = document.get("version_id"), (document.get("parent") or {}).get("version_id")
        if revisions != (row.version_id, of_parent):
            document = _document(cls, row)
        if document:
            documents[row.id] = document
    looked = Looked(set(), {spec: set() for spec in specs})
    _percolate(documents, looked)
    return looked


def _indexed(ids: list[UUID]) -> dict[UUID, Any]:
    """Records as search has them. What is of the present revisions need not be made again."""
    if not ids:
        return {}
    index = build_alias_name(current_rdm_records_service.record_cls.index._name)
    told = current_search_client.mget(index=index, body={"ids": [str(one) for one in ids]})["docs"]
    return {UUID(one["_id"]): one["_source"] for one in told if one.get("found")}


def _document(cls: Any, row: Any) -> Any:
    """A record as search should have it; None when it is broken."""
    try:
        return json.loads(json.dumps(cls(row.data, model=row).dumps(), default=str))
    except PASSING:
        raise
    except Exception:  # whatever a broken record raises: the others are looked up
        log.exception("the record %s cannot be looked up by saved queries", row.id)
        return None


def _percolate(documents: Mapping[UUID, Any], looked: Looked) -> None:
    """Ask search; of documents that it refuses, find the one, and go on with the others."""
    try:
        told = sets_search_all(list(documents.values()))
    except RequestError:
        if len(documents) == 1:
            log.exception("search cannot look the record %s up", next(iter(documents)))
            return
        for id_, document in documents.items():
            _percolate({id_: document}, looked)
        return
    looked.ids.update(documents)
    for id_, specs in zip(documents, told, strict=True):
        for spec in looked.found.keys() & set(specs):
            looked.found[spec].add(id_)


def prepare(rows: Mapping[str, Any]) -> None:
    """Have search know each saved query as it is now.

    :raises NotPercolated: when it does not take one.
    """
    for spec in _unknown(rows):
        _new_percolator(spec, rows[spec].search_pattern)
    if lost := _unknown(rows):
        raise NotPercolated(f"search does not take the saved queries {', '.join(sorted(lost))}")


def _unknown(rows: Mapping[str, Any]) -> list[str]:
    if not rows:
        return []
    index = _build_percolator_index_name(str(current_app.config["OAISERVER_RECORD_INDEX"]))
    ids = [f"oaiset-{spec}" for spec in rows]
    told = current_search_client.mget(index=index, body={"ids": ids})["docs"]
    known = {one["_id"]: one["_source"].get("query") for one in told if one.get("found")}
    return [
        spec
        for spec, row in rows.items()
        if known.get(f"oaiset-{spec}") != query_string_parser(row.search_pattern).to_dict()
    ]
