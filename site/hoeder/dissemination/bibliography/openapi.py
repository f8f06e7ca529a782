# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The feed described for programs: OpenAPI 3.1 as data. ``ENTRY`` is the schema of an entry."""

from typing import Any

from hoeder.crosswalks import access
from hoeder.dissemination.bibliography import entries, filters, writers

Json = dict[str, Any]

TEXT: Json = {"type": "string", "minLength": 1}
MAYBE: Json = {"type": "string"}
DOI: Json = {"type": "string", "pattern": "^10\\.", "description": "A DOI's name."}
LINK: Json = {"type": "string", "format": "uri-reference", "minLength": 1}
MOMENT: Json = {"type": "string", "format": "date-time"}
FLAG: Json = {"type": "boolean"}
COUNT: Json = {"type": "integer", "minimum": 0}
ROR: Json = {"type": "string", "pattern": "^https://ror\\.org/0[0-9a-z]{8}$"}
ORCID: Json = {"type": "string", "pattern": "^https://orcid\\.org/[0-9-]{18}[0-9X]$"}


def _object(required: Json, optional: Json | None = None, description: str = "") -> Json:
    """An object that has no other keys."""
    told: Json = {"description": description} if description else {}
    properties = {**required, **(optional or {})}
    told |= {"type": "object", "properties": properties, "additionalProperties": False}
    return told | ({"required": list(required)} if required else {})


def _list(items: Json, description: str = "") -> Json:
    told: Json = {"description": description} if description else {}
    return told | {"type": "array", "items": items}


def _one_of(*values: str) -> Json:
    return {"type": "string", "enum": list(values)}


PLACE = _object({"name": TEXT}, {"ror": ROR})
PARTY = _object(
    {"name": TEXT, "type": _one_of("person", "organisation"), "roles": _list(TEXT)},
    {
        "given_name": TEXT,
        "family_name": TEXT,
        "orcid": ORCID,
        "ror": ROR,
        "affiliations": _list(PLACE),
    },
)
VERSION = _object(
    {"number": {"type": "integer", "minimum": 1}, "latest": FLAG},
    {"label": TEXT, "concept_doi": DOI, "previous_doi": DOI, "next_doi": DOI},
)
FUNDING = _object(
    {},
    {
        "funder": TEXT,
        "funder_id": TEXT,
        "funder_id_type": TEXT,
        "grant_number": TEXT,
        "grant_title": TEXT,
        "grant_url": LINK,
    },
)
ACCESS = _object(
    {
        "level": _one_of(*(level.label for level in access.LEVELS)),
        "eu_repo": _one_of(*(level.eu_repo_uri for level in access.LEVELS)),
        "coar": _one_of(*(level.coar_uri for level in access.LEVELS)),
    },
    {"embargo_until": {"type": "string", "format": "date"}},
)
PUBLICATION = _object({"relation": TEXT, "url": LINK}, {"doi": TEXT, "type": TEXT})
SCIENCE = _object(
    {
        "orcid": _object({"persons": COUNT, "with_orcid": COUNT}),
        "data_management_plan": _object({"stated": FLAG, "links": _list(LINK)}),
        "open_access": _object({"linked_publications": COUNT}),
        "fair_data": _object(
            {
                "findable": FLAG,
                "accessible": FLAG,
                "interoperable": FLAG,
                "reusable": FLAG,
            }
        ),
        "open_data": _object({"open": FLAG, "files_open": FLAG, "licence_open": FLAG}),
    },
    description="Evidence for the indicators of the Flemish Open Science Board, by rules of our "
    "own: creators that are persons and have an ORCID iD; a linked data management plan; linked "
    "publications; a DOI findable at DataCite with title and creators, data to be had now or on a "
    "condition, a known format, a licence with an address; files open under an open licence.",
)
NAMES: Json = {"id": TEXT, "identifier": TEXT, "modified": MOMENT}
ENTRY = _object(
    {
        **NAMES,
        "deleted": {"const": False},
        "category": _one_of(*dict.fromkeys((*entries.CATEGORIES.values(), "other"))),
        "url": LINK,
        "doi_state": {
            **_one_of("findable", "registered", "draft", "absent", "unknown"),
            "description": "What DataCite said last; unknown where it was not asked.",
        },
        "counts_as": {
            **TEXT,
            "description": "The same for all versions of a dataset: count each value once.",
        },
        "version": VERSION,
        "title": MAYBE,
        "type": _object({"general": TEXT}, {"text": TEXT}),
        "publication_year": {"type": "integer"},
        "creators": _list(PARTY, "In their order."),
        "contributors": _list(PARTY),
        "funding": _list(FUNDING),
        "access": ACCESS,
        "licences": _list(_object({}, {"spdx": TEXT, "name": TEXT, "url": LINK})),
        "publications": _list(PUBLICATION, "Articles that it supplements or is cited by."),
        "open_science": SCIENCE,
        "citation": {"type": "object", "description": "An item of CSL-JSON."},
    },
    {
        "doi": DOI,
        "publication_date": TEXT,
        "publisher": _object({}, {"name": TEXT, "ror": ROR}),
        "custodian": _object({}, {"slug": TEXT, "name": TEXT, "ror": LINK}),
        "abstract": TEXT,
        "languages": _list(TEXT),
        "keywords": _list(TEXT),
        "formats": _list(TEXT),
        "sizes": _list(TEXT),
    },
    "A published version of a dataset.",
)
DELETED = _object(
    {**NAMES, "deleted": {"const": True}},
    {"doi": DOI},
    "What is no longer public, or no longer what was asked for. Remove it.",
)
ERROR = _object(
    {
        "status": {"type": "integer"},
        "message": TEXT,
        "errors": _list(_object({"field": TEXT, "messages": _list(TEXT)})),
    }
)
_SAID = {
    "ror": "Institution of a creator, a contributor, the publisher or the custodian.",
    "orcid": "ORCID iD of a creator or contributor.",
    "funder": "Funder, by ROR or by its DOI in the Crossref Funder Registry.",
    "grant": "Number of a grant.",
    "custodian": "Who keeps the data, by its short name.",
    "year": "Year of publication, or the first and the last.",
    "modified_since": "Only what was changed, or is gone, since then: a day or a second in UTC.",
    "cursor": "Where the list goes on: from the link of the page before.",
}


