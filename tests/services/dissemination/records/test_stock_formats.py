# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is wrong with stock's metadata formats, and right with ours, on the same record.

A test that fails for stock's part tells that upstream mended it.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from flask_principal import AnonymousIdentity
from invenio_access import any_user
from invenio_access.permissions import system_identity
from invenio_app_rdm import config as stock
from invenio_rdm_records import oai
from invenio_rdm_records.proxies import current_rdm_records_service
from lxml import etree

from deposits import publish
from files import CLEAN, draft_with, screened
from hoeder.dissemination.oai import formats

XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
#: ``leaderDataType`` of MARC21slim.xsd 1.2.
LEADER = re.compile(
    r"[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}[2 ][2 ][\d ]{5}[\dA-Za-z ]{3}(4500|    )"
)
Hit = dict[str, Any]
MORE = {
    "description": "<p>Men &amp; women, age &lt; 65</p>",
    "languages": [{"id": "nld"}],
    "dates": [{"date": "1974", "type": {"id": "coverage"}}],
    "additional_titles": [
        {"title": "Een tabel", "type": {"id": "translated-title"}, "lang": {"id": "nld"}}
    ],
    "rights": [{"id": "cc-by-4.0"}],
}


@pytest.fixture
def hit_of(app: Flask) -> Iterator[Callable[[str], Hit]]:
    """A search hit of a record, fetched by somebody who is not signed in."""
    with app.test_request_context():
        g.identity = AnonymousIdentity()
        g.identity.provides.add(any_user)

        def fetch(record: str) -> Hit:
            found = current_rdm_records_service.record_cls.pid.resolve(record)
            return {"_source": oai.getrecord_fetcher(found.id)}

        yield fetch


@pytest.fixture
def hit(hit_of: Callable[[str], Hit], complete_draft: dict[str, Any]) -> Hit:
    complete_draft["metadata"].update(MORE)
    return hit_of(publish(complete_draft))


def written(element: Any) -> Any:
    """The element as a harvester reads it."""
    return etree.fromstring(etree.tostring(element))


def announced(registry: Any, prefix: str) -> tuple[str, str]:
    return registry[prefix]["namespace"], registry[prefix]["schema"]


def test_marcxml_is_not_in_the_namespace_that_is_announced(hit: Hit) -> None:
    """invenio-app-rdm, ``OAISERVER_METADATA_FORMATS``: the address of a page is no namespace."""
    namespace, _schema = announced(stock.OAISERVER_METADATA_FORMATS, "marcxml")
    assert etree.QName(written(oai.marcxml_etree(None, hit))).namespace != namespace
    namespace, _schema = announced(formats.FORMATS, "marcxml")
    assert etree.QName(written(formats.marc_element(None, hit))).namespace == namespace


def test_marcxml_has_a_leader_that_its_schema_refuses(hit: Hit) -> None:
    """It writes ``#``, the documentation's sign for a blank; and a blank is MARC-8 at position 9,
    where ``a`` is Unicode."""
    theirs = written(oai.marcxml_etree(None, hit)).findtext("{*}leader")
    assert theirs[9] == "#" and not LEADER.fullmatch(theirs)
    ours = written(formats.marc_element(None, hit)).findtext("{*}leader")
    assert ours[9] == "a" and LEADER.fullmatch(ours)


def test_marcxml_has_no_indicator_for_the_source_of_a_doi(hit: Hit) -> None:
    """MARC 21, 024: $2 means something after a first indicator 7 only; and 008 has to be there."""
    theirs, ours = written(oai.marcxml_etree(None, hit)), written(formats.marc_element(None, hit))
    assert theirs.find("{*}datafield[@tag='024']").get("ind1") == " "
    assert ours.find("{*}datafield[@tag='024']").get("ind1") == "7"
    assert theirs.find("{*}controlfield[@tag='008']") is None
    assert len(ours.findtext("{*}controlfield[@tag='008']")) == 40


def test_dcat_announces_datacites_schema() -> None:
    """https://github.com/inveniosoftware/invenio-app-rdm/issues/3568"""
    namespace, schema = announced(stock.OAISERVER_METADATA_FORMATS, "dcat")
    assert "dcat" in namespace and "datacite" in schema
    assert "dcat" not in formats.FORMATS


def test_datacite_says_4_5_of_what_came_with_4_6(hit: Hit, shared: Callable[[str], Path]) -> None:
    kernel = etree.XMLSchema(file=str(shared("reference/datacite/kernel-4.7/metadata.xsd")))
    theirs, ours = (
        written(oai.datacite_etree(None, hit)),
        written(formats.datacite_element(None, hit)),
    )
    types = [one.get("dateType") for one in theirs.iterfind("{*}dates/{*}date")]
    assert "Coverage" in types and "kernel-4.5" in theirs.get(XSI)
    assert "kernel-4.7" in ours.get(XSI)
    kernel.assertValid(ours)
    assert announced(stock.OAISERVER_METADATA_FORMATS, "datacite")[1] in theirs.get(XSI)


def test_oai_datacite_names_no_repository(hit: Hit) -> None:
    assert not written(oai.oai_datacite_etree(None, hit)).findtext("{*}datacentreSymbol")
    wrapper = written(formats.oai_datacite_element(None, hit))
    assert wrapper.findtext("{*}datacentreSymbol") == "HOEDER.UGENT"


def dublin_core(element: Any, name: str) -> list[tuple[str | None, str]]:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    return [(one.get(lang), one.text) for one in written(element).iterfind(f"{{*}}{name}")]


def test_oai_dc_shows_mark_up_and_entities(hit: Hit) -> None:
    ((_, theirs),) = dublin_core(oai.dublincore_etree(None, hit), "description")
    assert "&lt;" in theirs or "&amp;" in theirs
    (_, ours), *_rest = dublin_core(formats.dublin_core_element(None, hit), "description")
    assert ours == "Men & women, age < 65"


def test_oai_dc_calls_a_dataset_other(hit: Hit) -> None:
    theirs = dublin_core(oai.dublincore_etree(None, hit), "type")
    assert theirs == [(None, "info:eu-repo/semantics/other")]
    ours = dublin_core(formats.dublin_core_element(None, hit), "type")
    assert ours == [(None, "info:eu-repo/semantics/dataset"), (None, "Dataset")]


def test_oai_dc_does_not_tell_languages_of_titles_apart(hit: Hit) -> None:
    theirs = dublin_core(oai.dublincore_etree(None, hit), "title")
    assert {lang for lang, _ in theirs} == {None}
    ours = dublin_core(formats.dublin_core_element(None, hit), "title")
    assert ("nl", "Een tabel") in ours


def test_names_of_files(hit_of: Callable[[str], Hit], complete_draft: dict[str, Any]) -> None:
    """Stock's MARCXML names public files one by one; ours, no files at all."""
    for access, told in (("public", True), ("restricted", False)):
        complete_draft["access"] = {"record": "public", "files": access}
        draft = draft_with(complete_draft, {"telling-name.csv": CLEAN})
        screened(draft)
        record = str(current_rdm_records_service.publish(system_identity, draft).id)
        theirs = etree.tostring(oai.marcxml_etree(None, hit_of(record)))
        assert (b"telling-name" in theirs) == told
        for entry in formats.FORMATS.values():
            name = entry["serializer"].rpartition(":")[2]
            ours = etree.tostring(getattr(formats, name)(None, hit_of(record)))
            assert b"telling-name" not in ours
