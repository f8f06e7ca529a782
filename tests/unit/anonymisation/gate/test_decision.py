# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What stands in the way of publication, and what makes it go away."""

from typing import Any

import pytest

from hoeder.anonymisation.gate.decision import Acceptance, File, Kind, Obstacle, decide
from hoeder.anonymisation.gate.policy import Policy, Tier

BYTES, OTHER = "md5:" + "a" * 32, "md5:" + "b" * 32


def finding(identifier: str = "email", certainty: str = "certain", column: str = "mail") -> Any:
    return {
        "id": "f1",
        "identifier": identifier,
        "certainty": certainty,
        "place": "",
        "column": column,
        "where": None,
        "matches": 10,
        "values": 12,
        "base_rate": 0.0,
        "reason": "format",
        "examples": ["x@x.xx"],
    }


def table(k: int = 7, proposed: tuple[int, ...] = (0, 1), used: Any = None, rows: int = 99) -> Any:
    return {
        "place": "",
        "rows": rows,
        "columns": [{"name": "age", "label": ""}, {"name": "postcode", "label": ""}],
        "proposals": [
            {"column": c, "role": "quasi", "reason": "header", "concept": "x", "distinct": 9}
            for c in proposed
        ],
        "roles": {"quasi": list(proposed if used is None else used), "sensitive": []},
        "risk": {"anonymity": {"k": k, "violating": {"2": 0, "3": 4, "5": 12}}},
        "risk_error": None,
    }


def report(*tables: Any, findings: Any = (), unread: Any = (), schema: int = 1) -> Any:
    return {"schema": schema, "tables": tables, "findings": findings, "unread": unread}


def done(found: Any, named: Any = ()) -> File:
    return File("survey.csv", BYTES, "done", report=found, named=named)


def obstacles(
    file: File,
    tier: Tier = Tier.OPEN,
    acceptances: tuple[Acceptance, ...] = (),
    no_persons: bool = False,
) -> tuple[Obstacle, ...]:
    return decide([file], tier, Policy(), no_persons, acceptances)


def test_a_file_in_which_nothing_was_found_passes() -> None:
    assert obstacles(done(report(table()))) == ()


@pytest.mark.parametrize("status", ["absent", "pending", "running", "anything"])
def test_a_file_that_was_not_screened_does_not_pass_and_cannot_be_accepted(status: str) -> None:
    (obstacle,) = obstacles(File("survey.csv", BYTES, status))
    assert (obstacle.kind, obstacle.needed, obstacle.stands) == (Kind.WAITING, 0, True)
    accepted = Acceptance("survey.csv", BYTES, obstacle.id, 1)
    (obstacle,) = obstacles(File("survey.csv", BYTES, status), acceptances=(accepted,))
    assert obstacle.stands


def test_a_report_of_another_form_counts_as_none() -> None:
    (obstacle,) = obstacles(done(report(schema=2)))
    assert obstacle.kind == Kind.WAITING


def test_a_done_screening_without_a_report_counts_as_none() -> None:
    (obstacle,) = obstacles(File("survey.csv", BYTES, "done"))
    assert obstacle.kind == Kind.WAITING


def test_a_screening_that_failed_cannot_be_accepted() -> None:
    file = File("survey.csv", BYTES, "failed", "memory")
    (obstacle,) = obstacles(file, Tier.CONTROLLED)
    assert (obstacle.kind, obstacle.needed, obstacle.told) == (Kind.FAILED, 0, {"reason": "memory"})


@pytest.mark.parametrize("tier", Tier)
def test_what_was_not_read_is_acknowledged_by_a_steward(tier: Tier) -> None:
    unread = {"id": "u1", "place": "a.zip/b.bin", "reason": "type", "detail": "x/y"}
    file = done(report(unread=[unread]))
    (obstacle,) = obstacles(file, tier)
    assert (obstacle.kind, obstacle.needed) == (Kind.UNREAD, 1)
    accepted = Acceptance("survey.csv", BYTES, obstacle.id, 5)
    (obstacle,) = obstacles(file, tier, (accepted,))
    assert not obstacle.stands and obstacle.accepted_by == (5,)


@pytest.mark.parametrize(
    ("certainty", "tier", "stands"),
    [
        ("certain", Tier.OPEN, True),
        ("certain", Tier.CONTROLLED, True),
        ("likely", Tier.OPEN, True),
        ("likely", Tier.SAFEGUARDED, False),
        ("possible", Tier.OPEN, False),
    ],
)
def test_which_identifiers_stand_in_the_way(certainty: str, tier: Tier, stands: bool) -> None:
    found = obstacles(done(report(findings=[finding(certainty=certainty)])), tier)
    assert [o.kind for o in found] == ([Kind.IDENTIFIER] if stands else [])


