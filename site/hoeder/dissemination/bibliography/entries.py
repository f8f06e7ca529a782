# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A published record as one entry of the feed.

An entry has what a bibliography asks for, spelled out: who with which ORCID iD and at which
institution by ROR, who paid for it, which articles it belongs to, how open it is, and whether
DataCite has its DOI. All versions of a dataset have the same ``counts_as``, so that a dataset
counts once. ``citation`` is the CSL item of which the other formats are made.

What is told is what DataCite is told (``crosswalks.datacite``); ``openapi.ENTRY`` is the schema.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from hoeder.crosswalks import access, csl, datacite, orcid
from hoeder.crosswalks.cerif_terms import PUBLICATIONS
from hoeder.crosswalks.context import Context, Json, Record
from hoeder.crosswalks.datacite_people import UNAVAILABLE, full
from hoeder.custodians import ror
from hoeder.dissemination.bibliography import science

CATEGORIES = {
    "ComputationalNotebook": "software",
    "Dataset": "dataset",
    "Software": "software",
    "Workflow": "software",
    **dict.fromkeys(PUBLICATIONS, "publication"),
}
"""By DataCite's general type; any other is ``other``."""
FACETS = ("ror", "orcid", "funder", "grant", "year", "custodian")
"""What entries are found by."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a record besides itself and its ``Context``.

    :param identifier: of OAI-PMH.
    :param number: of the version, from 1.
    :param latest: whether it is the latest public version.
    :param doi_state: what DataCite said last of the DOI: findable, registered, draft, absent; empty
        when it was not asked yet or does not register this DOI.
    :param custodian: slug of the custodian.
    """

    identifier: str
    number: int = 1
    latest: bool = True
    doi_state: str = ""
    custodian: str = ""


