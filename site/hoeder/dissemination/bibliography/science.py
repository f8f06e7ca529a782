# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What an entry says for the five indicators that the Flemish Open Science Board follows.

They are ORCID, data management plans, open access, FAIR data and open data, which FRIS measures for
projects with Flemish public funds. Here is the evidence that one dataset has, by its
metadata; whoever measures counts it for a project. Which rule the board counts by is not public,
so these are rules of our own, and each says what it looks at.
"""

from collections.abc import Iterable

from hoeder.crosswalks import access, orcid
from hoeder.crosswalks.access import AccessLevel
from hoeder.crosswalks.cerif_terms import PUBLICATIONS, PUBLISHED_WITH
from hoeder.crosswalks.context import Json
from hoeder.crosswalks.datacite_people import UNAVAILABLE, full
from hoeder.crosswalks.links import link

PLAN = "OutputManagementPlan"
OPEN_LICENCES = frozenset(
    (
        "cc0-1.0",
        "cc-by-3.0",
        "cc-by-4.0",
        "cc-by-sa-3.0",
        "cc-by-sa-4.0",
        "odc-by-1.0",
        "odbl-1.0",
        "pddl-1.0",
        "etalab-2.0",
        "dl-de-by-2.0",
        "dl-de-zero-2.0",
        "mit",
        "apache-2.0",
        "bsd-2-clause",
        "bsd-3-clause",
        "gpl-2.0-only",
        "gpl-2.0-or-later",
        "gpl-3.0-only",
        "gpl-3.0-or-later",
    )
)
"""SPDX identifiers, in small letters: for data, licences that conform to the Open Definition 2.1;
for software, licences that the Open Source Initiative approved."""
UNTYPED = "application/octet-stream"


def indicators(told: Json, level: AccessLevel, doi_state: str) -> Json:
    """Return the evidence.

    :param told: the record as ``datacite.to_json`` returns it.
    :param doi_state: what DataCite said last of its DOI, or "".
    """
    people = [one for one in told["creators"] if one.get("nameType") == "Personal"]
    plans = [item for item in related(told) if item.get("resourceTypeGeneral") == PLAN]
    licences = {one.get("rightsIdentifier", "").lower() for one in told["rightsList"]}
    is_open = level is access.OPEN
    return {
        # Creators that are persons, and those of them that have an ORCID iD.
        "orcid": {"persons": len(people), "with_orcid": sum(bool(orcid.of(one)) for one in people)},
        # A related resource of that type. What a university keeps to itself is not seen here.
        "data_management_plan": {
            "stated": bool(plans),
            "links": list(dict.fromkeys(address(item) for item in plans)),
        },
        # How open an article is, is known where it is published: here is which articles these are.
        "open_access": {"linked_publications": len(publications(told))},
        "fair_data": {
            "findable": doi_state == "findable" and _described(told),
            "accessible": level is not access.METADATA_ONLY,
            "interoperable": any(one != UNTYPED for one in told.get("formats", ())),
            "reusable": any(map(_is_licence, told["rightsList"])),
        },
        "open_data": {
            "open": is_open and bool(licences & OPEN_LICENCES),
            "files_open": is_open,
            "licence_open": bool(licences & OPEN_LICENCES),
        },
    }


def publications(told: Json) -> list[Json]:
    """Return the linked publications: by their type, or by a relation that link counting reads."""
    found: dict[str, Json] = {}
    for item in related(told):
        general = item.get("resourceTypeGeneral", "")
        if general in PUBLICATIONS or (not general and item["relationType"] in PUBLISHED_WITH):
            is_doi = item["relatedIdentifierType"] == "DOI"
            entry = full(
                relation=item["relationType"],
                doi=item["relatedIdentifier"] if is_doi else "",
                url=address(item),
                type=general,
            )
            found.setdefault(f"{entry['relation']} {entry['url']}", entry)
    return list(found.values())


def related(told: Json) -> Iterable[Json]:
    """The related resources in DataCite JSON."""
    items: Iterable[Json] = told.get("relatedIdentifiers", ())
    return items


def address(item: Json) -> str:
    """A related resource as a link."""
    return link(item["relatedIdentifierType"], item["relatedIdentifier"])


def _described(told: Json) -> bool:
    """Whether title and creators are known; year and type always are."""
    return UNAVAILABLE not in (told["titles"][0]["title"], told["creators"][0]["name"])


def _is_licence(right: Json) -> bool:
    """Whether it is a licence or terms of use with an address, and no access level."""
    place = right.get("rightsUri", "")
    level = right.get("schemeUri") == access.COAR or place.startswith(access.EU_REPO)
    return bool(place) and not level
