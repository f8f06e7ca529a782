# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Conditions of rules: a small language, checked when it is read.

::

    condition   = conjunction ("or" conjunction)*
    conjunction = term ("and" term)*
    term        = "not" term | "(" condition ")" | flag | comparison
    comparison  = number-fact (">=" | "<=" | ">" | "<" | "=" | "!=") whole-number
                | word-fact ("=" | "!=") word

Names are those of ``facts.FACTS``. A fact that is not known makes a comparison neither true nor
false, and that carries on as in Kleene's three-valued logic: ``true or unknown`` is true, ``true
and unknown`` is unknown.

>>> condition = parse("files >= 1 and not (access = open)")
>>> condition({"files": 2, "access": "restricted"}), condition({"access": "restricted"})
(True, None)
>>> parse("files = many")
Traceback (most recent call last):
hoeder.quality.conditions.ConditionError: "many" is no whole number, which "files" is compared with
"""

import re
from collections.abc import Callable, Mapping

from hoeder.quality.facts import FACTS, WORDS, Fact, Kind

Condition = Callable[[Mapping[str, Fact]], bool | None]

_TOKEN = re.compile(r"\s*(>=|<=|!=|[()=<>]|[A-Za-z_][\w.]*|\d+|\S)")
_COMPARE: Mapping[str, Callable[[int, int], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
_DEPTH = 20


class ConditionError(ValueError):
    """The text is no condition; the message says why."""


def parse(text: str) -> Condition:
    """Return what a text asks, as a function of facts.

    :raises ConditionError: when it is no condition, or asks what is no fact.
    """
    parser = _Parser(_TOKEN.findall(text))
    condition = parser.condition()
    if parser.tokens:
        raise ConditionError(f'"{parser.tokens[0]}" stands where "and", "or" or the end should')
    return condition


class _Parser:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.depth = 0

    def take(self, *expected: str) -> str:
        if self.tokens and self.tokens[0] in expected:
            return self.tokens.pop(0)
        return ""

    def next(self, what: str) -> str:
        if not self.tokens:
            raise ConditionError(f"it ends where {what} should stand")
        return self.tokens.pop(0)

    def condition(self) -> Condition:
        terms = [self.conjunction()]
        while self.take("or"):
            terms.append(self.conjunction())
        return _any(terms) if len(terms) > 1 else terms[0]

    def conjunction(self) -> Condition:
        terms = [self.term()]
        while self.take("and"):
            terms.append(self.term())
        return _all(terms) if len(terms) > 1 else terms[0]

    def term(self) -> Condition:
        self.depth += 1
        if self.depth > _DEPTH:
            raise ConditionError(f"it is nested deeper than {_DEPTH} times")
        try:
            if self.take("not"):
                return _not(self.term())
            if self.take("("):
                inner = self.condition()
                if not self.take(")"):
                    raise ConditionError('a ")" is missing')
                return inner
            return self.fact()
        finally:
            self.depth -= 1

    def fact(self) -> Condition:
        name = self.next("a fact")
        if name not in FACTS:
            raise ConditionError(f'"{name}" is no fact; docs/quality-standard.md lists them')
        kind = FACTS[name][0]
        operator = self.take(*_COMPARE)
        if kind is Kind.FLAG:
            if operator:
                raise ConditionError(f'"{name}" is true or false and is compared with nothing')
            return _flag(name)
        if not operator:
            raise ConditionError(f'"{name}" must be compared with something')
        value = self.next("a value")
        return (
            _number(name, operator, value) if kind is Kind.NUMBER else _word(name, operator, value)
        )


def _flag(name: str) -> Condition:
    def holds(facts: Mapping[str, Fact]) -> bool | None:
        value = facts.get(name)
        return None if value is None else bool(value)

    return holds


def _number(name: str, operator: str, text: str) -> Condition:
    if not text.isdecimal():
        raise ConditionError(f'"{text}" is no whole number, which "{name}" is compared with')
    number, compare = int(text), _COMPARE[operator]

    def holds(facts: Mapping[str, Fact]) -> bool | None:
        value = facts.get(name)
        return None if value is None else compare(int(value), number)

    return holds


def _word(name: str, operator: str, word: str) -> Condition:
    if operator not in ("=", "!="):
        raise ConditionError(f'"{name}" is a word: compare it with = or !=')
    if word not in WORDS[name]:
        known = ", ".join(sorted(WORDS[name]))
        raise ConditionError(f'"{name}" is never "{word}"; it is one of {known}')

    def holds(facts: Mapping[str, Fact]) -> bool | None:
        value = facts.get(name)
        return None if value is None else (value == word) == (operator == "=")

    return holds


def _not(term: Condition) -> Condition:
    def holds(facts: Mapping[str, Fact]) -> bool | None:
        value = term(facts)
        return None if value is None else not value

    return holds


def _all(terms: list[Condition]) -> Condition:
    def holds(facts: Mapping[str, Fact]) -> bool | None:
        found = [term(facts) for term in terms]
        return False if False in found else None if None in found else True

    return holds


def _any(terms: list[Condition]) -> Condition:
    def holds(facts: Mapping[str, Fact]) -> bool | None:
        found = [term(facts) for term in terms]
        return True if True in found else None if None in found else False

    return holds
