# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""UTCdatetime of OAI-PMH 2.0 (section 3.3), as seconds since 1970.

>>> datestamp(0)
'1970-01-01T00:00:00Z'
>>> read("1970-01-02"), read("1970-01-01T00:00:01Z")
(Moment(start=86400, end=172800), Moment(start=1, end=2))
>>> read("1970-01-01T00:00:01")
Traceback (most recent call last):
ValueError: no UTCdatetime
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

DAY = "YYYY-MM-DD"
SECOND = "YYYY-MM-DDThh:mm:ssZ"
_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")


class Moment(NamedTuple):
    """A day or a second: ``start`` is in it, ``end`` is not."""

    start: int
    end: int


def read(text: str) -> Moment:
    """Return the day or the second.

    :raises ValueError: when it is neither.
    """
    if not _FORM.fullmatch(text):
        raise ValueError("no UTCdatetime")
    start = int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())
    return Moment(start, start + (86_400 if len(text) == len(DAY) else 1))


@lru_cache(4096)
def datestamp(seconds: int) -> str:
    """Return the second as OAI-PMH writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()[:19] + "Z"
