# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""RDF as plain data: nodes in the form of JSON-LD, with one fixed set of prefixes.

A node is ``{"@id": IRI, "@type": [name, …], name: [value, …], …}``. Names are prefixed
(``dct:title``), IRIs are whole, and a value is a text, a literal with a language or a datatype, a
reference (``{"@id": IRI}`` alone) or a node. There are no blank nodes: whatever is said of a
dataset has an IRI of its own, so that two renderings are equal without guessing, and a part can be
stored, sent and joined to others without renaming anything.

>>> about = node("https://example.org/1", "dcat:Dataset", {"dct:title": [tagged("Enquête", "nl")]})
>>> [each["@id"] for each in walk(about)], prune(about)
(['https://example.org/1'], {'@id': 'https://example.org/1'})
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from hoeder.crosswalks.context import Json
from hoeder.crosswalks.text import uri

Node = dict[str, Any]
Value = str | Node

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "locn": "http://www.w3.org/ns/locn#",
    "mdcat": "https://data.vlaanderen.be/ns/metadata-dcat#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_WEB = re.compile("https?://[^/?#]+", re.IGNORECASE)


def node(iri: str, types: str, properties: Mapping[str, Iterable[Value | None]]) -> Node:
    """Return a node of the types (names with spaces between), without its empty properties."""
    made: Node = {"@id": iri, "@type": types.split()}
    for name, values in properties.items():
        if kept := [value for value in values if value]:
            made[name] = kept
    return made


def reference(iri: str) -> Node:
    """Return a reference to a node."""
    return {"@id": iri}


def tagged(text: str, language: str) -> Node:
    """Return a text in a language; {} when there is no text or the tag is none (BCP 47)."""
    if not text or not _TAG.fullmatch(language):
        return {}
    return {"@value": text, "@language": language.lower()}


def both(english: str, dutch: str) -> list[Node]:
    """Return one text in the two languages of an outlet."""
    return [tagged(english, "en"), tagged(dutch, "nl")]


def typed(text: str, datatype: str) -> Node:
    """Return a literal of a datatype, e.g. ``xsd:date``; {} when there is no text."""
    return {"@value": text, "@type": datatype} if text else {}


def web(address: str) -> str:
    """Return the address of a page as an IRI that every syntax can write, or "" if it is none.

    >>> web("https://example.org/a b?<x>"), web("javascript:alert(1)"), web("http://")
    ('https://example.org/a%20b?%3Cx%3E', '', '')
    """
    written = uri(address)
    return written if _WEB.match(written) else ""


def prune(full: Node) -> Node:
    """Return a reference in the place of a node."""
    return {"@id": full["@id"]}


def values(of: Node, name: str) -> list[Any]:
    """Return the values of a property, none if it is absent."""
    found = of.get(name)
    return found if isinstance(found, list) else []


def nodes_in(of: Node, name: str) -> list[Node]:
    """Return the nodes and references among the values of a property."""
    return [value for value in values(of, name) if isinstance(value, dict) and "@id" in value]


def is_reference(value: Any) -> bool:
    """Tell a reference from a node and a literal."""
    return isinstance(value, dict) and len(value) == 1 and "@id" in value


def walk(start: Node) -> Iterator[Node]:
    """Return the node and every node within it, references left out."""
    yield start
    for name, found in start.items():
        if name[0] != "@":
            for value in found:
                if isinstance(value, dict) and "@id" in value and len(value) > 1:
                    yield from walk(value)


class Once:
    """Writes out each node once in what it is asked for; later it gives references.

    The same IRI as something else (a licence that is also a reference) is written out again.
    """

    def __init__(self) -> None:
        """Nothing was written yet."""
        self._seen: set[tuple[str, ...]] = set()

    def __call__(self, full: Node) -> Node:
        """Return the node the first time, with the nodes within, and a reference later."""
        key = (full["@id"], *full["@type"])
        if key in self._seen:
            return prune(full)
        self._seen.add(key)
        made: Json = {}
        for name, found in full.items():
            if name[0] == "@":
                made[name] = found
            else:
                made[name] = [
                    self(value)
                    if isinstance(value, dict) and len(value) > 1 and "@id" in value
                    else value
                    for value in found
                ]
        return made
