# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A catalogue over HTTP: the same graph in each syntax, valid, conditional, and open to all."""

import gzip
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from lxml import html
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from dcat_shapes import KNOWN, Shared, dcat_ap_shapes, flemish_shapes, violations
from deposits import change, edit, restrict

PATH = "/catalogue/ugent-demo"
FORMATS = {"rdf": "xml", "ttl": "turtle", "jsonld": "json-ld"}
TYPES = {"rdf": "application/rdf+xml", "ttl": "text/turtle", "jsonld": "application/ld+json"}


def graph(site: Any, suffix: str, query: str = "") -> Graph:
    answer = site.get(f"{PATH}.{suffix}{query}")
    assert answer.status_code == 200, answer.text[:500]
    return Graph().parse(data=answer.content, format=FORMATS[suffix])


def of_one_state(site: Any, settled: Callable[[], None]) -> dict[str, Graph]:
    """The catalogue in each syntax, while nothing changes: DataCite's answers come in late."""
    for _ in range(10):
        settled()
        before = site.get(f"{PATH}.rdf", "HEAD").headers["ETag"]
        graphs = {suffix: graph(site, suffix) for suffix in FORMATS}
        if site.get(f"{PATH}.rdf", "HEAD").headers.get("ETag") == before:
            return graphs
    raise AssertionError("the catalogue never stood still")


def pages(found: Graph) -> set[str]:
    """Record identifiers of the datasets in a catalogue."""
    catalogue = next(found.subjects(RDF.type, DCAT.Catalog))
    return {
        str(page).rpartition("/")[2]
        for dataset in found.objects(catalogue, DCAT.dataset)
        for page in found.objects(dataset, DCAT.landingPage)
    }


def test_the_same_graph_in_each_syntax_and_valid(
    site: Any, records: Any, settled: Callable[[], None], shared: Shared
) -> None:
    graphs = of_one_state(site, settled)
    assert isomorphic(graphs["rdf"], graphs["ttl"])
    assert isomorphic(graphs["rdf"], graphs["jsonld"])
    there = pages(graphs["rdf"])
    assert {made.id for name, made in records.items() if name != "restricted"} <= there
    assert records["restricted"].id not in there
    for found in graphs.values():
        told = violations(found, dcat_ap_shapes(shared))
        assert {each for each in told if each[:2] not in KNOWN} == set()
    # Version 2.0 of the Flemish profile is declared for open data alone.
    datasets = {
        str(dataset)
        for dataset, page in graphs["rdf"].subject_objects(DCAT.landingPage)
        if str(page).endswith(f"/{records['open'].id}")
    }
    assert len(datasets) == 1
    told = violations(graphs["rdf"], flemish_shapes(shared))
    assert {each for each in told if each[2] in datasets} == set()


def test_a_catalogue_and_its_head(site: Any, records: Any) -> None:
    found = graph(site, "ttl")
    iri = URIRef(site.base + PATH)
    assert set(found.subjects(RDF.type, DCAT.Catalog)) == {iri}
    assert str(found.value(iri, DCTERMS.identifier)) == str(iri)
    assert found.value(iri, DCTERMS.modified)


