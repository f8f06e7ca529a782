# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Pages that anybody may open. Each test also fails on what ``conftest.Visitor`` notices."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from browser.conftest import OVERFLOW, Open
from hoeder.operations.demo import fair, metadata
from hoeder.operations.demo.scenario import DemoOptions, DemoResult

CUSTODIAN = "Ghent University (demonstration)"
STATEMENT = "#custom-fields-panel"


def test_front_page_says_what_to_do_and_shows_the_newest(
    visit: Open, published: DemoResult, running_instance: Any
) -> None:
    page = visit().go("/")
    expect(page.get_by_role("heading", name="Research data, kept well")).to_be_visible()
    expect(page.locator(".hoeder-steps li")).to_have_count(3)
    expect(page.locator("#records-list").get_by_text(metadata.TITLE).first).to_be_visible()
    expect(page.locator("aside").get_by_role("link", name=CUSTODIAN)).to_be_visible()
    expect(page.get_by_text("DOIs shown here are test DOIs")).to_be_visible()
    page.get_by_role("link", name="Deposit a dataset").click()
    page.wait_for_url("**/login/**")
    assert page.url.startswith(running_instance.base_url)


def test_front_page_in_dutch(visit: Open) -> None:
    visitor = visit(alone=True)
    page = visitor.go("/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("#language-code-form .dropdown").last.click()
    page.locator("#language-code-form").get_by_text("Nederlands").last.click()
    page.wait_for_selector("html[lang=nl]")
    visitor.settle()
    expect(page.locator("aside")).to_contain_text("Universiteit Gent (demonstratie)")


@pytest.mark.usefixtures("published")
def test_search_finds_and_narrows(visit: Open) -> None:
    visitor = visit()
    page = visitor.go("/search?q=Redbook")
    expect(page.get_by_role("link", name=metadata.TITLE).first).to_be_visible()
    page.get_by_role("checkbox", name="Dataset").first.dispatch_event("click")
    page.wait_for_url(re.compile("resource_type"))
    visitor.settle()
    assert parse_qs(urlsplit(page.url).query)["f"] == ["resource_type:dataset"]
    expect(page.get_by_role("link", name=metadata.TITLE).first).to_be_visible()


def test_search_without_result_says_so(visit: Open) -> None:
    page = visit().go("/search?q=%22no%20such%20dataset%22")
    expect(page.get_by_text("We couldn't find any matches")).to_be_visible()


def test_landing_page_shows_the_files(visit: Open, landing: str) -> None:
    page = visit().go(landing)
    expect(page.get_by_role("heading", name=metadata.TITLE)).to_be_visible()
    preview = page.frame_locator("#preview-iframe")
    expect(preview.get_by_role("heading", name="Codebook").first).to_be_visible()
    with page.expect_download() as download:
        page.locator('a.button[href*="/files/fair-1978.csv"]').first.click()
    rows = Path(download.value.path()).read_text().splitlines()
    assert len(rows) == 1 + len(fair.read_survey().rows)


def test_landing_page_shows_the_statement_in_words(visit: Open, landing: str) -> None:
    shown = visit().go(landing).locator(STATEMENT)
    expect(shown).to_contain_text("De-facto anonymous")
    expect(shown).to_contain_text("Married women who read Redbook")
    expect(shown).to_contain_text("Name: Removed")
    for code in ("de_facto_anonymous", "generalisation:", "[object Object]", "{'"):
        expect(shown).not_to_contain_text(code)


def test_landing_page_says_that_the_doi_is_a_test(
    visit: Open, published: DemoResult, landing: str
) -> None:
    page = visit().go(landing)
    notice = page.locator(".sidebar-container", has=page.get_by_role("heading", name="Test DOI"))
    expect(notice).to_contain_text(published.doi)
    expect(notice).to_contain_text("do not cite it")


def test_citation_changes_with_its_style(visit: Open, published: DemoResult, landing: str) -> None:
    page = visit().go(landing)
    box = page.locator("#recordCitation")
    citation = box.locator(".wrap-overflowing-text")
    expect(citation).to_contain_text("Fair, R. C.")
    expect(citation).to_contain_text(published.doi)
    box.get_by_role("listbox").click()
    box.get_by_role("option", name="Chicago").click()
    expect(citation).to_contain_text("Fair, R. C., and J. Carberry")
    expect(citation).to_contain_text(published.doi)


def test_every_export_has_content(visit: Open, published: DemoResult, landing: str) -> None:
    visitor = visit()
    page = visitor.go(landing)
    formats = json.loads(page.locator("#recordExportDownload").get_attribute("data-formats") or "")
    assert len(formats) > 5
    for exported in formats:
        answer = page.request.get(visitor.base_url + exported["export_url"])
        assert answer.ok, (exported, answer.status)
        what = "United States" if exported["name"] == "GeoJSON" else "Redbook"
        assert what in answer.text(), exported


def test_communities_are_listed_and_open(visit: Open) -> None:
    visitor = visit()
    page = visitor.go("/communities")
    expect(page.get_by_role("link", name="Ghent University").first).to_be_visible()
    page = visitor.go(f"/communities/{DemoOptions.custodian}")
    expect(page.get_by_role("link", name=CUSTODIAN).first).to_be_visible()
    page.get_by_role("link", name="Curation policy").click()
    expect(page.get_by_text("A data steward reviews every dataset")).to_be_visible()


def test_login_refuses_a_wrong_password_in_words(visit: Open, running_instance: Any) -> None:
    page = visit().go("/login/")
    page.get_by_placeholder("Email Address").fill(running_instance.accounts["steward"]["email"])
    page.get_by_placeholder("Password").fill("not the password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Invalid password").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_wider_than_the_window(visit: Open, landing: str, width: int) -> None:
    visitor = visit(width=width)
    for path in ("/", "/search?q=Redbook", landing, "/login/"):
        assert visitor.go(path).evaluate(OVERFLOW) == 0, path
    visitor = visit("researcher", width=width)
    assert visitor.go("/uploads/new").evaluate(OVERFLOW) == 0
