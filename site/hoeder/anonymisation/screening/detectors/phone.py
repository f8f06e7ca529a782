# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Telephone number.

With a country code any country's, without one those of the configured regions; what is a number
of a country's plan is what Google's libphonenumber says. Its patterns are run by the engine.

>>> is_valid("+32 470 12 34 56"), is_valid("0470/12.34.56"), is_valid("0031 6 12345678")
(True, True, True)

The number plans leave few gaps, so that many a number that begins with a zero is one:

>>> is_valid("0123456789"), is_valid("1234567890")
(True, False)

A date is none.

>>> is_valid("04/05/2021")
False
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberDesc

from .detector import DIGITS, Detector, literal

RATE = 0.09
"""Of random numbers of nine or ten digits, so many are one of Belgium, the Netherlands or France:
one in ten begins with a zero. Measured by the tests."""

_DATE = r"[0-3]?[0-9][ ./-][0-3]?[0-9][ ./-](?:19|20)?[0-9]{2}"


def compact(number: str) -> str:
    """Digits, with ``+`` before a country code; a zero in brackets is for callers at home."""
    number = re.sub(r"[^0-9+]", "", number.replace("(0)", ""))
    return re.sub(r"^00", "+", number)


def is_valid(number: str, regions: Sequence[str] = ("BE", "NL", "FR")) -> bool:
    """Whether it is a number of a country's plan."""
    if re.fullmatch(_DATE, number):
        return False
    number = compact(number)
    if number.startswith("+"):
        return _valid(number, None)
    return number.startswith("0") and any(_valid(number, region) for region in regions)


def _valid(number: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def _plan(metadata: PhoneMetadata | None) -> str:
    """The pattern of one country's numbers, without its code."""
    kinds = "fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan voicemail"
    if metadata is None:
        return ""
    patterns = [_pattern(getattr(metadata, kind)) for kind in kinds.split()]
    return "|".join(dict.fromkeys(filter(None, patterns)))


def _pattern(description: PhoneNumberDesc | None) -> str | None:
    return description.national_number_pattern if description else None


def _plans() -> Iterator[tuple[int, str]]:
    for code, regions in COUNTRY_CODE_TO_REGION_CODE.items():
        for region in regions:
            metadata = (
                PhoneMetadata.metadata_for_nongeo_region(code, None)
                if region == "001"
                else PhoneMetadata.metadata_for_region(region, None)
            )
            if metadata and _plan(metadata):
                yield code, _plan(metadata)


@cache
def detector(regions: tuple[str, ...]) -> Detector:
    """The detector for numbers without a country code of these regions."""
    home = "|".join(_plan(PhoneMetadata.metadata_for_region(r, None)) for r in regions)
    near = "|".join(f"{c}(?:{p})" for c, p in _plans() if c in (31, 32, 33, 44, 49, 352))
    far = "|".join(f"{c}(?:{p})" for c, p in _plans())
    compacted = (
        r"regexp_replace(regexp_replace(replace(p, '(0)', ''), '[^0-9+]', '', 'g'), '^00', '+')"
    )
    return Detector(
        name="phone",
        version=1,
        pattern=r"(?:^|[^0-9A-Za-z\s./+-]|[^0-9\s./+-][\s./-]+|^[\s./-]+)"
        r"(\(?(?:\+|00)[1-9](?:[ ./()-]{0,3}\d){7,14}|\(?0[1-9](?:[ ./)-]{0,2}\d){6,8})\b",
        gate=DIGITS,
        shape=f"NOT regexp_full_match(p, {literal(_DATE)})"
        " AND (strlen(d) BETWEEN 9 AND 10 OR p[1] IN ('+', '(') OR p[:2] = '00')",
        check=f"""CASE {compacted}[1] WHEN '0' THEN
                regexp_full_match({compacted}, {literal(f"0(?:{home})")})
            WHEN '+' THEN regexp_full_match({compacted}, {literal(rf"[+](?:{near})")})
                OR regexp_full_match({compacted}, {literal(rf"[+](?:{far})")})
            ELSE false END""",
        rate=RATE,
        is_valid=lambda number: is_valid(number, regions),
        header=r"\b(tele?foon\w*|tele?phone\w*|phone\w*|gsm\w*|mobiel\w*|mobile( number| phone)?"
        r"|portable|tel( nr| nummer| no)?)\b",
        least=8,
        telling=r"[+(].+|00.+|0\d+[ ./-].+|0(?:4[5-9]\d|6\d\d)\d{6}",
        lengths=(9, 10),
        digits=f"regexp_full_match(d, {literal(f'0(?:{home})')})",
        alone=True,
    )
