# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Dataverse's harvester, the Java ``xoai-service-provider``, in this process through JPype.

Its jars are those that ``xoai.lock.json`` names, fetched and checked as OpenSearch's are.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from hoeder.operations.services.opensearch import fetch, sha256
from jvm import machine

LOCK = Path(__file__).with_name("xoai.lock.json")
PACKAGE = "io.gdcc.xoai.serviceprovider"


@pytest.fixture(scope="session")
def java() -> Any:
    """The Java machine with the harvester."""
    locked = json.loads(LOCK.read_text())
    jars = {coordinates: fetch(coordinates) for coordinates in locked}
    assert {name: sha256(path) for name, path in jars.items()} == locked
    return machine(*jars.values())


@pytest.fixture
def provider(java: Any, address: str, filled: None) -> Any:
    context_class = java(f"{PACKAGE}.model.Context")
    transformer = java(f"{PACKAGE}.model.Context$KnownTransformer").OAI_DC
    client = java(f"{PACKAGE}.client.JdkHttpOaiClient").newBuilder().withBaseUrl(address).build()
    context = context_class().withOAIClient(client).withMetadataTransformer("oai_dc", transformer)
    return java(f"{PACKAGE}.ServiceProvider")(context)


def test_xoai_harvests_everything(java: Any, provider: Any, count: int) -> None:
    parameters = java(f"{PACKAGE}.parameters.ListRecordsParameters")
    records = list(provider.listRecords(parameters.request().withMetadataPrefix("oai_dc")))
    headers = [one.getHeader() for one in records]
    assert len({str(one.getIdentifier()) for one in headers}) == len(headers) == count
    gone = [str(one.getIdentifier()) for one in headers if one.isDeleted()]
    assert gone == ["oai:example.org:5"]
    in_set = parameters.request().withMetadataPrefix("oai_dc").withSetSpec("plain")
    left = [one.getHeader() for one in provider.listRecords(in_set)]
    assert len(left) == count and len([one for one in left if one.isDeleted()]) == 2
    identifiers = java(f"{PACKAGE}.parameters.ListIdentifiersParameters")
    listed = provider.listIdentifiers(identifiers.request().withMetadataPrefix("oai_dc"))
    assert len(list(listed)) == count


def test_xoai_understands_who_we_are(java: Any, provider: Any) -> None:
    identity = provider.identify()
    assert str(identity.getRepositoryName()) == "Tests"
    assert str(identity.getDeletedRecord()) == "persistent"
    assert len(list(provider.listSets())) == 6
    assert [str(one.getMetadataPrefix()) for one in provider.listMetadataFormats()] == ["oai_dc"]


def test_xoai_is_told_what_is_wrong(java: Any, provider: Any) -> None:
    parameters = java(f"{PACKAGE}.parameters.GetRecordParameters").request()
    wrong = parameters.withIdentifier("oai:a:b").withMetadataFormatPrefix("oai_dc")
    with pytest.raises(java(f"{PACKAGE}.exceptions.IdDoesNotExistException")):
        provider.getRecord(wrong)
