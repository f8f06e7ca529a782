# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Independent harvesters over HTTP: Sickle and oaipmh-scythe, by GET and by POST."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from lxml import etree
from oaipmh_scythe import Scythe
from sickle import Sickle
from sickle.oaiexceptions import BadArgument, BadResumptionToken, IdDoesNotExist, NoRecordsMatch


@pytest.fixture(params=["GET", "POST"])
def sickle(address: str, request: Any, filled: None) -> Sickle:
    return Sickle(address, http_method=request.param, timeout=10)


@pytest.fixture
def scythe(address: str, filled: None) -> Iterator[Scythe]:
    with Scythe(address) as client:
        yield client


def test_sickle_harvests_everything(sickle: Sickle, count: int) -> None:
    records = list(sickle.ListRecords(metadataPrefix="oai_dc"))
    assert len({one.header.identifier for one in records}) == len(records) == count
    assert [one.header.identifier for one in records if one.deleted] == ["oai:example.org:5"]
    assert records[0].metadata["title"][0].startswith("Café")
    assert len(list(sickle.ListIdentifiers(metadataPrefix="oai_dc"))) == count
    assert [one.setSpec for one in sickle.ListSets()][:2] == ["custodian", "custodian:a"]
    assert sickle.Identify().deletedRecord == "persistent"
    assert [one.metadataPrefix for one in sickle.ListMetadataFormats()] == ["oai_dc"]


def test_sickle_harvests_sets(sickle: Sickle, count: int) -> None:
    listed = list(sickle.ListRecords(metadataPrefix="oai_dc", set="plain"))
    gone = {one.header.identifier for one in listed if one.deleted}
    assert len(listed) == count and gone == {"oai:example.org:5", "oai:example.org:6"}
    below = list(sickle.ListRecords(metadataPrefix="oai_dc", set="custodian:a"))
    assert len([one for one in below if not one.deleted]) == count // 2 - 1


def test_sickle_is_told_what_is_wrong(sickle: Sickle) -> None:
    asked = {"metadataPrefix": "oai_dc"}
    for wrong, error in (
        (lambda: sickle.ListRecords(**asked, **{"from": "2999-01-01"}), NoRecordsMatch),
        (lambda: sickle.ListRecords(**asked, **{"from": "x"}), BadArgument),
        (lambda: sickle.ListRecords(resumptionToken="x"), BadResumptionToken),
        (lambda: sickle.GetRecord(identifier="oai:a:b", metadataPrefix="oai_dc"), IdDoesNotExist),
    ):  # fmt: skip
        with pytest.raises(error):
            wrong()


def test_scythe_harvests_everything(scythe: Scythe, count: int) -> None:
    records = list(scythe.list_records(metadata_prefix="oai_dc"))
    assert len({one.header.identifier for one in records}) == len(records) == count
    alive = list(scythe.list_records(metadata_prefix="oai_dc", ignore_deleted=True))
    assert len(alive) == count - 1
    assert len(list(scythe.list_identifiers(metadata_prefix="oai_dc", set_="custodian"))) == count
    assert len(list(scythe.list_sets())) == 6
    assert scythe.identify().granularity == "YYYY-MM-DDThh:mm:ssZ"
    one = scythe.get_record(identifier="oai:example.org:1", metadata_prefix="oai_dc")
    assert one.header.identifier == "oai:example.org:1"


def test_a_form_is_as_good_as_a_query(address: str, filled: None) -> None:
    arguments = {"verb": "GetRecord", "identifier": "oai:example.org:1", "metadataPrefix": "oai_dc"}
    bodies = []
    for answer in (
        requests.get(address, arguments, timeout=10),
        requests.post(address, arguments, timeout=10),
    ):
        assert answer.status_code == 200
        root = etree.fromstring(answer.content)
        bodies.append(etree.tostring(root.find(".//{*}metadata")))
    assert bodies[0] == bodies[1]
    both = requests.post(f"{address}?verb=Identify", {"verb": "Identify"}, timeout=10)
    assert 'code="badVerb"' in both.text
