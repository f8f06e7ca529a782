# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The REST calls of InvenioRDM that the demo's steps are made of.

In: a signed-in :class:`~hoeder.operations.demo.client.Client` and identifiers. Out: the resource's
JSON. All raise :class:`~hoeder.operations.demo.client.Refused` when the server says no.
"""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, TypeVar
from urllib.parse import quote, urlsplit

import requests

from hoeder.operations.demo.client import (
    TIMEOUT,
    Client,
    DemoError,
    Json,
    Progress,
    is_loopback,
)

T = TypeVar("T")

DATACITE = "api.datacite.org"
PAUSE = 0.5  # seconds between two looks at something awaited


def create_draft(client: Client, body: Mapping[str, Any]) -> Json:
    """A new draft. Faults in Hoeder's own fields may stand: an unfinished draft is kept.

    :raises DemoError: if the server finds any other fault.
    """
    draft = client.send("POST", "/api/records", body)
    _complain(draft, ignore="custom_fields.hoeder:")
    return draft


def save_draft(client: Client, draft_id: str, body: Mapping[str, Any]) -> Json:
    """The draft with new content.

    :raises DemoError: if the server finds a fault in it.
    """
    draft = client.send("PUT", f"/api/records/{draft_id}/draft", body)
    _complain(draft)
    return draft


def upload(
    client: Client,
    draft_id: str,
    name: str,
    source: BinaryIO,
    progress: Progress = lambda done: None,
) -> None:
    """Upload a file in InvenioRDM's three steps: announce, content, commit."""
    path = f"/api/records/{draft_id}/draft/files"
    client.send("POST", path, [{"key": name}])
    client.upload(f"{path}/{quote(name, safe='')}/content", source, progress)
    client.send("POST", f"{path}/{quote(name, safe='')}/commit")


def upload_path(client: Client, draft_id: str, path: Path, progress: Progress) -> None:
    """Upload a file from disk, block by block.

    :raises DemoError: if the file cannot be read.
    """
    try:
        with path.open("rb") as source:
            upload(client, draft_id, path.name, source, progress)
    except OSError as error:
        raise DemoError(
            f"{path} cannot be read: {error.strerror}. It was not published."
        ) from error


def ask_review(client: Client, draft_id: str, community_id: str) -> None:
    """Name the custodian that shall review the draft."""
    body = {"type": "community-submission", "receiver": {"community": community_id}}
    client.send("PUT", f"/api/records/{draft_id}/draft/review", body)


def submit_path(draft_id: str) -> str:
    """Where a draft is submitted."""
    return f"/api/records/{draft_id}/draft/actions/submit-review"


def submit(client: Client, draft_id: str) -> Json:
    """Submit the draft for review; the request.

    A member of the custodian could publish at once: ``require_review`` asks for a steward anyway.
    """
    message = {"content": "Please review this data set.", "format": "html"}
    body = {"payload": message, "require_review": True}
    return client.send("POST", submit_path(draft_id), body)


def find_request(client: Client, community_id: str, draft_id: str) -> Json | None:
    """The open request about a draft among the newest of a custodian, or ``None``."""
    path = f"/api/communities/{community_id}/requests"
    hits = client.get(path, is_open="true", sort="newest", size="25")["hits"]["hits"]
    return next((hit for hit in hits if hit["topic"].get("record") == draft_id), None)


def comment(client: Client, request_id: str, text: str) -> None:
    """Say something about a request."""
    body = {"payload": {"content": text, "format": "html"}}
    client.send("POST", f"/api/requests/{request_id}/comments", body)


def screened(client: Client, draft_id: str, patience: float) -> Json:
    """What is known of a draft's files, once none of them waits to be screened.

    :param patience: in seconds; what waits then still is left to the server to refuse.
    """
    deadline = time.monotonic() + patience
    while True:
        found: Json = client.get(f"/api/records/{draft_id}/draft/screening")
        waiting = [f for f in found["files"] if f["status"] not in ("done", "failed")]
        if not waiting or time.monotonic() > deadline:
            return found
        time.sleep(PAUSE)


def decide(client: Client, draft_id: str, file: Json, obstacle: Json, reason: str) -> None:
    """Accept one finding on one file's bytes, and say why.

    :raises Refused: if it cannot be accepted.
    """
    body = {"key": file["key"], "checksum": file["checksum"], "obstacle": obstacle["id"]}
    path = f"/api/records/{draft_id}/draft/screening/decisions"
    client.send("POST", path, {**body, "reason": reason})


def accept(client: Client, request_id: str) -> None:
    """Accept a request, which publishes."""
    body = {"payload": {"content": "Accepted.", "format": "html"}}
    client.send("POST", f"/api/requests/{request_id}/actions/accept", body)


def until(look: Callable[[], T | None], deadline: float, sentence: str) -> T:
    """Look until there is something.

    :param deadline: on the monotonic clock.
    :param sentence: what to say when the deadline has passed.
    :raises DemoError: with that sentence.
    """
    while (found := look()) is None:
        if time.monotonic() > deadline:
            raise DemoError(sentence, exit_code=75)
        time.sleep(PAUSE)
    return found


def is_findable(address: str, verify: bool | str) -> bool | None:
    """Whether DataCite says that a DOI is findable; ``None`` for not yet.

    :param address: ``…/dois/<doi>`` of DataCite's REST API, or of what stands in for it.
    :raises DemoError: if there is no such API.
    """
    direct = {"http": "", "https": ""} if is_loopback(address) else None
    trust = True if urlsplit(address).hostname == DATACITE else verify
    try:
        answer = requests.get(address, timeout=TIMEOUT, verify=trust, proxies=direct)
        if answer.status_code == 404 or answer.status_code >= 500:
            return None  # not registered yet, or DataCite has a bad moment
        answer.raise_for_status()
        state = answer.json()["data"]["attributes"]["state"]
    except (requests.RequestException, KeyError, TypeError) as error:
        raise DemoError(
            f"The record is published, but {address} cannot be asked about its DOI ({error}). "
            "Nothing is lost: registration goes on in the background."
        ) from error
    return True if state == "findable" else None


def doi_of(entity: Json) -> str:
    """The DOI of a record, or of a parent (the concept DOI); empty if there is none."""
    return str(entity.get("pids", {}).get("doi", {}).get("identifier", ""))


def page_of(entity: Json) -> str:
    """The page where a person sees a resource."""
    return str(entity["links"]["self_html"])


def _complain(draft: Json, ignore: str | None = None) -> None:
    """InvenioRDM saves a draft with faults and lists them; the demo expects none."""
    faults = [
        f"{error.get('field')}: {' '.join(map(str, error.get('messages', [])))}"
        for error in draft.get("errors", [])
        if not (ignore and str(error.get("field", "")).startswith(ignore))
    ]
    if faults:
        raise DemoError(
            f"The server finds fault with the demo's own draft: {'; '.join(faults)}. Load the "
            "vocabularies with: ./hoeder up."
        )
