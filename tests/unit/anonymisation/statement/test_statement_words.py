# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A statement in plain words, up to the landing page."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from hoeder.anonymisation.statement.fields import FIELDS
from hoeder.anonymisation.statement.words import Entry, in_words
from statements import complete_statement, statement_without_persons

TEMPLATES = Path(__file__).parents[4] / "templates" / "semantic-ui"


def entries(statement: dict[str, object]) -> dict[str, Entry]:
    return {e.name: e for group in in_words(statement).values() for e in group}


def test_every_answer_is_there_in_the_order_of_the_form() -> None:
    assert list(entries(complete_statement())) == [field.name for field in FIELDS]


def test_answers_read_as_labels() -> None:
    told = entries(complete_statement())
    assert told["status"].answers == ("Anonymous",)
    assert told["techniques"].answers[0] == "Left out (suppression)"
    assert told["sampling_percent"].answers == ("0.02 %",)
    assert told["direct_identifiers"].answers == (
        "Name: Removed",
        "Something else: Number of a library card; Still in the data; "
        "The cards were replaced since.",
    )
    assert told["quasi_identifiers"].answers == ("Age: In bands of ten years",)


def test_what_is_not_asked_is_not_told() -> None:
    told = entries(complete_statement() | statement_without_persons())
    assert list(told) == ["status", "status_reason", "confirmed"]


def test_nothing_reads_as_nothing() -> None:
    assert in_words({}) == {}
    assert in_words({"direct_identifiers": ["junk"], "status": 3}) == {}


def test_labels_are_translated_and_answers_are_not() -> None:
    told = in_words(statement_without_persons(), lambda message: message.upper())
    assert told["STATUS"] == (
        Entry("status", "STATUS OF THE DATA", ("NO PERSONS IN THE DATA",)),
        Entry("status_reason", "WHY THIS STATUS FITS", ("Measurements of steel beams.",)),
    )


def test_the_landing_page_shows_answers_as_text() -> None:
    markup = "<script>alert(1)</script>"
    statement = statement_without_persons() | {"status_reason": markup}
    value = [
        {"label": label, "entries": [vars(entry) for entry in group]}
        for label, group in in_words(statement).items()
    ]
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    page = environment.get_template("hoeder/anonymisation/statement.html").render(
        field_value=value, field_cfg={}
    )
    assert "Status of the data" in page
    assert "No persons in the data" in page
    assert markup not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
