# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Each way by which what a harvester would see changes is told to one that comes back."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_communities.proxies import current_communities
from invenio_db import db
from invenio_rdm_records.proxies import (
    current_oaipmh_server_service,
    current_rdm_records_service,
    current_record_communities_service,
)
from invenio_rdm_records.services.tasks import update_expired_embargos

from deposits import TOMBSTONE, change, dois_of, edit, new_version, open_, publish, restrict
from hoeder.custodians.ext import CurrentCustodians
from hoeder.dissemination.records import refresh, whole
from hoeder.dissemination.tasks import end_embargoes

OWN = {
    "access:metadata-only",
    "community:ugent-demo",
    "custodian:ugent-demo",
    "openaire_data",
    "type:dataset",
}


ALL_RECORDS = 120
"""Seconds to wait where a change has every record of the instance looked at."""


def no_report(done: int, total: int) -> None:
    """Nobody looks."""


def parent_of(record: str) -> Any:
    return current_rdm_records_service.record_cls.pid.resolve(record).parent.id


def test_publishing(copy_of: Any, complete_draft: dict[str, Any]) -> None:
    copy = copy_of()
    record = publish(complete_draft)
    copy.until(lambda copy: copy.alive(record))
    assert copy.sets(record) == OWN
    assert copy.title(record) == complete_draft["metadata"]["title"]
    for spec in ("custodian", "custodian:ugent-demo", "type:dataset", "openaire_data"):
        assert copy_of(spec=spec).alive(record)
    assert record not in str(copy_of(spec="custodian:uhasselt-demo").records)


def test_another_type_is_in_another_set(copy_of: Any, complete_draft: dict[str, Any]) -> None:
    complete_draft["metadata"]["resource_type"] = {"id": "image-photo"}
    record = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record))
    assert "type:image-photo" in copy.sets(record) and "openaire_data" not in copy.sets(record)
    names = {one.setSpec: one.setName for one in copy.sickle.ListSets()}
    assert names["type:image-photo"] == "Photo"
    assert names["custodian:ugent-demo"] == "Ghent University (demonstration)"


def test_what_is_not_published_is_not_told(row: Any, complete_draft: dict[str, Any]) -> None:
    draft = current_rdm_records_service.create(system_identity, complete_draft)
    assert row(draft.id) is None


def test_editing(copy_of: Any, settled: Any, complete_draft: dict[str, Any]) -> None:
    record, other = publish(complete_draft), publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record) and copy.alive(other))
    settled(copy, other)
    edit(record, title="Another title")
    copy.until(lambda copy: copy.title(record) == "Another title")
    assert oai_of(other) not in copy.told


def oai_of(record: str) -> str:
    return str(current_rdm_records_service.record_cls.pid.resolve(record).pids["oai"]["identifier"])


def test_restricting_and_opening(copy_of: Any, complete_draft: dict[str, Any]) -> None:
    record = publish(complete_draft)
    copies = [copy_of(), copy_of(spec="custodian:ugent-demo"), copy_of(spec="type")]
    for copy in copies:
        copy.until(lambda copy: copy.alive(record))
    change(record, restrict)
    for copy in copies:
        copy.until(lambda copy: copy.deleted(record))
        assert copy.sets(record) == OWN
    change(record, open_)
    for copy in copies:
        copy.until(lambda copy: copy.alive(record))


@pytest.mark.parametrize("shown", ["public", "restricted"])
def test_lifting_an_embargo_by_its_task(
    app: Flask, copy_of: Any, row: Any, complete_draft: dict[str, Any], shown: str
) -> None:
    copy, service = copy_of(), current_rdm_records_service
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    complete_draft["access"] = {
        "record": shown,
        "files": "restricted",
        "embargo": {"active": True, "until": tomorrow, "reason": ""},
    }
    record = publish(complete_draft)
    if shown == "public":
        copy.until(lambda copy: copy.alive(record))
        assert "access:embargoed" in copy.sets(record)
    else:
        assert row(record) is None
    found = service.record_cls.pid.resolve(record)
    past = datetime.now(UTC) - timedelta(days=1)
    found["access"]["embargo"]["until"] = past.date().isoformat()
    found.access.embargo.until = past
    found.commit()
    db.session.commit()
    service.indexer.index(found)
    service.record_cls.index.refresh()
    update_expired_embargos()
    copy.until(lambda copy: copy.alive(record) and "access:metadata-only" in copy.sets(record))


