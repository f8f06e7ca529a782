# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record for search engines."""

import json
from typing import Any

import pytest

from dcat_records import BREAKING, RECORDS, SECRET, embargoed, full, restricted, without_files
from hoeder.crosswalks.context import NotPublicError
from hoeder.crosswalks.schema_org import LIMIT, Variable, embedded, to_json
from records import context, demo

Json = dict[str, Any]
COAR = "http://purl.org/coar/access_right/"


def test_what_a_search_engine_asks_for() -> None:
    told = to_json(full(), context(), [Variable("age", "Age in years", "year")])
    assert (told["@type"], told["@id"]) == ("Dataset", "https://doi.org/10.5072/abcd1-efg23")
    assert told["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert told["creator"][0]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert told["creator"][0]["affiliation"][0]["@id"] == "https://ror.org/00cv9y106"
    assert told["publisher"]["@id"] == "https://ror.org/00cv9y106"
    assert told["temporalCoverage"] == ["2024-01-01/2024-12-31"]
    assert told["variableMeasured"] == [
        {
            "@type": "PropertyValue",
            "name": "age",
            "description": "Age in years",
            "unitText": "year",
        }
    ]
    assert told["isAccessibleForFree"] is True
    assert {each["name"] for each in told["distribution"]} == {"survey-1.csv", "codebook.pdf"}
    assert 50 <= len(told["description"]) <= LIMIT


def test_the_demonstration() -> None:
    told = to_json(demo(), context())
    assert "https://doi.org/10.1086/260758" in told["citation"]
    assert told["isBasedOn"] and told["funding"][0]["identifier"] == "DEMO-0001"
    assert told["spatialCoverage"][0]["geo"]["box"] == "24.4 -124.8 49.4 -66.9"


@pytest.mark.parametrize(
    ("record", "term"),
    [
        (restricted(allow_user_requests=True), "c_16ec"),
        (restricted(), "c_16ec"),
        (embargoed(), "c_f1cf"),
        (without_files(), "c_14cb"),
    ],
)
def test_who_gets_the_data(record: Json, term: str) -> None:
    told = to_json(record, context())
    assert told["isAccessibleForFree"] is False
    assert f"{COAR}{term}" in told["conditionsOfAccess"]
    assert "distribution" not in told
    assert SECRET not in json.dumps(told)


@pytest.mark.parametrize("name", RECORDS)
def test_it_stays_in_its_script_element(name: str) -> None:
    told = to_json(RECORDS[name](), context())
    text = embedded(told)
    assert not set("<>&") & set(text)
    assert json.loads(text) == json.loads(json.dumps(told))
    assert name != "breaking" or BREAKING.split()[0] in told["name"]


def test_what_is_not_public_is_refused() -> None:
    with pytest.raises(NotPublicError):
        to_json({**full(), "access": {"record": "restricted"}}, context())
