# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT


"""Anonymity when a missing value may be any value.

Two rows match if on every quasi-identifier they have the same value or one of them has none. The
count of a row is the number of rows that match it, itself included; a row that matches fewer than k
violates k-anonymity. So does sdcMicro (Templ, Kowarik & Meindl 2015, *Statistical disclosure
control for micro-data using the R package sdcMicro*, §3.1.1, with its α = 1). Matching is not
transitive: there are no classes, only counts. With missing as a value (:mod:`.classes`) a row with
a rare gap looks unique; as a wildcard it hides among all whom it may be.

Classes are grouped by which variables they miss. Of each pair of such patterns, classes match by
the variables that neither misses, so one join of sums settles the pair.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .classes import THRESHOLDS
from .encode import SCHEMA, Encoded

WORK = 40_000_000
"""Classes times patterns of missing values: what is compared at most."""


@dataclass(frozen=True)
class Wildcard:
    """Counts with missing as a wildcard.

    :param measured: False if there are too many patterns for so many classes; then k is 0 and
        ``violating`` empty, and neither says anything.
    :param patterns: different sets of variables that rows miss.
    :param rows_missing: rows that miss a value of a quasi-identifier.
    :param k: the smallest count; 0 if there are no rows.
    :param violating: k → rows with a smaller count, for each of :data:`.classes.THRESHOLDS`.
    """

    measured: bool
    patterns: int
    rows_missing: int
    k: int
    violating: Mapping[int, int]


def wildcard(data: Encoded, sizes: Mapping[int, int]) -> Wildcard:
    """Counts with missing as a wildcard.

    :param sizes: class size → number of classes, for a table without missing values.
    """
    missed = " | ".join(
        ["0::BIGINT"]
        + [
            f"(({variable.code} = 0)::BIGINT << {place})"
            for place, variable in enumerate(data.variables)
        ]
    )
    patterns: dict[int, tuple[int, int]] = {
        pattern: (classes, rows)
        for pattern, classes, rows in data.connection.execute(
            f"SELECT {missed} AS p, count(*), sum(n)::BIGINT FROM {SCHEMA}.classes GROUP BY p"
        ).fetchall()
    }
    incomplete = sum(rows for pattern, (_, rows) in patterns.items() if pattern)
    if len(patterns) <= 1:
        counts = {size: size * classes for size, classes in sizes.items()}
    elif len(patterns) * sum(classes for classes, _ in patterns.values()) <= WORK:
        counts = _counts(data, missed, patterns)
    else:
        return Wildcard(False, len(patterns), incomplete, 0, {})
    violating = {k: sum(rows for count, rows in counts.items() if count < k) for k in THRESHOLDS}
    return Wildcard(True, len(patterns), incomplete, min(counts, default=0), violating)


def _counts(data: Encoded, missed: str, patterns: Mapping[int, tuple[int, int]]) -> dict[int, int]:
    """Count → rows that have it."""
    words = ", ".join(f"k{word}" for word in range(data.words))
    data.connection.execute(
        f"""CREATE TABLE {SCHEMA}.patterns AS
            SELECT {words}, n, {missed} AS p FROM {SCHEMA}.classes ORDER BY p"""
    )
    counts: dict[int, int] = {}
    for pattern in patterns:
        for count, rows in data.connection.execute(_query(data, pattern, patterns)).fetchall():
            counts[count] = counts.get(count, 0) + rows
    return counts


def _query(data: Encoded, pattern: int, patterns: Mapping[int, tuple[int, int]]) -> str:
    """Rows by count, of the classes with one pattern. The other patterns that leave the same
    variables to compare are summed together."""
    together: dict[int, list[int]] = {}
    for other in patterns:
        together.setdefault(pattern | other, []).append(other)
    sums, joins = [], []
    for at, (union, others) in enumerate(together.items()):
        key = data.key([place for place in range(len(data.variables)) if union >> place & 1])
        parts = ", ".join(f"{part} AS j{word}" for word, part in enumerate(key))
        names = ", ".join(f"j{word}" for word in range(len(key)))
        inside = f"FROM {SCHEMA}.patterns WHERE p IN ({', '.join(map(str, others))})"
        sums.append(f"coalesce(b{at}.n, 0)")
        if not key:
            joins.append(f"CROSS JOIN (SELECT sum(n) AS n {inside}) b{at}")
            continue
        # Only what the smaller side asks for is summed.
        asked = f"(SELECT {', '.join(key)} FROM {SCHEMA}.patterns WHERE p = {pattern})"
        if sum(patterns[other][0] for other in others) > 4 * patterns[pattern][0]:
            inside += f" AND ({', '.join(key)}) IN {asked}"
        summed = f"SELECT {parts}, sum(n) AS n {inside} GROUP BY {names}"
        on = " AND ".join(f"(a.{part}) = b{at}.j{word}" for word, part in enumerate(key))
        joins.append(f"LEFT JOIN ({summed}) b{at} ON {on}")
    return f"""SELECT matching::BIGINT, sum(n)::BIGINT FROM (
            SELECT a.n, {" + ".join(sums)} AS matching
            FROM (SELECT * FROM {SCHEMA}.patterns WHERE p = {pattern}) a {" ".join(joins)}
        ) GROUP BY matching"""
