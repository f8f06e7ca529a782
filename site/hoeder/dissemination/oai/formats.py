# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Metadata formats of OAI-PMH where stock's say less than the record.

Stock's ``oai_datacite`` names no data centre, declares kernel 4.5 for date types of 4.6, and loses
the addresses of subjects and grants (see ``hoeder.crosswalks.datacite``).
"""

from typing import Any

from datacite import schema45
from flask import current_app
from invenio_rdm_records.resources.serializers import DataCite45XMLSerializer
from lxml import etree

from hoeder.crosswalks.datacite import spelled

#: Of the schema that the metadata are valid against; all of kernel 4 share one namespace.
KERNEL = "4.7"
WRAPPER = "http://schema.datacite.org/oai/oai-1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NAMESPACES: dict[str | None, str] = {None: WRAPPER, "xsi": XSI}
LOCATION = f"{{{XSI}}}schemaLocation"
FORMATS = {
    "datacite": {
        "serializer": "hoeder.dissemination.oai.formats:datacite_etree",
        "schema": f"http://schema.datacite.org/meta/kernel-{KERNEL}/metadata.xsd",
        "namespace": "http://datacite.org/schema/kernel-4",
    },
    "oai_datacite": {
        "serializer": "hoeder.dissemination.oai.formats:oai_datacite_etree",
        "schema": f"{WRAPPER}oai.xsd",
        "namespace": WRAPPER,
    },
}


def datacite_etree(pid: Any, record: dict[str, Any]) -> Any:
    """The record of a search hit as a DataCite ``resource`` element."""
    metadata = DataCite45XMLSerializer().dump_obj(record["_source"])
    resource = schema45.dump_etree(spelled(metadata))
    resource.set(LOCATION, f"http://datacite.org/schema/kernel-4 {FORMATS['datacite']['schema']}")
    return resource


def oai_datacite_etree(pid: Any, record: dict[str, Any]) -> Any:
    """The record of a search hit in OpenAIRE's wrapper, which names the DataCite repository."""
    wrapper = etree.Element(f"{{{WRAPPER}}}oai_datacite", nsmap=NAMESPACES)  # type: ignore[arg-type]
    wrapper.set(LOCATION, f"{WRAPPER} {WRAPPER}oai.xsd")
    for name, text in (
        ("schemaVersion", KERNEL),
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
