# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the gate looks at, from the database: files, screenings, confirmed roles, acceptances.

The files are those of the record's buckets, which is what would be served, and not the list in its
metadata.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from invenio_files_rest.models import FileInstance, ObjectVersion
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError

from hoeder.anonymisation.screening.detectors import Settings
from hoeder.anonymisation.screening.request import ruleset
from hoeder.anonymisation.statement.fields import FIELD_NAME
from hoeder.custodians.model import Custodian
from hoeder.custodians.proxies import current_custodians

from .decision import Acceptance, File, Obstacle, decide
from .models import DONE, PENDING, Roles, Screening
from .models import Acceptance as AcceptanceRow
from .policy import Policy, Tier, tier_of

ABSENT = "absent"


class Subject(NamedTuple):
    """What a screening is of: bytes or a name, the rules, and the confirmed roles of columns."""

    checksum: str
    ruleset: str
    roles_digest: str = ""


def custodian_of(record: Any) -> Custodian | None:
    """Return whose policy counts for a draft or record."""
    return current_custodians.for_record(record)


def obstacles(record: Any) -> tuple[Obstacle, ...]:
    """Return what stands between a draft or record, as it is now, and publication."""
    custodian = custodian_of(record)
    found = files(record, custodian)
    if not found:
        return ()
    return decide(
        found, tier(record), policy_of(custodian), _no_persons(record), acceptances(record)
    )


def files(record: Any, custodian: Custodian | None) -> tuple[File, ...]:
    """Return the files of a draft or record with what is known of each."""
    served = bytes_of(record)
    if not served:
        return ()
    settings, roles = settings_of(custodian), roles_of(record)
    wanted = [_subjects(key, checksum, roles, settings) for key, checksum in served]
    known = _screenings({subject for pair in wanted for subject in pair})
    return tuple(
        _file(key, checksum, known.get(content), known.get(name))
        for (key, checksum), (content, name) in zip(served, wanted, strict=True)
    )


def _subjects(
    key: str, checksum: str, roles: Mapping[str, Any], settings: Settings
) -> tuple[Subject, Subject]:
    """What has to be screened of a file: its bytes, and its name."""
    content = Subject(checksum, ruleset(settings, key), digest(roles.get(checksum)))
    return content, Subject(name_mark(key), ruleset(settings))


def name_mark(key: str) -> str:
    """What stands for a name in the place of a checksum."""
    return f"name:{hashlib.sha256(key.encode()).hexdigest()}"


def _file(key: str, checksum: str, content: Any, name: Any) -> File:
    status, reason, report = content or (ABSENT, "", None)
    name_status, name_reason, name_report = name or (ABSENT, "", None)
    if name_status != DONE:
        # A name that was not looked at is as good a reason to wait as bytes that were not.
        return File(key, checksum, name_status, name_reason or "")
    return File(key, checksum, status, reason or "", report, tuple((name_report or {})["findings"]))


def bytes_of(record: Any) -> list[tuple[str, str]]:
    """Return key and checksum of every file in the record's buckets, media files too.

    A file whose bytes have not come yet has no checksum; it counts as one that was not screened.
    """
    model = record.model
    buckets = [b for b in (model.bucket_id, getattr(model, "media_bucket_id", None)) if b]
    if not buckets:
        return []
    query = (
        sa.select(ObjectVersion.key, FileInstance.checksum)
        .outerjoin(FileInstance, FileInstance.id == ObjectVersion.file_id)
        .where(
            ObjectVersion.bucket_id.in_(buckets),
            ObjectVersion.is_head.is_(True),
            ObjectVersion.file_id.isnot(None),
        )
        .order_by(ObjectVersion.key)
    )
    return [(key, checksum or "") for key, checksum in db.session.execute(query)]


def last_reports(record: Any) -> list[dict[str, Any]] | None:
    """Return a report of each file's bytes, None where one has none.

    That of today's rules, or else the last one: what does not depend on them is read in it.
    """
    found = files(record, custodian_of(record))
    others = {file.checksum for file in found if file.report is None}
    query = (
        sa.select(Screening.checksum, Screening.report)
        .where(Screening.checksum.in_(others), Screening.status == DONE)
        .order_by(Screening.ended_at)
    )
    last = {row.checksum: row.report for row in db.session.execute(query)} if others else {}
    reports = [file.report or last.get(file.checksum) for file in found]
    return None if None in reports else [dict(report) for report in reports if report is not None]


