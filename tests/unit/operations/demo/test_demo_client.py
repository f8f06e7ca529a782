# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The client, over HTTP against a server of this machine."""

import io
import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from hoeder.operations.demo import calls
from hoeder.operations.demo.client import Client, DemoError, Refused

from .conftest import Answer, Request, Server

FORM = b'<form method="POST"><input name="csrf_token" value="t1"><input name="email">'
FORM += b'<input name="password" type="password"></form>'
REFUSAL = {"message": "No.", "errors": [{"field": "a.b", "messages": ["Missing.", "Really."]}]}


def login(request: Request) -> Answer:
    """A login page that accepts one password, and gives a CSRF cookie as Invenio does."""
    if request.path == "/":
        return Answer(b"Welcome")
    if request.method == "GET":
        return Answer(FORM)
    fields = parse_qs(request.body.decode())
    if fields["password"] != ["right"] or fields["csrf_token"] != ["t1"]:
        return Answer(FORM)
    cookies = {"Location": "/", "Set-Cookie": "csrftoken=c1; Path=/"}
    return Answer(status=302, headers=cookies)


def test_signs_in_through_the_form_and_sends_the_token_back(server: Server) -> None:
    server.answer = login
    client = Client(server.url)
    client.sign_in("a@example.org", "right")
    server.answer = lambda request: Answer({"id": "1"}, 201)
    assert client.send("POST", "/api/records", {"x": 1}) == {"id": "1"}
    sent = server.requests[-1]
    assert sent.headers["X-CSRFToken"] == "c1"
    assert sent.headers["Referer"] == f"{server.url}/"
    assert json.loads(sent.body) == {"x": 1}


def test_wrong_password_is_one_sentence_without_the_password(server: Server) -> None:
    server.answer = login
    with pytest.raises(DemoError, match="does not accept the account a@example.org") as error:
        Client(server.url).sign_in("a@example.org", "wrong-secret")
    assert "wrong-secret" not in str(error.value)


def test_page_without_form_is_not_hoeder(server: Server) -> None:
    server.answer = lambda request: Answer(b"")
    with pytest.raises(DemoError, match="has no login form"):
        Client(server.url).sign_in("a@example.org", "right")


def test_first_change_fetches_the_token(server: Server) -> None:
    def answer(request: Request) -> Answer:
        if "X-CSRFToken" not in request.headers:
            return Answer({"message": "CSRF"}, 400, {"Set-Cookie": "csrftoken=c2; Path=/"})
        return Answer({"token": request.headers["X-CSRFToken"]})

    server.answer = answer
    assert Client(server.url).send("POST", "/api/x") == {"token": "c2"}


def test_refusal_names_the_fields(server: Server) -> None:
    server.answer = lambda request: Answer(REFUSAL, 400)
    with pytest.raises(Refused) as error:
        Client(server.url).get("/api/x")
    assert error.value.status == 400
    assert error.value.fields == {"a.b": ["Missing.", "Really."]}
    assert str(error.value).endswith("refused with 400: No. a.b: Missing. Really.")


def test_refusal_that_is_no_json_says_the_status(server: Server) -> None:
    server.answer = lambda request: Answer(b"<h1>Bad gateway</h1>", 502)
    with pytest.raises(Refused, match="refused with 502") as error:
        Client(server.url).get("/api/x")
    assert error.value.fields == {}


def test_page_instead_of_json_is_said(server: Server) -> None:
    server.answer = lambda request: Answer(b"<html>")
    with pytest.raises(DemoError, match="something else than JSON"):
        Client(server.url).get("/api/x")


def test_nobody_there_is_said() -> None:
    with pytest.raises(DemoError, match="gave no answer .* ./hoeder up"):
        Client("http://127.0.0.1:9").get("/api/x")


def test_upload_takes_three_steps_and_any_name(server: Server, tmp_path: Path) -> None:
    server.answer = lambda request: Answer({}, headers={"Set-Cookie": "csrftoken=c; Path=/"})
    path = tmp_path / "a b#é.csv"
    path.write_bytes(b"0123456789" * 100_000)
    done: list[int] = []
    calls.upload_path(Client(server.url), "abc", path, done.append)
    announce, content, commit = server.requests[-3:]
    assert json.loads(announce.body) == [{"key": "a b#é.csv"}]
    assert content.path == "/api/records/abc/draft/files/a%20b%23%C3%A9.csv/content"
    assert content.headers["Content-Type"] == "application/octet-stream"
    assert content.headers["Content-Length"] == "1000000"
    assert content.body == path.read_bytes()
    assert commit.path.endswith("a%20b%23%C3%A9.csv/commit")
    assert done == sorted(done) and done[-1] == 1_000_000 and len(done) > 10


def test_upload_of_a_file_that_is_not_there_is_said(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DemoError, match="cannot be read"):
        calls.upload_path(Client(server.url), "abc", tmp_path / "none", lambda done: None)


def test_file_that_is_too_large_is_said(server: Server) -> None:
    server.answer = lambda request: Answer({"message": "Too large"}, 413)
    with pytest.raises(DemoError, match="INVENIO_MAX_CONTENT_LENGTH"):
        Client(server.url).upload("/api/x", io.BytesIO(b"x"))
