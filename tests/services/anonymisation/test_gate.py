# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Nothing is published that was not screened or gives somebody away: on no route, for nobody."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_db import db
from invenio_files_rest.models import ObjectVersion
from invenio_rdm_records.proxies import current_rdm_records_service as service

from deposits import address, change, draft_of
from files import CLEAN, MAILS, draft_called, draft_with, put, screened, screenings
from hoeder.anonymisation.gate import evidence, worker
from hoeder.anonymisation.gate.models import FAILED, PENDING, Acceptance, Screening
from hoeder.anonymisation.gate.refusal import FilesRefusedError

REASON = "These addresses are made up for the test."


def publish(record: str) -> Any:
    return service.publish(system_identity, record)


def refusal(record: str) -> list[dict[str, Any]]:
    with pytest.raises(FilesRefusedError) as refused:
        publish(record)
    db.session.rollback()
    return refused.value.errors


def standing(record: str) -> list[Any]:
    return [o for o in evidence.obstacles(draft_called(record)) if o.stands]


def accept_all(client: Any, record: str, reason: str = REASON) -> None:
    for file in client.get(f"/records/{record}/draft/screening").json["files"]:
        for obstacle in file["obstacles"]:
            answer = client.post(
                f"/records/{record}/draft/screening/decisions",
                json={
                    "key": file["key"],
                    "checksum": file["checksum"],
                    "obstacle": obstacle["id"],
                    "reason": reason,
                },
            )
            assert answer.status_code == 200, answer.json


@pytest.fixture
def mails() -> bytes:
    """A file nobody deposited before, with an e-mail address in each row."""
    return MAILS + f"0;{uuid.uuid4().hex}@example.org\n".encode()


@pytest.fixture
def submitted(researcher_client: Any, complete_draft: dict[str, Any]) -> Any:
    """Deposit files as a researcher and submit them; return the draft's and the request's ids."""

    def submit(files: dict[str, bytes], **access: str) -> tuple[str, str]:
        data = {**complete_draft, "files": {"enabled": True}}
        data["access"] = {**data["access"], **access}
        answer = researcher_client.post("/records", json=data)
        assert answer.status_code == 201, answer.json
        record = str(answer.json["id"])
        for key, content in files.items():
            put(record, key, content)
        address(researcher_client, record, "ugent-demo")
        answer = researcher_client.post(f"/records/{record}/draft/actions/submit-review", json={})
        assert answer.status_code in (200, 202), answer.json
        return record, str(answer.json["id"])

    return submit


def test_a_file_that_was_not_screened_is_refused_even_the_system(
    app: Flask, complete_draft: dict[str, Any]
) -> None:
    record = draft_with(complete_draft, {"table.csv": CLEAN + uuid.uuid4().hex.encode()})
    (error,) = refusal(record)
    assert error["field"] == "files.entries.table.csv"
    assert "has not been screened yet" in error["messages"][0]
    screened(record)
    assert publish(record).data["is_published"]


def test_a_record_without_files_needs_no_screening(
    app: Flask, complete_draft: dict[str, Any]
) -> None:
    assert publish(draft_of(complete_draft)).data["is_published"]


def test_an_identifier_is_refused_until_a_steward_accepts_it(
    submitted: Any,
    researcher_client: Any,
    steward_client: Any,
    mails: bytes,
) -> None:
    record, request = submitted({"contacts.csv": mails})
    screened(record)
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == ["files.entries.contacts.csv"]
    assert "contacts.csv" in answer.json["message"]
    assert b"example.org" not in answer.data
    assert researcher_client.get(f"/records/{record}").status_code == 404
    accept_all(steward_client, record)
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 200, answer.json
    assert researcher_client.get(f"/records/{record}").status_code == 200
    (decision,) = researcher_client.get(f"/records/{record}/screening").json["decisions"]
    assert (decision["reason"], decision["accepted"]) == (REASON, True)
    assert decision["checksum"] == draft_checksum(record, "contacts.csv")


def draft_checksum(record: str, key: str) -> str:
    db.session.rollback()
    found = service.record_cls.pid.resolve(record)
    return dict(evidence.bytes_of(found))[key]


