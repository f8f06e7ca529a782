# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Writes and reads the history of verdicts, in the session's transaction."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from invenio_db import db

from hoeder.quality.records.judging import Judged
from hoeder.quality.records.models import Row
from hoeder.quality.standard import Standard
from hoeder.quality.verdict import Outcome, Result, Verdict

_OF_VERDICT = (
    "custodian",
    "standard",
    "version",
    "agreed",
    "computed",
    "meets",
    "points",
    "possible",
    "mqa_points",
    "outcomes",
    "dead",
)
"""Columns of which one has to differ for a new row."""


def last(record_uuid: UUID) -> Row | None:
    """Return the last verdict on a version of a record."""
    query = sa.select(Row).where(Row.record_uuid == record_uuid).order_by(Row.id.desc()).limit(1)
    found: Row | None = db.session.execute(query).scalar()
    return found


def of(record_uuid: UUID) -> list[Row]:
    """Return all verdicts on a version of a record, the first one first."""
    query = sa.select(Row).where(Row.record_uuid == record_uuid).order_by(Row.id)
    return list(db.session.execute(query).scalars())


def write(record: Any, judged: Judged, cause: str) -> None:
    """Add a verdict, if it differs from the last one; the session's transaction has it.

    A custodian is told when what met the standard no longer does.
    """
    before, values = last(record.id), _values(judged)
    if before is not None and all(getattr(before, name) == values[name] for name in _OF_VERDICT):
        return
    db.session.add(
        Row(
            record_uuid=record.id,
            parent_uuid=record.parent.id,
            cause=cause,
            tell=before is not None and before.meets and not judged.meets,
            **values,
        )
    )


def _values(judged: Judged) -> dict[str, Any]:
    verdict = judged.verdict
    return {
        "custodian": judged.custodian,
        "standard": judged.standard.id,
        "version": judged.standard.version,
        "agreed": judged.agreed,
        "computed": verdict is not None,
        "meets": judged.meets,
        "points": verdict.points if verdict else 0,
        "possible": verdict.possible if verdict else 0,
        "mqa_points": verdict.mqa_points if verdict else 0,
        "outcomes": {one.rule.id: str(one.outcome) for one in verdict.results} if verdict else {},
        "dead": list(judged.dead),
    }


def verdict_in(row: Row, standard: Standard) -> Verdict | None:
    """Return the verdict of a row; None where it was not computed.

    :param standard: the version of the standard that the row names.
    """
    if not row.computed:
        return None
    results = tuple(
        Result(rule, Outcome(row.outcomes.get(rule.id, Outcome.UNKNOWN))) for rule in standard.rules
    )
    return Verdict(standard, results, row.points, row.possible, row.mqa_points)
