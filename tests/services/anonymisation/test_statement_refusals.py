# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""No draft is submitted or published without a complete statement, on no route and for nobody."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_principal import Identity
from invenio_access.models import ActionUsers
from invenio_access.permissions import superuser_access, system_identity
from invenio_access.utils import get_identity
from invenio_accounts.proxies import current_datastore
from invenio_db import db
from invenio_pidstore.errors import PIDDoesNotExistError, PIDUnregistered
from invenio_rdm_records.proxies import current_rdm_records_service as records
from invenio_records_resources.services.errors import PermissionDeniedError
from sqlalchemy.exc import NoResultFound

from hoeder.anonymisation.statement.refusal import IncompleteStatementError
from statements import complete_statement, statement_without_persons

FIELD = "hoeder:anonymisation"
PREFIX = f"custom_fields.{FIELD}."
COMMENT = {"payload": {"content": "About the statement.", "format": "html"}}

Json = dict[str, Any]
Break = Callable[[Json], None]


def _no_statement(payload: Json) -> None:
    payload["custom_fields"].pop(FIELD)


def _no_custom_fields(payload: Json) -> None:
    payload.pop("custom_fields")


def _no_status(payload: Json) -> None:
    payload["custom_fields"][FIELD].pop("status")


def _no_answer_to_one_question(payload: Json) -> None:
    payload["custom_fields"][FIELD].pop("method")


def _no_reason_in_a_row(payload: Json) -> None:
    payload["custom_fields"][FIELD]["direct_identifiers"] = [
        {"type": "name", "treatment": "retained"}
    ]


def _no_confirmation(payload: Json) -> None:
    payload["custom_fields"][FIELD]["confirmed"] = False


BREAKS: dict[Break, set[str]] = {
    _no_statement: {"status", "status_reason", "confirmed"},
    _no_custom_fields: {"status", "status_reason", "confirmed"},
    _no_status: {"status"},
    _no_answer_to_one_question: {"method"},
    _no_reason_in_a_row: {"direct_identifiers.0.reason"},
    _no_confirmation: {"confirmed"},
}
each_break = pytest.mark.parametrize(
    ("damage", "missing"), BREAKS.items(), ids=[damage.__name__[1:] for damage in BREAKS]
)


def broken(payload: Json, damage: Break) -> Json:
    payload = copy.deepcopy(payload)
    damage(payload)
    return payload


def missing_in(answer: Json) -> set[str]:
    """Paths below the statement that the answer complains about."""
    fields = [error["field"] for error in answer.get("errors", [])]
    assert len(fields) == len(set(fields)), "one error for each field"
    return {field.removeprefix(PREFIX) for field in fields if field.startswith(PREFIX)}


def refused(response: Any, missing: set[str]) -> None:
    assert response.status_code == 400, response.text
    assert missing_in(response.json) == missing
    assert "anonymisation statement is not complete" in response.json["message"]
    for error in response.json["errors"]:
        assert error["messages"][0].startswith("Not answered yet: ")


def is_published(id_: str) -> bool:
    try:
        return bool(records.read(system_identity, id_)["is_published"])
    except (NoResultFound, PIDDoesNotExistError, PIDUnregistered):
        return False


class Depositor:
    """What the deposit form does, for one user."""

    def __init__(self, client: Any, community: str) -> None:
        self.client = client
        self.community = community

    def create(self, payload: Json) -> str:
        response = self.client.post("/records", json=payload)
        assert response.status_code == 201, response.text
        return str(response.json["id"])

    def save(self, id_: str, payload: Json) -> Json:
        response = self.client.put(f"/records/{id_}/draft", json=payload)
        assert response.status_code == 200, response.text
        return dict(response.json)

    def choose_community(self, id_: str) -> str:
        response = self.client.put(
            f"/records/{id_}/draft/review",
            json={"receiver": {"community": self.community}, "type": "community-submission"},
        )
        assert response.status_code == 200, response.text
        return str(response.json["id"])

    def submit(self, id_: str, require_review: bool = True) -> Any:
        return self.client.post(
            f"/records/{id_}/draft/actions/submit-review",
            json={**COMMENT, "require_review": require_review},
        )

    def act(self, request_id: str, action: str) -> Any:
        return self.client.post(f"/requests/{request_id}/actions/{action}", json=COMMENT)

    def status(self, request_id: str) -> str:
        return str(self.client.get(f"/requests/{request_id}").json["status"])

    def publish_or_submit(self, id_: str) -> Any:
        """The button at the end of the form: depends on whether this version needs a review."""
        draft = self.client.get(f"/records/{id_}/draft").json
        if draft.get("review") or draft.get("parent", {}).get("review"):
            return self.submit(id_)
        return self.client.post(f"/records/{id_}/draft/actions/publish")


