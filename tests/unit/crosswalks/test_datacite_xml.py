# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The XML says all that the JSON says."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datacite import schema45
from lxml import etree

from hoeder.crosswalks import datacite_xml
from hoeder.crosswalks.datacite import to_json, to_xml
from records import STOCK, context, demo, minimal, vocabulary

Json = dict[str, Any]

SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


def full_record() -> Json:
    """The demonstration's, and what that has not."""
    record = demo()
    metadata = record["metadata"]
    own = {"id": "inspired", "title": {"en": "Inspired"}}
    metadata["related_identifiers"] += [
        {"identifier": "10.1/2", "scheme": "doi", "relation_type": own}
    ]
    metadata["copyright"] = "© 2026"
    metadata["identifiers"] = [{"identifier": "ark:/1/2", "scheme": "ark"}]
    metadata["subjects"] += [{"id": "A-D1", "subject": "Injuries", "scheme": "MeSH"}]
    metadata["funding"] += [
        {"funder": {"name": "A fund"}, "award": {"identifiers": [_url("https://x.org/1")]}}
    ]
    ring = [[3, 50], [5, 50], [5, 52], [3, 50]]
    metadata["locations"]["features"] += [
        {"geometry": {"type": "Polygon", "coordinates": [ring]}},
        {"geometry": {"type": "Point", "coordinates": [1e-7, -0.5]}},
    ]
    return record


def _url(address: str) -> Json:
    return {"scheme": "url", "identifier": address}


def said(value: Any) -> Iterator[str]:
    """Each value in JSON."""
    if isinstance(value, dict):
        for item in value.values():
            yield from said(item)
    elif isinstance(value, list):
        for item in value:
            yield from said(item)
    else:
        yield str(value)


def written(element: etree._Element) -> Iterator[str]:
    """Each text and attribute in XML."""
    for each in element.iter():
        if each.text:
            yield each.text
        yield from (str(value) for key, value in each.attrib.items() if key != SCHEMA_LOCATION)


def test_every_value_comes_out_and_no_other(xsd: etree.XMLSchema) -> None:
    metadata = to_json(full_record(), context())
    element = etree.fromstring(etree.tostring(to_xml(full_record(), context())))
    xsd.assertValid(element)
    expected = Counter(said(metadata))
    expected[metadata["schemaVersion"]] -= 1  # is the namespace
    expected["DOI"] += 1  # identifierType, which JSON does not have
    assert Counter(written(element)) == +expected


def test_the_writer_of_4_5_loses_some_of_it() -> None:
    """Why there is a writer of our own."""
    metadata = to_json(full_record(), context())
    lost = Counter(said(metadata)) - Counter(written(schema45.dump_etree(metadata)))
    assert {"Inspired", "A-D1", "https://x.org/1"} <= set(lost)


@pytest.mark.parametrize(
    "metadata",
    [
        {"sizzes": ["1"]},
        {"creators": [{"name": "A", "email": "a@example.org"}]},
        {"fundingReferences": [{"funderName": "A", "grant": "1"}]},
        {"geoLocations": [{"geoLocationPoint": {"pointLongitude": 1, "height": 2}}]},
        {"geoLocations": [{"geoLocationCircle": {"radius": 1}}]},
        {"relatedItems": [{"titles": [], "volume": "1"}]},
    ],
)
def test_what_has_no_place_is_an_error(metadata: Json) -> None:
    with pytest.raises(KeyError):
        datacite_xml.resource({"doi": "10.1/2", **metadata})


def test_order_and_declared_schema() -> None:
    element = to_xml(demo(), context())
    assert [etree.QName(child).localname for child in element][:6] == [
        "identifier",
        "creators",
        "titles",
        "publisher",
        "publicationYear",
        "resourceType",
    ]
    assert element.get(SCHEMA_LOCATION) == (
        "http://datacite.org/schema/kernel-4 "
        "http://schema.datacite.org/meta/kernel-4.7/metadata.xsd"
    )
    assert element.find("{*}titles")[1].get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"
    assert element.nsmap[None] == "http://datacite.org/schema/kernel-4"


def test_a_record_without_a_doi_is_identified_by_its_page(xsd: etree.XMLSchema) -> None:
    element = to_xml({**minimal(), "pids": {}}, context())
    xsd.assertValid(etree.fromstring(etree.tostring(element)))
    identifier = element.find("{*}identifier")
    assert identifier.get("identifierType") == "URL"
    assert identifier.text == "https://example.org/records/abcd1-efg23"


def test_licences_of_the_vocabulary_have_addresses_that_the_schema_takes(
    xsd: etree.XMLSchema,
) -> None:
    licences = [{"id": identifier} for identifier in vocabulary(Path(STOCK / "licenses.csv"))]
    element = to_xml(minimal(rights=licences), context())
    xsd.assertValid(etree.fromstring(etree.tostring(element)))
    assert len(element.findall(".//{*}rights")) == len(licences) + 2
