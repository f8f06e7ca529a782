# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A statement in plain words: labels and answers, in the order of the form."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .completeness import is_answer, is_asked
from .fields import FIELDS, GROUPS, N_, Field, Kind

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Entry:
    """One answered question. ``answers`` has one text, or one for each choice or row."""

    name: str
    label: str
    answers: tuple[str, ...]


def in_words(
    statement: Mapping[str, object], translate: Translate = str
) -> dict[str, tuple[Entry, ...]]:
    """The answered questions under the heading they belong to; headings without any are left out.

    :param translate: from message id to text. What the depositor typed is passed on untouched, so
        it is plain text and no markup.
    """
    groups = {
        translate(group.label): tuple(
            Entry(field.name, translate(field.label), answers)
            for field in group.fields
            if (answers := tuple(_answers(field, statement, FIELDS, translate)))
        )
        for group in GROUPS
    }
    return {label: entries for label, entries in groups.items() if entries}


def _answers(
    field: Field,
    statement: Mapping[str, object],
    fields: tuple[Field, ...],
    translate: Translate,
) -> Iterator[str]:
    value = statement.get(field.name)
    if not is_asked(field, statement, fields) or not is_answer(field, value):
        return
    labels = {choice.value: choice.label for choice in field.choices}
    match field.kind:
        case Kind.CONFIRM:
            yield translate(N_("Yes"))
        case Kind.CHOICE:
            yield translate(labels[str(value)])
        case Kind.PERCENT:
            yield f"{value:g} %"
        case Kind.CHOICES if isinstance(value, list):
            yield from (translate(labels[item]) for item in value)
        case Kind.ROWS if isinstance(value, list):
            for row in value:
                if isinstance(row, Mapping):
                    yield _row(row, field.columns, translate)
        case _:
            yield str(value).strip()


def _row(row: Mapping[str, object], columns: tuple[Field, ...], translate: Translate) -> str:
    first, *rest = [
        text for column in columns for text in _answers(column, row, columns, translate)
    ] or [""]
    return f"{first}: {'; '.join(rest)}" if rest else first
