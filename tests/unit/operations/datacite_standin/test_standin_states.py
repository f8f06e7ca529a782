# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The state machine and the form of DOI names, against DataCite's rules."""

import itertools

import pytest

from hoeder.operations.datacite_standin.states import State, after, compact, is_valid, random_suffix

ALLOWED = {
    ("draft", "register"): "registered",
    ("draft", "publish"): "findable",
    ("registered", "publish"): "findable",
    ("registered", "show"): "findable",
    ("findable", "hide"): "registered",
}
EVENTS = ["register", "publish", "hide", "show", "flag", "", None, ["publish"], 1]


@pytest.mark.parametrize(("state", "event"), list(itertools.product(State, EVENTS)))
def test_only_the_allowed_transitions_change_the_state(state: State, event: object) -> None:
    key = (str(state), event) if isinstance(event, str) else None
    assert after(state, event) == ALLOWED.get(key, str(state))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("doi", "accepted"),
    [
        ("10.5072/abc", True),
        ("10.12345/a-b._;()/:A9*~$=", True),
        ("10.123/abc", False),
        ("10.123456/abc", False),
        ("10.5072/", False),
        ("10.5072/é", False),
        ("10.5072/a<b", False),
        ("10.5072/abc\n", False),
        ("10.٥٠٧٢/abc", False),
        ("11.5072/abc", False),
    ],
)
def test_the_doi_pattern(doi: str, accepted: bool) -> None:
    assert is_valid(doi) is accepted


@pytest.mark.parametrize("form", ["10.5072/AbC", "https://doi.org/10.5072/abc", "doi:10.5072/ABC"])
def test_a_doi_has_one_stored_form(form: str) -> None:
    assert compact(form) == "10.5072/abc"


def test_random_suffixes_are_valid_and_differ() -> None:
    suffixes = {random_suffix() for _ in range(200)}
    assert len(suffixes) == 200
    assert all(is_valid(f"10.5072/{suffix}") for suffix in suffixes)
