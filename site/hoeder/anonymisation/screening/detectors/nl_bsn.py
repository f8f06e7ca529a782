# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Dutch citizen service number (burgerservicenummer, BSN; formerly sofinummer).

Nine digits, of which the weighted sum (9, 8, 7, 6, 5, 4, 3, 2, -1) is divisible by eleven. One in
eleven random numbers is too, so that nothing follows from one cell; and other numbers pass the
same test, so that a whole column is at most ``likely`` unless its name says more. Source: Wet
algemene bepalingen burgerservicenummer; Logisch Ontwerp BSN, "elfproef".

>>> validate("1112.22.333")
'111222333'
>>> validate("11122233")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
>>> format("111222333")
'1112.22.333'
"""

from stdnum.exceptions import InvalidLength, ValidationError
from stdnum.nl import bsn

from .detector import DIGITS, START, Detector, digits_at

compact = bsn.compact
format = bsn.format


def validate(number: str) -> str:
    """The compact number.

    :raises stdnum.exceptions.ValidationError: if it is none.
    """
    number = number.replace(".", "").replace(" ", "").replace("-", "").strip()
    if len(number) != 9 and (len(number) != 8 or number[0] == "0"):
        raise InvalidLength()
    return bsn.validate(number)


def is_valid(number: str) -> bool:
    """Whether it passes; far from proof that it is one."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


_SUM = " + ".join(f"{10 - i} * {digits_at(i, 9)}" for i in range(1, 9))

DETECTOR = Detector(
    name="nl-bsn",
    version=1,
    pattern=START + r"(\d{4}\.?\d\d\.?\d{3})\b",
    gate=DIGITS,
    shape="(strlen(d) = 9 OR strlen(d) = 8 AND d[1] <> '0') AND x > 0",
    check=f"({_SUM} - x % 10) % 11 = 0",
    rate=1 / 11,
    is_valid=is_valid,
    header=r"\b(bsn|burger ?service ?(nummer|nr)|sofi ?(nummer|nr)?|citizen service number)\b",
    least=8,
    lengths=(8, 9),
    alone=True,
)
