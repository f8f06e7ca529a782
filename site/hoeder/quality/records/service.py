# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Who may see what of a verdict.

The sums of a published record are for whoever may read it. Rules and how to meet them are for its
owner, the custodian's stewards and administrators: they may tell about files that are restricted.
"""

from collections.abc import Iterable
from typing import Any

from flask_principal import Identity
from invenio_i18n import gettext
from invenio_i18n.proxies import current_i18n
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_records_resources.services.errors import PermissionDeniedError

from hoeder.anonymisation.gate import evidence
from hoeder.anonymisation.gate.models import DONE, FAILED
from hoeder.anonymisation.gate.permissions import GatePermissionPolicy
from hoeder.crosswalks.dcat_texts import Said
from hoeder.quality import mqa
from hoeder.quality.part import FIELD
from hoeder.quality.records import history, words
from hoeder.quality.records.ext import current_standards
from hoeder.quality.records.judging import judged
from hoeder.quality.verdict import Outcome, Result, Verdict

Json = dict[str, Any]
_SUMS = ("percent", "points", "possible", "mqa_points")


def of_draft(identity: Identity, id_: str) -> Json:
    """Return the verdict on a draft as it was saved last, with what to do.

    :raises PermissionDeniedError: for anybody but owner, stewards and administrators.
    """
    service = current_rdm_records_service
    draft = service.draft_cls.pid.resolve(id_, registered_only=False)
    service.require_permission(identity, "read_draft", record=draft)
    if not _may_see_rules(identity, draft):
        raise PermissionDeniedError("read")
    return shown_draft(draft)


def shown_draft(draft: Any) -> Json:
    """The same of a draft that was opened. ``waiting``: its files are still being screened."""
    found = judged(draft)
    files = evidence.files(draft, evidence.custodian_of(draft))
    return {
        **_shown(found.part),
        **_rules(found.verdict),
        "agreed": found.agreed,
        "waiting": any(file.status not in (DONE, FAILED) for file in files),
    }


def of_record(identity: Identity, id_: str) -> Json:
    """Return the verdict on a published record; with its rules for who may see them.

    :raises PermissionDeniedError: for who may not read the record.
    """
    service = current_rdm_records_service
    record = service.record_cls.pid.resolve(id_)
    service.require_permission(identity, "read", record=record)
    return shown_record(identity, record)


def shown_record(identity: Identity, record: Any) -> Json:
    """The same of a record that was opened; ``{}`` while nothing was judged."""
    part = (record.get("custom_fields") or {}).get(FIELD)
    if not part:
        return {}
    if not _may_see_rules(identity, record):
        return _shown(part)
    row = history.last(record.id)
    standard = current_standards.named(part["standard"], part["version"])
    verdict = history.verdict_in(row, standard) if row and standard else None
    return {**_shown(part), **_rules(verdict), "history": _history(record)}


def _may_see_rules(identity: Identity, record: Any) -> bool:
    return bool(GatePermissionPolicy("read", record=record).allows(identity))


def local(said: Said) -> str:
    """Return a text in the language of the request."""
    return said.in_language(str(current_i18n.language))


def _shown(part: Json) -> Json:
    title = Said(part["title"]["en"], part["title"]["nl"])
    return {
        "computed": part["computed"],
        "meets": part["meets"],
        "standard": {"id": part["standard"], "version": part["version"], "title": local(title)},
        "judged_on": part["judged_on"],
        **{name: part[name] for name in _SUMS if name in part},
        "mqa_maximum": mqa.MAXIMUM,
        "sections": [
            {"id": id_, "title": gettext(title), "points": sums[0], "possible": sums[1]}
            for id_, title in words.SECTIONS.items()
            if (sums := (part.get("sections") or {}).get(id_))
        ],
    }


def _rules(verdict: Verdict | None) -> Json:
    """What is missed, that which binds first; and what could not be checked."""
    if verdict is None:
        return {"to_do": [], "unknown": []}
    unknown = [one for one in verdict.results if one.outcome is Outcome.UNKNOWN]
    return {"to_do": _listed(verdict.to_do), "unknown": _listed(unknown)}


def _listed(results: Iterable[Result]) -> list[Json]:
    return [
        {
            "id": one.rule.id,
            "section": str(one.rule.section),
            "level": str(one.rule.level),
            "brings": one.brings,
            "title": local(one.rule.title),
            "fix": local(one.rule.fix),
        }
        for one in results
    ]


def _history(record: Any) -> list[Json]:
    return [
        {
            "at": row.at.isoformat(),
            "standard": row.standard,
            "version": row.version,
            "computed": row.computed,
            "meets": row.meets,
            "points": row.points,
            "possible": row.possible,
            "cause": row.cause,
        }
        for row in history.of(record.id)
    ]