def test_what_is_accepted_can_be_taken_back(
    submitted: Any, steward_client: Any, mails: bytes
) -> None:
    record, _ = submitted({"contacts.csv": mails})
    screened(record)
    accept_all(steward_client, record)
    assert standing(record) == []
    (file,) = steward_client.get(f"/records/{record}/draft/screening").json["files"]
    data = {"key": file["key"], "checksum": file["checksum"], "accepted": False}
    data |= {"obstacle": file["obstacles"][0]["id"], "reason": "I had not seen all of them."}
    answer = steward_client.post(f"/records/{record}/draft/screening/decisions", json=data)
    assert answer.json["ready"] is False
    assert len(standing(record)) == 1
    # Both stay to be read.
    assert [d["accepted"] for d in answer.json["decisions"]] == [False, True]


def test_an_approval_of_other_bytes_does_not_count(
    submitted: Any, steward_client: Any, mails: bytes
) -> None:
    record, request = submitted({"contacts.csv": mails})
    screened(record)
    accept_all(steward_client, record)
    put(record, "contacts.csv", mails + b"1;one.more@example.org\n")
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert "has not been screened yet" in answer.json["errors"][0]["messages"][0]
    screened(record)
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 400
    assert "an earlier version of this file" in answer.json["errors"][0]["messages"][0]


def test_a_decision_on_bytes_that_changed_meanwhile_is_refused(
    submitted: Any, steward_client: Any, mails: bytes
) -> None:
    record, _ = submitted({"contacts.csv": mails})
    screened(record)
    (file,) = steward_client.get(f"/records/{record}/draft/screening").json["files"]
    put(record, "contacts.csv", mails + b"1;one.more@example.org\n")
    data = {"key": file["key"], "checksum": file["checksum"], "reason": REASON}
    data["obstacle"] = file["obstacles"][0]["id"]
    answer = steward_client.post(f"/records/{record}/draft/screening/decisions", json=data)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == ["checksum"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "ok"}, "reason"),
        ({"reason": None}, "reason"),
        ({"obstacle": "0" * 16}, "obstacle"),
        ({"accepted": "yes"}, "accepted"),
        ({"key": "other.csv"}, "checksum"),
    ],
)
def test_a_decision_names_the_field_that_is_wrong(
    submitted: Any, steward_client: Any, mails: bytes, change: dict[str, Any], field: str
) -> None:
    record, _ = submitted({"contacts.csv": mails})
    screened(record)
    (file,) = steward_client.get(f"/records/{record}/draft/screening").json["files"]
    data = {"key": file["key"], "checksum": file["checksum"], "reason": REASON}
    data |= {"obstacle": file["obstacles"][0]["id"], **change}
    answer = steward_client.post(f"/records/{record}/draft/screening/decisions", json=data)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]
    assert db.session.query(Acceptance).filter_by(checksum=file["checksum"]).count() == 0


def test_a_national_number_takes_two_stewards(
    submitted: Any, steward_client: Any, administrator_client: Any
) -> None:
    numbers = b"rijksregisternummer\n" + b"".join(national(n) + b"\n" for n in range(1, 200, 3))
    record, request = submitted({"people.csv": numbers})
    screened(record)
    accept_all(steward_client, record)
    accept_all(steward_client, record, "Said twice by the same steward.")
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 400
    assert "needs a second one" in answer.json["errors"][0]["messages"][0]
    accept_all(administrator_client, record)
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 200, answer.json


def national(number: int) -> bytes:
    base = 850730000 + number
    return b"%09d%02d" % (base, 97 - base % 97)


@pytest.mark.parametrize(
    ("access", "refused"),
    [
        ({"record": "public", "files": "public"}, True),
        ({"record": "public", "files": "restricted"}, False),
        ({"record": "restricted", "files": "restricted"}, False),
    ],
)
def test_small_groups_are_refused_by_tier(
    app: Flask, complete_draft: dict[str, Any], access: dict[str, str], refused: bool
) -> None:
    rows = b"".join(b"%d;%d;%s\n" % (18 + n, 9000 + n, b"MV"[n % 2 : n % 2 + 1]) for n in range(60))
    table = b"age;postcode;sex\n" + rows
    record = draft_with({**complete_draft, "access": access}, {"survey.csv": table})
    screened(record)
    kinds = [str(o.kind) for o in standing(record)]
    assert ("small-classes" in kinds) == refused
    if refused:
        assert "survey.csv" in refusal(record)[0]["field"]


