# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The published part of a verdict: it comes back as it was, and who is listed follows from it."""

import json
from datetime import date
from pathlib import Path

import pytest

from dcat_records import full, told, without_files
from hoeder.dissemination.records import sets
from hoeder.quality.facts import facts
from hoeder.quality.part import FIELD, differ, is_listed, not_computed, part_of, summary_in
from hoeder.quality.standard import load
from hoeder.quality.verdict import judge
from records import context

STANDARD = load(Path(__file__).parents[3] / "app_data" / "quality" / "hoeder-1.0.yaml")
DAY = date(2026, 11, 24)
AGREED = {("hoeder", "1.0")}


@pytest.mark.parametrize("record", [full(), without_files()])
def test_the_summary_comes_back(record: dict) -> None:  # type: ignore[type-arg]
    verdict = judge(STANDARD, facts(record, context(), told(record).dataset, []))
    kept = json.loads(json.dumps(part_of(verdict, DAY)))
    assert summary_in({FIELD: kept}) == verdict.summary
    assert sum(met for met, _possible in kept["sections"].values()) == verdict.points
    assert sum(possible for _met, possible in kept["sections"].values()) == verdict.possible


def part(**changed: object) -> dict[str, object]:
    record = full()
    verdict = judge(STANDARD, facts(record, context(), told(record).dataset, []))
    return {**part_of(verdict, DAY), "meets": True, **changed}


def test_no_rule_is_published() -> None:
    assert not any(rule.id in json.dumps(part()) for rule in STANDARD.rules if "-" in rule.id)


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({FIELD: part()}, True),
        ({FIELD: part(meets=False)}, False),
        ({FIELD: part(version="2.0")}, False),
        ({FIELD: not_computed(STANDARD, DAY)}, False),
        ({FIELD: {}}, False),
        ({}, False),
        (None, False),
    ],
)
def test_who_is_listed(fields: dict[str, object] | None, listed: bool) -> None:
    assert is_listed(fields, AGREED) is listed
    assert not is_listed(fields, set())


def test_the_set_of_what_is_listed() -> None:
    own = sets.own("custodian:a", [], "dataset", "open", listed=True)
    assert own - sets.own("custodian:a", [], "dataset", "open") == {"datavindplaats"}
    assert sets.is_own("datavindplaats")


def test_the_day_alone_is_no_difference() -> None:
    assert not differ(part(), part(judged_on="2027-01-01"))
    assert differ(part(), part(points=1))
    assert differ(None, part())
