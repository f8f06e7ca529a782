# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DataCite's REST API as one account uses it.

Addresses, account and the rules of DOI names are those of the ``datacite`` package. Its requests
are not used: they follow redirections, which turns a ``PUT`` into a ``GET``; their timeout starts
anew with each byte; ``PUT`` may not create (201); and every status that is not known, 422 and 429
among them, is taken for a failure of DataCite's server. Here a request has one end, and an answer
is given back by its status, whatever it is.
"""

import json
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import requests
from datacite import DataCiteRESTClient
from datacite.errors import DataCiteRequestError

from hoeder.custodians.model import DataCiteAccount
from hoeder.doi.ledger.states import Answer, Complaint

JSON_API = "application/vnd.api+json"
MOST_BYTES = 32 * 1024 * 1024
MOST_TEXT = 2000
WHOLE = {"publisher": "true", "affiliation": "true"}
"""Ask for these as objects; the answer has a text otherwise."""


class DataCiteAccountError(DataCiteRequestError):  # type: ignore[misc]
    """There is no account, password or address to reach DataCite with; nothing was sent."""


class NoAnswer(Exception):
    """DataCite was not reached, or gave no whole answer in time; what it did is not known."""


class Reply:
    """An answer with its body."""

    def __init__(self, status: int, headers: Any, body: bytes) -> None:
        """Take what came over the wire."""
        self.status, self.headers = status, headers
        try:
            self.json: Any = json.loads(body)
        except (ValueError, RecursionError):
            self.json = None
        self.text = body[:MOST_TEXT].decode(errors="replace")

    @property
    def attributes(self) -> dict[str, Any]:
        """The DOI's attributes; empty when the answer has none."""
        data = self.json.get("data") if isinstance(self.json, dict) else None
        found = data.get("attributes") if isinstance(data, dict) else None
        return found if isinstance(found, dict) else {}

    def answer(self) -> Answer:
        """The answer as the ledger decides on it."""
        errors = self.json.get("errors") if isinstance(self.json, dict) else None
        complaints = tuple(
            Complaint(str(error.get("source") or ""), str(error.get("title") or "")[:MOST_TEXT])
            for error in (errors if isinstance(errors, list) else [])
            if isinstance(error, dict)
        )
        said = "; ".join(": ".join(filter(None, (c.source, c.title))) for c in complaints)
        text = "" if 200 <= self.status < 300 else said or self.text
        state = self.attributes.get("state")
        return Answer(
            self.status,
            state if isinstance(state, str) else None,
            complaints,
            seconds(self.headers.get("Retry-After")),
            text[:MOST_TEXT],
        )


def seconds(retry_after: str | None) -> int | None:
    """Return the seconds of a Retry-After: a number or a date (RFC 9110, section 10.2.3).

    >>> seconds("7"), seconds("soon"), seconds("Mon, 01 Jan 2024 00:00:00 GMT")
    (7, None, 0)
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return int(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0, round((until - datetime.now(UTC)).total_seconds()))


class AccountClient(DataCiteRESTClient):  # type: ignore[misc]
    """The REST API for one account. Every call raises ``NoAnswer`` when none came."""

    def __init__(
        self, account: DataCiteAccount, password: str, url: str, timeout: float, deadline: float
    ) -> None:
        """Take the account and its password.

        :param timeout: seconds to connect, and seconds without a byte of the answer.
        :param deadline: seconds for a whole answer.
        :raises DataCiteAccountError: when address or password is empty.
        """
        if not url:
            raise DataCiteAccountError("HOEDER_DATACITE_URL is not set: no address of DataCite.")
        if not password:
            raise DataCiteAccountError(
                f"HOEDER_DATACITE_PASSWORDS has no password for {account.repository}."
            )
        super().__init__(account.repository, password, account.prefix, url=url, timeout=timeout)
        self.deadline = deadline

    def exchange(
        self,
        method: str,
        path: str,
        attributes: dict[str, Any] | None = None,
        params: dict[str, str] | None = None,
    ) -> Reply:
        """Send one request; return the answer whatever its status.

        :raises NoAnswer: when it is not known whether DataCite did anything.
        """
        body = None
        headers = {"Accept": JSON_API, "User-Agent": "Hoeder (InvenioRDM)"}
        if attributes is not None:
            body = json.dumps({"data": {"type": "dois", "attributes": attributes}}).encode()
            headers["Content-Type"] = JSON_API
        end = time.monotonic() + self.deadline
        try:
            with requests.request(
                method,
                self.api_url + path,
                params=params,
                data=body,
                headers=headers,
                auth=(self.username.encode(), self.password.encode()),
                timeout=self.timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                return Reply(response.status_code, response.headers, self._read(response, end))
        except requests.RequestException as error:
            raise NoAnswer(_named(error)) from error

    @staticmethod
    def _read(response: requests.Response, end: float) -> bytes:
        parts, size = [], 0
        for part in response.iter_content(64 * 1024):
            parts.append(part)
            size += len(part)
            if size > MOST_BYTES:
                raise NoAnswer("The answer is larger than any of DataCite's.")
            if time.monotonic() > end:
                raise NoAnswer("The answer did not end in time.")
        return b"".join(parts)

    def put(self, doi: str, attributes: dict[str, Any]) -> Reply:
        """Create or change a DOI. It may be repeated when an answer was lost; a ``POST`` not."""
        return self.exchange("PUT", _path(doi), {"doi": doi, **attributes})

    def look(self, doi: str) -> Reply:
        """Read a DOI as its owner sees it."""
        return self.exchange("GET", _path(doi), params=WHOLE)

    def ask(self) -> Reply:
        """Ask for nothing, to see whether the account is accepted."""
        wanted = {"client-id": self._client, "page[size]": "1"}
        return self.exchange("GET", "dois", params=wanted)

    def page(self, cursor: str, size: int) -> Reply:
        """A page of the account's DOIs; the first one has the cursor "1"."""
        wanted = {"client-id": self._client, "page[cursor]": cursor, "page[size]": str(size)}
        return self.exchange("GET", "dois", params={**wanted, **WHOLE})

    @property
    def _client(self) -> str:
        return str(self.username).lower()


def _path(doi: str) -> str:
    return f"dois/{quote(doi, safe='/')}"


def _named(error: Exception) -> str:
    """What happened, without addresses and credentials."""
    if isinstance(error, requests.ConnectTimeout):
        return "No connection in time."
    if isinstance(error, requests.Timeout):
        return "No answer in time."
    if isinstance(error, requests.exceptions.SSLError):
        return "The certificate was not accepted."
    if isinstance(error, requests.ConnectionError):
        return "The connection was refused or cut."
    return type(error).__name__