def test_opening_published_files_passes_the_gate_too(
    app: Flask, complete_draft: dict[str, Any]
) -> None:
    rows = b"".join(b"%d;%d;%s\n" % (19 + n, 9000 + n, b"MV"[n % 2 : n % 2 + 1]) for n in range(60))
    table = b"age;postcode;sex\n" + rows
    access = {"record": "public", "files": "restricted"}
    record = draft_with({**complete_draft, "access": access}, {"survey.csv": table})
    screened(record)
    publish(record)

    def open_(data: dict[str, Any]) -> None:
        data["access"] = {"record": "public", "files": "public"}

    with pytest.raises(FilesRefusedError):
        change(record, open_)
    db.session.rollback()
    found = service.record_cls.pid.resolve(record)
    assert found["access"]["files"] == "restricted"


def test_an_embargo_is_judged_as_what_it_will_be(
    app: Flask, complete_draft: dict[str, Any], mails: bytes
) -> None:
    until = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    access = {
        "record": "public",
        "files": "restricted",
        "embargo": {"active": True, "until": until, "reason": None},
    }
    record = draft_with({**complete_draft, "access": access}, {"contacts.csv": mails})
    screened(record)
    assert len(refusal(record)) == 1


def test_an_embargo_is_not_lifted_from_files_that_todays_rules_have_not_seen(
    app: Flask, complete_draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tomorrow: str
) -> None:
    until = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    access = {
        "record": "public",
        "files": "restricted",
        "embargo": {"active": True, "until": until, "reason": None},
    }
    record = draft_with({**complete_draft, "access": access}, {"table.csv": CLEAN})
    screened(record)
    publish(record)
    found = service.record_cls.pid.resolve(record)
    found["access"]["embargo"]["until"] = "2020-01-01"
    found.model.json = {**found.model.json, "access": dict(found["access"])}
    sa.orm.attributes.flag_modified(found.model, "json")
    db.session.commit()
    with monkeypatch.context() as patched:
        patched.setattr(evidence, "ruleset", lambda *args: tomorrow)
        with pytest.raises(FilesRefusedError):
            service.lift_embargo(system_identity, record)
        db.session.rollback()
    service.lift_embargo(system_identity, record)
    assert service.record_cls.pid.resolve(record).access.protection.files == "public"


def test_a_file_is_screened_once_whatever_its_name_and_record(
    app: Flask, complete_draft: dict[str, Any]
) -> None:
    content = CLEAN + uuid.uuid4().hex.encode()
    first = draft_with(complete_draft, {"one.csv": content})
    screened(first)
    second = draft_with(complete_draft, {"another name.csv": content})
    screened(second)
    (screening,) = screenings(dict(evidence.bytes_of(draft_called(first)))["one.csv"])
    assert screening.attempts == 1


def test_other_rules_screen_again(
    app: Flask, complete_draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tomorrow: str
) -> None:
    record = draft_with(complete_draft, {"table.csv": CLEAN})
    screened(record)
    assert standing(record) == []
    monkeypatch.setattr(evidence, "ruleset", lambda *args: tomorrow)
    assert [str(o.kind) for o in standing(record)] == ["waiting"]


def test_a_file_name_counts(app: Flask, complete_draft: dict[str, Any]) -> None:
    record = draft_with(complete_draft, {"jan.peeters@example.org list.csv": CLEAN})
    screened(record)
    (obstacle,) = standing(record)
    assert obstacle.told["identifier"] == "email"


def test_a_file_of_an_unknown_type_is_acknowledged_by_a_steward(
    submitted: Any, steward_client: Any
) -> None:
    record, request = submitted({"model.bin": b"\x00\x01\x02\xff" * 5000})
    screened(record)
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert "was not screened" in answer.json["errors"][0]["messages"][0]
    accept_all(steward_client, record)
    answer = steward_client.post(f"/requests/{request}/actions/accept", json={})
    assert answer.status_code == 200, answer.json


def test_media_files_are_screened_too(
    app: Flask, complete_draft: dict[str, Any], mails: bytes
) -> None:
    record = draft_with({**complete_draft, "media_files": {"enabled": True}}, {"t.csv": CLEAN})
    draft = draft_called(record)
    draft.media_files.enabled = True
    if draft.media_files.bucket is None:
        draft.media_files.create_bucket()
    import io

    ObjectVersion.create(draft.media_files.bucket, "thumb.csv", stream=io.BytesIO(mails))
    draft.commit()
    db.session.commit()
    screened(record)
    assert [o.key for o in standing(record)] == ["thumb.csv"]