@pytest.mark.parametrize("suffix", FORMATS)
def test_headers(site: Any, records: Any, settled: Callable[[], None], suffix: str) -> None:
    settled()
    whole = site.get(f"{PATH}.{suffix}", Accept_Encoding="identity")
    head = site.get(f"{PATH}.{suffix}", "HEAD", Accept_Encoding="identity")
    assert head.status_code == 200 and head.content == b""
    for answer in (whole, head):
        assert answer.headers["Content-Type"] == f"{TYPES[suffix]}; charset=utf-8"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert re.fullmatch('"[0-9a-f]{32}"', answer.headers["ETag"])
        assert "Set-Cookie" not in answer.headers
    assert whole.headers["ETag"] == head.headers["ETag"]
    packed = site.get(f"{PATH}.{suffix}", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["ETag"] != whole.headers["ETag"]
    assert packed.content == whole.content
    assert len(gzip.compress(whole.content)) < len(whole.content) / 3


def test_conditional_requests(site: Any, records: Any, settled: Callable[[], None]) -> None:
    settled()
    first = site.get(f"{PATH}.rdf")
    tag, modified = first.headers["ETag"], first.headers["Last-Modified"]
    for given in ({"If_None_Match": tag}, {"If_Modified_Since": modified}):
        answer = site.get(f"{PATH}.rdf", **given)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["ETag"] == tag
        assert "Content-Type" not in answer.headers
    # A tag counts for more than a date (RFC 9110, section 13.1.3).
    other = site.get(f"{PATH}.rdf", If_None_Match='"another"', If_Modified_Since=modified)
    assert other.status_code == 200
    assert site.get(f"{PATH}.ttl", If_None_Match=tag).status_code == 200
    edit(records["metadata only"].id, title="Another title")
    changed = site.get(f"{PATH}.rdf", If_None_Match=tag)
    assert changed.status_code == 200 and b"Another title" in changed.content
    settled()
    later = site.get(f"{PATH}.rdf", "HEAD")
    assert later.headers["ETag"] != tag
    assert parsedate_to_datetime(later.headers["Last-Modified"]) > parsedate_to_datetime(modified)


def test_a_change_within_the_last_second_has_no_validator(site: Any, records: Any) -> None:
    """More may come within that second: what says it is current then would be wrong."""
    for number in range(5):
        edit(records["metadata only"].id, title=f"Title {number}")
        answer = site.get(f"{PATH}.rdf")
        assert f"Title {number}".encode() in answer.content
        if "ETag" not in answer.headers:
            assert "Last-Modified" not in answer.headers
            return
    pytest.fail("every answer took longer than a second")


def test_restricting_a_record_takes_it_out(site: Any, records: Any) -> None:
    record = records["metadata only"].id
    assert record in pages(graph(site, "ttl"))
    change(record, restrict)
    assert record not in pages(graph(site, "ttl"))
    change(record, lambda data: data.update(access={"record": "public", "files": "public"}))
    assert record in pages(graph(site, "ttl"))


def test_sets(site: Any, records: Any) -> None:
    there = pages(graph(site, "jsonld", "?set=access:open"))
    assert records["open"].id in there
    assert not there & {records[name].id for name in ("safeguarded", "embargoed")}
    for spec in ("nothing", "<b>", "a b", "%00"):
        answer = site.get(f"{PATH}.ttl?set={spec}")
        assert answer.status_code == 404 and answer.text.startswith("set:")
        assert "<b>" not in answer.text


def test_unknown_custodians(site: Any) -> None:
    for path in ("/catalogue/nobody.rdf", "/catalogue/nobody", "/catalogue/ugent-demo.xlsx"):
        answer = site.get(path)
        assert answer.status_code == 404
        assert "ugent-demo" in answer.text
        assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(("accept", "kind"), [(TYPES[suffix], suffix) for suffix in FORMATS])
def test_by_accept(site: Any, records: Any, accept: str, kind: str) -> None:
    answer = site.get(PATH, Accept=f"{accept}, */*;q=0.1")
    assert answer.headers["Content-Type"].startswith(accept)
    assert answer.headers["Content-Location"] == f"{site.base}{PATH}.{kind}"
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"
    assert Graph().parse(data=answer.content, format=FORMATS[kind])
    assert site.get(PATH, Accept="image/png").status_code == 406


def test_the_page_for_people(site: Any, records: Any) -> None:
    answer = site.get(PATH, Accept="text/html,*/*;q=0.8")
    assert answer.status_code == 200 and "Accept" in answer.headers["Vary"]
    page = html.document_fromstring(answer.text)
    main = " ".join(page.text_content().split())
    for table in page.xpath("//table"):
        assert table.xpath("string(caption)").strip()
        assert table.xpath(".//th[@scope='col']") and table.xpath(".//th[@scope='row']")
    assert len(page.xpath("//table")) >= 4
    for words in ("Who can have the files", "On request", "RDF/XML", "OAI-PMH", "Whom to write to"):
        assert words in main
    assert page.xpath("//link[@rel='alternate'][@type='text/turtle']")
    assert "127.0.0.1 " not in main
