# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Metadata: what is normalised, what is refused and when, and that the XML fits kernel 4.7."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from hoeder.operations.datacite_standin.metadata import (
    normalised,
    schema_errors,
    shape_errors,
    spdx,
    validator,
    xml,
)

from .conftest import complete

DOI = "10.5072/x"
Shared = Callable[[str], Path]


def sources(errors: list[dict[str, str]]) -> list[str]:
    assert all(error["uid"] == DOI and error["title"] for error in errors)
    return [error["source"] for error in errors]


@pytest.mark.parametrize(
    ("given", "identifier"),
    [
        ({"rightsIdentifier": "CC-BY-4.0"}, "cc-by-4.0"),
        ({"rightsUri": "https://creativecommons.org/licenses/by-nc-sa/4.0/"}, "cc-by-nc-sa-4.0"),
        ({"rightsUri": "http://creativecommons.org/publicdomain/zero/1.0"}, "cc0-1.0"),
        ({"rights": "MIT License"}, "mit"),
        ("ODbL-1.0", "odbl-1.0"),
        ({"rightsIdentifier": "odc-by-1.0"}, "odc-by-1.0"),
        ({"rightsIdentifier": "apache-2.0", "lang": "en"}, "apache-2.0"),
    ],
)
def test_known_licences_become_spdx(given: Any, identifier: str) -> None:
    licence = spdx(given)
    assert licence["rightsIdentifier"] == identifier
    assert licence["rightsIdentifierScheme"] == "SPDX"
    assert licence["schemeUri"] == "https://spdx.org/licenses/"
    assert licence.get("lang") == (given.get("lang") if isinstance(given, dict) else None)


def test_other_rights_stay_as_they_are() -> None:
    assert spdx({"rights": "Ask us", "rightsUri": "https://example.org"}) == {
        "rights": "Ask us",
        "rightsUri": "https://example.org",
    }


def test_one_stored_form() -> None:
    assert normalised(
        {
            "publisher": "UGent",
            "publicationYear": 2026,
            "language": "nld",
            "types": {"resourceTypeGeneral": "Dataset", "ris": "DATA", "schemaOrg": "Dataset"},
            "creators": {"name": "A", "affiliation": ["UGent", {"name": "KUL"}]},
            "identifiers": [
                {"identifier": "10.5072/x", "identifierType": "DOI"},
                {"identifier": "u-1", "identifierType": "local"},
            ],
            "version": None,
            "noSuchThing": 1,
            "url": "https://example.org",
        }
    ) == {
        "publisher": {"name": "UGent"},
        "publicationYear": "2026",
        "language": "nl",
        "types": {"resourceTypeGeneral": "Dataset"},
        "creators": [{"name": "A", "affiliation": [{"name": "UGent"}, {"name": "KUL"}]}],
        "alternateIdentifiers": [
            {"alternateIdentifier": "u-1", "alternateIdentifierType": "local"}
        ],
        "version": None,
    }


@pytest.mark.parametrize(
    ("change", "source"),
    [
        ({"titles": ["A title"]}, "titles"),
        ({"creators": ["Peeters"]}, "creators"),
        ({"rightsList": [{"rights": "x" * 2001}]}, "rights_list"),
        ({"fundingReferences": ["FWO"]}, "funding_references"),
        ({"types": "Dataset"}, "types"),
        ({"language": "not a language"}, "language"),
    ],
)
def test_wrong_shapes_are_refused_in_every_state(change: dict[str, Any], source: str) -> None:
    assert sources(shape_errors(normalised(complete(**change)), DOI)) == [source]


def test_a_rights_text_of_exactly_2000_characters_is_accepted() -> None:
    metadata = normalised(complete(rightsList=[{"rights": "x" * 2000}]))
    assert shape_errors(metadata, DOI) == schema_errors(metadata, DOI) == []


