# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One reaction for each status that DataCite, or something in between, can answer with."""

import pytest

from hoeder.doi.ledger.states import (
    Answer,
    Complaint,
    Observed,
    Problem,
    Step,
    Wanted,
    field_of,
    reached,
    react,
)


@pytest.mark.parametrize("status", [*range(500, 600), None, 301, 302, 307, 408])
def test_what_may_pass_by_itself_is_tried_again_and_counts_against_datacite(
    status: int | None,
) -> None:
    reaction = react(Answer(status))
    assert (reaction.step, reaction.healthy) == (Step.RETRY, False)


@pytest.mark.parametrize(
    "status", [400, 402, 404, 405, 406, 410, 411, 412, 413, 414, 415, 418, 422, 431, 451]
)
def test_what_never_succeeds_is_parked_and_no_failure_of_datacite(status: int) -> None:
    reaction = react(Answer(status))
    assert (reaction.step, reaction.healthy) == (Step.PARK, True)


def test_every_status_has_a_reaction_with_a_problem_unless_it_is_done() -> None:
    for status in range(200, 600):
        reaction = react(Answer(status, "findable" if status < 300 else None))
        assert (reaction.step is Step.DONE) == (reaction.problem is None)


def test_credentials_stop_the_account_and_a_403_is_asked_about() -> None:
    assert react(Answer(401)).step is Step.STOP
    assert react(Answer(403)).step is Step.ASK


def test_a_conflict_is_tried_again_and_no_failure() -> None:
    assert (react(Answer(409)).step, react(Answer(409)).healthy) == (Step.RETRY, True)


@pytest.mark.parametrize(("retry_after", "pause"), [(7, 7), (None, 60), (0, 1), (10**9, 3600)])
def test_too_many_requests_pauses_everybody(retry_after: int | None, pause: int) -> None:
    reaction = react(Answer(429, retry_after=retry_after))
    assert (reaction.step, reaction.pause, reaction.healthy) == (Step.WAIT, pause, None)


@pytest.mark.parametrize(
    ("wanted", "observed", "expected"),
    [
        (Wanted.FINDABLE, Observed.FINDABLE, True),
        (Wanted.FINDABLE, Observed.REGISTERED, False),
        (Wanted.FINDABLE, Observed.DRAFT, False),
        (Wanted.FINDABLE, Observed.ABSENT, False),
        (Wanted.FINDABLE, None, False),
        (Wanted.HIDDEN, Observed.FINDABLE, False),
        (Wanted.HIDDEN, Observed.REGISTERED, True),
        (Wanted.HIDDEN, Observed.DRAFT, True),
        (Wanted.HIDDEN, Observed.ABSENT, True),
        (Wanted.HIDDEN, None, False),
    ],
)
def test_when_datacite_has_what_is_wanted(
    wanted: str, observed: str | None, expected: bool
) -> None:
    assert reached(wanted, observed) == expected
    if observed not in (None, Observed.ABSENT):
        done = react(Answer(200, observed), wanted).step is Step.DONE
        assert done == expected


def test_a_transition_that_datacite_ignored_is_no_success() -> None:
    reaction = react(Answer(200, "draft"))
    assert (reaction.step, reaction.problem) == (Step.RETRY, Problem.IGNORED)


def test_what_is_not_there_is_hidden_enough_and_not_findable() -> None:
    assert react(Answer(404), Wanted.HIDDEN).step is Step.DONE
    assert react(Answer(404), Wanted.FINDABLE).step is Step.PARK


def test_an_address_that_is_refused_is_told_from_metadata() -> None:
    url = Complaint("url", "is not allowed by repository HOEDER.UGENT domain settings.")
    creators = Complaint("creators", "This element is not expected.")
    assert react(Answer(422, complaints=(url,))).problem is Problem.URL
    assert react(Answer(422, complaints=(url, creators))).problem is Problem.METADATA
    assert react(Answer(422)).problem is Problem.METADATA


@pytest.mark.parametrize(
    ("source", "field"),
    [
        ("creators", "metadata.creators"),
        ("creators[0].name", "metadata.creators"),
        ("publicationYear", "metadata.publication_date"),
        ("publication_year", "metadata.publication_date"),
        ("rights_list", "metadata.rights"),
        ("relatedIdentifiers", "metadata.related_identifiers"),
        ("geoLocations/0", "metadata.locations"),
        ("url", ""),
        ("", ""),
    ],
)
def test_the_field_that_datacite_names(source: str, field: str) -> None:
    assert field_of(source) == field
