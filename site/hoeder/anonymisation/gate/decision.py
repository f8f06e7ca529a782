# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What stands in the way of publication: screenings and acceptances in, obstacles out.

Everything that was not looked at is an obstacle; no input makes one disappear except a screening of
these very bytes, or stewards who accepted this very finding on them.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .policy import Policy, Tier

SCHEMA = 1
"""The version of the report that is understood here."""


class Kind(StrEnum):
    """What an obstacle is about."""

    WAITING = "waiting"  # not screened yet, or by other rules than today's
    FAILED = "failed"  # the screening itself failed
    UNREAD = "unread"  # a part could not be looked at
    IDENTIFIER = "identifier"  # a direct identifier
    SMALL_CLASSES = "small-classes"  # k below the tier's policy
    UNMEASURED = "unmeasured"  # the risk of a table could not be measured
    LEFT_OUT = "left-out"  # proposed as a quasi-identifier, and the depositor said it is none
    NO_PERSONS = "no-persons"  # declared to be about nobody, and looks otherwise


@dataclass(frozen=True, slots=True)
class File:
    """A file and what is known of it.

    :param status: absent, pending, running, done or failed; of the screening of these bytes, by
        today's rules and with the confirmed roles of columns.
    :param reason: why it failed, a key of the words.
    :param report: of the screening (``screening.screen``); None unless done.
    :param named: findings in the file's name.
    """

    key: str
    checksum: str
    status: str
    reason: str = ""
    report: Mapping[str, Any] | None = None
    named: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A steward's acceptance of one obstacle on one file's bytes."""

    key: str
    checksum: str
    obstacle: str
    steward: int


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands between a file and publication.

    :param id: the same for the same obstacle in the same tier, whatever bytes it is found in.
    :param told: what the words need: counts and names, never a value.
    :param needed: stewards who must accept it; 0: accepting is no remedy.
    :param accepted_by: stewards who did, on these bytes.
    :param other_bytes: it was accepted on an earlier content of the file.
    """

    id: str
    key: str
    checksum: str
    kind: Kind
    told: Mapping[str, Any] = field(default_factory=dict)
    needed: int = 1
    accepted_by: tuple[int, ...] = ()
    other_bytes: bool = False

    @property
    def stands(self) -> bool:
        """Whether it still is in the way."""
        return not self.needed or len(self.accepted_by) < self.needed


def decide(
    files: Sequence[File],
    tier: Tier,
    policy: Policy,
    no_persons: bool,
    acceptances: Sequence[Acceptance] = (),
) -> tuple[Obstacle, ...]:
    """Return every obstacle, those that were accepted too.

    :param no_persons: whether the statement declares that the data are about nobody.
    """
    return tuple(
        _with_acceptances(file, tier, kind, told, needed, acceptances)
        for file in files
        for kind, told, needed in _obstacles(file, tier, policy, no_persons)
    )


Found = tuple[Kind, Mapping[str, Any], int]


def _obstacles(file: File, tier: Tier, policy: Policy, no_persons: bool) -> Iterator[Found]:
    yield from _identifiers(file.named, tier, policy)
    if file.status == "failed":
        yield Kind.FAILED, {"reason": file.reason}, 0
        return
    report = file.report
    if file.status != "done" or report is None or report.get("schema") != SCHEMA:
        yield Kind.WAITING, {"status": file.status}, 0
        return
    for part in report["unread"]:
        yield Kind.UNREAD, {name: part[name] for name in ("place", "reason", "detail")}, 1
    yield from _identifiers(report["findings"], tier, policy)
    for table in report["tables"]:
        yield from _risks(table, tier, policy, no_persons)


def _identifiers(
    findings: Sequence[Mapping[str, Any]], tier: Tier, policy: Policy
) -> Iterator[Found]:
    """Certain ones always; likely ones where anybody can look."""
    for finding in findings:
        certainty = finding["certainty"]
        if certainty == "certain" or (certainty == "likely" and tier is Tier.OPEN):
            two = certainty == "certain" and finding["identifier"] in policy.two_stewards
            told = ("identifier", "certainty", "place", "column", "where", "matches", "values")
            yield Kind.IDENTIFIER, {name: finding[name] for name in told}, 2 if two else 1


def _risks(
    table: Mapping[str, Any], tier: Tier, policy: Policy, no_persons: bool
) -> Iterator[Found]:
    names = [column["name"] for column in table["columns"]]
    proposed = [p["column"] for p in table["proposals"] if p["role"] == "quasi"]
    used = table["roles"]["quasi"]
    place = table["place"]
    if no_persons:
        # About nobody, there is nobody to hide; but a table with ages and postcodes is odd.
        if proposed:
            yield Kind.NO_PERSONS, {"place": place, "columns": [names[c] for c in proposed]}, 1
        return
    left_out = [names[column] for column in proposed if column not in used]
    if left_out:
        yield Kind.LEFT_OUT, {"place": place, "columns": left_out}, 1
    if not used or not table["rows"]:
        return
    least = policy.k[tier]
    risk = table["risk"]
    if risk is None:
        yield Kind.UNMEASURED, {"place": place, "reason": table.get("risk_error") or ""}, 1
    elif risk["anonymity"]["k"] < least:
        told = {
            "place": place,
            "k": risk["anonymity"]["k"],
            "least": least,
            "rows": risk["anonymity"]["violating"].get(str(least)),
            "columns": [names[column] for column in used],
        }
        yield Kind.SMALL_CLASSES, told, 1


def _with_acceptances(
    file: File,
    tier: Tier,
    kind: Kind,
    told: Mapping[str, Any],
    needed: int,
    acceptances: Sequence[Acceptance],
) -> Obstacle:
    # What is told belongs to what is accepted: k = 4 accepted does not accept k = 1. So does the
    # tier: what was accepted for files behind a request is not accepted for everybody.
    text = "\n".join([tier, kind, *(f"{name}={told[name]}" for name in sorted(told))])
    id_ = hashlib.sha256(text.encode()).hexdigest()[:16]
    same = [a for a in acceptances if a.obstacle == id_]
    here = {a.steward for a in same if a.checksum == file.checksum}
    other = any(a.key == file.key and a.checksum != file.checksum for a in acceptances)
    return Obstacle(
        id_, file.key, file.checksum, kind, told, needed, tuple(sorted(here)), other and not here
    )
