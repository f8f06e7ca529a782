# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The REST client against a server: what succeeds, and what each failure is called."""

import socket
from typing import Any

import pytest
from datacite.errors import (
    DataCiteBadRequestError,
    DataCiteError,
    DataCiteForbiddenError,
    DataCiteNotFoundError,
    DataCiteRequestError,
    DataCiteServerError,
    DataCiteUnauthorizedError,
    HttpError,
)
from requests import Response

from hoeder.custodians.model import DataCiteAccount
from hoeder.doi.client import (
    AccountClient,
    DataCiteAccountError,
    DataCiteConflictError,
    DataCiteInvalidError,
    DataCiteMethodNotAllowedError,
    DataCiteRateLimitError,
    error_for,
)

UGENT = DataCiteAccount("HOEDER.UGENT", "10.5072")
URL = "https://example.org/records/1"


def client(url: str, password: str = "for ghent", timeout: float = 2.0) -> AccountClient:
    return AccountClient(UGENT, password, url, timeout)


def test_registering_creates_and_may_be_repeated(datacite: Any, metadata: dict[str, Any]) -> None:
    for _ in range(2):
        assert client(datacite.url).public_doi(metadata, URL, "10.5072/a")["state"] == "findable"
    assert datacite.get("10.5072/a")["url"] == URL


def test_an_answer_that_was_lost_is_made_good(datacite: Any, metadata: dict[str, Any]) -> None:
    datacite.fail(kind="cut", when="after", count=1)
    with pytest.raises(HttpError):
        client(datacite.url).public_doi(metadata, URL, "10.5072/a")
    assert client(datacite.url).public_doi(metadata, URL, "10.5072/a")["state"] == "findable"


def test_updates_hides_and_shows(datacite: Any, metadata: dict[str, Any]) -> None:
    api = client(datacite.url)
    api.public_doi(metadata, URL, "10.5072/a")
    api.update_doi("10.5072/a", metadata={**metadata, "version": "2"}, url=f"{URL}2")
    assert (datacite.get("10.5072/a")["version"], datacite.get("10.5072/a")["url"]) == (
        "2",
        f"{URL}2",
    )
    api.hide_doi("10.5072/a")
    assert datacite.get("10.5072/a")["state"] == "registered"
    api.show_doi("10.5072/a")
    assert datacite.get("10.5072/a")["state"] == "findable"


def test_metadata_that_datacite_refuses_are_no_failure_of_its_server(
    datacite: Any, metadata: dict[str, Any]
) -> None:
    del metadata["titles"]
    with pytest.raises(DataCiteInvalidError) as error:
        client(datacite.url).public_doi(metadata, URL, "10.5072/a")
    assert error.value.status == 422
    assert '"errors"' in error.value.args[0]
    assert not isinstance(error.value, DataCiteServerError)


def test_a_doi_that_is_registered_is_not_deleted(datacite: Any, metadata: dict[str, Any]) -> None:
    client(datacite.url).public_doi(metadata, URL, "10.5072/a")
    with pytest.raises(DataCiteMethodNotAllowedError):
        client(datacite.url).delete_doi("10.5072/a")


def test_a_wrong_password_is_told(datacite: Any, metadata: dict[str, Any]) -> None:
    with pytest.raises(DataCiteUnauthorizedError):
        client(datacite.url, password="wrong").public_doi(metadata, URL, "10.5072/a")


def test_a_limit_of_requests_says_how_long_to_wait(datacite: Any, metadata: dict[str, Any]) -> None:
    datacite.fail(kind="retry", retry_after=7)
    with pytest.raises(DataCiteRateLimitError) as error:
        client(datacite.url).public_doi(metadata, URL, "10.5072/a")
    assert error.value.retry_after == 7


def test_a_server_that_does_not_answer_is_given_up(datacite: Any, metadata: dict[str, Any]) -> None:
    datacite.fail(kind="slow", seconds=20)
    with pytest.raises(HttpError):
        client(datacite.url, timeout=0.3).public_doi(metadata, URL, "10.5072/a")


def test_a_server_that_is_not_there_is_told(metadata: dict[str, Any]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(HttpError):
        client(url).public_doi(metadata, URL, "10.5072/a")


def test_another_accounts_doi_is_not_sent(datacite: Any, metadata: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="prefix"):
        client(datacite.url).public_doi(metadata, URL, "10.5555/a")
    assert datacite.get("10.5555/a") is None


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, DataCiteBadRequestError),
        (403, DataCiteForbiddenError),
        (404, DataCiteNotFoundError),
        (405, DataCiteMethodNotAllowedError),
        (406, DataCiteRequestError),
        (409, DataCiteConflictError),
        (422, DataCiteInvalidError),
        (429, DataCiteRateLimitError),
        (500, DataCiteServerError),
        (503, DataCiteServerError),
    ],
)
def test_each_status_has_its_class(status: int, kind: type[DataCiteError]) -> None:
    response = Response()
    response.status_code, response._content = status, b'{"errors": []}'
    error = error_for(response)
    assert isinstance(error, kind)
    assert error.status == status
    assert isinstance(error, DataCiteServerError) == (status >= 500)


@pytest.mark.parametrize(("url", "password"), [("", "x"), ("https://example.org", "")])
def test_nothing_is_sent_without_an_address_and_a_password(url: str, password: str) -> None:
    with pytest.raises(DataCiteAccountError):
        client(url, password)
