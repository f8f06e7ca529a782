# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Reads the arguments of a request for the feed.

An argument that is given several times asks for any of its values; different arguments must all
hold. What is wrong is told all at once, each with the name of its argument.

>>> read([("ror", "00cv9y106"), ("year", "2020-2024")]).years
(2020, 2024)
>>> read([("orcid", "0000-0002-1825-0098")])
Traceback (most recent call last):
hoeder.dissemination.bibliography.filters.Refused: orcid
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from hoeder.crosswalks import orcid
from hoeder.custodians import ror
from hoeder.dissemination.bibliography import words
from hoeder.dissemination.oai import dates

DEFAULT_FORMAT = "jsonl"
LIMIT, MOST = 500, 1000
"""Entries of a page: usually, and at most."""
MOST_VALUES = 50
GRANT_LENGTH = 200  # characters
_FUNDER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?(10\.13039/[0-9]{3,20})")
_YEARS = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_LIMIT = re.compile(r"[0-9]{1,4}")


class Problem(NamedTuple):
    """What is wrong with one argument."""

    field: str
    text: str


class Refused(ValueError):
    """The request has wrong arguments."""

    def __init__(self, *problems: Problem) -> None:
        """Keep what is wrong, in the order of the arguments."""
        super().__init__(", ".join(problem.field for problem in problems))
        self.problems = problems

    def as_json(self) -> dict[str, Any]:
        """Return the answer's body, in the form of InvenioRDM's own errors."""
        fields = dict.fromkeys(problem.field for problem in self.problems)
        errors = [
            {"field": field, "messages": [one.text for one in self.problems if one.field == field]}
            for field in fields
        ]
        return {"status": 400, "message": words.MESSAGE, "errors": errors}


@dataclass(frozen=True)
class Query:
    """What is asked for; empty tuples and None ask for everything.

    :param ror: and ``orcid``: addresses. ``funder``: addresses of ROR or DOIs' addresses.
    :param grant: numbers, case folded.
    :param years: first and last, inclusive, of publication.
    :param since: second from which on entries were changed.
    """

    ror: tuple[str, ...] = ()
    orcid: tuple[str, ...] = ()
    funder: tuple[str, ...] = ()
    grant: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    custodian: tuple[str, ...] = ()
    since: int | None = None
    format: str = DEFAULT_FORMAT
    limit: int = LIMIT
    cursor: str = ""

    @property
    def digest(self) -> str:
        """The same for all pages of a list, in short: what is asked for, whatever the page."""
        parts = (self.ror, self.orcid, self.funder, self.grant, self.years, self.custodian)
        text = repr((*(sorted(part or ()) for part in parts), self.since))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _ror(text: str) -> str:
    return ror.format(text) if ror.is_valid(text) else ""


def _funder(text: str) -> str:
    found = _FUNDER.fullmatch(text.strip())
    return f"https://doi.org/{found[1]}" if found else _ror(text)


def _grant(text: str) -> str:
    told = text.strip().casefold()
    return told if len(told) <= GRANT_LENGTH else ""


def _custodian(text: str) -> str:
    return text if _SLUG.fullmatch(text) else ""


_VALUES: Mapping[str, tuple[Callable[[str], str], str]] = {
    "ror": (_ror, words.ROR),
    "orcid": (orcid.format, words.ORCID),
    "funder": (_funder, words.FUNDER),
    "grant": (_grant, words.GRANT.format(most=GRANT_LENGTH)),
    "custodian": (_custodian, words.CUSTODIAN),
}
"""Arguments that may be repeated: how a value is read, and what is said if it is none."""
SINGLE = ("year", "modified_since", "format", "limit", "cursor")
ARGUMENTS = (*_VALUES, *SINGLE)


def read(pairs: Iterable[tuple[str, str]], formats: Iterable[str] = (DEFAULT_FORMAT,)) -> Query:
    """Return what is asked for.

    :param formats: names of the formats that there are.
    :raises Refused: with everything that is wrong.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    problems = [
        Problem(name, words.UNKNOWN.format(names=", ".join(ARGUMENTS)))
        for name in given
        if name not in ARGUMENTS
    ]
    read_values: dict[str, Any] = {}
    for name, (reader, text) in _VALUES.items():
        values = given.get(name, [])
        found = [reader(value) for value in values]
        if len(values) > MOST_VALUES:
            problems.append(Problem(name, words.TOO_MANY.format(most=MOST_VALUES)))
        elif not all(found):
            problems.append(Problem(name, text))
        read_values[name] = tuple(dict.fromkeys(found))
    for name in SINGLE:
        if len(given.get(name, ())) > 1:
            problems.append(Problem(name, words.REPEATED))
        elif name in given:
            try:
                read_values |= _single(name, given[name][0], tuple(formats))
            except ValueError as error:
                problems.append(Problem(name, str(error)))
    if problems:
        raise Refused(*problems)
    return Query(**read_values)


def _single(name: str, text: str, formats: tuple[str, ...]) -> dict[str, Any]:
    """The field of a query that an argument sets.

    :raises ValueError: with the sentence that tells what is wrong.
    """
    match name:
        case "year":
            return {"years": _years(text)}
        case "modified_since":
            try:
                return {"since": dates.read(text).start}
            except ValueError:
                raise ValueError(words.MOMENT) from None
        case "format":
            if text not in formats:
                raise ValueError(words.FORMAT.format(names=", ".join(formats)))
        case "limit":
            if not _LIMIT.fullmatch(text) or not 1 <= int(text) <= MOST:
                raise ValueError(words.LIMIT.format(most=MOST))
            return {"limit": int(text)}
    return {name: text}


def _years(text: str) -> tuple[int, int]:
    found = _YEARS.fullmatch(text)
    if found is None:
        raise ValueError(words.YEAR)
    first, last = int(found[1]), int(found[2] or found[1])
    if first > last:
        raise ValueError(words.YEARS)
    return first, last


def matches(query: Query, facets: Mapping[str, Iterable[str]]) -> bool:
    """Tell whether an entry with these facets (``entries.facets``) is asked for.

    The moment of change is the list's window, and not looked at.
    """
    for name in _VALUES:
        wanted = getattr(query, name)
        if wanted and not set(wanted) & set(facets[name]):
            return False
    years = [int(year) for year in facets["year"]]
    return query.years is None or any(query.years[0] <= one <= query.years[1] for one in years)
