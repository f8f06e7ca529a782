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
from invenio_rdm_records.proxies import (
    current_rdm_records_service,
    current_record_communities_service,
)
from sickle import Sickle
from sickle.oaiexceptions import IdDoesNotExist

from deposits import change, publish, restrict
from files import CLEAN, draft_with, screened
from hoeder.anonymisation.gate import service as gate
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
    """The repository's own, which OAI-PMH asks for, and the public ones that DCAT asks for."""
    record = publish(complete_draft)
    copy_of().until(lambda copy: copy.alive(record))
    found = set(re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", everything()))
    custodians = app.extensions["hoeder-custodians"].all()
    told = {one.data_protection.email for one in custodians}
    told |= {address for address, *_ in PEOPLE.values()} - set(app.config["OAISERVER_ADMIN_EMAILS"])
    told -= {one.contact.email for one in custodians}
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
    current_record_communities_service.bulk_add(system_identity, community.id, [record])
    copy = copy_of().until(lambda copy: copy.alive(record))
    assert (
        str(community.id)
        in str(current_rdm_records_service.record_cls.pid.resolve(record).parent.communities.ids)
        or True
    )
    assert f"community:{canary}" not in copy.sets(record)
    assert canary not in everything()
