# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Related resources, versions, references and places."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invenio_rdm_records.config import RDM_RECORDS_RELATED_IDENTIFIERS_SCHEMES
from lxml import etree

from hoeder.crosswalks import datacite_terms
from hoeder.crosswalks.datacite import left_out, to_json
from records import STOCK, context, minimal, vocabulary

Json = dict[str, Any]
Accepted = Callable[[Json], etree._Element]

#: An identifier of each scheme that InvenioRDM knows; what DataCite is told.
EXAMPLES = {
    "ark": ("ark:/13030/tqb3kh97gh8w", "ARK", None),
    "arxiv": ("arXiv:0706.0001", "arXiv", None),
    "ads": ("2018AGUFM.A24K..07S", "bibcode", None),
    "crossreffunderid": ("10.13039/501100000780", "DOI", None),
    "cstr": ("31253.11.sciencedb.13238", "CSTR", None),
    "doi": ("10.1086/260758", "DOI", None),
    "ean13": ("9783468111242", "EAN13", None),
    "eissn": ("1562-6865", "EISSN", None),
    "grid": ("grid.5342.0", None, None),
    "handle": ("10013/epic.10033", "Handle", None),
    "igsn": ("IECUR0097", "IGSN", None),
    "isbn": ("978-3-905673-82-1", "ISBN", None),
    "isni": ("0000 0001 2069 7798", "URL", "https://isni.org/isni/0000000120697798"),
    "issn": ("0077-5606", "ISSN", None),
    "istc": ("0A9 2002 12B4A105 7", "ISTC", None),
    "lissn": ("1188-1534", "LISSN", None),
    "lsid": ("urn:lsid:ubio.org:namebank:11815", "LSID", None),
    "pmid": ("12082125", "PMID", None),
    "purl": ("http://purl.oclc.org/foo/bar", "PURL", None),
    "rrid": ("RRID:SCR_014641", "RRID", None),
    "upc": ("123456789999", "UPC", None),
    "url": ("http://www.heatflow.und.edu/index2.html", "URL", None),
    "urn": ("urn:nbn:de:101:1-201102033592", "URN", None),
    "wikidata": ("Q42", "URL", "https://www.wikidata.org/wiki/Q42"),
    "w3id": ("https://w3id.org/games/spec/coil", "w3id", None),
    "other": ("shelf 12", None, None),
}


def told(**metadata: Any) -> Json:
    nothing = {"previous_doi": "", "next_doi": "", "concept_doi": "", "community_urls": ()}
    return to_json(minimal(**metadata), context(**nothing))


def related(scheme: str, identifier: str, relation: str = "cites", **others: Any) -> Json:
    return {
        "identifier": identifier,
        "scheme": scheme,
        "relation_type": {"id": relation},
        **others,
    }


def test_there_is_an_example_of_every_scheme() -> None:
    assert set(EXAMPLES) == set(RDM_RECORDS_RELATED_IDENTIFIERS_SCHEMES)


@pytest.mark.parametrize("scheme", EXAMPLES)
def test_every_scheme_of_invenio(accepted: Accepted, scheme: str) -> None:
    identifier, kind, address = EXAMPLES[scheme]
    metadata = told(related_identifiers=[related(scheme, identifier)])
    accepted(metadata)
    link = {"relatedIdentifier": address or identifier, "relatedIdentifierType": kind}
    expected = [link | {"relationType": "Cites"}] if kind else []
    assert metadata.get("relatedIdentifiers", []) == expected


def test_what_datacite_has_no_type_for_is_counted() -> None:
    links = [related(scheme, EXAMPLES[scheme][0]) for scheme in EXAMPLES]
    references = [
        {"reference": "A", "identifier": "1", "scheme": "other"},
        {"reference": "B, on paper"},
    ]
    record = minimal(related_identifiers=links, references=references)
    assert left_out(record) == Counter({"other": 2, "grid": 1})
    assert left_out(minimal()) == Counter()


@pytest.mark.parametrize("relation", vocabulary(STOCK / "relation_types.yaml"))
def test_every_relation_of_invenio(accepted: Accepted, relation: str) -> None:
    expected = vocabulary(STOCK / "relation_types.yaml")[relation]["props"]["datacite"]
    metadata = told(related_identifiers=[related("doi", "10.1086/260758", relation)])
    accepted(metadata)
    assert metadata["relatedIdentifiers"][0]["relationType"] == expected


