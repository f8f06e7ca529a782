# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

# Statements are put together from our own patterns and from literals that were quoted.

"""Names of people, by lists of given names and surnames: help, never clearance.

The lists are those of Faker (MIT licence) for Belgium in both languages, the Netherlands, France
and Great Britain: some 2,000 given names and 2,500 surnames. They hold the frequent ones; a column
of surnames is told by the share of them that is listed, and what is not listed is not found.
Many names are ordinary words or places as well (Berg, Rose, Florence). Those that are words of
Faker's texts, towns or months are left out, and a column is compared with how often ordinary words
are in the lists.

In running text a given name and a surname must stand together.

>>> is_valid("Jan Peeters"), is_valid("Peeters, Jan"), is_valid("Sofie Van den Broeck")
(True, True, True)
>>> is_valid("Grote Markt"), is_valid("Peeters")
(False, False)
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise

from duckdb import DuckDBPyConnection

from ..model import Certainty
from .detector import Detector, Tally
from .judge import CERTAIN_P, LIKELY_P, by_chance
from .masks import mask

WORD_RATE = 0.04
"""Of values of one or two ordinary words, at most so many hold a listed name. Measured by the
tests on words that are no names."""
PAIR_RATE = 0.01
"""An allowance: of two words with capitals, side by side, so many are names and mean no person."""

SHARE = 0.2
"""Surnames are many: of a column of them the lists hold a fifth or more."""
SOME = 0.1
FEWEST = 5
MANY = 10

LOCALES = ("nl_BE", "fr_BE", "nl_NL", "fr_FR", "en_GB")
PARTICLES = ["van", "de", "der", "den", "von", "ter", "ten", "le", "la", "du", "el", "al", "ben"]
_MONTHS = """januari februari maart april mei juni juli augustus september oktober november december
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
january february march may june july august october"""
_UPPER, _LETTER = "A-ZÀ-Þ", "A-Za-zÀ-ſ'’-"
_WORD = rf"[{_UPPER}][{_LETTER}]+"
_GAP = rf",? (?:(?i:{'|'.join(PARTICLES)}) ){{0,3}}"
_GENERIC = re.compile(r"(^|; )(naam|name|nom|names|namen)($| ;)")


def plain(text: str) -> str:
    """Lower case without accents.

    >>> plain("Zoë D’Hondt")
    "zoe d'hondt"
    """
    decomposed = unicodedata.normalize("NFD", text.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def tokens(text: str) -> list[str]:
    """Its plain words, without the particles of surnames.

    >>> tokens("Van den Broeck, Sofie")
    ['broeck', 'sofie']
    """
    return [t for t in re.split(r"[ ,.;]+", plain(text)) if t and t not in PARTICLES]


def _listed(kind: str, locale: str, *attributes: str) -> Iterable[str]:
    try:
        provider = import_module(f"faker.providers.{kind}.{locale}").Provider
    except ImportError:  # not every locale has every kind
        return []
    return [name for a in attributes for name in getattr(provider, a, ())]


@cache
def words() -> frozenset[str]:
    """Ordinary words, towns and months."""
    found = set(_MONTHS.split())
    for locale in (*LOCALES, "la", "en_US"):
        found.update(map(plain, _listed("lorem", locale, "word_list")))
        found.update(map(plain, _listed("address", locale, "cities")))
    return frozenset(found)


@cache
def lists() -> tuple[frozenset[str], frozenset[str]]:
    """Given names, and surnames by their last word; without those that are ordinary words."""
    given: set[str] = set()
    surnames: set[str] = set()
    for locale in LOCALES:
        first = ("first_names", "first_names_male", "first_names_female")
        given.update(map(plain, _listed("person", locale, *first)))
        for name in _listed("person", locale, "last_names"):
            surnames.update(tokens(name)[-1:])
    ordinary = words()
    return (
        frozenset(n for n in given if len(n) > 2 and n not in ordinary),
        frozenset(n for n in surnames if len(n) > 2 and n not in ordinary),
    )


def is_valid(name: str) -> bool:
    """Whether a listed given name and a listed surname stand together in it, in either order."""
    given, surnames = lists()
    found = tokens(name)[:4]
    near = pairwise(found)
    far = zip(found, found[2:], strict=False)
    return any(
        (a in given and b in surnames) or (a in surnames and b in given) for a, b in near
    ) or any(a in given and b in surnames for a, b in far)


_SPLIT = "string_split_regex(strip_accents(lower(replace({}, '’', chr(39)))), '[ ,.;]+')"


def _together() -> str:
    """SQL for :func:`is_valid` over ``p``."""
    particles = ", ".join(f"'{t}'" for t in PARTICLES)
    split = f"""list_filter({_SPLIT.format("p")},
        lambda t: t <> '' AND t NOT IN ({particles}))"""
    given, surname = "IN (SELECT w FROM given_names)", "IN (SELECT w FROM surnames)"
    near = [
        f"(t[{i}] {given} AND t[{i + 1}] {surname} OR t[{i}] {surname} AND t[{i + 1}] {given})"
        for i in (1, 2, 3)
    ]
    far = [f"(t[{i}] {given} AND t[{i + 2}] {surname})" for i in (1, 2)]
    return f"coalesce((SELECT {' OR '.join(near + far)} FROM (SELECT {split} AS t)), false)"


def prepare(connection: DuckDBPyConnection) -> None:
    """Put the lists into the engine."""
    for relation, names in zip(("given_names", "surnames"), lists(), strict=True):
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {relation} AS SELECT unnest(?::VARCHAR[]) AS w",
            [sorted(names)],
        )


DETECTOR = Detector(
    name="name",
    version=1,
    pattern=rf"(?:^|[^0-9{_LETTER}])({_WORD}(?:{_GAP}{_WORD}){{1,3}})",
    gate=rf"{_WORD}{_GAP}{_WORD}",
    shape="true",
    check=_together(),
    rate=PAIR_RATE,
    is_valid=is_valid,
    header=r"\b(achter ?naam|familie ?naam|voor ?na(am|men)|roep ?naam|volledige naam|sur ?name"
    r"|(last|first|given|family|full|maiden|middle) ?names?|nom (de famille|et prenom|complet)"
    r"|prenoms?|(patient|participant|respondent|student|pupil|child|kind|leerling|deelnemer)"
    r" ?(name|naam)|naam (van )?(de |het )?(patient|deelnemer|leerling|student|kind|respondent))\b",
    least=2,
    alone=True,
)


def columns(
    connection: DuckDBPyConnection, headers: Sequence[str], sizes: Sequence[int]
) -> dict[int, tuple[Certainty, str, Tally]]:
    """The subjects whose values are names as a whole, by number.

    A column of many distinct values is judged by its sample.

    :param headers: of each subject, its words; ``sizes``: how many cells it has.
    """
    rows = connection.execute(f"""
        WITH cells AS (SELECT g, v, sum(n) AS n FROM
                (SELECT * FROM passages WHERE g NOT IN (SELECT g FROM samples)
                    UNION ALL SELECT * FROM samples) GROUP BY g, v),
            parts AS (SELECT g, v, n, unnest(t) AS w FROM (SELECT *, {_SPLIT.format("v")} AS t
                    FROM cells
                    WHERE strlen(v) BETWEEN 3 AND 60 AND NOT regexp_matches(v, '[0-9@/_]'))
                WHERE len(t) <= 5),
            met AS (SELECT g, v, any_value(n) AS n, bool_or(w IN (SELECT w FROM given_names)) AS a,
                    bool_or(w IN (SELECT w FROM surnames)) AS b FROM parts GROUP BY g, v),
            named AS (SELECT g, count(*) AS texts, count(*) FILTER (a OR b) AS one,
                    count(*) FILTER (a AND b) AS pairs, sum(n) FILTER (a OR b) AS n,
                    min(v) FILTER (a OR b) AS low, max(v) FILTER (a OR b) AS high
                FROM met GROUP BY g)
        SELECT g, every, texts, one, pairs, n / total, low, high
        FROM named
        JOIN (SELECT g, count(*) AS every, sum(n) AS total FROM cells GROUP BY g) USING (g)
        """).fetchall()
    found = {}
    for g, every, texts, one, both, share, *examples in rows:
        verdict = _judged(headers[g], every, texts, one, both)
        if verdict:
            masks = tuple(dict.fromkeys(mask(v) for v in examples if v is not None))
            found[g] = (*verdict, Tally(every, one, 0, 0, round((share or 0) * sizes[g]), masks))
    return found


def _judged(
    header: str, every: int, texts: int, one: int, both: int
) -> tuple[Certainty, str] | None:
    share, p = one / every, by_chance(one, every, WORD_RATE)
    announced = re.search(DETECTOR.header, header) or (one and _GENERIC.search(header))
    if announced and texts / every >= 0.5:
        if share >= SOME and one >= FEWEST:
            return Certainty.CERTAIN, "header-and-values"
        return (Certainty.LIKELY if texts >= FEWEST else Certainty.POSSIBLE), "header"
    if both >= MANY and both / every >= 0.5 and p <= CERTAIN_P:
        return Certainty.CERTAIN, "names"
    if one >= FEWEST and share >= SHARE and p <= LIKELY_P:
        return Certainty.LIKELY, "names"
    if one >= FEWEST and share >= SOME and p <= LIKELY_P:
        return Certainty.POSSIBLE, "names"
    return None
