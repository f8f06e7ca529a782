# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every format of OAI-PMH: valid whatever is in the fields, and silent about the rest."""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from hoeder.crosswalks import datacite, datacite_oai, dublin_core, marc
from hoeder.crosswalks.context import Context, NotPublicError, Record
from hoeder.dissemination.oai.formats import FORMATS
from hoeder.dissemination.oai.registry import formats
from hoeder.dissemination.projection.renderings import fit
from noise import noisy
from records import context, demo, minimal, record, with_secrets

Json = dict[str, Any]
Crosswalk = Callable[[Record, Context], etree._Element]
Schemas = Mapping[str, list[etree.XMLSchema]]


def wrapped(told: Record, around: Context) -> etree._Element:
    return datacite_oai.to_xml(told, around, "HOEDER.UGENT")


CROSSWALKS: dict[str, Crosswalk] = {
    "oai_dc": dublin_core.to_xml,
    "oai_datacite": wrapped,
    "datacite": datacite.to_xml,
    "marcxml": marc.to_xml,
}
LEAST: Json = {"access": {"record": "public"}, "metadata": {"creators": []}}
every_format = pytest.mark.parametrize("prefix", sorted(CROSSWALKS))


@pytest.fixture(scope="session")
def schemas(shared: Callable[[str], Path]) -> Schemas:
    def xsd(place: Path) -> etree.XMLSchema:
        return etree.XMLSchema(file=str(place))

    kernel = xsd(shared("reference/datacite/kernel-4.7/metadata.xsd"))
    return {
        "oai_dc": [xsd(shared("reference/oai/dc/oai_dc.xsd"))],
        "oai_datacite": [xsd(shared("reference/oai/oai_datacite/oai-1.1/oai.xsd")), kernel],
        "datacite": [kernel],
        "marcxml": [xsd(Path(__file__).parent / "schemas" / "marcxml.xsd")],
    }


def rendered(prefix: str, told: Json, schemas: Schemas, **around: Any) -> etree._Element:
    """What a harvester gets: written, fit for an answer, read, and valid."""
    text = etree.tostring(CROSSWALKS[prefix](told, context(**around)), encoding="unicode")
    element = etree.fromstring(fit(text, FORMATS[prefix]["namespace"]))
    inner = element.find("{*}payload/{*}resource") if prefix == "oai_datacite" else None
    for schema, part in zip(schemas[prefix], (element, inner), strict=False):
        assert part is not None
        schema.assertValid(part)
    return element


def test_all_are_registered_and_agree() -> None:
    # DCAT has no schema but shapes, for which see test_dcat_shapes.py.
    assert set(formats(FORMATS)) == {*CROSSWALKS, "dcat_ap_vl"}
    assert len({entry["schema"] for entry in FORMATS.values()}) == len(FORMATS)


@every_format
def test_the_root_names_the_schema_that_is_announced(prefix: str, schemas: Schemas) -> None:
    root = rendered(prefix, demo(), schemas)
    location = root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation")
    assert location == f"{FORMATS[prefix]['namespace']} {FORMATS[prefix]['schema']}"


@every_format
def test_the_least_record_is_valid(prefix: str, schemas: Schemas) -> None:
    rendered(prefix, record(LEAST, pids={}, files={}), schemas, custodian="", contact="")


@every_format
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(source=st.randoms(use_true_random=False))
def test_noise(prefix: str, schemas: Schemas, source: random.Random) -> None:
    rendered(prefix, noisy(source), schemas)


@every_format
def test_nothing_internal_is_told(prefix: str, schemas: Schemas) -> None:
    told = etree.tostring(rendered(prefix, with_secrets(), schemas), encoding="unicode")
    assert "SECRET" not in told


@every_format
def test_no_address_for_mail(prefix: str, schemas: Schemas) -> None:
    told = etree.tostring(rendered(prefix, demo(), schemas), encoding="unicode")
    assert "@" not in told


@every_format
@pytest.mark.parametrize(
    "state",
    [
        {"access": {"record": "restricted", "files": "restricted"}},
        {"access": None},
        {"deletion_status": {"is_deleted": True, "status": "D"}},
        {"tombstone": {"note": "Taken down"}},
    ],
)
def test_what_is_not_public_is_refused(prefix: str, state: Json) -> None:
    with pytest.raises(NotPublicError):
        CROSSWALKS[prefix]({**minimal(), **state}, context())


def test_the_wrapper_says_who_registers_and_what_is_inside(schemas: Schemas) -> None:
    root = rendered("oai_datacite", demo(), schemas)
    assert root.findtext("{*}schemaVersion") == "4.7"
    assert root.findtext("{*}datacentreSymbol") == "HOEDER.UGENT"
    assert root.findtext("{*}payload/{*}resource/{*}identifier") == "10.5072/abcd1-efg23"
    foreign = datacite_oai.to_xml(demo(), context(), "")
    schemas["oai_datacite"][0].assertValid(foreign)
