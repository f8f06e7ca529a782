# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The published part of a verdict, as plain data: what a record's page, exports and sets show.

It has no rules, as these may tell about files that are restricted; sums by section, which do not.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from hoeder.crosswalks.dcat_texts import Said
from hoeder.quality.standard import Section, Standard
from hoeder.quality.verdict import Summary, Verdict

Json = dict[str, Any]
FIELD = "hoeder:quality"
"""Of ``custom_fields``."""


def part_of(verdict: Verdict, on: date) -> Json:
    """Return the published part.

    :param on: the day (UTC) of the verdict.
    """
    return {
        **_head(verdict.standard, on),
        "computed": True,
        "meets": verdict.meets,
        "percent": verdict.percent,
        "points": verdict.points,
        "possible": verdict.possible,
        "mqa_points": verdict.mqa_points,
        "sections": {str(one): list(verdict.of_section(one)) for one in Section},
    }


def not_computed(standard: Standard, on: date) -> Json:
    """Return the part of a record whose verdict could not be computed: it does not meet."""
    return {**_head(standard, on), "computed": False, "meets": False}


def _head(standard: Standard, on: date) -> Json:
    return {
        "standard": standard.id,
        "version": standard.version,
        "title": {"en": standard.title.english, "nl": standard.title.dutch},
        "judged_on": on.isoformat(),
    }


def differ(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Tell whether two parts say something else, but for the day."""
    return {**(one or {}), "judged_on": ""} != {**(other or {}), "judged_on": ""}


def summary_in(custom_fields: Mapping[str, Any] | None) -> Summary | None:
    """Return the summary kept with a record; None where there is none, or it was not computed."""
    kept = (custom_fields or {}).get(FIELD) or {}
    if not kept.get("computed"):
        return None
    return Summary(
        kept["standard"],
        kept["version"],
        Said(kept["title"]["en"], kept["title"]["nl"]),
        kept["percent"],
        kept["meets"],
        kept["mqa_points"],
    )


def is_listed(custom_fields: Mapping[str, Any] | None, agreed: Collection[tuple[str, str]]) -> bool:
    """Tell whether a record belongs in the set for the Datavindplaats.

    :param agreed: name and version of the standards that its custodian agreed to.
    """
    kept = summary_in(custom_fields)
    return kept is not None and kept.meets and (kept.standard, kept.version) in agreed
