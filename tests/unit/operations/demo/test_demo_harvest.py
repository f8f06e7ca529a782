# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The harvester, with Sickle over HTTP against answers of an OAI-PMH interface."""

import pytest
from lxml import etree

from hoeder.operations.demo.client import DemoError
from hoeder.operations.demo.harvest import Harvester

from .conftest import Answer, Server

START = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
START += "<responseDate>2026-01-02T03:04:05Z</responseDate>"


def oai(content: str) -> Answer:
    return Answer(f"{START}{content}</OAI-PMH>".encode(), headers={"Content-Type": "text/xml"})


def record(identifier: str, title: str, status: str = "") -> str:
    return (
        f"<record><header{status}><identifier>{identifier}</identifier>"
        f"<datestamp>2026-01-02</datestamp></header>"
        f'<metadata><dc xmlns="urn:dc"><title>{title}</title></dc></metadata></record>'
    )


@pytest.mark.parametrize(
    ("granularity", "since"),
    [("YYYY-MM-DDThh:mm:ssZ", "2026-01-02T03:04:05Z"), ("YYYY-MM-DD", "2026-01-02")],
)
def test_clock_is_the_servers_in_its_granularity(
    server: Server, granularity: str, since: str
) -> None:
    server.answer = lambda request: oai(
        f"<Identify><granularity>{granularity}</granularity></Identify>"
    )
    assert Harvester(f"{server.url}/oai2d").now() == since


def test_finds_one_record_among_pages_and_asks_from(server: Server) -> None:
    first = record("oai:1", "one") + '<resumptionToken expirationDate="x">t</resumptionToken>'

    def answer(request: object) -> Answer:
        second = "resumptionToken" in request.path  # type: ignore[attr-defined]
        return oai(f"<ListRecords>{record('oai:2', 'tw&#246;') if second else first}</ListRecords>")

    server.answer = answer
    found = Harvester(f"{server.url}/oai2d").find("oai:2", "oai_dc", "2026-01-01")
    assert found is not None
    assert etree.fromstring(found).findtext("{urn:dc}title") == "twö"
    assert "from=2026-01-01" in server.requests[0].path
    assert "metadataPrefix=oai_dc" in server.requests[0].path


def test_record_that_is_not_there_or_deleted_is_not_found(server: Server) -> None:
    deleted = record("oai:1", "one", ' status="deleted"')
    server.answer = lambda request: oai(f"<ListRecords>{deleted}</ListRecords>")
    harvester = Harvester(f"{server.url}/oai2d")
    assert harvester.find("oai:1", "oai_dc", "2026-01-01") is None
    assert harvester.find("oai:9", "oai_dc", "2026-01-01") is None


def test_no_records_match_means_not_yet(server: Server) -> None:
    harvester = Harvester(f"{server.url}/oai2d")
    server.answer = lambda request: oai('<error code="noRecordsMatch">None</error>')
    assert harvester.find("oai:1", "oai_dc", "2026-01-01") is None


def test_other_errors_are_said(server: Server) -> None:
    harvester = Harvester(f"{server.url}/oai2d")
    server.answer = lambda request: oai('<error code="cannotDisseminateFormat">No</error>')
    with pytest.raises(DemoError, match="refused to list oai_dc"):
        harvester.find("oai:1", "oai_dc", "2026-01-01")
    server.answer = lambda request: Answer(b"", 500)
    with pytest.raises(DemoError, match="harvest failed"):
        harvester.find("oai:1", "oai_dc", "2026-01-01")
    with pytest.raises(DemoError, match="does not say who it is"):
        harvester.now()


def test_xml_that_sickle_would_repair_is_said(server: Server) -> None:
    broken = record("oai:1", "one").replace("</title>", "</titel>")
    server.answer = lambda request: oai(f"<ListRecords>{broken}</ListRecords>")
    with pytest.raises(DemoError, match="not well-formed"):
        Harvester(f"{server.url}/oai2d").find("oai:1", "oai_dc", "2026-01-01")
