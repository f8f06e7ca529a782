# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The operator's page as the web server makes it: who opens it, what it says, retrying."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from invenio_db import db
from lxml import html

from deposits import publish
from hoeder.dissemination.projection.models import Harvest, Rendering
from hoeder.dissemination.tasks import forget_harvesters
from hoeder.operations.demo.client import login_fields
from visitors import Person

PAGE = "/administration/harvests"
Visitors = Callable[[str], Person]
#: An owner of records and a steward are no operators: they see addresses of nobody.
NOBODY = ("anonymous", "researcher", "steward", "other_steward")


def rows(page: str, table: str) -> list[list[str]]:
    """The texts of a table's cells, found by the id of its caption."""
    tree = html.document_fromstring(page)
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in tree.xpath(f"//table[caption/@id='{table}']/tbody/tr")
    ]


def still_failed(prefix: str, identifier: str) -> bool:
    db.session.rollback()
    found = db.session.execute(
        sa.text(
            "SELECT d.failed FROM hoeder_dissemination_rendering d"
            " JOIN hoeder_dissemination_record r ON r.id = d.record_id"
            " WHERE d.prefix = :prefix AND r.identifier = :identifier"
        ),
        {"prefix": prefix, "identifier": identifier},
    ).scalar()
    return found == "KeyError: 'title'"


def test_who_opens_it(person: Visitors, harvested: Any, complete_draft: Any) -> None:
    harvested("192.0.2.77")
    publish(complete_draft)
    for who in NOBODY:
        answer = person(who).open(PAGE)
        assert answer.status_code == 403, who
        assert "192.0.2.77" not in answer.text
    assert "192.0.2.77" in person("administrator").text(PAGE)


def test_who_retries(person: Visitors, failed: Any) -> None:
    identifier = failed("marcxml", "KeyError: 'title'")
    form = login_fields(person("anonymous").open("/login/").text) or {}
    for who in NOBODY:
        token = form["csrf_token"] if who == "anonymous" else person(who).token("/dois")
        answer = person(who).press(PAGE, prefix="marcxml", csrf_token=token)
        assert answer.status_code == 403, who
    assert still_failed("marcxml", identifier)


def test_who_harvests_what_how_far(person: Visitors, harvested: Any) -> None:
    now = datetime.now(UTC)
    harvested("192.0.2.1")
    harvested(
        "192.0.2.2",
        prefix="oai_datacite",
        set_spec="openaire_data",
        since="2026-01-01",
        asked_at=now - timedelta(minutes=2),
        started_at=now - timedelta(minutes=9),
        completed_at=None,
        full_at=None,
        delivered=500,
        size=2_000,
    )
    harvested("192.0.2.3", completed_at=None, full_at=None, delivered=3, size=9)
    harvested(
        "192.0.2.4",
        prefix="",
        asked_at=now,
        completed_at=None,
        full_at=None,
        delivered=0,
        size=None,
        errors=4,
        error="badResumptionToken",
        error_at=now,
    )
    found = rows(person("administrator").open(PAGE).text, "harvesters")
    order = [row[0] for row in found]
    assert order[:2] == ["192.0.2.4", "192.0.2.2"] and len(order) == 4, "the latest request first"
    by_client = {row[0]: row for row in found}
    assert by_client["192.0.2.1"][1:4] == [
        "ListRecords oai_dc",
        "Complete It has the whole list.",
        "1,200 of 1,200 (100 %)",
    ]
    assert by_client["192.0.2.2"][1:4] == [
        "ListRecords oai_datacite, openaire_data, from 2026-01-01",
        "Running It asks for page after page.",
        "500 of 2,000 (25 %)",
    ]
    assert by_client["192.0.2.2"][5:7] == ["Never", "Never"]
    assert by_client["192.0.2.3"][2].startswith("Stopped ")
    assert by_client["192.0.2.4"][2].startswith("Refused ")
    assert by_client["192.0.2.4"][7].startswith("4, the last one badResumptionToken, ")


