# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is missing from a statement, and what of it may be published."""

from typing import Any

import pytest

from hoeder.anonymisation.statement.completeness import asked_only, is_date, missing
from hoeder.anonymisation.statement.fields import FIELDS, STATUSES
from hoeder.anonymisation.statement.words import in_words
from statements import complete_statement, statement_without_persons


def paths(statement: object) -> list[str]:
    return [problem.path for problem in missing(statement)]


@pytest.mark.parametrize("statement", [complete_statement(), statement_without_persons()])
def test_a_complete_statement_misses_nothing(statement: dict[str, Any]) -> None:
    assert missing(statement) == []


@pytest.mark.parametrize("nothing", [None, {}, [], "anonymous", 1, {"unknown": "x"}])
def test_nothing_asks_for_status_reason_and_confirmation(nothing: object) -> None:
    assert paths(nothing) == ["status", "status_reason", "confirmed"]


@pytest.mark.parametrize("name", sorted(complete_statement()))
def test_each_field_is_missed_when_it_is_left_out(name: str) -> None:
    statement = complete_statement()
    del statement[name]
    if name == "sampling_percent":
        assert missing(statement) == []
    else:
        assert name in paths(statement)


@pytest.mark.parametrize("name", sorted(complete_statement()))
@pytest.mark.parametrize("junk", ["", "  ", None, [], {}, [None], ["junk"], 0, False, -1, {"a": 1}])
def test_what_is_no_answer_counts_as_none(name: str, junk: object) -> None:
    statement = complete_statement() | {name: junk}
    if name == "sampling_percent":
        assert missing(statement) == []
    else:
        assert any(path == name or path.startswith(f"{name}.") for path in paths(statement))


def test_a_status_with_persons_asks_everything_that_has_no_condition_of_its_own() -> None:
    conditional = {
        "techniques_other",
        "key_holder",
        "consent_note",
        "quasi_identifiers",
        "singling_out_note",
        "linkability_note",
        "inference_note",
    }
    expected = {f.name for f in FIELDS if not f.optional} - conditional - {"status"}
    for choice in STATUSES:
        if choice.value != "no_persons":
            assert set(paths({"status": choice.value})) == expected


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"techniques": ["sampling"]}, "techniques_other"),
        ({"key_file": "destroyed"}, "key_holder"),
        ({"key_file": "none"}, "key_holder"),
        ({"consent_covers_sharing": "yes"}, "consent_note"),
        ({"quasi_identifiers_remain": "no"}, "quasi_identifiers"),
    ],
)
def test_a_condition_that_does_not_hold_asks_nothing(changes: dict[str, Any], gone: str) -> None:
    statement = complete_statement() | changes
    del statement[gone]
    assert missing(statement) == []


def test_a_condition_counts_only_when_the_field_it_depends_on_is_asked() -> None:
    assert missing(statement_without_persons() | {"key_file": "kept"}) == []


def test_rows_are_looked_into() -> None:
    rows = [{"type": "name"}, {"type": "other", "treatment": "retained"}, "junk"]
    assert paths(complete_statement() | {"direct_identifiers": rows}) == [
        "direct_identifiers.0.treatment",
        "direct_identifiers.1.type_other",
        "direct_identifiers.1.reason",
        "direct_identifiers.2.type",
        "direct_identifiers.2.treatment",
    ]


@pytest.mark.parametrize("tick", [False, None, "true", 1, "on"])
def test_only_true_confirms(tick: object) -> None:
    assert paths(complete_statement() | {"confirmed": tick}) == ["confirmed"]


@pytest.mark.parametrize("value", ["2025", "2025-06", "2025-06-30", "2024-02-29"])
def test_dates(value: str) -> None:
    assert is_date(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "25", "2025-", "2025-13", "2025-02-30", "2025-6", "30-06-2025", "2025-06-30T00"),
        *("٢٠٢٥", "2025\n", "0000", 2025, None),
    ],
)
def test_no_dates(value: object) -> None:
    assert not is_date(value)


@pytest.mark.parametrize(("percent", "ok"), [(100, True), (0.001, True), (0, False), (101, False)])
def test_a_percentage_that_cannot_be_is_not_published_as_an_answer(
    percent: float, ok: bool
) -> None:
    entries = sum(in_words({"status": "anonymous", "sampling_percent": percent}).values(), ())
    assert ("sampling_percent" in [entry.name for entry in entries]) is ok


def test_what_is_not_asked_is_not_kept() -> None:
    changed = complete_statement() | statement_without_persons()
    assert asked_only(changed) == statement_without_persons()
    assert asked_only(complete_statement()) == complete_statement()


def test_what_is_not_asked_in_a_row_is_not_kept() -> None:
    row = {"type": "name", "type_other": "left behind", "treatment": "removed", "reason": "same"}
    kept = asked_only(complete_statement() | {"direct_identifiers": [row], "unknown": 1})
    assert kept["direct_identifiers"] == [{"type": "name", "treatment": "removed"}]
    assert "unknown" not in kept


def test_the_input_is_left_alone() -> None:
    statement = complete_statement()
    asked_only(statement | {"status": "no_persons"})
    missing(statement)
    assert statement == complete_statement()
