# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the record is connected with: identifiers, related resources and versions in DataCite JSON.

DataCite takes identifiers of related resources of its own types only. A scheme that has no type is
told by its address where it has one (an ISNI, a Wikidata item); ``left_out`` counts the rest.
"""

from collections import Counter
from collections.abc import Iterator

from hoeder.crosswalks.context import Context, Json, Record
from hoeder.crosswalks.datacite_people import full, in_english, unique
from hoeder.crosswalks.datacite_terms import (
    OTHER,
    RELATED_IDENTIFIER_TYPES,
    RELATION_TYPES,
    RESOURCE_TYPES,
    address,
    term,
)

_SCHEME_NAMES = {
    **RELATED_IDENTIFIER_TYPES,
    "crossreffunderid": "Crossref Funder ID",
    "grid": "GRID",
    "isni": "ISNI",
    "wikidata": "Wikidata",
    "other": OTHER,
}
"""What ``alternateIdentifierType``, a free text, is for InvenioRDM's schemes."""

_CITED = "References"


def alternate_identifiers(pids: Json, identifiers: list[Json], landing_url: str) -> list[Json]:
    """Return every other name of the same thing, and its address.

    Not another DOI: DataCite has that as a related resource that is identical.
    """
    named = [(scheme, pid.get("identifier")) for scheme, pid in pids.items()]
    named += [(item.get("scheme", "other"), item.get("identifier")) for item in identifiers]
    found = [
        {
            "alternateIdentifier": identifier,
            "alternateIdentifierType": _SCHEME_NAMES.get(scheme, scheme),
        }
        for scheme, identifier in named
        if identifier and scheme != "doi"
    ]
    landing = {"alternateIdentifier": landing_url, "alternateIdentifierType": "URL"}
    return unique([landing, *found] if landing_url else found)


def related_identifiers(metadata: Json, doi: str, context: Context, *, concept: bool) -> list[Json]:
    """Return the related resources, the versions and the communities.

    :param concept: for the DOI of all versions, which has versions; another one is a version.
    """
    return unique(
        [
            *(link for link in map(_related, metadata.get("related_identifiers", ())) if link),
            *(link for link in map(_reference, metadata.get("references", ())) if link),
            *(
                _link(item["identifier"], "DOI", "IsIdenticalTo")
                for item in metadata.get("identifiers", ())
                if item.get("scheme") == "doi" and item.get("identifier") not in ("", None, doi)
            ),
            *_versions(context, concept=concept),
            *(_link(url, "URL", "IsPartOf") for url in context.community_urls),
        ]
    )


def related_items(metadata: Json) -> list[Json]:
    """Return the references as they are printed; their texts have no other place in DataCite."""
    return unique(
        full(
            relatedItemType=OTHER,
            relationType=_CITED,
            relatedItemIdentifier=_item_identifier(reference),
            titles=[{"title": reference["reference"]}],
        )
        for reference in metadata.get("references", ())
        if reference.get("reference")
    )


def left_out(record: Record) -> Counter[str]:
    """Return by scheme how many related resources and references DataCite has no identifier for."""
    metadata = record.get("metadata") or {}
    items = (*metadata.get("related_identifiers", ()), *metadata.get("references", ()))
    return Counter(
        item.get("scheme") or "none"
        for item in items
        if item.get("identifier") and not _typed(item)
    )


def _typed(item: Json) -> tuple[str, str] | None:
    """An identifier and its DataCite type, or None if there is neither type nor address."""
    scheme, identifier = item.get("scheme") or "", item.get("identifier") or ""
    if not identifier:
        return None
    if scheme in RELATED_IDENTIFIER_TYPES:
        return identifier, RELATED_IDENTIFIER_TYPES[scheme]
    if scheme == "crossreffunderid" and identifier.startswith("10."):
        return identifier, "DOI"
    url = address(scheme, identifier)
    return (url, "URL") if url else None


def _link(identifier: str, kind: str, relation: str) -> Json:
    return {
        "relatedIdentifier": identifier,
        "relatedIdentifierType": kind,
        "relationType": relation,
    }


def _related(item: Json) -> Json | None:
    typed = _typed(item)
    if typed is None:
        return None
    vocabulary = item.get("relation_type") or {}
    given = (vocabulary.get("props") or {}).get("datacite")
    relation = term(given, RELATION_TYPES)
    said = in_english(vocabulary.get("title") or {})[0] or vocabulary.get("id", "")
    kind = ((item.get("resource_type") or {}).get("props") or {}).get("datacite_general")
    return _link(*typed, relation) | full(
        relationTypeInformation=said if relation == OTHER and given != OTHER else "",
        resourceTypeGeneral=term(kind, RESOURCE_TYPES) if item.get("resource_type") else "",
    )


def _reference(item: Json) -> Json | None:
    typed = _typed(item)
    return _link(*typed, _CITED) if typed else None


def _item_identifier(item: Json) -> Json:
    typed = _typed(item)
    if typed is None:
        return {}
    return {"relatedItemIdentifier": typed[0], "relatedItemIdentifierType": typed[1]}


def _versions(context: Context, *, concept: bool) -> Iterator[Json]:
    if concept:
        yield from (_link(doi, "DOI", "HasVersion") for doi in context.version_dois)
        return
    for doi, relation in (
        (context.concept_doi, "IsVersionOf"),
        (context.previous_doi, "IsNewVersionOf"),
        (context.next_doi, "IsPreviousVersionOf"),
    ):
        if doi:
            yield _link(doi, "DOI", relation)
