# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The gate for whatever reaches published files without the record service: scripts, other modules.

Whoever shows more of a published record, or puts other bytes in it, changes a row of Invenio's
tables in SQLAlchemy's session. The session tells of it, and before its transaction is committed the
gate is asked for each such record that it has not let through already. So no list of services has
to be kept complete: a parent's access settings pass here too.

What shows less is let through: a record must never stay open because a screening is missing.
"""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import current_app, has_app_context
from invenio_db import db
from invenio_files_rest.models import FileInstance, ObjectVersion
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_rdm_records.records.models import RDMParentMetadata, RDMRecordMetadata
from invenio_rdm_records.records.systemfields.deletion_status import RecordDeletionStatusEnum

from . import evidence
from .policy import Tier, tier_of
from .refusal import FilesRefusedError

EXTENSION = "hoeder-gate"
PASSED = "hoeder-gate-passed"
BEFORE = "hoeder-gate-before"
RECORDS, PARENTS, BUCKETS, BYTES = (
    "hoeder-gate-records",
    "hoeder-gate-parents",
    "hoeder-gate-buckets",
    "hoeder-gate-bytes",
)
"""What the session remembers until its transaction ends."""

NOTES = (RECORDS, PARENTS, BUCKETS, BYTES)
OPENNESS = list(Tier)


def refuse_what_stands(record: Any) -> None:
    """Let a record's files through, for this transaction, or do not.

    :raises FilesRefusedError: the transaction has to be rolled back.
    """
    standing = [obstacle for obstacle in evidence.obstacles(record) if obstacle.stands]
    if standing:
        raise FilesRefusedError(standing)
    db.session().info.setdefault(PASSED, set()).add(record.id)


def before(row: Any, value: Any, old: Any, initiator: Any) -> None:
    """Remember how open a record was (``set`` of its JSON, the old one loaded).

    Its history would not tell: Invenio flags the attribute as modified, which forgets the old one.
    """
    session = sa.inspect(row).session
    if session is not None and isinstance(old, dict):
        session.info.setdefault(BEFORE, {}).setdefault(row, old.get("access"))


def note(session: Any, context: Any = None) -> None:
    """Remember, at each flush, what is shown more openly and what has other bytes."""
    were = session.info.pop(BEFORE, {})
    if not _is_ours():
        return
    for row in (*session.new, *session.dirty):
        new = row in session.new
        if isinstance(row, RDMRecordMetadata) and (new or _opens(row, were.get(row))):
            _remember(session, RECORDS, row.id)
        elif isinstance(row, RDMParentMetadata) and not new and _asks_less(row, were.get(row)):
            _remember(session, PARENTS, row.id)
        elif isinstance(row, ObjectVersion) and row.file_id and (new or _changed(row, "file_id")):
            _remember(session, BUCKETS, row.bucket_id)
        elif isinstance(row, FileInstance) and not new and _changed(row, "checksum"):
            _remember(session, BYTES, row.id)


def check(session: Any) -> None:
    """Ask the gate of all that was remembered (``before_commit``).

    :raises FilesRefusedError: the transaction is not committed.
    """
    if session.in_nested_transaction() or not _is_ours():
        return
    session.flush()
    noted = {name: session.info.pop(name, set()) for name in NOTES}
    passed = session.info.pop(PASSED, set())
    if not any(noted.values()):
        return
    for id_ in sorted(_records(noted) - passed):
        record = current_rdm_records_service.record_cls.get_record(id_)
        if record.deletion_status.is_deleted:
            continue
        try:
            refuse_what_stands(record)
        except FilesRefusedError:
            evidence.want_aside(record)
            raise
    session.info.pop(PASSED, None)


def forget(session: Any) -> None:
    """Nothing changed after all (``after_rollback``)."""
    for name in (*NOTES, PASSED, BEFORE):
        session.info.pop(name, None)


def _is_ours() -> bool:
    return has_app_context() and EXTENSION in current_app.extensions


def _remember(session: Any, name: str, id_: UUID) -> None:
    session.info.setdefault(name, set()).add(id_)


def _changed(row: Any, name: str) -> bool:
    return bool(sa.inspect(row).attrs[name].history.has_changes())


def _opens(row: Any, was: Any) -> bool:
    """Whether a published record is shown more openly than it was, or has another bucket."""
    if _changed(row, "bucket_id") or _changed(row, "media_bucket_id"):
        return True
    if _changed(row, "deletion_status"):
        return bool(row.deletion_status == RecordDeletionStatusEnum.PUBLISHED)
    if not _changed(row, "json"):
        return False
    now, was = (row.json or {}).get("access") or {}, was or {}
    return _openness(now) < _openness(was) or any(
        now.get(part) != "restricted" and was.get(part) == "restricted"
        for part in ("record", "files")
    )


def _openness(access: Any) -> int:
    """The less the more open; the least open one where nothing is known."""
    return OPENNESS.index(tier_of(access, may_ask=True)) if access else len(OPENNESS)


def _asks_less(row: Any, was: Any) -> bool:
    """Whether files may be asked for that could not be."""
    return _changed(row, "json") and _may_ask((row.json or {}).get("access")) and not _may_ask(was)


def _may_ask(access: Any) -> bool:
    settings = (access or {}).get("settings") or {}
    return bool(settings.get("allow_user_requests") or settings.get("allow_guest_requests"))


def _records(noted: dict[str, set[UUID]]) -> set[UUID]:
    """Published records that are meant."""
    model = RDMRecordMetadata
    buckets = set(noted[BUCKETS])
    if noted[BYTES]:
        query = sa.select(ObjectVersion.bucket_id).where(ObjectVersion.file_id.in_(noted[BYTES]))
        buckets.update(db.session.execute(query).scalars())
    meant = sa.or_(
        model.id.in_(noted[RECORDS]),
        model.parent_id.in_(noted[PARENTS]),
        model.bucket_id.in_(buckets),
        model.media_bucket_id.in_(buckets),
    )
    query = sa.select(model.id).where(meant, model.is_deleted.is_(False))
    return set(db.session.execute(query).scalars())
