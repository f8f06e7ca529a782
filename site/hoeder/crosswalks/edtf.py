# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Dates: from EDTF, which InvenioRDM keeps, to W3CDTF and RKMS-ISO8601, which DataCite asks for.

A day, a month, a year, a moment and an interval, also an open one, are the same in both. InvenioRDM
announces no more than that (EDTF level 0), but lets most of levels 1 and 2 in: unknown digits,
doubt, seasons in intervals. They become the narrowest date or range around them.

>>> w3cdtf("2020-05/2021"), w3cdtf("2020/")
(('2020-05/2021', ''), ('2020/', ''))
>>> w3cdtf("2020-05-06T10:11:12")
('2020-05-06', '2020-05-06T10:11:12, time zone not stated')
>>> w3cdtf("202X"), w3cdtf("2020-05-XX/2021~"), w3cdtf("1950S2")
(('2020/2029', '202X'), ('2020-05/2021', '2020-05-XX/2021~'), ('1950', '1950S2'))
"""

import re

_LOCAL_TIME = re.compile(r"(-?\d{4}-\d\d-\d\d)T[\d:]+")
_DOUBT = re.compile(r"S\d+|[?~%]|\.\.")
_PARTS = re.compile(r"(-?[\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?")
_YEAR = re.compile(r"/?(\d{4})")


def w3cdtf(date: str) -> tuple[str, str]:
    """Return the date in W3CDTF, a range in RKMS-ISO8601; and the date as it was if that says more.

    W3CDTF has no time of day without a time zone, no doubt and no unknown digits.
    """
    if moment := _LOCAL_TIME.fullmatch(date):
        return moment[1], f"{date}, time zone not stated"
    if "T" in date:
        return date, ""
    lower, slash, upper = date.partition("/")
    first, last = _bound(lower, "09"), _bound(upper if slash else lower, "90")
    bounds = f"{first}/{last}" if slash or first != last else first
    return bounds, date if bounds != date else ""


def year(date: str) -> str:
    """Return the year in which a date or range begins (an open one: ends), or "" before year 0.

    >>> year("2019-12/2020-01"), year("/2020-05"), year("203X~"), year("-0044")
    ('2019', '2020', '2030', '')
    """
    found = _YEAR.match(w3cdtf(date)[0])
    return found[1] if found else ""


def _bound(date: str, unknown: str) -> str:
    """The first or last year, month or day that is known.

    :param unknown: what stands for an unknown digit of a year, from year 0 and before it.
    """
    bare = _DOUBT.sub("", date)
    parts = _PARTS.fullmatch(bare)
    if parts is None:
        return bare
    year, month, day = parts.groups()
    if "X" in year:
        return year.replace("X", unknown[year.startswith("-")])
    if not month or "X" in month or month > "12":  # 21 and more are seasons
        return year
    return f"{year}-{month}" if not day or "X" in day else bare
