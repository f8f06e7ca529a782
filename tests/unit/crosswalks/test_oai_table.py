# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``docs/crosswalk-oai.md`` names what the formats have, and nothing else."""

import random
import re
from pathlib import Path

import pytest

from hoeder.crosswalks import datacite_xml, dublin_core, marc
from hoeder.crosswalks.marc_codes import DESCRIPTION_FIELDS
from hoeder.dissemination.oai.formats import FORMATS
from noise import noisy
from records import context, demo, minimal

PAGE = Path(__file__).parents[3] / "docs" / "crosswalk-oai.md"
TAG = re.compile(r"\b\d{3}\b")
ELEMENT = re.compile(
    r"\b(identifier|creator|contributor|title|publisher|date|type|subject|coverage|language"
    r"|relation|format|rights|description)\b"
)


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]


def test_every_format_is_named(rows: list[list[str]]) -> None:
    assert {row[0].strip("`") for row in rows if row[0].startswith("`")} == set(FORMATS)


def test_fields_of_marc(rows: list[list[str]]) -> None:
    isbn = {"identifiers": [{"scheme": "isbn", "identifier": "1"}], "creators": [], "version": "1"}
    records = [demo(), minimal(**isbn), *(noisy(random.Random(seed)) for seed in range(30))]
    told = {field.get("tag") or "" for one in records for field in marc.to_xml(one, context())} - {
        ""
    }
    named = {tag for row in rows if len(row) == 3 for tag in TAG.findall(row[2])}
    by_description = {tag for tag, _ in DESCRIPTION_FIELDS.values()}
    assert told - {"001", "005", "007"} <= named
    assert named - told <= by_description | {"639"}, "ISO 639 is no field"


def test_elements_of_dublin_core(rows: list[list[str]]) -> None:
    told = {term.name for term in dublin_core.terms(demo(), context())}
    named = {
        name
        for row in rows
        if len(row) == 3 and not row[1].startswith("not")
        for name in ELEMENT.findall(row[1])
    }
    assert told <= named


def test_every_part_of_datacite(rows: list[list[str]]) -> None:
    named = {word for row in rows for word in re.findall(r"\w+", row[0])}
    renamed = {"types": "resourceType", "language": "languages"}
    assert {renamed.get(key, key) for key in datacite_xml._WRITERS} <= named
