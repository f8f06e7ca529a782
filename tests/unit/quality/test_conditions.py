# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The language of rules."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoeder.quality.conditions import ConditionError, parse
from hoeder.quality.facts import Fact

FACTS: Mapping[str, Fact] = {"files": 3, "access": "open", "has_doi": True, "version_given": False}


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("files >= 3", True),
        ("files > 3", False),
        ("files != 3", False),
        ("access = open", True),
        ("access != open", False),
        ("has_doi", True),
        ("not has_doi", False),
        ("has_doi and version_given", False),
        ("has_doi or version_given", True),
        ("version_given or version_given and has_doi", False),
        ("has_doi and (version_given or files = 3)", True),
        ("tables >= 1", None),
        ("not tables >= 1", None),
        ("has_doi and tables >= 1", None),
        ("version_given and tables >= 1", False),
        ("has_doi or tables >= 1", True),
        ("version_given or tables >= 1", None),
    ],
)
def test_conditions(text: str, held: bool | None) -> None:
    assert parse(text)(FACTS) is held


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it ends"),
        ("nothing", "no fact"),
        ("files", "must be compared"),
        ("files >=", "it ends"),
        ("files >= few", "no whole number"),
        ("files >= -1", "no whole number"),
        ("has_doi = 1", "true or false"),
        ("access = wide", "never"),
        ("access > open", "is a word"),
        ("has_doi has_doi", "stands where"),
        ("(has_doi", "is missing"),
        ("has_doi)", "stands where"),
        ("has_doi and", "it ends"),
        ("__import__", "no fact"),
        ("not " * 30 + "has_doi", "nested deeper"),
    ],
)
def test_what_is_no_condition(text: str, why: str) -> None:
    with pytest.raises(ConditionError, match=why):
        parse(text)


WORDS = ("files", "access", "has_doi", "and", "or", "not", "(", ")", "=", ">=", "<", "3", "open")


@given(st.lists(st.sampled_from(WORDS)))
def test_any_words_are_a_condition_or_an_error(words: list[str]) -> None:
    try:
        condition = parse(" ".join(words))
    except ConditionError:
        return
    assert condition(FACTS) in (True, False)
