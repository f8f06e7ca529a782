# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Three syntaxes, one graph."""

import logging
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph

from dcat_records import BREAKING, RECORDS, catalogue, full, told
from hoeder.crosswalks.dcat import entry, membership
from hoeder.crosswalks.nodes import Node, node, reference, tagged, typed, walk, web
from hoeder.crosswalks.rdf_write import JSON_LD, RDF_XML, SYNTAXES, TURTLE
from hoeder.crosswalks.text import legal
from noise import noisy
from records import context

FORMATS = {RDF_XML.name: "xml", TURTLE.name: "turtle", JSON_LD.name: "json-ld"}


def graphs(groups: list[list[Node]]) -> list[Graph]:
    """As rdflib reads the document in each syntax."""
    return [
        Graph().parse(data="".join(syntax.write(groups)).encode(), format=FORMATS[syntax.name])
        for syntax in SYNTAXES
    ]


def count(groups: list[list[Node]]) -> int:
    """How many different statements the nodes make."""
    told: set[tuple[str, str, str]] = set()
    for group in groups:
        for top in group:
            for each in walk(top):
                told |= {(each["@id"], "type", name) for name in each.get("@type", ())}
                for name, found in each.items():
                    if name[0] != "@":
                        for value in found:
                            key = (
                                value if isinstance(value, str) else value.get("@id") or repr(value)
                            )
                            told.add((each["@id"], name, key))
    return len(told)


def same(groups: list[list[Node]]) -> Graph:
    """Assert that all syntaxes say the same, and all of it; return it."""
    rdf, turtle, json_ld = graphs(groups)
    assert set(rdf) == set(turtle) == set(json_ld)
    assert len(turtle) == count(groups)
    return turtle


@pytest.mark.parametrize("name", RECORDS)
def test_records(name: str) -> None:
    ours = catalogue()
    same([ours.head("2026-05-01T00:00:00Z"), membership(ours, told(RECORDS[name]()))])


def test_an_empty_catalogue() -> None:
    same([catalogue().head()])
    assert [len(graph) for graph in graphs([])] == [0, 0, 0]


def test_a_catalogue_of_several_is_that_of_its_pieces() -> None:
    ours = catalogue()
    entries = [
        told({**full(), "id": f"abcd{n}-efg23"}, landing_url=f"https://example.org/records/{n}")
        for n in range(3)
    ]
    whole = same([ours.head(), *(membership(ours, each) for each in entries)])
    parts = Graph()
    for each in entries:
        parts += same([membership(ours, each)])
    assert set(whole) == set(parts) | set(same([ours.head()]))


def test_rdf_xml_is_not_taken_for_another_syntax() -> None:
    ours = catalogue()
    document = "".join(RDF_XML.write([ours.head(), membership(ours, told(RECORDS["breaking"]()))]))
    assert "@prefix" in BREAKING and "<http://" in BREAKING
    assert "@prefix" not in document
    assert "<http://" not in document


@pytest.mark.parametrize("seed", range(50))
def test_noisy_records(seed: int) -> None:
    ours = catalogue()
    same([membership(ours, entry(noisy(random.Random(seed)), context(), ours))])


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"])
    | st.sampled_from("<>&\"'\\\r\n\t@^{}[]:;.,#%\u2028\ufffe\x00"),
    max_size=30,
).map(legal)
IRIS = TEXTS.map(lambda text: web(f"https://example.org/{text}"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, IRIS, IRIS, st.sampled_from(["en", "nl", "zh-Hans", "x", "und"]))
def test_noise(plain: str, other: str, iri: str, link: str, tag: str) -> None:
    logging.getLogger("rdflib").setLevel(logging.ERROR)
    inner = node(link, "foaf:Document", {"rdfs:label": [plain]})
    about = node(
        iri,
        "dcat:Dataset dcat:Resource",
        {
            "dct:title": [tagged(plain, tag), tagged(other, "nl")],
            "dct:identifier": [plain, other],
            "skos:notation": [typed(plain, "xsd:string") if plain else None],
            "foaf:page": [reference(link)],
            "dct:references": [inner],
        },
    )
    rdf, turtle, json_ld = graphs([[about]])
    assert set(rdf) == set(turtle) == set(json_ld)
