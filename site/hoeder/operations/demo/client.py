# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""An HTTP client that works as a browser does: sign in through the form, then call the REST API.

In: the instance's address and an account. Out: parsed JSON, or :class:`DemoError` with one sentence
that says what to do. The session cookie says who calls; the CSRF token of the cookie goes back in
``X-CSRFToken`` with every change, and ``Referer`` goes with it (``invenio_rest.csrf``).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO
from urllib.parse import urljoin, urlsplit

import requests
from lxml import html

from hoeder.operations.failure import Failure

Json = dict[str, Any]
Progress = Callable[[int], None]

#: Seconds to connect and between two packets of an answer. Publishing a record answers in less.
TIMEOUT = (5, 60)
CSRF_COOKIE, CSRF_HEADER = "csrftoken", "X-CSRFToken"


class DemoError(Failure):
    """Why the demo cannot go on, and what to do."""


class Refused(DemoError):
    """The server understood a request and said no.

    ``fields`` names what it did not accept: field → messages (empty when it named none).
    """

    def __init__(self, message: str, status: int, fields: Mapping[str, list[str]]) -> None:
        super().__init__(message)
        self.status = status
        self.fields = dict(fields)


class Client:
    """One visitor of the instance; anonymous until :meth:`sign_in`.

    :param base_url: address of the instance, e.g. ``http://127.0.0.1:5000``.
    :param verify: ``False`` accepts any certificate, a string names a file of trusted ones.
    """

    def __init__(self, base_url: str, verify: bool | str = True) -> None:
        self.base_url = base_url.rstrip("/")
        self._session = requests.Session()
        self._session.verify = verify
        self._session.trust_env = not is_loopback(base_url)  # a proxy cannot see this machine
        self._session.headers["Referer"] = self.base_url + "/"

    def address(self, path: str) -> str:
        """The full address of a path; an address stays as it is."""
        return urljoin(self.base_url + "/", path)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in through the login page.

        :raises DemoError: if there is no login form, or if it does not accept the account.
        """
        page = self._send("GET", "/login/")
        fields = login_fields(page.text)
        if fields is None:
            raise DemoError(
                f"{page.url} has no login form. Is {self.base_url} the address of Hoeder? "
                "See what runs with: ./hoeder status."
            )
        fields |= {"email": email, "password": password}
        answer = self._send("POST", "/login/", data=fields)
        if urlsplit(answer.url).path.rstrip("/") == "/login":
            raise DemoError(
                f"{self.base_url} does not accept the account {email}. Set the demo accounts up "
                "again with: ./hoeder up."
            )

    def get(self, path: str, **params: str) -> Json:
        """Read a resource.

        :raises Refused: if the server answers with an error.
        """
        return _json(self._send("GET", path, params=params))

    def send(
        self, method: str, path: str, body: Mapping[str, Any] | list[Json] | None = None
    ) -> Json:
        """Change a resource.

        :raises Refused: if the server answers with an error, a validation error among them.
        """
        return _json(self._change(method, path, json=body))

    def upload(self, path: str, source: BinaryIO, progress: Progress = lambda done: None) -> Json:
        """Send the bytes of ``source`` as they are read: never more than one block in memory.

        :param progress: called with the number of bytes sent so far.
        :raises DemoError: if the server does not take the file.
        """
        headers = {"Content-Type": "application/octet-stream"}
        try:
            return _json(
                self._change("PUT", path, data=_Watched(source, progress), headers=headers)
            )
        except Refused as refusal:
            if refusal.status != 413:
                raise
            raise DemoError(
                f"{self.base_url} takes no file of this size. Raise INVENIO_MAX_CONTENT_LENGTH "
                "(bytes), and the limit of a proxy that stands before it."
            ) from refusal

    def _change(self, method: str, path: str, **arguments: Any) -> requests.Response:
        headers = arguments.pop("headers", {})
        if self._csrf_token() is None:
            # The cookie comes with the answer to a first change, which is refused for the lack of
            # it (invenio_rest.csrf); this address takes no PUT, so nothing can change.
            with suppress(Refused):
                self._send("PUT", "/api/records", json={})
        headers[CSRF_HEADER] = self._csrf_token() or ""
        return self._send(method, path, headers=headers, **arguments)

    def _csrf_token(self) -> str | None:
        return self._session.cookies.get(CSRF_COOKIE)

    def _send(self, method: str, path: str, **arguments: Any) -> requests.Response:
        address = self.address(path)
        try:
            answer = self._session.request(method, address, timeout=TIMEOUT, **arguments)
        except requests.exceptions.SSLError as error:
            raise DemoError(
                f"The certificate of {self.base_url} is not trusted: {error}. Name the file with "
                "the certificate of its authority, or use the address in the certificate."
            ) from error
        except requests.RequestException as error:
            raise DemoError(
                f"{address} gave no answer ({type(error).__name__}). See what runs with: "
                "./hoeder status; start it with: ./hoeder up."
            ) from error
        if not answer.ok:
            raise _refusal(answer)
        return answer


def login_fields(page: str) -> dict[str, str] | None:
    """The fields of the login form with their values, CSRF token among them; ``None`` without one.

    >>> login_fields('<form><input name="csrf_token" value="x"><input name="password"></form>')
    {'csrf_token': 'x', 'password': ''}
    """
    for form in html.document_fromstring(page or "<html/>").iter("form"):
        inputs = {field.get("name", ""): field.get("value", "") for field in form.iter("input")}
        if "password" in inputs:
            return inputs
    return None


class _Watched:
    """A file that tells how much of it was read; ``requests`` streams it block by block."""

    def __init__(self, source: BinaryIO, progress: Progress) -> None:
        self._source, self._progress = source, progress
        self.len = source.seek(0, 2)  # `requests` sends it as Content-Length
        source.seek(0)

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self._progress(self._source.tell())
        return block

    def __iter__(self) -> Iterator[bytes]:  # what makes `requests` stream
        return iter(lambda: self.read(1 << 20), b"")


def _refusal(answer: requests.Response) -> Refused:
    try:
        body = answer.json()
    except requests.JSONDecodeError:
        body = {}
    body = body if isinstance(body, dict) else {}
    fields = {
        str(error.get("field", "")): [str(text) for text in error.get("messages", [])]
        for error in body.get("errors") or []
    }
    named = "; ".join(f"{field}: {' '.join(texts)}" for field, texts in fields.items())
    said = " ".join(filter(None, (str(body.get("message") or answer.reason), named)))
    return Refused(
        f"{answer.request.method} {answer.url} was refused with {answer.status_code}: {said}",
        answer.status_code,
        fields,
    )


def _json(answer: requests.Response) -> Json:
    if not answer.content:
        return {}
    try:
        body = answer.json()
    except requests.JSONDecodeError as error:
        raise DemoError(
            f"{answer.url} answered with something else than JSON. Is it the address of Hoeder's "
            "REST API, or does a proxy stand before it?"
        ) from error
    return body if isinstance(body, dict) else {"entries": body}


def is_loopback(address: str) -> bool:
    """Whether an address is on this machine, which no proxy reaches."""
    return urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")
