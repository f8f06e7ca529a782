# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The verdict inside publish, the history, the set, and what happens when the standard changes."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service as service

from deposits import change, draft_of, edit, publish, restrict
from files import CLEAN, draft_with, screened
from hoeder.dissemination.projection.models import RECORD
from hoeder.quality.part import FIELD, summary_in
from hoeder.quality.records import history, judging, links, mail, rejudge
from hoeder.quality.records.ext import EXTENSION, CurrentStandards
from hoeder.quality.records.models import LINKS, PUBLISHED, STANDARD, Row
from hoeder.quality.verdict import Outcome

ON_SHELF = sa.text(f"SELECT sets, deleted, stamp FROM {RECORD} WHERE id = :id")


def found(record: str) -> Any:
    db.session.rollback()
    db.session.expire_all()
    return service.record_cls.pid.resolve(record)


def part(record: str) -> dict[str, Any]:
    return found(record)["custom_fields"][FIELD]


def shelf(record: str) -> Any:
    return db.session.execute(ON_SHELF, {"id": found(record).id}).one()


def is_listed(record: str) -> bool:
    return "datavindplaats" in shelf(record).sets


def rows(record: str) -> list[Row]:
    return history.of(found(record).id)


def test_what_meets_the_standard_says_so_and_is_listed(published: str) -> None:
    kept = part(published)
    assert (kept["computed"], kept["meets"], kept["version"]) == (True, True, "1.0")
    assert summary_in({FIELD: kept}) is not None
    assert kept["sections"]["anonymisation"][0] > 0
    (row,) = rows(published)
    assert (row.meets, row.agreed, row.cause, row.tell) == (True, True, PUBLISHED, False)
    assert row.points == kept["points"] and row.custodian == "ugent-demo"
    assert row.outcomes["screened"] == row.outcomes["identifier"] == Outcome.MET
    assert is_listed(published)