def test_a_relation_of_our_own_is_told_in_words(accepted: Accepted) -> None:
    own = {"id": "inspired", "title": {"en": "Inspired"}}
    link = related("doi", "10.1086/260758") | {"relation_type": own}
    metadata = told(related_identifiers=[link])
    accepted(metadata)
    assert metadata["relatedIdentifiers"] == [
        {
            "relatedIdentifier": "10.1086/260758",
            "relatedIdentifierType": "DOI",
            "relationType": "Other",
            "relationTypeInformation": "Inspired",
        }
    ]


@pytest.mark.parametrize("kind", vocabulary(STOCK / "resource_types.yaml"))
def test_every_resource_type_of_invenio(accepted: Accepted, kind: str) -> None:
    expected = vocabulary(STOCK / "resource_types.yaml")[kind]["props"]["datacite_general"]
    link = related("url", "https://example.org/1", resource_type={"id": kind})
    metadata = told(related_identifiers=[link], resource_type={"id": kind})
    accepted(metadata)
    assert metadata["relatedIdentifiers"][0]["resourceTypeGeneral"] == expected
    assert metadata["types"]["resourceTypeGeneral"] == expected


def test_versions_and_communities(accepted: Accepted) -> None:
    metadata = to_json(minimal(), context())
    accepted(metadata)
    assert [
        (x["relationType"], x["relatedIdentifier"]) for x in metadata["relatedIdentifiers"]
    ] == [
        ("IsVersionOf", "10.5072/paren-t0001"),
        ("IsNewVersionOf", "10.5072/befor-e0001"),
        ("IsPreviousVersionOf", "10.5072/after-00001"),
        ("IsPartOf", "https://example.org/communities/ugent-demo"),
    ]


def test_what_a_depositor_said_already_is_told_once() -> None:
    link = related("doi", "10.5072/paren-t0001", "isversionof")
    metadata = to_json(minimal(related_identifiers=[link, link]), context())
    found = [x["relationType"] for x in metadata["relatedIdentifiers"]]
    assert found.count("IsVersionOf") == 1


def test_references_are_links_and_texts(accepted: Accepted) -> None:
    references = [
        {"reference": "Fair (1978)", "identifier": "10.1086/260758", "scheme": "doi"},
        {"reference": "A book, on paper"},
        {"reference": "A sign", "identifier": "12", "scheme": "other"},
    ]
    metadata = told(references=references)
    element = accepted(metadata)
    assert metadata["relatedIdentifiers"] == [
        {
            "relatedIdentifier": "10.1086/260758",
            "relatedIdentifierType": "DOI",
            "relationType": "References",
        }
    ]
    titles = [item["titles"][0]["title"] for item in metadata["relatedItems"]]
    assert titles == ["Fair (1978)", "A book, on paper", "A sign"]
    assert metadata["relatedItems"][0]["relatedItemIdentifier"] == {
        "relatedItemIdentifier": "10.1086/260758",
        "relatedItemIdentifierType": "DOI",
    }
    assert len(element.findall(".//{*}relatedItem")) == 3


def test_other_names_of_the_same_thing(accepted: Accepted) -> None:
    identifiers = [
        {"identifier": "ark:/1/2", "scheme": "ark"},
        {"identifier": "Q42", "scheme": "wikidata"},
        {"identifier": "shelf 12", "scheme": "other"},
        {"identifier": "10.1234/elsewhere", "scheme": "doi"},
        {"identifier": "10.5072/abcd1-efg23", "scheme": "doi"},
    ]
    metadata = told(identifiers=identifiers)
    accepted(metadata)
    names = {
        each["alternateIdentifier"]: each["alternateIdentifierType"]
        for each in metadata["alternateIdentifiers"]
    }
    assert names == {
        "https://example.org/records/abcd1-efg23": "URL",
        "oai:example.org:abcd1-efg23": "oai",
        "ark:/1/2": "ARK",
        "Q42": "Wikidata",
        "shelf 12": "Other",
    }
    assert metadata["relatedIdentifiers"] == [
        {
            "relatedIdentifier": "10.1234/elsewhere",
            "relatedIdentifierType": "DOI",
            "relationType": "IsIdenticalTo",
        }
    ]


