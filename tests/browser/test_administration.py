# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The administration panel, as the administrator."""

import pytest
from playwright.sync_api import expect

from browser.conftest import OVERFLOW, Open


def test_panel_opens(visit: Open) -> None:
    page = visit("administrator").go("/administration/")
    expect(page.get_by_role("heading", name="Welcome to Hoeder Administration")).to_be_visible()
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("what", ["records", "communities", "oai-pmh", "jobs", "audit-logs"])
def test_lists_open(visit: Open, what: str) -> None:
    page = visit("administrator").go(f"/administration/{what}")
    content = page.locator("#admin-main-content")
    rows = content.locator("table").or_(content.get_by_text("There are no resources"))
    expect(rows.first).to_be_visible()


def test_others_are_kept_out(visit: Open) -> None:
    visitor = visit("researcher")
    visitor.expected.append((403, r"/administration/.*"))
    page = visitor.go("/administration/records")
    expect(page.get_by_text("Permission required")).to_be_visible()
