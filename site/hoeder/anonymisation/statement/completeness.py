# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which questions of a statement are asked, and which of them have no answer yet.

Nothing here trusts the shape of the value: whatever is not an answer of the right kind counts as
no answer, so a statement that cannot be read is incomplete.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .fields import FIELDS, N_, Field, Kind

UNANSWERED = N_("Not answered yet: %(label)s")
"""Message of a :class:`Problem`; ``label`` is the field's label."""
CONSEQUENCE = N_(
    "Your draft is kept. It can be submitted for review or published once the anonymisation "
    "statement is complete."
)

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """A question without an answer.

    ``path`` is dotted and relative to the statement, rows by index from 0: ``status``,
    ``direct_identifiers.0.reason``. ``label`` is the message id of the field's label.
    """

    path: str
    label: str


def is_date(value: object) -> bool:
    """Whether the value is a calendar date of ISO 8601 as YYYY, YYYY-MM or YYYY-MM-DD."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def is_answer(field: Field, value: object) -> bool:
    """Whether the value is an answer of the field's kind. Rows are not looked into."""
    values = {choice.value for choice in field.choices}
    match field.kind:
        case Kind.CHOICE:
            return isinstance(value, str) and value in values
        case Kind.CHOICES:
            return bool(_items(value)) and all(
                isinstance(item, str) and item in values for item in _items(value)
            )
        case Kind.TEXT:
            return isinstance(value, str) and bool(value.strip())
        case Kind.DATE:
            return is_date(value)
        case Kind.PERCENT:
            return (
                isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= 100
            )
        case Kind.CONFIRM:
            return value is True
        case Kind.ROWS:
            return bool(_items(value))


def is_asked(
    field: Field, answers: Mapping[str, object], fields: tuple[Field, ...] = FIELDS
) -> bool:
    """Whether the field's condition holds, and the condition of the field it depends on too."""
    if (when := field.when) is None:
        return True
    other = next(f for f in fields if f.name == when.field)
    value = answers.get(when.field)
    chosen = _items(value) if other.kind is Kind.CHOICES else (value,)
    return is_asked(other, answers, fields) and any(item in when.values for item in chosen)


def missing(statement: object) -> list[Problem]:
    """The questions that are asked and not answered, in the order of the form.

    :param statement: the custom field's value; ``None`` when there is none.
    :returns: empty exactly when the statement is complete.
    """
    return list(_missing(_mapping(statement), FIELDS))


def asked_only(statement: Mapping[str, object]) -> dict[str, object]:
    """The statement without what is not asked.

    Who changes an answer in the form keeps what was typed below it; none of that may be published,
    as neither the form nor the landing page shows it any more.
    """
    return _asked_only(statement, FIELDS)


def _missing(
    answers: Mapping[str, object], fields: tuple[Field, ...], prefix: str = ""
) -> Iterator[Problem]:
    for field in fields:
        if not is_asked(field, answers, fields):
            continue
        value = answers.get(field.name)
        if not is_answer(field, value):
            if not field.optional:
                yield Problem(f"{prefix}{field.name}", field.label)
        elif field.kind is Kind.ROWS:
            for index, row in enumerate(_items(value)):
                yield from _missing(_mapping(row), field.columns, f"{prefix}{field.name}.{index}.")


def _asked_only(answers: Mapping[str, object], fields: tuple[Field, ...]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for field in fields:
        if field.name in answers and is_asked(field, answers, fields):
            value = answers[field.name]
            kept[field.name] = (
                [_asked_only(_mapping(row), field.columns) for row in _items(value)]
                if field.kind is Kind.ROWS
                else value
            )
    return kept


def _items(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