def test_an_embargo_that_ended_by_the_calendar(
    copy_of: Any, by_bare_sql: Any, complete_draft: dict[str, Any]
) -> None:
    """Its files may not be opened, so nothing is lifted; it is no longer told to be embargoed."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    embargo = {"active": True, "until": tomorrow, "reason": ""}
    complete_draft["access"] = {"record": "public", "files": "restricted", "embargo": embargo}
    record = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record))
    assert "access:embargoed" in copy.sets(record)
    today = datetime.now(UTC).date().isoformat()
    by_bare_sql(record, lambda data: data["access"]["embargo"].update(until=today))
    end_embargoes()
    copy.until(lambda copy: "access:metadata-only" in copy.sets(record))


def test_deleting_and_restoring(copy_of: Any, complete_draft: dict[str, Any]) -> None:
    record = publish(complete_draft)
    copy = copy_of(spec="custodian").until(lambda copy: copy.alive(record))
    service = current_rdm_records_service
    service.delete_record(system_identity, record, dict(TOMBSTONE))
    copy.until(lambda copy: copy.deleted(record))
    assert copy.sets(record) == OWN
    service.restore_record(system_identity, record)
    copy.until(lambda copy: copy.alive(record))


def test_a_community_in_and_out(copy_of: Any, complete_draft: dict[str, Any]) -> None:
    record = publish(complete_draft)
    slug = f"lab-{uuid.uuid4().hex[:8]}"
    community = community_called(slug)
    copy = copy_of().until(lambda copy: copy.alive(record))
    service = current_record_communities_service
    service.bulk_add(system_identity, community, [record])
    copy.until(lambda copy: f"community:{slug}" in copy.sets(record))
    of_set = copy_of(spec=f"community:{slug}")
    assert of_set.alive(record)
    service.remove(system_identity, record, {"communities": [{"id": community}]})
    copy.until(lambda copy: copy.sets(record) == OWN)
    assert copy.alive(record)
    of_set.until(lambda copy: copy.deleted(record))
    assert of_set.sets(record) == {f"community:{slug}"}


def community_called(slug: str, visibility: str = "public") -> str:
    data = {
        "slug": slug,
        "metadata": {"title": f"Community {slug}"},
        "access": {"visibility": visibility},
    }
    return str(current_communities.service.create(system_identity, data).id)


def test_a_community_is_renamed_and_closed(copy_of: Any, complete_draft: dict[str, Any]) -> None:
    record = publish(complete_draft)
    slug = f"lab-{uuid.uuid4().hex[:8]}"
    community = community_called(slug)
    current_record_communities_service.bulk_add(system_identity, community, [record])
    copy = copy_of().until(
        lambda copy: copy.alive(record) and f"community:{slug}" in copy.sets(record)
    )
    service = current_communities.service
    service.rename(system_identity, community, {"slug": f"{slug}-2"})
    copy.until(lambda copy: f"community:{slug}-2" in copy.sets(record))
    listed = {one.setSpec: one.setName for one in copy.sickle.ListSets()}
    assert f"community:{slug}" not in listed
    assert listed[f"community:{slug}-2"] == f"Community {slug}"
    # InvenioRDM refuses to close a community with public records, as far as search knows of them.
    found = service.record_cls.pid.resolve(f"{slug}-2")
    found.access.visibility = "restricted"
    found.commit()
    db.session.commit()
    service.indexer.index(found)  # else every list of communities goes on showing it
    copy.until(lambda copy: copy.sets(record) == OWN)
    assert slug not in copy.sickle.harvest(verb="ListSets").raw


def test_a_custodian_is_renamed(
    app: Flask, copy_of: Any, settled: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    other = publish(complete_draft, "uhasselt-demo")
    copy = copy_of().until(lambda copy: copy.alive(record) and copy.alive(other))
    settled(copy, record, other)
    whole.set_up(no_report)
    before = app.extensions["hoeder-custodians"]
    one, *rest = before.all()
    renamed = replace(one, title=replace(one.title, en="Renamed University"))
    try:
        app.extensions["hoeder-custodians"] = CurrentCustodians([renamed, *rest])
        whole.set_up(no_report)
        copy.until(lambda copy: oai_of(record) in copy.told)
        assert oai_of(other) not in copy.told
        names = {one.setSpec: one.setName for one in copy.sickle.ListSets()}
        assert names["custodian:ugent-demo"] == "Renamed University"
    finally:
        app.extensions["hoeder-custodians"] = before
        whole.set_up(no_report)


def test_a_saved_query_has_its_own_set(
    copy_of: Any, settled: Any, complete_draft: dict[str, Any]
) -> None:
    word = f"word{uuid.uuid4().hex[:8]}"
    titles = [f"{word} first", f"{word} second", f"{word} third"]
    draft, metadata = complete_draft, complete_draft["metadata"]
    one, two, three = (
        publish({**draft, "metadata": {**metadata, "title": title}}) for title in titles
    )
    spec = f"saved-{word}"
    service = current_oaipmh_server_service
    data = {"spec": spec, "name": "Saved", "search_pattern": f'metadata.title:"{titles[0]}"'}
    item = service.create(
        system_identity, {**data, "search_pattern": f"metadata.title:({word} AND NOT third)"}
    )
    everything = copy_of()
    copy = copy_of(spec=spec).until(lambda copy: copy.alive(one) and copy.alive(two), ALL_RECORDS)
    assert three not in str(copy.records)
    everything.until(lambda copy: spec in copy.sets(one) and spec in copy.sets(two))
    settled(everything, one, two, three)
    service.update(
        system_identity,
        item.to_dict()["id"],
        {**data, "search_pattern": f"metadata.title:({word} AND NOT first)"},
    )
    copy.until(lambda copy: copy.deleted(one) and copy.alive(three), ALL_RECORDS)
    everything.until(lambda copy: spec in copy.sets(three))
    assert spec not in everything.sets(one) and everything.alive(one)
    # Only what entered or left was restamped.
    assert oai_of(two) not in copy.told
    # A record that changes is looked up again.
    edit(two, title=f"{word} first")
    copy.until(lambda copy: copy.deleted(two))
    service.delete(system_identity, item.to_dict()["id"])
    copy.until(lambda copy: copy.deleted(three))
    assert spec not in [one.setSpec for one in copy.sickle.ListSets()]


def test_a_broken_record_does_not_keep_others_from_their_sets(
    copy_of: Any, by_bare_sql: Any, complete_draft: dict[str, Any]
) -> None:
    word = f"word{uuid.uuid4().hex[:8]}"
    complete_draft["metadata"]["title"] = f"About {word}"
    broken, sound = publish(complete_draft), publish(complete_draft)
    creators = "half a record"
    by_bare_sql(broken, lambda data: data["metadata"].update(creators=creators))
    item = current_oaipmh_server_service.create(
        system_identity,
        {"spec": f"saved-{word}", "name": "Saved", "search_pattern": f"metadata.title:{word}"},
    )
    copy = copy_of(spec=f"saved-{word}").until(lambda copy: copy.alive(sound), ALL_RECORDS)
    assert not copy.alive(broken)
    current_oaipmh_server_service.delete(system_identity, item.to_dict()["id"])


def test_a_doi_is_registered(
    copy_of: Any, row: Any, datacite: Any, complete_draft: dict[str, Any]
) -> None:
    datacite.faults({"rules": [{"kind": "cut"}]})
    record = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record))
    before, stamp = row(record).content_version, copy.stamp(record)
    datacite.clear_faults()
    copy.until(lambda copy: copy.stamp(record) > stamp, seconds=90)
    assert row(record).content_version > before
    assert datacite.get(dois_of(record)[0])


def test_a_new_version_takes_the_place_of_the_one_before(
    copy_of: Any, complete_draft: dict[str, Any]
) -> None:
    first = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(first))
    second = new_version(first, title="Second edition")
    copy.until(lambda copy: copy.alive(second) and copy.deleted(first))
    change(second, restrict)
    copy.until(lambda copy: copy.alive(first) and copy.deleted(second))
    change(second, open_)
    copy.until(lambda copy: copy.alive(second) and copy.deleted(first))


def test_older_versions_are_listed_where_the_setting_says_so(
    app: Flask, row: Any, complete_draft: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a transaction: the instance's worker has the other setting."""
    first = publish(complete_draft)
    new_version(first, title="Second edition")
    older = row(first)
    assert older.deleted
    monkeypatch.setitem(app.config, "HOEDER_OAI_VERSIONS", "all")
    assert str(older.id) in {str(one) for one in refresh.refresh([parent_of(first)]).put}
    monkeypatch.setitem(app.config, "HOEDER_OAI_VERSIONS", "latest")
    assert {str(one) for one in refresh.refresh([parent_of(first)]).withdrawn} == {str(older.id)}


def test_a_script_that_knows_nothing_of_services(
    copy_of: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record))
    found = current_rdm_records_service.record_cls.pid.resolve(record)
    found["metadata"]["title"] = "Changed by a script"
    found.commit()
    db.session.commit()
    copy.until(lambda copy: copy.title(record) == "Changed by a script")


def test_what_is_rolled_back_is_not_told(row: Any, complete_draft: dict[str, Any]) -> None:
    record = publish(complete_draft)
    before = row(record)
    found = current_rdm_records_service.record_cls.pid.resolve(record)
    found["metadata"]["title"] = "Never"
    found.commit()
    db.session.flush()
    db.session.rollback()
    found = current_rdm_records_service.record_cls.pid.resolve(record)
    db.session.commit()
    assert row(record).digest == before.digest
