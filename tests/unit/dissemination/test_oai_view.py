# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The view stands in the place of stock's, at the same address."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from invenio_db import db
from invenio_i18n import InvenioI18N
from invenio_oaiserver.views.server import blueprint

from hoeder.dissemination.oai import view
from hoeder.dissemination.oai.formats import FORMATS
from hoeder.dissemination.oai.registry import FormatsError

CONFIG = {
    "SQLALCHEMY_DATABASE_URI": "sqlite://",
    "SITE_UI_URL": "https://data.example.org",
    "THEME_SITENAME": "Hoeder",
    "OAISERVER_ADMIN_EMAILS": ["a@example.org"],
    "OAISERVER_METADATA_FORMATS": FORMATS,
    "OAISERVER_ID_PREFIX": "data.example.org",
    "SECRET_KEY": "the key",
}


def make(**changed: Any) -> Flask:
    app = Flask(__name__)
    app.config.update({**CONFIG, **changed})
    app.extensions.pop("sqlalchemy", None)
    db.init_app(app)
    app.register_blueprint(blueprint)
    InvenioI18N(app)
    view.finalize(app)
    return app


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return make().test_client()


def test_errors_are_answers(client: FlaskClient) -> None:
    for answer in (
        client.get("/oai2d?verb=none"),
        client.post("/oai2d", data={"verb": "none"}),
        client.post("/oai2d", json={"verb": "Identify"}),
    ):
        assert answer.status_code == 200
        assert answer.content_type == "text/xml; charset=UTF-8"
        assert 'code="badVerb"' in answer.text
        assert "https://data.example.org/oai2d</request>" in answer.text


def test_a_browser_gets_a_page_and_a_program_never(client: FlaskClient) -> None:
    def get(**headers: str) -> Any:
        given = {name.replace("_", "-"): text for name, text in headers.items()}
        return client.get("/oai2d?verb=none", headers=given)

    answer = get(Sec_Fetch_Dest="document", Accept_Encoding="gzip")
    assert answer.status_code == 200
    assert answer.content_type == "text/html; charset=UTF-8"
    assert "Content-Encoding" not in answer.headers
    assert "Sec-Fetch-Dest" in answer.headers["Vary"]
    assert "badVerb" in answer.text and "Harvesting interface" in answer.text
    # What the client of Java's own library sends, and a script in a page.
    java = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
    for program in (get(Accept=java), get(Accept="text/html"), get(Sec_Fetch_Dest="empty")):
        assert program.content_type == "text/xml; charset=UTF-8"


def test_without_the_database_harvesters_are_asked_to_come_back(client: FlaskClient) -> None:
    """This application's database is no PostgreSQL: every list fails, none with a traceback."""
    answer = client.get("/oai2d?verb=ListRecords&metadataPrefix=oai_dc")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_the_style_is_served(client: FlaskClient) -> None:
    answer = client.get("/oai2d/style/oai.css")
    assert answer.status_code == 200
    assert "text/css" in answer.content_type
    assert client.get("/oai2d/style/../view.py").status_code == 404


def test_contradictory_formats_stop_the_application() -> None:
    with pytest.raises(FormatsError, match="oai_dc is missing"):
        make(OAISERVER_METADATA_FORMATS={})


def test_an_identifier_prefix_that_is_no_domain_is_not_described() -> None:
    assert view.settings_of(CONFIG).domain == "data.example.org"
    assert view.settings_of({**CONFIG, "OAISERVER_ID_PREFIX": "localhost"}).domain == ""


def test_optional_settings() -> None:
    told = {"HOEDER_OAI_FRIENDS": ["https://other.example.org/oai"], "HOEDER_OAI_RIGHTS": "urn:x"}
    settings = view.settings_of({**CONFIG, **told})
    assert (settings.friends, settings.rights) == (["https://other.example.org/oai"], "urn:x")
    assert "the key" not in repr(settings)
