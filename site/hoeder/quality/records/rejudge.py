# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Judges published records again: by another standard, or as their addresses answer now.

Which ones are due follows from the database, so a run may die at any point. Each record is a
transaction of its own; one that somebody else changes at the same time is left for the next run.
"""

import logging
from collections.abc import Iterator
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from invenio_db.uow import UnitOfWork
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_records_resources.services.uow import RecordCommitOp
from opensearchpy.exceptions import OpenSearchException
from sqlalchemy.orm.exc import StaleDataError

from hoeder.anonymisation.gate.published import put
from hoeder.custodians.proxies import current_custodians
from hoeder.dissemination.records.refresh import refresh
from hoeder.quality.part import FIELD, differ
from hoeder.quality.records import history, links
from hoeder.quality.records.ext import current_standards
from hoeder.quality.records.judging import judged
from hoeder.quality.records.models import LINKS, STANDARD

log = logging.getLogger(__name__)
BATCH = 200
_START = UUID(int=0)
_PUBLISHED = """
SELECT r.id FROM rdm_records_metadata r
LEFT JOIN LATERAL (
  SELECT v.* FROM hoeder_quality_verdicts v WHERE v.record_uuid = r.id ORDER BY v.id DESC LIMIT 1
) v ON true
WHERE r.json IS NOT NULL AND r.deletion_status = 'P' AND r.id > :after
"""
_DUE = """
AND (v.id IS NULL OR NOT v.computed OR NOT EXISTS (
  SELECT 1 FROM jsonb_to_recordset(CAST(:now AS jsonb))
    AS n(custodian text, standard text, version text, agreed boolean)
  WHERE (n.custodian, n.standard, n.version, n.agreed)
    = (v.custodian, v.standard, v.version, v.agreed)
))
"""
_IN_ORDER = " ORDER BY r.id LIMIT :limit"


def count(every: bool = False) -> int:
    """Return how many records are due."""
    query = f"SELECT count(*) FROM ({_query(every)}) AS due"  # noqa: S608
    return int(db.session.execute(sa.text(query), _values(every, _START)).scalar_one())


def due(every: bool = False) -> Iterator[UUID]:
    """Yield the records to judge: by another standard than today's, or all published ones."""
    query = sa.text(_query(every) + _IN_ORDER)
    after = _START
    while True:
        values = {**_values(every, after), "limit": BATCH}
        found = [UUID(str(one)) for one in db.session.execute(query, values).scalars()]
        db.session.rollback()
        if not found:
            return
        yield from found
        after = found[-1]


def _query(every: bool) -> str:
    return _PUBLISHED if every else _PUBLISHED + _DUE


def _values(every: bool, after: UUID) -> dict[str, str]:
    return {"after": str(after)} | ({} if every else {"now": _now()})


def _now() -> str:
    """What counts today, for each custodian."""
    rows = []
    for custodian in (None, *current_custodians.all()):
        standard, agreed = current_standards.of(custodian)
        slug = custodian.slug if custodian else ""
        rows.append(
            {
                "custodian": slug,
                "standard": standard.id,
                "version": standard.version,
                "agreed": agreed,
            }
        )
    return str(current_app.json.dumps(rows))


def again(id_: UUID, ask_links: bool = False) -> bool:
    """Judge one published record again; return whether it was done.

    :param ask_links: ask its addresses; otherwise those found dead last time count as dead.
    """
    try:
        _again(id_, ask_links)
    except (StaleDataError, links.SiteUnreachableError) as error:
        db.session.rollback()
        log.warning("%s is judged next time (%s).", id_, type(error).__name__)
        return False
    except OpenSearchException as error:
        # After the commit: the verdict stands, only search has not heard of it.
        log.warning("Search does not know the verdict on %s (%s).", id_, type(error).__name__)
    return True


def _again(id_: UUID, ask_links: bool) -> None:
    service = current_rdm_records_service
    dead = links.dead(service.record_cls.get_record(id_)) if ask_links else None
    # What was read before asking may be old by now.
    db.session.rollback()
    db.session.expire_all()
    with UnitOfWork() as uow:
        # Held until the end, so that neither a second run nor a publication comes between.
        db.session.get(service.record_cls.model_cls, id_, with_for_update=True)
        record = service.record_cls.get_record(id_)
        before = history.last(id_)
        known = dead if dead is not None else list(before.dead) if before else []
        found = judged(record, known)
        history.write(record, found, STANDARD if dead is None else LINKS)
        if differ((record.get("custom_fields") or {}).get(FIELD), found.part):
            put(record, FIELD, found.part)
            uow.register(RecordCommitOp(record, indexer=service.indexer))
        # An agreement changes the sets of a record, not the record.
        refresh([record.parent.id])
        uow.commit()
