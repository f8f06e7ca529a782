# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A file with e-mail addresses, from its upload to its publication, as people see it."""

import io
import os
import uuid
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import OVERFLOW, Open, Visitor
from browser.test_deposit import DRAFT, control, save
from hoeder.operations.demo import calls
from hoeder.operations.demo.client import Client, Json
from hoeder.operations.demo.scenario import DemoOptions
from hoeder.operations.layout import Layout
from statements import complete_statement

SECONDS = 180_000
"""Milliseconds in which the instance's worker has screened a small file, on a busy machine too."""
REASON = "These addresses are those of shops, printed in the telephone book."
EDITOR = "#conversation-tab-panel .tox-editor-container"
COLUMNS = ("age", "postcode", "colour", "contact")


def table() -> bytes:
    """People of whom each is met twelve times by age and postcode; every file has its own bytes."""
    head = ";".join(COLUMNS)
    rows = [
        f"{20 + 5 * (n % 4)};{9000 + 10 * (n % 2)};red;person.nr{n}@example.org" for n in range(48)
    ]
    return "\n".join([head, *rows, f"20;9000;red;{uuid.uuid4().hex}@example.org", ""]).encode()


def shot(page: Page, name: str) -> None:
    """Keep a picture for who wants to look, in the folder that HOEDER_SCREENSHOTS names."""
    if folder := os.environ.get("HOEDER_SCREENSHOTS"):
        path = str(Path(folder) / f"{name}.png")
        if name.startswith("deposit"):
            panel(page).screenshot(path=path)
        else:
            page.screenshot(path=path, full_page=True)


def violations(page: Page, what: str, running_instance: Any) -> list[str]:
    """What axe finds against WCAG 2.1 AA in a part of the page."""
    state = running_instance.state
    build = Layout(state.parents[1], state).assets_build
    page.evaluate((build / "assets/node_modules/axe-core/axe.min.js").read_text())
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
    found = page.evaluate("([what, levels]) => axe.run(what, {runOnly: levels})", [what, levels])
    assert found["passes"], "nothing was looked at"
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Screening of the files")


@pytest.fixture
def people(running_instance: Any) -> Any:
    """REST clients of the instance's people, for what is not looked at here."""

    def sign_in(who: str) -> Client:
        client = Client(running_instance.base_url)
        account = running_instance.accounts[who]
        client.sign_in(account["email"], account["password"])
        return client

    return sign_in


@pytest.fixture
def draft(people: Any) -> Json:
    """A draft for Ghent that says e-mail addresses were removed; no files yet."""
    researcher = people("researcher")
    rows = [{"type": "contact", "treatment": "removed"}]
    statement = {**complete_statement(), "direct_identifiers": rows, "quasi_identifiers": []}
    statement["quasi_identifiers_remain"] = "no"
    body = {**DRAFT, "files": {"enabled": True}}
    draft = calls.create_draft(
        researcher, {**body, "custom_fields": {"hoeder:anonymisation": statement}}
    )
    community = researcher.get(f"/api/communities/{DemoOptions.custodian}")
    calls.ask_review(researcher, draft["id"], community["id"])
    return draft


@pytest.fixture
def submitted(people: Any, draft: Json) -> Json:
    """The same with a file, in review."""
    researcher = people("researcher")
    calls.upload(researcher, draft["id"], "people.csv", io.BytesIO(table()))
    return calls.submit(researcher, draft["id"])


