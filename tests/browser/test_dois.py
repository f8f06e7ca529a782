# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DOIs as stewards, administrators and researchers see them, with the instance's own worker."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from browser.conftest import OVERFLOW, Open
from browser.test_deposit import DRAFT
from hoeder.operations.demo import calls
from hoeder.operations.demo.client import Client, Json
from hoeder.operations.demo.scenario import DemoOptions
from hoeder.operations.layout import Layout
from statements import statement_without_persons

REFUSES = {"rules": [{"kind": "refuse", "source": "creators", "title": "needs a family name"}]}
SECONDS = 120
"""In which the instance's worker has asked DataCite, on a busy machine, too."""
STATE = "#hoeder-doi-state"
BODY: Json = {**DRAFT, "custom_fields": {"hoeder:anonymisation": statement_without_persons()}}


@pytest.fixture
def faults(running_instance: Any) -> Iterator[Any]:
    """Makes the stand-in refuse; none are left behind."""
    address = f"{running_instance.datacite_url}/faults"
    yield lambda plan: requests.put(address, json=plan, timeout=10).raise_for_status()
    requests.delete(address, timeout=10).raise_for_status()


@pytest.fixture
def signed(running_instance: Any) -> Any:
    """REST clients of the instance's people, for what is not looked at here."""

    def sign_in(who: str) -> Client:
        client = Client(running_instance.base_url)
        account = running_instance.accounts[who]
        client.sign_in(account["email"], account["password"])
        return client

    return sign_in


@pytest.fixture
def published_now(signed: Any) -> Json:
    """A record of Ghent, published this moment."""
    researcher, steward = signed("researcher"), signed("steward")
    draft = calls.create_draft(researcher, BODY)
    community = researcher.get(f"/api/communities/{DemoOptions.custodian}")
    calls.ask_review(researcher, draft["id"], community["id"])
    request = calls.submit(researcher, draft["id"])
    calls.accept(steward, request["id"])
    return researcher.get(f"/api/records/{draft['id']}")


@pytest.fixture
def parked(faults: Any, signed: Any, request: pytest.FixtureRequest) -> str:
    """A DOI of Ghent that the worker tried and DataCite refused; it would take it now."""
    faults(REFUSES)
    record = request.getfixturevalue("published_now")
    doi = str(record["pids"]["doi"]["identifier"])
    steward = signed("steward")

    def is_parked() -> bool | None:
        return steward.get(f"/api/hoeder/dois/{doi}")["status"] == "parked" or None

    calls.until(is_parked, time.monotonic() + SECONDS, "DataCite was not asked.")
    faults({"rules": []})
    return doi


def line_of(page: Page, doi: str) -> Any:
    return page.locator(".hoeder-lines > li", has=page.get_by_role("link", name=doi))


def violations(page: Page, what: str, running_instance: Any) -> list[str]:
    """What axe finds against WCAG 2.1 AA in a part of the page."""
    state = running_instance.state
    build = Layout(state.parents[1], state).assets_build
    page.evaluate((build / "assets/node_modules/axe-core/axe.min.js").read_text())
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
    found = page.evaluate("([what, levels]) => axe.run(what, {runOnly: levels})", [what, levels])
    assert found["passes"], "nothing was looked at"
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def focus_on(page: Page, name: str) -> None:
    """Press the tabulator until a control of this name has the focus."""
    for _ in range(120):
        text = page.evaluate(
            "document.activeElement.ariaLabel || document.activeElement.textContent.trim()"
        )
        if text == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not lead to {name}")