def test_last_complete_harvest_of_each_set(
    person: Visitors, harvested: Any, complete_draft: Any
) -> None:
    publish(complete_draft)
    harvested("192.0.2.1")
    harvested("192.0.2.2", set_spec="custodian", prefix="marcxml")
    found = {row[0]: row for row in rows(person("administrator").open(PAGE).text, "sets")}
    assert found["Everything"][3:5] == ["192.0.2.1", "oai_dc"]
    assert found["custodian"][3:5] == ["192.0.2.2", "marcxml"]
    below = [row for spec, row in found.items() if spec.startswith("custodian:")]
    assert below and all(row[2:] == ["Never", "", "", "Never"] for row in below)


def test_overdue(person: Visitors, harvested: Any) -> None:
    old = datetime.now(UTC) - timedelta(days=9)
    harvested("192.0.2.1")
    times = {"started_at": old, "asked_at": old, "completed_at": old, "full_at": old}
    harvested("192.0.2.9", **times)
    harvested("192.0.2.8", harvests=1, **times)
    page = html.document_fromstring(person("administrator").open(PAGE).text)
    listed = page.xpath("//*[@id='overdue']/following-sibling::*[1]//li")
    assert [item.text_content().split(":")[0] for item in listed] == ["192.0.2.9"]


def test_failures_are_shown_and_made_again(person: Visitors, failed: Any) -> None:
    identifier = failed("marcxml", "KeyError: 'title'")
    other = failed("datacite", "ValueError: <script>alert(1)</script>")
    visitor = person("administrator")
    page = visitor.open(PAGE).text
    found = {row[0]: row[1:3] for row in rows(page, "failures")}
    assert found[identifier] == ["marcxml", "KeyError: 'title'"]
    assert found[other] == ["datacite", "ValueError: <script>alert(1)</script>"]
    assert "<script>alert(1)" not in page
    answer = visitor.press(PAGE, prefix="marcxml", csrf_token=visitor.token(PAGE))
    assert answer.status_code == 303 and answer.headers["Location"].endswith(PAGE)
    text = visitor.text(PAGE)
    assert "failed renderings of marcxml are made again within seconds" in text
    assert not still_failed("marcxml", identifier)
    assert other in text, "another format's stay"


@pytest.mark.parametrize("fields", [{}, {"csrf_token": "forged"}])
def test_a_form_from_elsewhere_changes_nothing(
    person: Visitors, failed: Any, fields: dict[str, str]
) -> None:
    identifier = failed("marcxml", "KeyError: 'title'")
    visitor = person("administrator")
    assert visitor.press(PAGE, prefix="marcxml", **fields).status_code == 303
    assert still_failed("marcxml", identifier)
    assert "Nothing was changed" in visitor.text(PAGE)


def test_a_format_that_is_none_is_refused(person: Visitors) -> None:
    visitor = person("administrator")
    answer = visitor.press(PAGE, prefix="nothing", csrf_token=visitor.token(PAGE))
    assert answer.status_code == 400
    assert db.session.query(Rendering).filter_by(prefix="nothing").count() == 0


def test_tables_can_be_read_and_reached(person: Visitors, harvested: Any, failed: Any) -> None:
    harvested("192.0.2.1")
    failed("marcxml", "KeyError: 'title'")
    page = html.document_fromstring(person("administrator").open(PAGE).text)
    tables = page.xpath("//main//table|//*[contains(@class,'hoeder-harvests')]//table")
    assert len(tables) == 3
    for table in tables:
        (caption,) = table.xpath("./caption")
        (region,) = table.xpath("./parent::div[@role='region'][@tabindex='0']")
        assert caption.text_content().strip()
        assert region.get("aria-labelledby") == caption.get("id")
        assert all(head.get("scope") == "col" for head in table.xpath("./thead//th"))
        assert all(head.get("scope") == "row" for head in table.xpath("./tbody//th"))
    buttons = page.xpath("//*[contains(@class,'hoeder-harvests')]//button/@aria-label")
    assert buttons == ["Retry now: marcxml"]


def test_the_menu_has_it(person: Visitors) -> None:
    links = html.document_fromstring(person("administrator").open("/administration/").text)
    assert PAGE in links.xpath("//a/@href")


def test_who_never_comes_back_is_forgotten(harvested: Any) -> None:
    """The rows have addresses."""
    long_ago = datetime.now(UTC) - timedelta(days=401)
    harvested("192.0.2.1", asked_at=long_ago)
    harvested("192.0.2.2")
    forget_harvesters()
    db.session.rollback()
    assert db.session.execute(sa.select(Harvest.client)).scalars().all() == ["192.0.2.2"]
