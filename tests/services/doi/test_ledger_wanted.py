# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Each way by which a record changes writes what DataCite should know, in the same transaction."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_communities.proxies import current_communities
from invenio_db import db
from invenio_db.uow import UnitOfWork
from invenio_pidstore.models import PIDStatus
from invenio_rdm_records.proxies import (
    current_rdm_records_service,
    current_record_communities_service,
)

from deposits import (
    TOMBSTONE,
    accept,
    change,
    create,
    dois_of,
    draft_of,
    edit,
    new_version,
    open_,
    publish,
    restrict,
)
from hoeder.doi.ledger.models import Entry


def wanted(ledger: Any, doi: str) -> tuple[str, int]:
    entry = ledger.entry(doi)
    return entry.wanted_state, entry.wanted_version


def test_publishing_and_its_way_to_datacite(
    app: Flask, ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    version, concept = dois_of(record)
    for doi, kind in ((version, "version"), (concept, "concept")):
        entry = ledger.entry(doi)
        assert (entry.kind, entry.wanted_state, entry.status) == (kind, "findable", "pending")
        assert (entry.custodian, entry.repository) == ("ugent-demo", "HOEDER.UGENT")
        assert entry.wanted_url == f"{app.config['SITE_UI_URL']}/records/{doi.partition('/')[2]}"
        assert ledger.pid(doi) == PIDStatus.RESERVED
        assert datacite.get(doi) is None
    ledger.pump()
    for doi in (version, concept):
        entry = ledger.entry(doi)
        assert (entry.status, entry.observed_state) == ("done", "findable")
        assert entry.observed_version == entry.wanted_version
        assert ledger.pid(doi) == PIDStatus.REGISTERED
        assert datacite.get(doi)["url"] == entry.wanted_url
        (attempt,) = ledger.attempts(doi)
        assert (attempt.kind, attempt.status, attempt.step) == ("publish", 201, "done")
        assert attempt.started_at <= attempt.ended_at and attempt.seconds > 0
        assert (attempt.repository, attempt.digest) == ("HOEDER.UGENT", entry.digest)


def test_a_reserved_doi_stays_the_same(
    ledger: Any,
    researcher_client: Any,
    steward_client: Any,
    complete_draft: dict[str, Any],
    datacite: Any,
) -> None:
    record = create(researcher_client, complete_draft, "ugent-demo")
    answer = researcher_client.post(f"/records/{record}/draft/pids/doi")
    reserved = answer.json["pids"]["doi"]["identifier"]
    ledger.pump()
    assert db.session.query(Entry).filter_by(doi=reserved).count() == 0
    assert accept(researcher_client, steward_client, record).status_code == 200
    ledger.pump()
    assert dois_of(record)[0] == reserved
    assert datacite.get(reserved)["state"] == "findable"


def test_each_custodian_has_its_account(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft, "uhasselt-demo")
    ledger.pump()
    for doi in dois_of(record):
        assert doi.startswith("10.5555/")
        assert ledger.entry(doi).repository == "HOEDER.UHASSELT"
        assert ledger.attempts(doi)[0].repository == "HOEDER.UHASSELT"
        assert datacite.get(doi)["state"] == "findable"


def test_what_is_not_published_leaves_no_trace(ledger: Any, complete_draft: dict[str, Any]) -> None:
    before = db.session.query(Entry).count()
    record = draft_of(complete_draft)

    class Refused(Exception):
        pass

    def publish_and_be_refused() -> None:
        with UnitOfWork() as uow:
            current_rdm_records_service.publish(system_identity, record, uow=uow)
            raise Refused

    with pytest.raises(Refused):
        publish_and_be_refused()
    assert db.session.query(Entry).count() == before


def test_editing(ledger: Any, datacite: Any, complete_draft: dict[str, Any]) -> None:
    record = publish(complete_draft)
    version, concept = dois_of(record)
    ledger.pump()
    before = wanted(ledger, version)[1]
    edit(record, title="Another title")
    assert wanted(ledger, version)[1] > before
    ledger.pump()
    for doi in (version, concept):
        assert datacite.get(doi)["titles"][0]["title"] == "Another title"
        assert ledger.kinds(doi) == [("publish", 201), ("publish", 200)]


def test_an_edit_that_datacite_would_not_see_costs_no_request(
    ledger: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    version, _ = dois_of(record)
    ledger.pump()
    change(record, lambda data: None)
    assert ledger.entry(version).status == "pending"
    ledger.pump()
    assert ledger.entry(version).status == "done"
    assert ledger.kinds(version) == [("publish", 201)]


def test_restricting_and_opening(
    ledger: Any, datacite: Any, owner: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    ledger.pump()
    change(record, restrict)
    for doi in dois_of(record):
        assert wanted(ledger, doi)[0] == "hidden"
    ledger.pump()
    for doi in dois_of(record):
        assert datacite.get(doi) is None
        assert owner(doi)["state"] == "registered"
        assert ledger.pid(doi) == PIDStatus.REGISTERED
    change(record, open_)
    ledger.pump()
    for doi in dois_of(record):
        assert datacite.get(doi)["state"] == "findable"
        assert [kind for kind, _ in ledger.kinds(doi)] == ["publish", "look", "hide", "publish"]


def test_what_was_restricted_before_it_got_there_is_never_given_away(
    ledger: Any, owner: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    change(record, restrict)
    ledger.pump()
    for doi in dois_of(record):
        assert owner(doi) is None
        assert ledger.entry(doi).observed_state == "absent"
        assert ledger.pid(doi) == PIDStatus.RESERVED


def test_lifting_an_embargo(ledger: Any, datacite: Any, complete_draft: dict[str, Any]) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    complete_draft["access"] = {
        "record": "restricted",
        "files": "restricted",
        "embargo": {"active": True, "until": tomorrow, "reason": ""},
    }
    record = publish(complete_draft)
    service = current_rdm_records_service
    found = service.record_cls.pid.resolve(record)
    assert "doi" not in found.pids
    yesterday = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    found["access"]["embargo"]["until"] = yesterday
    found.access.embargo.until = datetime.now(UTC) - timedelta(days=1)
    found.commit()
    db.session.commit()
    service.lift_embargo(system_identity, record)
    for doi in dois_of(record):
        assert wanted(ledger, doi)[0] == "findable"
        assert ledger.pid(doi) == PIDStatus.RESERVED
    ledger.pump()
    for doi in dois_of(record):
        assert datacite.get(doi)["state"] == "findable"
        assert ledger.pid(doi) == PIDStatus.REGISTERED


def test_deleting_and_restoring(
    ledger: Any, datacite: Any, owner: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    version, concept = dois_of(record)
    ledger.pump()
    service = current_rdm_records_service
    service.delete_record(system_identity, record, dict(TOMBSTONE))
    ledger.pump()
    for doi in (version, concept):
        assert owner(doi)["state"] == "registered"
        assert ledger.pid(doi) == PIDStatus.REGISTERED
    service.restore_record(system_identity, record)
    ledger.pump()
    for doi in (version, concept):
        assert datacite.get(doi)["state"] == "findable"


def test_data_are_taken_down_with_datacite_out_of_reach(
    ledger: Any, datacite: Any, owner: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    ledger.pump()
    datacite.faults({"rules": [{"kind": "cut"}]})
    current_rdm_records_service.delete_record(system_identity, record, dict(TOMBSTONE))
    datacite.clear_faults()
    ledger.pump()
    assert {owner(doi)["state"] for doi in dois_of(record)} == {"registered"}


def test_a_new_version_and_what_the_concept_doi_shows(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    first = publish(complete_draft)
    ledger.pump()
    second = new_version(first, title="Second edition")
    (one, concept), (two, same) = dois_of(first), dois_of(second)
    assert concept == same and one != two
    ledger.pump()
    assert datacite.get(two)["titles"][0]["title"] == "Second edition"
    assert datacite.get(concept)["titles"][0]["title"] == "Second edition"
    assert datacite.get(one)["titles"][0]["title"] == complete_draft["metadata"]["title"]
    # Taken down, the latest version leaves the one before it as the latest.
    current_rdm_records_service.delete_record(system_identity, second, dict(TOMBSTONE))
    ledger.pump()
    assert datacite.get(two) is None
    assert datacite.get(concept)["titles"][0]["title"] == complete_draft["metadata"]["title"]
    change(first, restrict)
    ledger.pump()
    assert datacite.get(concept) is None


def test_changes_of_communities(ledger: Any, complete_draft: dict[str, Any]) -> None:
    """They are made on the parent alone, by services of their own."""
    record = publish(complete_draft)
    ledger.pump()
    community = current_communities.service.record_cls.pid.resolve("uhasselt-demo")
    ways = (
        lambda: current_record_communities_service.bulk_add(
            system_identity, str(community.id), [record]
        ),
        lambda: current_record_communities_service.set_default(
            system_identity, record, {"default": str(community.id)}
        ),
        lambda: current_record_communities_service.remove(
            system_identity, record, {"communities": [{"id": str(community.id)}]}
        ),
    )
    for way in ways:
        before = {doi: wanted(ledger, doi)[1] for doi in dois_of(record)}
        way()
        for doi in dois_of(record):
            assert wanted(ledger, doi)[1] > before[doi]


def test_a_script_that_knows_nothing_of_services(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    ledger.pump()
    found = current_rdm_records_service.record_cls.pid.resolve(record)
    found["metadata"]["title"] = "Changed by a script"
    found.commit()
    db.session.commit()
    ledger.pump()
    assert datacite.get(dois_of(record)[0])["titles"][0]["title"] == "Changed by a script"


def test_a_record_that_is_removed_altogether(
    ledger: Any, owner: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    version, _ = dois_of(record)
    ledger.pump()
    found = current_rdm_records_service.record_cls.pid.resolve(record)
    db.session.execute(
        sa.text("delete from rdm_versions_state where latest_id = :id"), {"id": found.id}
    )
    db.session.delete(found.model)
    db.session.commit()
    assert wanted(ledger, version)[0] == "hidden"
    ledger.pump()
    assert owner(version)["state"] == "registered"


def test_saving_and_deleting_drafts_is_nothing_to_datacite(
    ledger: Any, complete_draft: dict[str, Any]
) -> None:
    before = db.session.query(Entry).count()
    record = draft_of(complete_draft)
    service = current_rdm_records_service
    service.update_draft(system_identity, record, complete_draft)
    service.delete_draft(system_identity, record)
    assert db.session.query(Entry).count() == before


def test_a_restricted_version_is_no_longer_named_by_the_others(
    ledger: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    """The crosswalk names the version before and after; restricting one changes both."""
    first = publish(complete_draft)
    second = new_version(first, title="Second edition")
    ledger.pump()
    older, newer = dois_of(first)[0], dois_of(second)[0]

    def named() -> set[str]:
        return {r["relatedIdentifier"] for r in datacite.get(newer)["relatedIdentifiers"]}

    assert older in named()
    change(first, restrict)
    ledger.pump()
    assert older not in named()
    change(first, open_)
    ledger.pump()
    assert older in named()
