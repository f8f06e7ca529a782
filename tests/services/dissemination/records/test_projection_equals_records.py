# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The projection as a whole: rebuilt, checked, filled at the set-up; failures; all formats."""

import logging
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from invenio_app.factory import create_api
from invenio_db import db
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch, OAIError

from deposits import edit, publish
from hoeder.dissemination.cli import dissemination
from hoeder.dissemination.projection import positions, renderings
from hoeder.dissemination.records import follow, whole


@pytest.fixture
def run(app: Flask) -> Callable[..., Any]:
    """Run the command."""
    return lambda *arguments: app.test_cli_runner().invoke(dissemination, arguments)


def no_report(done: int, total: int) -> None:
    """Nobody looks."""


def differences() -> list[str]:
    return [f"{one.identifier} {one.what}" for one in whole.check(no_report)]


def equal(copy: Any) -> None:
    """Nothing differs, as soon as the worker had its turn."""
    copy.until(lambda copy: not differences())


def execute(statement: str, **values: Any) -> None:
    db.session.execute(sa.text(statement), values)
    db.session.commit()


def test_what_was_spoilt_is_found_and_put_right(
    run: Any,
    copy_of: Any,
    row: Any,
    settled: Any,
    by_bare_sql: Any,
    complete_draft: dict[str, Any],
) -> None:
    whole.rebuild(no_report)
    records = [publish(complete_draft) for _ in range(6)]
    copy = copy_of()
    settled(copy, *records)
    equal(copy)
    assert run("check").output == "Equal to the records.\n"
    lost, other, gone, sets, member, changed = records
    table = "hoeder_dissemination_record"
    for name in ("rendering", "set"):
        execute(
            f"DELETE FROM hoeder_dissemination_{name} WHERE record_id = :id", id=str(row(lost).id)
        )
    execute(f"DELETE FROM {table} WHERE id = :id", id=str(row(lost).id))
    execute(f"UPDATE {table} SET digest = 'x' WHERE id = :id", id=str(row(other).id))
    execute(f"UPDATE {table} SET deleted = true WHERE id = :id", id=str(row(gone).id))
    execute(f"UPDATE {table} SET sets = '{{plain}}' WHERE id = :id", id=str(row(sets).id))
    execute(
        "UPDATE hoeder_dissemination_set SET member = false WHERE record_id = :id",
        id=str(row(member).id),
    )
    by_bare_sql(changed, lambda data: data["metadata"].update(title="By bare SQL"))
    answer = run("check")
    assert answer.exit_code == 1
    for record, what in (
        (lost, "is published, but not on the shelf"),
        (other, "is on the shelf with another content"),
        (gone, "is on the shelf with another state: deleted"),
        (sets, "is on the shelf with another set"),
        (member, "is listed otherwise in the set custodian:ugent-demo"),
        (changed, "is on the shelf with another content"),
    ):
        assert f":{record} {what}" in answer.output
    answer = run("rebuild")
    assert (answer.exit_code, answer.output) == (0, "6 records put right, 0 withdrawn.\n")
    copy.until(lambda copy: copy.alive(changed) and copy.title(changed) == "By bare SQL")
    equal(copy)
    assert run("rebuild").output == "0 records put right, 0 withdrawn.\n"


def test_a_record_that_is_gone_from_the_database(
    row: Any, copy_of: Any, settled: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record))
    settled(copy, record)  # else the DOI's registration has it looked at again before us
    id_ = str(row(record).id)
    execute("DELETE FROM rdm_versions_state WHERE latest_id = :id", id=id_)
    execute("DELETE FROM rdm_records_metadata WHERE id = :id", id=id_)
    assert any("there is no such record" in one for one in differences())
    whole.rebuild(no_report)  # or the worker, which may be there first
    assert not any("there is no such record" in one for one in differences())
    copy.until(lambda copy: copy.deleted(record))


