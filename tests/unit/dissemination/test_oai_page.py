# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""People see every kind of answer as a page, in their language, and nothing in it runs."""

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html

from hoeder.dissemination.oai import page
from hoeder.dissemination.oai.answer import Outlet
from hoeder.dissemination.oai.page_words import TEXTS

ENGLISH = {"lang": "en", **{name: str(text) for name, text in TEXTS.items()}}
ONE = {"verb": "GetRecord", "identifier": "oai:data.example.org:1", "metadataPrefix": "oai_dc"}


def shown(outlet: Outlet, texts: dict[str, str] = ENGLISH, **arguments: str) -> Any:
    body = outlet.answer(list(arguments.items())).body
    return html.document_fromstring(page.page(body, texts))


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"verb": "Identify"}, "data.example.org"),
        ({"verb": "ListSets"}, "About custodian"),
        ({"verb": "ListMetadataFormats"}, "oai_dc"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc"}, "Next page"),
        ({"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}, "No longer here"),
        (ONE, "Gœthals & 𝔘 1"),
        ({"verb": "none"}, "badVerb"),
    ],
)
def test_every_kind_of_answer(outlet: Outlet, arguments: dict[str, str], text: str) -> None:
    found = shown(outlet, **arguments)
    assert text in found.text_content()
    assert "Harvesting interface" in found.findtext(".//h1")
    assert found.find("head/link").get("href").endswith("/oai2d/style/oai.css")
    assert found.get("lang") == "en"


def test_every_sentence_is_a_parameter_and_used() -> None:
    tree = etree.parse(Path(page.__file__).with_name("page.xsl"))
    space = "{http://www.w3.org/1999/XSL/Transform}"
    named = {one.get("name") for one in tree.getroot().findall(f"{space}param")}
    assert named == set(ENGLISH)
    written = [text.strip() for text in tree.getroot().itertext() if text.strip()]
    assert [text for text in written if re.search("[a-z]{2}", text)] == []


def test_in_another_language(outlet: Outlet) -> None:
    dutch = {**ENGLISH, "lang": "nl", "title": "Oogsten met \"OAI\" & 'PMH'"}
    found = shown(outlet, dutch, verb="Identify")
    assert found.get("lang") == "nl"
    assert found.findtext(".//h1") == "Oogsten met \"OAI\" & 'PMH'"


def test_one_page_leads_to_the_next(outlet: Outlet) -> None:
    first = shown(outlet, verb="ListRecords", metadataPrefix="oai_dc")
    (following,) = first.xpath("//a[@rel='next']/@href")
    token = following.partition("resumptionToken=")[2]
    second = shown(outlet, verb="ListRecords", resumptionToken=token)
    assert "From number 4 of" in second.text_content()
    one = shown(outlet, **ONE).xpath("//article//a/@href")
    assert any("verb=ListMetadataFormats" in link for link in one)


def test_nothing_in_it_runs(outlet: Outlet, rows: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = (
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>&lt;script&gt;alert(1)&lt;/script&gt;</dc:title>"
        "<dc:relation>javascript:alert(1)</dc:relation>"
        '<dc:relation>https://example.org/"onclick="alert(1)</dc:relation></oai_dc:dc>'
    )
    item = type(rows[1]).item
    monkeypatch.setattr(
        type(rows[1]), "item", lambda self, spec: item(self, spec)._replace(body=hostile)
    )
    found = shown(outlet, **ONE)
    assert found.xpath("//script") == []
    assert found.xpath("//@onclick") == []
    assert {link.partition(":")[0] for link in found.xpath("//@href")} == {"https"}
    assert "<script>alert(1)</script>" in found.text_content()


def test_only_a_browser_that_opens_a_page_is_a_person() -> None:
    assert page.wanted("document")
    assert not any(page.wanted(one) for one in ("", "empty", "iframe", "script", "*/*"))
