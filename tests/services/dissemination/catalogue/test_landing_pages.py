# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a record's page tells machines: negotiation, schema.org, and links of FAIR Signposting."""

import json
import re
from typing import Any

import pytest
from rdflib import DCAT, RDF, Graph
from rdflib.compare import isomorphic

FORMATS = {
    "application/rdf+xml": ("dcat-ap", "xml"),
    "text/turtle": ("dcat-ap-turtle", "turtle"),
    'application/ld+json; profile="http://www.w3.org/ns/dcat#"': ("dcat-ap-json-ld", "json-ld"),
}
DCAT_TYPES = tuple(FORMATS)


def test_a_page_leads_to_what_is_asked_for(site: Any, records: Any) -> None:
    record = records["open"].id
    graphs = []
    for media_type, (export, form) in FORMATS.items():
        answer = site.get(f"/records/{record}", Accept=media_type)
        assert answer.status_code == 303 and "Accept" in answer.headers["Vary"]
        assert answer.headers["Location"].endswith(f"/records/{record}/export/{export}")
        document = site.get(f"/records/{record}/export/{export}")
        graphs.append(Graph().parse(data=document.content, format=form))
        by_api = site.get(f"/api/records/{record}", Accept=media_type)
        assert by_api.headers["Content-Type"].startswith(media_type.partition(";")[0])
        assert isomorphic(Graph().parse(data=by_api.content, format=form), graphs[0])
    assert isomorphic(graphs[0], graphs[1]) and isomorphic(graphs[0], graphs[2])
    assert len(set(graphs[0].subjects(RDF.type, DCAT.Dataset))) == 1
    told = site.get(f"/records/{record}", Accept="application/ld+json")
    assert told.headers["Location"].endswith("/export/json-ld")


@pytest.mark.parametrize("accept", ["text/html,*/*;q=0.8", "*/*", "image/png", ""])
def test_everybody_else_gets_the_page(site: Any, records: Any, accept: str) -> None:
    answer = site.get(f"/records/{records['open'].id}", Accept=accept)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")


def test_stocks_dcat_is_gone(site: Any, records: Any) -> None:
    record = records["open"].id
    assert site.get(f"/api/records/{record}", Accept="application/dcat+xml").status_code == 406
    answer = site.get("/api/records?size=1", Accept="text/turtle")
    assert answer.status_code == 406 and "catalogue" in answer.text


def test_schema_org_in_the_page(site: Any, records: Any) -> None:
    """The title tries to end the script element."""
    page = site.get(f"/records/{records['open'].id}", Accept="text/html").text
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    told = json.loads(script)
    assert told["@context"] == "https://schema.org" and told["@type"] == "Dataset"
    assert "</script><script>alert(1)</script>" in told["name"]
    assert "alert(1)</script>" not in page.replace(script, "")
    assert told["distribution"][0]["name"] == "table.csv"


def links(header: str) -> list[tuple[str, str, str]]:
    """Address, relation and type of each link."""
    found = re.findall(r'<([^>]*)> ; rel="([^"]*)"(?: ; type="([^"]*)")?', header)
    return [tuple(one) for one in found]  # type: ignore[misc]


@pytest.mark.parametrize("name", ["open", "controlled", "metadata only", "demo"])
def test_signposting(site: Any, records: Any, name: str) -> None:
    record = records[name].id
    page = site.get(f"/records/{record}", "HEAD", Accept="text/html")
    told = links(page.headers["Link"])
    assert len(page.headers["Link"]) < 4000, "web servers take headers of 4 to 8 kB"
    by_relation: dict[str, list[tuple[str, str]]] = {}
    for address, relation, media_type in told:
        by_relation.setdefault(relation, []).append((address, media_type))
    assert set(by_relation) >= {"cite-as", "describedby", "license", "linkset", "type"}
    assert by_relation["cite-as"][0][0].startswith("https://doi.org/10.")
    assert ("item" in by_relation) is (name in ("open", "demo"))
    for address, media_type in by_relation["describedby"]:
        assert "dcat+xml" not in media_type
        if media_type in ("text/turtle", "application/rdf+xml"):
            answer = site.get(address, Accept=media_type)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith(media_type)
    described = {media_type for _, media_type in by_relation["describedby"]}
    assert {"text/turtle", "application/rdf+xml", "application/ld+json"} <= described
    ((linkset, media_type),) = by_relation["linkset"]
    answer = site.get(linkset, Accept=media_type)
    assert answer.headers["Content-Type"].startswith("application/linkset+json")
    (context, *others) = answer.json()["linkset"]
    assert context["anchor"] == f"{site.base}/records/{record}"
    assert {each["href"] for each in context["type"]} >= {"https://schema.org/AboutPage"}
    assert any("describes" in each for each in others)
    assert ("item" in context) is ("item" in by_relation)
