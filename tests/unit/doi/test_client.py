# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The REST client against a server: answers by their status, and one end for each request."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from hoeder.custodians.model import DataCiteAccount
from hoeder.doi.client import AccountClient, DataCiteAccountError, NoAnswer
from hoeder.doi.ledger.states import Problem, Step, react

UGENT = DataCiteAccount("HOEDER.UGENT", "10.5072")
URL = "https://example.org/records/1"


def client(
    url: str, password: str = "for ghent", timeout: float = 2.0, deadline: float = 5.0
) -> AccountClient:
    return AccountClient(UGENT, password, url, timeout, deadline)


def publish(api: AccountClient, metadata: dict[str, Any], doi: str = "10.5072/a") -> Any:
    return api.put(doi, {**metadata, "url": URL, "event": "publish"})


def test_registering_creates_and_may_be_repeated(datacite: Any, metadata: dict[str, Any]) -> None:
    answers = [publish(client(datacite.url), metadata).answer() for _ in range(2)]
    assert [(a.status, a.state) for a in answers] == [(201, "findable"), (200, "findable")]
    assert datacite.get("10.5072/a")["url"] == URL


def test_an_answer_that_was_lost_is_made_good(datacite: Any, metadata: dict[str, Any]) -> None:
    datacite.fail(kind="cut", when="after", count=1)
    with pytest.raises(NoAnswer):
        publish(client(datacite.url), metadata)
    assert publish(client(datacite.url), metadata).answer().state == "findable"


def test_hides_looks_and_pages(datacite: Any, metadata: dict[str, Any]) -> None:
    api = client(datacite.url)
    assert api.look("10.5072/a").answer().status == 404
    for name in ("a", "b", "c"):
        publish(api, metadata, f"10.5072/{name}")
    assert api.put("10.5072/a", {"event": "hide"}).answer().state == "registered"
    assert api.look("10.5072/a").answer().state == "registered"
    first = api.page("1", 2)
    assert [item["id"] for item in first.json["data"]] == ["10.5072/a", "10.5072/b"]
    assert "page%5Bcursor%5D" in first.json["links"]["next"]


def test_metadata_that_datacite_refuses_are_no_failure_of_its_server(
    datacite: Any, metadata: dict[str, Any]
) -> None:
    del metadata["titles"]
    answer = publish(client(datacite.url), metadata).answer()
    assert answer.status == 422
    assert "titles" in {complaint.source for complaint in answer.complaints}
    assert "titles" in answer.text
    assert react(answer).step is Step.PARK


def test_a_wrong_password_is_told(datacite: Any, metadata: dict[str, Any]) -> None:
    answer = publish(client(datacite.url, password="wrong"), metadata).answer()
    assert (answer.status, answer.text) == (401, "Bad credentials.")


def test_the_password_may_hold_any_letters(datacite: Any) -> None:
    assert client(datacite.url, password="wachtwoord: één €").ask().status == 401


def test_another_accounts_doi_is_refused(datacite: Any, metadata: dict[str, Any]) -> None:
    assert publish(client(datacite.url), metadata, "10.5555/a").answer().status == 403
    assert client(datacite.url).ask().status == 200


@pytest.mark.parametrize("seconds", [0, 7])
def test_a_limit_of_requests_says_how_long_to_wait(
    datacite: Any, metadata: dict[str, Any], seconds: int
) -> None:
    datacite.fail(kind="retry", retry_after=seconds)
    assert publish(client(datacite.url), metadata).answer().retry_after == seconds


def test_a_server_that_does_not_answer_is_given_up(datacite: Any, metadata: dict[str, Any]) -> None:
    datacite.fail(kind="slow", seconds=3)
    with pytest.raises(NoAnswer, match="in time"):
        publish(client(datacite.url, timeout=0.3), metadata)


def test_a_server_that_is_not_there_is_told(metadata: dict[str, Any]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    with pytest.raises(NoAnswer, match="refused or cut"):
        publish(client(url), metadata)


@contextmanager
def served(*parts: bytes, pause: float = 0.0) -> Iterator[str]:
    """A server that answers every request with some bytes, and a pause after each part."""
    over = threading.Event()

    def serve(listener: socket.socket) -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                for part in parts:
                    try:
                        connection.sendall(part)
                    except OSError:
                        break
                    over.wait(pause)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        over.set()
        listener.shutdown(socket.SHUT_RDWR)


def test_an_answer_that_never_ends_is_given_up(metadata: dict[str, Any]) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    with (
        served(head, *[b" " * 70_000] * 50, pause=0.1) as url,
        pytest.raises(NoAnswer),
    ):
        publish(client(url, timeout=1.0, deadline=0.05), metadata)


def test_a_redirection_is_not_followed(metadata: dict[str, Any]) -> None:
    """``requests`` would make a GET of the PUT, and its 200 would pass for a registration."""
    head = b"HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
    with served(head) as url:
        answer = publish(client(url), metadata).answer()
    assert answer.status == 302
    assert react(answer).step is Step.RETRY


@pytest.mark.parametrize("body", [b"<html>a portal</html>", b"[]", b'{"data": []}', b"[" * 9999])
def test_a_success_that_is_not_datacites_is_none(metadata: dict[str, Any], body: bytes) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with served(head + body) as url:
        reaction = react(publish(client(url), metadata).answer())
    assert (reaction.step, reaction.problem, reaction.healthy) == (
        Step.RETRY,
        Problem.IGNORED,
        False,
    )


@pytest.mark.parametrize(("url", "password"), [("", "x"), ("https://example.org", "")])
def test_nothing_is_sent_without_an_address_and_a_password(url: str, password: str) -> None:
    with pytest.raises(DataCiteAccountError):
        client(url, password)
