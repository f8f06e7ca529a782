# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is worth a mail to a custodian. One mail tells of all that waits; it is sent for news only.

News is a DOI that begins to wait: DataCite refused it (parked), its account was stopped, or it is
overdue. It is not news that one more DOI waits for an account already told to be stopped, or that
one which a person was told of is overdue as well. Without news it is told again after a day.
However much happens, there is no more than one mail an hour.

>>> from datetime import UTC, datetime
>>> noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
>>> old = {"10.5072/a": Mailed("HOEDER.A", "parked", noon)}
>>> known = Waiting("10.5072/a", "HOEDER.A", "parked")
>>> new = Waiting("10.5072/b", "HOEDER.A", "overdue")
>>> is_due([known, new], old, noon + PAUSE), is_due([known, new], old, noon + PAUSE / 2)
(True, False)
>>> is_due([known], old, noon + PAUSE), is_due([known], old, noon + REMINDER)
(False, True)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

REMINDER = timedelta(days=1)
PAUSE = timedelta(hours=1)
PARKED, STOPPED, OVERDUE = "parked", "stopped", "overdue"
MENDED = "mended"
"""Of a DOI that no longer waits; kept for ``PAUSE``, so that it is known when the last mail was."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A DOI that waits, and why: parked, stopped or else overdue."""

    doi: str
    repository: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mailed:
    """What the last mail said of a DOI; ``reason`` is mended when it did not wait ever since."""

    repository: str
    reason: str
    at: datetime


def is_due(waiting: Sequence[Waiting], mailed: Mapping[str, Mailed], now: datetime) -> bool:
    """Tell whether a custodian is written to.

    :param mailed: by DOI.
    """
    if not waiting:
        return False
    last = max((told.at for told in mailed.values()), default=None)
    if last is None or now - last >= REMINDER:
        return True
    known = {doi: told for doi, told in mailed.items() if told.reason != MENDED}
    stopped = {told.repository for told in known.values() if told.reason == STOPPED}
    news = any(_is_news(one, known.get(one.doi), stopped) for one in waiting)
    return news and now - last >= PAUSE


def _is_news(one: Waiting, told: Mailed | None, stopped: set[str]) -> bool:
    if one.reason == STOPPED:
        return one.repository not in stopped
    if one.reason == PARKED:
        return told is None or told.reason != PARKED
    return told is None
