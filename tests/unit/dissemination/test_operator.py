# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How a harvest stands, who is overdue, and the figures for a monitoring system."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from hoeder.dissemination.operator import harvesters, metrics
from hoeder.dissemination.operator.harvesters import Harvest, HarvestersError
from hoeder.dissemination.operator.overview import Figures, Line

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)
KNOWN = harvesters.read(
    {
        "OpenAIRE": {"networks": ["192.0.2.0/24", "2001:db8::/32"], "days": 7},
        "BASE": {"networks": ["198.51.100.7"], "days": 30},
    }
)
WEEK = timedelta(days=8)
TOKEN = "a-token-of-forty-characters-or-so-0123456789"


def harvest(client: str = "203.0.113.1", **given: Any) -> Harvest:
    """A list that was begun an hour and a half ago, and finished at once."""
    begun = NOW - timedelta(minutes=90)
    return Harvest(
        **{
            "client": client,
            "started_at": begun,
            "asked_at": begun,
            "harvests": 2,
            "completed_at": begun,
            **given,
        }
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "complete"),
        ({"completed_at": None}, "stopped"),
        ({"completed_at": NOW - timedelta(days=3)}, "stopped"),
        ({"completed_at": None, "asked_at": NOW - timedelta(minutes=60)}, "running"),
        ({"completed_at": None, "asked_at": NOW - timedelta(minutes=61)}, "stopped"),
        ({"error": "badArgument", "error_at": NOW - timedelta(days=1)}, "complete"),
        ({"error": "badResumptionToken", "error_at": NOW, "asked_at": NOW}, "refused"),
    ],
)
def test_states(given: dict[str, Any], expected: str) -> None:
    assert harvesters.state(harvest(**given), NOW) == expected


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("192.0.2.200", "OpenAIRE"),
        ("2001:db8::1", "OpenAIRE"),
        ("198.51.100.7", "BASE"),
        ("198.51.100.8", ""),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_names(client: str, expected: str) -> None:
    assert harvesters.name_of(KNOWN, client) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        {"networks": ["192.0.2.0/24"]},
        {"days": 7},
        {"networks": ["nowhere"], "days": 7},
        {"networks": ["192.0.2.0/24"], "days": "weekly"},
        {"networks": 7, "days": 7},
    ],
)
def test_wrong_settings_are_named(wrong: dict[str, Any]) -> None:
    with pytest.raises(HarvestersError, match="HOEDER_OAI_HARVESTERS: Europeana needs"):
        harvesters.read({"Europeana": wrong})


def test_one_that_is_expected_and_never_came_is_overdue() -> None:
    assert harvesters.overdue([], KNOWN, WEEK, NOW) == {"OpenAIRE": None, "BASE": None}


@pytest.mark.parametrize(("days", "late"), [(6.9, []), (7.1, ["OpenAIRE"]), (31, ["OpenAIRE"])])
def test_expected_harvesters_have_their_own_time(days: float, late: list[str]) -> None:
    when = NOW - timedelta(days=days)
    found = [
        harvest("192.0.2.7", completed_at=when),
        harvest("192.0.2.8", completed_at=when - timedelta(days=1)),
        harvest("198.51.100.7", completed_at=NOW - timedelta(days=29)),
    ]
    assert list(harvesters.overdue(found, KNOWN, WEEK, NOW)) == late


def test_whoever_looked_in_once_owes_nothing() -> None:
    old = NOW - timedelta(days=9)
    once = harvest("203.0.113.1", harvests=1, completed_at=old)
    twice = harvest("203.0.113.2", completed_at=old)
    never = harvest("203.0.113.3", completed_at=None, started_at=old)
    found = harvesters.overdue([once, twice, never], [], WEEK, NOW)
    assert found == {"203.0.113.2": old, "203.0.113.3": None}


def test_whoever_has_just_begun_is_given_time() -> None:
    first = harvest("192.0.2.7", harvests=1, completed_at=None)
    again = harvest("203.0.113.3", completed_at=None)
    assert list(harvesters.overdue([first, again], KNOWN, WEEK, NOW)) == ["BASE"]


@pytest.mark.parametrize(
    ("delivered", "size", "share"), [(500, 1000, 50), (7, 5, 100), (0, 0, None), (0, None, None)]
)
def test_how_far(delivered: int, size: int | None, share: int | None) -> None:
    assert Line("", "running", {"delivered": delivered, "size": size}).share == share


FIGURES = Figures(
    public=12,
    deleted=3,
    failed={"oai_dc": 2, 'odd"name\\': 1},
    states={"complete": 4, "running": 1, "stopped": 0, "refused": 1},
    overdue={"203.0.113.2": None},
    errors=9,
    lists=6,
    behind=5,
)


def test_another_reader_gets_the_figures() -> None:
    collector = metrics.Collector(FIGURES, [("", "oai_dc", NOW), ("a:b", "marcxml", NOW)])
    text = metrics.exposition(collector).decode()
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert found == {
        ("hoeder_oai_records", "public"): 12,
        ("hoeder_oai_records", "deleted"): 3,
        ("hoeder_oai_failed_renderings", "oai_dc"): 2,
        ("hoeder_oai_failed_renderings", 'odd"name\\'): 1,
        ("hoeder_oai_lists", "complete"): 4,
        ("hoeder_oai_lists", "running"): 1,
        ("hoeder_oai_lists", "stopped"): 0,
        ("hoeder_oai_lists", "refused"): 1,
        ("hoeder_oai_overdue_harvesters",): 1,
        ("hoeder_oai_harvest_errors",): 9,
        ("hoeder_oai_horizon_lag_seconds",): 5,
        ("hoeder_oai_last_complete_harvest_timestamp_seconds", "", "oai_dc"): NOW.timestamp(),
        ("hoeder_oai_last_complete_harvest_timestamp_seconds", "a:b", "marcxml"): NOW.timestamp(),
    }
    assert "203.0.113.2" not in text, "no addresses"


def application(**config: Any) -> Flask:
    app = Flask(__name__)
    app.config.update(config)
    app.register_blueprint(metrics.blueprint)
    return app


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    with application(HOEDER_METRICS_TOKEN=TOKEN).test_client() as client:
        yield client


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN}x",
        f"Basic {TOKEN}",
        TOKEN,
        "Bearer ü",
    ],
)
def test_nothing_without_the_token(client: FlaskClient, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    answer = client.get("/metrics", headers=headers)
    assert (answer.status_code, answer.data) == (401, b"")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.get(f"/metrics?token={TOKEN}").status_code == 401, "addresses end up in logs"


@pytest.mark.parametrize("config", [{}, {"HOEDER_METRICS_TOKEN": ""}])
def test_without_a_token_in_the_configuration_there_is_no_page(config: dict[str, Any]) -> None:
    client = application(**config).test_client()
    for header in ("", "Bearer ", "Bearer None"):
        assert client.get("/metrics", headers={"Authorization": header}).status_code == 404


def test_wrong_harvesters_are_refused_at_the_start() -> None:
    with pytest.raises(HarvestersError, match="Europeana"):
        application(HOEDER_OAI_HARVESTERS={"Europeana": {}})


def test_a_short_token_is_refused_at_the_start() -> None:
    with pytest.raises(ValueError, match="HOEDER_METRICS_TOKEN has fewer than 32 characters"):
        application(HOEDER_METRICS_TOKEN="secret")