def description(base_url: str, title: str) -> Json:
    """Return the description.

    :param base_url: address of the instance, without a slash at its end.
    :param title: name of the instance.
    """
    schemas = {"Entry": ENTRY, "Deleted": DELETED, "Error": ERROR}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title}: bibliography feed",
            "version": "1.0.0",
            "description": "Published datasets for academic bibliographies and research portals. "
            "Public; no key is needed. Take the whole list once, page by page, then ask for "
            "modified_since the first page's Modified-Until: nothing is missed.",
        },
        "servers": [{"url": base_url}],
        "paths": {
            "/bibliography": {
                "get": {
                    "operationId": "listEntries",
                    "summary": "Published datasets, in the order of their last change",
                    "parameters": [*map(_parameter, filters.ARGUMENTS)],
                    "responses": {
                        "200": _answer(),
                        "400": _refusal("Arguments are wrong; each error names its field."),
                        "429": _refusal("Too many requests: ask again after Retry-After."),
                    },
                }
            }
        },
        "components": {"schemas": schemas},
    }


def _parameter(name: str) -> Json:
    many = name not in filters.SINGLE
    schema: Json = {"type": "array", "items": TEXT, "maxItems": filters.MOST_VALUES}
    if not many:
        schema = {"type": "string"}
    if name == "format":
        schema = {**_one_of(*writers.FORMATS), "default": filters.DEFAULT_FORMAT}
    if name == "limit":
        schema = {"type": "integer", "minimum": 1, "maximum": filters.MOST}
        schema |= {"default": filters.LIMIT}
    told: Json = {"name": name, "in": "query", "schema": schema}
    told |= {"style": "form", "explode": True} if many else {}
    return told | ({"description": _SAID[name]} if name in _SAID else {})


def _answer() -> Json:
    line: Json = {
        "anyOf": [{"$ref": "#/components/schemas/Entry"}, {"$ref": "#/components/schemas/Deleted"}]
    }
    content: Json = {
        form.media_type.partition(";")[0]: {"schema": {"type": "string"}}
        for form in writers.FORMATS.values()
    }
    content[writers.FORMATS["jsonl"].media_type] = {
        "schema": line | {"description": "One of these a line."}
    }
    content[writers.FORMATS["csl"].media_type] = {
        "schema": {"type": "array", "items": {"type": "object"}}
    }
    return {
        "description": "A page. What is gone is told in JSON Lines and CSV.",
        "headers": {
            "Link": {
                "description": 'The next page, as rel="next"; the last page has none.',
                "schema": {"type": "string"},
            },
            "Modified-Until": {
                "description": "Every change before it is in the list: ask for modified_since it.",
                "schema": MOMENT,
            },
        },
        "content": content,
    }


def _refusal(text: str) -> Json:
    schema = {"schema": {"$ref": "#/components/schemas/Error"}}
    return {"description": text, "content": {"application/json": schema}}
