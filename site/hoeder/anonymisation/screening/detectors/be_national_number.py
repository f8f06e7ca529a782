# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Belgian national number and BIS number (rijksregisternummer, numéro national, INSZ, NISS).

Eleven digits: date of birth as YYMMDD, a counter of the day (odd for men, even for women, 001 to
998), and two check digits, 97 minus the remainder of the first nine by 97. For people born from
2000 on, a 2 is put before the nine. Whoever is not in the National Register gets a BIS number from
the social security: the same with 20 or 40 added to the month, as the sex was unknown or known.
Month and day may be zero where the date is not known. Sources: Royal Decree of 3 April 1984 on
the composition of the number; IBZ, instruction IT000; KSZ-BCSS on BIS numbers.

>>> validate("85.07.30-033.28")
'85073003328'
>>> validate("17 07 30 033 84")
'17073003384'

A BIS number, and one with an unknown day:

>>> is_valid("98.47.28-997.65"), is_valid("01490700185")
(True, True)

A spreadsheet that took it for a number lost the leading zeros:

>>> validate("1490700185")
'01490700185'
>>> format("1490700185")
'01.49.07-001.85'

>>> validate("85073003329")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
>>> validate("00000000097")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidComponent: One of the parts of the number are invalid or unknown.
"""

from datetime import UTC, datetime

from stdnum.be import nn, ssn
from stdnum.exceptions import InvalidComponent, ValidationError

from .detector import DIGITS, START, Detector

RATE = 2 / 97
"""Of random digits with a date, so many have the check digits of one century or the other."""


def compact(number: str) -> str:
    """Only the digits, leading zeros restored."""
    digits = nn.compact(number.replace("/", ""))
    return digits.zfill(11) if len(digits) >= 9 and digits[0] != "0" else digits


def validate(number: str) -> str:
    """The compact number.

    :raises stdnum.exceptions.ValidationError: if it is none.
    """
    number = ssn.validate(compact(number))
    if not 1 <= int(number[6:9]) <= 998 or int(number[4:6]) > 31:
        raise InvalidComponent()
    return number


def is_valid(number: str) -> bool:
    """Whether it is a national or a BIS number."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """As it is printed on the identity card."""
    return nn.format(compact(number))


MONTH = "(x // 10000000 % 100)"

DETECTOR = Detector(
    name="be-national-number",
    version=1,
    pattern=START + r"(\d\d[ ./-]?\d\d[ ./-]?\d\d[ ./-]?\d{3}[ ./-]?\d\d)\b",
    gate=DIGITS,
    shape=f"""strlen(d) BETWEEN 9 AND 11 AND (strlen(d) = 11 OR d[1] <> '0')
        AND ({MONTH} <= 12 OR {MONTH} BETWEEN 20 AND 32 OR {MONTH} BETWEEN 40 AND 52)
        AND x // 100000 % 100 <= 31 AND x // 100 % 1000 BETWEEN 1 AND 998""",
    check=f"""(97 - x // 100 % 97 = x % 100
        OR x // 1000000000 <= {datetime.now(UTC).year - 2000}
            AND 97 - (2000000000 + x // 100) % 97 = x % 100)""",
    rate=RATE,
    is_valid=is_valid,
    header=r"\b(rijks ?register\w*|rrn|rr (nr|nummer)|insz|niss|nrn|ssin"
    r"|national (register |registration )?(number|nr|no|num)|numero national"
    r"|registre national|nationaal nummer|bis (nummer|number|nr)|numero bis)\b",
    least=9,
    telling=r"\d\d\.\d\d\.\d\d[- ]\d{3}[-. ]\d\d",
    lengths=(9, 10, 11),
)
