# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The table is consistent: what reads it relies on these properties."""

import pytest

from hoeder.anonymisation.statement.fields import FIELDS, Field, Kind, walk

TABLES = [FIELDS, *(field.columns for field in FIELDS if field.columns)]


@pytest.mark.parametrize("table", TABLES)
def test_names_are_unique(table: tuple[Field, ...]) -> None:
    names = [field.name for field in table]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("table", TABLES)
def test_conditions_name_values_of_an_earlier_field(table: tuple[Field, ...]) -> None:
    seen: dict[str, Field] = {}
    for field in table:
        if field.when:
            values = {choice.value for choice in seen[field.when.field].choices}
            assert set(field.when.values) <= values
        seen[field.name] = field


def test_vocabularies_and_columns_are_where_their_kind_needs_them() -> None:
    for field in walk():
        assert bool(field.choices) is (field.kind in (Kind.CHOICE, Kind.CHOICES)), field.name
        assert bool(field.columns) is (field.kind is Kind.ROWS), field.name
        values = [choice.value for choice in field.choices]
        assert len(values) == len(set(values))


def test_rows_are_not_nested() -> None:
    assert all(c.kind is not Kind.ROWS for field in FIELDS for c in field.columns)


def test_only_the_sampling_fraction_is_optional() -> None:
    assert [field.name for field in walk() if field.optional] == ["sampling_percent"]
