# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record as DataCite metadata, schema 4.7 (https://doi.org/10.14454/qdd3-ps68).

``to_json`` is what DataCite's REST API takes, spelled as the JSON schemas of the ``datacite``
package do; ``to_xml`` the same as an element of kernel 4. ``parent_to_json`` is for the concept
DOI, which stands for all versions. ``docs/crosswalk-datacite.md`` says where each field goes.

Everything that is told is named here: what is not named (notes, owners, access grants, names of
files, addresses for mail) stays inside.

>>> from datetime import date
>>> record = {"access": {"record": "public", "files": "public"}, "files": {"enabled": True},
...           "metadata": {"title": "A survey", "publication_date": "2026-05"}}
>>> told = to_json(record, Context(date(2026, 5, 1), "https://example.org/records/1"))
>>> told["publicationYear"], told["rightsList"][0]["rightsUri"]
('2026', 'info:eu-repo/semantics/openAccess')
"""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from hoeder.anonymisation.statement.fields import FIELD_NAME
from hoeder.anonymisation.statement.words import in_words
from hoeder.crosswalks import access, datacite_xml, edtf
from hoeder.crosswalks.context import Context, Json, NotPublicError, Record, require_public
from hoeder.crosswalks.datacite_links import (
    alternate_identifiers,
    left_out,
    related_identifiers,
    related_items,
)
from hoeder.crosswalks.datacite_people import (
    UNAVAILABLE,
    contributors,
    creators,
    full,
    funding_reference,
    in_english,
    publisher,
    unique,
)
from hoeder.crosswalks.datacite_places import geo_locations, places
from hoeder.crosswalks.datacite_terms import (
    DATE_TYPES,
    DESCRIPTION_TYPES,
    RESOURCE_TYPES,
    SUBJECT_SCHEMES,
    TITLE_TYPES,
    term,
)
from hoeder.crosswalks.text import legal, plain, shortened, uri

__all__ = ["Context", "NotPublicError", "left_out", "parent_to_json", "to_json", "to_xml"]

SCHEMA = "http://datacite.org/schema/kernel-4"
RIGHTS_LIMIT = 2000  # characters; DataCite refuses a longer text
SPDX = "https://spdx.org/licenses/"

SCREENING = "hoeder:screening"
"""The custom field with the published part of the screening (``anonymisation.gate.published``)."""

SUMMARY = (
    "status",
    "status_reason",
    "anonymised_on",
    "techniques",
    "techniques_other",
    "method",
    "direct_identifiers",
    "population",
    "sample",
    "sampling_percent",
    "quasi_identifiers_remain",
    "quasi_identifiers",
    "singling_out",
    "linkability",
    "inference",
)
"""Answers of the anonymisation statement that make up the summary; the rest is on the page."""


def to_json(stored: Record, context: Context) -> Json:
    """Return the metadata of one version.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    require_public(stored)
    record: Json = legal(stored)
    metadata, pids = record["metadata"], record.get("pids") or {}
    doi = (pids.get("doi") or {}).get("identifier", "")
    told = _common(record, doi, context)
    told["alternateIdentifiers"] = alternate_identifiers(
        pids, metadata.get("identifiers", []), context.landing_url
    )
    told["relatedIdentifiers"] = related_identifiers(metadata, doi, context, concept=False)
    told["version"] = metadata.get("version")
    told["descriptions"] += _anonymisation(record.get("custom_fields") or {})
    files = list(_files(record))
    told["sizes"] = _each_once(*metadata.get("sizes", ()), *_sizes(files))
    told["formats"] = _each_once(*metadata.get("formats", ()), *_formats(files))
    return full(**told)


def parent_to_json(latest: Record, context: Context) -> Json:
    """Return the metadata of all versions together: those of the latest one, without its files.

    :raises NotPublicError: when the latest version is restricted, or was taken down.
    """
    require_public(latest)
    record: Json = legal(latest)
    metadata, pids = record["metadata"], (record.get("parent") or {}).get("pids") or {}
    doi = context.concept_doi or (pids.get("doi") or {}).get("identifier", "")
    told = _common(record, doi, context)
    told["alternateIdentifiers"] = alternate_identifiers(pids, [], context.landing_url)
    told["relatedIdentifiers"] = related_identifiers(metadata, doi, context, concept=True)
    told["sizes"] = _each_once(*metadata.get("sizes", ()))
    told["formats"] = _each_once(*metadata.get("formats", ()))
    return full(**told)


