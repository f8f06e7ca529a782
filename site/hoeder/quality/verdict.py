# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record beside the standard: points, verdict, and what each missed rule would bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from hoeder.crosswalks.dcat_texts import Said
from hoeder.quality import mqa
from hoeder.quality.facts import Fact
from hoeder.quality.standard import Level, Rule, Section, Standard


class Outcome(StrEnum):
    """What became of a rule. ``unknown``: it could not be checked, and counts for nothing."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Result:
    """One rule, and what became of it."""

    rule: Rule
    outcome: Outcome

    @property
    def brings(self) -> int:
        """The points that meeting it would bring."""
        return self.rule.points if self.outcome is Outcome.MISSED else 0


class Summary(NamedTuple):
    """What is published of a verdict; plain, so that it can be kept with the record."""

    standard: str
    version: str
    title: Said
    percent: int
    meets: bool
    mqa_points: int

    def said(self) -> Said:
        """Return it in a sentence."""
        english, dutch = (f"{text} {self.version}" for text in self.title)
        return Said(
            f"Quality: {'meets' if self.meets else 'does not meet'} {english}, {self.percent} of "
            f"100; description {self.mqa_points} of {mqa.MAXIMUM} (data.europa.eu).",
            f"Kwaliteit: voldoet {'' if self.meets else 'niet '}aan {dutch}, {self.percent} op "
            f"100; beschrijving {self.mqa_points} op {mqa.MAXIMUM} (data.europa.eu).",
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """All rules; ``points`` of ``possible``, which are those of the rules that were checked."""

    standard: Standard
    results: tuple[Result, ...]
    points: int
    possible: int
    mqa_points: int

    @property
    def percent(self) -> int:
        """Points of those that were possible, rounded down; 0 where nothing was checked."""
        return self.points * 100 // self.possible if self.possible else 0

    @property
    def meets(self) -> bool:
        """Whether every rule that binds is met: one that could not be checked is not."""
        return all(
            result.outcome in (Outcome.MET, Outcome.NOT_ASKED)
            for result in self.results
            if result.rule.level is Level.MUST
        )

    @property
    def to_do(self) -> tuple[Result, ...]:
        """What was missed: what binds first, then what brings most."""
        missed = (result for result in self.results if result.outcome is Outcome.MISSED)
        return tuple(
            sorted(missed, key=lambda each: (each.rule.level is not Level.MUST, -each.brings))
        )

    def of_section(self, section: Section) -> tuple[int, int]:
        """Return points and possible points of one section."""
        checked = [
            result
            for result in self.results
            if result.rule.section is section and result.outcome in (Outcome.MET, Outcome.MISSED)
        ]
        met = sum(each.rule.points for each in checked if each.outcome is Outcome.MET)
        return met, sum(each.rule.points for each in checked)

    @property
    def summary(self) -> Summary:
        """What is published of it."""
        return Summary(
            self.standard.id,
            self.standard.version,
            self.standard.title,
            self.percent,
            self.meets,
            self.mqa_points,
        )


def judge(standard: Standard, facts: Mapping[str, Fact]) -> Verdict:
    """Return what a record's facts are worth."""
    results = tuple(Result(rule, _outcome(rule, facts)) for rule in standard.rules)
    checked = [each for each in results if each.outcome in (Outcome.MET, Outcome.MISSED)]
    return Verdict(
        standard=standard,
        results=results,
        points=sum(each.rule.points for each in checked if each.outcome is Outcome.MET),
        possible=sum(each.rule.points for each in checked),
        mqa_points=int(facts.get("mqa_points") or 0),
    )


def _outcome(rule: Rule, facts: Mapping[str, Fact]) -> Outcome:
    asked = rule.when(facts) if rule.when else True
    held = rule.check(facts) if asked else None
    if asked is False:
        return Outcome.NOT_ASKED
    if asked is None or held is None:
        return Outcome.UNKNOWN
    return Outcome.MET if held else Outcome.MISSED
