# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The form of what is stored: schema, search mapping, and what the user interface gets."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_resources.serializers.json import JSONEncoder
from invenio_i18n import InvenioI18N
from marshmallow import Schema, ValidationError

from hoeder.anonymisation.statement.config import (
    STATEMENT_CUSTOM_FIELDS,
    STATEMENT_CUSTOM_FIELDS_UI,
    STATEMENT_NAMESPACE,
)
from hoeder.anonymisation.statement.fields import FIELDS, MAX_ROWS, Kind, walk
from statements import complete_statement, statement_without_persons

(FIELD,) = STATEMENT_CUSTOM_FIELDS


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    app = Flask("statement")
    app.config["I18N_LANGUAGES"] = []
    InvenioI18N(app)
    with app.test_request_context():
        yield


def load(statement: Any) -> Any:
    return Schema.from_dict({"s": FIELD.field})().load({"s": statement})["s"]


def errors(statement: Any) -> dict[str, Any]:
    with pytest.raises(ValidationError) as caught:
        load(statement)
    messages = caught.value.normalized_messages()["s"]
    return json.loads(json.dumps(messages, cls=JSONEncoder))


@pytest.mark.parametrize(
    "statement", [complete_statement(), statement_without_persons(), {}, {"confirmed": False}]
)
def test_a_statement_is_stored_as_it_was_sent(statement: dict[str, Any]) -> None:
    assert load(statement) == statement


@pytest.mark.parametrize("statement", [complete_statement(), statement_without_persons()])
def test_a_stored_statement_is_read_as_it_was_stored(statement: dict[str, Any]) -> None:
    assert Schema.from_dict({"s": FIELD.field})().dump({"s": statement})["s"] == statement


def test_unknown_keys_are_refused() -> None:
    assert errors({"national_number": "x"}) == {"national_number": ["Unknown field."]}
    rows = {"direct_identifiers": [{"type": "name", "value": "x"}]}
    assert errors(rows) == {"direct_identifiers": {"0": {"value": ["Unknown field."]}}}


@pytest.mark.parametrize("field", [f for f in FIELDS if f.kind is Kind.TEXT], ids=lambda f: f.name)
def test_texts_have_a_limit(field: Any) -> None:
    fits = "x" * field.max_length
    assert load({field.name: fits}) == {field.name: fits}
    assert errors({field.name: fits + "x"}) == {
        field.name: [f"At most {field.max_length} characters."]
    }


def test_texts_in_rows_have_a_limit() -> None:
    rows = {"quasi_identifiers": [{"name": "x" * 201, "treatment": "x" * 1001}]}
    assert set(errors(rows)["quasi_identifiers"]["0"]) == {"name", "treatment"}


def test_rows_have_a_limit() -> None:
    row = {"name": "Age", "treatment": "none"}
    load({"quasi_identifiers": [row] * MAX_ROWS})
    assert "quasi_identifiers" in errors({"quasi_identifiers": [row] * (MAX_ROWS + 1)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "open"),
        ("status", ["anonymous"]),
        ("techniques", ["magic"]),
        ("techniques", "suppression"),
        ("techniques", ["sampling"] * 11),
        ("anonymised_on", "last summer"),
        ("anonymised_on", "2025-02-30"),
        ("sampling_percent", 0),
        ("sampling_percent", 100.5),
        ("sampling_percent", "50"),
        ("sampling_percent", True),
        ("sampling_percent", float("nan")),
        ("confirmed", "true"),
        ("confirmed", 1),
        ("method", {"html": "x"}),
        ("direct_identifiers", {"type": "name"}),
    ],
)
def test_wrong_answers_are_refused(name: str, value: object) -> None:
    assert list(errors({name: value})) == [name]


def test_a_refusal_does_not_repeat_what_was_typed() -> None:
    typed = "Jan Peeters 85.07.30-033.28"
    for name in ("status", "anonymised_on", "key_file"):
        assert typed not in str(errors({name: typed}))


def test_markup_is_kept_as_text() -> None:
    markup = "n < 5 & <b>bold</b>"
    assert load({"method": markup}) == {"method": markup}


def test_the_search_mapping_has_the_fields_of_the_table() -> None:
    properties = FIELD.mapping["properties"]
    assert list(properties) == [field.name for field in FIELDS]
    assert list(properties["direct_identifiers"]["properties"]) == [
        "type",
        "type_other",
        "treatment",
        "reason",
    ]


def test_the_user_interface_gets_words() -> None:
    schema = Schema.from_dict({"s": FIELD.ui_field})()
    first, last = schema.dump({"s": statement_without_persons()})["s"]
    assert first["entries"][0] == {
        "name": "status",
        "label": "Status of the data",
        "answers": ["No persons in the data"],
    }
    assert [entry["answers"] for entry in last["entries"]] == [["Yes"]]
    assert schema.dump({"s": "junk"})["s"] is None


def test_the_form_is_json_and_asks_every_field_of_the_table() -> None:
    (section,) = STATEMENT_CUSTOM_FIELDS_UI
    (field,) = section["fields"]
    assert field["field"] == FIELD.name
    assert FIELD.name.split(":")[0] in STATEMENT_NAMESPACE
    props = json.loads(json.dumps(field["props"], cls=JSONEncoder))
    asked = [f for group in props["groups"] for f in group["fields"]]
    names = [
        name for f in asked for name in (f["name"], *(c["name"] for c in f.get("columns", ())))
    ]
    assert names == [f.name for f in walk()]
    assert {f["name"]: f["maxLength"] for f in asked if "maxLength" in f} == {
        f.name: f.max_length for f in FIELDS if f.kind is Kind.TEXT
    }