def test_an_identifier_in_the_name_of_a_file_counts() -> None:
    (obstacle,) = obstacles(done(report(), named=(finding(),)))
    assert obstacle.kind == Kind.IDENTIFIER


def test_a_national_number_takes_two_stewards() -> None:
    file = done(report(findings=[finding("be-national-number")]))
    (obstacle,) = obstacles(file)
    assert obstacle.needed == 2
    one = Acceptance("survey.csv", BYTES, obstacle.id, 1)
    assert obstacles(file, acceptances=(one, one))[0].stands
    assert not obstacles(file, acceptances=(one, Acceptance("x", BYTES, obstacle.id, 2)))[0].stands


@pytest.mark.parametrize(
    ("k", "tier", "stands"),
    [
        (4, Tier.OPEN, True),
        (5, Tier.OPEN, False),
        (2, Tier.SAFEGUARDED, True),
        (3, Tier.SAFEGUARDED, False),
        (1, Tier.CONTROLLED, False),
    ],
)
def test_k_below_the_tiers_policy(k: int, tier: Tier, stands: bool) -> None:
    found = obstacles(done(report(table(k))), tier)
    assert [o.kind for o in found] == ([Kind.SMALL_CLASSES] if stands else [])


def test_small_groups_tell_what_would_be_asked() -> None:
    (obstacle,) = obstacles(done(report(table(4))))
    assert obstacle.told == {
        "place": "",
        "k": 4,
        "least": 5,
        "rows": 12,
        "columns": ["age", "postcode"],
    }


def test_what_was_accepted_holds_for_this_k_only() -> None:
    (four,) = obstacles(done(report(table(4))))
    accepted = Acceptance("survey.csv", BYTES, four.id, 1)
    assert not obstacles(done(report(table(4))), acceptances=(accepted,))[0].stands
    (one,) = obstacles(done(report(table(1))), acceptances=(accepted,))
    assert one.stands


def test_an_acceptance_of_other_bytes_does_not_count_and_is_told() -> None:
    file = done(report(findings=[finding()]))
    (obstacle,) = obstacles(file)
    elsewhere = Acceptance("survey.csv", OTHER, obstacle.id, 1)
    (obstacle,) = obstacles(file, acceptances=(elsewhere,))
    assert obstacle.stands and obstacle.other_bytes and obstacle.accepted_by == ()


def test_the_same_bytes_under_another_name_stay_accepted() -> None:
    file = done(report(findings=[finding()]))
    (obstacle,) = obstacles(file)
    earlier = Acceptance("before-renaming.csv", BYTES, obstacle.id, 1)
    assert not obstacles(file, acceptances=(earlier,))[0].stands


def test_what_was_accepted_behind_a_request_is_not_accepted_for_everybody() -> None:
    file = done(report(findings=[finding()]))
    (behind,) = obstacles(file, Tier.CONTROLLED)
    accepted = Acceptance("survey.csv", BYTES, behind.id, 1)
    assert not obstacles(file, Tier.CONTROLLED, (accepted,))[0].stands
    assert obstacles(file, Tier.OPEN, (accepted,))[0].stands


def test_a_table_whose_risk_was_not_measured() -> None:
    unmeasured = {**table(), "risk": None, "risk_error": "memory"}
    (obstacle,) = obstacles(done(report(unmeasured)))
    assert (obstacle.kind, obstacle.needed) == (Kind.UNMEASURED, 1)


def test_a_proposal_that_was_left_out_is_confirmed_by_a_steward() -> None:
    (obstacle,) = obstacles(done(report(table(9, (0, 1), (0,)))))
    assert (obstacle.kind, obstacle.told["columns"]) == (Kind.LEFT_OUT, ["postcode"])


def test_nothing_is_asked_of_a_table_about_nobody_that_looks_like_it() -> None:
    assert obstacles(done(report(table(1, ()))), no_persons=True) == ()


def test_a_declaration_that_contradicts_the_file_is_confirmed_by_a_steward() -> None:
    (obstacle,) = obstacles(done(report(table(1))), no_persons=True)
    assert (obstacle.kind, obstacle.told["columns"]) == (Kind.NO_PERSONS, ["age", "postcode"])


def test_an_empty_table_has_nobody_in_it() -> None:
    assert obstacles(done(report(table(0, rows=0)))) == ()
