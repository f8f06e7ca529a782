# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""From a draft to a DOI at DataCite, with the account of the right custodian."""

import uuid
from typing import Any

import pytest
from datacite import schema45
from flask import Flask
from invenio_pidstore.models import PIDStatus
from invenio_rdm_records.proxies import current_rdm_records_service

from deposits import accept, address, create, dois, status

pytestmark = pytest.mark.usefixtures("working")


def test_without_a_custodian_no_doi_is_reserved(
    researcher_client: Any, complete_draft: dict[str, Any]
) -> None:
    record = create(researcher_client, complete_draft)
    answer = researcher_client.post(f"/records/{record}/draft/pids/doi")
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == ["pids.doi"]


@pytest.mark.parametrize(
    ("slug", "prefix"), [("ugent-demo", "10.5072"), ("uhasselt-demo", "10.5555")]
)
def test_a_reserved_doi_has_its_custodians_prefix(
    researcher_client: Any, complete_draft: dict[str, Any], datacite: Any, slug: str, prefix: str
) -> None:
    record = create(researcher_client, complete_draft, slug)
    answer = researcher_client.post(f"/records/{record}/draft/pids/doi")
    assert answer.status_code == 201, answer.json
    assert answer.json["pids"]["doi"]["identifier"] == f"{prefix}/{record}"
    assert datacite.get(f"{prefix}/{record}") is None


def test_both_dois_are_registered_when_a_record_is_published(
    app: Flask,
    researcher_client: Any,
    steward_client: Any,
    complete_draft: dict[str, Any],
    datacite: Any,
) -> None:
    record = create(researcher_client, complete_draft, "ugent-demo")
    assert accept(researcher_client, steward_client, record).status_code == 200
    version, concept = dois(researcher_client, record)
    assert version == f"10.5072/{record}"
    for doi in (version, concept):
        attributes = datacite.wait_for(doi)
        assert attributes["state"] == "findable"
        suffix = doi.partition("/")[2]
        assert attributes["url"] == f"{app.config['SITE_UI_URL']}/records/{suffix}"
        assert status(doi, PIDStatus.REGISTERED) == PIDStatus.REGISTERED
    relations = {
        (item["relationType"], item["relatedIdentifier"])
        for item in datacite.get(version)["relatedIdentifiers"]
    }
    assert ("IsVersionOf", concept) in relations
    relations = {
        (item["relationType"], item["relatedIdentifier"])
        for item in datacite.get(concept)["relatedIdentifiers"]
    }
    assert ("HasVersion", version) in relations


def test_what_is_sent_is_valid_datacite_metadata(
    app: Flask, researcher_client: Any, steward_client: Any, complete_draft: dict[str, Any]
) -> None:
    record_id = create(researcher_client, complete_draft, "ugent-demo")
    assert accept(researcher_client, steward_client, record_id).status_code == 200
    service = current_rdm_records_service
    record = service.record_cls.pid.resolve(record_id)
    record.relations.dereference()
    metadata = service.config.pids_providers["doi"]["datacite"].serializer.dump_obj(record)
    assert [error.message for error in schema45.validator.iter_errors(metadata)] == []
    assert metadata["types"]["resourceTypeGeneral"] == "Dataset"


def test_a_new_version_has_a_doi_of_its_own_and_the_same_concept_doi(
    researcher_client: Any, steward_client: Any, complete_draft: dict[str, Any], datacite: Any
) -> None:
    record = create(researcher_client, complete_draft, "ugent-demo")
    assert accept(researcher_client, steward_client, record).status_code == 200
    answer = researcher_client.post(f"/records/{record}/versions")
    assert answer.status_code == 201, answer.json
    second = answer.json["id"]
    answer = researcher_client.put(f"/records/{second}/draft", json=complete_draft)
    assert answer.status_code == 200, answer.json
    assert accept(researcher_client, steward_client, second).status_code == 200
    first, second_dois = dois(researcher_client, record), dois(researcher_client, second)
    assert first[0] != second_dois[0]
    assert first[1] == second_dois[1]
    assert datacite.wait_for(second_dois[0])["state"] == "findable"


def test_a_doi_reserved_with_another_custodian_is_refused(
    researcher_client: Any, steward_client: Any, complete_draft: dict[str, Any], datacite: Any
) -> None:
    record = create(researcher_client, complete_draft, "uhasselt-demo")
    assert researcher_client.post(f"/records/{record}/draft/pids/doi").status_code == 201
    address(researcher_client, record, "ugent-demo")
    answer = accept(researcher_client, steward_client, record)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == ["pids.doi"]
    assert "10.5072" in answer.json["message"]
    assert researcher_client.get(f"/records/{record}").status_code == 404
    assert datacite.get(f"10.5555/{record}") is None


def test_an_external_doi_stays_and_nothing_is_registered(
    researcher_client: Any, steward_client: Any, complete_draft: dict[str, Any], datacite: Any
) -> None:
    elsewhere = f"10.1234/{uuid.uuid4()}"
    external = {"doi": {"identifier": elsewhere, "provider": "external"}}
    record = create(researcher_client, {**complete_draft, "pids": external}, "ugent-demo")
    assert accept(researcher_client, steward_client, record).status_code == 200
    published = researcher_client.get(f"/records/{record}").json
    assert published["pids"]["doi"]["identifier"] == elsewhere
    assert published["parent"]["pids"] == {}
    assert datacite.get(f"10.5072/{record}") is None


def test_an_external_doi_under_a_custodians_prefix_is_refused(
    researcher_client: Any, complete_draft: dict[str, Any]
) -> None:
    stolen = {"doi": {"identifier": "10.5555/anything", "provider": "external"}}
    answer = researcher_client.post("/records", json={**complete_draft, "pids": stolen})
    assert "pids.doi" in [error["field"] for error in answer.json["errors"]]
