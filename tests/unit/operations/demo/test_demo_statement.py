# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The demo's statements, judged by the statement's own rules."""

from datetime import date

import pytest

from hoeder.anonymisation.statement.completeness import missing
from hoeder.anonymisation.statement.custom_field import StatementCF
from hoeder.operations.demo import fair, statement


@pytest.fixture(scope="module")
def survey() -> fair.Survey:
    return fair.read_survey()


def test_statement_of_the_survey_is_complete_and_of_the_right_form(survey: fair.Survey) -> None:
    complete = statement.for_survey(survey)
    assert missing(complete) == []
    assert StatementCF().field.deserialize(complete) == complete


def test_statement_of_a_file_is_complete_and_of_the_right_form() -> None:
    complete = statement.for_file("income.csv", date(2026, 1, 2))
    assert missing(complete) == []
    assert StatementCF().field.deserialize(complete) == complete


def test_incomplete_statement_lacks_what_is_left_out(survey: fair.Survey) -> None:
    problems = missing(statement.incomplete(statement.for_survey(survey)))
    assert {problem.path for problem in problems} == set(statement.LEFT_OUT)


def test_figures_are_those_of_the_rows(survey: fair.Survey) -> None:
    note = statement.for_survey(survey)["singling_out_note"]
    assert note.startswith("2,570 of 6,366 rows")
    assert "(k = 1)" in note


def test_statement_claims_no_more_than_is_true(survey: fair.Survey) -> None:
    complete = statement.for_survey(survey)
    assert complete["singling_out"] == "no"
    assert complete["consent_covers_sharing"] == "no"
    assert set(statement.QUASI_IDENTIFIERS) < {variable.name for variable in survey.variables}


def test_statement_of_a_file_says_that_nobody_looked() -> None:
    claimed = statement.for_file("income.csv", date(2026, 1, 2))
    assert claimed["status"] == "pseudonymised"
    assert "Not examined" in claimed["status_reason"]
    assert "income.csv" in claimed["status_reason"]
