# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What goes past the record service passes the gate all the same."""

import io
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_communities.proxies import current_communities
from invenio_db import db
from invenio_files_rest.models import Bucket, FileInstance, ObjectVersion
from invenio_rdm_records.proxies import current_rdm_records_service as service

from deposits import draft_of
from files import CLEAN, MAILS, draft_called, draft_with, put, screened, screenings
from hoeder.anonymisation.gate import evidence, guard
from hoeder.anonymisation.gate.cli import screening as command
from hoeder.anonymisation.gate.refusal import FilesRefusedError

GROUPS = b"age;postcode;sex\n" + b"".join(
    b"%d;%d;%s\n" % (20 + n, 9000 + n, b"MV"[n % 2 : n % 2 + 1]) for n in range(60)
)
RESTRICTED = {"record": "public", "files": "restricted"}


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    db.session.rollback()


@pytest.fixture
def published(app: Flask, complete_draft: dict[str, Any]) -> Callable[..., str]:
    def make(content: bytes = CLEAN, access: dict[str, str] | None = None) -> str:
        data = {**complete_draft, "access": access or complete_draft["access"]}
        record = draft_with(data, {"table.csv": content})
        screened(record)
        service.publish(system_identity, record)
        return record

    return make


def found(record: str) -> Any:
    db.session.rollback()
    db.session.expire_all()
    return service.record_cls.pid.resolve(record)


def rewrite(record: Any, **changes: Any) -> None:
    """Write into the row of a record or parent, as a script may."""
    record.model.json = {**record.model.json, **changes}
    sa.orm.attributes.flag_modified(record.model, "json")


def unlocked(bucket_id: uuid.UUID) -> Any:
    bucket = db.session.get(Bucket, bucket_id)
    bucket.locked = False
    return bucket


def test_a_record_that_a_script_publishes(app: Flask, complete_draft: dict[str, Any]) -> None:
    id_ = draft_with(complete_draft, {"contacts.csv": MAILS})
    draft = service.draft_cls.pid.resolve(id_, registered_only=False)
    record = service.record_cls.publish(draft)
    record.files.create_bucket()
    record.files.copy(draft.files)
    record.access.refresh_from_dict(draft["access"])
    record.commit()
    with pytest.raises(FilesRefusedError):
        db.session.commit()


def test_other_bytes_in_the_bucket_of_a_published_record(published: Callable[..., str]) -> None:
    record = published()
    bucket = unlocked(found(record).model.bucket_id)
    ObjectVersion.create(bucket, "table.csv", stream=io.BytesIO(MAILS))
    with pytest.raises(FilesRefusedError):
        db.session.commit()
    db.session.rollback()
    assert evidence.obstacles(found(record)) == (), "the bytes are those of before"


def test_a_media_file_of_a_published_record(published: Callable[..., str]) -> None:
    record = published()
    bucket = unlocked(found(record).model.media_bucket_id)
    ObjectVersion.create(bucket, "people.csv", stream=io.BytesIO(MAILS))
    with pytest.raises(FilesRefusedError):
        db.session.commit()


def test_other_bytes_in_the_same_file(published: Callable[..., str]) -> None:
    record = published(CLEAN + uuid.uuid4().hex.encode())
    found(record)
    (_, checksum), *_ = evidence.bytes_of(found(record))
    instance = db.session.execute(
        sa.select(FileInstance).where(FileInstance.checksum == checksum)
    ).scalar_one()
    instance.checksum = f"md5:{uuid.uuid4().hex}"
    with pytest.raises(FilesRefusedError):
        db.session.commit()


def test_a_script_opens_files(published: Callable[..., str]) -> None:
    record = published(GROUPS, RESTRICTED)
    access = {**found(record)["access"], "files": "public"}
    rewrite(found(record), access=access)
    with pytest.raises(FilesRefusedError):
        db.session.commit()


