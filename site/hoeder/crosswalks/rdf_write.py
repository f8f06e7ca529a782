# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Nodes (``hoeder.crosswalks.nodes``) as RDF/XML, Turtle and JSON-LD: the same graph in each.

A document is ``start``, any number of ``piece``s with ``between`` among them, and ``end``. A piece
depends on nothing that was written before it, so pieces can be stored, and a catalogue of any size
needs the memory of one of them.

The Datavindplaats guesses the syntax of a feed from what occurs in it: ``@prefix`` anywhere means
Turtle, ``<http://`` N-Triples. RDF/XML therefore never holds either, whatever a title says.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from hoeder.crosswalks.nodes import PREFIXES, Node

Piece = Callable[[Iterable[Node]], str]


@dataclass(frozen=True, slots=True)
class Syntax:
    """How graphs are written; ``suffix`` is that of a file."""

    name: str
    media_type: str
    suffix: str
    start: str
    piece: Piece
    between: str
    end: str

    def document(self, pieces: Iterable[str]) -> Iterator[str]:
        """Return the text of a document made of pieces, part by part."""
        yield self.start
        for number, piece in enumerate(pieces):
            yield self.between + piece if number else piece
        yield self.end

    def write(self, groups: Iterable[Iterable[Node]]) -> Iterator[str]:
        """Return the text of a document with a piece for each group of nodes, part by part."""
        return self.document(map(self.piece, groups))


def _xml(text: str) -> str:
    """Text as XML; a carriage return as a reference, or readers would make it a line feed."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def rdf_xml_piece(group: Iterable[Node]) -> str:
    """Return nodes as elements, nodes within them nested."""
    parts: list[str] = []
    for each in group:
        _element(each, parts.append)
    return "".join(parts).replace("@prefix", "&#64;prefix")


def _element(node: Node, out: Callable[[str], None]) -> None:
    first, *others = node.get("@type") or ["rdf:Description"]
    out(f'<{first} rdf:about="{_xml(node["@id"])}">')
    for name in others:
        out(f'<rdf:type rdf:resource="{_full(name)}"/>')
    for name, found in node.items():
        if name[0] == "@":
            continue
        for value in found:
            if value.__class__ is str:
                out(f"<{name}>{_xml(value)}</{name}>")
            elif "@value" not in value:
                if len(value) == 1:
                    out(f'<{name} rdf:resource="{_xml(value["@id"])}"/>')
                else:
                    out(f"<{name}>")
                    _element(value, out)
                    out(f"</{name}>")
            elif "@language" in value:
                out(f'<{name} xml:lang="{value["@language"]}">{_xml(value["@value"])}</{name}>')
            else:
                datatype, text = _full(value["@type"]), _xml(value["@value"])
                out(f'<{name} rdf:datatype="{datatype}">{text}</{name}>')
    out(f"</{first}>\n")


_ESCAPES = (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t"))


def _quoted(text: str) -> str:
    """Text in quotes; most has nothing to escape, and to see that is fast."""
    if not text.isprintable() or '"' in text or "\\" in text:
        for character, escaped in _ESCAPES:
            text = text.replace(character, escaped)
    return f'"{text}"'


def turtle_piece(group: Iterable[Node]) -> str:
    """Return nodes as statements, nodes within them after the one they are in."""
    parts: list[str] = []
    waiting = list(group)
    for each in waiting:  # which grows
        _statements(each, parts, waiting)
    return "".join(parts)


def _statements(node: Node, parts: list[str], waiting: list[Node]) -> None:
    types = node.get("@type")
    told = [f"a {', '.join(types)}"] if types else []
    for name, found in node.items():
        if name[0] == "@":
            continue
        objects = []
        for value in found:
            if value.__class__ is str:
                objects.append(_quoted(value))
            elif "@value" not in value:
                objects.append(f"<{value['@id']}>")
                if len(value) > 1:
                    waiting.append(value)
            elif "@language" in value:
                objects.append(f"{_quoted(value['@value'])}@{value['@language']}")
            else:
                objects.append(f"{_quoted(value['@value'])}^^{value['@type']}")
        told.append(f"{name} {', '.join(objects)}")
    if told:
        parts.append(f"<{node['@id']}> " + " ;\n  ".join(told) + " .\n")


def json_ld_piece(group: Iterable[Node]) -> str:
    """Return nodes as objects with commas between them."""
    return orjson.dumps(list(group)).decode()[1:-1]


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()


RDF_XML = Syntax(
    "RDF/XML",
    "application/rdf+xml",
    "rdf",
    '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    + "".join(f'\n  xmlns:{prefix}="{name}"' for prefix, name in PREFIXES.items())
    + ">\n",
    rdf_xml_piece,
    "",
    "</rdf:RDF>\n",
)
TURTLE = Syntax(
    "Turtle",
    "text/turtle",
    "ttl",
    "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items()),
    turtle_piece,
    "",
    "",
)
JSON_LD = Syntax(
    "JSON-LD",
    "application/ld+json",
    "jsonld",
    f'{{"@context":{_json(PREFIXES)},"@graph":[\n',
    json_ld_piece,
    ",\n",
    "]}\n",
)
SYNTAXES = (RDF_XML, TURTLE, JSON_LD)
