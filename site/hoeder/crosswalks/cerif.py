# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record as a ``Product`` of the OpenAIRE CERIF profile 1.2, for research information systems.

The profile is that of the OpenAIRE Guidelines for CRIS Managers 1.2
(https://doi.org/10.5281/zenodo.8050936). The Flemish research portal FRIS takes datasets in a CERIF
schema of its own, which is not public: this is the open equivalent, and no claim to conform to it.

What is told is what DataCite is told (``crosswalks.datacite``). A product is any result of research
but publications and patents; an archived record of another type is a product of the type "other".
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from lxml import etree

from hoeder.crosswalks import access, datacite
from hoeder.crosswalks.cerif_parties import (
    NAMESPACE,
    Element,
    add,
    add_funding,
    add_party,
    add_publisher,
    doi,
)
from hoeder.crosswalks.cerif_terms import (
    COAR_TYPES,
    DATES,
    OTHER_PRODUCT,
    OTHER_PUBLICATION,
    PERIODS,
    PRODUCTS,
    PUBLICATIONS,
    PUBLISHED_WITH,
    REFERENCES,
)
from hoeder.crosswalks.context import Context, Json, Record
from hoeder.crosswalks.datacite_people import UNAVAILABLE
from hoeder.crosswalks.links import link
from hoeder.crosswalks.text import legal

__all__ = ["NAMESPACE", "PUBLICATION_TYPES", "SCHEMA", "TYPES", "to_xml"]

SCHEMA = "https://www.openaire.eu/schema/cris/1.2/openaire-cerif-profile.xsd"
TYPES = "https://www.openaire.eu/cerif-profile/vocab/COAR_Product_Types"
PUBLICATION_TYPES = "https://www.openaire.eu/cerif-profile/vocab/COAR_Publication_Types"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_DATE = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(?:T.*)?")
# A host as RFC 2396 has it, to which XML Schema's anyURI refers: processors do refuse others.
_WEB = re.compile(
    r"(https?://(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)*"
    r"[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?::[0-9]{1,5})?)(?:[/?#].*)?"
)
_VERSIONS = frozenset({"IsVersionOf", "HasVersion", "IsNewVersionOf", "IsPreviousVersionOf"})
_ID_LIMIT = 128


def to_xml(record: Record, context: Context) -> Element:
    """Return the metadata of one version as a ``Product`` element.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    told = datacite.to_json(record, context)
    root = etree.Element(f"{{{NAMESPACE}}}Product", nsmap={None: NAMESPACE, "xsi": _XSI})  # type: ignore[dict-item]
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    root.set("id", str(record["id"])[:_ID_LIMIT])
    # In the order of the schema.
    _type(root, PRODUCTS.get(told["types"]["resourceTypeGeneral"], OTHER_PRODUCT))
    for language in legal(record["metadata"].get("languages", ())):
        tag = (language.get("props") or {}).get("alpha_2") or language["id"]
        add(root, "Language", tag)
    _names(root, told)
    _identifiers(root, told, context)
    _parties(root, told)
    _licences(root, told)
    for item in told.get("descriptions", ()):
        add(root, "Description", item["description"], lang=item.get("lang", ""))
    _subjects(root, told)
    relations = list(_related(told, context))
    _part_of(root, relations)
    for reference in told.get("fundingReferences", ()):
        add_funding(add(root, "OriginatesFrom"), reference)
    for item in relations:
        if item["relationType"] in REFERENCES:
            _output(add(root, "References"), item)
    _access(root, record, context)
    _dates(root, told)
    _links(root, told, relations)
    return root


def _type(parent: Element, code: str, space: str = TYPES) -> None:
    """A type of COAR, in the namespace of the profile's list of them."""
    element = etree.SubElement(parent, f"{{{space}}}Type", nsmap={None: space})  # type: ignore[dict-item]
    element.text = COAR_TYPES + code


def _names(root: Element, told: Json) -> None:
    for item in told["titles"]:
        # Depositors translate; a title in another language is by a person's hand.
        translated = "h" if item.get("titleType") == "TranslatedTitle" else ""
        add(root, "Name", item["title"], lang=item.get("lang", ""), trans=translated)
    if "version" in told:
        add(root, "VersionInfo", told["version"])


def _identifiers(root: Element, told: Json, context: Context) -> None:
    known = {"DOI": doi(told.get("doi", "")), "URL": context.landing_url}
    for item in reversed(told.get("alternateIdentifiers", ())):
        kind = item["alternateIdentifierType"]
        if kind in ("ARK", "Handle", "URN"):
            known[kind] = item["alternateIdentifier"]
    for name in ("ARK", "DOI", "Handle", "URL", "URN"):
        if known.get(name):
            add(root, name, known[name])


def _parties(root: Element, told: Json) -> None:
    creators = [item for item in told["creators"] if item["name"] != UNAVAILABLE]
    if creators:
        parent = add(root, "Creators")
        for item in creators:
            creator = add(parent, "Creator")
            add(creator, "DisplayName", item["name"])
            add_party(creator, item, beside=True)
    if told["publisher"]["name"] != UNAVAILABLE:
        add_publisher(add(add(root, "Publishers"), "Publisher"), told["publisher"])


def _licences(root: Element, told: Json) -> None:
    """Licences that have an address, in the scheme of where it is."""
    for item in told["rightsList"]:
        address = item.get("rightsUri", "")
        level = item.get("schemeUri") == access.COAR or address.startswith(access.EU_REPO)
        if not level and (scheme := _site(address)):
            add(root, "License", address, scheme=scheme)


def _site(address: str) -> str:
    """The site of an address, or "" if it is no address of the web.

    >>> _site("https://example.org/licence"), _site("http://"), _site("info:eu-repo/x")
    ('https://example.org/', '', '')
    """
    found = _WEB.fullmatch(address)
    return f"{found[1]}/" if found else ""


def _subjects(root: Element, told: Json) -> None:
    """Terms with an address, then keywords."""
    items = told.get("subjects", ())
    for item in items:
        address = item.get("valueUri", "")
        scheme = _site(address) and (item.get("schemeUri") or _site(address))
        if scheme:
            add(root, "Subject", address, scheme=scheme)
    for item in items:
        if item["subject"] != UNAVAILABLE:
            add(root, "Keyword", item["subject"], lang=item.get("lang", ""))


def _related(told: Json, context: Context) -> Iterator[Json]:
    """Related outputs; a community is none. A version is of the same type."""
    for item in told.get("relatedIdentifiers", ()):
        if item["relatedIdentifier"] in context.community_urls:
            continue
        if item["relationType"] in _VERSIONS:
            yield {"resourceTypeGeneral": told["types"]["resourceTypeGeneral"], **item}
        else:
            yield item


def _output(parent: Element, item: Json) -> None:
    """A related output: what it is and where. Nothing else of it is known here."""
    general, relation = item.get("resourceTypeGeneral", ""), item["relationType"]
    published = general in PUBLICATIONS or (not general and relation in PUBLISHED_WITH)
    output = add(parent, "Publication" if published else "Product")
    if published:
        _type(output, PUBLICATIONS.get(general, OTHER_PUBLICATION), PUBLICATION_TYPES)
    else:
        _type(output, PRODUCTS.get(general, OTHER_PRODUCT))
    kind, identifier = item["relatedIdentifierType"], item["relatedIdentifier"]
    name = doi(identifier) if kind == "DOI" else ""
    add(output, "DOI", name) if name else add(output, "URL", link(kind, identifier))


def _part_of(root: Element, relations: list[Json]) -> None:
    """The first whole that it is part of; the schema takes one."""
    for item in relations:
        if item["relationType"] == "IsPartOf":
            _output(add(root, "PartOf"), item)
            return


def _access(root: Element, record: Record, context: Context) -> None:
    level, until = (
        access.level(record, context.today),
        access.embargoed_until(record, context.today),
    )
    element = etree.SubElement(root, f"{{{access.COAR}}}Access", nsmap={None: access.COAR})  # type: ignore[dict-item]
    element.text = level.coar_uri
    if until:
        # The last day of the state is the day before the data are open.
        element.set("endDate", (date.fromisoformat(until) - timedelta(days=1)).isoformat())


def _dates(root: Element, told: Json) -> None:
    """The first date of each type. What has no end is said to begin."""
    found: dict[str, tuple[str, str]] = {}
    for item in told.get("dates", ()):
        kind = item["dateType"]
        start, slash, end = item["date"].partition("/")
        bounds = (_date(start), _date(end if slash else start if kind in PERIODS else ""))
        if kind not in found and any(bounds):
            found[kind] = bounds
    told_here = [kind for kind in DATES if kind in found]
    if told_here:
        parent = add(root, "Dates")
        for kind in told_here:
            add(parent, kind, startDate=found[kind][0], endDate=found[kind][1])


def _date(text: str) -> str:
    """A year, a month or a day of XML Schema 1.0, which has no year 0; or ""."""
    found = _DATE.fullmatch(text)
    if found is None or found[1] in ("0000", "-0000"):
        return ""
    year, month, day = found.groups()
    try:
        # Years before our era are not Python's; their leap years are nobody's.
        date(int(year) if year[0] != "-" else 2001, int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(part for part in (year, month, day) if part)


def _links(root: Element, told: Json, relations: list[Json]) -> None:
    """Contributors with what they did, and other outputs with how they are connected.

    The profile has no element for them; the type of a link is DataCite's term.
    """
    for item in told.get("contributors", ()):
        if item["name"] != UNAVAILABLE:
            add_party(add(root, "Link", type=item["contributorType"]), item, beside=False)
    for item in relations:
        if item["relationType"] not in ("References", "Cites"):
            _output(add(root, "Link", type=item["relationType"]), item)
