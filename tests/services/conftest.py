# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The application in this process, on the services and data of the tests' own instance.

It is the shipped configuration: `hoeder test` sets addresses and secrets, nothing else. The
instance's own worker runs beside it, so that what is queued here is done there. Nothing is rolled
back; each test makes what it needs.
"""

import copy
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from invenio_accounts.proxies import current_datastore
from invenio_app.factory import create_api
from invenio_communities.proxies import current_communities
from invenio_db import db
from invenio_oauth2server.models import Token

from hoeder.operations.people import PEOPLE
from hoeder.operations.setup import accounts
from statements import complete_statement
from visitors import Person

CUSTODIAN = "ugent-demo"


class FreshClient(FlaskClient):
    """Each request gets an application context of its own, as in a server.

    Inside a pushed context Flask would reuse that one, and with it the last request's user.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("base_url", self.application.config["SITE_UI_URL"])
        with self.application.app_context():
            return super().open(*args, **kwargs)


@pytest.fixture(scope="session")
def app(running_instance: Any) -> Iterator[Flask]:
    """The API application, with its context pushed for the whole session."""
    app = create_api()
    app.test_client_class = FreshClient
    with app.app_context():
        yield app


@pytest.fixture(autouse=True)
def _clean_session(app: Flask) -> Iterator[None]:
    """No test sees another's open transaction."""
    yield
    db.session.rollback()
    db.session.expire_all()


@pytest.fixture(scope="session")
def client_of(app: Flask) -> Callable[[str], FlaskClient]:
    """A client of the REST API that acts as the user with an e-mail address, by a token."""

    def make(email: str) -> FlaskClient:
        user = current_datastore.get_user(email)
        if user is None:
            accounts.create_person({"email": email, "name": email, "password": "not-used-1234"})
            user = current_datastore.get_user(email)
        token = Token.create_personal("tests", user.id, scopes=["user:email"], is_internal=True)
        db.session.commit()
        client = app.test_client(use_cookies=False)
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token.access_token}"
        client.environ_base["HTTP_ACCEPT"] = "application/json"
        return client

    return make


@pytest.fixture(scope="session")
def client(app: Flask) -> FlaskClient:
    """An anonymous client."""
    return app.test_client(use_cookies=False)


@pytest.fixture(scope="session")
def researcher_client(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of(PEOPLE["researcher"][0])


@pytest.fixture(scope="session")
def other_client(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    """A signed-in user who has to do with nothing."""
    return client_of("other@example.org")


@pytest.fixture(scope="session")
def steward_client(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    """A steward of the first custodian."""
    return client_of(PEOPLE["steward"][0])


@pytest.fixture(scope="session")
def administrator_client(client_of: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_of(PEOPLE["administrator"][0])


@pytest.fixture(scope="session")
def custodian_community(app: Flask) -> Any:
    """The first custodian's community."""
    return current_communities.service.record_cls.pid.resolve(CUSTODIAN)


@pytest.fixture
def complete_draft() -> dict[str, Any]:
    """The smallest draft that may be published: metadata only, with a complete statement."""
    return copy.deepcopy(
        {
            "access": {"record": "public", "files": "public"},
            "files": {"enabled": False},
            "metadata": {
                "resource_type": {"id": "dataset"},
                "title": "A table without people",
                "publication_date": "2026-01-31",
                "publisher": "Ghent University (demonstration)",
                "creators": [
                    {
                        "person_or_org": {
                            "type": "personal",
                            "given_name": "Lotte",
                            "family_name": "Peeters",
                        }
                    }
                ],
            },
            "custom_fields": {"hoeder:anonymisation": complete_statement()},
        }
    )


class DataCite:
    """The stand-in as tests see it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def get(self, doi: str) -> dict[str, Any] | None:
        """Attributes of a findable DOI, or None."""
        answer = requests.get(f"{self.url}/dois/{doi}", timeout=10)
        return answer.json()["data"]["attributes"] if answer.ok else None

    def wait_for(self, doi: str, seconds: float = 30) -> dict[str, Any]:
        """Attributes of a DOI as soon as it is findable.

        :raises AssertionError: when it is not in time.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if (found := self.get(doi)) is not None:
                return found
            time.sleep(0.2)
        raise AssertionError(f"{doi} is not findable after {seconds} s")

    def faults(self, plan: dict[str, Any]) -> None:
        requests.put(f"{self.url}/faults", json=plan, timeout=10).raise_for_status()

    def clear_faults(self) -> None:
        requests.delete(f"{self.url}/faults", timeout=10).raise_for_status()


@pytest.fixture
def datacite(running_instance: Any) -> Iterator[DataCite]:
    """The stand-in, without faults before and after the test."""
    standin = DataCite(running_instance.datacite_url)
    standin.clear_faults()
    yield standin
    standin.clear_faults()


@pytest.fixture(scope="session")
def person(running_instance: Any) -> Callable[[str], Person]:
    """Signs somebody in, once: "anonymous" or one of the instance's accounts."""
    known: dict[str, Person] = {}

    def sign_in(who: str) -> Person:
        if who not in known:
            account = running_instance.accounts.get(who)
            known[who] = Person(running_instance.base_url, account)
        return known[who]

    return sign_in


@pytest.fixture
def tomorrow() -> str:
    """A ruleset by which nothing was screened yet, in an instance that is kept neither."""
    return f"rules-of-{uuid.uuid4()}"
