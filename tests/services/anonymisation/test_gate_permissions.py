# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The gate's REST API: every address, for everybody."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from invenio_access.permissions import system_identity
from invenio_rdm_records.proxies import current_rdm_records_service as service

from deposits import address
from files import CLEAN, put, screened

WHO = ("anonymous", "other", "researcher", "steward", "other_steward", "administrator")


@pytest.fixture(scope="session")
def clients(
    client: FlaskClient,
    other_client: FlaskClient,
    researcher_client: FlaskClient,
    steward_client: FlaskClient,
    administrator_client: FlaskClient,
    client_of: Any,
) -> dict[str, FlaskClient]:
    """``steward`` is one of the record's custodian; the administrator owns its community."""
    other_steward = client_of("steward.uhasselt@example.org")
    every = (client, other_client, researcher_client, steward_client, other_steward)
    return dict(zip(WHO, (*every, administrator_client), strict=True))


@pytest.fixture
def submitted(researcher_client: Any, complete_draft: dict[str, Any]) -> str:
    answer = researcher_client.post("/records", json={**complete_draft, "files": {"enabled": True}})
    record = str(answer.json["id"])
    put(record, "table.csv", CLEAN)
    address(researcher_client, record, "ugent-demo")
    screened(record)
    answer = researcher_client.post(f"/records/{record}/draft/actions/submit-review", json={})
    assert answer.status_code in (200, 202), answer.json
    return record


@pytest.fixture
def published(submitted: str, steward_client: Any) -> str:
    request = service.read_draft(system_identity, submitted)._record.parent.review
    answer = steward_client.post(f"/requests/{request.id}/actions/accept", json={})
    assert answer.status_code == 200, answer.json
    return submitted


def statuses(clients: dict[str, FlaskClient], method: str, path: str, body: Any) -> dict[str, int]:
    given = {} if body is None else {"json": body}
    answers = {who: clients[who].open(path, method=method, **given) for who in WHO}
    for answer in answers.values():
        if answer.status_code == 403:
            assert "Sign in" in answer.json["message"], answer.json
            assert "table.csv" not in answer.text
    return {who: answer.status_code for who, answer in answers.items()}


NOBODY = dict.fromkeys(WHO, 403)
OWNER = {"researcher": 200}
STEWARDS = {"steward": 200, "administrator": 200}
UNKNOWN = {"key": "none.csv", "checksum": "md5:0", "obstacle": "0" * 16, "reason": "a good reason"}


@pytest.mark.parametrize(
    ("method", "path", "body", "allowed"),
    [
        ("GET", "draft/screening", None, OWNER | STEWARDS),
        # What they may do is done wrongly, so that nothing changes for the next one.
        ("POST", "draft/screening/decisions", UNKNOWN, dict.fromkeys(STEWARDS, 400)),
        (
            "POST",
            "draft/screening/again",
            {"key": "none.csv"},
            dict.fromkeys(OWNER | STEWARDS, 400),
        ),
        (
            "PUT",
            "draft/screening/roles",
            {"key": "none.csv", "tables": {}},
            dict.fromkeys(OWNER | STEWARDS, 400),
        ),
        ("GET", "draft/statement/internal", None, OWNER | STEWARDS),
        ("PUT", "draft/statement/internal", {"answers": {}}, OWNER),
    ],
)
def test_of_a_draft_in_review(
    clients: Any, submitted: str, method: str, path: str, body: Any, allowed: dict[str, int]
) -> None:
    found = statuses(clients, method, f"/records/{submitted}/{path}", body)
    assert found == NOBODY | allowed


def test_of_a_published_record(clients: Any, published: str) -> None:
    base = f"/records/{published}"
    everybody = dict.fromkeys(WHO, 200)
    assert statuses(clients, "GET", f"{base}/screening", None) == NOBODY | OWNER | STEWARDS
    assert statuses(clients, "GET", f"{base}/screening/summary", None) == everybody
    internal = f"{base}/statement/internal"
    assert statuses(clients, "GET", internal, None) == NOBODY | OWNER | STEWARDS
    assert statuses(clients, "PUT", internal, {"answers": {}}) == NOBODY | OWNER
    wrong = dict.fromkeys(STEWARDS, 400)
    assert statuses(clients, "POST", f"{base}/screening/decisions", UNKNOWN) == NOBODY | wrong


def test_of_what_is_not_there(clients: Any) -> None:
    """The same for everybody: an identifier cannot be guessed by trying."""
    for path in ("screening", "screening/summary", "statement/internal", "draft/screening"):
        found = statuses(clients, "GET", f"/records/abcde-12345/{path}", None)
        assert found == dict.fromkeys(WHO, 404)
