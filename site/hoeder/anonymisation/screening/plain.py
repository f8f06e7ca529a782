# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What may stand in a report, so that JSON and every database that keeps it can hold it."""

import math
import re
from hashlib import sha256
from typing import Any

LONGEST = 200
"""Characters of a name or a label that are shown."""

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")

_UNSTORED = re.compile("[\x00\ud800-\udfff]")
"""What PostgreSQL's JSON refuses."""


def text(value: str, longest: int = LONGEST) -> str:
    r"""A name as it may be shown: no controls, no marks that turn the direction, not too long.

    >>> text("age\x00\r\n of \u202eowner"), len(text("x" * 5000))
    ('age of owner', 201)
    """
    value = " ".join(_UNFIT.sub(" ", value).split())
    return value[:longest] + "…" if len(value) > longest else value


def plain(value: Any) -> Any:
    r"""The same data with JSON's types only: a number that is none or infinite becomes None.

    >>> plain({1: (1.0, float("inf"), "a\x00b")}) == {"1": [1.0, None, "a\ufffdb"]}
    True
    """
    if isinstance(value, dict):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return _UNSTORED.sub("\ufffd", value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def unique(names: list[str], between: str = " ") -> list[str]:
    """The same names, of equal ones the later with a number.

    >>> unique(["age", "sex", "age", "age (2)"])
    ['age', 'sex', 'age (2)', 'age (2) (2)']
    """
    seen: set[str] = set()
    found = []
    for name in names:
        number, new = 2, name
        while new in seen:
            new, number = f"{name}{between}({number})", number + 1
        seen.add(new)
        found.append(new)
    return found


class Ids:
    """Short names of findings that stay the same in every screening of the same bytes."""

    def __init__(self) -> None:
        """None given yet."""
        self._given: dict[str, int] = {}

    def __call__(self, *parts: object) -> str:
        """A name for these parts; equal parts get names of their own, in their order.

        >>> ids = Ids()
        >>> len(ids("iban", "", "account", None)), ids("a") == ids("a"), ids("a") == Ids()("a")
        (16, False, False)
        """
        key = "\x1f".join("" if part is None else f"={part}" for part in parts)
        again = self._given.get(key, 0)
        self._given[key] = again + 1
        return sha256(f"{key}\x1e{again or ''}".encode(errors="replace")).hexdigest()[:16]
