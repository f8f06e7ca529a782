# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The custom field ``hoeder:anonymisation``: schema, search mapping and plain words.

The schema guards the form of what is there: types, vocabularies, lengths, no unknown keys. It does
not say what has to be there, because a draft may be unfinished; see :mod:`.component` for that.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from invenio_i18n import gettext
from invenio_i18n import lazy_gettext as _
from invenio_records_resources.services.custom_fields import BaseCF
from marshmallow import RAISE, Schema, ValidationError, fields, validate
from marshmallow_utils.fields import SanitizedUnicode

from .completeness import is_date
from .fields import FIELD_NAME, FIELDS, MAX_ROWS, Field, Kind
from .words import in_words

_MAPPINGS: dict[Kind, dict[str, Any]] = {
    Kind.CHOICE: {"type": "keyword"},
    Kind.CHOICES: {"type": "keyword"},
    Kind.TEXT: {"type": "text"},
    Kind.DATE: {"type": "date", "format": "strict_date||strict_year_month||strict_year"},
    Kind.PERCENT: {"type": "float"},
    Kind.CONFIRM: {"type": "boolean"},
}


def _check_date(value: str) -> None:
    if not is_date(value):
        raise ValidationError(_("Not a date. Write 2025-06-30, 2025-06 or 2025."))


class _Percent(fields.Float):
    """A number; text is refused, as it would be stored as another value than was sent."""

    def _validated(self, value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return float(super()._validated(value))


class _Confirmation(fields.Boolean):
    """Only JSON's own true and false; a confirmation is not guessed from "on" or 1."""

    truthy = {True}
    falsy = {False}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def _schema_field(field: Field) -> fields.Field:
    one_of = validate.OneOf(
        [choice.value for choice in field.choices],
        error=_("Not one of the possible answers: {choices}."),
    )
    too_long = validate.Length(max=field.max_length, error=_("At most {max} characters."))
    match field.kind:
        case Kind.CHOICE:
            return SanitizedUnicode(validate=one_of)
        case Kind.CHOICES:
            return fields.List(
                SanitizedUnicode(validate=one_of), validate=validate.Length(max=len(field.choices))
            )
        case Kind.TEXT:
            return SanitizedUnicode(validate=too_long)
        case Kind.DATE:
            return SanitizedUnicode(validate=_check_date)
        case Kind.PERCENT:
            return _Percent(
                validate=validate.Range(
                    0, 100, min_inclusive=False, error=_("Above 0, and at most 100.")
                )
            )
        case Kind.CONFIRM:
            return _Confirmation()
        case Kind.ROWS:
            return fields.List(
                fields.Nested(_schema(field.columns)),
                validate=validate.Length(max=MAX_ROWS, error=_("At most {max} lines.")),
            )


@cache
def _schema(table: tuple[Field, ...]) -> type[Schema]:
    class Statement(Schema):
        class Meta:
            unknown = RAISE

    return Statement.from_dict({field.name: _schema_field(field) for field in table})


def _properties(table: tuple[Field, ...]) -> dict[str, Any]:
    return {
        field.name: (
            {"type": "object", "properties": _properties(field.columns)}
            if field.kind is Kind.ROWS
            else _MAPPINGS[field.kind]
        )
        for field in table
    }


class _InWords(fields.Field):
    """The statement as the landing page shows it, in the language of the request.

    ``[{"label": str, "entries": [{"name": str, "label": str, "answers": [str]}]}]``, plain text.
    """

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        if not isinstance(value, Mapping):
            return None
        return [
            {
                "label": label,
                "entries": [
                    {"name": entry.name, "label": entry.label, "answers": list(entry.answers)}
                    for entry in entries
                ],
            }
            for label, entries in in_words(value, gettext).items()
        ]


class StatementCF(BaseCF):
    """The anonymisation statement."""

    def __init__(self, name: str = FIELD_NAME) -> None:
        """Under the name that everything else in this package counts on."""
        super().__init__(name)

    @property
    def field(self) -> fields.Field:
        """Schema of the REST API and of what is stored."""
        return fields.Nested(_schema(FIELDS))

    @property
    def ui_field(self) -> fields.Field:
        """What the user interface gets."""
        return _InWords(dump_only=True)

    @property
    def mapping(self) -> dict[str, Any]:
        """Search mapping; what the table does not know is not searched."""
        return {"type": "object", "dynamic": False, "properties": _properties(FIELDS)}
