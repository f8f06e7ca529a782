# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The deposit form with the anonymisation statement, as the researcher."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Open, Visitor
from hoeder.operations.demo import calls
from hoeder.operations.demo.client import Client, Json
from hoeder.operations.demo.scenario import DemoOptions
from statements import statement_without_persons

STATEMENT = "custom_fields.hoeder:anonymisation"
TITLE = "Bending of steel beams"
DRAFT: Json = {
    "access": {"record": "public", "files": "public"},
    "files": {"enabled": False},
    "metadata": {
        "resource_type": {"id": "dataset"},
        "title": TITLE,
        "publication_date": "2026-01-31",
        "publisher": "Ghent University (demonstration)",
        "creators": [
            {
                "person_or_org": {
                    "type": "personal",
                    "given_name": "Lotte",
                    "family_name": "Peeters",
                }
            }
        ],
    },
}


def control(page: Page, name: str) -> Locator:
    """What has this name below the statement as its id: a control, or its ``.error``."""
    return page.locator(f'[id="{STATEMENT}.{name}"]')


def tab_to(page: Page, name: str) -> None:
    """Press the tabulator until the control has the focus."""
    wanted = f"{STATEMENT}.{name}"
    for _ in range(60):
        if page.evaluate("document.activeElement.id") == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not lead to {wanted}")


def save(visitor: Visitor) -> None:
    """Save the draft and wait for its address and the answer."""
    with visitor.page.expect_response(lambda a: a.request.method in ("POST", "PUT")) as saved:
        visitor.page.get_by_role("button", name="Save draft").click()
    assert saved.value.ok
    visitor.page.wait_for_url(lambda url: not url.endswith("/uploads/new"))
    visitor.settle()


@pytest.fixture
def researcher(running_instance: Any) -> Client:
    """The researcher's REST client, for what is not looked at here."""
    client = Client(running_instance.base_url)
    account = running_instance.accounts["researcher"]
    client.sign_in(account["email"], account["password"])
    return client


@pytest.fixture
def draft(researcher: Client) -> Json:
    """A draft whose statement lacks its reason, addressed to a custodian."""
    statement = {**statement_without_persons(), "status_reason": ""}
    body = {**DRAFT, "custom_fields": {"hoeder:anonymisation": statement}}
    draft = calls.create_draft(researcher, body)
    community = researcher.get(f"/api/communities/{DemoOptions.custodian}")
    calls.ask_review(researcher, draft["id"], community["id"])
    return draft


def test_questions_follow_from_the_answers(visit: Open) -> None:
    page = visit("researcher").go("/uploads/new")
    expect(control(page, "status_reason")).to_be_visible()
    expect(control(page, "method")).to_have_count(0)
    control(page, "status.pseudonymised").check()
    expect(control(page, "method")).to_be_visible()
    expect(control(page, "key_holder")).to_have_count(0)
    control(page, "key_file.kept").check()
    expect(control(page, "key_holder")).to_be_visible()
    control(page, "status.no_persons").check()
    expect(control(page, "key_holder")).to_have_count(0)
    expect(control(page, "method")).to_have_count(0)


