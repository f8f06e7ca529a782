# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

# Statements are put together from our own patterns and from literals that were quoted.

"""Coordinates on earth (GPS, WGS 84) that are precise enough to be somebody's door.

A degree of latitude is 111 km: four decimals are 11 m, a house; three are 110 m, a street; two a
village. Two columns are a pair if their names say latitude and longitude; without such names, as
a possibility, if they stand next to each other and all lie in the Low Countries. Where few
distinct points return, they are the centres of areas and not of homes.

In one cell or in running text, a pair counts if it lies in the Low Countries:

>>> is_valid("50.8798, 4.7005"), is_valid("4.70052 50.87981")
(True, True)
>>> is_valid("50.88, 4.70"), is_valid("36.4312, 81.2245")
(False, False)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from duckdb import DuckDBPyConnection

from ..model import Certainty
from .detector import Detector

RATE = 0.01
"""An allowance for pairs of decimals in a text that happen to fall in the Low Countries: of random
degrees, one pair in two thousand does."""

LATITUDES, LONGITUDES = (49.4, 53.7), (2.4, 7.3)
"""The Low Countries, Luxembourg included."""

PRECISE = 4
COARSE = 3
AREAS = 0.2
"""Fewer distinct points than this share of the cells are the centres of areas."""

_PAIR = r"-?\d{1,3}\.\d{4,}°?(?: ?[,;] ?| )-?\d{1,3}\.\d{4,}"
_LATITUDE = re.compile(r"\b(lat|latitude|latitud|breedte ?graad|breedte|gps lat\w*)\b")
_LONGITUDE = re.compile(r"\b(lon|lng|long|longitude|lengte ?graad|gps lon\w*)\b")


def is_valid(pair: str) -> bool:
    """Whether it is a precise point in the Low Countries, latitude or longitude first."""
    if not re.fullmatch(_PAIR, pair, re.ASCII):
        return False
    first, second = (float(number) for number in re.findall(r"-?\d+\.\d+", pair))
    return _inside(first, second) or _inside(second, first)


def _inside(latitude: float, longitude: float) -> bool:
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]


_FIRST = "try_cast(regexp_extract_all(p, '-?[0-9]+[.][0-9]+')[1] AS DOUBLE)"
_SECOND = "try_cast(regexp_extract_all(p, '-?[0-9]+[.][0-9]+')[2] AS DOUBLE)"
_LAT = "BETWEEN {} AND {}".format(*LATITUDES)
_LON = "BETWEEN {} AND {}".format(*LONGITUDES)

DETECTOR = Detector(
    name="coordinates",
    version=1,
    pattern=rf"(?:^|[^0-9A-Za-z.-])({_PAIR})\b",
    gate=r"\.\d{4,}°?(?: ?[,;] ?| )-?\d{1,3}\.\d{4}",
    shape="true",
    check=f"({_FIRST} {_LAT} AND {_SECOND} {_LON} OR {_SECOND} {_LAT} AND {_FIRST} {_LON})",
    rate=RATE,
    is_valid=is_valid,
    header=r"\b(gps|co ?ordinate?s?|coordinaten|coordonnees|geo ?loc\w*|lat ?(lon|long|lng))\b",
    least=9,
)


@dataclass(frozen=True)
class Degrees:
    """A column of decimals.

    :param share: of the cells that are decimals.
    :param low: the smallest; ``high``: the largest.
    :param decimals: that half of the cells have, or more.
    :param distinct: share of distinct values.
    """

    share: float
    low: float
    high: float
    decimals: int
    distinct: float


def degrees(connection: DuckDBPyConnection) -> dict[int, Degrees]:
    """The subjects that hold decimals, by number."""
    number = r"-?[0-9]{1,3}[.,][0-9]{3,}"
    rows = connection.execute(f"""
        SELECT g, coalesce(sum(n) FILTER (ok), 0) / sum(n), min(x) FILTER (ok), max(x) FILTER (ok),
            coalesce(median(strlen(v) - instr(v, '.')) FILTER (ok), 0), count(*) / sum(n)
        FROM (SELECT g, replace(v, ',', '.') AS v, n, regexp_full_match(v, '{number}') AS ok,
                try_cast(replace(v, ',', '.') AS DOUBLE) AS x
            FROM (SELECT * FROM passages WHERE strlen(v) <= 24
                UNION ALL SELECT g, v, sum(n) FROM samples WHERE strlen(v) <= 24 GROUP BY g, v))
        GROUP BY g HAVING count(*) FILTER (ok) > 0""").fetchall()
    return {
        row[0]: Degrees(float(row[1]), row[2], row[3], int(row[4]), float(row[5]))
        for row in rows
        if row[2] is not None
    }


def pairs(
    columns: Sequence[tuple[str, Degrees | None]],
) -> list[tuple[int, int, Certainty, str]]:
    """Latitude and longitude by their places among a table's columns.

    :param columns: words of the header, and what the cells are, of each column in order.
    """
    found = []
    latitudes = [i for i, (header, d) in enumerate(columns) if d and _LATITUDE.search(header)]
    longitudes = [i for i, (header, d) in enumerate(columns) if d and _LONGITUDE.search(header)]
    for i in latitudes:
        # The nearest one belongs to it: a table may hold the points of home and school.
        for j in sorted(longitudes, key=lambda j: abs(j - i))[:1]:
            one, other = columns[i][1], columns[j][1]
            verdict = _named(one, other) if one and other else None
            if verdict:
                found.append((i, j, *verdict))
    named = {k for pair in found for k in pair[:2]} | {*latitudes, *longitudes}
    for i, ((_, one), (_, other)) in enumerate(pairwise(columns)):
        if not named & {i, i + 1} and one and other and _unnamed(one, other):
            found.append((i, i + 1, Certainty.POSSIBLE, "range"))
    return found


def _named(latitude: Degrees, longitude: Degrees) -> tuple[Certainty, str] | None:
    if max(abs(latitude.low), abs(latitude.high)) > 90:
        return None
    decimals = min(latitude.decimals, longitude.decimals)
    if decimals < COARSE:
        return None
    if decimals < PRECISE or max(latitude.distinct, longitude.distinct) < AREAS:
        return Certainty.POSSIBLE, "areas"
    return Certainty.CERTAIN, "header-and-values"


def _unnamed(one: Degrees, other: Degrees) -> bool:
    if min(one.decimals, other.decimals) < PRECISE or min(one.share, other.share) < 0.8:
        return False
    if max(one.distinct, other.distinct) < AREAS:
        return False
    corners = (one.low, other.low), (one.high, other.high)
    return all(_inside(a, b) for a, b in corners) or all(_inside(b, a) for a, b in corners)
