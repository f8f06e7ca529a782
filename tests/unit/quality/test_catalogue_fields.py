# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The custom fields for data catalogues: what is stored, what is refused and how it is said."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask_resources.serializers.json import JSONEncoder
from invenio_i18n import InvenioI18N, force_locale
from invenio_records_resources.services.custom_fields.validate import validate_custom_fields
from marshmallow import Schema, ValidationError

from hoeder.crosswalks.areas import AREAS
from hoeder.crosswalks.dcat_terms import FREQUENCIES, HIGH_VALUE
from hoeder.quality.records.config import QUALITY_CUSTOM_FIELDS, QUALITY_CUSTOM_FIELDS_UI
from hoeder.quality.records.fields import FREQUENCY_TITLES

FIELDS = {field.name: field for field in QUALITY_CUSTOM_FIELDS}


@pytest.fixture(autouse=True)
def app() -> Iterator[Flask]:
    app = Flask("quality")
    app.config["I18N_LANGUAGES"] = [("nl", "Dutch")]
    InvenioI18N(app)
    with app.test_request_context(), force_locale("nl"):
        yield app


def load(name: str, value: Any) -> Any:
    return Schema.from_dict({name: FIELDS[name].field})().load({name: value}).get(name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hoeder:areas", ["BE234", "BE2"]),
        ("hoeder:areas", []),
        ("hoeder:frequency", "ANNUAL"),
        ("hoeder:high_value", ["c_e1da4e07"]),
    ],
)
def test_what_is_chosen_is_stored(name: str, value: Any) -> None:
    assert load(name, value) == value


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("hoeder:areas", ["BE2", "XX"], ["hoeder:areas", 1]),
        ("hoeder:areas", ["BE2", "BE2"], ["hoeder:areas"]),
        ("hoeder:areas", "BE2", ["hoeder:areas"]),
        ("hoeder:areas", [["BE2"]], ["hoeder:areas", 0]),
        ("hoeder:frequency", "SOMETIMES", ["hoeder:frequency"]),
        ("hoeder:frequency", ["ANNUAL"], ["hoeder:frequency"]),
        ("hoeder:high_value", [None], ["hoeder:high_value", 0]),
        ("hoeder:high_value", ["c_0"], ["hoeder:high_value", 0]),
    ],
)
def test_an_error_names_the_field(name: str, value: Any, place: list[Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        load(name, value)
    found: Any = refused.value.messages
    for step in place:
        found = found[step]
    assert isinstance(found, list) and str(found[0])


def test_an_unknown_code_is_repeated() -> None:
    with pytest.raises(ValidationError, match="SOMETIMES"):
        load("hoeder:frequency", "SOMETIMES")


def test_pages_get_titles_in_the_language_of_the_request(app: Flask) -> None:
    field = FIELDS["hoeder:areas"].ui_field
    value = {"a": ["BE23", "gone"]}
    dumped = Schema.from_dict({"a": field})().dump(value)["a"]
    assert dumped == [{"id": "BE23", "title": "Provincie Oost-Vlaanderen"}]


def test_the_form_offers_every_code_in_both_languages(app: Flask) -> None:
    for section in QUALITY_CUSTOM_FIELDS_UI:
        codes = {f["field"]: {c["value"] for c in f["props"]["choices"]} for f in section["fields"]}
    assert codes == {
        "hoeder:areas": set(AREAS),
        "hoeder:frequency": set(FREQUENCIES),
        "hoeder:high_value": set(HIGH_VALUE),
    }
    assert next(iter(FREQUENCY_TITLES)) == "NEVER"
    said = JSONEncoder().encode(QUALITY_CUSTOM_FIELDS_UI)
    assert "Aardobservatie en milieu" in said and "Earth observation" not in said


def test_the_verdict_is_read_only() -> None:
    sent = {"computed": True, "meets": True, "standard": "hoeder", "percent": 100}
    assert load("hoeder:quality", sent) == {}


def test_invenio_takes_the_fields() -> None:
    validate_custom_fields(
        given_fields=None, available_fields=QUALITY_CUSTOM_FIELDS, namespaces={"hoeder": None}
    )
