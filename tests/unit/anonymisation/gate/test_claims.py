# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a statement may not say beside the screening."""

from typing import Any

from hoeder.anonymisation.gate.claims import TYPES, claims, made
from hoeder.anonymisation.gate.decision import File
from hoeder.anonymisation.screening.detectors.texts import IDENTIFIERS
from hoeder.anonymisation.statement.fields import FIELDS
from statements import complete_statement


def file(findings: Any = (), named: Any = (), tables: Any = ()) -> File:
    report = {"schema": 1, "findings": findings, "unread": [], "tables": tables}
    return File("survey.csv", "md5:1", "done", report=report, named=named)


def finding(identifier: str, certainty: str = "certain") -> dict[str, str]:
    return {"identifier": identifier, "certainty": certainty}


def table(confirmed: bool = False) -> dict[str, Any]:
    return {
        "columns": [{"name": "age"}, {"name": "town"}],
        "proposals": [{"column": 0, "role": "quasi"}],
        "roles": {"quasi": [1], "confirmed": confirmed},
    }


def contradicted(subject: File, **answers: Any) -> list[str]:
    statement = {**complete_statement(), **answers}
    return [claim.sentence for claim in claims([subject]) if made(claim, statement)]


def test_a_file_without_findings_contradicts_nothing() -> None:
    assert claims([file(), File("new.csv", "md5:2", "pending")]) == ()


def test_a_detail_that_is_gone_and_still_there() -> None:
    rows = [{"type": "contact", "treatment": "removed"}]
    for found in (file([finding("email")]), file(named=[finding("phone")])):
        said = contradicted(found, status="pseudonymised", direct_identifiers=rows)
        assert len(said) == 1 and "removed or never collected" in said[0]


def test_only_the_certain_counts_and_only_what_is_said_to_be_gone() -> None:
    rows = [{"type": "contact", "treatment": "removed"}]
    likely = file([finding("email", "likely")])
    assert contradicted(likely, direct_identifiers=rows) == []
    kept = [{"type": "contact", "treatment": "retained"}, {"type": "name", "treatment": "removed"}]
    found = file([finding("email")])
    assert contradicted(found, status="pseudonymised", direct_identifiers=kept) == []


def test_anonymous_with_identifiers() -> None:
    assert len(contradicted(file([finding("be-national-number")]), direct_identifiers=[])) == 1


def test_no_persons_in_columns_about_persons() -> None:
    (claim,) = claims([file(tables=[table()])])
    assert made(claim, {"status": "no_persons"}) and claim.told["columns"] == ["age"]


def test_none_left_beside_columns_that_were_confirmed() -> None:
    confirmed = file(tables=[table(confirmed=True)])
    assert len(contradicted(confirmed, quasi_identifiers_remain="no")) == 1
    assert contradicted(file(tables=[table()]), quasi_identifiers_remain="no") == []


def test_a_statement_of_any_shape_is_looked_at() -> None:
    subject = file([finding("email")], tables=[table(confirmed=True)])
    for odd in ({}, {"direct_identifiers": "name"}, {"direct_identifiers": [None, 3]}):
        assert not any(made(claim, odd) for claim in claims([subject]))


def test_every_kind_of_detail_is_one_of_the_statements() -> None:
    rows = next(field for field in FIELDS if field.name == "direct_identifiers")
    kinds = {choice.value for column in rows.columns for choice in column.choices}
    assert set(TYPES.values()) <= kinds
    assert set(TYPES) <= set(IDENTIFIERS)
    assert set(IDENTIFIERS) - set(TYPES) == {"birth-date"}, "an indirect one"