def test_requests_are_let_in_for_files_that_only_the_custodian_gives(
    researcher_client: Any, complete_draft: dict[str, Any]
) -> None:
    """A parent's settings change no record and are published by nobody."""
    access = {**complete_draft["access"], **RESTRICTED}
    answer = researcher_client.post("/records", json={**complete_draft, "access": access})
    record = str(answer.json["id"])
    settings = {
        "allow_user_requests": False,
        "allow_guest_requests": False,
        "accept_conditions_text": None,
        "secret_link_expiration": 0,
    }
    closed = researcher_client.put(f"/records/{record}/access", json=settings)
    assert closed.status_code == 200, closed.json
    service.update_draft(
        system_identity,
        record,
        {**service.read_draft(system_identity, record).data, "files": {"enabled": True}},
    )
    put(record, "table.csv", GROUPS)
    screened(record)
    draft = draft_called(record)
    draft.parent.communities.add(
        current_communities.service.record_cls.pid.resolve("ugent-demo"), default=True
    )
    draft.parent.commit()
    db.session.commit()
    service.publish(system_identity, record)
    asked = {**settings, "allow_user_requests": True}
    refused = researcher_client.put(f"/records/{record}/access", json=asked)
    assert refused.status_code == 400, refused.json
    assert refused.json["errors"][0]["field"] == "files.entries.table.csv"
    assert not found(record).parent.access.settings.allow_user_requests
    again = researcher_client.put(f"/records/{record}/access", json=settings)
    assert again.status_code == 200, "what opens nothing is not asked about"


def test_what_shows_less_is_let_through_whatever_the_rules_are(
    published: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tomorrow: str
) -> None:
    record = published()
    monkeypatch.setattr(evidence, "ruleset", lambda *args: tomorrow)
    rewrite(found(record), access={**found(record)["access"], "files": "restricted"})
    db.session.commit()
    assert found(record)["access"]["files"] == "restricted"


def test_a_record_comes_back_only_as_todays_rules_allow(
    published: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tomorrow: str
) -> None:
    record = published(CLEAN + uuid.uuid4().hex.encode())
    (_, checksum), *_ = evidence.bytes_of(found(record))
    service.delete_record(system_identity, record, {"note": "by mistake"})
    with monkeypatch.context() as patched:
        patched.setattr(evidence, "ruleset", lambda *args: tomorrow)
        with pytest.raises(FilesRefusedError):
            service.restore_record(system_identity, record)
        db.session.rollback()
    assert found(record).deletion_status.is_deleted
    waiting = {screening.ruleset for screening in screenings(checksum)}
    assert tomorrow in waiting, "it is screened by itself, so that it may be tried again"
    service.restore_record(system_identity, record)
    assert not found(record).deletion_status.is_deleted


def test_nothing_is_remembered_after_a_refusal(published: Callable[..., str]) -> None:
    record = published(GROUPS, RESTRICTED)
    rewrite(found(record), access={**found(record)["access"], "files": "public"})
    with pytest.raises(FilesRefusedError):
        db.session.commit()
    db.session.rollback()
    assert not any(db.session().info.get(name) for name in (*guard.NOTES, guard.PASSED))
    draft_of({"metadata": {"title": "Something else"}})


def test_new_rules_screen_published_files_again(
    app: Flask, published: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tomorrow: str
) -> None:
    record = published(CLEAN + uuid.uuid4().hex.encode())
    (_, checksum), *_ = evidence.bytes_of(found(record))
    monkeypatch.setattr(evidence, "ruleset", lambda *args: tomorrow)
    done = app.test_cli_runner().invoke(command, ["renew"])
    assert done.exit_code == 0, done.output
    assert "screenings wait" in done.output
    db.session.rollback()
    assert tomorrow in {screening.ruleset for screening in screenings(checksum)}


def test_a_link_to_restricted_files_has_an_end(
    researcher_client: Any, complete_draft: dict[str, Any]
) -> None:
    record = researcher_client.post("/records", json=complete_draft).json["id"]
    links = f"/records/{record}/access/links"
    refused = researcher_client.post(links, json={"permission": "view"})
    assert refused.status_code == 400
    assert refused.json["errors"][0]["field"] == "expires_at"
    until = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    made = researcher_client.post(links, json={"permission": "view", "expires_at": until})
    assert made.status_code == 201, made.json