def test_a_steward_finds_out_why_and_retries_by_keyboard(
    visit: Open, parked: str, running_instance: Any
) -> None:
    visitor = visit("steward")
    page = visitor.go("/dois")
    page.locator(".hoeder-count-parked a").click()
    line = line_of(page, parked)
    expect(line).to_contain_text("Parked")
    expect(line).to_contain_text("Correct the field that is named")
    expect(line).to_contain_text("needs a family name")
    expect(line).to_contain_text("Creators")
    focus_on(page, f"Retry now: {parked}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(f"{parked} is sent to DataCite again")
    assert page.url.endswith("/dois?status=parked")
    answer = f"{running_instance.datacite_url}/dois/{parked}"
    calls.until(
        lambda: requests.get(answer, timeout=10).ok or None, time.monotonic() + SECONDS, "not there"
    )
    page = visitor.go(f"/dois?doi={parked}")
    expect(page.get_by_role("heading", name=parked)).to_be_visible()
    expect(page.locator("table tbody tr").last).to_contain_text("422")
    expect(page.locator("table tbody tr").first).to_contain_text("201")


def test_the_administration_panel_has_the_same(visit: Open, parked: str) -> None:
    visitor = visit("administrator")
    page = visitor.go("/administration/")
    page.locator("#admin-side-menu").get_by_role("link", name="DOIs").click()
    page.wait_for_url("**/administration/dois")
    page.get_by_label("Status").select_option("parked")
    page.get_by_label("Data custodian").select_option("ugent-demo")
    page.get_by_role("button", name="Show").click()
    line = line_of(page, parked)
    expect(line).to_contain_text("needs a family name")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this list as CSV").click()
    rows = Path(download.value.path()).read_text().splitlines()
    assert rows[0].startswith("doi,kind,custodian") and any(parked in row for row in rows)
    line.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text(f"{parked} is sent to DataCite again")


def test_narrow_windows_and_screen_readers(
    visit: Open, parked: str, landing: str, running_instance: Any
) -> None:
    pages = [
        ("steward", "/dois?status=parked", ".hoeder-dois"),
        ("steward", f"/dois?doi={parked}", ".hoeder-dois"),
        ("administrator", "/administration/dois", ".hoeder-dois"),
        ("administrator", f"/administration/dois?doi={parked}", ".hoeder-dois"),
        ("steward", landing, STATE),
    ]
    for width in (320, 1280):
        for who, path, what in pages:
            page = visit(who, width=width).go(path)
            assert page.evaluate(OVERFLOW) == 0, (path, width)
            assert violations(page, what, running_instance) == [], (path, width)


def test_the_landing_page_and_the_form_say_that_it_is_registered(
    visit: Open, signed: Any, published_now: Json, running_instance: Any
) -> None:
    doi = published_now["pids"]["doi"]["identifier"]
    answer = f"{running_instance.datacite_url}/dois/{doi}"
    calls.until(
        lambda: requests.get(answer, timeout=10).ok or None, time.monotonic() + SECONDS, "not there"
    )
    visitor = visit("researcher")
    page = visitor.go(f"/records/{published_now['id']}")
    expect(page.locator(STATE)).to_contain_text("Registered: it leads to the page of the dataset")
    expect(page.locator(STATE)).to_contain_text("Registered: it leads to the latest version")
    signed("researcher").send("POST", f"/api/records/{published_now['id']}/draft")
    page = visitor.go(f"/uploads/{published_now['id']}")
    expect(page.locator(STATE)).to_contain_text("Registered")


def test_the_landing_page_says_that_it_is_being_registered(
    visit: Open, faults: Any, request: pytest.FixtureRequest
) -> None:
    # Tried again, as a 503 is, but no reason for the worker to leave DataCite alone for minutes.
    faults({"rules": [{"kind": "status", "status": 409}]})
    record = request.getfixturevalue("published_now")
    page = visit("researcher").go(f"/records/{record['id']}")
    expect(page.locator(STATE)).to_contain_text("Being registered: the dataset is published")
    expect(page.locator("#record-doi-badge")).to_have_count(0)
    expect(page.locator("#record-details")).to_contain_text(record["pids"]["doi"]["identifier"])


def test_the_form_says_that_a_doi_is_reserved(visit: Open, signed: Any) -> None:
    researcher = signed("researcher")
    draft = calls.create_draft(researcher, BODY)
    community = researcher.get(f"/api/communities/{DemoOptions.custodian}")
    calls.ask_review(researcher, draft["id"], community["id"])
    visitor = visit("researcher")
    page = visitor.go(f"/uploads/{draft['id']}")
    expect(page.locator(STATE)).to_be_empty()
    page.get_by_role("button", name="Get a DOI now!").click()
    expect(page.locator(STATE)).to_contain_text("Reserved: it will be registered")
    page = visitor.go(f"/uploads/{draft['id']}")
    expect(page.locator(STATE)).to_contain_text("Reserved: it will be registered")
