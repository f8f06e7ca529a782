# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The metadata of a DOI: brought into one form on the way in, and checked.

``normalised`` does what DataCite does before it stores (lupo, ``before_validation``);
``shape_errors`` is what it refuses in every state, ``schema_errors`` only once a DOI is registered
or findable. The schema is the JSON schema 4.5 that the ``datacite`` package brings, completed with
the terms that kernels 4.6 and 4.7 added. An error is ``{"source", "uid", "title"}``: the attribute
in snake case, the DOI, and a sentence.
"""

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from datacite import schema45  # type: ignore[import-untyped]
from jsonschema import Draft201909Validator
from jsonschema.exceptions import ValidationError, relevance
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

Metadata = dict[str, Any]
Errors = list[dict[str, str]]

KERNEL = "http://datacite.org/schema/kernel-4"
RIGHTS_LIMIT = 2000  # characters of one rights text; lupo, check_rights_list

# DataCite Metadata Schema 4.7, controlled lists: what 4.6 and 4.7 added to 4.5.
NEWER_TERMS = {
    "resourceTypeGeneral": ["Award", "Project", "Poster", "Presentation"],
    "relatedIdentifierType": ["CSTR", "RRID", "RAiD", "SWHID"],
    "relationType": ["HasTranslation", "IsTranslationOf", "Other"],
    "contributorType": ["Translator"],
    "dateType": ["Coverage"],
}
_CC = "https://creativecommons.org/"
_CC_NAME = "Creative Commons Attribution {}4.0 International"
# SPDX identifier: name and address, as the SPDX licence list gives them.
LICENCES = {
    "CC0-1.0": ("Creative Commons Zero v1.0 Universal", f"{_CC}publicdomain/zero/1.0/legalcode"),
    **{
        f"CC-{code}-4.0": (_CC_NAME.format(words), f"{_CC}licenses/{code.lower()}/4.0/legalcode")
        for code, words in {
            "BY": "",
            "BY-SA": "Share Alike ",
            "BY-NC": "Non Commercial ",
            "BY-ND": "No Derivatives ",
            "BY-NC-SA": "Non Commercial Share Alike ",
            "BY-NC-ND": "Non Commercial No Derivatives ",
        }.items()
    },
    "MIT": ("MIT License", "https://opensource.org/licenses/MIT"),
    "Apache-2.0": ("Apache License 2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    "ODbL-1.0": (
        "Open Data Commons Open Database License v1.0",
        "http://www.opendatacommons.org/licenses/odbl/1.0/",
    ),
    "ODC-By-1.0": (
        "Open Data Commons Attribution License v1.0",
        "https://opendatacommons.org/licenses/by/1.0/",
    ),
    "PDDL-1.0": (
        "Open Data Commons Public Domain Dedication & License 1.0",
        "http://opendatacommons.org/licenses/pddl/1.0/",
    ),
}
# resourceTypeGeneral: schemaOrg, citeproc, bibtex, ris, which DataCite adds to ``types``.
DERIVED_TYPES = {
    "Dataset": ("Dataset", "dataset", "misc", "DATA"),
    "Software": ("SoftwareSourceCode", "article", "misc", "COMP"),
    "Text": ("ScholarlyArticle", "article-journal", "article", "RPRT"),
    "Collection": ("Collection", "article", "misc", "GEN"),
}
_DERIVED_KEYS = ("schemaOrg", "citeproc", "bibtex", "ris")
_ALPHA2 = {
    "eng": "en",
    "nld": "nl",
    "dut": "nl",
    "fra": "fr",
    "fre": "fr",
    "deu": "de",
    "ger": "de",
}
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_REQUIRED = ("creators", "titles", "publisher", "publicationYear", "types")
_ENVELOPE = {"doi", "prefix", "suffix", "event", "url"}  # of the schema, yet not metadata
_OBJECTS = {"types": "Types", "publisher": "Publisher", "container": "Container"}
_LISTS_OF_OBJECTS = {
    "creators": "Creator",
    "titles": "Title",
    "subjects": "Subject",
    "contributors": "Contributor",
    "dates": "Date",
    "alternateIdentifiers": "Identifier",
    "relatedIdentifiers": "Related identifier",
    "relatedItems": "Related item",
    "rightsList": "Rights",
    "descriptions": "Description",
    "geoLocations": "Geolocation",
    "fundingReferences": "Funding reference",
}
LISTS = (*_LISTS_OF_OBJECTS, "sizes", "formats")


@cache
def validator() -> Draft201909Validator:
    """Return the validator; a reference it cannot resolve locally fails, nothing is fetched."""
    folder = files("datacite") / "schemas"
    schema = json.loads((folder / "datacite-v4.5.json").read_text(encoding="utf-8"))
    for name, terms in NEWER_TERMS.items():
        schema["definitions"][name]["enum"] += terms
    schema["definitions"]["relatedObject"]["properties"]["relationTypeInformation"] = {
        "type": "string"  # 4.7, property 12.h
    }
    names = ("ietf-bcp-47.json", "iso-8601.json")
    referenced = {name: json.loads((folder / name).read_text(encoding="utf-8")) for name in names}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(content, default_specification=DRAFT4))
        for name, content in referenced.items()
    )
    return Draft201909Validator(schema, registry=registry)


def known_attributes() -> set[str]:
    """Return the attributes that are metadata; DataCite ignores any other it is sent."""
    return set(validator().schema["properties"]) - _ENVELOPE  # type: ignore[index]


def _objects(value: object) -> list[Metadata]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _licence_address(address: object) -> str:
    text = re.sub(r"^https?://(www\.)?", "", str(address or "").strip().lower())
    return text.rstrip("/").removesuffix("/legalcode").rstrip("/")


def spdx(right: Metadata | str) -> Metadata:
    """Return a right as DataCite stores it: a licence it knows in SPDX terms, others as they are.

    >>> spdx({"rightsIdentifier": "CC-BY-4.0"})["rightsIdentifier"]
    'cc-by-4.0'
    """
    given = {"rights": right} if isinstance(right, str) else right
    for identifier, (name, address) in LICENCES.items():
        if (
            str(given.get("rightsIdentifier", "")).lower() == identifier.lower()
            or given.get("rights") in (name, identifier)
            or _licence_address(given.get("rightsUri")) == _licence_address(address)
        ):
            licence = {
                "rights": name,
                "rightsUri": address,
                "rightsIdentifier": identifier.lower(),
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
            return licence | ({"lang": given["lang"]} if given.get("lang") else {})
    return given


def _party(party: object) -> object:
    if not isinstance(party, dict) or not party.get("affiliation"):
        return party
    places = [{"name": a} if isinstance(a, str) else a for a in _wrapped(party["affiliation"])]
    return {**party, "affiliation": places}


def _wrapped(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _normalised_value(key: str, value: Any) -> Any:
    if key in LISTS and value is not None:
        value = _wrapped(value)
    match key, value:
        case "publisher", str():
            return {"name": value}
        case "publicationYear", int() if not isinstance(value, bool):
            return str(value)
        case "language", str():
            return _ALPHA2.get(value, value)
        case "types", dict():
            return {k: v for k, v in value.items() if k not in _DERIVED_KEYS}
        case "rightsList", list():
            return [spdx(r) if isinstance(r, dict | str) else r for r in value if r]
        case "creators" | "contributors", list():
            return [_party(party) for party in value]
    return value


def normalised(attributes: Metadata) -> Metadata:
    """Return the metadata among the attributes of a request, in the form that is stored.

    None stays, as the wish to clear. ``identifiers`` becomes ``alternateIdentifiers``; a DOI among
    them is dropped (lupo, ``update_identifiers``).
    """
    given = dict(attributes)
    if isinstance(given.get("identifiers"), list) and not given.get("alternateIdentifiers"):
        given["alternateIdentifiers"] = [
            {
                "alternateIdentifier": item.get("identifier"),
                "alternateIdentifierType": item.get("identifierType"),
            }
            for item in _objects(given["identifiers"])
            if item.get("identifierType") != "DOI"
        ]
    known = known_attributes()
    return {k: _normalised_value(k, v) for k, v in given.items() if k in known}


def _error(source: str, title: str, doi: str) -> dict[str, str]:
    snake = re.sub(r"(?<=[a-z])([A-Z])", lambda match: "_" + match[1].lower(), source)
    return {"source": snake, "uid": doi, "title": title[:400]}


def shape_errors(metadata: Metadata, doi: str) -> Errors:
    """Return what DataCite refuses in every state, drafts too."""

    def found() -> Iterator[tuple[str, str]]:
        for key, word in _LISTS_OF_OBJECTS.items():
            value = metadata.get(key) or []
            for item in value:
                if not isinstance(item, dict):
                    yield key, f"{word} '{item}' should be an object instead of a string."
        for key, word in _OBJECTS.items():
            if metadata.get(key) and not isinstance(metadata[key], dict):
                yield key, f"{word} '{metadata[key]}' should be an object instead of a string."
        for right in _objects(metadata.get("rightsList")):
            if len(str(right.get("rights") or "")) > RIGHTS_LIMIT:
                limit = f"Rights should not have a length of more than {RIGHTS_LIMIT} characters."
                yield "rightsList", limit
        language = metadata.get("language")
        if language and not _LANGUAGE.fullmatch(str(language)):
            yield "language", f"Language {language} is in an invalid format."

    return [_error(source, title, doi) for source, title in found()]


def _schema_error(error: ValidationError, doi: str) -> dict[str, str]:
    path = list(error.absolute_path)
    deepest = min(error.context, key=relevance) if error.context else error
    place = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in deepest.absolute_path)
    return _error(str(path[0]) if path else "xml", f"{place[1:]}: {deepest.message}", doi)


def schema_errors(metadata: Metadata, doi: str) -> Errors:
    """Return what DataCite refuses in a registered or findable DOI: metadata outside the schema."""
    complete = {"schemaVersion": KERNEL, **metadata}
    blank = {name for name in _REQUIRED if not metadata.get(name)}
    # The XSD asks for text in these (nonemptycontentStringType); the JSON schema lets "" pass.
    for key, part in (("creators", "name"), ("titles", "title"), ("contributors", "name")):
        if any(item.get(part) == "" for item in _objects(metadata.get(key))):
            blank.add(key)
    if (metadata.get("publisher") or {}).get("name") == "":
        blank.add("publisher")
    found = [_error(name, "Can't be blank", doi) for name in sorted(blank)]
    for error in validator().iter_errors(complete):
        path = error.absolute_path
        if path[0] not in blank if path else error.validator != "required":
            found += [e for e in [_schema_error(error, doi)] if e not in found]
    if not found and xml(metadata, doi) is None:
        found.append(_error("xml", "The metadata hold characters that XML cannot carry.", doi))
    return found


def derived_types(types: Metadata) -> Metadata:
    """Return ``types`` with the terms of other vocabularies that DataCite adds."""
    general = str(types.get("resourceTypeGeneral"))
    terms = DERIVED_TYPES.get(general, ("CreativeWork", "article", "misc", "GEN"))
    return dict(zip(_DERIVED_KEYS, terms, strict=True)) | types if types else {}


def xml(metadata: Metadata, doi: str) -> str | None:
    """Return the metadata as DataCite XML, or None when a draft's do not make XML yet."""
    try:
        return str(schema45.tostring({**metadata, "doi": doi}))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def base64_xml(metadata: Metadata, doi: str) -> str | None:
    """Return the XML as DataCite's JSON carries it."""
    text = xml(metadata, doi)
    return base64.b64encode(text.encode()).decode() if text is not None else None
