# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A screening's page in a browser: narrow and wide, in both languages, without a single request."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hoeder.anonymisation.screening.report import page
from hoeder.anonymisation.screening.request import Request, Roles
from hoeder.anonymisation.screening.screen import screen

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """[...document.querySelectorAll('svg text')].filter(text => {
    const inner = text.getBoundingClientRect(), outer = text.closest('svg').getBoundingClientRect();
    const beside = inner.left < outer.left - 1 || inner.right > outer.right + 1;
    return beside || inner.top < outer.top - 1;
}).map(text => text.textContent)"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("page")
    towns = ("Gent", "Sint-Katelijne-Waver", "Ronse")
    head = "volledige naam van de deelnemer,e-mailadres,gemeente_van_verblijf,leeftijd,diagnose"
    rows = [f"n{i},a{i}@kuleuven.be,{towns[i % 3]},{20 + i % 9},d{i % 2}" for i in range(60)]
    (folder / "file").write_text("\n".join([head, *rows]))
    roles = Roles(("gemeente_van_verblijf", "leeftijd"), ("diagnose",), sampling_fraction=0.1)
    return screen(folder / "file", "people.csv", folder, Request(every=roles))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("width", [320, 1200])
def test_it_fits(
    chromium: Browser, report: dict[str, object], tmp_path: Path, lang: str, width: int
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page(report, lang, 4, name="people.csv"), encoding="utf-8")
    context = chromium.new_context(viewport={"width": width, "height": 900})
    opened, asked, said = context.new_page(), [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: said.append(message.text))
    opened.goto(path.as_uri())
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert opened.evaluate(OVERFLOW) <= 0
    assert opened.evaluate(CUT) == []
    assert opened.locator("svg").count() == 3
    assert asked == [path.as_uri()]
    assert said == []
    context.close()
