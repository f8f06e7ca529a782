# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A DataCite that runs, over a socket; and an application that knows two custodians."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask
from invenio_db import InvenioDB, db
from invenio_i18n import InvenioI18N
from invenio_pidstore.models import PersistentIdentifier, Redirect
from werkzeug.serving import make_server

from hoeder.custodians.ext import HoederCustodians
from hoeder.operations.datacite_standin.accounts import parse
from hoeder.operations.datacite_standin.app import create_app

CUSTODIANS = Path(__file__).parents[3] / "app_data" / "custodians.yaml"
PASSWORDS = {"HOEDER.UGENT": "for ghent", "HOEDER.UHASSELT": "for hasselt"}
ACCOUNTS = [
    {"repository": "HOEDER.UGENT", "password": "for ghent", "prefixes": ["10.5072"]},
    {"repository": "HOEDER.UHASSELT", "password": "for hasselt", "prefixes": ["10.5555"]},
]


@dataclass(frozen=True)
class DataCite:
    """The stand-in: where it is, what it has, and how it is made to fail."""

    url: str

    def get(self, doi: str) -> dict[str, Any] | None:
        """The attributes of a DOI, whoever owns it."""
        repository = "HOEDER.UGENT" if doi.startswith("10.5072") else "HOEDER.UHASSELT"
        answer = requests.get(
            f"{self.url}/dois/{doi}", auth=(repository, PASSWORDS[repository]), timeout=10
        )
        if answer.status_code == 404:
            return None
        answer.raise_for_status()
        attributes: dict[str, Any] = answer.json()["data"]["attributes"]
        return attributes

    def fail(self, **rule: Any) -> None:
        """Obey one rule of faults from now on."""
        requests.put(f"{self.url}/faults", json={"rules": [rule]}, timeout=10).raise_for_status()


@pytest.fixture
def datacite(tmp_path: Path) -> Iterator[DataCite]:
    server = make_server(
        "127.0.0.1",
        0,
        create_app(database=tmp_path / "dois.db", accounts=parse(ACCOUNTS), faults=True),
        threaded=True,
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield DataCite(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def app(datacite: DataCite) -> Iterator[Flask]:
    """An application with custodians and a table of identifiers, and nothing else of Invenio."""
    app = Flask("doi")
    app.config.update(
        SECRET_KEY="x",
        SITE_UI_URL="https://example.org",
        SQLALCHEMY_DATABASE_URI="sqlite://",
        HOEDER_CUSTODIANS_FILE=str(CUSTODIANS),
        HOEDER_DATACITE_PASSWORDS=PASSWORDS,
        HOEDER_DATACITE_URL=datacite.url,
        HOEDER_DATACITE_TIMEOUT=2.0,
    )
    InvenioI18N(app)
    InvenioDB(app, entry_point_group=None)
    HoederCustodians(app)
    with app.app_context():
        PersistentIdentifier.__table__.create(db.engine)
        Redirect.__table__.create(db.engine)
        yield app


@pytest.fixture
def metadata() -> dict[str, Any]:
    """The least that DataCite takes."""
    return {
        "titles": [{"title": "A survey"}],
        "creators": [{"name": "Peeters, Lotte", "nameType": "Personal"}],
        "publisher": {"name": "Ghent University"},
        "publicationYear": "2026",
        "types": {"resourceTypeGeneral": "Dataset"},
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
