# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A browser for the tests, which notices what goes wrong on every page it opens."""

import io
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright
from rich.console import Console

from hoeder.operations.demo.scenario import DemoOptions, DemoResult, play

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Status and path of answers that are no fault, and why.
ACCEPTED_ANSWERS = {
    (404, r"/api/communities/[0-9a-f-]+/logo"): "stock asks for every logo; the community has none",
    (404, r"/api/users/system/avatar.svg"): "stock asks for a picture of the system, no account",
}
#: Failures of requests that are no fault, and why.
ACCEPTED_FAILURES = {
    "net::ERR_ABORTED": "the page was left before the answer came, or the answer is a download",
}
#: Milliseconds to wait for something that a page is to show.
PATIENCE = 10_000
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visitor:
    """One person in a browser of their own, and what went wrong on the pages they opened.

    ``problems`` are script errors, failed requests, answers of 400 and above, and requests to any
    other host. ``expected`` are (status, path pattern) pairs that this one test provokes.
    """

    page: Page
    base_url: str
    problems: list[str] = field(default_factory=list)
    expected: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failure)
        self.page.on("response", self._answer)

    def go(self, path: str) -> Page:
        """Open a page and wait until it asks for nothing any more."""
        self.page.goto(self.base_url + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_load_state("networkidle")

    def _is_ours(self, url: str) -> bool:
        return urlsplit(url).netloc == urlsplit(self.base_url).netloc

    def _console(self, message: Any) -> None:
        # The browser's note about an answer of 400 and above is judged in `_answer`.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        outside = urlsplit(request.url).scheme in ("http", "https", "ws", "wss")
        if outside and not self._is_ours(request.url):
            self.problems.append(f"asks another host: {request.url}")

    def _failure(self, request: Request) -> None:
        if request.failure not in ACCEPTED_FAILURES:
            self.problems.append(f"{request.failure}: {request.url}")

    def _answer(self, answer: Response) -> None:
        path = urlsplit(answer.url).path
        accepted = any(
            answer.status == status and re.fullmatch(pattern, path)
            for status, pattern in (*ACCEPTED_ANSWERS, *self.expected)
        )
        if answer.status >= 400 and not accepted:
            self.problems.append(f"{answer.status}: {answer.url}")


Open = Callable[..., Visitor]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium; none is downloaded."""
    program = os.environ.get("HOEDER_CHROMIUM") or shutil.which("chromium")
    if program is None:
        message = "no page was looked at: no chromium on this machine (set HOEDER_CHROMIUM)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(chromium: Browser, running_instance: Any) -> Callable[[str], Any]:
    """The cookies of one of the instance's people; each signs in once."""
    states: dict[str, Any] = {}

    def state(who: str) -> Any:
        if who not in states:
            context = chromium.new_context(locale="en-GB")
            page = context.new_page()
            page.goto(f"{running_instance.base_url}/login/")
            page.get_by_placeholder("Email Address").fill(running_instance.accounts[who]["email"])
            page.get_by_placeholder("Password").fill(running_instance.accounts[who]["password"])
            page.get_by_role("button", name="Log in").click()
            page.wait_for_url(f"{running_instance.base_url}/")
            states[who] = context.storage_state()
            context.close()
        return states[who]

    return state


@pytest.fixture(scope="session")
def contexts(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Browser profiles, one for each person and width, so that scripts are fetched once."""
    made: dict[tuple[Any, ...], BrowserContext] = {}

    def context(key: tuple[Any, ...], width: int, state: Any) -> BrowserContext:
        if key not in made:
            made[key] = chromium.new_context(
                viewport={"width": width, "height": 900}, locale="en-GB", storage_state=state
            )
            made[key].set_default_timeout(PATIENCE)
        return made[key]

    yield context
    for one in made.values():
        one.close()


@pytest.fixture
def visit(
    contexts: Callable[..., BrowserContext],
    running_instance: Any,
    signed_in: Callable[[str], Any],
    request: pytest.FixtureRequest,
) -> Iterator[Open]:
    """Opens a page: ``visit("researcher", width=360)``; the test fails on any problem.

    ``alone=True`` gives a profile that no other test uses.
    """
    visitors: list[Visitor] = []

    def open_page(who: str | None = None, width: int = 1280, alone: bool = False) -> Visitor:
        key = (who, width, request.node.nodeid if alone else "")
        context = contexts(key, width, signed_in(who) if who else None)
        visitors.append(Visitor(context.new_page(), running_instance.base_url))
        return visitors[-1]

    yield open_page
    problems = [problem for visitor in visitors for problem in visitor.problems]
    for visitor in visitors:
        visitor.page.close()
    assert problems == []


@pytest.fixture(scope="session")
def published(running_instance: Any) -> DemoResult:
    """The demo's record, published for these tests."""
    options = DemoOptions(
        base_url=running_instance.base_url,
        datacite_url=running_instance.datacite_url,
        accounts=running_instance.accounts,
    )
    return play(options, Console(file=io.StringIO()))


@pytest.fixture
def landing(published: DemoResult, running_instance: Any) -> str:
    """Path of the published record's landing page."""
    return published.landing_page.removeprefix(running_instance.base_url)