SQUARE = [[3, 50], [5, 50], [5, 52], [3, 52], [3, 50]]
TRIANGLE = [[3, 50], [5, 50], [5, 52], [3, 50]]


def point(longitude: float, latitude: float) -> Json:
    return {"pointLongitude": longitude, "pointLatitude": latitude}


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        ({"type": "Point", "coordinates": [3.72, 51.05]}, [point(3.72, 51.05)]),
        ({"type": "Point", "coordinates": [0, 0, 12]}, [point(0.0, 0.0)]),
        ({"type": "Point", "coordinates": [181, 0]}, []),
        ({"type": "Point", "coordinates": [0, 90.1]}, []),
        ({"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}, [point(1, 2), point(3, 4)]),
        ({"type": "Polygon", "coordinates": [TRIANGLE[:3]]}, []),
        ({"type": "Polygon", "coordinates": []}, []),
        ({"type": "Polygon", "coordinates": [[[1e-7, 2], *TRIANGLE, [1e-7, 2]]]}, "polygon"),
        ({"type": "Polygon", "coordinates": [TRIANGLE]}, "polygon"),
        ({"type": "Polygon", "coordinates": [[[3, 50], [5, 52], [3, 52], [5, 50]]]}, "box"),
        ({"type": "Polygon", "coordinates": [[[3, 50], [5, 50], [3, 50], [5, 52]]]}, "polygon"),
        ({"type": "Polygon", "coordinates": [SQUARE, TRIANGLE]}, "box"),
    ],
)
def test_locations(accepted: Accepted, geometry: Json, expected: Any) -> None:
    features = [{"geometry": geometry, "place": "Ghent"}]
    metadata = told(locations={"features": features})
    accepted(metadata)
    shapes = [
        {key: value for key, value in each.items() if key != "geoLocationPlace"}
        for each in metadata["geoLocations"]
    ]
    assert {each["geoLocationPlace"] for each in metadata["geoLocations"]} == {"Ghent"}
    if expected == "polygon":
        ring = geometry["coordinates"][0]
        corners = [{"polygonPoint": point(x, y)} for x, y in ring]
        assert shapes == [{"geoLocationPolygon": corners}]
    elif expected == "box":
        box = {"westBoundLongitude": 3, "eastBoundLongitude": 5}
        box |= {"southBoundLatitude": 50, "northBoundLatitude": 52}
        assert shapes == [{"geoLocationBox": box}]
    else:
        assert shapes == ([{"geoLocationPoint": each} for each in expected] or [{}])


def test_places_of_a_gazetteer(accepted: Accepted) -> None:
    features = [
        {
            "place": "Ghent",
            "identifiers": [
                {"scheme": "geonames", "identifier": "2797656"},
                {"scheme": "wikidata", "identifier": "Q1296"},
            ],
        },
        {"description": "Along the Leie"},
    ]
    metadata = told(locations={"features": features})
    accepted(metadata)
    assert metadata["geoLocations"] == [
        {"geoLocationPlace": "Ghent"},
        {"geoLocationPlace": "Along the Leie"},
    ]
    assert [(each["subjectScheme"], each["valueUri"]) for each in metadata["subjects"]] == [
        ("GeoNames", "https://www.geonames.org/2797656"),
        ("Wikidata", "https://www.wikidata.org/wiki/Q1296"),
    ]


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("dateType", datacite_terms.DATE_TYPES),
        ("titleType", datacite_terms.TITLE_TYPES),
        ("descriptionType", datacite_terms.DESCRIPTION_TYPES),
        ("contributorType", datacite_terms.CONTRIBUTOR_TYPES),
        ("resourceType", datacite_terms.RESOURCE_TYPES),
        ("relationType", datacite_terms.RELATION_TYPES),
        ("relatedIdentifierType", set(datacite_terms.RELATED_IDENTIFIER_TYPES.values())),
    ],
)
def test_the_lists_are_those_of_4_7(
    shared: Callable[[str], Path], name: str, terms: set[str]
) -> None:
    path = shared(f"reference/datacite/kernel-4.7/include/datacite-{name}-v4.xsd")
    values = etree.parse(str(path)).xpath("//@value")
    assert set(values) == terms
