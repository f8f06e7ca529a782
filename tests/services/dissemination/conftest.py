# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A database of its own on the instance's PostgreSQL server, without the application.

The instance's worker does not touch it, and its writers hold no horizon here.
"""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask, Response, request
from werkzeug.serving import make_server

from hoeder.dissemination.oai.answer import Outlet
from hoeder.dissemination.oai.registry import Format
from hoeder.dissemination.oai.settings import Settings
from hoeder.dissemination.projection import changes, definitions, models
from hoeder.dissemination.projection.changes import Entry
from hoeder.dissemination.projection.sql import SqlShelf

NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
TABLES = [
    model.__table__
    for model in (
        models.Record,
        models.SetDefinition,
        models.Membership,
        models.Rendering,
        models.Harvest,
        models.Position,
    )
]
BASE = "https://data.example.org/oai2d"


@pytest.fixture(autouse=True)
def _clean_session() -> None:
    """There is no application whose session could be open."""


@pytest.fixture(scope="module")
def engine() -> Iterator[sa.Engine]:
    """Connections to a new database with the projection's tables."""
    told = os.environ.get("INVENIO_SQLALCHEMY_DATABASE_URI")
    if not told:
        pytest.fail("These tests need PostgreSQL. Run them with: ./hoeder test " + "<path>")
    url = sa.make_url(told)
    name = f"hoeder_dissemination_{uuid4().hex[:8]}"
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as link:
        link.execute(sa.text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    options = {"options": "-c timezone=Europe/Brussels"}  # stamps are UTC wherever it is
    engine = sa.create_engine(url.set(database=name), pool_size=20, connect_args=options)
    models.db.metadata.create_all(engine, tables=TABLES)
    yield engine
    engine.dispose()
    with server.connect() as link:
        link.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(autouse=True)
def _empty(engine: sa.Engine) -> None:
    with engine.begin() as link:
        link.execute(sa.text(f"TRUNCATE {', '.join(table.name for table in TABLES)} CASCADE"))
        for spec in ("custodian", "custodian:a", "custodian:b", "type", "type:dataset", "plain"):
            definitions.define(link, spec, f"Set {spec}", f"What is in {spec}.")


@dataclass
class Renderer:
    """Renders a title; what it was asked for, and what it cannot do."""

    asked: list[tuple[str, list[str]]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    bodies: dict[str, str] = field(default_factory=dict)

    def __call__(self, prefix: str, ids: Sequence[str]) -> Mapping[str, str | Exception]:
        self.asked.append((prefix, list(ids)))
        return {
            one: KeyError("title") if one in self.broken else self.bodies.get(one, body(one))
            for one in ids
        }


def body(record_id: str) -> str:
    return (
        f'<oai_dc:dc xmlns:oai_dc="{NAMESPACE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>Café {record_id} 𝔘</dc:title></oai_dc:dc>"
    )


@pytest.fixture
def render() -> Renderer:
    return Renderer()


@pytest.fixture
def shelf(engine: sa.Engine, render: Renderer) -> SqlShelf:
    return SqlShelf(engine, render, {"oai_dc": NAMESPACE})


@pytest.fixture
def outlet_of(shelf: SqlShelf) -> Callable[..., Outlet]:
    """The outlet on the shelf, with pages of a size."""

    def make(page_size: int = 500) -> Outlet:
        formats = {"oai_dc": Format("oai_dc", f"{NAMESPACE}x.xsd", NAMESPACE)}
        return Outlet(
            shelf, Settings("Tests", BASE, ["a@example.org"], formats, ["k"], page_size=page_size)
        )

    return make


def entry(number: int, *sets: str, text: str = "first") -> Entry:
    """A record with a number."""
    return Entry(
        id=UUID(int=number),
        identifier=f"oai:example.org:{number}",
        parent_id=UUID(int=number + 10**9),
        version=1,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        sets=frozenset(sets),
    )


@pytest.fixture
def record() -> Callable[..., Entry]:
    return entry


@pytest.fixture
def count() -> int:
    """How many records ``filled`` puts on the shelf."""
    return 57


@pytest.fixture
def address(outlet_of: Any) -> Iterator[str]:
    """The outlet on a port of its own, ten records a page."""
    outlet = outlet_of(page_size=10)
    app = Flask(__name__)

    @app.route("/oai2d", methods=["GET", "POST"])
    def view() -> Response:
        pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
        answer = outlet.answer(pairs, request.headers.get("Accept-Encoding", ""))
        return Response(answer.body, answer.status, dict(answer.headers))

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/oai2d"
    server.shutdown()
    thread.join()


@pytest.fixture
def filled(engine: sa.Engine, count: int) -> None:
    """One record is deleted (5), one left a set (6)."""
    with engine.begin() as link:
        changes.put(
            link,
            [entry(n, f"custodian:{'ab'[n % 2]}", "plain") for n in range(1, count + 1)],
        )
        changes.withdraw(link, [UUID(int=5)])
        changes.change_sets(link, UUID(int=6), ["custodian:b"])
    time.sleep(1.1)
