# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

# Statements are put together from our own patterns and from literals that were quoted.

"""Date of birth, to the day.

A column is one if its name says so, or, as a possibility, if its dates spread as people's ages do:
no other word in its name explains them, the middle nine tenths of them span at least
:data:`SPAN` years, and half of them lie at least :data:`AGE` years back. Dates that all fall on
one or two days of the month were coarsened, and are not dates to the day.

In running text a date counts after a word that announces it.

>>> is_valid("1985-07-30"), is_valid("30/07/1985"), is_valid("30.7.1985"), is_valid("19850730")
(True, True, True, True)
>>> is_valid("1985-13-30"), is_valid("07/1985"), is_valid("1985"), is_valid("1785-07-30")
(False, False, False, False)
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from ..model import Certainty
from .detector import FORM_RATE, Detector, Tally, literal
from .masks import mask

FORMATS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%m/%d/%Y", "%Y%m%d",
)  # fmt: skip
SHARE = 0.8
"""A column of dates has at least so many of them among its cells."""
SPAN = 15
AGE = 10
DISTINCT = 20
DAYS = 3
"""Dates to the day fall on at least so many days of the month."""

_DATE = r"(?:1[89]|20)\d\d[-/.]?\d{1,2}[-/.]?\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:1[89]|20)\d\d"
_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?"
_CUE = (
    r"(?i:geboren|geboorte ?datum|geb\.|born|date of birth|birth ?date|dob|n[ée]e? le|naissance|°)"
)
_OTHER = re.compile(
    r"\b(visit|bezoek|met(ing|en)|measure\w*|afname|start|begin|eind\w*|end|stop|interview|survey"
    r"|enquete|opname|ontslag|admission|discharge|aangemaakt|creat\w*|record\w*|submit\w*|ingevuld"
    r"|invul\w*|timestamp|tijd\w*|time|test|sample|staal|publi\w*|updat\w*|gewijzigd|modif\w*"
    r"|consent|inclusi\w*|inclus\w*|diagnos\w*|event|obs\w*|transact\w*|order|aankoop|purchase)\b"
)


def is_valid(date: str) -> bool:
    """Whether it is a full date on which somebody alive could be born."""
    text = re.sub(_MIDNIGHT + "$", "", date.strip())
    if not re.fullmatch(_DATE, text, re.ASCII):
        return False
    for form in FORMATS:
        try:
            year = datetime.strptime(text, form).year
        except ValueError:
            continue
        return 1890 <= year <= datetime.now(UTC).year
    return False


DETECTOR = Detector(
    name="birth-date",
    version=1,
    pattern=rf"{_CUE}[^0-9]{{0,20}}({_DATE})\b",
    gate=rf"{_CUE}[^0-9]{{0,20}}\d",
    shape="true",
    check="true",
    rate=FORM_RATE,
    is_valid=is_valid,
    header=r"\b(geboorte ?(datum|dag)|geb ?(datum|dat)|birth ?(date|day)|date of birth|dob"
    r"|(date de )?naissance|dnaiss\w*|verjaardag)\b",
    least=8,
)


def columns(
    connection: DuckDBPyConnection, headers: Sequence[str], sizes: Sequence[int]
) -> dict[int, tuple[Certainty, str, Tally]]:
    """The subjects that are dates of birth, by number.

    :param headers: of each subject, its words; empty for texts, which are not looked at.
    :param sizes: how many cells each subject has.
    """
    parsed = f"try_strptime(left(v, 10), [{', '.join(map(literal, FORMATS))}])"
    rows = connection.execute(f"""
        SELECT g, sum(n), sum(n) FILTER (day IS NOT NULL), count(day), count(DISTINCT day(day)),
            year(quantile_disc(day, 0.95)) - year(quantile_disc(day, 0.05)),
            year(current_date) - year(median(day)::DATE), min(v) FILTER (day IS NOT NULL),
            max(v) FILTER (day IS NOT NULL)
        FROM (SELECT g, v, n, CASE WHEN regexp_full_match(v, {literal(f"(?:{_DATE}){_MIDNIGHT}")})
                THEN {parsed}::DATE END AS day
            FROM (SELECT * FROM passages UNION ALL SELECT * FROM numbers WHERE strlen(v) = 8
                UNION ALL SELECT * FROM samples))
        GROUP BY g HAVING count(day) > 0""").fetchall()
    found = {}
    for g, cells, dated, distinct, days, span, age, *examples in rows:
        verdict = _judged(headers[g], dated / cells, distinct, days, span, age)
        if verdict:
            masks = tuple(dict.fromkeys(map(mask, examples)))
            found[g] = (
                *verdict,
                Tally(distinct, distinct, 0, 0, round(dated / cells * sizes[g]), masks),
            )
    return found


def _judged(
    header: str, share: float, distinct: int, days: int, span: float, age: float
) -> tuple[Certainty, str] | None:
    if not header:
        return None
    if re.search(DETECTOR.header, header):
        if days < DAYS and distinct > 2 * DAYS:
            return Certainty.POSSIBLE, "header"
        sure = share >= SHARE and distinct >= DAYS
        return Certainty.CERTAIN if sure else Certainty.LIKELY, "header-and-values"
    if share < SHARE or distinct < DISTINCT or days < DAYS or _OTHER.search(header):
        return None
    if span >= SPAN and age >= AGE:
        return Certainty.POSSIBLE, "ages"
    return None
