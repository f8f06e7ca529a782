# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Telephone number.

What is a number of a country's plan is told by Google's libphonenumber, as the package
``phonenumbers`` carries it. Its patterns are put together here, so that the engine can run them:
for numbers without a country code those of the configured regions; after a country code those of
Belgium, its neighbours and Great Britain, and of any other country the lengths of its numbers.

>>> is_valid("+32 470 12 34 56"), is_valid("0470/12.34.56"), is_valid("0031 6 12345678")
(True, True, True)
>>> is_valid("+32 (0)16 32 40 10"), is_valid("+1 202-456-1414"), is_valid("+32 999 99 99 99")
(True, True, False)

The number plans leave few gaps, so that many a number that begins with a zero is one:

>>> is_valid("0123456789"), is_valid("1234567890")
(True, False)

A date is none.

>>> is_valid("04/05/2021")
False
"""

import re
from collections.abc import Sequence
from functools import cache

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

from .detector import DIGITS, Detector, literal

RATE = 0.09
"""Of random numbers of nine or ten digits, so many are one of Belgium, the Netherlands or France:
one in ten begins with a zero. Measured by the tests."""

NEAR = (31, 32, 33, 44, 49, 352)
KINDS = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip",
    "pager", "uan", "voicemail",
)  # fmt: skip

_DATE = r"[0-3]?[0-9][ ./-][0-3]?[0-9][ ./-](?:19|20)?[0-9]{2}"


def compact(number: str) -> str:
    """Digits, with ``+`` before a country code; a zero in brackets is for callers at home.

    >>> compact("0032 (0)16 32 40 10")
    '+3216324010'
    """
    number = re.sub(r"[^0-9+]", "", number.replace("(0)", ""))
    return re.sub(r"^00([1-9][0-9]{8})", r"+\1", number)


_COMPACT = (
    "regexp_replace(regexp_replace(replace(p, '(0)', ''), '[^0-9+]', '', 'g'),"
    r" '^00([1-9][0-9]{8})', '+\1')"
)


def is_valid(number: str, regions: Sequence[str] = ("BE", "NL", "FR")) -> bool:
    """Whether it is a number of a country's plan."""
    if re.fullmatch(_DATE, number, re.ASCII):
        return False
    pattern = f"{_home(tuple(regions))}|{_abroad()}"
    return bool(re.fullmatch(pattern, compact(number), re.ASCII))


def _plan(region: str) -> str:
    """The pattern of a country's numbers, without its code."""
    metadata = PhoneMetadata.metadata_for_region(region, None)
    described = [getattr(metadata, kind, None) for kind in KINDS]
    return "|".join(
        dict.fromkeys(
            d.national_number_pattern for d in described if d and d.national_number_pattern
        )
    )


@cache
def _home(regions: tuple[str, ...]) -> str:
    return f"0(?:{'|'.join(map(_plan, regions))})"


@cache
def _abroad() -> str:
    countries = []
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        if code in NEAR:
            countries.append(f"{code}(?:{'|'.join(map(_plan, regions))})")
            continue
        lengths: set[int] = set()
        for region in regions:
            metadata = (
                PhoneMetadata.metadata_for_nongeo_region(code, None)
                if region == "001"
                else PhoneMetadata.metadata_for_region(region, None)
            )
            if metadata and metadata.general_desc:
                lengths.update(metadata.general_desc.possible_length)
        # Fewer than six digits are numbers of services.
        lengths = {length for length in lengths if length >= 6}
        if lengths:
            plan = "|".join(rf"[0-9]{{{length}}}" for length in sorted(lengths))
            countries.append(f"{code}(?:{plan})")
    return f"[+](?:{'|'.join(countries)})"


@cache
def detector(regions: tuple[str, ...]) -> Detector:
    """The detector for numbers without a country code of these regions."""
    home = _home(regions)
    return Detector(
        name="phone",
        version=1,
        pattern=r"(?:^|[^0-9A-Za-z\s./+-]|[^0-9\s./+-][\s./-]+|^[\s./-]+)"
        r"(\(?(?:\+|00)[1-9](?:[ ./()-]{0,3}\d){7,14}|\(?0[1-9](?:[ ./)-]{0,2}\d){6,8})"
        # Not the beginning of a longer number.
        r"(?:$|[^0-9A-Za-z./-]|[./-](?:$|[^0-9]))",
        gate=DIGITS,
        shape=f"NOT regexp_full_match(p, {literal(_DATE)})"
        " AND (strlen(d) BETWEEN 9 AND 10 OR p[1] IN ('+', '(') OR p[:2] = '00')",
        check=f"regexp_full_match({_COMPACT}, {literal(f'{home}|{_abroad()}')})",
        rate=RATE,
        is_valid=lambda number: is_valid(number, regions),
        header=r"\b(tele?foon\w*|tele?phone\w*|phone\w*|gsm\w*|mobiel\w*|mobile( number| phone)?"
        r"|portable|tel( nr| nummer| no)?)\b",
        least=8,
        telling=r"[+(].+|00.+|0\d+[ ./-].+|0(?:4[5-9]\d|6\d\d)\d{6}",
        lengths=(9, 10),
        digits=f"regexp_full_match(d, {literal(home)})",
        alone=True,
    )
