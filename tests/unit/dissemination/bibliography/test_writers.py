# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Entries in five formats, read back; and the description of the feed, which is true."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from hoeder.dissemination.bibliography import entries, filters, openapi, words, writers
from hoeder.dissemination.bibliography.entries import Standing
from hoeder.dissemination.bibliography.writers import CHUNK, COLUMNS, FORMATS
from records import context, demo, minimal

Json = dict[str, Any]
DESCRIPTION = openapi.description("https://example.org", "Hoeder")


def one(told: Json, id_: str) -> Json:
    made = entries.entry({**told, "id": id_}, context(), Standing(f"oai:example.org:{id_}"))
    return entries.stamped(made, 0)


GONE = entries.gone("gone1-00000", "oai:example.org:gone1-00000", 0)
PAGE = [one(demo(), "demo1-00000"), GONE, one(minimal(title="=1+1"), "risk1-00000")]


def written(name: str, page: list[Json]) -> str:
    return b"".join(FORMATS[name].write(page)).decode()


def test_json_lines() -> None:
    assert [json.loads(line) for line in written("jsonl", PAGE).splitlines()] == PAGE


def test_csl_json() -> None:
    items = json.loads(written("csl", PAGE))
    assert items == [PAGE[0]["citation"], PAGE[2]["citation"]]
    assert json.loads(written("csl", [])) == json.loads(written("csl", [GONE])) == []


def test_bibtex() -> None:
    parser = BibTexParser(ignore_nonstandard_types=False, common_strings=False)
    found = bibtexparser.loads(written("bibtex", PAGE), parser).entries
    assert [entry["ID"] for entry in found] == [
        "fair_2026_demo1-00000",
        "peeters_2026_risk1-00000",
    ]


def test_ris() -> None:
    found = rispy.loads(written("ris", PAGE))
    assert [entry["title"] for entry in found] == [PAGE[0]["title"], "=1+1"]


def test_csv() -> None:
    text = written("csv", PAGE)
    assert text.startswith("id,identifier,deleted,")
    whole, gone, risky = csv.DictReader(io.StringIO(text, newline=""))
    assert whole["creators"] == "Fair, Ray C.; Carberry, Josiah"
    assert whole["orcids"] == "https://orcid.org/0000-0002-1825-0097"
    assert whole["rors"] == "https://ror.org/00cv9y106"
    assert (whole["grants"], whole["access"]) == ("DEMO-0001", "open access")
    assert {name for name, value in gone.items() if value} == {
        "id",
        "identifier",
        "deleted",
        "modified",
    }
    assert risky["title"] == "'=1+1", "no formula for a spreadsheet"
    assert set(whole) == set(COLUMNS)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_entries_are_written_while_they_come(name: str) -> None:
    count, taken = 1000, 0

    def source() -> Iterator[Json]:
        nonlocal taken
        for _ in range(count):
            taken += 1
            yield PAGE[0]

    chunks = FORMATS[name].write(source())
    first = next(chunks)
    assert taken < count / 2, "not all of them before the first byte"
    assert CHUNK <= len(first) < 2 * CHUNK
    rest = list(chunks)
    assert taken == count
    assert b"".join([first, *rest]) == b"".join(FORMATS[name].write([PAGE[0]] * count))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_what_is_gone_is_told_where_a_format_can(name: str) -> None:
    told = "gone1-00000" in written(name, PAGE)
    assert told is FORMATS[name].deletions


def test_the_description_is_openapi() -> None:
    OpenAPIV31SpecValidator(DESCRIPTION).validate()
    operation = DESCRIPTION["paths"]["/bibliography"]["get"]
    assert [one["name"] for one in operation["parameters"]] == list(filters.ARGUMENTS)
    content = operation["responses"]["200"]["content"]
    assert set(content) == {form.media_type.partition(";")[0] for form in FORMATS.values()}


def test_answers_are_what_the_description_says() -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    answer = DESCRIPTION["paths"]["/bibliography"]["get"]["responses"]["200"]["content"]
    line = {**answer["application/x-ndjson"]["schema"], "components": {"schemas": schemas}}
    check = Draft202012Validator(line, format_checker=FormatChecker())
    for told in written("jsonl", PAGE).splitlines():
        assert [error.message for error in check.iter_errors(json.loads(told))] == []
    assert not check.is_valid({**GONE, "title": "Taken down"})
    assert not check.is_valid({**PAGE[0], "note": "internal"})


def test_errors_are_what_the_description_says() -> None:
    check = Draft202012Validator(DESCRIPTION["components"]["schemas"]["Error"])
    with pytest.raises(filters.Refused) as caught:
        filters.read([("year", "x"), ("colour", "red")], writers.FORMATS)
    assert check.is_valid(caught.value.as_json())


def test_every_argument_of_the_description_is_read() -> None:
    operation = DESCRIPTION["paths"]["/bibliography"]["get"]
    for parameter in operation["parameters"]:
        with pytest.raises(filters.Refused) as caught:
            filters.read([(parameter["name"], "?"), ("colour", "")], writers.FORMATS)
        texts = dict(caught.value.problems)
        wrong = parameter["name"] not in ("grant", "cursor")
        assert (parameter["name"] in texts) is wrong
        assert texts["colour"] == words.UNKNOWN.format(names=", ".join(filters.ARGUMENTS))