def to_xml(record: Record, context: Context) -> etree._Element:
    """Return the metadata of one version as a ``resource`` element, valid against kernel 4.7.

    A record without a DOI is identified by its landing page.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    return datacite_xml.resource(to_json(record, context), context.landing_url)


def _common(record: Json, doi: str, context: Context) -> Json:
    """What is told of a version and of all versions alike."""
    metadata = record["metadata"]
    languages = [_tag(language) for language in metadata.get("languages", ())]
    language = _own_language(metadata, languages)
    published = metadata.get("publication_date", "")
    return {
        "doi": doi,
        "creators": creators(metadata.get("creators", ())),
        "titles": unique(_titles(metadata, language)),
        "publisher": publisher(metadata.get("publisher", ""), context),
        "publicationYear": edtf.year(published) or str(record.get("created") or context.today)[:4],
        "types": _types(metadata.get("resource_type") or {}),
        "subjects": unique([*map(_subject, metadata.get("subjects", ())), *places(metadata)]),
        "contributors": contributors(metadata, context),
        "dates": unique(_dates(record, context)),
        "language": languages[0] if languages else "",
        "rightsList": unique(_rights(record, context)),
        "descriptions": unique(_descriptions(metadata, language)),
        "geoLocations": unique(geo_locations(metadata)),
        "fundingReferences": unique(map(funding_reference, metadata.get("funding", ()))),
        "relatedItems": related_items(metadata),
        "schemaVersion": SCHEMA,
    }


def _tag(language: Json) -> str:
    """The tag of BCP 47: two letters where ISO 639-1 has them, else the three of ISO 639-3."""
    props = language.get("props") or {}
    return props.get("alpha_2") or language.get("id") or ""


def _own_language(metadata: Json, languages: list[str]) -> str:
    """The language of title and description: that of the data where there is no doubt, else ""."""
    others = [_tag(item.get("lang") or {}) for item in metadata.get("additional_titles", ())]
    return languages[0] if len(languages) == 1 and languages[0] not in others else ""


def _mapped(vocabulary: Json | None, known: frozenset[str]) -> str:
    return term(((vocabulary or {}).get("props") or {}).get("datacite"), known)


def _types(resource_type: Json) -> Json:
    props = resource_type.get("props") or {}
    title, _ = in_english(resource_type.get("title") or {})
    return full(
        resourceTypeGeneral=term(props.get("datacite_general"), RESOURCE_TYPES),
        resourceType=props.get("datacite_type") or title,
    )


def _titles(metadata: Json, language: str) -> Iterator[Json]:
    yield full(title=metadata.get("title") or UNAVAILABLE, lang=language)
    for item in metadata.get("additional_titles", ()):
        if item.get("title"):
            yield full(
                title=item["title"],
                titleType=_mapped(item.get("type"), TITLE_TYPES),
                lang=_tag(item.get("lang") or {}),
            )


def _descriptions(metadata: Json, language: str) -> Iterator[Json]:
    abstract = {"description": metadata.get("description", ""), "lang": {"id": language}}
    items = [("Abstract", abstract)] + [
        (_mapped(item.get("type"), DESCRIPTION_TYPES), item)
        for item in metadata.get("additional_descriptions", ())
    ]
    for kind, item in items:
        if text := plain(item["description"]):
            yield full(description=text, descriptionType=kind, lang=_tag(item.get("lang") or {}))


def _anonymisation(custom_fields: Json) -> Iterator[Json]:
    groups = in_words(custom_fields.get(FIELD_NAME) or {})
    lines = ["Anonymisation statement"]
    for heading, entries in groups.items():
        chosen = [entry for entry in entries if entry.name in SUMMARY]
        lines += [heading] if chosen else []
        for entry in chosen:
            colon = "" if entry.label.endswith("?") else ":"
            lines.append(f"- {entry.label}{colon} {'; '.join(entry.answers)}")
    lines += _screened(custom_fields.get(SCREENING) or {})
    if len(lines) == 1:
        return
    yield {"description": "\n".join(lines), "descriptionType": "Other", "lang": "en"}


def _screened(screening: Json) -> list[str]:
    """The published part of the screening: what was looked at; never that data are anonymous."""
    if not screening.get("screened_on"):
        return []
    files = screening["screened"]
    lines = [
        "Screening",
        f"- {files} {'file was' if files == 1 else 'files were'} screened for direct identifiers "
        f"and disclosure risk on {screening['screened_on']}, before publication.",
    ]
    if smallest := screening.get("smallest_group"):
        lines.append(f"- Smallest group of rows that cannot be told apart: {smallest}")
    if accepted := screening.get("accepted"):
        lines.append(f"- Findings that a data steward accepted with a reason: {accepted}")
    return lines


def _subject(item: Json) -> Json:
    scheme, identifier = item.get("scheme", ""), item.get("id", "")
    addresses = [identifier, *(known["identifier"] for known in item.get("identifiers") or ())]
    url = next((each for each in addresses if each.startswith(("https://", "http://"))), "")
    registry = SUBJECT_SCHEMES.get(scheme)
    return full(
        subject=item.get("subject") or identifier or UNAVAILABLE,
        subjectScheme=registry.name if registry else scheme,
        schemeUri=registry.address if registry else "",
        valueUri=uri(url),
        classificationCode=uri(identifier) if identifier and not url else "",
    )


def _dates(record: Json, context: Context) -> Iterator[Json]:
    metadata = record["metadata"]
    if until := access.embargoed_until(record, context.today):
        # The first of its type: bibliographies take it for the end of the embargo.
        yield {"date": until, "dateType": "Available", "dateInformation": "End of the embargo"}
    if published := metadata.get("publication_date"):
        yield _date("Issued", published)
    for item in metadata.get("dates", ()):
        given = item.get("type") or {}
        kind = _mapped(given, DATE_TYPES)
        unmapped = kind == "Other" and given.get("id") != "other"
        said = in_english(given.get("title") or {})[0] or given.get("id", "")
        yield _date(kind, item["date"], said if unmapped else "", item.get("description", ""))
    types = {(item.get("type") or {}).get("id") for item in metadata.get("dates", ())}
    if record.get("updated") and "updated" not in types:
        yield {"date": str(record["updated"])[:10], "dateType": "Updated"}


def _date(kind: str, given: str, *information: str) -> Json:
    date, unsaid = edtf.w3cdtf(given)
    said = "; ".join(text for text in (*information, unsaid) if text)
    return full(date=date, dateType=kind, dateInformation=said)


def _rights(record: Json, context: Context) -> Iterator[Json]:
    """Licences first, because some readers look no further; then the access level."""
    metadata = record["metadata"]
    yield from map(_right, metadata.get("rights", ()))
    if text := plain(metadata.get("copyright", "")):
        yield {"rights": shortened(text, RIGHTS_LIMIT)}
    level = access.level(record, context.today)
    yield {"rights": level.label, "rightsUri": level.eu_repo_uri, "lang": "en"}
    yield {
        "rights": level.label,
        "rightsUri": level.coar_uri,
        "rightsIdentifier": level.coar,
        "rightsIdentifierScheme": "COAR Access Rights",
        "schemeUri": access.COAR,
        "lang": "en",
    }


def _right(item: Json) -> Json:
    props, identifier = item.get("props") or {}, item.get("id", "")
    title, language = in_english(item.get("title") or {})
    # Of a licence everybody can read what it says; of a depositor's own terms only here.
    said = "" if identifier else in_english(item.get("description") or {})[0]
    text = ": ".join(part for part in (title or identifier, plain(said)) if part)
    spdx = props.get("scheme", "").lower() == "spdx"
    link = props.get("url") or item.get("link") or ""
    return full(
        rights=shortened(text, RIGHTS_LIMIT),
        rightsUri="" if link.startswith((access.EU_REPO, access.COAR)) else uri(link),
        rightsIdentifier=identifier,
        rightsIdentifierScheme="SPDX" if spdx else props.get("scheme", "") if identifier else "",
        schemeUri=SPDX if spdx else "",
        lang=language,
    )


def _files(record: Json) -> Iterator[Json]:
    files = record.get("files") or {}
    if files.get("enabled"):
        for entry in (files.get("entries") or {}).values():
            if not (entry.get("access") or {}).get("hidden"):
                yield entry


def _sizes(files: list[Json]) -> Iterator[str]:
    if files:
        size = sum(entry.get("size") or 0 for entry in files)
        yield f"{len(files)} file{'' if len(files) == 1 else 's'}"
        if size >= 1000:
            yield _readable(size)
        yield f"{size} bytes"


def _readable(size: float) -> str:
    for unit in ("kB", "MB", "GB", "TB"):
        size /= 1000
        if size < 999.95 or unit == "TB":
            break
    return f"{size:.1f} {unit}"


def _formats(files: list[Json]) -> list[str]:
    return sorted({entry.get("mimetype") or "application/octet-stream" for entry in files})


def _each_once(*texts: Any) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
