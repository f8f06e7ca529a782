# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record as JSON-LD of schema.org, for search engines and FAIR assessment (F-UJI).

What a search engine wants of a dataset is on Google's page "Dataset structured data"; how open it
is goes in the words of the other outlets and in the terms of COAR and info:eu-repo, which assessors
look for in ``conditionsOfAccess``.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import orjson

from hoeder.crosswalks import access
from hoeder.crosswalks.context import Context, Json, Record, require_public
from hoeder.crosswalks.datacite_people import full, in_english
from hoeder.crosswalks.datacite_places import box, positions
from hoeder.crosswalks.datacite_terms import address
from hoeder.crosswalks.dcat_coverage import period
from hoeder.crosswalks.dcat_distributions import download_address, files_of, may_ask
from hoeder.crosswalks.dcat_people import name_of
from hoeder.crosswalks.dcat_texts import access_said, anonymisation_said
from hoeder.crosswalks.nodes import web
from hoeder.crosswalks.text import legal, plain, shortened
from hoeder.custodians import ror

LIMIT = 5000
"""Characters of a description that Google reads."""


class Variable(NamedTuple):
    """A variable of the data as the outlet may tell it."""

    name: str
    label: str = ""
    unit: str = ""


def to_json(stored: Record, context: Context, variables: Iterable[Variable] = ()) -> Json:
    """Return the metadata of one version.

    :param variables: of the data; none of data whose variables are not to be told.
    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    require_public(stored)
    record: Json = legal(stored)
    metadata = record["metadata"]
    doi = ((record.get("pids") or {}).get("doi") or {}).get("identifier") or ""
    iri = web(f"https://doi.org/{doi}") if doi else context.landing_url
    others = [item.get("description") or "" for item in _of_type(metadata, "methods")]
    said = anonymisation_said(record.get("custom_fields") or {}).english
    description = "\n\n".join(
        part for part in (plain(metadata.get("description") or ""), said) if part
    )
    return full(
        **{
            "@context": "https://schema.org",
            "@type": _type(metadata),
            "@id": iri,
            "url": context.landing_url,
            "identifier": iri,
            "name": metadata.get("title"),
            "alternateName": [
                t["title"] for t in metadata.get("additional_titles", ()) if t.get("title")
            ],
            "description": shortened(description, LIMIT),
            "creator": [_agent(entry) for entry in metadata.get("creators", ())],
            "contributor": [_agent(entry) for entry in metadata.get("contributors", ())],
            "publisher": _publisher(str(metadata.get("publisher") or ""), context),
            "datePublished": metadata.get("publication_date"),
            "dateCreated": str(record.get("created") or "")[:10],
            "dateModified": str(record.get("updated") or "")[:10],
            "version": metadata.get("version"),
            "inLanguage": [_tag(each) for each in metadata.get("languages", ())],
            "keywords": [each for each in _keywords(metadata) if each],
            "license": [link for item in metadata.get("rights", ()) if (link := _licence(item))],
            "temporalCoverage": list(_periods(metadata)),
            "spatialCoverage": list(_places(metadata)),
            "measurementTechnique": [plain(text) for text in others],
            "variableMeasured": [_variable(each) for each in variables],
            "funding": [_grant(entry) for entry in metadata.get("funding", ())],
            "citation": list(_related(metadata, _CITED)),
            "isBasedOn": list(_related(metadata, ("isderivedfrom",))),
            **_access(record, context),
        }
    )


def embedded(told: Json) -> str:
    """Return JSON that a script element of HTML can hold, whatever is in the texts."""
    text = orjson.dumps(told).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


_CITED = ("issupplementto", "iscitedby", "isreferencedby", "cites", "references", "isdescribedby")


def _type(metadata: Json) -> str:
    props = (metadata.get("resource_type") or {}).get("props") or {}
    return str(props.get("schema.org") or "Dataset").rpartition("/")[2]


def _of_type(metadata: Json, kind: str) -> list[Json]:
    found = metadata.get("additional_descriptions", ())
    return [item for item in found if (item.get("type") or {}).get("id") == kind]


def _tag(language: Json) -> str:
    return str((language.get("props") or {}).get("alpha_2") or language.get("id") or "")


def _access(record: Json, context: Context) -> Json:
    level = access.level(record, context.today)
    until = access.embargoed_until(record, context.today)
    said = access_said(level, until, context.landing_url, may_ask=may_ask(record)).english
    told: Json = {
        "isAccessibleForFree": level is access.OPEN,
        "conditionsOfAccess": [said, level.coar_uri, level.eu_repo_uri],
    }
    if level is access.OPEN:
        told["distribution"] = [
            full(
                **{
                    "@type": "DataDownload",
                    "name": file.key,
                    "contentUrl": download_address(context.landing_url, file.key),
                    "encodingFormat": file.media_type,
                    "contentSize": f"{file.size} B",
                }
            )
            for file in files_of(record)
        ]
    return told


def _agent(entry: Json) -> Json:
    party = entry.get("person_or_org") or {}
    person = party.get("type") == "personal"
    return full(
        **{
            "@type": "Person" if person else "Organization",
            "@id": _identity(party),
            "name": name_of(entry) or "[unnamed]",
            "givenName": party.get("given_name") if person else "",
            "familyName": party.get("family_name") if person else "",
            "affiliation": [
                full(
                    **{
                        "@type": "Organization",
                        "@id": _organisation(each),
                        "name": each.get("name"),
                    }
                )
                for each in entry.get("affiliations") or ()
            ],
        }
    )


def _identity(party: Json) -> str:
    for item in party.get("identifiers") or ():
        if item.get("scheme") in ("orcid", "ror", "isni", "gnd"):
            return web(address(item["scheme"], item.get("identifier") or ""))
    return ""


def _organisation(entry: Json) -> str:
    known = str(entry.get("id") or "")
    return ror.format(known) if ror.is_valid(known) else _identity(entry)


def _publisher(name: str, context: Context) -> Json:
    name = name or context.custodian
    ours = context.custodian_ror if context.is_custodian(name) else ""
    return full(**{"@type": "Organization", "@id": ours, "name": name}) if name else {}


def _keywords(metadata: Json) -> Iterator[Json | str]:
    for item in metadata.get("subjects", ()):
        title = in_english(item.get("title") or {})[0] or item.get("subject") or ""
        link = web(str(item.get("id") or ""))
        yield {"@type": "DefinedTerm", "@id": link, "name": title} if link else title


def _licence(item: Json) -> str:
    return web((item.get("props") or {}).get("url") or item.get("link") or "")


def _periods(metadata: Json) -> Iterator[str]:
    for item in metadata.get("dates", ()):
        if (item.get("type") or {}).get("id") == "coverage":
            start, end = period(str(item.get("date") or ""))
            if start or end:
                yield f"{start or '..'}/{end or '..'}"


def _places(metadata: Json) -> Iterator[Json]:
    for feature in (metadata.get("locations") or {}).get("features") or ():
        geometry = feature.get("geometry") or {}
        coordinates = geometry.get("coordinates") or []
        geo: Json = {}
        if geometry.get("type") == "Point" and (points := positions([coordinates])):
            x, y = points[0]
            geo = {"@type": "GeoCoordinates", "latitude": y, "longitude": x}
        elif geometry.get("type") == "Polygon" and coordinates:
            ring = positions(coordinates[0])
            if len(ring) >= 4 and (found := box(ring)):
                west, east, south, north = found["geoLocationBox"].values()
                geo = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
        told = full(name=feature.get("place") or feature.get("description"), geo=geo)
        if told:
            yield {"@type": "Place", **told}


def _variable(each: Variable) -> Json:
    return full(
        **{
            "@type": "PropertyValue",
            "name": each.name,
            "description": each.label,
            "unitText": each.unit,
        }
    )


def _grant(entry: Json) -> Json:
    funder, award = entry.get("funder") or {}, entry.get("award") or {}
    sponsor = full(
        **{
            "@type": "Organization",
            "@id": _organisation(funder),
            "name": funder.get("name") or funder.get("id"),
        }
    )
    return full(
        **{
            "@type": "Grant",
            "name": in_english(award.get("title") or {})[0],
            "identifier": award.get("number"),
            "funder": sponsor,
        }
    )


def _related(metadata: Json, relations: tuple[str, ...]) -> Iterator[str]:
    for item in metadata.get("related_identifiers", ()):
        link = web(address(item.get("scheme") or "", item.get("identifier") or ""))
        if link and (item.get("relation_type") or {}).get("id") in relations:
            yield link