def test_the_researcher_sees_progress_and_findings_and_confirms_columns(
    visit: Open, draft: Json, running_instance: Any
) -> None:
    visitor = visit("researcher")
    page = visitor.go(f"/uploads/{draft['id']}")
    expect(panel(page)).to_contain_text("Files are screened as soon as")
    control(page, "method").fill("Typed, and not saved yet.")
    files = [{"name": "people.csv", "mimeType": "text/csv", "buffer": table()}]
    page.locator("input[type=file]").first.set_input_files(files)  # type: ignore[arg-type]
    expect(panel(page)).to_contain_text("of 1 files have been screened.")
    expect(panel(page)).to_contain_text("1 of 1 files have been screened.", timeout=SECONDS)
    expect(panel(page)).to_contain_text("E-mail address found (contact)")
    expect(panel(page)).to_contain_text("removed or never collected, but the screening is certain")
    shot(page, "deposit-1280")
    age = panel(page).get_by_label("Others may know it of a person: age")
    postcode = panel(page).get_by_label("Others may know it of a person: postcode")
    expect(age).to_be_checked()
    expect(postcode).to_be_checked()
    page.get_by_text("Columns that were not proposed").click()
    panel(page).get_by_label("Nobody should learn it of a person: colour").check()
    panel(page).get_by_label("Share of the population").fill("0.5")
    confirm = panel(page).get_by_role("button", name="Confirm these columns")
    confirm.focus()
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("You have confirmed these columns.", timeout=SECONDS)
    expect(confirm).to_be_focused()
    expect(panel(page)).to_contain_text("the smallest group has 12 of 49 rows")
    expect(panel(page)).to_contain_text("no indirect details are left, but age, postcode")
    expect(control(page, "method")).to_have_value("Typed, and not saved yet.")
    panel(page).get_by_role("button", name="Use this in my statement").click()
    expect(control(page, "quasi_identifiers_remain.yes")).to_be_checked()
    expect(control(page, "quasi_identifiers.0.name")).to_have_value("age")
    expect(control(page, "quasi_identifiers.1.name")).to_have_value("postcode")
    expect(panel(page)).not_to_contain_text("no indirect details are left, but")
    expect(control(page, "method")).to_have_value("Typed, and not saved yet.")
    assert violations(page, ".hoeder-screening", running_instance) == []
    save(visitor)
    narrow = visit("researcher", width=320)
    page = narrow.go(f"/uploads/{draft['id']}")
    expect(panel(page)).to_contain_text("You have confirmed these columns.")
    expect(control(page, "quasi_identifiers.0.name")).to_have_value("age")
    assert page.evaluate(OVERFLOW) == 0
    shot(page, "deposit-320")


def test_internal_answers_are_saved_by_their_own_button(
    visit: Open, draft: Json, people: Any, running_instance: Any
) -> None:
    visitor = visit("researcher")
    page = visitor.go(f"/uploads/{draft['id']}")
    page.get_by_text("Only for you and the data stewards; never published").click()
    page.get_by_label("Data protection impact assessment").fill("DPIA-12")
    button = page.get_by_role("button", name="Save these answers")
    page.route("**/statement/internal", lambda route: route.abort())
    button.click()
    expect(page.locator(".hoeder-internal [role=status]")).to_contain_text("Not saved:")
    page.unroute("**/statement/internal")
    visitor.problems.clear()
    button.click()
    expect(page.locator(".hoeder-internal [role=status]")).to_contain_text("Saved. Nobody but you")
    assert violations(page, ".hoeder-internal", running_instance) == []
    address = f"/api/records/{draft['id']}/draft/statement/internal"
    assert people("researcher").get(address)["answers"] == {"dpia": "DPIA-12"}
    page = visitor.go(f"/uploads/{draft['id']}")
    page.get_by_text("Only for you and the data stewards; never published").click()
    expect(page.get_by_label("Data protection impact assessment")).to_have_value("DPIA-12")


