# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The internal part of the statement takes texts that are asked for, and names what it refuses."""

import pytest

from hoeder.anonymisation.gate.internal import LONGEST, QUESTIONS, InvalidAnswers, checked


def test_empty_answers_are_left_out() -> None:
    assert checked({"dpia": " 12 ", "key": "  "}) == {"dpia": "12"}


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ([], ""),
        ({"secret": "x"}, "secret"),
        ({"dpia": 12}, "dpia"),
        ({"dpia": "x" * (LONGEST + 1)}, "dpia"),
    ],
)
def test_what_cannot_be_kept_is_named(answers: object, field: str) -> None:
    with pytest.raises(InvalidAnswers) as refused:
        checked(answers)
    assert list(refused.value.errors) == [field]


def test_no_value_is_in_the_error() -> None:
    with pytest.raises(InvalidAnswers) as refused:
        checked({"dpia": ["Jan Peeters"]})
    assert "Peeters" not in f"{refused.value!r} {refused.value.errors}"


def test_questions_have_names_of_their_own() -> None:
    assert len({question.name for question in QUESTIONS}) == len(QUESTIONS)
