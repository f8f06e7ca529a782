# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What an academic bibliography takes of a dataset's DOI, and what it refuses to publish.

The rules are those of Ghent University's bibliography, which asks DataCite for the DOI (``GET
/dois/{doi}`` as ``application/vnd.datacite.datacite+json``) and fills its form with the answer.
Here they are in our own words: ``take`` fills the form, ``lacking`` says what a person has to fill
in before it can be published.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Json = dict[str, Any]

EU_REPO = "info:eu-repo/semantics/"
LEVELS = {
    f"{EU_REPO}{name}": name
    for name in ("openAccess", "restrictedAccess", "closedAccess", "embargoedAccess")
}
LICENCES = {
    name.lower(): name
    for name in (
        "CC0-1.0",
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC-BY-NC-4.0",
        "CC-BY-ND-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-NC-ND-4.0",
    )
}
NOT_LISTED, MISSING = "not listed", "[missing]"


@dataclass
class Form:
    """The form of a dataset, filled as far as the DOI's metadata go."""

    doi: str = ""
    title: str = ""
    year: str = ""
    publisher: str = ""
    access_level: str = ""
    embargo: str = ""
    licence: str = ""
    other_licence: str = ""
    abstract: str = ""
    language: str = ""
    formats: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    authors: list[tuple[str, str]] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)


def take(answer: Json) -> Form:
    """Fill the form with DataCite JSON."""
    rights = answer.get("rightsList", [])
    levels = [right["rightsUri"] for right in rights if _is_level(right)]
    form = Form(
        doi=answer.get("doi", ""),
        title=next((title["title"] for title in answer.get("titles", [])), ""),
        year=str(answer.get("publicationYear", "")),
        publisher=answer.get("publisher", {}).get("name", ""),
        access_level=LEVELS.get(levels[0], "") if levels else "",
        language=answer.get("language", ""),
        formats=answer.get("formats", []),
        keywords=[one["subject"] for one in answer.get("subjects", []) if _is_keyword(one)],
        authors=[_author(one) for one in answer.get("creators", [])],
        articles=[
            one["relatedIdentifier"]
            for one in answer.get("relatedIdentifiers", [])
            if one["relatedIdentifierType"] == "DOI"
            and one["relationType"] in ("IsSupplementTo", "IsCitedBy", "IsReferencedBy")
        ],
    )
    descriptions = answer.get("descriptions", [])
    abstracts = [one["description"] for one in descriptions if one["descriptionType"] == "Abstract"]
    form.abstract = abstracts[0] if abstracts else ""
    dates = [one["date"] for one in answer.get("dates", []) if one["dateType"] == "Available"]
    form.embargo = dates[0] if dates and form.access_level == "embargoedAccess" else ""
    spdx = [one for one in rights if one.get("rightsIdentifierScheme") == "SPDX"]
    form.licence = LICENCES.get(spdx[0]["rightsIdentifier"].lower(), "") if spdx else ""
    if not form.licence:
        form.licence = NOT_LISTED
        others = [one.get("rights", "") for one in rights if _is_licence(one)]
        form.other_licence = others[0] if others else ""
    return form


def lacking(form: Form, today: date) -> list[str]:
    """Return what keeps a dataset from being published: names of the form's fields."""
    needed = ("doi", "title", "year", "publisher", "access_level", "formats", "authors")
    found = [name for name in needed if not getattr(form, name)]
    if form.licence == NOT_LISTED and not form.other_licence:
        found.append("licence")
    embargoed = form.access_level == "embargoedAccess"
    if embargoed and (not form.embargo or date.fromisoformat(form.embargo) <= today):
        found.append("embargo")
    return found


def _is_level(right: Json) -> bool:
    return bool(right.get("rightsUri", "").startswith(EU_REPO))


def _is_licence(right: Json) -> bool:
    """A licence of SPDX's list, or terms in words; no access level in another encoding."""
    return not _is_level(right) and right.get("rightsIdentifierScheme", "SPDX") == "SPDX"


def _is_keyword(subject: Json) -> bool:
    return "subjectScheme" not in subject


def _author(creator: Json) -> tuple[str, str]:
    """Family and given name; what is not there is said to be missing."""
    family = creator.get("familyName") or creator["name"]
    return family, creator.get("givenName") or MISSING
