# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record as simple Dublin Core, in the ``oai_dc`` container of OAI-PMH 2.0 (section 5).

Dublin Core has fifteen elements and no types, so that order and spelling have to tell what the
elements do not. They follow what harvesters of repositories read: the OpenAIRE guidelines for
literature repositories 3.0 (DOI as an address, ``info:eu-repo`` for access, embargo, grants and
type, licence by its address, ISO 639-3) and DCMI's encodings of boxes, points and periods. What is
told is what DataCite is told (``crosswalks.datacite``), and nothing else;
``docs/crosswalk-oai.md`` says where each part goes.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from hoeder.crosswalks import access, datacite
from hoeder.crosswalks.context import Context, Json, Record
from hoeder.crosswalks.datacite_people import UNAVAILABLE
from hoeder.crosswalks.links import link
from hoeder.crosswalks.text import legal, uri

CONTAINER = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
ELEMENTS = "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

DCMI_TYPES = {
    "Audiovisual": "MovingImage",
    "Award": "",
    "Collection": "Collection",
    "ComputationalNotebook": "Software",
    "Dataset": "Dataset",
    "Event": "Event",
    "Image": "Image",
    "Instrument": "PhysicalObject",
    "InteractiveResource": "InteractiveResource",
    "Model": "",
    "Other": "",
    "PhysicalObject": "PhysicalObject",
    "Project": "",
    "Service": "Service",
    "Software": "Software",
    "Sound": "Sound",
    "Workflow": "",
}
"""By DataCite's general type; "" where DCMI has none. Any other is a ``Text``."""
OTHER_TYPE = f"{access.EU_REPO}other"
EU_REPO_TYPES = {"Dataset": f"{access.EU_REPO}dataset"}
"""Where InvenioRDM's vocabulary says no more than ``other``."""
COMMISSION = ("00k4n6c32", "501100000780")
"""The European Commission at ROR and in the Crossref Funder Registry."""
GRANT = "info:eu-repo/grantAgreement/EC"
DEGREES = "signed decimal degrees"
NO_CONTRIBUTION = ("ContactPerson", "HostingInstitution")
"""Roles that DataCite counts among contributors, and that are no contribution to the data."""


class Term(NamedTuple):
    """An element: its name, its text, and the tag of its language or ""."""

    name: str
    text: str
    lang: str = ""


