# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The calls that wait or judge an answer."""

import time

import pytest

from hoeder.operations.demo import calls
from hoeder.operations.demo.client import Client, DemoError

from .conftest import Answer, Server


def test_a_screening_is_waited_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "PAUSE", 0)
    statuses = iter(["absent", "running", "done"])
    server.answer = lambda request: Answer({"files": [{"status": next(statuses)}]})
    found = calls.screened(Client(server.url), "d1", patience=60)
    assert found["files"] == [{"status": "done"}]


def test_a_screening_is_not_waited_for_for_ever(server: Server) -> None:
    server.answer = lambda request: Answer({"files": [{"status": "running"}]})
    assert calls.screened(Client(server.url), "d1", patience=-1)["files"][0]["status"] == "running"


def test_until_says_what_did_not_come() -> None:
    with pytest.raises(DemoError, match="It did not come") as error:
        calls.until(lambda: None, time.monotonic() - 1, "It did not come.")
    assert error.value.exit_code == 75


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer({"data": {"attributes": {"state": "findable"}}}), True),
        (Answer({"data": {"attributes": {"state": "draft"}}}), None),
        (Answer({"errors": []}, 404), None),
        (Answer(b"", 503), None),
    ],
)
def test_findable(server: Server, answer: Answer, expected: bool | None) -> None:
    server.answer = lambda request: answer
    assert calls.is_findable(f"{server.url}/dois/10.5072/a", True) is expected


@pytest.mark.parametrize("answer", [Answer(b"<html>"), Answer({"state": "findable"}), Answer([])])
def test_something_else_than_datacite_is_said(server: Server, answer: Answer) -> None:
    server.answer = lambda request: answer
    with pytest.raises(DemoError, match="Nothing is lost"):
        calls.is_findable(f"{server.url}/dois/10.5072/a", True)


def test_request_about_the_draft_is_found_among_others(server: Server) -> None:
    hits = [{"id": "r1", "topic": {"record": "other"}}, {"id": "r2", "topic": {"record": "mine"}}]
    server.answer = lambda request: Answer({"hits": {"hits": hits}})
    client = Client(server.url)
    assert calls.find_request(client, "c", "mine") == hits[1]
    assert calls.find_request(client, "c", "unknown") is None


def test_faults_of_a_draft_are_said_but_not_those_that_are_shown_later(server: Server) -> None:
    faults = [{"field": "custom_fields.hoeder:anonymisation.status", "messages": ["Missing."]}]
    server.answer = lambda request: Answer({"id": "1", "errors": faults})
    client = Client(server.url)
    assert calls.create_draft(client, {})["id"] == "1"
    with pytest.raises(DemoError, match="hoeder:anonymisation.status: Missing"):
        calls.save_draft(client, "1", {})
    faults.append({"field": "metadata.subjects", "messages": ["Unknown."]})
    with pytest.raises(DemoError, match="metadata.subjects: Unknown"):
        calls.create_draft(client, {})
