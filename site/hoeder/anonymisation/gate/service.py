# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What owners and stewards may see of a record's screenings, and do about them.

Each function takes an identity and a record's identifier, and asks for permission itself.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask_principal import Identity
from invenio_db import db
from invenio_i18n import gettext
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_records_resources.services.errors import PermissionDeniedError
from marshmallow import ValidationError
from sqlalchemy.dialects.postgresql import insert

from hoeder.anonymisation.statement.fields import N_

from . import evidence, internal
from .claims import claims
from .decision import Kind, Obstacle
from .models import FAILED, PENDING, RUNNING, Acceptance, Internal, Roles, Screening
from .permissions import GatePermissionPolicy
from .refusal import claim_sentence, help_sentence, sentence

Json = dict[str, Any]

SHORTEST_REASON, LONGEST_REASON = 10, 2000  # characters
MOST_HELPS = 3
"""Of one table."""

_GONE = N_("This file has changed since you opened the page. Look at it again, then decide.")
_NO_SUCH = N_("There is nothing like this to accept on this file any more. Load the page again.")
_NOT_ACCEPTABLE = N_("This cannot be accepted: the file has to be screened first.")
_OWN = N_("You deposited these files yourself. Another steward of the custodian has to decide.")
_REASON = N_("Say why, in 10 to 2,000 characters: it is kept with the decision.")
_NO_FILE = N_("The record has no such file.")
_COLUMN = N_("The table has no column %(column)s.")
_TABLE = N_("The file has no table %(table)s.")
_TWICE = N_("A column has one role at most.")
_FRACTION = N_("The sampling fraction is a number above 0 and at most 1.")


def _resolve(id_: str, draft: bool) -> Any:
    service = current_rdm_records_service
    if draft:
        return service.draft_cls.pid.resolve(id_, registered_only=False)
    return service.record_cls.pid.resolve(id_)


def _require(identity: Identity, action: str, record: Any, draft: bool) -> None:
    if draft:
        current_rdm_records_service.require_permission(identity, "read_draft", record=record)
    if not GatePermissionPolicy(action, record=record).allows(identity):
        raise PermissionDeniedError(action)


def _open(identity: Identity, action: str, id_: str, draft: bool) -> Any:
    record = _resolve(id_, draft)
    _require(identity, action, record, draft)
    return record


def overview(identity: Identity, id_: str, draft: bool) -> Json:
    """Return files, screenings, obstacles and decisions.

    :raises PermissionDeniedError: for anybody but owner, stewards and administrators.
    """
    return overview_of(opened(identity, id_, draft))


def opened(identity: Identity, id_: str, draft: bool) -> Any:
    """Return a draft or record whose screening somebody may see.

    :raises PermissionDeniedError: for anybody but owner, stewards and administrators.
    """
    record = _open(identity, "read", id_, draft)
    evidence.want(record)
    db.session.commit()
    return record


def may_decide(identity: Identity, record: Any) -> bool:
    """Whether somebody may accept obstacles: a steward, and not of their own files."""
    allowed = GatePermissionPolicy("accept", record=record).allows(identity)
    return bool(allowed) and not _is_own(identity, record)


def _is_own(identity: Identity, record: Any) -> bool:
    owner = record.parent.access.owned_by
    return owner is not None and str(owner.owner_id) == str(identity.id)


def overview_of(record: Any) -> Json:
    """The same of a record that was opened."""
    custodian = evidence.custodian_of(record)
    files = evidence.files(record, custodian)
    found = evidence.obstacles(record)
    waiting = _progress({file.checksum for file in files})
    return {
        "tier": str(evidence.tier(record)),
        "custodian": custodian.slug if custodian else None,
        "ready": not any(obstacle.stands for obstacle in found),
        "files": [
            {
                "key": file.key,
                "checksum": file.checksum,
                "status": file.status,
                "progress": waiting.get(file.checksum, (0.0, ""))[0],
                "step": waiting.get(file.checksum, (0.0, ""))[1],
                "reason": file.reason,
                "report": file.report,
                "named": list(file.named),
                "helps": helps(file.report),
                "obstacles": [_shown(o) for o in found if o.key == file.key],
            }
            for file in files
        ],
        "claims": [
            {
                "field": claim.field,
                "values": list(claim.values),
                "type": claim.row_type,
                "sentence": claim_sentence(claim),
            }
            for claim in claims(files)
        ],
        "decisions": decisions(record),
    }


def _progress(checksums: set[str]) -> dict[str, tuple[float, str]]:
    """How far the screenings in hand are, and at which step."""
    query = sa.select(Screening.checksum, Screening.progress, Screening.step).where(
        Screening.checksum.in_(checksums), Screening.status == RUNNING
    )
    return {
        row.checksum: (float(row.progress), row.step or "") for row in db.session.execute(query)
    }


