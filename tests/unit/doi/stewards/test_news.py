# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is worth a mail, and that no custodian gets more than one an hour."""

import doctest
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoeder.doi.stewards import news
from hoeder.doi.stewards.news import MENDED, PAUSE, REMINDER, Mailed, Waiting, is_due

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
REASONS = ("parked", "stopped", "overdue")


def test_examples() -> None:
    result = doctest.testmod(news)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (None, "parked", True),
        (None, "overdue", True),
        (None, "stopped", True),
        ("overdue", "parked", True),
        ("stopped", "parked", True),
        ("overdue", "stopped", True),
        ("parked", "stopped", True),
        ("parked", "overdue", False),
        ("stopped", "overdue", False),
        ("parked", "parked", False),
        ("stopped", "stopped", False),
        ("overdue", "overdue", False),
    ],
)
def test_news_of_one_doi(before: str | None, now: str, expected: bool) -> None:
    other = {"10.5072/other": Mailed("OTHER", "parked", NOON)}
    told = {"10.5072/a": Mailed("A", before, NOON)} if before else {}
    waiting = [Waiting("10.5072/other", "OTHER", "parked"), Waiting("10.5072/a", "A", now)]
    assert is_due(waiting, {**other, **told}, NOON + PAUSE) == expected


def test_what_was_mended_and_waits_again_is_news() -> None:
    told = {
        "10.5072/a": Mailed("A", MENDED, NOON),
        "10.5072/b": Mailed("A", "parked", NOON),
    }
    waiting = [Waiting("10.5072/a", "A", "parked"), Waiting("10.5072/b", "A", "parked")]
    assert is_due(waiting, told, NOON + PAUSE)
    assert not is_due(waiting[1:], told, NOON + PAUSE)


def test_one_more_doi_of_a_stopped_account_is_no_news() -> None:
    told = {"10.5072/a": Mailed("A", "stopped", NOON)}
    waiting = [Waiting("10.5072/a", "A", "stopped"), Waiting("10.5072/b", "A", "stopped")]
    assert not is_due(waiting, told, NOON + PAUSE)
    assert is_due([*waiting, Waiting("10.5072/c", "B", "stopped")], told, NOON + PAUSE)


@given(
    st.lists(
        st.lists(
            st.builds(
                Waiting,
                st.sampled_from(["a", "b", "c"]),
                st.sampled_from(["A", "B"]),
                st.sampled_from(REASONS),
            ),
            min_size=1,
            unique_by=lambda one: one.doi,
        ),
        min_size=1,
        max_size=300,
    )
)
def test_whatever_waits_for_days_there_is_a_mail_a_day_and_never_two_an_hour(
    runs: list[list[Waiting]],
) -> None:
    told: dict[str, Mailed] = {}
    sent: list[datetime] = []
    at = NOON
    for waiting in runs:
        still = {one.doi for one in waiting}
        for doi in told.keys() - still:
            told[doi] = replace(told[doi], reason=MENDED)
        told = {
            doi: mailed
            for doi, mailed in told.items()
            if mailed.reason != MENDED or at - mailed.at < PAUSE
        }
        if is_due(waiting, told, at):
            told = {one.doi: Mailed(one.repository, one.reason, at) for one in waiting}
            sent.append(at)
        assert at - sent[-1] < REMINDER
        at += timedelta(minutes=10)
    assert all(later - earlier >= PAUSE for earlier, later in pairwise(sent))
