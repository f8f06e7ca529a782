# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DataCite JSON as XML of kernel 4.7.

The writer of the ``datacite`` package stops at 4.5: it leaves out what 4.7 added
(``relationTypeInformation``), the address of a grant without a number and whatever is spelled in
another way, and says nothing. Here a key without a place in the XML raises ``KeyError``.
"""

from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from hoeder.crosswalks.context import Json

NAMESPACE = "http://datacite.org/schema/kernel-4"
KERNEL = "4.7"
SCHEMA = f"http://schema.datacite.org/meta/kernel-{KERNEL}/metadata.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Element = etree._Element


def resource(metadata: Json, landing_url: str = "") -> Element:
    """Return the ``resource`` element.

    :param landing_url: identifies what has no DOI (yet).
    :raises KeyError: when the metadata have a key that the schema does not.
    """
    root = etree.Element(_q("resource"), nsmap={None: NAMESPACE, "xsi": _XSI})  # type: ignore[dict-item]
    root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    doi = metadata.get("doi")
    _text(root, "identifier", doi or landing_url, identifierType="DOI" if doi else "URL")
    given = {key: value for key, value in metadata.items() if key not in ("doi", "schemaVersion")}
    # The schema takes them in any order; a reader expects what is required first.
    if unknown := given.keys() - _WRITERS.keys():
        raise KeyError(*sorted(unknown))
    for key, write in _WRITERS.items():
        if key in given:
            write(root, given[key])
    return root


def _q(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _text(parent: Element, name: str, text: Any, **attributes: str) -> Element:
    element = etree.SubElement(parent, _q(name))
    element.text = str(text)
    for key, value in attributes.items():
        element.set(_attribute(key), str(value))
    return element


def _attribute(key: str) -> str:
    """The name in XML of a key in JSON: ``schemeUri`` is ``schemeURI`` there."""
    return _LANG if key == "lang" else f"{key[:-3]}URI" if key.endswith("Uri") else key


def _leaf(parent: Element, name: str, item: Json, text: str = "") -> Element:
    """An element with the value of one key as its text and all others as its attributes."""
    text = text or name
    attributes = {key: value for key, value in item.items() if key != text}
    return _text(parent, name, item.get(text, ""), **attributes)


def _children(parent: Element, item: Json, *names: str) -> None:
    """An element each for the keys of an object, in the order of the names.

    :raises KeyError: when it has another key.
    """
    if unknown := set(item) - set(names):
        raise KeyError(*sorted(unknown))
    for name in names:
        if name in item:
            _text(parent, name, item[name])


def _leaves(plural: str, singular: str, text: str = "") -> Callable[[Element, Any], None]:
    def write(root: Element, items: Iterable[Json]) -> None:
        parent = etree.SubElement(root, _q(plural))
        for item in items:
            _leaf(parent, singular, item, text)

    return write


def _texts(plural: str, singular: str) -> Callable[[Element, Any], None]:
    def write(root: Element, items: Iterable[str]) -> None:
        parent = etree.SubElement(root, _q(plural))
        for item in items:
            _text(parent, singular, item)

    return write


def _parties(plural: str, singular: str) -> Callable[[Element, Any], None]:
    def write(root: Element, items: Iterable[Json]) -> None:
        parent = etree.SubElement(root, _q(plural))
        for item in items:
            rest = dict(item)
            element = etree.SubElement(parent, _q(singular))
            if "contributorType" in rest:
                element.set("contributorType", rest.pop("contributorType"))
            name: Json = {key: rest.pop(key) for key in ("name", "nameType", "lang") if key in rest}
            identifiers = rest.pop("nameIdentifiers", ())
            affiliations = rest.pop("affiliation", ())
            _leaf(element, f"{singular}Name", name, "name")
            _children(element, rest, "givenName", "familyName")
            for identifier in identifiers:
                _leaf(element, "nameIdentifier", identifier)
            for affiliation in affiliations:
                _leaf(element, "affiliation", affiliation, "name")

    return write


def _geo_locations(root: Element, items: Iterable[Json]) -> None:
    parent = etree.SubElement(root, _q("geoLocations"))
    for item in items:
        location = etree.SubElement(parent, _q("geoLocation"))
        for key, value in item.items():
            if key == "geoLocationPlace":
                _text(location, key, value)
                continue
            shape = etree.SubElement(location, _q(key))
            for part in value if key == "geoLocationPolygon" else ():
                ((name, position),) = part.items()
                _children(etree.SubElement(shape, _q(name)), position, *_POINT)
            if key != "geoLocationPolygon":
                _children(shape, value, *{"geoLocationPoint": _POINT, "geoLocationBox": _BOX}[key])


_POINT = ("pointLongitude", "pointLatitude")
_BOX = ("westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude")


def _funding_references(root: Element, items: Iterable[Json]) -> None:
    parent = etree.SubElement(root, _q("fundingReferences"))
    for item in items:
        rest = dict(item)
        element = etree.SubElement(parent, _q("fundingReference"))
        _text(element, "funderName", rest.pop("funderName"))
        funder: Json = {key: rest.pop(key) for key in tuple(rest) if key.startswith("funder")}
        award: Json = {key: rest.pop(key) for key in ("awardNumber", "awardUri") if key in rest}
        if funder:
            _leaf(element, "funderIdentifier", funder)
        if award:
            _leaf(element, "awardNumber", award)
        _children(element, rest, "awardTitle")


def _related_items(root: Element, items: Iterable[Json]) -> None:
    parent = etree.SubElement(root, _q("relatedItems"))
    for item in items:
        rest = dict(item)
        element = etree.SubElement(parent, _q("relatedItem"))
        for key in ("relatedItemType", "relationType", "relationTypeInformation"):
            if key in rest:
                element.set(key, rest.pop(key))
        if identifier := rest.pop("relatedItemIdentifier", None):
            _leaf(element, "relatedItemIdentifier", identifier)
        _leaves("titles", "title")(element, rest.pop("titles"))
        _children(element, rest)


_WRITERS: dict[str, Callable[[Element, Any], object]] = {
    "creators": _parties("creators", "creator"),
    "titles": _leaves("titles", "title"),
    "publisher": lambda root, item: _leaf(root, "publisher", item, "name"),
    "publicationYear": lambda root, text: _text(root, "publicationYear", text),
    "types": lambda root, item: _leaf(root, "resourceType", item),
    "subjects": _leaves("subjects", "subject"),
    "contributors": _parties("contributors", "contributor"),
    "dates": _leaves("dates", "date"),
    "language": lambda root, text: _text(root, "language", text),
    "alternateIdentifiers": _leaves("alternateIdentifiers", "alternateIdentifier"),
    "relatedIdentifiers": _leaves("relatedIdentifiers", "relatedIdentifier"),
    "sizes": _texts("sizes", "size"),
    "formats": _texts("formats", "format"),
    "version": lambda root, text: _text(root, "version", text),
    "rightsList": _leaves("rightsList", "rights"),
    "descriptions": _leaves("descriptions", "description"),
    "geoLocations": _geo_locations,
    "fundingReferences": _funding_references,
    "relatedItems": _related_items,
}
