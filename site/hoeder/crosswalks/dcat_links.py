# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Identifiers, versions and related resources of a dataset."""

from collections.abc import Iterator

from hoeder.crosswalks.context import Context, Json
from hoeder.crosswalks.datacite_terms import address
from hoeder.crosswalks.nodes import Node, node, tagged, typed, web

_RELATIONS = {
    "iscitedby": "dct:isReferencedBy",
    "isreferencedby": "dct:isReferencedBy",
    "issupplementto": "dct:isReferencedBy",
    "isdescribedby": "foaf:page",
    "isdocumentedby": "foaf:page",
    "cites": "dct:references",
    "references": "dct:references",
    "isderivedfrom": "prov:wasDerivedFrom",
}
"""By InvenioRDM's relation; every other one is ``rdfs:seeAlso``.

Not ``dct:relation`` and ``dct:source``: their ranges are catalogued resources, of which a title and
a publisher would have to be known."""


def identifiers(record: Json, page: str) -> Iterator[Node]:
    """Return the DOI, and the other identifiers that the depositor gave."""
    doi = ((record.get("pids") or {}).get("doi") or {}).get("identifier") or ""
    named = [("doi", doi, "DataCite")] if doi else []
    named += [
        (str(item.get("scheme") or "other"), str(item.get("identifier") or ""), "")
        for item in record["metadata"].get("identifiers") or ()
    ]
    for number, (scheme, identifier, agency) in enumerate(named, 1):
        if identifier:
            yield node(
                f"{page}#identifier-{number}",
                "adms:Identifier",
                {
                    "skos:notation": [typed(identifier, "xsd:string")],
                    "adms:schemaAgency": [tagged(agency, "en")],
                    "rdfs:label": [scheme],
                },
            )


def versions(context: Context) -> dict[str, list[Node | None]]:
    """Return the versions next to this one, and what all of them are versions of."""
    concept = _version(context.concept_doi)
    previous = _version(context.previous_doi)
    return {
        "dct:isVersionOf": [concept],
        "dcat:isVersionOf": [concept],
        "dct:replaces": [previous],
        "dcat:previousVersion": [previous],
        "dct:isReplacedBy": [_version(context.next_doi)],
    }


def _version(doi: str) -> Node | None:
    iri = web(f"https://doi.org/{doi}") if doi else ""
    return node(iri, "rdfs:Resource", {}) if iri else None


def related(metadata: Json) -> dict[str, list[Node]]:
    """Return what the data are connected with, as far as it has an address."""
    found: dict[str, list[Node]] = {}
    items = [
        (_RELATIONS.get(str((item.get("relation_type") or {}).get("id")), "rdfs:seeAlso"), item)
        for item in metadata.get("related_identifiers") or ()
    ]
    items += [("dct:references", item) for item in metadata.get("references") or ()]
    for name, item in items:
        iri = web(address(item.get("scheme") or "", item.get("identifier") or ""))
        if iri and all(iri != each["@id"] for each in found.get(name, ())):
            found.setdefault(name, []).append(node(iri, "foaf:Document", {}))
    return found
