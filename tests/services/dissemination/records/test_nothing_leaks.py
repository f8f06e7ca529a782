# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Nothing that is not public is in any answer: canaries in each place that must stay hidden."""

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_communities.proxies import current_communities
from invenio_db import db
from invenio_pidstore.errors import PIDDoesNotExistError
from invenio_rdm_records.proxies import (
    current_rdm_records_service,
)
from sickle import Sickle
from sickle.oaiexceptions import IdDoesNotExist

from deposits import TOMBSTONE, change, publish, restrict
from files import CLEAN, draft_with, screened
from hoeder.anonymisation.gate import service as gate
from hoeder.dissemination.oai.rendering import renderer
from hoeder.operations.people import PEOPLE


@pytest.fixture
def canary() -> str:
    return f"canary{uuid.uuid4().hex}"


def oai_of(record: str) -> str:
    return str(current_rdm_records_service.record_cls.pid.resolve(record).pids["oai"]["identifier"])


def test_restricted_metadata(
    sickle: Sickle,
    copy_of: Any,
    everything: Any,
    formats: list[str],
    canary: str,
    complete_draft: dict[str, Any],
    endpoint: str,
) -> None:
    complete_draft["metadata"]["title"] = f"Hidden {canary}"
    complete_draft["access"] = {"record": "restricted", "files": "restricted"}
    hidden = publish(complete_draft)
    complete_draft["access"] = {"record": "public", "files": "public"}
    closed = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(closed))
    identifier = oai_of(closed)
    assert canary in everything()
    change(closed, restrict)
    copy.until(lambda copy: copy.deleted(closed))
    assert canary not in everything()
    assert hidden not in everything()
    for prefix in formats:
        answer = sickle.harvest(verb="GetRecord", metadataPrefix=prefix, identifier=identifier)
        assert 'status="deleted"' in answer.raw and canary not in answer.raw
        with pytest.raises(IdDoesNotExist):
            sickle.GetRecord(metadataPrefix=prefix, identifier=identifier.replace(closed, hidden))


def test_names_of_restricted_files(
    copy_of: Any, everything: Any, canary: str, complete_draft: dict[str, Any]
) -> None:
    complete_draft["access"] = {"record": "public", "files": "restricted"}
    draft = draft_with(complete_draft, {f"{canary}.csv": CLEAN + canary.encode()})
    screened(draft)
    record = str(current_rdm_records_service.publish(system_identity, draft).id)
    copy = copy_of().until(lambda copy: copy.alive(record))
    assert "access:restricted" in copy.sets(record)
    text = everything()
    assert record in text and canary not in text


def test_what_the_archive_keeps_to_itself(
    copy_of: Any, everything: Any, canary: str, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    gate.answer_internally(system_identity, record, False, {"dpia": canary, "key": canary})
    service = current_rdm_records_service
    data = service.edit(system_identity, record).data
    data["internal_notes"] = [{"note": canary}]
    data["metadata"]["version"] = "2"
    service.update_draft(system_identity, record, data)
    service.publish(system_identity, record)
    assert canary in str(service.record_cls.pid.resolve(record)["internal_notes"])
    copy_of().until(lambda copy: copy.alive(record))
    assert canary not in everything()


def test_addresses_for_mail(
    app: Flask, copy_of: Any, everything: Any, complete_draft: dict[str, Any]
) -> None:
    """The repository's own is the one that OAI-PMH asks for."""
    record = publish(complete_draft)
    copy_of().until(lambda copy: copy.alive(record))
    found = set(re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", everything()))
    custodians = app.extensions["hoeder-custodians"].all()
    told = {one.contact.email for one in custodians} | {
        one.data_protection.email for one in custodians
    }
    told |= {address for address, *_ in PEOPLE.values()} - set(app.config["OAISERVER_ADMIN_EMAILS"])
    assert found & told == set()
    assert set(app.config["OAISERVER_ADMIN_EMAILS"]) <= found


def test_communities_that_are_not_public(
    copy_of: Any, everything: Any, canary: str, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    data = {
        "slug": canary,
        "metadata": {"title": f"Of {canary}"},
        "access": {"visibility": "restricted"},
    }
    community = current_communities.service.create(system_identity, data)
    parent = current_rdm_records_service.record_cls.pid.resolve(record).parent
    parent.communities.add(community._record)  # the service refuses it for a public record
    parent.commit()
    db.session.commit()
    copy = copy_of().until(lambda copy: copy.alive(record))
    assert f"community:{canary}" not in copy.sets(record)
    assert canary not in everything()


def test_nothing_is_rendered_of_what_a_visitor_may_not_read(
    app: Flask, row: Any, canary: str, formats: list[str], complete_draft: dict[str, Any]
) -> None:
    """Whatever the projection says: each rendering asks for itself."""
    complete_draft["metadata"]["title"] = f"Hidden {canary}"
    public, closed, gone = (publish(complete_draft) for _ in range(3))
    ids = {name: str(row(name).id) for name in (public, closed, gone)}
    change(closed, restrict)
    service = current_rdm_records_service
    service.delete_record(system_identity, gone, dict(TOMBSTONE))
    for prefix in formats:
        rendered = renderer(app)(prefix, list(ids.values()))
        assert canary in str(rendered[ids[public]])
        assert isinstance(rendered[ids[closed]], PIDDoesNotExistError)
        assert isinstance(rendered[ids[gone]], PIDDoesNotExistError)