@pytest.mark.parametrize(
    ("change", "source"),
    [
        ({"creators": None}, "creators"),
        ({"creators": []}, "creators"),
        ({"creators": [{"name": ""}]}, "creators"),
        ({"titles": [{"title": ""}]}, "titles"),
        ({"publisher": {"name": ""}}, "publisher"),
        ({"publicationYear": "26"}, "publication_year"),
        ({"types": {"resourceType": "Survey"}}, "types"),
        ({"types": {"resourceTypeGeneral": "Thing"}}, "types"),
        ({"dates": [{"date": "2026", "dateType": "Published"}]}, "dates"),
        ({"contributors": [{"name": "B"}]}, "contributors"),
        ({"titles": [{"title": "A", "subtitle": "B"}]}, "titles"),
        ({"geoLocations": [{"geoLocationPoint": {"pointLongitude": 4}}]}, "geo_locations"),
        ({"descriptions": [{"description": "a\x00b", "descriptionType": "Abstract"}]}, "xml"),
    ],
)
def test_outside_the_schema(change: dict[str, Any], source: str) -> None:
    metadata = {k: v for k, v in normalised(complete(**change)).items() if v is not None}
    assert sources(schema_errors(metadata, DOI)) == [source]


def test_every_missing_property_is_named() -> None:
    missing = ["creators", "publication_year", "publisher", "titles", "types"]
    assert sorted(sources(schema_errors({}, DOI))) == missing


@pytest.mark.parametrize(
    ("definition", "file"),
    [
        ("resourceTypeGeneral", "resourceType"),
        *((name, name) for name in ("relatedIdentifierType", "relationType", "contributorType")),
        *((name, name) for name in ("dateType", "descriptionType", "titleType", "nameType")),
        ("funderIdentifierType", "funderIdentifierType"),
    ],
)
def test_the_controlled_lists_are_those_of_kernel_4_7(
    shared: Shared, definition: str, file: str
) -> None:
    path = shared(f"reference/datacite/kernel-4.7/include/datacite-{file}-v4.xsd")
    terms = {str(e.get("value")) for e in etree.parse(path).iter("{*}enumeration")}
    assert set(validator().schema["definitions"][definition]["enum"]) == terms  # type: ignore[index]


RICH = complete(
    titles=[
        {"title": "Sleep <&> shift work", "lang": "en"},
        {"title": "S", "titleType": "Subtitle"},
    ],
    creators=[
        {
            "name": "Peeters, An",
            "nameType": "Personal",
            "givenName": "An",
            "familyName": "Peeters",
            "affiliation": [
                {
                    "name": "UGent",
                    "affiliationIdentifier": "https://ror.org/00cv9y106",
                    "affiliationIdentifierScheme": "ROR",
                }
            ],
            "nameIdentifiers": [
                {
                    "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
                    "nameIdentifierScheme": "ORCID",
                    "schemeUri": "https://orcid.org",
                }
            ],
        }
    ],
    contributors=[{"name": "Jansen, Jo", "contributorType": "Translator"}],
    dates=[{"date": "2020/2021", "dateType": "Coverage"}],
    relatedIdentifiers=[
        {
            "relatedIdentifier": "10.5072/y",
            "relatedIdentifierType": "DOI",
            "relationType": "HasTranslation",
        }
    ],
    rightsList=[{"rightsIdentifier": "CC-BY-4.0"}],
    subjects=[{"subject": "sleep", "lang": "en"}],
    language="nld",
    descriptions=[{"description": "Why & how", "descriptionType": "Abstract"}],
    alternateIdentifiers=[{"alternateIdentifier": "u-1", "alternateIdentifierType": "local"}],
    fundingReferences=[{"funderName": "FWO", "awardNumber": "G1"}],
    geoLocations=[
        {
            "geoLocationPlace": "Gent",
            "geoLocationPoint": {"pointLongitude": 3.72, "pointLatitude": 51.05},
        }
    ],
    sizes=["3 files"],
    formats=["text/csv"],
    version="1",
)


@pytest.mark.parametrize(
    "metadata",
    [
        RICH,
        complete(),
        *(
            complete(types={"resourceTypeGeneral": term, "resourceType": "x"})
            for term in ("Award", "Project", "Poster", "Presentation")
        ),
    ],
)
def test_accepted_metadata_make_xml_valid_in_kernel_4_7(
    shared: Shared, metadata: dict[str, Any]
) -> None:
    schema = etree.XMLSchema(etree.parse(shared("reference/datacite/kernel-4.7/metadata.xsd")))
    stored = normalised(metadata)
    assert shape_errors(stored, DOI) == schema_errors(stored, DOI) == []
    text = xml(stored, DOI)
    assert text is not None
    schema.assertValid(etree.fromstring(text.encode()))
