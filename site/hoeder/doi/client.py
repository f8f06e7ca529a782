# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DataCite's REST API as one account uses it.

The client of the ``datacite`` package, with what it lacks: every request has a timeout; ``PUT`` may
create (201) as well as change (200); and errors are told apart by their status, where the package
takes every status it does not know, 422 and 429 too, for a failure of DataCite's server.
"""

import json
from typing import Any

from datacite import DataCiteRESTClient
from datacite.errors import DataCiteError, DataCiteRequestError, DataCiteServerError
from datacite.request import DataCiteRequest
from requests import Response

from hoeder.custodians.model import DataCiteAccount

JSON_API = "application/vnd.api+json"


class DataCiteMethodNotAllowedError(DataCiteRequestError):  # type: ignore[misc]
    """405: the DOI is in a state that forbids it, such as deleting one that is registered."""


class DataCiteConflictError(DataCiteRequestError):  # type: ignore[misc]
    """409: somebody changed the DOI at the same time."""


class DataCiteInvalidError(DataCiteRequestError):  # type: ignore[misc]
    """422: DataCite refuses the metadata or the URL. The same request never succeeds."""


class DataCiteRateLimitError(DataCiteRequestError):  # type: ignore[misc]
    """429: too many requests. ``retry_after`` has the seconds to wait, when DataCite said so."""

    retry_after: int | None = None


class DataCiteAccountError(DataCiteRequestError):  # type: ignore[misc]
    """There is no account, password or address to reach DataCite with; nothing was sent."""


_ERRORS: dict[int, type[DataCiteRequestError]] = {
    405: DataCiteMethodNotAllowedError,
    409: DataCiteConflictError,
    422: DataCiteInvalidError,
    429: DataCiteRateLimitError,
}


def error_for(response: Response) -> DataCiteError:
    """Return the error of a response, of the package's own class where it has one.

    Its ``status`` is the HTTP status, its first argument the body.
    """
    status = response.status_code
    error: DataCiteError = DataCiteError.factory(status, response.text)
    if status in _ERRORS:
        error = _ERRORS[status](response.text)
    elif 400 <= status < 500 and not isinstance(error, DataCiteRequestError):
        error = DataCiteRequestError(response.text)
    error.status = status
    if isinstance(error, DataCiteRateLimitError):
        seconds = response.headers.get("Retry-After", "")
        error.retry_after = int(seconds) if seconds.isdigit() else None
    return error


class _Request(DataCiteRequest):  # type: ignore[misc]
    """A request that raises for every status that is no success."""

    def request(self, *args: Any, **kwargs: Any) -> Response:
        response: Response = super().request(*args, **kwargs)
        if not response.ok:
            raise error_for(response)
        return response


class AccountClient(DataCiteRESTClient):  # type: ignore[misc]
    """The REST API for one account.

    Every call raises a ``DataCiteError`` when DataCite refuses, and ``datacite.errors.HttpError``
    when it cannot be reached or does not answer in time.
    """

    def __init__(self, account: DataCiteAccount, password: str, url: str, timeout: float) -> None:
        """Take the account and its password; ``timeout`` in seconds, to connect and to read.

        :raises DataCiteAccountError: when address or password is empty.
        """
        if not url:
            raise DataCiteAccountError("HOEDER_DATACITE_URL is not set: no address of DataCite.")
        if not password:
            raise DataCiteAccountError(
                f"HOEDER_DATACITE_PASSWORDS has no password for {account.repository}."
            )
        super().__init__(account.repository, password, account.prefix, url=url, timeout=timeout)

    def _create_request(self) -> _Request:
        return _Request(
            base_url=self.api_url,
            username=self.username,
            password=self.password,
            timeout=self.timeout,
        )

    def put_doi(self, doi: str, data: dict[str, Any]) -> dict[str, Any]:
        """Create or change a DOI; return the attributes that DataCite now has."""
        body = json.dumps({"data": {"type": "dois", **data}})
        headers = {"content-type": JSON_API, "accept": JSON_API}
        response = self._create_request().put(f"dois/{doi}", body=body, headers=headers)
        try:
            return dict(response.json()["data"]["attributes"])
        except (ValueError, KeyError, TypeError) as error:
            raise DataCiteServerError("An answer without attributes: not DataCite's.") from error

    def public_doi(self, metadata: dict[str, Any], url: str, doi: str) -> dict[str, Any]:
        """Make a DOI findable, and return its attributes.

        By ``PUT``, which may be repeated when an answer was lost; a second ``POST`` is refused.

        :raises ValueError: when the DOI's prefix is another account's.
        :raises DataCiteServerError: when DataCite accepts it and does not make it findable, as it
            does with a transition between states that it has not.
        """
        attributes = {**metadata, "event": "publish", "url": url, "doi": self.check_doi(doi)}
        result = self.put_doi(attributes["doi"], {"attributes": attributes})
        if result.get("state") != "findable":
            raise DataCiteServerError(f"The DOI is {result.get('state')}, not findable.")
        return result
