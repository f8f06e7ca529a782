# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record as MARC 21 bibliographic data, in MARCXML (the Library of Congress's "slim" schema).

For library systems. Fields are those of the MARC 21 Format for Bibliographic Data; nothing is in
local fields (9XX), and the texts are Unicode, as the leader says. What is told is what DataCite is
told (``crosswalks.datacite``), and nothing else; ``docs/crosswalk-oai.md`` says where it goes.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from hoeder.crosswalks import access, datacite
from hoeder.crosswalks.context import Context, Json, Record
from hoeder.crosswalks.datacite_people import UNAVAILABLE
from hoeder.crosswalks.links import link
from hoeder.crosswalks.marc_codes import (
    BIBLIOGRAPHIC,
    CONTENT,
    DESCRIPTION_FIELDS,
    KINDS_OF_RECORD,
    SOURCES,
)
from hoeder.crosswalks.text import legal

NAMESPACE = "http://www.loc.gov/MARC21/slim"
SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_CODED = re.compile(r"(-?)(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Field(NamedTuple):
    """A field with subfields: tag, two indicators, codes and texts."""

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


def to_xml(stored: Record, context: Context) -> etree._Element:
    """Return the metadata of one version as a ``record`` element.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    told = datacite.to_json(stored, context)
    record: Json = legal(stored)
    root = etree.Element(f"{{{NAMESPACE}}}record", nsmap={None: NAMESPACE, "xsi": _XSI})  # type: ignore[dict-item]
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    root.set("type", "Bibliographic")
    _element(root, "leader", _leader(told))
    for tag, text in _controlled(record, told):
        _element(root, "controlfield", text, tag=tag)
    for field in fields(record, told, context):
        parent = _element(
            root, "datafield", "", tag=field.tag, ind1=field.indicators[0], ind2=field.indicators[1]
        )
        for code, text in field.subfields:
            _element(parent, "subfield", text, code=code)
    return root


def fields(record: Json, told: Json, context: Context) -> list[Field]:
    """Return the fields with subfields, in the order of their tags, each once.

    :param told: the record as ``datacite.to_json`` returns it.
    """
    found = (
        *_identifiers(told),
        *_places(told),
        *_languages(record),
        *_periods(told),
        *_names(told),
        *_titles(told),
        _field("250", "  ", a=told.get("version", "")),
        _field("264", " 1", b=told["publisher"]["name"], c=told["publicationYear"]),
        *(_field("300", "  ", a=text) for text in told.get("sizes", ())),
        *_content(told),
        *(_field("347", "  ", b=text) for text in told.get("formats", ())),
        *_descriptions(told),
        *_access(record, told, context),
        *_funding(told),
        *_terms_of_use(told),
        *_subjects(told),
        *_relations(told),
        _field("856", "40", u=link("DOI", told["doi"]) if told.get("doi") else ""),
        _field("856", "40", u=context.landing_url),
    )
    said = dict.fromkeys(field for field in found if field.subfields)
    return sorted(said, key=lambda field: field.tag)


def _element(parent: etree._Element, name: str, text: str, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    element.text = text or None
    return element


def _field(tag: str, indicators: str, *more: tuple[str, str], **subfields: str) -> Field:
    """A field; subfields without a text are left out. A keyword may have an underscore before it:
    codes may be digits."""
    given = ((code.lstrip("_"), text) for code, text in (*subfields.items(), *more))
    # A line break is a control character, which MARC 21 has no use for in a text.
    said = tuple((code, " ".join(text.split())) for code, text in given if text != UNAVAILABLE)
    said = tuple(subfield for subfield in said if subfield[1])
    return Field(tag, indicators, said)


def _leader(told: Json) -> str:
    """Leader: a new record, a single unit, Unicode; lengths are not computed in MARCXML."""
    kind = KINDS_OF_RECORD.get(told["types"]["resourceTypeGeneral"], "a")
    return f"00000n{kind}m a2200000uu 4500"


def _controlled(record: Json, told: Json) -> Iterator[tuple[str, str]]:
    """Fields without subfields: 001, 005 if it is known, 007 and 008."""
    yield "001", record["id"]
    changed = re.sub(r"\D", "", str(record.get("updated") or ""))[:14]
    if len(changed) == 14:
        yield "005", f"{changed}.0"
    # An electronic resource, remote; nothing of it as a carrier is coded.
    yield "007", "cr |||||||||||"
    entered = re.sub(r"\D", "", str(record.get("created") or ""))[2:8].ljust(6, "|")
    codes = {_bibliographic(item) for item in record["metadata"].get("languages", ())}
    language = codes.pop() if len(codes) == 1 else "mul" if codes else "|||"
    yield "008", f"{entered}s{told['publicationYear']}    xx {'|' * 17}{language or 'und'} d"


def _bibliographic(language: Json) -> str:
    """The code of ISO 639-2/B, which 008 takes, or "" where ISO 639-2 has none."""
    known = (language.get("props") or {}).get("alpha_2")
    return BIBLIOGRAPHIC.get(language["id"], language["id"] if known else "")


def _identifiers(told: Json) -> Iterator[Field]:
    yield _field("024", "7 ", a=told.get("doi", ""), _2="doi" if told.get("doi") else "")
    for item in told.get("alternateIdentifiers", ()):
        kind, identifier = item["alternateIdentifierType"], item["alternateIdentifier"]
        if kind == "ISBN":
            yield _field("020", "  ", a=identifier)
        elif kind in SOURCES:
            yield _field("024", "7 ", a=identifier, _2=SOURCES[kind])
        elif kind not in ("oai", "URL"):
            yield _field("024", "8 ", a=link(kind, identifier))


def _places(told: Json) -> Iterator[Field]:
    """Coordinates with a sign, in decimal degrees, and the names of places."""
    for item in told.get("geoLocations", ()):
        box, point = item.get("geoLocationBox"), item.get("geoLocationPoint")
        if point:
            box = {f"{side}BoundLongitude": point["pointLongitude"] for side in ("west", "east")}
            box |= {f"{side}BoundLatitude": point["pointLatitude"] for side in ("north", "south")}
        if box:
            west, east, north, south = (
                f"{box[key]:+011.6f}"
                for key in (
                    "westBoundLongitude",
                    "eastBoundLongitude",
                    "northBoundLatitude",
                    "southBoundLatitude",
                )
            )
            yield _field("034", "0 ", d=west, e=east, f=north, g=south)
        yield _field("522", "  ", a=item.get("geoLocationPlace", ""))


def _languages(record: Json) -> Iterator[Field]:
    for item in record["metadata"].get("languages", ()):
        yield _field("041", " 7", a=item["id"], _2="iso639-3")


def _periods(told: Json) -> Iterator[Field]:
    """What time the data are about, and when they were made."""
    for item in told.get("dates", ()):
        date, kind = item["date"], item["dateType"]
        if kind == "Coverage":
            bounds = [text for bound in date.split("/") if (text := _coded(bound))]
            if bounds:
                ends = tuple(("b", text) for text in bounds)
                yield _field("045", "2 " if len(bounds) == 2 else "0 ", *ends)
        elif kind in ("Collected", "Created"):
            yield _field("518", "  ", o=kind, d=date)


def _coded(date: str) -> str:
    """A date as 045 has it: ``d`` or, before our era, ``c``, and the digits."""
    parts = _CODED.match(date)
    return f"{'c' if parts[1] else 'd'}{''.join(parts.groups('')[1:])}" if parts else ""


def _names(told: Json) -> Iterator[Field]:
    """Everybody once, with all that he or she did; the first creator is the main entry."""
    roles: dict[str, dict[str, None]] = {}
    known: dict[str, Json] = {}
    for item in (*told["creators"], *told.get("contributors", ())):
        party = dict(item)
        role = _spoken(party.pop("contributorType", "Creator"))
        known.setdefault(repr(party), party)
        roles.setdefault(repr(party), {})[role] = None
    for at, (key, party) in enumerate(known.items()):
        person = party.get("nameType") == "Personal"
        addresses = [item["nameIdentifier"] for item in party.get("nameIdentifiers", ())]
        yield _field(
            f"{7 if at else 1}{'00' if person else '10'}",
            ("1 " if party.get("familyName") else "0 ") if person else "2 ",
            ("a", party["name"]),
            *(("e", role) for role in roles[key]),
            *(("u", item["name"]) for item in party.get("affiliation", ())),
            *(("1", text) for text in addresses if text.startswith("https://")),
        )


def _spoken(term: str) -> str:
    """A term of DataCite in words.

    >>> _spoken("DataCollector")
    'data collector'
    """
    return _WORD.sub(" ", term).lower()


def _titles(told: Json) -> Iterator[Field]:
    """The title, then others: a translation is a parallel title."""
    first, *others = told["titles"]
    named = told["creators"][0]["name"] != UNAVAILABLE
    # A record has to have a title, be it the word for none.
    yield Field("245", "10" if named else "00", (("a", " ".join(first["title"].split())),))
    for item in others:
        kind = item.get("titleType")
        yield _field("246", "31" if kind == "TranslatedTitle" else "3 ", a=item["title"])


def _content(told: Json) -> Iterator[Field]:
    """Content, medium and carrier, and the type in words."""
    general = told["types"]["resourceTypeGeneral"]
    content, code = CONTENT.get(general, CONTENT["Other"])
    yield _field("336", "  ", a=content, b=code, _2="rdacontent")
    yield _field("337", "  ", a="computer", b="c", _2="rdamedia")
    yield _field("338", "  ", a="online resource", b="cr", _2="rdacarrier")
    yield _field("655", " 4", a=told["types"].get("resourceType") or _spoken(general))


def _descriptions(told: Json) -> Iterator[Field]:
    for item in told.get("descriptions", ()):
        tag, indicators = DESCRIPTION_FIELDS.get(item["descriptionType"], ("500", "  "))
        yield _field(tag, indicators, a=item["description"])


def _access(record: Json, told: Json, context: Context) -> Iterator[Field]:
    """Who may use the data; from when on, while an embargo runs."""
    level = access.level(record, context.today)
    until = access.embargoed_until(record, context.today)
    yield _field(
        "506",
        "0 " if level is access.OPEN else "1 ",
        a=level.label,
        g=until.replace("-", ""),
        u=level.eu_repo_uri,
    )


def _funding(told: Json) -> Iterator[Field]:
    for item in told.get("fundingReferences", ()):
        yield _field(
            "536",
            "  ",
            a=": ".join(filter(None, (item["funderName"], item.get("awardTitle")))),
            c=item.get("awardNumber", ""),
        )


def _terms_of_use(told: Json) -> Iterator[Field]:
    """Licences and other terms; what is of the access level is in 506."""
    for item in told["rightsList"]:
        address = item.get("rightsUri", "")
        if item.get("schemeUri") != access.COAR and not address.startswith(access.EU_REPO):
            yield _field("540", "  ", a=item.get("rights", ""), u=address)


def _subjects(told: Json) -> Iterator[Field]:
    """Keywords in 653; terms of a vocabulary in 650, with the address of the term."""
    for item in told.get("subjects", ()):
        if item.get("subjectScheme") == "MeSH":
            yield _field("650", " 2", a=item["subject"], _0=item.get("valueUri", ""))
        elif item.get("valueUri"):
            yield _field("650", " 4", a=item["subject"], _0=item["valueUri"])
        else:
            yield _field("653", "  ", a=item["subject"])


def _relations(told: Json) -> Iterator[Field]:
    for item in told.get("relatedIdentifiers", ()):
        said = item.get("relationTypeInformation") or _spoken(item["relationType"])
        name = link(item["relatedIdentifierType"], item["relatedIdentifier"])
        yield _field("787", "08", i=said, o=name)
    for item in told.get("relatedItems", ()):
        if "relatedItemIdentifier" not in item:
            title = item["titles"][0]["title"]
            yield _field("787", "08", i=_spoken(item["relationType"]), t=title)
