# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The verdict over REST: who sees what, and in which language."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from deposits import accept, address, create

WHO = ("anonymous", "other", "researcher", "steward", "other_steward", "administrator")
INSIDERS = {"researcher", "steward", "administrator"}


@pytest.fixture(scope="session")
def clients(
    client: FlaskClient,
    other_client: FlaskClient,
    researcher_client: FlaskClient,
    steward_client: FlaskClient,
    administrator_client: FlaskClient,
    client_of: Any,
) -> dict[str, FlaskClient]:
    other_steward = client_of("steward.uhasselt@example.org")
    every = (client, other_client, researcher_client, steward_client, other_steward)
    return dict(zip(WHO, (*every, administrator_client), strict=True))


def test_of_a_draft(clients: dict[str, FlaskClient], complete_draft: dict[str, Any]) -> None:
    record = create(clients["researcher"], complete_draft)
    path = f"/records/{record}/draft/quality"
    statuses = {who: clients[who].get(path).status_code for who in WHO}
    assert statuses == dict.fromkeys(WHO, 403) | {"researcher": 200, "administrator": 200}
    address(clients["researcher"], record, "ugent-demo")
    answer = clients["researcher"].post(f"/records/{record}/draft/actions/submit-review", json={})
    assert answer.status_code in (200, 202)
    statuses = {who: clients[who].get(path).status_code for who in WHO}
    assert statuses == {who: 200 if who in INSIDERS else 403 for who in WHO}


def test_what_is_missing_with_points_and_fixes(
    researcher_client: FlaskClient, complete_draft: dict[str, Any]
) -> None:
    record = create(researcher_client, complete_draft)
    path = f"/records/{record}/draft/quality"
    found = researcher_client.get(path, headers={"Accept-Language": "en"}).json
    assert (found["computed"], found["meets"], found["mqa_maximum"]) == (True, False, 405)
    todo = {rule["id"]: rule for rule in found["to_do"]}
    assert todo["abstract"]["brings"] == 10 and todo["abstract"]["level"] == "must"
    assert todo["mqa-spatial"]["fix"] == "Choose an area or add a location."
    levels = [rule["level"] for rule in found["to_do"]]
    assert levels == sorted(levels)  # "must" comes before "should"
    dutch = researcher_client.get(path, headers={"Accept-Language": "nl"}).json
    (rule,) = [one for one in dutch["to_do"] if one["id"] == "mqa-spatial"]
    assert rule["fix"] == "Kies een gebied of voeg een locatie toe."
    assert dutch["standard"]["title"] == "Kwaliteitsstandaard Hoeder"


def test_it_follows_the_draft(
    researcher_client: FlaskClient, complete_draft: dict[str, Any]
) -> None:
    record = create(researcher_client, complete_draft)
    path = f"/records/{record}/draft"
    before = researcher_client.get(f"{path}/quality").json
    complete_draft["custom_fields"]["hoeder:areas"] = ["BE234"]
    assert researcher_client.put(path, json=complete_draft).status_code == 200
    after = researcher_client.get(f"{path}/quality").json
    assert after["points"] == before["points"] + 20
    assert "mqa-spatial" not in {rule["id"] for rule in after["to_do"]}


def test_an_empty_draft_has_a_verdict(researcher_client: FlaskClient) -> None:
    record = create(researcher_client, {})
    found = researcher_client.get(f"/records/{record}/draft/quality")
    assert found.status_code == 200
    assert found.json["meets"] is False


def test_of_a_published_record(
    clients: dict[str, FlaskClient], complete_draft: dict[str, Any]
) -> None:
    record = create(clients["researcher"], complete_draft, "ugent-demo")
    assert accept(clients["researcher"], clients["steward"], record).status_code == 200
    answers = {who: clients[who].get(f"/records/{record}/quality") for who in WHO}
    assert {who: answer.status_code for who, answer in answers.items()} == dict.fromkeys(WHO, 200)
    for who, answer in answers.items():
        assert answer.json["percent"] >= 0 and len(answer.json["sections"]) == 5
        assert ("to_do" in answer.json) is ("history" in answer.json) is (who in INSIDERS), who
        assert answer.headers["Cache-Control"] == "no-store"
    assert [row["cause"] for row in answers["researcher"].json["history"]] == ["published"]
    # The same for everybody in the record itself, without any rule.
    assert clients["anonymous"].get(f"/records/{record}").json["custom_fields"]["hoeder:quality"]


def test_of_a_restricted_record(
    clients: dict[str, FlaskClient], complete_draft: dict[str, Any]
) -> None:
    complete_draft["access"] = {"record": "restricted", "files": "restricted"}
    record = create(clients["researcher"], complete_draft, "ugent-demo")
    assert accept(clients["researcher"], clients["steward"], record).status_code == 200
    statuses = {who: clients[who].get(f"/records/{record}/quality").status_code for who in WHO}
    assert statuses == {who: 200 if who in INSIDERS else 403 for who in WHO}


def test_of_what_is_not_there(clients: dict[str, FlaskClient]) -> None:
    for path in ("quality", "draft/quality"):
        found = {clients[who].get(f"/records/abcde-12345/{path}").status_code for who in WHO}
        assert found == {404}
