# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Faults on purpose, counters and the rate limit."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from datacite.errors import DataCiteServerError, HttpError

from hoeder.operations.datacite_standin.accounts import parse
from hoeder.operations.datacite_standin.app import create_app
from hoeder.operations.datacite_standin.faults import choose, parse_plan
from hoeder.operations.datacite_standin.traffic import Traffic

from .conftest import ACCOUNTS, Standin

Start = Callable[..., Standin]
PATH = "/dois/10.5072/x"


def plan(standin: Standin, *rules: dict[str, Any], seed: int = 1) -> None:
    answer = standin.ask("PUT", "/faults", json={"seed": seed, "rules": list(rules)})
    assert answer.status_code == 200


# --- the plan -----------------------------------------------------------------------------------


def test_a_plan_gives_the_same_faults_again_and_about_as_many_as_its_rate() -> None:
    def acted(seed: int) -> list[int]:
        some = parse_plan({"seed": seed, "rules": [{"kind": "cut", "rate": 0.3}]})
        return [n for n in range(1000) if choose(some, n, [0], "PUT") == 0]

    assert acted(7) == acted(7)
    assert acted(7) != acted(8)
    assert 250 < len(acted(7)) < 350


def test_methods_counts_and_order() -> None:
    some = parse_plan(
        {"rules": [{"kind": "cut", "methods": ["put"], "count": 2}, {"kind": "slow"}]}
    )
    assert [choose(some, 0, [n, 0], "PUT") for n in range(4)] == [0, 0, 1, 1]
    assert choose(some, 0, [0, 0], "GET") == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ([], "rules"),
        ({"rules": {}}, "rules"),
        ({"seed": "x", "rules": []}, "seed"),
        ({"rules": [{"kind": "explode"}]}, "kind"),
        ({"rules": [{"kind": "cut", "rate": 2}]}, "rate"),
        ({"rules": [{"kind": "cut", "when": "never"}]}, "when"),
        ({"rules": [{"kind": "cut", "methods": "PUT"}]}, "methods"),
        ({"rules": [{"kind": "status", "status": 200}]}, "status"),
        ({"rules": [{"kind": "slow", "seconds": -1}]}, "seconds"),
        ({"rules": [{"kind": "slow", "second": 1}]}, "second"),
    ],
)
def test_a_wrong_plan_is_refused_with_the_field(start: Start, data: Any, field: str) -> None:
    standin = start(faults=True)
    answer = standin.ask("PUT", "/faults", json=data)
    assert answer.status_code == 422
    assert field in answer.json()["errors"][0]["title"]


# --- faults over the socket ---------------------------------------------------------------------


@pytest.mark.parametrize(("when", "stored"), [("before", 404), ("after", 200)])
def test_a_status_before_and_after_the_change(start: Start, when: str, stored: int) -> None:
    standin = start(faults=True)
    plan(standin, {"kind": "status", "status": 502, "when": when, "methods": ["PUT"], "count": 1})
    with pytest.raises(DataCiteServerError):
        standin.client().put_doi("10.5072/x", {"attributes": {}})
    assert standin.ask("GET", PATH).status_code == stored
    assert standin.ask("PUT", PATH, {}).status_code in (200, 201)


@pytest.mark.parametrize(("when", "stored"), [("before", 404), ("after", 200)])
def test_a_cut_before_and_after_the_change(start: Start, when: str, stored: int) -> None:
    standin = start(faults=True)
    plan(standin, {"kind": "cut", "when": when, "methods": ["PUT"]})
    with pytest.raises(HttpError):
        standin.client().put_doi("10.5072/x", {"attributes": {}})
    assert standin.ask("GET", PATH).status_code == stored


def test_asking_to_come_back_later(start: Start) -> None:
    standin = start(faults=True)
    plan(standin, {"kind": "retry", "status": 429, "retry_after": 2})
    answer = standin.ask("PUT", PATH, {})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")


def test_a_refusal_names_the_attribute_and_changes_nothing(start: Start) -> None:
    standin = start(faults=True)
    plan(standin, {"kind": "refuse", "source": "creators", "title": "is too short", "count": 1})
    answer = standin.ask("PUT", PATH, {})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["source"], error["title"]) == ("creators", "is too short")
    assert standin.ask("GET", PATH).status_code == 404


def test_a_slow_answer_outlasts_an_impatient_client(start: Start) -> None:
    standin = start(faults=True)
    plan(standin, {"kind": "slow", "seconds": 3, "methods": ["PUT"], "when": "after"})
    client = standin.client()
    client.timeout = 0.5
    with pytest.raises(HttpError):
        client.put_doi("10.5072/x", {"attributes": {}})
    assert standin.ask("GET", PATH).status_code == 200


def test_faults_can_be_ended_and_spare_everything_but_the_api(start: Start) -> None:
    standin = start(faults=True)
    plan(standin, {"kind": "status"})
    assert standin.ask("GET", "/").status_code == 200
    assert standin.ask("GET", "/heartbeat").status_code == 200
    assert standin.ask("GET", "/dois").status_code == 503
    assert standin.ask("DELETE", "/faults").status_code == 204
    assert standin.ask("GET", "/dois").status_code == 200


def test_requests_are_counted_by_method_and_status(start: Start) -> None:
    standin = start(faults=True)
    plan(standin, {"kind": "cut", "methods": ["DELETE"]})
    standin.ask("PUT", PATH, {})
    standin.ask("PUT", PATH, {})
    standin.ask("GET", "/dois/10.5072/y")
    with pytest.raises(requests.ConnectionError):
        standin.ask("DELETE", PATH)
    body = standin.ask("GET", "/requests").json()
    counted = {(row["method"], row["status"]): row["count"] for row in body["requests"]}
    assert counted == {("PUT", 201): 1, ("PUT", 200): 1, ("GET", 404): 1, ("DELETE", 0): 1}
    assert body["total"] == 4
    assert standin.ask("DELETE", "/requests").status_code == 204
    assert standin.ask("GET", "/requests").json()["total"] == 0


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/faults"), ("DELETE", "/faults"), ("GET", "/requests")]
)
def test_control_is_for_this_machine_only(tmp_path: Path, method: str, path: str) -> None:
    app = create_app(database=tmp_path / "d", accounts=parse(ACCOUNTS), faults=True)
    client = app.test_client()
    data = '{"rules": []}'
    far = client.open(path, method=method, data=data, environ_base={"REMOTE_ADDR": "192.0.2.1"})
    near = client.open(path, method=method, data=data, environ_base={"REMOTE_ADDR": "::1"})
    assert far.status_code == 404
    assert near.status_code in (200, 204)


# --- the rate limit -----------------------------------------------------------------------------


def test_the_budget_of_an_address(start: Start) -> None:
    standin = start(rate_limit=3, rate_window=300)
    answers = [standin.ask("GET", "/dois") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 300
    assert answers[-1].json()["errors"][0]["status"] == "429"
    assert standin.ask("GET", "/heartbeat").status_code == 200


def test_the_budget_is_renewed_after_the_window(tmp_path: Path) -> None:
    traffic = Traffic(tmp_path / "traffic")
    waits = [traffic.wait("a", 2, 300, now) for now in (0.0, 10.0, 20.0, 299.0, 300.0)]
    assert waits == [0, 0, 280, 1, 0]
    assert traffic.wait("b", 2, 300, 20.0) == 0