def helps(report: Mapping[str, Any] | None) -> list[str]:
    """Sentences on what would lower the risk most, by a table's place; a few."""
    return [
        help_sentence(table["place"], help_)
        for table in (report or {"tables": ()})["tables"]
        if table["risk"]
        for help_ in table["risk"]["helps"][:MOST_HELPS]
    ]


def _shown(obstacle: Obstacle) -> Json:
    return {
        "id": obstacle.id,
        "kind": str(obstacle.kind),
        "stands": obstacle.stands,
        "needed": obstacle.needed,
        "accepted_by": list(obstacle.accepted_by),
        "sentence": sentence(obstacle),
        "told": dict(obstacle.told),
    }


def decisions(record: Any) -> list[Json]:
    """Who decided what on which bytes, and why, the last one first."""
    query = (
        sa.select(Acceptance)
        .where(Acceptance.parent_uuid == record.parent.id)
        .order_by(Acceptance.id.desc())
    )
    return [
        {
            "key": row.key,
            "checksum": row.checksum,
            "obstacle": row.obstacle,
            "kind": row.kind,
            "told": row.told,
            "accepted": row.accepted,
            "reason": row.reason,
            "steward": row.steward,
            "at": row.at.isoformat(),
        }
        for row in db.session.execute(query).scalars()
    ]


def decide(identity: Identity, id_: str, draft: bool, data: Mapping[str, Any]) -> Json:
    """Accept one obstacle on one file's bytes, or take that back.

    :param data: ``key``, ``checksum``, ``obstacle``, ``reason``, and ``accepted`` (default true).
    :raises PermissionDeniedError: for anybody but a steward of the custodian.
    :raises ValidationError: names the field; nothing is kept.
    """
    record = _open(identity, "accept", id_, draft)
    reason = data.get("reason")
    reason = reason.strip() if isinstance(reason, str) else ""
    accepted = data.get("accepted", True)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise ValidationError({"reason": [gettext(_REASON)]})
    if not isinstance(accepted, bool):
        raise ValidationError({"accepted": [gettext(N_("True or false."))]})
    if _is_own(identity, record):
        raise ValidationError({"obstacle": [gettext(_OWN)]})
    key, checksum = data.get("key"), data.get("checksum")
    current = dict(evidence.bytes_of(record))
    if current.get(str(key)) != checksum:
        raise ValidationError({"checksum": [gettext(_GONE)]})
    here = [o for o in evidence.obstacles(record) if o.key == key]
    obstacle = next((o for o in here if o.id == data.get("obstacle")), None)
    if obstacle is None:
        raise ValidationError({"obstacle": [gettext(_NO_SUCH)]})
    if not obstacle.needed:
        raise ValidationError({"obstacle": [gettext(_NOT_ACCEPTABLE)]})
    custodian = evidence.custodian_of(record)
    row = Acceptance(
        record_uuid=record.id,
        parent_uuid=record.parent.id,
        custodian=custodian.slug if custodian else None,
        key=obstacle.key,
        checksum=obstacle.checksum,
        obstacle=obstacle.id,
        kind=str(obstacle.kind),
        told=dict(obstacle.told),
        accepted=accepted,
        reason=reason,
        steward=int(identity.id),
    )
    db.session.add(row)
    db.session.commit()
    return overview_of(record)


def confirm(identity: Identity, id_: str, key: str, tables: object) -> Json:
    """Confirm which columns could tell who somebody is; the risk is then measured by them.

    :param tables: place of a table → ``quasi`` and ``sensitive`` (names of columns), ``weight``
        (a name), ``sampling_fraction``.
    :raises ValidationError: names what does not fit the file.
    """
    record = _open(identity, "confirm", id_, draft=True)
    current_rdm_records_service.require_permission(identity, "update_draft", record=record)
    # Any screening of the bytes tells which tables and columns there are.
    checksum = dict(evidence.bytes_of(record)).get(key)
    if checksum is None:
        raise ValidationError({"key": [gettext(_NO_FILE)]})
    report = db.session.execute(
        sa.select(Screening.report)
        .where(Screening.checksum == checksum, Screening.report.isnot(None))
        .limit(1)
    ).scalar()
    if report is None:
        raise ValidationError({"key": [gettext(_NOT_ACCEPTABLE)]})
    checked = _roles(tables, {table["place"]: table for table in report["tables"]})
    values = {"tables": checked, "confirmed_by": int(identity.id), "confirmed_at": sa.func.now()}
    statement = insert(Roles).values(record_uuid=record.id, checksum=checksum, **values)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["record_uuid", "checksum"], set_=values)
    )
    evidence.want(record)
    db.session.commit()
    return overview_of(record)