def test_the_steward_accepts_one_by_one_and_publishes(
    visit: Open, submitted: Json, draft: Json, running_instance: Any
) -> None:
    address = f"/communities/{DemoOptions.custodian}/requests/{submitted['id']}"
    visitor = visit("steward")
    page = open_request(visitor, address)
    page.get_by_role("tab", name="Screening").click()
    expect(page.locator("#screening-tab-panel")).to_be_visible()
    wait_until_screened(visitor, f"{address}?tab=screening")
    tab = page.locator("#screening-tab-panel")
    expect(tab).to_contain_text("E-mail address found (contact)")
    expect(tab).to_contain_text("The statement and the screening do not agree")
    shot(page, "request-1280")
    assert violations(page, ".hoeder-screening", running_instance) == []
    while tab.get_by_text("Accept this").count():
        before = tab.get_by_text("Accept this").count()
        tab.get_by_text("Accept this").first.click()
        tab.locator("details[open] textarea[name=reason]").first.fill(REASON)
        tab.get_by_role("button", name="Accept", exact=True).first.click()
        expect(tab.get_by_text("Accept this")).to_have_count(before - 1)
        expect(tab).to_be_visible()
        visitor.settle()
    expect(tab).to_contain_text("No finding stands in the way of publication.")
    expect(tab.locator("tbody tr").first).to_contain_text("Jonas Maes")
    narrow = visit("steward", width=320)
    small = narrow.go(f"/uploads/{draft['id']}/screening")
    expect(small.get_by_role("heading", level=1)).to_contain_text("Screening of")
    assert small.evaluate(OVERFLOW) == 0
    assert violations(small, ".hoeder-screening", running_instance) == []
    small.get_by_text("The whole report").click()
    expect(small.get_by_role("heading", name="E-mail address")).to_be_visible()
    assert small.evaluate(OVERFLOW) == 0
    assert violations(small, ".hoeder-screening", running_instance) == []
    shot(small, "screening-320")
    page.get_by_role("tab", name="Conversation").click()
    expect(page.locator(EDITOR)).to_be_visible()
    page.get_by_role("button", name="Accept and publish").first.click()
    with page.expect_response(
        lambda answer: "/actions/accept" in answer.url, timeout=60_000
    ) as published:
        page.locator(".ui.modal.visible").get_by_role("button", name="Accept and publish").click()
    assert published.value.status == 200, published.value.text()
    visitor.settle()
    forgive_editor(visitor)
    page = visit().go(f"/records/{draft['id']}")
    told = page.get_by_role("region", name="Screening of the files")
    expect(told).to_contain_text("A data steward accepted")
    expect(told).not_to_contain_text("nonymous")
    shot(page, "landing-1280")
    for width in (320, 1280):
        page = visit(width=width).go(f"/records/{draft['id']}")
        assert page.evaluate(OVERFLOW) == 0
        what = "[aria-labelledby=hoeder-screening-published]"
        assert violations(page, what, running_instance) == []


def open_request(visitor: Visitor, address: str) -> Page:
    """Open a review request and wait for its editor, which complains when it is left too soon."""
    page: Page = visitor.go(address)
    expect(page.get_by_text("Please review this data set.")).to_be_visible()
    expect(page.locator(EDITOR)).to_be_visible()
    return page


def forgive_editor(*visitors: Visitor) -> None:
    """Stock's editor stumbles when it is hidden or left before its own style sheet has come."""
    for visitor in visitors:
        visitor.problems[:] = [p for p in visitor.problems if "(reading 'innerWidth')" not in p]


def wait_until_screened(visitor: Visitor, address: str) -> None:
    """Open the page again until nothing on it waits."""
    for _ in range(60):
        page = visitor.go(address)
        if not page.get_by_text("has not been screened yet").count():
            return
        page.wait_for_timeout(2000)
    raise AssertionError("the file was not screened")


def test_returning_and_the_depositors_view(visit: Open, submitted: Json, draft: Json) -> None:
    visitor = visit("steward")
    wait_until_screened(visitor, f"/uploads/{draft['id']}/screening")
    page = visitor.page
    page.get_by_text("The whole report").click()
    shot(page, "screening-1280")
    page.get_by_label("A note before the list").fill("Please remove the addresses.")
    page.get_by_role("button", name="Return to the depositor with this list").click()
    page.wait_for_url("**/screening")
    depositor, narrow = visit("researcher"), visit("researcher", width=320)
    page = open_request(depositor, f"/me/requests/{submitted['id']}")
    expect(page.get_by_text("Please remove the addresses.")).to_be_visible()
    expect(page.get_by_text("E-mail address found").first).to_be_visible()
    shot(page, "conversation-1280")
    page.get_by_role("tab", name="Screening").click()
    expect(page.locator("#screening-tab-panel")).to_contain_text("E-mail address found")
    expect(page.get_by_text("Accept this")).to_have_count(0)
    page.get_by_role("tab", name="Record").click()
    expect(page.locator("#record-tab-panel")).to_be_visible()
    page = narrow.go(f"/me/requests/{submitted['id']}?tab=screening")
    expect(page.locator("#screening-tab-panel")).to_be_visible()
    assert page.evaluate(OVERFLOW) == 0
    shot(page, "request-320")
    page.get_by_role("tab", name="Conversation").click()
    expect(page.locator(EDITOR)).to_be_visible()
    forgive_editor(depositor, narrow)
