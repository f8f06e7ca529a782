# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Nothing is published without a custodian, by nobody; what is published keeps its custodian."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_communities import current_communities
from invenio_rdm_records.proxies import current_rdm_records_service
from marshmallow import ValidationError


def community(client: Any, slug: str) -> str:
    """The identifier of a community."""
    return str(client.get(f"/communities/{slug}").json["id"])


def create(client: Any, draft: dict[str, Any]) -> str:
    answer = client.post("/records", json=draft)
    assert answer.status_code == 201, answer.json
    return str(answer.json["id"])


def ask_review(client: Any, record: str, slug: str) -> str:
    """Submit a draft to a community; return the request."""
    review = {"type": "community-submission", "receiver": {"community": community(client, slug)}}
    answer = client.put(f"/records/{record}/draft/review", json=review)
    assert answer.status_code == 200, answer.json
    answer = client.post(f"/records/{record}/draft/actions/submit-review", json={})
    assert answer.status_code in (200, 202), answer.json
    return str(answer.json["id"])


def publish(researcher: Any, steward: Any, draft: dict[str, Any]) -> str:
    """Publish a draft by Ghent's review."""
    record = create(researcher, draft)
    request = ask_review(researcher, record, "ugent-demo")
    answer = steward.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 200, answer.json
    return record


def test_a_depositor_does_not_publish(
    researcher_client: Any, complete_draft: dict[str, Any]
) -> None:
    record = create(researcher_client, complete_draft)
    answer = researcher_client.post(f"/records/{record}/draft/actions/publish")
    assert answer.status_code in (400, 403)
    assert researcher_client.get(f"/records/{record}").status_code == 404


def test_the_system_does_not_publish_without_a_custodian_either(
    app: Flask, researcher_client: Any, complete_draft: dict[str, Any]
) -> None:
    record = create(researcher_client, complete_draft)
    with pytest.raises(ValidationError) as error:
        current_rdm_records_service.publish(system_identity, record)
    assert list(error.value.normalized_messages()) == ["parent.communities"]
    assert researcher_client.get(f"/records/{record}").status_code == 404


def test_a_review_by_who_is_no_custodian_is_refused_when_it_is_asked(
    researcher_client: Any, app: Flask, complete_draft: dict[str, Any]
) -> None:
    topic = {
        "slug": f"topic-{uuid4().hex[:8]}",
        "access": {"visibility": "public", "record_submission_policy": "open"},
        "metadata": {"title": "A topic"},
    }
    receiver = current_communities.service.create(system_identity, topic).id
    record = create(researcher_client, complete_draft)
    review = {"type": "community-submission", "receiver": {"community": str(receiver)}}
    researcher_client.put(f"/records/{record}/draft/review", json=review)
    answer = researcher_client.post(f"/records/{record}/draft/actions/submit-review", json={})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == ["parent.communities"]


def test_a_depositor_does_not_accept_the_review(
    researcher_client: Any, steward_client: Any, complete_draft: dict[str, Any]
) -> None:
    record = create(researcher_client, complete_draft)
    request = ask_review(researcher_client, record, "ugent-demo")
    answer = researcher_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 403
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 200, answer.json
    parent = researcher_client.get(f"/records/{record}").json["parent"]
    assert parent["communities"]["default"] == community(researcher_client, "ugent-demo")


def test_a_steward_of_one_custodian_does_not_publish_for_another(
    researcher_client: Any, steward_client: Any, complete_draft: dict[str, Any]
) -> None:
    record = create(researcher_client, complete_draft)
    request = ask_review(researcher_client, record, "uhasselt-demo")
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code in (403, 404)
    assert researcher_client.get(f"/records/{record}").status_code == 404


def test_a_depositor_does_not_publish_a_new_version_either(
    researcher_client: Any, steward_client: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(researcher_client, steward_client, complete_draft)
    second = researcher_client.post(f"/records/{record}/versions").json["id"]
    answer = researcher_client.put(f"/records/{second}/draft", json=complete_draft)
    assert answer.status_code == 200, answer.json
    answer = researcher_client.post(f"/records/{second}/draft/actions/publish")
    assert answer.status_code in (400, 403)
    assert researcher_client.get(f"/records/{second}").status_code == 404


@pytest.mark.parametrize("default", ["", None])
def test_a_published_record_keeps_its_custodian(
    researcher_client: Any,
    steward_client: Any,
    complete_draft: dict[str, Any],
    default: str | None,
) -> None:
    record = publish(researcher_client, steward_client, complete_draft)
    ugent = community(researcher_client, "ugent-demo")
    answer = researcher_client.put(f"/records/{record}/communities", json={"default": default})
    assert answer.status_code == 400
    answer = steward_client.delete(
        f"/records/{record}/communities", json={"communities": [{"id": ugent}]}
    )
    assert answer.status_code == 400
    parent = researcher_client.get(f"/records/{record}").json["parent"]
    assert parent["communities"]["default"] == ugent
