# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The figures as the application tells them: to nobody, or to who has the token."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from invenio_app.factory import create_ui
from prometheus_client.parser import text_string_to_metric_families

from visitors import Person

TOKEN = "tests-only-0123456789-0123456789-0123456789"


@pytest.fixture(scope="module")
def monitor(running_instance: Any) -> FlaskClient:
    """The application of the web server, with a token in its configuration."""
    return create_ui(HOEDER_METRICS_TOKEN=TOKEN).test_client(use_cookies=False)


def ask(client: FlaskClient, token: str = "") -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.get(
        "/metrics", headers=headers, base_url=client.application.config["SITE_UI_URL"]
    )


def test_as_shipped_there_is_no_such_page(person: Callable[[str], Person]) -> None:
    for who in ("anonymous", "administrator"):
        assert person(who).open("/metrics").status_code == 404


def test_no_figure_without_the_token(monitor: FlaskClient) -> None:
    for token in ("", "wrong", TOKEN[:-1]):
        answer = ask(monitor, token)
        assert (answer.status_code, answer.data) == (401, b"")


def test_the_figures_are_those_of_the_database(
    monitor: FlaskClient, harvested: Any, failed: Any
) -> None:
    when = harvested("192.0.2.1", set_spec="custodian", errors=2)
    old = when - timedelta(days=9)
    harvested("192.0.2.2", started_at=old, asked_at=old, completed_at=None, full_at=None)
    failed("marcxml", "KeyError: 'title'")
    answer = ask(monitor, TOKEN)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "192.0.2" not in answer.text
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }
    assert found["hoeder_oai_failed_renderings", "marcxml"] == 1
    assert found["hoeder_oai_lists", "complete"] == 1
    assert found["hoeder_oai_lists", "stopped"] == 1
    assert found["hoeder_oai_harvest_errors",] == 2
    last = "hoeder_oai_last_complete_harvest_timestamp_seconds"
    assert found[last, "custodian", "oai_dc"] == when.timestamp()
    assert found["hoeder_oai_overdue_harvesters",] == 1, (
        "one came back long ago and never had a list"
    )
