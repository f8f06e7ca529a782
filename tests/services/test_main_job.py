# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The main job on a running instance: what the demo plays, and what harvesters get from it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from lxml import etree
from rich.console import Console

from hoeder.operations.demo import fair, metadata, statement
from hoeder.operations.demo.scenario import DemoOptions, DemoResult, play

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "oai": "http://schema.datacite.org/oai/oai-1.1/",
    "datacite": "http://datacite.org/schema/kernel-4",
}
STATEMENT = "hoeder:anonymisation"


@pytest.fixture(scope="module")
def shown() -> io.StringIO:
    """What the demo wrote on the screen."""
    return io.StringIO()


@pytest.fixture(scope="module")
def result(
    running_instance: Any, shown: io.StringIO, tmp_path_factory: pytest.TempPathFactory
) -> DemoResult:
    """The demo, played once, with a file of one's own."""
    path = tmp_path_factory.mktemp("demo") / "meting é #1.csv"
    path.write_text("height,weight\n1.80,75\n1.65,60\n")
    options = DemoOptions(
        base_url=running_instance.base_url,
        datacite_url=running_instance.datacite_url,
        accounts=running_instance.accounts,
        files=(path,),
    )
    return play(options, Console(file=shown, width=200))


@pytest.fixture(scope="module")
def record(running_instance: Any, result: DemoResult) -> Any:
    """The published record, as anybody reads it."""
    address = f"{running_instance.base_url}/api/records/{result.record_id}"
    return requests.get(address, timeout=30).json()


def parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(content, parser)


def assert_valid(schema: Path, element: etree._Element) -> None:
    xsd = etree.XMLSchema(etree.parse(str(schema)))
    assert xsd.validate(element), xsd.error_log


def test_incomplete_statement_was_refused_field_by_field(result: DemoResult) -> None:
    prefix = f"custom_fields.{STATEMENT}."
    assert set(result.refused) == {prefix + name for name in statement.LEFT_OUT}
    assert all(result.refused.values())


def test_every_step_was_shown_with_its_address(result: DemoResult, shown: io.StringIO) -> None:
    text = shown.getvalue()
    for part in (result.landing_page, result.doi, result.concept_doi, result.oai_identifier):
        assert part in text
    for name in result.refused:
        assert name in text


def test_record_is_public_with_its_statement_and_files(
    running_instance: Any, record: Any, result: DemoResult
) -> None:
    assert record["access"]["status"] == "open"
    assert record["custom_fields"][STATEMENT]["status"] == "de_facto_anonymous"
    assert record["files"]["default_preview"] == "codebook.md"
    address = (
        f"{running_instance.base_url}/api/records/{result.record_id}/files/fair-1978.csv/content"
    )
    content = requests.get(address, timeout=30).text
    assert len(list(csv.reader(io.StringIO(content)))) == 1 + len(fair.read_survey().rows)


def test_record_belongs_to_the_custodian(record: Any) -> None:
    communities = record["parent"]["communities"]["entries"]
    assert [community["slug"] for community in communities] == [DemoOptions.custodian]


@pytest.mark.parametrize("which", ["doi", "concept_doi"])
def test_datacite_knows_the_doi_and_where_it_leads(
    running_instance: Any, result: DemoResult, which: str
) -> None:
    doi = getattr(result, which)
    answer = requests.get(f"{running_instance.datacite_url.rstrip('/')}/dois/{doi}", timeout=30)
    attributes = answer.json()["data"]["attributes"]
    assert attributes["state"] == "findable"
    assert attributes["url"].startswith(running_instance.base_url)
    assert attributes["types"]["resourceTypeGeneral"] == "Dataset"


def test_oai_dc_is_valid_and_leads_to_the_record(
    result: DemoResult, shared: Callable[[str], Path]
) -> None:
    element = parsed(result.harvested["oai_dc"])
    assert_valid(shared("reference/oai/dc/oai_dc.xsd"), element)
    identifiers = [found.text for found in element.iterfind("dc:identifier", NAMESPACES)]
    assert f"https://doi.org/{result.doi}" in identifiers


def test_oai_dc_holds_plain_text(result: DemoResult) -> None:
    element = parsed(result.harvested["oai_dc"])
    texts = [found.text or "" for found in element.iterfind("dc:description", NAMESPACES)]
    assert texts
    assert [text for text in texts if "<p>" in text or "&lt;" in text] == []


def test_oai_datacite_is_valid_and_so_is_what_it_carries(
    result: DemoResult, shared: Callable[[str], Path]
) -> None:
    wrapper = parsed(result.harvested["oai_datacite"])
    assert_valid(shared("reference/oai/oai_datacite/oai-1.1/oai.xsd"), wrapper)
    resource = wrapper.find("oai:payload/datacite:resource", NAMESPACES)
    assert resource is not None
    assert_valid(shared("reference/datacite/kernel-4.7/metadata.xsd"), resource)
    assert resource.findtext("datacite:identifier", namespaces=NAMESPACES) == result.doi


def test_oai_datacite_says_who_registered_the_doi(result: DemoResult) -> None:
    wrapper = parsed(result.harvested["oai_datacite"])
    assert wrapper.findtext("oai:datacentreSymbol", namespaces=NAMESPACES)


def test_oai_datacite_says_the_version_of_the_schema_it_needs(result: DemoResult) -> None:
    """Date type Coverage came with kernel 4.6; a harvester validates by what is declared."""
    wrapper = parsed(result.harvested["oai_datacite"])
    declared = wrapper.findtext("oai:schemaVersion", default="", namespaces=NAMESPACES)
    types = [date.get("dateType") for date in wrapper.iter(f"{{{NAMESPACES['datacite']}}}date")]
    assert "Coverage" in types
    assert tuple(map(int, declared.split("."))) >= (4, 6)


def test_addresses_of_subjects_and_grant_travel(result: DemoResult) -> None:
    wrapper = parsed(result.harvested["oai_datacite"])
    values = [
        found.get("valueURI") for found in wrapper.iterfind(".//datacite:subject", NAMESPACES)
    ]
    assert set(metadata.SUBJECTS) <= set(values)
    award = wrapper.find(".//datacite:awardNumber", NAMESPACES)
    assert award is not None and award.get("awardURI") == metadata.GRANT_PAGE


def test_own_file_is_deposited_as_a_restricted_data_set(
    running_instance: Any, result: DemoResult
) -> None:
    (deposit,) = result.deposits
    assert deposit.published, deposit.refused
    record_id = deposit.address.rstrip("/").rpartition("/")[2]
    api = f"{running_instance.base_url}/api/records/{record_id}"
    assert requests.get(api, timeout=30).json()["access"]["files"] == "restricted"
    assert requests.get(f"{api}/files", timeout=30).status_code == 403
