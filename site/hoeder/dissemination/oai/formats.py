# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Metadata formats of OAI-PMH where stock's say less than the record.

Stock's ``oai_datacite`` names no data centre, declares kernel 4.5 for date types of 4.6, and loses
the addresses of subjects and grants; here both DataCite formats are what DataCite itself is told
(``hoeder.doi.metadata``). Stock's ``oai_dc`` shows the mark-up of descriptions.
"""

import html
from typing import Any

from dcxml import simpledc
from flask import current_app, g
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_rdm_records.resources.serializers import DublinCoreXMLSerializer
from lxml import etree

from hoeder.crosswalks import datacite_xml
from hoeder.crosswalks.text import plain
from hoeder.doi.metadata import datacite_element

WRAPPER = "http://schema.datacite.org/oai/oai-1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACES: dict[str | None, str] = {None: WRAPPER, "xsi": XSI}
LOCATION = f"{{{XSI}}}schemaLocation"
FORMATS = {
    "oai_dc": {
        "serializer": "hoeder.dissemination.oai.formats:dublincore_etree",
        "schema": "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
        "namespace": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    },
    "datacite": {
        "serializer": "hoeder.dissemination.oai.formats:datacite_etree",
        "schema": datacite_xml.SCHEMA,
        "namespace": datacite_xml.NAMESPACE,
    },
    "oai_datacite": {
        "serializer": "hoeder.dissemination.oai.formats:oai_datacite_etree",
        "schema": f"{WRAPPER}oai.xsd",
        "namespace": WRAPPER,
    },
}


def dublincore_etree(pid: Any, record: dict[str, Any]) -> Any:
    """The record of a search hit as simple Dublin Core, its texts without mark-up.

    Stock turns a description's tags into text and escapes that once more.
    """
    item = current_rdm_records_service.oai_result_item(g.identity, record["_source"])
    terms = DublinCoreXMLSerializer().dump_obj(item.to_dict())
    if "descriptions" in terms:
        terms["descriptions"] = [plain(html.unescape(text)) for text in terms["descriptions"]]
    return simpledc.dump_etree(terms)


def datacite_etree(pid: Any, record: dict[str, Any]) -> Any:
    """The record of a search hit as a DataCite ``resource`` element."""
    return datacite_element(record["_source"])


def oai_datacite_etree(pid: Any, record: dict[str, Any]) -> Any:
    """The record of a search hit in OpenAIRE's wrapper, which names the DataCite repository."""
    wrapper = etree.Element(f"{{{WRAPPER}}}oai_datacite", nsmap=NAMESPACES)  # type: ignore[arg-type]
    wrapper.set(LOCATION, f"{WRAPPER} {WRAPPER}oai.xsd")
    for name, text in (
        ("schemaVersion", datacite_xml.KERNEL),
        ("datacentreSymbol", repository_of(record["_source"])),
    ):
        etree.SubElement(wrapper, f"{{{WRAPPER}}}{name}").text = text
    payload = etree.SubElement(wrapper, f"{{{WRAPPER}}}payload")
    payload.append(datacite_etree(pid, record))
    return wrapper


def repository_of(source: dict[str, Any]) -> str:
    """The DataCite repository under whose prefix the record's DOI is; empty for another's DOI."""
    doi = source.get("pids", {}).get("doi", {}).get("identifier", "")
    for custodian in current_app.extensions["hoeder-custodians"].all():
        if custodian.datacite.owns(doi):
            return str(custodian.datacite.repository)
    return ""