def entry(record: Record, context: Context, standing: Standing) -> Json:
    """Return the entry of one version, without the moment of its last change.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    told = datacite.to_json(record, context)
    level = access.level(record, context.today)
    doi, title = told.get("doi", ""), told["titles"][0]["title"]
    general = told["types"]["resourceTypeGeneral"]
    issued = [each["date"] for each in told.get("dates", ()) if each["dateType"] == "Issued"]
    optional = full(
        doi=doi,
        publication_date=next(iter(issued), ""),
        publisher=_publisher(told["publisher"]),
        custodian=full(slug=standing.custodian, name=context.custodian, ror=context.custodian_ror),
        abstract=csl.abstract(told),
        languages=[told["language"]] if told.get("language") else [],
        keywords=list(dict.fromkeys(one["subject"] for one in told.get("subjects", ()))),
        formats=told.get("formats"),
        sizes=told.get("sizes"),
    )
    return {
        "id": str(record["id"]),
        "identifier": standing.identifier,
        "category": CATEGORIES.get(general, "other"),
        "deleted": False,
        "url": context.landing_url,
        "doi_state": standing.doi_state or "unknown",
        "counts_as": context.concept_doi or doi or str(record["id"]),
        "version": _version(told, context, standing),
        "title": "" if title == UNAVAILABLE else title,
        "type": {"general": general} | full(text=told["types"].get("resourceType")),
        "publication_year": int(told["publicationYear"]),
        "creators": list(_parties(told["creators"])),
        "contributors": list(_parties(told.get("contributors", ()))),
        "funding": [_funding(one) for one in told.get("fundingReferences", ())],
        "access": _access(record, context),
        "licences": list(_licences(told)),
        "publications": science.publications(told),
        "open_science": science.indicators(told, level, standing.doi_state),
        **optional,
        "citation": csl.item(record, told, context),
    }


def stamped(told: Json, modified: int) -> Json:
    """Return an entry with the second of its last change as outlets see it: the shelf's stamp.

    It changes when a record enters or leaves a set, too, and an entry is kept meanwhile.
    """
    return {**told, "modified": moment(modified)}


def gone(record_id: str, identifier: str, modified: int, doi: str = "") -> Json:
    """Return the entry of a record that is not public any more, or left the list that is asked for.

    Nothing of its metadata is told but the names by which a reader has it.
    """
    told = {"id": record_id, "identifier": identifier, "deleted": True}
    return stamped(told | full(doi=doi), modified)


def facets(told: Json) -> dict[str, list[str]]:
    """Return what an entry is found by, each value in the form of ``filters``."""
    parties = [*told["creators"], *told["contributors"]]
    places = [one for party in parties for one in party.get("affiliations", ())]
    holders = [told.get("publisher", {}), told.get("custodian", {})]
    funding = told["funding"]
    found: dict[str, Iterable[str]] = {
        "ror": (one.get("ror", "") for one in (*parties, *places, *holders)),
        "orcid": (one.get("orcid", "") for one in parties),
        "funder": (one.get("funder_id", "") for one in funding),
        "grant": (one.get("grant_number", "").casefold() for one in funding),
        "year": (str(told["publication_year"]),),
        "custodian": (told.get("custodian", {}).get("slug", ""),),
    }
    return {name: sorted({value for value in found[name] if value}) for name in FACETS}


def moment(second: int) -> str:
    """A second since 1970 in UTC, as ISO 8601.

    >>> moment(0)
    '1970-01-01T00:00:00Z'
    """
    return datetime.fromtimestamp(second, UTC).isoformat()[:19] + "Z"


def _version(told: Json, context: Context, standing: Standing) -> Json:
    return {"number": standing.number, "latest": standing.latest} | full(
        label=told.get("version"),
        concept_doi=context.concept_doi,
        previous_doi=context.previous_doi,
        next_doi=context.next_doi,
    )


def _parties(items: Iterable[Json]) -> Iterator[Json]:
    """Everybody once, in order, with every role."""
    found: dict[str, Json] = {}
    for item in items:
        if item["name"] == UNAVAILABLE:
            continue
        who = _party(item)
        known = found.setdefault(repr(who), {**who, "roles": []})
        known["roles"].append(item.get("contributorType", "Creator"))
    yield from found.values()


def _party(item: Json) -> Json:
    person = item.get("nameType") == "Personal"
    names = [one["nameIdentifier"] for one in item.get("nameIdentifiers", ())]
    return {"name": item["name"], "type": "person" if person else "organisation"} | full(
        given_name=item.get("givenName"),
        family_name=item.get("familyName"),
        orcid=orcid.of(item) if person else "",
        ror="" if person else next(filter(None, map(_ror, names)), ""),
        affiliations=[
            full(name=one["name"], ror=_ror(one.get("affiliationIdentifier", "")))
            for one in item.get("affiliation", ())
        ],
    )


def _ror(text: str) -> str:
    return ror.format(text) if ror.is_valid(text) else ""


def _publisher(told: Json) -> Json:
    name = "" if told["name"] == UNAVAILABLE else told["name"]
    return full(name=name, ror=_ror(told.get("publisherIdentifier", "")))


def _funding(told: Json) -> Json:
    name, kind = told["funderName"], told.get("funderIdentifierType", "")
    identifier = told.get("funderIdentifier", "")
    return full(
        funder="" if name == UNAVAILABLE else name,
        funder_id=ror.format(identifier) if kind == "ROR" else identifier,
        funder_id_type=kind,
        grant_number=told.get("awardNumber"),
        grant_title=told.get("awardTitle"),
        grant_url=told.get("awardUri"),
    )


def _access(record: Record, context: Context) -> Json:
    level = access.level(record, context.today)
    told = {"level": level.label, "eu_repo": level.eu_repo_uri, "coar": level.coar_uri}
    return told | full(embargo_until=access.embargoed_until(record, context.today))


def _licences(told: Json) -> Iterator[Json]:
    """Licences and terms of use; what says the access level is none."""
    for one in told["rightsList"]:
        address = one.get("rightsUri", "")
        if one.get("schemeUri") != access.COAR and not address.startswith(access.EU_REPO):
            spdx = one.get("rightsIdentifierScheme") == "SPDX"
            yield full(
                spdx=one.get("rightsIdentifier") if spdx else "",
                name=one.get("rights"),
                url=address,
            )
