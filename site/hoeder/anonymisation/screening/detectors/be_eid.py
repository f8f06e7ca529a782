# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Number of the Belgian electronic identity card (eID).

Twelve digits, written 3-7-2: the last two are the remainder of the first ten by 97, or 97 where
that is zero. Belgian account numbers from before IBAN, and the structured communication of
payments, have the same check: without a telling header a column is at most ``likely``. Source:
IBZ, instruction IT195.

>>> validate("591-1917064-58")
'591191706458'
>>> format("591191706458")
'591-1917064-58'
>>> validate("591-1917064-59")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
"""

from stdnum.be import eid
from stdnum.exceptions import ValidationError

from .detector import DIGITS, START, Detector

compact = eid.compact
format = eid.format


def validate(number: str) -> str:
    """The compact number.

    :raises stdnum.exceptions.ValidationError: if it is none.
    """
    return eid.validate(number)


def is_valid(number: str) -> bool:
    """Whether it passes."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


DETECTOR = Detector(
    name="be-eid",
    version=1,
    pattern=START + r"(\d{3}[ -]?\d{7}[ -]?\d\d)\b",
    gate=DIGITS,
    shape="strlen(d) = 12 AND x > 0",
    check="CASE x // 100 % 97 WHEN 0 THEN 97 ELSE x // 100 % 97 END = x % 100",
    rate=1 / 97,
    is_valid=is_valid,
    header=r"\b(e ?id|identiteits ?kaart\w*|(identity|id) card( number| nr| no)?"
    r"|carte d identite|kaart ?nummer|eid)\b",
    least=12,
    lengths=(12,),
    alone=True,
)
