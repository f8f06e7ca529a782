# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A running stand-in for each test, and clients that speak to it over a real socket."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from datacite import DataCiteRESTClient
from werkzeug.serving import make_server

from hoeder.operations.datacite_standin.accounts import parse
from hoeder.operations.datacite_standin.app import create_app

ACCOUNTS: list[dict[str, Any]] = [
    {"repository": "HOEDER.UG", "password": "secret-of-ug", "prefixes": ["10.5072"]},
    {
        "repository": "HOEDER.KUL",
        "password": "secret-of-kul",
        "prefixes": ["10.5073"],
        "domains": ["data.example.org", "*.kul.example.org"],
    },
]


def complete(**more: Any) -> dict[str, Any]:
    """Return metadata that DataCite accepts for a findable DOI."""
    return {
        "creators": [{"name": "Peeters, An", "nameType": "Personal"}],
        "titles": [{"title": "Sleep & shift work"}],
        "publisher": {"name": "Universiteit Gent"},
        "publicationYear": "2026",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Survey"},
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        **more,
    }


@dataclass(frozen=True)
class Standin:
    """Where a stand-in listens, and how to ask it."""

    url: str

    def client(self, name: str = "ug") -> DataCiteRESTClient:
        prefix = {"ug": "10.5072", "kul": "10.5073"}[name]
        username, password = f"HOEDER.{name.upper()}", f"secret-of-{name}"
        return DataCiteRESTClient(username, password, prefix, url=self.url, timeout=30)

    def ask(
        self,
        method: str,
        path: str,
        attributes: dict[str, Any] | None = None,
        *,
        name: str | None = "ug",
        **more: Any,
    ) -> requests.Response:
        if attributes is not None:
            more["json"] = {"data": {"type": "dois", "attributes": attributes}}
        if name is not None:
            more.setdefault("auth", (f"hoeder.{name}", f"secret-of-{name}"))
        return requests.request(method, f"{self.url}{path}", timeout=30, **more)


@contextmanager
def _serving(database: Path, **settings: Any) -> Iterator[Standin]:
    app = create_app(database=database, accounts=parse(ACCOUNTS), **settings)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield Standin(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Standin]]:
    """Start a stand-in with the settings of ``create_app``."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(_serving(tmp_path / "dois.sqlite", **settings))


@pytest.fixture
def standin(start: Callable[..., Standin]) -> Standin:
    """A stand-in without faults or limits."""
    return start()
