# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The page of a report: its words, its pictures with their tables, and that nothing escapes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from hoeder.anonymisation.screening.report import page, style
from hoeder.anonymisation.screening.request import Request, Roles
from hoeder.anonymisation.screening.screen import screen, screen_name

Reports = Callable[..., dict[str, Any]]

HEADER = "naam <script>alert(1)</script>,e-mail,gemeente & land,leeftijd,diagnose"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """With findings, risk, and mark-up in the names of columns."""
    folder = tmp_path_factory.mktemp("report")
    towns = ("Gent", "Aalst", "Ronse")
    rows = [f"n{i},a{i}@kuleuven.be,{towns[i % 3]},{20 + i % 9},d{i % 2}" for i in range(60)]
    (folder / "file").write_text("\n".join([HEADER, *rows]))
    roles = Roles(("gemeente & land", "leeftijd"), ("diagnose",), sampling_fraction=0.1)
    return screen(folder / "file", "people.csv", folder, Request(every=roles))


@pytest.fixture
def clean(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "file").write_text("x,y\n" + "".join(f"{i % 3},{i % 4}\n" for i in range(30)))
    return screen(tmp_path / "file", "clean.csv", tmp_path)


def texts(markup: str) -> str:
    return " ".join(" ".join(html.document_fromstring(markup).itertext()).split())


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nothing_but_text_comes_from_the_file(report: dict[str, Any], lang: str) -> None:
    markup = page(report, lang, 5, name="<img src=x onerror=alert(1)>.csv")
    tree = html.document_fromstring(markup)
    assert tree.xpath("//script | //img | //iframe | //link | //object | //@onerror") == []
    assert tree.xpath("//@src | //@href | //@*[starts-with(name(), 'xlink')]") == []
    assert not re.search(r"url\(|@import", style())
    assert "naam <script>alert(1)</script>" in texts(markup)
    assert "gemeente & land" in texts(markup)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_picture_is_a_table_too(report: dict[str, Any], lang: str) -> None:
    tree = html.document_fromstring(page(report, lang, 5))
    pictures = tree.xpath("//svg")
    assert len(pictures) == 3
    for picture in pictures:
        title = tree.get_element_by_id(picture.get("aria-labelledby"))
        assert title.text_content().strip()
        (table,) = picture.xpath("ancestor::figure//table")
        assert table.xpath(".//tbody/tr")
        assert all(head.get("scope") for head in table.xpath(".//th"))
    ids = tree.xpath("//@id")
    assert len(set(ids)) == len(ids)


def test_the_histogram_and_its_line(report: dict[str, Any]) -> None:
    figures = report["tables"][0]["risk"]["anonymity"]
    tree = html.document_fromstring(page(report, "en", 3))
    (table,) = tree.xpath("//figure[.//title='How large the groups are']//table")
    rows = [[cell.text_content() for cell in row] for row in table.xpath(".//tbody/tr")]
    assert [row[0] for row in rows][:4] == ["1", "2", "3–4", "5–9"]
    assert sum(int(row[1]) for row in rows) == figures["classes"]
    assert sum(int(row[2]) for row in rows) == figures["rows"]
    below = figures["violating"]["3"]
    assert f"groups of at least 3; {below} rows" in tree.text_content()
    assert len(tree.xpath("//line")) == 1
    within = html.document_fromstring(page(report, "en", 4))
    assert "policy: at least 4; 3–4 is in part below" in within.text_content()
    assert html.document_fromstring(page(report, "en")).xpath("//line") == []


def test_nothing_found_is_not_anonymous(clean: dict[str, Any]) -> None:
    english, dutch = texts(page(clean, "en")), texts(page(clean, "nl"))
    assert "Nothing found by these checks." in english
    assert "That does not prove" in english
    assert "Deze controles vonden niets." in dutch
    assert "anonymous" not in english.lower()
    assert "anoniem" not in dutch.lower()


def test_what_was_not_read_comes_before_nothing_found(clean: dict[str, Any]) -> None:
    part = {"id": "0" * 16, "place": "a.doc", "reason": "type", "detail": "application/x"}
    markup = texts(page({**clean, "complete": False, "unread": [part]}, "en"))
    assert "Not everything could be screened" in markup
    assert "a.doc : This type of file is not read." in markup.replace("a.doc:", "a.doc :")
    assert "Nothing found" not in markup


def test_the_name_of_the_file_has_its_findings(clean: dict[str, Any]) -> None:
    name = "85.07.30-033.28.csv"
    markup = texts(page(clean, "en", named=screen_name(name)))
    assert "1 place where an identifier was found or may be." in markup
    assert "file name" in markup
    assert "85.07" not in markup


def test_a_part_for_another_page(report: dict[str, Any]) -> None:
    part = page(report, "nl", fragment=True)
    assert "<html" not in part
    assert "<style" not in part
    assert "<h1" not in part
    tree = html.fragment_fromstring(part)
    assert tree.get("class") == "screening"
    assert part in page(report, "nl")


def test_numbers_are_the_languages(report: dict[str, Any]) -> None:
    assert "10 %" in texts(page(report, "en"))
    many = {**report, "file": {**report["file"], "size": 1234567}}
    assert "1,234,567 bytes" in texts(page(many, "en"))
    assert "1.234.567 bytes" in texts(page(many, "nl-BE"))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    short = colour.lstrip("#")
    digits = short if len(short) == 6 else "".join(2 * digit for digit in short)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast() -> None:
    """Every colour of text on every background: 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    colours = set(re.findall(r"[^-]color: (#\w+)", style()))
    grounds = {"#fff", *re.findall(r"background:\s+(#\w+)", style())}
    assert len(colours) >= 3
    assert len(grounds) >= 4
    for colour in colours:
        for ground in grounds:
            light, dark = sorted((luminance(colour), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (colour, ground)


def test_every_rule_of_style_stays_within() -> None:
    bare = re.sub(r"/\*.*?\*/", "", style(), flags=re.DOTALL)
    selectors = re.findall(r"([^{}]+)\{", bare)
    for selector in selectors:
        if not selector.strip().startswith("@"):
            assert all(each.strip().startswith(".screening") for each in selector.split(","))