def test_what_does_not_meet_it_is_published_all_the_same(
    app: Flask, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    assert part(record)["meets"] is False
    assert not is_listed(record)
    assert rows(record)[0].outcomes["abstract"] == Outcome.MISSED


def test_the_field_cannot_be_sent(researcher_client: Any, complete_draft: dict[str, Any]) -> None:
    complete_draft["custom_fields"][FIELD] = {"computed": True, "meets": True}
    answer = researcher_client.post("/records", json=complete_draft)
    assert FIELD not in answer.json["custom_fields"]
    assert "errors" not in answer.json


def test_a_wrong_code_is_named_by_its_field(
    researcher_client: Any, complete_draft: dict[str, Any]
) -> None:
    complete_draft["custom_fields"] |= {
        "hoeder:areas": ["BE2", "XX"],
        "hoeder:frequency": "SOMETIMES",
        "hoeder:high_value": ["c_0"],
    }
    answer = researcher_client.post("/records", json=complete_draft)
    assert answer.status_code == 201
    named = {e["field"] for e in answer.json["errors"] if "hoeder:anon" not in e["field"]}
    assert named == {
        "custom_fields.hoeder:areas.1",
        "custom_fields.hoeder:frequency",
        "custom_fields.hoeder:high_value.0",
    }


def test_the_fields_are_searched(published: str, client: Any) -> None:
    service.record_cls.index.refresh()
    for query in (
        "custom_fields.hoeder\\:areas:BE234",
        "custom_fields.hoeder\\:frequency:NEVER",
        "custom_fields.hoeder\\:high_value:c_e1da4e07",
        "custom_fields.hoeder\\:quality.meets:true",
    ):
        answer = client.get("/records", query_string={"q": f'{query} AND id:"{published}"'})
        assert [hit["id"] for hit in answer.json["hits"]["hits"]] == [published], query


def test_an_edit_is_judged_and_leaves_the_set(published: str) -> None:
    edit(published, description="Short.")
    assert part(published)["meets"] is False
    assert not is_listed(published) and not shelf(published).deleted
    before, after = rows(published)
    assert (before.meets, after.meets, after.tell) == (True, False, True)
    edit(published, description="Long enough to say what the data are, of whom and why. " * 3)
    assert is_listed(published)


def test_restricted_metadata_are_judged_and_in_no_set(published: str) -> None:
    change(published, restrict)
    assert part(published)["computed"] is True
    assert shelf(published).deleted


def test_a_verdict_that_cannot_be_computed_refuses_nothing(
    app: Flask, good: dict[str, Any], monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise ValueError("of Lotte Peeters")

    # The real computing cannot be broken from outside: it has to be made to fail.
    monkeypatch.setattr(judging, "facts", broken)
    record = draft_of(good)
    assert service.publish(system_identity, record).data["is_published"]
    assert part(record)["computed"] is part(record)["meets"] is False
    assert not is_listed(record)
    assert "could be computed" in caplog.text and "Peeters" not in caplog.text
    monkeypatch.undo()
    id_ = found(record).id
    assert id_ in set(rejudge.due())
    assert rejudge.again(id_)
    assert part(record)["computed"] is True


def test_another_standard(published: str, standards: Callable[..., Any]) -> None:
    id_ = found(published).id
    assert id_ not in set(rejudge.due())
    standards("2.0", "codebooks >= 1")
    assert id_ in set(rejudge.due())
    before = shelf(published).stamp
    assert rejudge.again(id_)
    assert part(published)["version"] == "2.0" and part(published)["meets"] is False
    assert not is_listed(published) and shelf(published).stamp > before
    _, row = rows(published)
    assert (row.cause, row.tell, row.outcomes["new-rule"]) == (STANDARD, True, Outcome.MISSED)
    assert id_ not in set(rejudge.due())
    stamp = shelf(published).stamp
    assert rejudge.again(id_)
    assert shelf(published).stamp == stamp and len(rows(published)) == 2


def test_a_custodian_that_agreed_to_nothing(
    published: str, standards: Callable[..., Any], app: Flask
) -> None:
    """All rules are met, but only the other custodian agreed to them."""
    made = standards("2.0", "files >= 1", ("uhasselt-demo",))
    app.extensions[EXTENSION] = CurrentStandards([made])
    id_ = found(published).id
    assert rejudge.again(id_)
    assert part(published)["meets"] is True and part(published)["version"] == "2.0"
    assert rows(published)[-1].agreed is False
    assert not is_listed(published)


def test_an_agreement_alone_changes_the_set(
    published: str, standards: Callable[..., Any], app: Flask
) -> None:
    """The record stays what it is, and still leaves and enters."""
    first = app.extensions[EXTENSION]
    (standard,) = first._all
    others = tuple(one for one in standard.agreed if one.custodian != "ugent-demo")
    app.extensions[EXTENSION] = CurrentStandards([replace(standard, agreed=others)])
    id_, revision = found(published).id, found(published).revision_id
    assert id_ in set(rejudge.due())
    assert rejudge.again(id_) and not is_listed(published)
    app.extensions[EXTENSION] = first
    assert rejudge.again(id_) and is_listed(published)
    assert found(published).revision_id == revision


def test_the_mail_names_what_is_not_met(published: str, app: Flask) -> None:
    mail.send_due()
    edit(published, description="Short.")
    with app.extensions["mail"].record_messages() as sent:
        assert mail.send_due() >= 1
        assert mail.send_due() == 0
    (message,) = [one for one in sent if published in one.body]
    assert message.recipients == ["data.ugent@example.org"]
    assert "The abstract says what the data are" in message.body
    assert "Peeters" not in message.body and "A table" not in message.body


def test_what_meets_again_is_not_told(published: str, app: Flask) -> None:
    mail.send_due()
    edit(published, description="Short.")
    edit(published, description="Long enough to say what the data are, of whom and why. " * 3)
    with app.extensions["mail"].record_messages() as sent:
        mail.send_due()
    assert [one for one in sent if published in one.body] == []


def test_dead_addresses(published: str) -> None:
    record = found(published)
    asked = judging.addresses(record)
    assert any("table.csv" in one for one in asked)
    assert links.dead(record) == []
    # The bytes are there, but their address leads nowhere any more.
    gone = [one for one in asked if "table.csv" in one]
    row = judging.judged(record, gone)
    history.write(record, row, LINKS)
    db.session.commit()
    assert rows(published)[-1].dead == gone
    assert rejudge.again(record.id, ask_links=True)
    assert rows(published)[-1].dead == []


def test_bytes_screened_by_rules_of_before_are_judged(
    app: Flask, good: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tomorrow: str
) -> None:
    record = draft_with(good, {"table.csv": CLEAN + uuid.uuid4().hex.encode()})
    screened(record)
    service.publish(system_identity, record)
    monkeypatch.setattr("hoeder.anonymisation.gate.evidence.ruleset", lambda *a, **k: tomorrow)
    assert judging.judged(found(record)).meets is True
