# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which services are embedded, on which ports; what processes are told."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoeder.operations import environment
from hoeder.operations.environment import Plan, choose, embedded_services
from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout

PORTS = {"web": 5000, "datacite": 5001, "valkey": 7000, "opensearch": 9210}
SECRETS = {"secret_key": "k", "password_salt": "s", "valkey": "v", "datacite": "d"}


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def plan(tmp_path: Path, **given: str) -> Plan:
    return Plan(Layout(tmp_path, tmp_path / "var"), SECRETS, PORTS, given)


def test_every_service_is_embedded_unless_its_whole_address_is_given() -> None:
    assert set(embedded_services({})) == {"postgresql", "opensearch", "valkey", "datacite"}
    assert "valkey" in embedded_services({"INVENIO_BROKER_URL": "amqp://broker"})
    both = {"INVENIO_BROKER_URL": "amqp://broker", "INVENIO_CACHE_REDIS_URL": "redis://cache"}
    assert "valkey" not in embedded_services(both)


def test_a_taken_port_is_named_with_the_variable_that_chooses_another(taken: int) -> None:
    with pytest.raises(Failure, match=f"Port {taken} .*HOEDER_PORT={taken + 10}"):
        choose((), {"HOEDER_PORT": str(taken)})


@pytest.mark.parametrize("text", ["http", "70000", "-1", "0"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(Failure, match="HOEDER_PORT"):
        choose((), {"HOEDER_PORT": text})


def test_opensearch_gets_a_port_its_runner_can_listen_on() -> None:
    port = choose(["opensearch"], {"HOEDER_PORT": str(environment.free())})["opensearch"]
    assert 9200 < port < 9299


def test_what_the_caller_gave_wins(tmp_path: Path) -> None:
    told = plan(tmp_path, INVENIO_SECRET_KEY="mine").process_environment()
    assert told["INVENIO_SECRET_KEY"] == "mine"
    assert told["INVENIO_SECURITY_PASSWORD_SALT"] == "s"


def test_test_dois_are_announced_only_with_the_stand_in(tmp_path: Path) -> None:
    assert plan(tmp_path).process_environment()["INVENIO_HOEDER_DATACITE_TEST"] == "True"
    real = plan(tmp_path, INVENIO_HOEDER_DATACITE_URL="https://datacite.example")
    assert "INVENIO_HOEDER_DATACITE_TEST" not in real.process_environment()


def test_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 90)
    mine = Plan(Layout(tmp_path, deep), SECRETS, PORTS, {})
    assert len(str(mine.postgresql_socket / ".s.PGSQL.5432.lock")) < 108
