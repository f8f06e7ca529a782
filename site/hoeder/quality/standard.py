# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The quality standard as custodians agreed on it, read from YAML.

Everything that is wrong is told at once, one sentence a problem::

    standard.yaml, line 12, readme: check cannot be read: "readmee" is no fact; ... Correct it.

A rule has an ``id``, a ``section``, a ``level`` (``must``: without it a dataset does not meet the
standard; ``should``: it brings points), ``points``, a condition to ``check``, optionally another
one ``when`` it is asked at all, a ``title``, and how to ``fix`` what is missing, in both languages.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import yaml

from hoeder.crosswalks.dcat_texts import Said
from hoeder.quality.conditions import Condition, ConditionError, parse
from hoeder.yaml_reader import Reader, matches


class StandardError(ValueError):
    """The standard cannot be used as it stands; the message has one line for each problem."""


class Level(StrEnum):
    """How much a rule binds."""

    MUST = "must"
    SHOULD = "should"


class Section(StrEnum):
    """What a rule is about."""

    METADATA = "metadata"
    DOCUMENTATION = "documentation"
    DATA = "data"
    FAIR = "fair"
    ANONYMISATION = "anonymisation"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``when`` None: it is always asked."""

    id: str
    section: Section
    level: Level
    points: int
    check: Condition
    when: Condition | None
    title: Said
    fix: Said


@dataclass(frozen=True, slots=True)
class Agreement:
    """A custodian (by its slug) that agreed, and on which day."""

    custodian: str
    on: date


@dataclass(frozen=True, slots=True)
class Standard:
    """A version of the standard."""

    id: str
    version: str
    title: Said
    agreed: tuple[Agreement, ...]
    rules: tuple[Rule, ...]


def load(source: Path | str, custodians: Collection[str] | None = None) -> Standard:
    """Return the standard in a file, or in a text.

    :param custodians: the slugs that there are; None: any slug may have agreed.
    :raises StandardError: when it cannot be read, or anything in it is missing, unknown or wrong.
    """
    if isinstance(source, str):
        return _Reader("standard", custodians).read(source)
    try:
        text = source.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = (
            f"{source} cannot be read ({error}). Name the file of a quality standard, in UTF-8."
        )
        raise StandardError(message) from error
    return _Reader(source.name, custodians).read(text)


def _one_of(values: Iterable[str]) -> str:
    return "|".join(values)


CHECKS = {
    "id": matches("[a-z0-9]+(-[a-z0-9]+)*", "no name. Use small letters, digits and hyphens"),
    "version": matches(r"\d+(\.\d+)+", "no version. Write it as 1.0"),
    "level": matches(_one_of(Level), "neither must nor should"),
    "section": matches(_one_of(Section), f"no section. Choose {', '.join(Section)}"),
    "points": matches("[1-9][0-9]{0,2}", "no number of points. Write a whole number from 1 to 999"),
    "on": matches(r"\d{4}-\d\d-\d\d", "no day. Write it as 2026-05-31"),
}
_HEAD = ("id", "version", "title", "agreed", "rules")
_RULE = ("id", "section", "level", "points", "check", "title", "fix")


class _Reader(Reader):
    """The file of a standard."""

    def __init__(self, file: str, custodians: Collection[str] | None) -> None:
        super().__init__(file, CHECKS)
        self._custodians = custodians

    def read(self, text: str) -> Standard:
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            raise StandardError(f"{self.file} is not YAML: {reason}. Correct it.") from error
        if root is None:
            raise StandardError(f"{self.file} is empty. Write a standard in it.")
        parts = self.fields(root, "", _HEAD)
        made = (
            self.text(parts.get("id"), "id"),
            self.text(parts.get("version"), "version"),
            self.said(parts.get("title"), "title"),
            tuple(self.agreement(node) for node in self.items(parts.get("agreed"), "agreed")),
        )
        nodes = self.items(parts.get("rules"), "rules")
        rules = [self.rule(node, number) for number, node in enumerate(nodes, 1)]
        self.entry = ""
        self.twice(nodes, [rule.id if rule else "" for rule in rules])
        if self.problems:
            raise StandardError("\n".join(self.problems))
        return Standard(*made, tuple(rule for rule in rules if rule))

    def twice(self, nodes: list[yaml.Node], ids: list[str]) -> None:
        for number, (node, name) in enumerate(zip(nodes, ids, strict=True)):
            if name and name in ids[:number]:
                self.refuse(node, "id", f'"{name}" is used twice. Give each rule its own.')

    def rule(self, node: yaml.Node, number: int) -> Rule | None:
        self.entry = f"rule {number}"
        parts = self.fields(node, "", _RULE, ("when",))
        self.entry = (name := self.text(parts.get("id"), "id")) or self.entry
        before = len(self.problems)
        given = {n: self.text(parts.get(n), n) for n in ("section", "level", "points")}
        check = self.condition(parts.get("check"), "check")
        when = self.condition(parts["when"], "when") if "when" in parts else None
        title, fix = self.said(parts.get("title"), "title"), self.said(parts.get("fix"), "fix")
        if check is None or not all((name, *given.values())) or len(self.problems) > before:
            return None
        return Rule(
            name,
            Section(given["section"]),
            Level(given["level"]),
            int(given["points"]),
            check,
            when,
            title,
            fix,
        )

    def condition(self, node: yaml.Node | None, path: str) -> Condition | None:
        text = self.text(node, path)
        if node is None or not text:
            return None
        try:
            return parse(text)
        except ConditionError as error:
            self.refuse(node, path, f"cannot be read: {error}. Correct it.")
            return None

    def said(self, node: yaml.Node | None, path: str) -> Said:
        parts = self.fields(node, path, ("en", "nl"))
        return Said(*(self.text(parts.get(name), f"{path}.{name}") for name in ("en", "nl")))

    def agreement(self, node: yaml.Node) -> Agreement:
        parts = self.fields(node, "agreed", ("custodian", "on"))
        slug, day = (self.text(parts.get(name), f"agreed.{name}") for name in ("custodian", "on"))
        if slug and self._custodians is not None and slug not in self._custodians:
            self.refuse(
                node, "agreed.custodian", f'is "{slug}", which is no custodian. Correct it.'
            )
        try:
            return Agreement(slug, date.fromisoformat(day or "1970-01-01"))
        except ValueError:
            if not any("agreed.on" in problem for problem in self.problems):
                self.refuse(node, "agreed.on", f'is "{day}", which no calendar has. Correct it.')
            return Agreement(slug, date.min)