def _screenings(subjects: set[Subject]) -> dict[Subject, tuple[str, Any, Any]]:
    table = Screening.__table__.c
    columns = (table.checksum, table.ruleset, table.roles_digest)
    query = sa.select(*columns, table.status, table.reason, table.report).where(
        table.checksum.in_({subject.checksum for subject in subjects}),
        table.ruleset.in_({subject.ruleset for subject in subjects}),
    )
    return {Subject(*row[:3]): (row[3], row[4], row[5]) for row in db.session.execute(query)}


def roles_of(record: Any) -> dict[str, Mapping[str, Any]]:
    """Return the confirmed roles of columns, by checksum."""
    query = sa.select(Roles.checksum, Roles.tables).where(Roles.record_uuid == record.id)
    return {row.checksum: row.tables for row in db.session.execute(query)}


def digest(tables: Mapping[str, Any] | None) -> str:
    """The same for the same roles; "" for none."""
    if not tables:
        return ""
    return hashlib.sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()


def acceptances(record: Any) -> list[Acceptance]:
    """Return the acceptances that hold: of each steward the last word counts."""
    query = (
        sa.select(AcceptanceRow)
        .where(AcceptanceRow.record_uuid == record.id)
        .order_by(AcceptanceRow.id)
    )
    last: dict[tuple[Any, ...], AcceptanceRow] = {}
    for row in db.session.execute(query).scalars():
        last[(row.checksum, row.obstacle, row.steward)] = row
    return [
        Acceptance(row.key, row.checksum, row.obstacle, row.steward)
        for row in last.values()
        if row.accepted
    ]


def tier(record: Any) -> Tier:
    """Return how open a draft or record is."""
    asking = record.parent.access.settings
    may_ask = bool(asking.allow_user_requests or asking.allow_guest_requests)
    # Not record["access"]: what a component set in this unit of work is not in there yet.
    return tier_of(record.access.dump(), may_ask)


def policy_of(custodian: Custodian | None) -> Policy:
    """Return what a custodian asks; the defaults where there is none."""
    return custodian.screening.policy if custodian else Policy()


def settings_of(custodian: Custodian | None) -> Settings:
    """Return what a custodian adds to the detectors: its own numbers."""
    return custodian.screening.settings if custodian else Settings()


def _no_persons(record: Any) -> bool:
    statement = (record.get("custom_fields") or {}).get(FIELD_NAME) or {}
    return isinstance(statement, Mapping) and statement.get("status") == "no_persons"


def want(record: Any) -> None:
    """Write down, in the session's transaction, which screenings a draft or record needs."""
    if values := _wanted(record):
        db.session.execute(_insert(values))


def want_aside(record: Any) -> None:
    """The same in a transaction of its own: the session's is going to be rolled back.

    It does not wait for others who write the same down: they do so instead.
    """
    if values := _wanted(record):
        try:
            with db.engine.begin() as connection:
                connection.execute(sa.text("SET LOCAL lock_timeout = '500ms'"))
                connection.execute(_insert(values))
        except OperationalError:
            current_app.logger.info("Somebody else writes down what is to be screened.")


def _wanted(record: Any) -> list[dict[str, Any]]:
    settings, roles = settings_of(custodian_of(record)), roles_of(record)
    rows: dict[Subject, Mapping[str, Any]] = {}
    for key, checksum in bytes_of(record):
        if checksum:
            content, name = _subjects(key, checksum, roles, settings)
            plain = asdict(settings)
            rows[content] = {"tables": roles.get(checksum) or {}, "settings": plain}
            rows[name] = {"name": key, "settings": plain}
    return [
        {
            "id": uuid.uuid4(),
            "checksum": subject.checksum,
            "ruleset": subject.ruleset,
            "roles_digest": subject.roles_digest,
            "edition": ruleset(),
            "request": dict(rows[subject]),
            "status": PENDING,
            "progress": 0.0,
            "attempts": 0,
        }
        # In one order, so that two saves at a time wait for each other and do not deadlock.
        for subject in sorted(rows)
    ]


def _insert(values: list[dict[str, Any]]) -> Any:
    return insert(Screening).values(values).on_conflict_do_nothing()
