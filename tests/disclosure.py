# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Disclosure risk written straight from the definitions, row by row, for small tables.

Rows are sequences of texts or None; ``quasi`` and ``sensitive`` are places in them.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import exp, log, prod

Row = Sequence[str | None]


def key(row: Row, places: Sequence[int]) -> tuple[str | None, ...]:
    return tuple(row[place] for place in places)


def classes(rows: Sequence[Row], quasi: Sequence[int]) -> list[list[Row]]:
    found = defaultdict(list)
    for row in rows:
        found[key(row, quasi)].append(row)
    return list(found.values())


def sizes(rows: Sequence[Row], quasi: Sequence[int]) -> dict[int, int]:
    return dict(Counter(len(members) for members in classes(rows, quasi)))


def violating(rows: Sequence[Row], quasi: Sequence[int], k: int) -> int:
    return sum(len(members) for members in classes(rows, quasi) if len(members) < k)


def matches(rows: Sequence[Row], quasi: Sequence[int]) -> list[int]:
    """For each row the rows that agree wherever neither is missing."""
    return [
        sum(
            all(one[v] is None or other[v] is None or one[v] == other[v] for v in quasi)
            for other in rows
        )
        for one in rows
    ]


def shares(rows: Sequence[Row], place: int) -> dict[str | None, float]:
    return {value: n / len(rows) for value, n in Counter(row[place] for row in rows).items()}


def attribute(rows: Sequence[Row], quasi: Sequence[int], place: int) -> dict[str, float]:
    whole = shares(rows, place)
    each = [shares(members, place) for members in classes(rows, quasi)]
    beta = max(max((q.get(s, 0) - p) / p for s, p in whole.items()) for q in each)
    return {
        "l": min(len(q) for q in each),
        "entropy_l": min(exp(-sum(share * log(share) for share in q.values())) for q in each),
        "alpha": max(max(q.values()) for q in each),
        "t_equal": max(sum(abs(q.get(s, 0) - p) for s, p in whole.items()) / 2 for q in each),
        "delta": max(abs(log(q[s] / whole[s])) for q in each for s in q),
        "beta": beta,
        "enhanced_beta": max(min(beta, -log(p)) for p in whole.values()),
    }


def ordered_t(rows: Sequence[Row], quasi: Sequence[int], place: int) -> float:
    """The cumulated earth mover's distance, rows without a value left out."""
    rows = [row for row in rows if row[place] is not None]
    values = sorted({float(row[place] or 0) for row in rows})
    if len(values) < 2:
        return 0.0

    def cumulated(members: Sequence[Row]) -> list[float]:
        return [
            sum(float(row[place] or 0) <= value for row in members) / len(members)
            for value in values
        ]

    whole = cumulated(rows)
    return max(
        sum(abs(q - p) for q, p in zip(cumulated(members), whole, strict=True))
        for members in classes(rows, quasi)
    ) / (len(values) - 1)


def minimal_uniques(
    rows: Sequence[Row], quasi: Sequence[int], most: int
) -> list[list[tuple[int, ...]]]:
    """For each row its minimal sample uniques of at most ``most`` variables."""
    counts = {
        chosen: Counter(key(row, chosen) for row in rows)
        for many in range(1, most + 1)
        for chosen in combinations(quasi, many)
    }
    found = []
    for row in rows:
        minimal: list[tuple[int, ...]] = []
        for chosen, counter in counts.items():
            if counter[key(row, chosen)] == 1 and not any(
                set(smaller) < set(chosen) for smaller in minimal
            ):
                minimal.append(chosen)
        found.append(minimal)
    return found


def suda_score(minimal: Sequence[tuple[int, ...]], variables: int, most: int) -> int:
    return sum(prod(variables - i for i in range(len(chosen), most + 1)) for chosen in minimal)


def separated(rows: Sequence[Row], quasi: Sequence[int]) -> float:
    pairs = list(combinations(rows, 2))
    if not pairs:
        return 0.0
    return sum(key(one, quasi) != key(other, quasi) for one, other in pairs) / len(pairs)


def inverse_mean(f: int, total: float) -> float:
    """Mean of 1/F if F is negative binomial: the series of its probabilities, summed."""
    p = f / total
    probability, result, h = p**f, 0.0, f
    while h < 400 * total:
        result += probability / h
        probability *= h / (h - f + 1) * (1 - p)
        h += 1
    return result


def table_of(sizes: Mapping[int, int]) -> list[int]:
    """Every class's size."""
    return [size for size, many in sizes.items() for _ in range(many)]
