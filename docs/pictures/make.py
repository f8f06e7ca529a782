# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The README's pictures, of the demo record on the running instance.

Run ``./hoeder up`` and ``./hoeder demo``, then, from the project's folder:

    .venv/bin/python docs/pictures/make.py

In: the instance's address (first argument, ``http://127.0.0.1:5000`` if there is none) and the
researcher's password in ``var/secrets.json``. Out: three PNG files beside this one, 1280 pixels
wide. Nothing is saved.
"""

import json
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from hoeder.operations.demo.client import Client
from hoeder.operations.people import PEOPLE

HERE = Path(__file__).parent
SECRETS = HERE.parents[1] / "var" / "secrets.json"
WIDTH, HEIGHT = 1280, 860
STATEMENT = "custom_fields.hoeder:anonymisation"
REASON = "Names are replaced by codes. The key is kept apart from the data."


def picture(page: Page, name: str) -> None:
    """Save what the window shows, once its fonts are there: icons are one."""
    page.wait_for_load_state("networkidle")
    page.evaluate("Promise.all([...document.fonts].map((font) => font.load())).then(() => null)")
    # Headless Chromium paints an icon font that comes from its cache only when something moves.
    for pixels in (40, -40):
        page.mouse.wheel(0, pixels)
        page.wait_for_timeout(300)
    path = HERE / name
    page.screenshot(path=path)
    with Image.open(path) as image:
        image.convert("RGB").save(path, optimize=True)
    print(f"{name}: {path.stat().st_size / 1000:.0f} kB")


def main(address: str) -> None:
    """Open the pages and take the pictures."""
    found = Client(address).get("/api/records", sort="newest", size="1", q="Redbook")
    newest = found["hits"]["hits"]
    if not newest:
        sys.exit("There is no demo record yet. Make one with: ./hoeder demo")
    program = os.environ.get("HOEDER_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
        page = context.new_page()
        page.goto(address)
        picture(page, "front.png")
        page.goto(newest[0]["links"]["self_html"])
        picture(page, "landing.png")
        page.goto(f"{address}/login/")
        page.get_by_placeholder("Email Address").fill(PEOPLE["researcher"][0])
        page.get_by_placeholder("Password").fill(json.loads(SECRETS.read_text())["researcher"])
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url(f"{address}/")
        page.goto(f"{address}/uploads/new")
        page.locator(f'[id="{STATEMENT}.status.pseudonymised"]').check()
        page.locator(f'[id="{STATEMENT}.status_reason"]').fill(REASON)
        title = page.locator(".accordion .title", has_text="Anonymisation statement")
        title.evaluate("title => title.scrollIntoView()")
        picture(page, "deposit-statement.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:5000")
