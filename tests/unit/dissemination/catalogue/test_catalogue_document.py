# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Documents from kept nodes: the same as from the nodes themselves, in little memory."""

import gzip
from collections.abc import Iterator
from dataclasses import replace

import orjson
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from dcat_records import RECORDS, catalogue, told
from hoeder.crosswalks.dcat import membership
from hoeder.crosswalks.rdf_write import JSON_LD, RDF_XML, SYNTAXES, Syntax
from hoeder.dissemination.catalogue import document, http
from hoeder.dissemination.catalogue.entries import with_quality
from hoeder.dissemination.projection.renderings import UnfitRendering, fit

OURS, STAMP = catalogue(), 1_780_000_000
FORMATS = {"RDF/XML": "xml", "Turtle": "turtle", "JSON-LD": "json-ld"}


def kept(name: str) -> str:
    """A record as the projection keeps it."""
    return fit(orjson.dumps(membership(OURS, told(RECORDS[name]()))).decode(), "")


def text(syntax: Syntax, *names: str) -> str:
    return "".join(document.written(syntax, OURS, STAMP, (kept(name) for name in names)))


def test_each_syntax_says_the_same() -> None:
    graphs = [
        Graph().parse(data=text(each, "open", "controlled", "breaking"), format=FORMATS[each.name])
        for each in SYNTAXES
    ]
    assert len(graphs[0]) > 100
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda each: each.suffix)
def test_kept_nodes_are_the_nodes(syntax: Syntax) -> None:
    direct = [OURS.head(document.moment(STAMP)), membership(OURS, told(RECORDS["open"]()))]
    assert text(syntax, "open") == "".join(syntax.write(direct))


@pytest.mark.parametrize("syntax", SYNTAXES, ids=lambda each: each.suffix)
def test_an_empty_catalogue(syntax: Syntax) -> None:
    whole = "".join(document.written(syntax, OURS, None, ()))
    assert len(Graph().parse(data=whole, format=FORMATS[syntax.name])) > 10


@pytest.mark.parametrize("gzipped", [False, True])
def test_chunks(gzipped: bool) -> None:
    parts = [text(RDF_XML, "open")] * 40
    chunks = list(document.encoded(parts, gzipped))
    whole = b"".join(chunks)
    assert (gzip.decompress(whole) if gzipped else whole) == "".join(parts).encode()
    assert all(len(chunk) < document.CHUNK_BYTES + 2 * len(parts[0].encode()) for chunk in chunks)


def test_nothing_is_read_ahead() -> None:
    taken = []

    def bodies() -> Iterator[str]:
        for number in range(1000):
            taken.append(number)
            yield kept_once

    kept_once = kept("open")
    stream = document.encoded(document.written(JSON_LD, OURS, STAMP, bodies()), False)
    next(stream)
    assert 0 < len(taken) < 100


def test_validators_differ_by_all_that_makes_the_bytes() -> None:
    given = [
        (OURS, RDF_XML, STAMP, "", False),
        (OURS, JSON_LD, STAMP, "", False),
        (OURS, RDF_XML, STAMP + 1, "", False),
        (OURS, RDF_XML, None, "", False),
        (OURS, RDF_XML, STAMP, "datavindplaats", False),
        (OURS, RDF_XML, STAMP, "", True),
        (replace(OURS, description=("Other", "Ander")), RDF_XML, STAMP, "", False),
        (replace(OURS, email="other@example.org"), RDF_XML, STAMP, "", False),
    ]
    assert len({document.etag(*each) for each in given}) == len(given)
    assert document.etag(*given[0]) == document.etag(catalogue(), RDF_XML, STAMP, "", False)


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", "[1", "<a/>", '"text"'])
def test_what_is_no_list_is_not_kept(body: str) -> None:
    with pytest.raises(UnfitRendering):
        fit(body, "")


def test_the_verdict_is_told_where_there_is_one() -> None:
    record = RECORDS["open"]()
    plain = told(record)
    assert with_quality(plain, record, "https://example.org/1", "https://example.org/q") is plain
    verdict = {"standard": "s", "version": "1.0", "title": ["A", "B"], "percent": 80}
    record["custom_fields"]["hoeder:quality"] = {**verdict, "meets": True, "mqa_points": 380}
    judged = with_quality(plain, record, "https://example.org/1", "https://example.org/q")
    assert "dqv:hasQualityMeasurement" in judged.dataset
    assert "80 of 100" in str(judged.dataset["dct:description"])


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/html, application/rdf+xml;q=0.9", "html"),
        ("application/rdf+xml, text/html;q=0.9", "rdf"),
        ("text/turtle;q=0.2, application/ld+json;q=0.8", "jsonld"),
        ("application/*", "rdf"),
        ("*/*", "html"),
        ("text/turtle;q=0", ""),
        ("nonsense", ""),
        (";;,,", ""),
    ],
)
def test_what_a_client_takes(accept: str, form: str) -> None:
    assert http.wanted(accept) == form
