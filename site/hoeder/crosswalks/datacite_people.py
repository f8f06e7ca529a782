# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Who made, keeps and paid for it: creators, contributors, publisher, funding in DataCite JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from hoeder.crosswalks.context import Context, Json
from hoeder.crosswalks.datacite_terms import CONTRIBUTOR_TYPES, REGISTRIES, address, term
from hoeder.crosswalks.text import uri
from hoeder.custodians import ror

UNAVAILABLE = ":unav"
"""DataCite's word for what must be there and is not (Metadata Schema 4.7, appendix 3)."""

_AFFILIATION_SCHEMES = ("ror", "isni", "gnd", "grid")
_FUNDER_TYPES = {"ror": "ROR", "doi": "Crossref Funder ID", "grid": "GRID", "isni": "ISNI"}
_AWARD_SCHEMES = ("doi", "url")
HOST, CONTACT = "HostingInstitution", "ContactPerson"


def full(**fields: Any) -> Json:
    """Return the fields that say something."""
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


def unique(items: Iterable[Json]) -> list[Json]:
    """Return each item once: DataCite's lists are sets."""
    found: dict[str, Json] = {}
    for item in items:
        found.setdefault(repr(sorted(item.items())), item)
    return list(found.values())


def in_english(texts: Mapping[str, str]) -> tuple[str, str]:
    """Return a text in English, or else in its first language; and the tag of the language.

    >>> in_english({"zh_Hans": "数据", "en": "Data"}), in_english({"zh_Hans": "数据"})
    (('Data', 'en'), ('数据', 'zh-Hans'))
    """
    language = "en" if texts.get("en") else next(iter(texts), "")
    return texts.get(language, ""), language.replace("_", "-")


def creators(entries: Iterable[Json]) -> list[Json]:
    """Return the creators, in their order."""
    return [_party(entry) for entry in entries] or [{"name": UNAVAILABLE}]


def contributors(metadata: Json, context: Context) -> list[Json]:
    """Return the contributors, then the creators that have a role, the contact and the custodian.

    The custodian's office is the contact only where nobody else is.
    """
    with_role = [entry for entry in metadata.get("creators", ()) if entry.get("role")]
    found = [
        {"contributorType": _role(entry), **_party(entry)}
        for entry in (*metadata.get("contributors", ()), *with_role)
    ]
    types = {contributor["contributorType"] for contributor in found}
    if context.contact and CONTACT not in types:
        affiliation = [_affiliation({"name": context.custodian, "id": context.custodian_ror})]
        office = full(name=context.contact, nameType="Organizational")
        if context.custodian:
            office["affiliation"] = affiliation
        found.append({"contributorType": CONTACT, **office})
    return unique(_with_custodian(found, context))


def publisher(name: str, context: Context) -> Json:
    """Return the publisher, with its ROR when it is the custodian; unnamed, it is the custodian."""
    name = name or context.custodian
    if not (context.is_custodian(name) and context.custodian_ror):
        return {"name": name or UNAVAILABLE}
    registry = REGISTRIES["ror"]
    return {
        "name": name,
        "publisherIdentifier": context.custodian_ror,
        "publisherIdentifierScheme": registry.name,
        "schemeUri": registry.address,
    }


def funding_reference(entry: Json) -> Json:
    """Return one funder and grant."""
    funder, award = entry.get("funder") or {}, entry.get("award") or {}
    scheme, identifier = _identifier(funder, tuple(_FUNDER_TYPES))
    title, _ = in_english(award.get("title") or {})
    acronym = award.get("acronym", "")
    award_scheme, award_identifier = _identifier(award, _AWARD_SCHEMES)
    return full(
        funderName=funder.get("name") or funder.get("id") or UNAVAILABLE,
        funderIdentifier=address(scheme, identifier) or identifier,
        funderIdentifierType=identifier and _FUNDER_TYPES.get(scheme, "Other"),
        awardNumber=award.get("number"),
        awardTitle=f"{title} ({acronym})" if title and acronym else title or acronym,
        awardUri=uri(address(award_scheme, award_identifier)),
    )


def _party(entry: Json) -> Json:
    party = entry["person_or_org"]
    person = party.get("type") == "personal"
    given, family = party.get("given_name", ""), party.get("family_name", "")
    parts = ", ".join(part for part in (family, given) if part)
    return full(
        name=party.get("name") or parts or UNAVAILABLE,
        nameType="Personal" if person else "Organizational",
        givenName=given if person else "",
        familyName=family if person else "",
        nameIdentifiers=unique(
            _name_identifier(item["scheme"], item["identifier"])
            for item in party.get("identifiers", ())
            if item.get("identifier")
        ),
        affiliation=unique(
            _affiliation(item)
            for item in entry.get("affiliations", ())
            if item.get("name") or item.get("id")
        ),
    )


def _role(entry: Json) -> str:
    role = entry.get("role") or {}
    return term((role.get("props") or {}).get("datacite"), CONTRIBUTOR_TYPES)


def _name_identifier(scheme: str, identifier: str) -> Json:
    registry = REGISTRIES.get(scheme)
    return full(
        nameIdentifier=address(scheme, identifier) or identifier,
        nameIdentifierScheme=registry.name if registry else scheme.upper(),
        schemeUri=registry.address if registry else "",
    )


def _affiliation(entry: Json) -> Json:
    scheme, identifier = _identifier(entry, _AFFILIATION_SCHEMES)
    registry = REGISTRIES.get(scheme)
    return full(
        name=entry.get("name") or entry.get("id"),
        affiliationIdentifier=address(scheme, identifier) or identifier,
        affiliationIdentifierScheme=registry.name if registry else scheme.upper(),
        schemeUri=registry.address if registry else "",
    )


def _identifier(entry: Json, preferred: tuple[str, ...]) -> tuple[str, str]:
    """Scheme and identifier of an organisation or grant: the first of the schemes that it has.

    Entries of ROR's vocabularies have their ROR identifier as ``id``.
    """
    known = {
        item.get("scheme", ""): item["identifier"]
        for item in reversed(entry.get("identifiers") or ())
        if item.get("identifier")
    }
    if ror.is_valid(str(entry.get("id") or "")):
        known["ror"] = ror.compact(entry["id"])
    scheme = next((scheme for scheme in preferred if scheme in known), next(iter(known), ""))
    return scheme, known.get(scheme, "")


def _with_custodian(found: list[Json], context: Context) -> list[Json]:
    """The custodian hosts the data: said once, with its ROR, also where a depositor said it."""
    if not context.custodian:
        return found
    ids = [_name_identifier("ror", context.custodian_ror)] if context.custodian_ror else []
    host = full(name=context.custodian, nameType="Organizational", nameIdentifiers=ids)
    others = [
        contributor
        for contributor in found
        if contributor["contributorType"] != HOST or not context.is_custodian(contributor["name"])
    ]
    return [*others, {"contributorType": HOST, **host}]
