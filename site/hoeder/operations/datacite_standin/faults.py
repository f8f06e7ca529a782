# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Faults on purpose: which request goes wrong, and how.

A plan is ``{"seed": 7, "rules": [{"kind": "status", "status": 503, "rate": 0.3,
"methods": ["PUT", "POST"], "count": null, "when": "before"}, …]}``. Kinds:

* ``status``: answer ``status`` (default 503), with ``Retry-After`` when ``retry_after`` is given;
* ``retry``: the same with 429 and ``retry_after`` 1 second as defaults;
* ``refuse``: 422 with the complaint ``title`` about the attribute ``source``, as for a rule of
  DataCite's that its schema does not show;
* ``slow``: wait ``seconds``, then answer truly;
* ``cut``: end the connection without an answer.

``when`` is ``before`` (default: the change is not made) or ``after`` (it is made and stored, yet
the client is not told). ``rate`` is a probability, ``count`` how often a rule may act at most. The
first rule that acts is the fault. A draw depends on the seed, the number of the request and the
rule alone, so a plan gives the same faults again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

_DEFAULTS: dict[str, dict[str, Any]] = {
    "status": {"status": 503},
    "retry": {"status": 429, "retry_after": 1},
    "refuse": {"status": 422, "source": "titles", "title": "is invalid"},
    "slow": {"seconds": 5},
    "cut": {},
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which requests go wrong; times in seconds."""

    kind: str
    rate: float = 1.0
    methods: tuple[str, ...] = ()
    count: int | None = None
    when: str = "before"
    status: int = 0
    retry_after: int | None = None
    seconds: float = 0.0
    source: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The rules, and the seed of their draws."""

    seed: int = 0
    rules: tuple[Rule, ...] = ()


def _number(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _optional_number(value: object, low: float, high: float) -> bool:
    return value is None or _number(value, low, high)


_CHECKS = {
    "kind": lambda v: v in _DEFAULTS,
    "rate": lambda v: _number(v, 0, 1),
    "methods": lambda v: isinstance(v, list) and all(isinstance(m, str) for m in v),
    "count": lambda v: _optional_number(v, 0, 1_000_000),
    "when": lambda v: v in ("before", "after"),
    "status": lambda v: isinstance(v, int) and _number(v, 400, 599),
    "retry_after": lambda v: _optional_number(v, 0, 3600),
    "seconds": lambda v: _number(v, 0, 600),
    "source": lambda v: isinstance(v, str),
    "title": lambda v: isinstance(v, str),
}


def _rule(number: int, data: object) -> Rule:
    if not isinstance(data, Mapping) or data.get("kind") not in _DEFAULTS:
        raise ValueError(f"rules[{number}].kind must be one of {', '.join(_DEFAULTS)}")
    given = _DEFAULTS[data["kind"]] | dict(data)
    for name, value in given.items():
        if name not in _CHECKS:
            raise ValueError(f"rules[{number}].{name} is not a field of a rule")
        if not _CHECKS[name](value):
            raise ValueError(f"rules[{number}].{name} cannot be {value!r}")
    methods = tuple(method.upper() for method in given.pop("methods", ()))
    return Rule(methods=methods, **given)


def parse_plan(data: object) -> Plan:
    """Return the plan in a JSON value; ValueError names the field at fault."""
    if not isinstance(data, Mapping) or not isinstance(data.get("rules"), list):
        raise ValueError("rules must be a list")
    seed = data.get("seed", 0)
    if not isinstance(seed, int):
        raise ValueError("seed must be a whole number")
    return Plan(seed, tuple(_rule(number, rule) for number, rule in enumerate(data["rules"])))


def as_data(rule: Rule) -> dict[str, Any]:
    """Return a rule as JSON data, to show which plan is at work."""
    return {field.name: getattr(rule, field.name) for field in fields(rule)}


def draw(seed: int, request: int, rule: int) -> float:
    """Return a number in [0, 1) that is always the same for these three."""
    digest = hashlib.sha256(f"{seed}:{request}:{rule}".encode()).digest()
    return int.from_bytes(digest[:7]) / 2**56


def choose(plan: Plan, request: int, acted: Sequence[int], method: str) -> int | None:
    """Return the number of the rule that acts on this request, or None.

    :param request: number of the request since the plan was set.
    :param acted: how often each rule has acted.
    """
    for number, rule in enumerate(plan.rules):
        if rule.methods and method not in rule.methods:
            continue
        if rule.count is not None and acted[number] >= rule.count:
            continue
        if draw(plan.seed, request, number) < rule.rate:
            return number
    return None
