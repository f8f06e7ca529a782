# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What an institution may set."""

import re
from dataclasses import dataclass

import duckdb


class UnsafePattern(ValueError):
    """A configured pattern that the engine cannot run in linear time; names the setting."""


@dataclass(frozen=True)
class InstitutionNumber:
    """A student or staff number.

    :param name: letters, digits and hyphens; the findings' identifier is ``institution:<name>``.
    :param pattern: of a whole number, in the syntax of RE2; no group needed, no anchors.
    :param header: words of a column's name or label, lower case without accents, e.g.
        ``("student number", "studentennummer")``.
    :param telling: nothing else looks like it (``r\\d{7}`` does, ``\\d{7}`` does not).
    """

    name: str
    pattern: str
    header: tuple[str, ...]
    telling: bool = False

    def __post_init__(self) -> None:
        """Refuse what could not be run safely.

        :raises UnsafePattern: not a pattern of RE2, or one that matches the empty text.
        """
        if not re.fullmatch(r"[a-z0-9-]+", self.name):
            raise UnsafePattern("The name of a number holds other than a-z, 0-9 and hyphens.")
        try:
            # RE2, unlike Python's re, has no look-around and no back-references.
            with duckdb.connect() as connection:
                found = connection.execute("SELECT regexp_matches('', ?)", [self.pattern])
                row = found.fetchone()
            re.compile(self.pattern)
        except (duckdb.Error, re.error):
            raise UnsafePattern(
                f"The pattern of the number “{self.name}” is not one that RE2 can run."
            ) from None
        if row is None or row[0]:
            raise UnsafePattern(f"The pattern of the number “{self.name}” matches an empty text.")


@dataclass(frozen=True)
class Settings:
    """:param numbers: the institution's own.

    :param regions: countries whose telephone numbers are known without a country code.
    """

    numbers: tuple[InstitutionNumber, ...] = ()
    regions: tuple[str, ...] = ("BE", "NL", "FR")
