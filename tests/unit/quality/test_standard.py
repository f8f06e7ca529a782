# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The file of the standard: what it says, and how it is told what is wrong with it."""

from pathlib import Path

import pytest

from hoeder.custodians.model import load as load_custodians
from hoeder.quality import mqa
from hoeder.quality.facts import FACTS, WORDS, Kind
from hoeder.quality.standard import Level, Section, StandardError, load

DATA = Path(__file__).parents[3] / "app_data"
SHIPPED = DATA / "quality" / "hoeder-1.0.yaml"
RULE = """\
  - id: doi
    section: fair
    level: must
    points: 20
    when: files >= 1
    check: has_doi
    title: {en: A DOI, nl: Een DOI}
    fix: {en: Reserve one., nl: Reserveer er een.}
"""
ONE = f"""\
id: one
version: "1.0"
title: {{en: One, nl: Eén}}
agreed: [{{custodian: ugent-demo, on: 2026-05-01}}]
rules:
{RULE}"""


def problems(text: str) -> list[str]:
    with pytest.raises(StandardError) as error:
        load(text, {"ugent-demo"})
    return str(error.value).splitlines()


def test_reads_everything() -> None:
    standard = load(ONE)
    (rule,) = standard.rules
    assert (standard.id, standard.version, standard.title.dutch) == ("one", "1.0", "Eén")
    assert (standard.agreed[0].custodian, standard.agreed[0].on.day) == ("ugent-demo", 1)
    assert (rule.id, rule.section, rule.level, rule.points) == (
        "doi",
        Section.FAIR,
        Level.MUST,
        20,
    )
    assert rule.check({"has_doi": True}) and rule.when and not rule.when({"files": 0})
    assert rule.fix.english == "Reserve one."


@pytest.mark.parametrize(
    ("change", "line", "why"),
    [
        (("section: fair", "section: fare"), 7, "section"),
        (("level: must", "level: may"), 8, "neither must nor should"),
        (("points: 20", "points: many"), 9, "no number of points"),
        (("check: has_doi", "check: has_dio"), 11, '"has_dio" is no fact'),
        (("when: files >= 1", "when: files"), 10, "must be compared"),
        (("    check: has_doi\n", ""), 6, "check is missing"),
        (("nl: Een DOI", "fr: Un DOI"), 12, "title.fr is not a field"),
        (("custodian: ugent-demo", "custodian: nobody"), 4, "no custodian"),
        (("on: 2026-05-01", "on: 2026-02-31"), 4, "no calendar"),
        (('version: "1.0"', "version: first"), 2, "no version"),
    ],
)
def test_a_broken_rule_is_an_error_with_its_line(
    change: tuple[str, str], line: int, why: str
) -> None:
    assert change[0] in ONE
    found = problems(ONE.replace(*change))
    assert any(f"line {line}" in each and why in each for each in found), found


def test_all_problems_at_once() -> None:
    broken = ONE.replace("has_doi", "x").replace("points: 20", "points: 0")
    assert len(problems(broken)) == 2


def test_an_id_is_used_once() -> None:
    assert "used twice" in problems(ONE + RULE)[0]


@pytest.mark.parametrize("text", ["", "a: [", "- 1", "id: 3"])
def test_what_is_no_standard(text: str) -> None:
    assert problems(text)


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(StandardError, match="cannot be read"):
        load(Path("nowhere.yaml"))


def test_the_shipped_standard_has_the_metrics_of_europe_with_their_points() -> None:
    slugs = {custodian.slug for custodian in load_custodians(DATA / "custodians.yaml")}
    standard = load(SHIPPED, slugs)
    ours = {rule.id: rule.points for rule in standard.rules if rule.id.startswith("mqa-")}
    theirs = {f"mqa-{each.name.replace('_', '-')}": each.points for each in mqa.METRICS}
    assert ours == theirs
    assert sum(ours.values()) == mqa.MAXIMUM
    assert {rule.section for rule in standard.rules} == set(Section)
    assert {agreement.custodian for agreement in standard.agreed} == slugs


def test_words_are_known_and_documented() -> None:
    assert set(WORDS) == {name for name, (kind, _) in FACTS.items() if kind is Kind.WORD}
    page = (DATA.parent / "docs" / "quality-standard.md").read_text(encoding="utf-8")
    assert [name for name in FACTS if f"`{name}`" not in page] == []
