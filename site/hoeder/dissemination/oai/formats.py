# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The metadata formats of OAI-PMH: a crosswalk each, with the schema and namespace of its root.

They are registered in the place of stock's, none of which is left: stock's ``marcxml`` names a
namespace that its records are not in and calls Unicode MARC-8, ``dcat`` names DataCite's schema,
the DataCite formats say kernel 4.5 for terms of 4.6, ``oai_dc`` shows the mark-up of descriptions
and calls a dataset "other". ``test_stock_formats.py`` shows each.
"""

from typing import Any

from flask import current_app
from lxml import etree

from hoeder.crosswalks import datacite, datacite_oai, datacite_xml, dublin_core, marc
from hoeder.crosswalks.nodes import PREFIXES
from hoeder.crosswalks.rdf_write import RDF_XML
from hoeder.dissemination.catalogue import entries
from hoeder.doi.metadata import version_of

HERE = "hoeder.dissemination.oai.formats"
FORMATS = {
    "oai_dc": {
        "serializer": f"{HERE}:dublin_core_element",
        "schema": dublin_core.SCHEMA,
        "namespace": dublin_core.CONTAINER,
    },
    "oai_datacite": {
        "serializer": f"{HERE}:oai_datacite_element",
        "schema": datacite_oai.SCHEMA,
        "namespace": datacite_oai.NAMESPACE,
    },
    "datacite": {
        "serializer": f"{HERE}:datacite_element",
        "schema": datacite_xml.SCHEMA,
        "namespace": datacite_xml.NAMESPACE,
    },
    "marcxml": {
        "serializer": f"{HERE}:marc_element",
        "schema": marc.SCHEMA,
        "namespace": marc.NAMESPACE,
    },
    "dcat_ap_vl": {
        "serializer": f"{HERE}:dcat_element",
        # W3C's only XML schema of RDF; the rules of the content are SHACL shapes, not a schema.
        "schema": "http://www.w3.org/2000/07/rdf.xsd",
        "namespace": PREFIXES["rdf"],
    },
}
"""``OAISERVER_METADATA_FORMATS``. A serializer takes the OAI identifier and a search hit, of which
only the record's ``id`` is looked at: what it tells comes from the database."""


def dublin_core_element(pid: Any, hit: dict[str, Any]) -> etree._Element:
    """A record as simple Dublin Core."""
    return dublin_core.to_xml(*version_of(hit["_source"]))


def datacite_element(pid: Any, hit: dict[str, Any]) -> etree._Element:
    """A record as DataCite metadata."""
    return datacite.to_xml(*version_of(hit["_source"]))


def oai_datacite_element(pid: Any, hit: dict[str, Any]) -> etree._Element:
    """A record as DataCite metadata in OpenAIRE's wrapper."""
    record, context = version_of(hit["_source"])
    return datacite_oai.to_xml(record, context, _repository(record))


def marc_element(pid: Any, hit: dict[str, Any]) -> etree._Element:
    """A record as MARCXML."""
    return marc.to_xml(*version_of(hit["_source"]))


def dcat_element(pid: Any, hit: dict[str, Any]) -> etree._Element:
    """A record as a dataset of DCAT-AP-VL in its custodian's catalogue."""
    listed = entries.listed(hit["_source"])
    text = "".join(RDF_XML.write([listed.catalogue.head(), listed.nodes]))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    return etree.fromstring(text.encode(), parser)


def _repository(record: dict[str, Any]) -> str:
    """The DataCite repository under whose prefix the record's DOI is; empty for another's DOI."""
    doi = (record["pids"].get("doi") or {}).get("identifier", "")
    for custodian in current_app.extensions["hoeder-custodians"].all():
        if custodian.datacite.owns(doi):
            return str(custodian.datacite.repository)
    return ""
