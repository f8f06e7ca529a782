# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Persons, organisations, projects and funding in the OpenAIRE CERIF profile 1.2.

In: parties and funding as DataCite JSON has them. Identifiers that the profile has an element for
are told when they are of its form; another registry's with the registry's address; no other.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from hoeder.crosswalks import orcid
from hoeder.crosswalks.cerif_terms import (
    AWARD,
    AWARD_NUMBER,
    FUNDING_TYPES,
    GRANT,
    PROJECT_REFERENCE,
)
from hoeder.crosswalks.context import Json
from hoeder.crosswalks.datacite_people import UNAVAILABLE
from hoeder.custodians import ror

NAMESPACE = "https://www.openaire.eu/cerif-profile/1.2/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Element = etree._Element

_ISNI = re.compile(
    r"(?:https://isni\.org/isni/)?([0-9]{4}) ?([0-9]{4}) ?([0-9]{4}) ?([0-9]{3}[0-9X])"
)
_GRID = re.compile(r"(?:https?://(?:www\.)?grid\.ac/institutes/)?(grid\.[0-9]{4,}\.[0-9a-f]{1,2})")
_FUNDREF = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?(10\.13039/[0-9]+)")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,}(?:\.[0-9]+)*/\S+)")


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """Append an element of the profile; ``lang`` becomes ``xml:lang``."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if text:
        element.text = text
    for key, value in attributes.items():
        if value:
            element.set(LANG if key == "lang" else key, value)
    return element


def doi(text: str) -> str:
    """Return a DOI as the profile writes it, or "" when it is none.

    >>> doi("https://doi.org/10.5072/a"), doi("11.5072/a")
    ('10.5072/a', '')
    """
    found = _DOI.fullmatch(text)
    return found[1] if found else ""


def add_party(parent: Element, party: Json, *, beside: bool) -> None:
    """Append a person, or an organisation, of DataCite's creators and contributors.

    :param beside: whether the affiliations of the moment have their place beside the person.
    """
    if party.get("nameType") != "Personal":
        _add_organisation(parent, party["name"], _identifiers(party))
        return
    person = add(parent, "Person")
    name = add(person, "PersonName")
    given = party.get("givenName", "")
    family = party.get("familyName", "") or ("" if given else party["name"])
    for element, text in (("FamilyNames", family), ("FirstNames", given)):
        if text:
            add(name, element, text)
    for element, text, kind in _of_person(party):
        add(person, element, text, type=kind)
    for item in party.get("affiliation", ()):
        affiliation = add(parent if beside else person, "Affiliation")
        if beside:
            add(affiliation, "DisplayName", item["name"])
        _add_organisation(affiliation, item["name"], _identifiers(item))


def add_publisher(parent: Element, publisher: Json) -> None:
    """Append the publisher of DataCite JSON."""
    identifier = publisher.get("publisherIdentifier", "")
    known = [(identifier, publisher.get("schemeUri", ""))] if identifier else []
    add(parent, "DisplayName", publisher["name"])
    _add_organisation(parent, publisher["name"], known)


def add_funding(parent: Element, reference: Json) -> None:
    """Append where the money came from: a project and its grant, or a funder alone."""
    title = reference.get("awardTitle", "")
    number, address = reference.get("awardNumber", ""), reference.get("awardUri", "")
    if not (title or number or address):
        _add_grant(parent, AWARD, reference)
        return
    project = add(parent, "Project")
    if title:
        add(project, "Title", title)
    if number:
        add(project, "Identifier", number, type=PROJECT_REFERENCE)
    funded = add(project, "Funded")
    _add_funder(funded, "By", reference)
    _add_grant(add(funded, "As"), GRANT, reference)


def _add_grant(parent: Element, kind: str, reference: Json) -> None:
    funding = add(parent, "Funding")
    # The type is in the namespace of its list.
    etree.SubElement(funding, f"{{{FUNDING_TYPES}}}Type", nsmap={None: FUNDING_TYPES}).text = kind  # type: ignore[dict-item]
    if title := reference.get("awardTitle", ""):
        add(funding, "Name", title)
    address = reference.get("awardUri", "")
    if grant := doi(address):
        add(funding, "GrantDOI", grant)
    if number := reference.get("awardNumber", ""):
        add(funding, "Identifier", number, type=AWARD_NUMBER)
    if address and not grant:
        add(funding, "Identifier", address, type="https://w3id.org/cerif/vocab/IdentifierTypes#URL")
    _add_funder(funding, "Funder", reference)


def _add_funder(parent: Element, name: str, reference: Json) -> None:
    if reference["funderName"] == UNAVAILABLE:
        return
    link = add(parent, name)
    add(link, "DisplayName", reference["funderName"])
    identifier = reference.get("funderIdentifier", "")
    _add_organisation(link, reference["funderName"], [(identifier, "")] if identifier else [])


def _add_organisation(parent: Element, name: str, known: Iterable[tuple[str, str]]) -> None:
    unit = add(parent, "OrgUnit")
    if name != UNAVAILABLE:
        add(unit, "Name", name)
    for element, text, kind in _of_organisation(known):
        add(unit, element, text, type=kind)


def _identifiers(party: Json) -> list[tuple[str, str]]:
    """Identifiers of a party or an affiliation, each with the address of its registry or ""."""
    found = [
        (item["nameIdentifier"], item.get("schemeUri", ""))
        for item in party.get("nameIdentifiers", ())
    ]
    if identifier := party.get("affiliationIdentifier", ""):
        found.append((identifier, party.get("schemeUri", "")))
    return found


Told = tuple[str, str, str]
"""An identifier: its element, its text, and the type that a generic one has."""


def _of_person(party: Json) -> list[Told]:
    def elements() -> Iterator[Told]:
        for text, registry in _identifiers(party):
            if address := orcid.format(text):
                yield "ORCID", address, ""
            elif found := _ISNI.fullmatch(text):
                yield "ISNI", " ".join(found.groups()), ""
            elif registry:
                yield "Identifier", text, registry

    return _in_order(elements(), ("ORCID", "ISNI"))


def _of_organisation(known: Iterable[tuple[str, str]]) -> list[Told]:
    def elements() -> Iterator[Told]:
        for text, registry in known:
            if ror.is_valid(text):
                yield "RORID", ror.format(text), ""
            elif found := _GRID.fullmatch(text):
                yield "GRID", found[1], ""
            elif found := _ISNI.fullmatch(text):
                yield "ISNI", " ".join(found.groups()), ""
            elif found := _FUNDREF.fullmatch(text):
                yield "FundRefID", f"https://doi.org/{found[1]}", ""
            elif registry:
                yield "Identifier", text, registry

    return _in_order(elements(), ("RORID", "GRID", "ISNI", "FundRefID"))


def _in_order(found: Iterable[Told], elements: tuple[str, ...]) -> list[Told]:
    """One of each element, further ones as alternatives right after it, generic ones last."""
    told = list(dict.fromkeys(found))
    ordered: list[Told] = []
    for element in elements:
        of_kind: list[Any] = [item for item in told if item[0] == element]
        ordered += of_kind[:1]
        ordered += [(f"Alternative{element}", text, kind) for _, text, kind in of_kind[1:]]
    return ordered + [item for item in told if item[0] == "Identifier"]
