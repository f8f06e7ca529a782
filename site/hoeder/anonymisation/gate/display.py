# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The screening as pages show it: to owner, stewards and administrators, who may do what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_principal import Identity
from invenio_accounts.models import User
from invenio_db import db
from invenio_i18n import gettext
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_records_resources.services.errors import PermissionDeniedError

from hoeder.anonymisation.statement.fields import FIELD_NAME, N_

from . import evidence, service
from .claims import claims, made
from .comparison import Comparison, compare
from .decision import Kind, Obstacle
from .refusal import claim_sentence, sentence
from .returning import review_of

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """A draft's or record's screening, for one person.

    :param contradictions: sentences on answers of the statement, as it was saved.
    :param steward: the person's id if they may decide, else None.
    :param review: the id of the open review request, for those who may return the draft.
    :param names: of stewards who decided, by their ids.
    :param decisions: who decided what on which bytes, and why, the last one first.
    :param before: identifier of the version that this one is compared with.
    :param appeared: file and sentence of obstacles that it did not have.
    :param disappeared: of those that it had and this one has not.
    :param internal: question and answer of the statement's internal part, for whom it is.
    :param least: the smallest group that the custodian asks for at this tier of access.
    """

    id: str
    draft: bool
    title: str
    overview: Json
    contradictions: tuple[str, ...]
    steward: int | None
    review: str | None
    names: dict[int, str]
    decisions: tuple[Json, ...]
    comparison: Comparison | None
    before: str | None
    appeared: tuple[tuple[str, str], ...]
    disappeared: tuple[tuple[str, str], ...]
    least: int
    internal: tuple[tuple[str, str], ...]

    @property
    def standing(self) -> int:
        """Obstacles that stand."""
        return sum(o["stands"] for file in self.overview["files"] for o in file["obstacles"])


def view(identity: Identity, id_: str, draft: bool) -> View:
    """Return what somebody may see of a screening.

    :raises PermissionDeniedError: for anybody but owner, stewards and administrators.
    """
    record = service.opened(identity, id_, draft)
    overview = service.overview_of(record)
    steward = int(identity.id) if service.may_decide(identity, record) else None
    previous = _previous(record)
    comparison = _compared(previous, record) if previous is not None else None
    review = review_of(record) if steward is not None and draft else None
    return View(
        id=id_,
        draft=draft,
        title=str((record.get("metadata") or {}).get("title") or id_),
        overview=overview,
        contradictions=_contradictions(record),
        steward=steward,
        review=str(review.id) if review is not None else None,
        names=_names(overview),
        decisions=tuple(_decision(row) for row in overview["decisions"]),
        comparison=comparison,
        before=str(previous.pid.pid_value) if previous is not None else None,
        appeared=_told(comparison.appeared if comparison else ()),
        disappeared=_told(comparison.disappeared if comparison else ()),
        least=_least(record),
        internal=_internal(identity, id_, draft),
    )


def _internal(identity: Identity, id_: str, draft: bool) -> tuple[tuple[str, str], ...]:
    """Nothing for administrators: it is for owner and stewards alone."""
    try:
        found = service.internal_answers(identity, id_, draft)
    except PermissionDeniedError:
        return ()
    answers = found["answers"]
    return tuple(
        (question["label"], answers[question["name"]])
        for question in found["questions"]
        if question["name"] in answers
    )


def _least(record: Any) -> int:
    custodian = evidence.custodian_of(record)
    return evidence.policy_of(custodian).k[evidence.tier(record)]


def _told(obstacles: tuple[Obstacle, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((obstacle.key, sentence(obstacle)) for obstacle in obstacles)


def _decision(row: Json) -> Json:
    decided = Obstacle(row["obstacle"], row["key"], row["checksum"], Kind(row["kind"]), row["told"])
    return {**row, "sentence": sentence(decided), "at": datetime.fromisoformat(row["at"])}


def _contradictions(record: Any) -> tuple[str, ...]:
    statement = (record.get("custom_fields") or {}).get(FIELD_NAME) or {}
    files = evidence.files(record, evidence.custodian_of(record))
    return tuple(claim_sentence(claim) for claim in claims(files) if made(claim, statement))


def _previous(record: Any) -> Any:
    """Return the last version before this one that is published, or None."""
    versions = current_rdm_records_service.record_cls.get_records_by_parent(record.parent)
    earlier = [other for other in versions if other.versions.index < record.versions.index]
    return max(earlier, key=lambda other: other.versions.index, default=None)


def _compared(previous: Any, record: Any) -> Comparison:
    return compare(
        evidence.bytes_of(previous),
        evidence.bytes_of(record),
        evidence.obstacles(previous),
        evidence.obstacles(record),
    )


def _names(overview: Json) -> dict[int, str]:
    """What stewards are called; never by their e-mail addresses."""
    ids = {row["steward"] for row in overview["decisions"]}
    ids |= {id_ for f in overview["files"] for o in f["obstacles"] for id_ in o["accepted_by"]}
    users = {u.id: u for u in db.session.execute(sa.select(User).where(User.id.in_(ids))).scalars()}
    return {id_: _name(id_, users.get(id_)) for id_ in ids}


def _name(id_: int, user: Any) -> str:
    profile = (user.user_profile or {}) if user is not None else {}
    known = profile.get("full_name") or (user.username if user is not None else None)
    return str(known or gettext(N_("Steward %(number)s"), number=id_))