@pytest.fixture
def depositor(researcher_client: Any, custodian_community: Any) -> Depositor:
    return Depositor(researcher_client, str(custodian_community.id))


@pytest.fixture
def reviewer(steward_client: Any, custodian_community: Any) -> Depositor:
    return Depositor(steward_client, str(custodian_community.id))


@pytest.fixture
def published(depositor: Depositor, reviewer: Depositor, complete_draft: Json) -> str:
    """The id of a record that went through a review."""
    id_ = depositor.create(complete_draft)
    request_id = depositor.choose_community(id_)
    assert depositor.submit(id_).status_code == 202
    response = reviewer.act(request_id, "accept")
    assert response.status_code == 200, response.text
    return id_


# Saving


@each_break
def test_a_draft_is_saved_and_says_what_is_missing(
    depositor: Depositor, complete_draft: Json, damage: Break, missing: set[str]
) -> None:
    payload = broken(complete_draft, damage)
    response = depositor.client.post("/records", json=payload)
    assert response.status_code == 201
    assert missing_in(response.json) == missing
    id_ = response.json["id"]
    assert missing_in(depositor.save(id_, payload)) == missing
    assert missing_in(depositor.client.get(f"/records/{id_}/draft").json) == missing
    assert missing_in(depositor.save(id_, complete_draft)) == set()
    assert missing_in(depositor.client.get(f"/records/{id_}/draft").json) == set()


def test_what_was_answered_is_kept(depositor: Depositor, complete_draft: Json) -> None:
    payload = broken(complete_draft, _no_answer_to_one_question)
    id_ = depositor.create(payload)
    stored = depositor.client.get(f"/records/{id_}/draft").json["custom_fields"][FIELD]
    assert stored == payload["custom_fields"][FIELD]


def test_an_answer_that_is_refused_is_reported_once(
    depositor: Depositor, complete_draft: Json
) -> None:
    complete_draft["custom_fields"][FIELD] |= {"status": "open", "key_number": "1"}
    response = depositor.client.post("/records", json=complete_draft)
    assert missing_in(response.json) == {"status", "key_number"}


# Submitting


@each_break
def test_submitting_for_review_is_refused(
    depositor: Depositor, complete_draft: Json, damage: Break, missing: set[str]
) -> None:
    id_ = depositor.create(broken(complete_draft, damage))
    request_id = depositor.choose_community(id_)
    refused(depositor.submit(id_), missing)
    refused(depositor.submit(id_, require_review=False), missing)
    refused(depositor.act(request_id, "submit"), missing)
    assert depositor.status(request_id) == "created"

    depositor.save(id_, complete_draft)
    assert depositor.submit(id_).status_code == 202
    assert depositor.status(request_id) == "submitted"


@each_break
def test_the_owner_of_the_community_is_refused_too(
    reviewer: Depositor, complete_draft: Json, damage: Break, missing: set[str]
) -> None:
    id_ = reviewer.create(broken(complete_draft, damage))
    reviewer.choose_community(id_)
    refused(reviewer.submit(id_, require_review=False), missing)
    assert not is_published(id_)


# Accepting


@each_break
def test_accepting_is_refused_when_the_draft_changed_during_review(
    depositor: Depositor,
    reviewer: Depositor,
    complete_draft: Json,
    damage: Break,
    missing: set[str],
) -> None:
    id_ = depositor.create(complete_draft)
    request_id = depositor.choose_community(id_)
    assert depositor.submit(id_).status_code == 202
    depositor.save(id_, broken(complete_draft, damage))

    refused(reviewer.act(request_id, "accept"), missing)
    assert reviewer.status(request_id) == "submitted"
    assert not is_published(id_)

    depositor.save(id_, complete_draft)
    assert reviewer.act(request_id, "accept").status_code == 200
    assert is_published(id_)


@pytest.mark.parametrize("statement", [complete_statement(), statement_without_persons()])
def test_a_complete_statement_is_published(
    depositor: Depositor, reviewer: Depositor, complete_draft: Json, statement: Json
) -> None:
    complete_draft["custom_fields"][FIELD] = statement
    id_ = depositor.create(complete_draft)
    request_id = depositor.choose_community(id_)
    assert depositor.submit(id_).status_code == 202
    assert reviewer.act(request_id, "accept").status_code == 200
    assert depositor.client.get(f"/records/{id_}").json["custom_fields"][FIELD] == statement