def test_statement_by_keyboard_is_kept(visit: Open) -> None:
    visitor = visit("researcher")
    page = visitor.go("/uploads/new")
    page.locator(".accordion .title", has_text="Anonymisation statement").focus()
    press, write = page.keyboard.press, page.keyboard.type
    tab_to(page, "status.anonymous")
    press("Space")
    press("ArrowDown")
    tab_to(page, "status_reason")
    write("Only bands of age.")
    tab_to(page, "anonymised_on")
    write("2025-06")
    tab_to(page, "techniques.other")
    press("Space")
    tab_to(page, "techniques_other")
    write("Rows shuffled")
    tab_to(page, "method")
    add = page.get_by_role("button", name="Add a line: Direct identifiers")
    for _ in range(3):
        press("Tab")
        if add.evaluate("button => button === document.activeElement"):
            break
    press("Enter")
    tab_to(page, "direct_identifiers.0.type")
    write("Name")
    tab_to(page, "direct_identifiers.0.treatment")
    write("Still in the data")
    tab_to(page, "direct_identifiers.0.reason")
    write("They are authors.")
    tab_to(page, "key_file.none")
    press("Space")
    tab_to(page, "sampling_percent")
    write("2.5")
    tab_to(page, "confirmed")
    press("Space")
    save(visitor)
    page.reload()
    visitor.settle()
    expect(control(page, "status.de_facto_anonymous")).to_be_checked()
    expect(control(page, "status_reason")).to_have_value("Only bands of age.")
    expect(control(page, "anonymised_on")).to_have_value("2025-06")
    expect(control(page, "techniques.other")).to_be_checked()
    expect(control(page, "techniques_other")).to_have_value("Rows shuffled")
    expect(control(page, "direct_identifiers.0.type")).to_have_value("name")
    expect(control(page, "direct_identifiers.0.treatment")).to_have_value("retained")
    expect(control(page, "direct_identifiers.0.reason")).to_have_value("They are authors.")
    expect(control(page, "key_file.none")).to_be_checked()
    expect(control(page, "sampling_percent")).to_have_value("2.5")
    expect(control(page, "confirmed")).to_be_checked()


def test_saving_names_what_is_missing_beside_its_field(visit: Open) -> None:
    visitor = visit("researcher")
    page = visitor.go("/uploads/new")
    control(page, "status.anonymous").check()
    control(page, "singling_out.no").check()
    save(visitor)
    for name in ("status_reason", "method", "direct_identifiers", "singling_out_note", "confirmed"):
        expect(control(page, f"{name}.error")).to_contain_text("Not answered yet")
        described = control(page, name).get_attribute("aria-describedby") or ""
        assert f"{STATEMENT}.{name}.error" in described.split()
    expect(control(page, "singling_out.error")).to_have_count(0)
    page.get_by_role("link", name="How it was done").click()
    expect(control(page, "method")).to_be_in_viewport()
    control(page, "method").fill("In bands.")
    expect(control(page, "method.error")).to_have_count(0)
    expect(control(page, "status_reason.error")).to_be_visible()


def test_incomplete_statement_is_not_submitted(
    visit: Open, draft: Json, researcher: Client
) -> None:
    visitor = visit("researcher")
    page = visitor.go(f"/uploads/{draft['id']}")
    visitor.expected.append((400, r"/api/records/[\w-]+/draft/actions/submit-review"))
    submit_for_review(visitor)
    expect(control(page, "status_reason.error")).to_contain_text("Why this status fits")
    review = researcher.get(f"/api/records/{draft['id']}/draft/review")
    assert review["status"] == "created"


def submit_for_review(visitor: Visitor) -> None:
    """Press the button, agree to what the dialogue asks, confirm."""
    page = visitor.page
    page.get_by_role("button", name="Submit for review").click()
    dialogue = page.locator(".ui.modal.visible")
    for box in dialogue.locator("input[type=checkbox]").all():
        box.check(force=True)
    dialogue.get_by_role("button", name="Submit record for review").click()
    visitor.settle()


def test_steward_reviews_with_the_preview(visit: Open, draft: Json, researcher: Client) -> None:
    body = {**DRAFT, "custom_fields": {"hoeder:anonymisation": statement_without_persons()}}
    calls.save_draft(researcher, draft["id"], body)
    request = calls.submit(researcher, draft["id"])
    visitor = visit("steward")
    page = visitor.go(f"/communities/{DemoOptions.custodian}/requests/{request['id']}")
    expect(page.get_by_text("Please review this data set.")).to_be_visible()
    expect(page.get_by_text("Lotte Peeters").first).to_be_visible()
    expect(page.get_by_role("button", name="Accept and publish").first).to_be_visible()
    page.locator("a.item", has_text="Record").first.click()
    visitor.settle()
    expect(page.get_by_role("heading", name=TITLE).first).to_be_visible()
    expect(page.get_by_text("Measurements of steel beams.").first).to_be_visible()