def test_a_worker_that_died_leaves_its_file_to_another(
    app: Flask, complete_draft: dict[str, Any]
) -> None:
    record = draft_with(complete_draft, {"table.csv": CLEAN + uuid.uuid4().hex.encode()})
    evidence.want(draft_called(record))
    checksum = dict(evidence.bytes_of(draft_called(record)))["table.csv"]
    evidence.want(draft_called(record))
    db.session.commit()
    row = sa.update(Screening).where(Screening.checksum == checksum)
    long_ago = datetime.now(UTC) - timedelta(seconds=1)
    values = {"status": "running", "lease": uuid.uuid4(), "lease_until": long_ago, "attempts": 1}
    db.session.execute(row.values(**values))
    db.session.commit()
    screened(record)
    (screening,) = screenings(checksum)
    assert (screening.status, screening.attempts) == ("done", 2)


def test_a_file_that_ends_every_worker_is_said_to_and_can_be_tried_again(
    app: Flask, complete_draft: dict[str, Any], client_of: Any, researcher_client: Any
) -> None:
    record = draft_with(complete_draft, {"table.csv": CLEAN + uuid.uuid4().hex.encode()})
    checksum = dict(evidence.bytes_of(draft_called(record)))["table.csv"]
    evidence.want(draft_called(record))
    row = sa.update(Screening).where(Screening.checksum == checksum)
    db.session.execute(row.values(attempts=worker.TRIES, status=PENDING))
    db.session.commit()
    screened(record)
    assert screenings(checksum)[0].status == FAILED
    assert "ended unexpectedly" in refusal(record)[0]["messages"][0]
    from hoeder.anonymisation.gate import service as gate

    gate.again(system_identity, record, True, "table.csv")
    screened(record)
    assert publish(record).data["is_published"]


def test_the_file_of_a_previous_version_is_not_screened_again(
    app: Flask, complete_draft: dict[str, Any]
) -> None:
    content = CLEAN + uuid.uuid4().hex.encode()
    record = draft_with(complete_draft, {"table.csv": content})
    screened(record)
    publish(record)
    draft = service.new_version(system_identity, record)
    service.import_files(system_identity, draft.id)
    screened(str(draft.id))
    checksum = dict(evidence.bytes_of(draft_called(str(draft.id))))["table.csv"]
    assert [s.attempts for s in screenings(checksum)] == [1]


def test_confirmed_columns_are_what_is_measured(
    submitted: Any, researcher_client: Any, steward_client: Any
) -> None:
    rows = b"".join(b"%d;%d;%d\n" % (20 + n, 9000 + n % 3, n % 2) for n in range(60))
    record, _ = submitted({"survey.csv": b"age;postcode;answer\n" + rows})
    screened(record)
    (file,) = researcher_client.get(f"/records/{record}/draft/screening").json["files"]
    (table,) = file["report"]["tables"]
    assert table["roles"]["confirmed"] is False
    roles = {"key": "survey.csv", "tables": {table["place"]: {"quasi": ["postcode"]}}}
    answer = steward_client.put(f"/records/{record}/draft/screening/roles", json=roles)
    assert answer.status_code == 200, answer.json
    screened(record)
    (file,) = steward_client.get(f"/records/{record}/draft/screening").json["files"]
    (table,) = file["report"]["tables"]
    assert (table["roles"]["confirmed"], table["roles"]["quasi"]) == (True, [1])
    assert table["risk"]["anonymity"]["k"] == 20
    # What was proposed and left out is a steward's to confirm.
    assert [o["told"]["columns"] for o in file["obstacles"]] == [["age"]]


@pytest.mark.parametrize(
    ("tables", "field"),
    [
        ([], "tables"),
        ({"elsewhere": {}}, "tables.elsewhere"),
        ({"": {"quasi": ["income"]}}, "tables."),
        ({"": {"quasi": "age"}}, "tables..quasi"),
        ({"": {"quasi": ["age"], "sensitive": ["age"]}}, "tables."),
        ({"": {"quasi": ["age"], "sampling_fraction": 2}}, "tables..sampling_fraction"),
    ],
)
def test_roles_that_do_not_fit_the_file_are_refused(
    submitted: Any, steward_client: Any, tables: Any, field: str
) -> None:
    record, _ = submitted({"survey.csv": b"age;answer\n" + b"20;1\n" * 30})
    screened(record)
    answer = steward_client.put(
        f"/records/{record}/draft/screening/roles", json={"key": "survey.csv", "tables": tables}
    )
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == [field]
