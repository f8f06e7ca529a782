# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Texts and numbers in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from babel.numbers import format_decimal

from .dutch import DUTCH
from .dutch_terms import TERMS

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Language:
    """One of :data:`LANGUAGES`; whatever else is asked for is English.

    >>> Language("nl").say("file name"), Language("nl").number(1234567), Language("en").share(0.25)
    ('bestandsnaam', '1.234.567', '25 %')
    """

    code: str

    def say(self, message: str, **values: object) -> str:
        """A text, with values in it; a text that has no translation stays English."""
        found = self._texts.get(message, message)
        return found.format(**values) if values else found

    def count(self, one: str, more: str, number: int, **values: object) -> str:
        """A text by a number, which is ``count`` in it."""
        return self.say(one if number == 1 else more, count=self.number(number), **values)

    def number(self, value: float | int | None, digits: int = 3) -> str:
        """A number as the language writes it; a dash for one that does not exist.

        >>> Language("nl").number(0.5), Language("en").number(None), Language("en").number(7.0)
        ('0,5', '–', '7')
        """
        if value is None:
            return "–"
        return format_decimal(value, format=f"#,##0.{'#' * digits}", locale=self.code)

    def share(self, value: float | None) -> str:
        """A share as percents; what is above nothing is not shown as nothing.

        >>> Language("en").share(0.00001), Language("nl").share(0.123), Language("en").share(0.9999)
        ('< 0.1 %', '12,3 %', '> 99.9 %')
        """
        if value is None:
            return "–"
        if 0 < value < 0.001:
            return f"< {self.number(0.1)} %"
        if 0.999 < value < 1:
            return f"> {self.number(99.9)} %"
        return f"{self.number(100 * value, 1)} %"

    @property
    def _texts(self) -> Mapping[str, str]:
        return _DUTCH if self.code == "nl" else {}


_DUTCH = {**TERMS, **DUTCH}


def language(code: str) -> Language:
    """The language of a code such as ``nl-BE``."""
    return Language("nl" if code.lower().startswith("nl") else "en")
