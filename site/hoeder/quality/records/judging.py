# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The verdict on a draft or record as it stands in the session's transaction."""

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from hoeder.anonymisation.gate import evidence
from hoeder.anonymisation.gate.published import NAME as SCREENING_FIELD
from hoeder.anonymisation.gate.service import summary_of
from hoeder.crosswalks.dcat import catalogue_of, entry
from hoeder.crosswalks.nodes import Node
from hoeder.custodians.proxies import current_custodians
from hoeder.doi.metadata import version_of
from hoeder.quality.facts import Fact, facts
from hoeder.quality.part import Json, not_computed, part_of
from hoeder.quality.records.ext import current_standards, today
from hoeder.quality.standard import Standard
from hoeder.quality.verdict import Verdict, judge


@dataclass(frozen=True)
class Judged:
    """A verdict; None: it could not be computed, which is as good as not meeting the standard."""

    standard: Standard
    agreed: bool
    custodian: str
    verdict: Verdict | None
    dead: tuple[str, ...] = ()

    @property
    def meets(self) -> bool:
        """Whether the standard is met."""
        return self.verdict is not None and self.verdict.meets

    @property
    def part(self) -> Json:
        """What is published of it."""
        if self.verdict is None:
            return not_computed(self.standard, today())
        return part_of(self.verdict, today())


def judged(record: Any, dead: Sequence[str] = ()) -> Judged:
    """Return the verdict on a draft or record; whatever goes wrong in it is logged.

    :param dead: addresses that were found not to answer.
    :raises SQLAlchemyError: the transaction is broken, and nothing can be written any more.
    """
    custodian = current_custodians.for_record(record)
    standard, agreed = current_standards.of(custodian)
    try:
        verdict = judge(standard, _facts(record, custodian, dead))
    except SQLAlchemyError:
        raise
    except Exception as error:
        # Its message may have what the record says; the place of the fault has not.
        (*_others, place) = traceback.extract_tb(error.__traceback__)
        current_app.logger.error(
            "No verdict on record %s could be computed (%s in %s, line %s): it does not meet the "
            "quality standard until it is judged again.",
            record.id,
            type(error).__name__,
            place.name,
            place.lineno,
        )
        verdict = None
    return Judged(standard, agreed, custodian.slug if custodian else "", verdict, tuple(dead))


def addresses(record: Any) -> list[str]:
    """Return the addresses by which the catalogue says that the data are found."""
    _data, _context, dataset = _described(record, current_custodians.for_record(record))
    return list(
        dict.fromkeys(
            one["@id"]
            for distribution in dataset.get("dcat:distribution", ())
            for name in ("dcat:accessURL", "dcat:downloadURL")
            for one in distribution.get(name, ())
        )
    )


def _facts(record: Any, custodian: Any, dead: Sequence[str]) -> dict[str, Fact]:
    data, context, dataset = _described(record, custodian)
    if record.is_draft:
        # What publication brings is nothing that a depositor has to do.
        data["custom_fields"][SCREENING_FIELD] = summary_of(record)
        data["pids"].setdefault("doi", {"identifier": "at publication"})
    return facts(data, context, dataset, evidence.last_reports(record), dead)


def _described(record: Any, custodian: Any) -> tuple[Json, Any, Node]:
    """A record as the catalogue would say it.

    Restricted metadata are judged as if they were public: the verdict is for their owner, and no
    outlet has them. A draft without custodian is described as if the first one had it: each of
    them has what the rules ask of a publisher.
    """
    data, context = version_of(record)
    data["access"] = {**data["access"], "record": "public"}
    holder = custodian or current_custodians.all()[0]
    site = str(current_app.config["SITE_UI_URL"]).rstrip("/")
    catalogue = catalogue_of(holder, f"{site}/catalogue/{holder.slug}")
    return data, context, entry(data, context, catalogue).dataset