def to_xml(stored: Record, context: Context) -> etree._Element:
    """Return the metadata of one version as an ``oai_dc:dc`` element.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    namespaces = {"oai_dc": CONTAINER, "dc": ELEMENTS, "xsi": _XSI}
    root = etree.Element(f"{{{CONTAINER}}}dc", nsmap=namespaces)
    root.set(f"{{{_XSI}}}schemaLocation", f"{CONTAINER} {SCHEMA}")
    for term in terms(stored, context):
        element = etree.SubElement(root, f"{{{ELEMENTS}}}{term.name}")
        element.text = term.text
        if term.lang:
            element.set(_LANG, term.lang)
    return root


def terms(stored: Record, context: Context) -> list[Term]:
    """Return the elements in their order, each once.

    :raises NotPublicError: as ``to_xml``.
    """
    told = datacite.to_json(stored, context)
    record: Json = legal(stored)
    found = (
        *(Term("title", item["title"], item.get("lang", "")) for item in told["titles"]),
        *(Term("creator", item["name"]) for item in told["creators"]),
        *(Term("subject", item["subject"]) for item in told.get("subjects", ())),
        *_descriptions(told),
        Term("publisher", told["publisher"]["name"]),
        *_contributors(told),
        *_dates(record, told, context),
        *_types(record, told),
        *(Term("format", text) for text in told.get("formats", ())),
        *_identifiers(told),
        *(Term("language", item["id"]) for item in record["metadata"].get("languages", ())),
        *_relations(record, told),
        *(Term("coverage", text) for text in _coverage(told)),
        *_rights(told),
    )
    return list(dict.fromkeys(term for term in found if term.text not in ("", UNAVAILABLE)))


def _descriptions(told: Json) -> Iterator[Term]:
    """The abstract first: some readers show one description only."""
    items = told.get("descriptions", ())
    for item in sorted(items, key=lambda item: item["descriptionType"] != "Abstract"):
        yield Term("description", item["description"], item.get("lang", ""))


def _contributors(told: Json) -> Iterator[Term]:
    """Who contributed and is no creator, then who paid."""
    makers = {creator["name"] for creator in told["creators"]}
    for item in told.get("contributors", ()):
        if item["contributorType"] not in NO_CONTRIBUTION and item["name"] not in makers:
            yield Term("contributor", item["name"])
    for item in told.get("fundingReferences", ()):
        yield Term("contributor", item["funderName"])


def _dates(record: Json, told: Json, context: Context) -> Iterator[Term]:
    """Of issue, and of the end of an embargo. Another date would be taken for that of issue."""
    issued = [item["date"] for item in told.get("dates", ()) if item["dateType"] == "Issued"]
    yield Term("date", next(iter(issued), told["publicationYear"]))
    if until := access.embargoed_until(record, context.today):
        yield Term("date", f"info:eu-repo/date/embargoEnd/{until}")


def _types(record: Json, told: Json) -> Iterator[Term]:
    general = told["types"]["resourceTypeGeneral"]
    props = (record["metadata"].get("resource_type") or {}).get("props") or {}
    given = props.get("eurepo") or OTHER_TYPE
    yield Term("type", EU_REPO_TYPES.get(general, given) if given == OTHER_TYPE else given)
    yield Term("type", DCMI_TYPES.get(general, "Text"))


def _identifiers(told: Json) -> Iterator[Term]:
    """The DOI first, as an address. OAI-PMH has its own identifier in the header."""
    yield Term("identifier", link("DOI", told["doi"]) if told.get("doi") else "")
    for item in told.get("alternateIdentifiers", ()):
        if item["alternateIdentifierType"] != "oai":
            name = link(item["alternateIdentifierType"], item["alternateIdentifier"])
            yield Term("identifier", name)


def _relations(record: Json, told: Json) -> Iterator[Term]:
    for item in told.get("relatedIdentifiers", ()):
        yield Term("relation", link(item["relatedIdentifierType"], item["relatedIdentifier"]))
    for item in told.get("relatedItems", ()):
        if "relatedItemIdentifier" not in item:
            yield Term("relation", item["titles"][0]["title"])
    for item in record["metadata"].get("funding", ()):
        yield Term("relation", _agreement(item))
    for item in told.get("fundingReferences", ()):
        number = item.get("awardNumber") or item.get("awardTitle")
        yield Term("relation", item.get("awardUri", ""))
        yield Term("relation", f"{item['funderName']}: {number}" if number else "")


def _agreement(funding: Json) -> str:
    """A grant of the European Commission as OpenAIRE reads it."""
    funder, award = funding.get("funder") or {}, funding.get("award") or {}
    known = [item.get("identifier", "") for item in funder.get("identifiers") or ()]
    if not any(name in str(one) for one in (funder.get("id"), *known) for name in COMMISSION):
        return ""
    program, number = award.get("program", ""), award.get("number", "")
    return uri(f"{GRANT}/{program}/{number}") if program and number else ""


def _coverage(told: Json) -> Iterator[str]:
    """Places, boxes and points (DCMI Box, DCMI Point), and the period that the data are about."""
    for item in told.get("geoLocations", ()):
        name = item.get("geoLocationPlace", "")
        yield name
        if box := item.get("geoLocationBox"):
            yield _encoded(
                name=name,
                northlimit=box["northBoundLatitude"],
                eastlimit=box["eastBoundLongitude"],
                southlimit=box["southBoundLatitude"],
                westlimit=box["westBoundLongitude"],
                units=DEGREES,
            )
        if point := item.get("geoLocationPoint"):
            east, north = point["pointLongitude"], point["pointLatitude"]
            yield _encoded(name=name, east=east, north=north, units=DEGREES)
    for item in told.get("dates", ()):
        if item["dateType"] == "Coverage":
            start, slash, end = item["date"].partition("/")
            yield _encoded(start=start, end=end, scheme="W3C-DTF") if slash else start


def _encoded(**parts: object) -> str:
    """DCSV, DCMI's way to write labelled parts in a text; its separators are escaped.

    >>> _encoded(name="Ghent; Lys", north=51.05)
    'name=Ghent\\\\; Lys; north=51.05'
    """
    escaped = ((name, str(value).replace(";", "\\;")) for name, value in parts.items())
    return "; ".join(f"{name}={value}" for name, value in escaped if value)


def _rights(told: Json) -> Iterator[Term]:
    """The access level, then licences by address and by name, then terms in words."""
    items: Iterable[Json] = told["rightsList"]
    levels = [item for item in items if item.get("rightsUri", "").startswith(access.EU_REPO)]
    yield from (Term("rights", item["rightsUri"]) for item in levels)
    for item in items:
        if item.get("schemeUri") != access.COAR and item not in levels:
            yield Term("rights", item.get("rightsUri", ""))
            yield Term("rights", item.get("rights", ""), item.get("lang", ""))