def _roles(tables: object, known: Mapping[str, Any]) -> Json:
    if not isinstance(tables, Mapping):
        raise ValidationError({"tables": [gettext(N_("The tables must be an object."))]})
    found: Json = {}
    for place, given in tables.items():
        path = f"tables.{place}"
        if place not in known or not isinstance(given, Mapping):
            raise ValidationError({path: [gettext(_TABLE, table=place)]})
        names = {column["name"] for column in known[place]["columns"]}
        chosen = {
            role: _names(given.get(role), f"{path}.{role}") for role in ("quasi", "sensitive")
        }
        weight, fraction = given.get("weight"), given.get("sampling_fraction")
        every = [*chosen["quasi"], *chosen["sensitive"], *([weight] if weight else [])]
        for name in every:
            if name not in names:
                raise ValidationError({path: [gettext(_COLUMN, column=name)]})
        if len(set(every)) < len(every):
            raise ValidationError({path: [gettext(_TWICE)]})
        is_number = isinstance(fraction, int | float) and not isinstance(fraction, bool)
        if fraction is not None and not (is_number and 0 < float(fraction) <= 1):
            raise ValidationError({f"{path}.sampling_fraction": [gettext(_FRACTION)]})
        found[place] = {**chosen, "weight": weight or None, "sampling_fraction": fraction}
    return found


def _names(value: object, path: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValidationError({path: [gettext(N_("A list of names of columns."))]})
    return list(value)


def again(identity: Identity, id_: str, draft: bool, key: str) -> Json:
    """Have a file screened again whose screening failed.

    :raises ValidationError: there is no such file, or its screening did not fail.
    """
    record = _open(identity, "confirm", id_, draft)
    checksum = dict(evidence.bytes_of(record)).get(key)
    values = {"status": PENDING, "attempts": 0, "reason": None, "progress": 0.0}
    result = db.session.execute(
        sa.update(Screening)
        .where(Screening.checksum == checksum, Screening.status == FAILED)
        .values(**values)
    )
    db.session.commit()
    if not result.rowcount:
        raise ValidationError({"key": [gettext(_NO_FILE)]})
    return overview_of(record)


def internal_answers(identity: Identity, id_: str, draft: bool) -> Json:
    """Return the internal part of the statement."""
    record = _open(identity, "read_internal", id_, draft)
    row = db.session.get(Internal, record.id)
    if row is None:  # a new version starts from what was said of the last one
        query = sa.select(Internal).where(Internal.parent_uuid == record.parent.id)
        row = db.session.execute(query.order_by(Internal.updated_at.desc())).scalars().first()
    return {
        "questions": [
            {"name": q.name, "label": gettext(q.label), "help": gettext(q.help) if q.help else ""}
            for q in internal.QUESTIONS
        ],
        "answers": dict(row.answers) if row is not None else {},
    }


def answer_internally(identity: Identity, id_: str, draft: bool, answers: object) -> Json:
    """Replace the internal part of the statement.

    :raises ValidationError: names each answer that cannot be kept.
    """
    record = _open(identity, "write_internal", id_, draft)
    try:
        checked = internal.checked(answers)
    except internal.InvalidAnswers as error:
        found = {f"answers.{name}": [gettext(said)] for name, said in error.errors.items()}
        raise ValidationError(found) from error
    values = {
        "answers": checked,
        "updated_by": int(identity.id) if str(identity.id).isdigit() else None,
        "updated_at": sa.func.now(),
    }
    statement = insert(Internal).values(
        record_uuid=record.id, parent_uuid=record.parent.id, **values
    )
    db.session.execute(statement.on_conflict_do_update(index_elements=["record_uuid"], set_=values))
    db.session.commit()
    return internal_answers(identity, id_, draft)


def summary(identity: Identity, id_: str) -> Json:
    """Return the published part of the screening of a published record.

    Names of files and columns are left out: they may be restricted, and may say much.

    :raises PermissionDeniedError: for who may not read the record.
    """
    record = _resolve(id_, draft=False)
    current_rdm_records_service.require_permission(identity, "read", record=record)
    return summary_of(record)


def summary_of(record: Any) -> Json:
    """The same of a record that was opened; ``{}`` without files."""
    files = evidence.files(record, evidence.custodian_of(record))
    if not files:
        return {}
    reports = [file.report for file in files if file.report is not None]
    found = [o for o in evidence.obstacles(record) if o.kind is not Kind.WAITING]
    sizes = [
        table["risk"]["anonymity"]["k"]
        for report in reports
        for table in report["tables"]
        if table["risk"] and table["roles"]["quasi"] and table["rows"]
    ]
    return {
        "tier": str(evidence.tier(record)),
        "files": len(files),
        "screened": len(reports),
        "screened_on": max((str(report["started"])[:10] for report in reports), default=None),
        "ruleset": next((report["tools"]["ruleset"] for report in reports), None),
        "smallest_group": min(sizes, default=None),
        "accepted": sum(not o.stands for o in found),
    }
