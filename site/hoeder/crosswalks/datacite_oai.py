# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DataCite metadata in the wrapper that OpenAIRE's guidelines for data archives 3.0 ask for.

The wrapper (DataCite's OAI schema 1.1) says who registered the DOI, and which version of the
metadata schema is inside.
"""

from lxml import etree

from hoeder.crosswalks import datacite, datacite_xml
from hoeder.crosswalks.context import Context, Record

NAMESPACE = "http://schema.datacite.org/oai/oai-1.1/"
SCHEMA = f"{NAMESPACE}oai.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def to_xml(record: Record, context: Context, repository: str) -> etree._Element:
    """Return the metadata of one version as an ``oai_datacite`` element.

    :param repository: symbol of the DataCite repository that registers the DOI, or "".
    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    resource = datacite.to_xml(record, context)
    wrapper = etree.Element(f"{{{NAMESPACE}}}oai_datacite", nsmap={None: NAMESPACE, "xsi": _XSI})  # type: ignore[dict-item]
    wrapper.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    for name, text in (("schemaVersion", datacite_xml.KERNEL), ("datacentreSymbol", repository)):
        etree.SubElement(wrapper, f"{{{NAMESPACE}}}{name}").text = text
    etree.SubElement(wrapper, f"{{{NAMESPACE}}}payload").append(resource)
    return wrapper