def test_an_interrupted_rebuild_goes_on(
    complete_draft: dict[str, Any], row: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = [publish(complete_draft) for _ in range(5)]
    monkeypatch.setattr(whole, "BATCH", 1)
    ids = [str(row(record).id) for record in records]
    execute(
        "UPDATE hoeder_dissemination_record SET digest = 'x' WHERE id = ANY(CAST(:ids AS uuid[]))",
        ids=ids,
    )
    looked: list[int] = []

    def stop(done: int, total: int) -> None:
        looked.append(done)
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        whole.rebuild(stop)
    assert positions.read(db.session, whole.REBUILD).detail
    looked.clear()
    whole.rebuild(lambda done, total: looked.append(done))
    assert looked[0] == 3
    # What is done is done for other custodians: those that changed meanwhile begin anew.
    positions.write(
        db.session, whole.REBUILD, positions.Place(detail=f"other {UUID(int=2**128 - 1)}")
    )
    db.session.commit()
    looked.clear()
    whole.rebuild(lambda done, total: looked.append(done))
    assert looked[0] == 0
    assert not positions.read(db.session, whole.REBUILD).detail
    assert not any(row(record).digest == "x" for record in records)


def test_an_instance_that_was_there_before_gets_its_projection(
    copy_of: Any, row: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    names = ("rendering", "set", "record", "position")
    for name in names:
        db.session.execute(sa.text(f"DELETE FROM hoeder_dissemination_{name}"))
    db.session.commit()
    assert row(record) is None
    whole.set_up(no_report)
    copy = copy_of().until(lambda copy: copy.alive(record))
    equal(copy)
    stamp = copy.stamp(record)
    whole.set_up(no_report)
    again = copy_of().until(lambda copy: copy.alive(record))  # it may have been told meanwhile
    assert again.stamp(record) >= stamp


def test_rebuilding_while_somebody_edits(
    app: Flask, copy_of: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record))
    stop = threading.Event()
    failed: list[BaseException] = []
    mine = app

    def rebuild() -> None:
        with mine.app_context():
            try:
                while not stop.is_set():
                    whole.rebuild(no_report)
            except BaseException as error:
                failed.append(error)

    thread = threading.Thread(target=rebuild)
    thread.start()
    try:
        for number in range(8):
            edit(record, title=f"Edition {number}")
    finally:
        stop.set()
        thread.join()
    assert not failed
    copy.until(lambda copy: copy.title(record) == "Edition 7")
    equal(copy)


def test_a_record_that_cannot_be_rendered_is_left_out(
    run: Any,
    copy_of: Any,
    row: Any,
    by_bare_sql: Any,
    sickle: Sickle,
    formats: list[str],
    complete_draft: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    record, other = publish(complete_draft), publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record) and copy.alive(other))
    by_bare_sql(record, lambda data: data["metadata"].update(creators=[{"person_or_org": 5}]))
    whole.rebuild(no_report)
    # Whoever is first renders: this process, the instance's worker or its web server.
    with caplog.at_level(logging.ERROR):
        follow.follow_renderings(float("inf"))

    def failures() -> set[str]:
        db.session.rollback()
        return {
            one["prefix"]
            for one in renderings.failures(db.session, 1000)
            if one["identifier"].endswith(record)
        }

    copy.until(lambda copy: failures() == set(formats))
    alive = {one.header.identifier for one in sickle.ListRecords(metadataPrefix="oai_dc")}
    assert any(one.endswith(other) for one in alive)
    assert not any(one.endswith(record) for one in alive)
    with pytest.raises(OAIError, match="cannot be shown"):
        sickle.ListMetadataFormats(identifier=row(record).identifier)
    by_bare_sql(
        record,
        lambda data: data["metadata"].update(creators=complete_draft["metadata"]["creators"]),
    )
    edit(record, title="It is well again")
    copy.until(lambda copy: copy.title(record) == "It is well again")
    assert failures() == set()


def test_renderings_that_are_not_what_comes_out_now(
    run: Any, copy_of: Any, row: Any, settled: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    copy = copy_of().until(lambda copy: copy.alive(record))
    settled(copy, record)
    execute(
        "UPDATE hoeder_dissemination_rendering SET body = replace(body, 'people', 'sheep')"
        " WHERE record_id = :id AND prefix = 'oai_dc'",
        id=str(row(record).id),
    )
    assert f":{record} is kept otherwise in oai_dc" in run("check", "--renderings").output
    assert "1 rendered anew." in run("rebuild", "--renderings").output
    copy.until(lambda copy: row(record).identifier in copy.told)
    assert copy.title(record) == "A table without people"


def test_every_format_is_harvested_whole(
    sickle: Sickle, formats: list[str], copy_of: Any, row: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    copy_of().until(lambda copy: copy.alive(record))
    assert {"oai_dc", "datacite", "oai_datacite", "marcxml"} <= set(formats)
    headers = {one.identifier for one in sickle.ListIdentifiers(metadataPrefix="oai_dc")}
    for prefix in formats:
        records = list(sickle.ListRecords(metadataPrefix=prefix))
        found = {one.header.identifier for one in records}
        assert len(found) == len(records) and found == headers and row(record).identifier in found
        assert all(one.deleted or one.xml.find(".//{*}metadata")[0].tag for one in records)
    with pytest.raises(NoRecordsMatch):
        sickle.ListRecords(metadataPrefix="oai_dc", **{"from": "2999-01-01"})
    post = Sickle(sickle.endpoint, http_method="POST", timeout=30)
    assert post.Identify().deletedRecord == "persistent"


def test_the_worker_has_made_every_rendering(
    app: Flask, formats: list[str], copy_of: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    query = sa.text(
        "SELECT d.prefix FROM hoeder_dissemination_rendering d JOIN hoeder_dissemination_record r"
        " ON r.id = d.record_id AND r.content_version = d.content_version"
        " WHERE r.identifier LIKE :record"
    )

    def made(copy: Any) -> bool:
        db.session.rollback()
        found = db.session.execute(query, {"record": f"%:{record}"}).scalars()
        return set(found) == set(formats)

    headers = copy_of()
    headers.until(made)


def test_a_setting_that_is_none_stops_the_application(
    running_instance: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="HOEDER_OAI_VERSIONS"):
        create_api(HOEDER_OAI_VERSIONS="newest")
