# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The quality of a dataset, as depositor, steward and readers see it."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import OVERFLOW, Open
from browser.test_deposit import DRAFT, save
from browser.test_screening import forgive_editor, people, shot, violations
from hoeder.operations.demo import calls
from hoeder.operations.demo.client import Json
from hoeder.operations.demo.scenario import DemoOptions
from statements import complete_statement

__all__ = ["people"]  # a fixture

AREA = "Choose an area or add a location."


@pytest.fixture
def draft(people: Any) -> Json:
    """A complete draft for Ghent that is poorly described."""
    researcher = people("researcher")
    fields = {"hoeder:anonymisation": complete_statement(), "hoeder:frequency": "ANNUAL"}
    body = {**DRAFT, "custom_fields": fields}
    draft = calls.create_draft(researcher, body)
    community = researcher.get(f"/api/communities/{DemoOptions.custodian}")
    calls.ask_review(researcher, draft["id"], community["id"])
    return draft


@pytest.fixture
def landing(people: Any, draft: Json) -> str:
    """Path of its page, once it is published."""
    request = calls.submit(people("researcher"), draft["id"])
    calls.accept(people("steward"), request["id"])
    return f"/records/{draft['id']}"


def panel(page: Page) -> Locator:
    return page.locator("section.hoeder-quality")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_form_says_what_helps_and_follows_what_is_saved(
    visit: Open, draft: Json, running_instance: Any, width: int
) -> None:
    visitor = visit("researcher", width=width)
    page = visitor.go(f"/uploads/{draft['id']}")
    expect(panel(page)).to_contain_text("Does not meet Hoeder quality standard 1.0 yet")
    expect(panel(page)).to_contain_text(AREA)
    expect(panel(page)).to_contain_text("(20 points)")
    area = page.get_by_label("Area (optional)")
    area.select_option("BE234")
    page.get_by_role("button", name="Add: Area").click()
    page.get_by_label("How often new data are added (optional)").select_option("WEEKLY")
    page.get_by_label("Statistics", exact=True).check()
    shot(page, f"quality-form-{width}")
    assert violations(page, ".hoeder-quality", running_instance) == []
    assert violations(page, ".hoeder-choice", running_instance) == []
    save(visitor)
    expect(panel(page)).not_to_contain_text("Choose an area")
    expect(page.get_by_role("button", name="Remove: Arrondissement of Gent")).to_be_visible()
    assert page.evaluate(OVERFLOW) <= 0


@pytest.mark.parametrize("width", [1280, 320])
def test_a_records_page_has_a_badge_and_the_points(
    visit: Open, landing: str, running_instance: Any, width: int
) -> None:
    page = visit(width=width).go(landing)
    region = page.get_by_role("region", name="Quality")
    expect(region).to_contain_text("Does not meet Hoeder quality standard 1.0")
    expect(region).to_contain_text("points")
    expect(page.get_by_text("How often new data are added")).to_be_attached()
    expect(page.get_by_text("annual", exact=True)).to_be_attached()
    expect(region).not_to_contain_text(AREA)
    assert violations(page, ".hoeder-quality", running_instance) == []
    assert page.evaluate(OVERFLOW) <= 0
    shot(page, f"quality-landing-{width}")
    page = visit("researcher", width=width).go(landing)
    page.get_by_text("What would improve it").click()
    expect(page.get_by_role("region", name="Quality")).to_contain_text(AREA)


def test_a_steward_sees_it_in_the_review(visit: Open, people: Any, draft: Json) -> None:
    request = calls.submit(people("researcher"), draft["id"])
    visitor = visit("steward")
    page = visitor.go(f"/me/requests/{request['id']}")
    page.get_by_role("tab", name="Quality").click()
    expect(page.locator("#quality-tab-panel")).to_contain_text(AREA)
    shot(page, "quality-review-1280")
    forgive_editor(visitor)