def test_answers_that_are_no_longer_asked_are_not_published(
    depositor: Depositor, reviewer: Depositor, complete_draft: Json
) -> None:
    complete_draft["custom_fields"][FIELD] |= statement_without_persons()
    id_ = depositor.create(complete_draft)
    draft = depositor.client.get(f"/records/{id_}/draft").json
    assert "method" in draft["custom_fields"][FIELD]
    request_id = depositor.choose_community(id_)
    assert depositor.submit(id_).status_code == 202
    assert reviewer.act(request_id, "accept").status_code == 200
    record = depositor.client.get(f"/records/{id_}").json
    assert record["custom_fields"][FIELD] == statement_without_persons()


# Publishing


@each_break
def test_an_edited_record_is_not_published(
    depositor: Depositor, published: str, complete_draft: Json, damage: Break, missing: set[str]
) -> None:
    edited = depositor.client.post(f"/records/{published}/draft")
    assert edited.status_code == 201
    assert missing_in(edited.json) == set()
    depositor.save(published, broken(complete_draft, damage))
    refused(depositor.client.post(f"/records/{published}/draft/actions/publish"), missing)
    record = depositor.client.get(f"/records/{published}").json
    assert record["custom_fields"][FIELD] == complete_draft["custom_fields"][FIELD]

    depositor.save(published, complete_draft)
    response = depositor.client.post(f"/records/{published}/draft/actions/publish")
    assert response.status_code == 202


def test_a_new_version_is_confirmed_anew(
    depositor: Depositor, published: str, complete_draft: Json
) -> None:
    response = depositor.client.post(f"/records/{published}/versions")
    assert response.status_code == 201
    id_ = response.json["id"]
    taken_over = response.json["custom_fields"][FIELD]
    assert taken_over == {
        key: value
        for key, value in complete_draft["custom_fields"][FIELD].items()
        if key != "confirmed"
    }
    before = depositor.client.get(f"/records/{published}").json
    assert before["custom_fields"][FIELD]["confirmed"] is True
    refused(depositor.publish_or_submit(id_), {"confirmed"})
    assert not is_published(id_)

    depositor.save(id_, complete_draft)
    assert depositor.publish_or_submit(id_).status_code == 202


@each_break
def test_a_new_version_is_not_published(
    depositor: Depositor, published: str, complete_draft: Json, damage: Break, missing: set[str]
) -> None:
    id_ = depositor.client.post(f"/records/{published}/versions").json["id"]
    depositor.save(id_, broken(complete_draft, damage))
    refused(depositor.publish_or_submit(id_), missing)
    assert not is_published(id_)


# Nobody is exempt


@pytest.fixture
def superuser(app: Flask) -> Identity:
    """Somebody who may do everything."""
    email = "everything@hoeder.example"
    user = current_datastore.get_user_by_email(email)
    if user is None:
        user = current_datastore.create_user(email=email, active=True)
        db.session.add(ActionUsers.allow(superuser_access, user=user))
        db.session.commit()
    return get_identity(user)


@pytest.mark.parametrize("who", ["system", "superuser"])
@each_break
def test_no_identity_is_exempt(
    depositor: Depositor,
    superuser: Identity,
    custodian_community: Any,
    complete_draft: Json,
    who: str,
    damage: Break,
    missing: set[str],
) -> None:
    identity = system_identity if who == "system" else superuser
    id_ = depositor.create(broken(complete_draft, damage))
    parent = records.draft_cls.pid.resolve(id_, registered_only=False).parent
    parent.communities.add(custodian_community, default=True)  # else that would be refused first
    parent.commit()
    db.session.commit()
    try:
        with pytest.raises(IncompleteStatementError) as caught:
            records.publish(identity, id_)
    except PermissionDeniedError:
        pytest.fail("this identity may publish; the refusal has to come from the statement")
    assert missing_in({"errors": caught.value.errors}) == missing
    db.session.rollback()
    assert not is_published(id_)


# Reading


def test_the_landing_page_gets_the_statement_in_words(depositor: Depositor, published: str) -> None:
    response = depositor.client.get(
        f"/records/{published}", headers={"Accept": "application/vnd.inveniordm.v1+json"}
    )
    groups = response.json["ui"]["custom_fields"][FIELD]
    told = {entry["name"]: entry["answers"] for group in groups for entry in group["entries"]}
    assert told["status"] == ["Anonymous"]
    assert told["key_holder"] == ["Research support office"]
