# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What DataCite accepts: the XSD of 4.7 and the JSON schema of 4.5; and the CERIF profile."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from datacite import schema45
from lxml import etree

from hoeder.crosswalks import datacite_xml
from hoeder.crosswalks.datacite_terms import NEWER
from hoeder.operations.datacite_standin.metadata import validator
from jvm import Xerces

Json = dict[str, Any]


@pytest.fixture(scope="session")
def xsd(shared: Callable[[str], Path]) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(shared("reference/datacite/kernel-4.7/metadata.xsd")))


@pytest.fixture(scope="session")
def profile(shared: Callable[[str], Path]) -> Xerces:
    """The OpenAIRE CERIF profile 1.2, which lxml cannot load."""
    folder = shared("reference/cerif/openaire-cerif-profile.xsd").parent
    return Xerces(folder / "openaire-cerif-profile.xsd", folder / "cached" / "catalog.xml")


@pytest.fixture
def accepted(xsd: etree.XMLSchema) -> Callable[[Json], etree._Element]:
    """Assert that metadata are valid, and return them as a reader of the XML gets them."""

    def check(told: Json) -> etree._Element:
        # 4.5 completed with the terms of 4.6 and 4.7; as it is wherever none of them occurs.
        for schema in (validator(), *(() if newer_in(told) else (schema45.validator,))):
            assert [error.message for error in schema.iter_errors(told)] == []
        written = etree.tostring(datacite_xml.resource(told, "https://example.org/records/1"))
        element = etree.fromstring(written)
        xsd.assertValid(element)
        return element

    return check


def newer_in(value: Any) -> set[str]:
    """The terms of 4.6 and 4.7 that occur."""
    if isinstance(value, dict):
        other = {"Other"} if value.get("relationType") == "Other" else set()
        return {word for item in value.values() for word in newer_in(item)} | other
    if isinstance(value, list):
        return {word for item in value for word in newer_in(item)}
    return {value} & NEWER if isinstance(value, str) else set()
