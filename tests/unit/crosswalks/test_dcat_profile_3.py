# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DCAT-AP-VL 3.0: the table of what must be there, as shapes of our own.

The shapes that are published with 3.0 are defective (``sh:maxCount "n"``). Each line of the table
is tried twice: on what we write, and on the same without that property.
"""

import pytest
from pyshacl import validate
from rdflib import Graph, URIRef

from dcat_records import RECORDS, catalogue, told
from hoeder.crosswalks.dcat import membership
from hoeder.crosswalks.nodes import PREFIXES
from hoeder.crosswalks.rdf_write import JSON_LD

#: Class, property, least, most (None: any number), and what the values are.
TABLE = (
    ("dcat:Catalog", "dct:identifier", 1, 1, "literal"),
    ("dcat:Catalog", "dct:title", 1, None, "text"),
    ("dcat:Catalog", "dct:description", 1, None, "text"),
    ("dcat:Catalog", "dcat:contactPoint", 1, 1, "vcard:Kind"),
    ("dcat:Catalog", "dct:publisher", 1, 1, "foaf:Agent"),
    ("dcat:CatalogRecord", "dct:identifier", 1, 1, "uuid"),
    ("dcat:CatalogRecord", "dct:modified", 1, 1, "xsd:dateTime"),
    ("dcat:CatalogRecord", "foaf:primaryTopic", 1, 1, "dcat:Resource"),
    ("dcat:CatalogRecord", "dct:conformsTo", 1, None, "dct:Standard"),
    ("dcat:Dataset", "dct:identifier", 1, 1, "literal"),
    ("dcat:Dataset", "dct:title", 1, None, "text"),
    ("dcat:Dataset", "dct:description", 1, None, "text"),
    ("dcat:Dataset", "dcat:contactPoint", 1, 1, "vcard:Kind"),
    ("dcat:Dataset", "dct:publisher", 1, 1, "foaf:Agent"),
    ("dcat:Dataset", "dct:accessRights", 1, 1, "skos:Concept"),
    ("dcat:Dataset", "dcat:keyword", 0, None, "text"),
    ("dcat:Distribution", "dct:identifier", 1, 1, "literal"),
    ("dcat:Distribution", "dcat:accessURL", 1, 1, "iri"),
    ("dcat:Distribution", "dcat:downloadURL", 0, 1, "iri"),
    ("dcat:Distribution", "dct:format", 0, 1, "skos:Concept"),
    ("dcat:Distribution", "dct:license", 0, 1, "dct:LicenseDocument"),
    ("foaf:Agent", "foaf:name", 1, None, "text"),
    ("vcard:Kind", "vcard:hasEmail", 1, 1, "mail"),
)
KINDS = {
    "literal": "sh:nodeKind sh:Literal",
    "text": "sh:datatype rdf:langString",
    "iri": "sh:nodeKind sh:IRI",
    "uuid": 'sh:pattern "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"',
    "mail": 'sh:nodeKind sh:IRI ; sh:pattern "^mailto:"',
    "xsd:dateTime": "sh:datatype xsd:dateTime",
}


def turtle_shapes() -> Graph:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    shapes = [prefixes, "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"]
    for about, name, least, most, kind in TABLE:
        constraint = KINDS.get(kind, f"sh:class {kind}")
        limit = f"sh:maxCount {most} ;" if most else ""
        shapes.append(
            f"[] a sh:NodeShape ; sh:targetClass {about} ; sh:property [ sh:path {name} ; "
            f"sh:minCount {least} ; {limit} {constraint} ] .\n"
        )
    return Graph().parse(data="".join(shapes), format="turtle")


SHAPES = turtle_shapes()


def conforms(graph: Graph) -> tuple[bool, str]:
    found, _, text = validate(graph, shacl_graph=SHAPES)
    return bool(found), str(text)


def graph_of(name: str) -> Graph:
    ours = catalogue()
    groups = [ours.head(), membership(ours, told(RECORDS[name]()))]
    return Graph().parse(data="".join(JSON_LD.write(groups)), format="json-ld")


def full_name(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


@pytest.mark.parametrize("name", RECORDS)
def test_what_must_be_there(name: str) -> None:
    fine, text = conforms(graph_of(name))
    assert fine, text


@pytest.mark.parametrize(("about", "name"), [(row[0], row[1]) for row in TABLE if row[2]])
def test_each_property_is_missed(about: str, name: str) -> None:
    graph = graph_of("open")
    graph.remove((None, full_name(name), None))
    fine, _ = conforms(graph)
    assert not fine


@pytest.mark.parametrize(("about", "name"), [(row[0], row[1]) for row in TABLE if row[3]])
def test_each_property_is_there_once(about: str, name: str) -> None:
    graph = graph_of("open")
    for subject, _, value in list(graph.triples((None, full_name(name), None))):
        graph.add((subject, full_name(name), URIRef(f"{value}-2")))
    fine, _ = conforms(graph)
    assert not fine


@pytest.mark.parametrize("name", RECORDS)
def test_what_is_referred_to_is_typed(name: str) -> None:
    """But pages, mail addresses and terms, which are no things of the document."""
    graph = graph_of(name)
    typed = set(graph.subjects(URIRef(f"{PREFIXES['rdf']}type")))
    addresses = {
        full_name(n)
        for n in ("dcat:accessURL", "dcat:downloadURL", "vcard:hasEmail", "foaf:mbox", "rdf:type")
    }
    loose = {
        str(value)
        for _, predicate, value in graph
        if isinstance(value, URIRef) and predicate not in addresses and value not in typed
    }
    assert loose == set()
