# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Number of a Belgian care provider (RIZIV, INAMI, NIHDI).

Eleven digits: one for the profession, five in sequence, two check digits, three for the
qualification, written 1-23456-78-901. The check digits are 97 minus the remainder of the first six
by 97; as these run out, newer numbers have 89 in the place of 97. Source: RIZIV, note I 2012/26.

>>> validate("7-10322-09-000")
'71032209000'
>>> format("71032209000")
'7-10322-09-000'

The same six digits, newer:

>>> is_valid("71032276000")
True
>>> validate("71032210000")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
"""

from stdnum.exceptions import InvalidChecksum, InvalidFormat, InvalidLength, ValidationError
from stdnum.util import clean, isdigits

from .detector import DIGITS, START, Detector


def compact(number: str) -> str:
    """Only the digits."""
    return clean(number, " ./-").strip()


def validate(number: str) -> str:
    """The compact number.

    :raises stdnum.exceptions.ValidationError: if it is none.
    """
    number = compact(number)
    if not isdigits(number) or number[0] == "0":
        raise InvalidFormat()
    if len(number) != 11:
        raise InvalidLength()
    first, check = int(number[:6]), int(number[6:8])
    if check not in (97 - first % 97, 89 - first % 89):
        raise InvalidChecksum()
    return number


def is_valid(number: str) -> bool:
    """Whether it passes."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """As the institute writes it."""
    digits = compact(number)
    return "-".join((digits[0], digits[1:6], digits[6:8], digits[8:]))


DETECTOR = Detector(
    name="be-riziv",
    version=1,
    pattern=START + r"([1-9][ ./-]?\d{5}[ ./-]?\d\d[ ./-]?\d{3})\b",
    gate=DIGITS,
    shape="strlen(d) = 11 AND d[1] <> '0'",
    check="x // 1000 % 100 IN (97 - x // 100000 % 97, 89 - x // 100000 % 89)",
    rate=2 / 89,
    is_valid=is_valid,
    header=r"\b(riziv\w*|inami|nih(di|ii)|zorgverlener ?(nummer|nr))\b",
    least=8,
    telling=r"\d-\d{5}-\d\d-\d{3}|\d/\d{5}/\d\d/\d{3}|\d\.\d{5}\.\d\d\.\d{3}",
    lengths=(11,),
)
