# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``docs/crosswalk-datacite.md`` says of every field of a record where it goes."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from invenio_communities.communities.schema import CommunitySchema
from invenio_rdm_records.services.schemas import RDMRecordSchema
from invenio_rdm_records.services.schemas.metadata import MetadataSchema
from marshmallow import Schema, fields
from marshmallow_oneofschema import OneOfSchema

from hoeder.anonymisation.statement.fields import FIELD_NAME, FIELDS
from hoeder.crosswalks.datacite import SUMMARY

PAGE = Path(__file__).parents[3] / "docs" / "crosswalk-datacite.md"
STATEMENT = f"custom_fields.{FIELD_NAME}."
ROW = re.compile(r"\| `([^`]+)` \| (.+?) \|$", re.MULTILINE)
#: Not of the record: other things that its JSON carries along, and the custom fields, named below.
ELSEWHERE = (CommunitySchema,)


def schema_of(field: object) -> type[Schema] | Schema | None:
    """The schema of a nested field, however it is given."""
    if isinstance(field, fields.List):
        return schema_of(field.inner)
    if isinstance(field, fields.Dict):
        return schema_of(field.value_field)
    nested = field.nested if isinstance(field, fields.Nested) else None
    nested = nested.func if isinstance(nested, partial) else nested
    return nested if isinstance(nested, type | Schema) else None


def declared(schema: type[Schema] | Schema, path: str) -> Iterator[str]:
    """The path of every field; a field with fields of its own is named by these."""
    for name, field in schema._declared_fields.items():
        here = f"{path}{name}"
        inner = schema_of(field)
        if (
            inner is None
            or issubclass(inner if isinstance(inner, type) else type(inner), OneOfSchema)
            or (isinstance(inner, type) and issubclass(inner, ELSEWHERE))
            or name == "custom_fields"
        ):
            yield here
        else:
            yield from declared(inner, f"{here}.")


def paths() -> set[str]:
    record = {path for path in declared(RDMRecordSchema, "") if path != "custom_fields"}
    custom = {f"{STATEMENT}{name}" for name in statement_fields()}
    return record | custom


def statement_fields() -> set[str]:
    """Columns of a field that has rows by the field and their own name."""
    names = {field.name for field in FIELDS if not field.columns}
    return names | {f"{field.name}.{c.name}" for field in FIELDS for c in field.columns}


@pytest.fixture(scope="module")
def rows() -> dict[str, str]:
    return dict(ROW.findall(PAGE.read_text(encoding="utf-8")))


def covers(row: str, path: str) -> bool:
    return path.startswith(row[:-1]) if row.endswith(".*") else path == row


def test_every_field_is_named(rows: dict[str, str]) -> None:
    assert {path for path in paths() if not any(covers(row, path) for row in rows)} == set()


def test_no_row_is_about_nothing(rows: dict[str, str]) -> None:
    assert {row for row in rows if not any(covers(row, path) for path in paths())} == set()


def test_metadata_are_named_field_by_field(rows: dict[str, str]) -> None:
    metadata = {path for path in paths() if path.startswith("metadata.")}
    assert {path.split(".")[1] for path in metadata} == set(MetadataSchema().fields)
    assert metadata <= set(rows)


def test_the_summary_is_what_the_page_says(rows: dict[str, str]) -> None:
    told = {
        row.removeprefix(STATEMENT).partition(".")[0]
        for row, goes in rows.items()
        if row.startswith(STATEMENT) and goes.startswith("descriptions")
    }
    assert told == set(SUMMARY)
