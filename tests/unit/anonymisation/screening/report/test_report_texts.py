# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every text of a report in both languages, with the same places for values."""

import re
from collections.abc import Iterable, Iterator

from hoeder.anonymisation.screening.detectors import texts as detected
from hoeder.anonymisation.screening.report import words
from hoeder.anonymisation.screening.report.dutch import DUTCH
from hoeder.anonymisation.screening.report.dutch_terms import TERMS
from hoeder.anonymisation.screening.risk import texts as risks


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)


def english() -> set[str]:
    """Of all modules with texts."""
    names = [name for name in vars(words) if name.isupper()]
    found = set(strings({name: getattr(words, name) for name in names}))
    found |= set(strings((detected.IDENTIFIERS, detected.REASONS, detected.WHAT_IT_MEANS)))
    tables = (risks.ROLES, risks.REASONS, risks.CONCEPTS, risks.NOT_SEARCHED)
    found |= set(strings((*tables, risks.FEWER_UNIQUES, risks.LARGER_CLASSES, risks.NOT_MEASURED)))
    return found


def slots(text: str) -> list[str]:
    return sorted(re.findall(r"\{(\w*)\}", text))


def test_every_text_has_its_dutch() -> None:
    missing = {text for text in english() if text not in {**TERMS, **DUTCH}}
    assert missing == set()


def test_no_dutch_is_left_over() -> None:
    left: Iterable[str] = {**TERMS, **DUTCH}.keys() - english()
    assert set(left) == set()


def test_values_have_their_places() -> None:
    assert {
        text for text, dutch in {**TERMS, **DUTCH}.items() if slots(text) != slots(dutch)
    } == set()


def test_no_text_means_two_things() -> None:
    assert {text for text in TERMS.keys() & DUTCH.keys() if TERMS[text] != DUTCH[text]} == set()
