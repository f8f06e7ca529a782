# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record as an item of CSL-JSON: what a citation says, for every program that formats citations.

The form is that of the CSL-JSON schema 1.0 (https://github.com/citation-style-language/schema).
What is told is what DataCite is told (``crosswalks.datacite``). What no style prints is in
``custom``: the level of access, the end of an embargo, the DOI of all versions, keywords one by
one, the licence, the ORCID iDs that are known of the authors.

BibTeX and RIS (``bibtex``, ``ris``) are made of such an item.
"""

import re
import unicodedata
from collections.abc import Iterable

from hoeder.crosswalks import access, datacite, orcid
from hoeder.crosswalks.context import Context, Json, Record
from hoeder.crosswalks.datacite_people import UNAVAILABLE, full
from hoeder.crosswalks.links import link

TYPES = {
    "Audiovisual": "motion_picture",
    "Book": "book",
    "BookChapter": "chapter",
    "Collection": "collection",
    "ComputationalNotebook": "software",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "DataPaper": "article-journal",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "Event": "event",
    "Image": "graphic",
    "Journal": "periodical",
    "JournalArticle": "article-journal",
    "OutputManagementPlan": "report",
    "PeerReview": "review",
    "Poster": "speech",
    "Preprint": "article",
    "Presentation": "speech",
    "Report": "report",
    "Software": "software",
    "Sound": "song",
    "Standard": "standard",
    "Workflow": "software",
}
"""By DataCite's general type; any other is a ``document``."""
EDITORS = {"Editor": "editor", "Translator": "translator"}
"""Contributors that a citation names, by DataCite's type."""
_DATE = re.compile(r"(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?")
# Words in lower case before a name: "van der Berg", "d'Hondt", "al-Rashid". What begins with a
# capital ("De Smet", as in Flanders) belongs to the name.
_PARTICLES = re.compile(r"((?:['’]?[^\W\d_]+ |[^\W\d_]{1,2}['’]|al-)+)(\S.*)")
_KEY = re.compile(r"[^a-z0-9]+")


def to_json(record: Record, context: Context) -> Json:
    """Return the item of one version.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    return item(record, datacite.to_json(record, context), context)


def item(record: Record, told: Json, context: Context) -> Json:
    """Return the item of a record that ``datacite.to_json`` told already."""
    doi = told.get("doi", "")
    people = [person for person in told["creators"] if person["name"] != UNAVAILABLE]
    title, publisher = told["titles"][0]["title"], told["publisher"]["name"]
    keywords = list(dict.fromkeys(each["subject"] for each in told.get("subjects", ())))
    keywords = [" ".join(keyword.split()) for keyword in keywords if keyword != UNAVAILABLE]
    return full(
        id=doi or context.landing_url or record["id"],
        type=TYPES.get(told["types"]["resourceTypeGeneral"], "document"),
        title="" if title == UNAVAILABLE else " ".join(title.split()),
        author=[_name(person) for person in people],
        **{role: _contributors(told, kind) for kind, role in EDITORS.items()},
        issued=_issued(told),
        **{"available-date": _parts([access.embargoed_until(record, context.today)])},
        publisher="" if publisher == UNAVAILABLE else publisher,
        version=told.get("version"),
        abstract=abstract(told),
        keyword="; ".join(keywords),
        language=told.get("language"),
        ISBN=_identifier(told, "ISBN"),
        ISSN=_identifier(told, "ISSN"),
        DOI=doi,
        URL=link("DOI", doi) if doi else context.landing_url,
        custom=_custom(record, told, context, people, keywords),
        **{"citation-key": _key(people, told["publicationYear"], record["id"])},
    )


def _custom(
    record: Record, told: Json, context: Context, people: list[Json], keywords: list[str]
) -> Json:
    return full(
        access=access.level(record, context.today).label,
        embargo=access.embargoed_until(record, context.today),
        concept_doi=context.concept_doi,
        keywords=keywords,
        licence=next(
            (
                right.get("rightsUri", "")
                for right in told["rightsList"]
                if right.get("schemeUri") == datacite.SPDX
            ),
            "",
        ),
        orcids=[known for known in map(orcid.of, people) if known],
    )


def _contributors(told: Json, kind: str) -> list[Json]:
    items = told.get("contributors", ())
    return [_name(each) for each in items if each["contributorType"] == kind]


def _name(party: Json) -> Json:
    """A name of CSL: an organisation and a person with one name only are literal."""
    family, given = party.get("familyName", ""), party.get("givenName", "")
    if party.get("nameType") != "Personal" or not (family and given):
        return {"literal": family or given or party["name"]}
    particle, family = split(family)
    return full(family=family, given=given, **{"non-dropping-particle": particle})


def split(family: str) -> tuple[str, str]:
    """Return the particle and the rest of a family name.

    >>> split("van der Berg"), split("De Smet"), split("d'Hondt"), split("hooks")
    (('van der', 'Berg'), ('', 'De Smet'), ("d'", 'Hondt'), ('', 'hooks'))
    """
    found = _PARTICLES.fullmatch(family)
    if found is None or not found[1].islower() or found[2][:1].islower():
        return "", family
    return found[1].strip(), found[2]


def _issued(told: Json) -> Json:
    issued = [each["date"] for each in told.get("dates", ()) if each["dateType"] == "Issued"]
    given = next(iter(issued), told["publicationYear"])
    return _parts(given.split("/")) or _parts([told["publicationYear"]])


def _parts(dates: Iterable[str]) -> Json:
    """A date, or the bounds of a range: what is known of year, month and day."""
    found = [_DATE.match(date) for date in dates]
    parts = [[int(part) for part in date.groups() if part] for date in found if date]
    return {"date-parts": parts} if parts else {}


def abstract(told: Json) -> str:
    """The first abstract of DataCite JSON, or ""."""
    items: list[Json] = told.get("descriptions", [])
    found = (each["description"] for each in items if each["descriptionType"] == "Abstract")
    return next(found, "")


def _identifier(told: Json, kind: str) -> str:
    items = told.get("alternateIdentifiers", ())
    found = (each for each in items if each["alternateIdentifierType"] == kind)
    return next((each["alternateIdentifier"] for each in found), "")


def _key(people: list[Json], year: str, record_id: str) -> str:
    """A key in ASCII, which is all that BibTeX takes; the record's id makes it the only one."""
    first = people[0].get("familyName") or people[0]["name"] if people else ""
    bare = unicodedata.normalize("NFKD", first).encode("ascii", "ignore").decode().lower()
    parts = (_KEY.sub("-", bare).strip("-")[:40], year, _KEY.sub("-", record_id.lower()))
    return "_".join(part for part in parts if part)
