# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which services an instance brings itself, on which ports, and what its processes are told.

Invenio's own variables are the configuration language: a service whose address is given as
``INVENIO_…`` is used and not embedded.
"""

import json
import os
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hoeder.operations import secrets
from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout

HOST = "127.0.0.1"
#: An embedded service and the variables that all must be given for it to be left out.
REPLACED_BY = {
    "postgresql": ("INVENIO_SQLALCHEMY_DATABASE_URI",),
    "opensearch": ("INVENIO_SEARCH_HOSTS",),
    "valkey": ("INVENIO_CACHE_REDIS_URL", "INVENIO_BROKER_URL"),
    "datacite": ("INVENIO_HOEDER_DATACITE_URL",),
}
#: OpenSearch's runner refuses to listen above 9299 (it listens one above the port it is given).
OPENSEARCH_PORTS = range(9201, 9299)


@dataclass(frozen=True)
class Plan:
    """One instance: where it is, what it brings along, where everything listens."""

    layout: Layout
    secrets: Mapping[str, str]
    ports: Mapping[str, int]
    given: Mapping[str, str] = field(default_factory=dict)

    @property
    def embedded(self) -> tuple[str, ...]:
        """Names of the services this instance starts itself."""
        return embedded_services(self.given)

    @property
    def url(self) -> str:
        """Where a person's browser finds the instance."""
        return self.given.get("INVENIO_SITE_UI_URL") or f"http://{HOST}:{self.ports['web']}"

    @property
    def datacite_url(self) -> str:
        default = f"http://{HOST}:{self.ports.get('datacite', 0)}"
        return self.given.get("INVENIO_HOEDER_DATACITE_URL") or default

    @property
    def database_uri(self) -> str:
        default = f"postgresql+psycopg2://postgres@/hoeder?host={self.postgresql_socket}"
        return self.given.get("INVENIO_SQLALCHEMY_DATABASE_URI") or default

    @property
    def postgresql_data(self) -> Path:
        return self.layout.state / "postgresql"

    @property
    def postgresql_socket(self) -> Path:
        """Folder of its socket: its data folder, which nobody else may enter, if the path fits."""
        fits = len(os.fsencode(self.postgresql_data)) <= 80
        return self.postgresql_data if fits else self.layout.sockets / "postgresql"

    def valkey_url(self, database: int) -> str:
        return f"redis://:{self.secrets['valkey']}@{HOST}:{self.ports['valkey']}/{database}"

    def process_environment(self) -> dict[str, str]:
        """The environment of every process of the instance: the caller's, completed.

        What the caller gave as ``INVENIO_…`` always wins.
        """
        values = {
            "INVENIO_INSTANCE_PATH": str(self.layout.instance),
            "INVENIO_STATIC_FOLDER": str(self.layout.static),
            "INVENIO_SQLALCHEMY_DATABASE_URI": self.database_uri,
            "INVENIO_SECRET_KEY": self.secrets["secret_key"],
            "INVENIO_SECURITY_PASSWORD_SALT": self.secrets["password_salt"],
            "INVENIO_SITE_UI_URL": self.url,
            "INVENIO_SITE_API_URL": f"{self.url}/api",
            "HOEDER_FILES": os.environ.get("HOEDER_FILES") or str(self.layout.files),
            "HOEDER_ROOT": str(self.layout.root),
            "HOEDER_STATE": str(self.layout.state),
            "PYTHONUNBUFFERED": "1",
        }
        if "opensearch" in self.embedded:
            hosts = [{"host": HOST, "port": self.ports["opensearch"]}]
            values["INVENIO_SEARCH_HOSTS"] = repr(hosts)
        if "valkey" in self.embedded:
            values["INVENIO_CACHE_REDIS_URL"] = self.valkey_url(0)
            values["INVENIO_BROKER_URL"] = self.valkey_url(4)
        if "datacite" in self.embedded:
            values["INVENIO_HOEDER_DATACITE_URL"] = self.datacite_url
            values["INVENIO_HOEDER_DATACITE_TEST"] = "True"
            values["INVENIO_HOEDER_DATACITE_STANDIN"] = "True"
        return {**os.environ, **values, **self.given}


def embedded_services(given: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the services for which no complete address is given."""
    return tuple(
        name
        for name, variables in REPLACED_BY.items()
        if not all(given.get(variable) for variable in variables)
    )


def plan(layout: Layout, *, choose_ports: bool) -> Plan:
    """The plan of an instance.

    :param choose_ports: choose free ports and keep them (at ``up``), or read those in use.
    :raises Failure: when a port that was asked for is taken, or nothing runs to read ports from.
    """
    given = {name: value for name, value in os.environ.items() if name.startswith("INVENIO_")}
    kept = layout.run / "ports.json"
    if choose_ports:
        ports = choose(embedded_services(given), os.environ)
        kept.write_text(json.dumps(ports))
    elif kept.exists():
        ports = json.loads(kept.read_text())
    else:
        raise Failure("Hoeder is not running here. Start it with ./hoeder up.")
    return Plan(layout, secrets.load(layout.secrets), ports, given)


def choose(embedded: Iterable[str], environ: Mapping[str, str]) -> dict[str, int]:
    """A port for the web server and for each embedded service that listens on one.

    :raises Failure: when a port is taken that people have the address of.
    """
    web = number(environ.get("HOEDER_PORT") or "5000", "HOEDER_PORT")
    ports = {"web": asked_for(web, "the web server", "HOEDER_PORT")}
    if "datacite" in embedded:
        port = number(environ.get("HOEDER_DATACITE_PORT") or str(web + 1), "HOEDER_DATACITE_PORT")
        ports["datacite"] = asked_for(port, "the DataCite stand-in", "HOEDER_DATACITE_PORT")
    if "valkey" in embedded:
        ports["valkey"] = free()
    if "opensearch" in embedded:
        ports["opensearch"] = next(filter(is_free, OPENSEARCH_PORTS), 0)
        if not ports["opensearch"]:
            raise Failure(
                "All ports from 9201 to 9298, where OpenSearch can listen, are in use. Stop one of "
                "their users, or give another OpenSearch in INVENIO_SEARCH_HOSTS."
            )
    return ports


def number(text: str, variable: str) -> int:
    """A port from a variable's text."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Failure(f"{variable} is {text!r}, which is no port: give a number up to 65535.", 78)
    return int(text)


def asked_for(port: int, who: str, variable: str) -> int:
    """The port, when nobody listens there."""
    if not is_free(port):
        raise Failure(
            f"Port {port} of {HOST}, where {who} should listen, is in use by another program. Stop "
            f"that program, or choose another port: {variable}={port + 10} ./hoeder up"
        )
    return port


def is_free(port: int) -> bool:
    """Whether one can listen there (a port in TIME_WAIT counts as free, as servers treat it)."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free() -> int:
    """A port that the system calls free."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
