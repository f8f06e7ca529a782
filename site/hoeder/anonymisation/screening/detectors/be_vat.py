# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Belgian enterprise number, with BE before it the VAT number (ondernemingsnummer, BTW, TVA).

Ten digits, the first 0 or 1; the last two are 97 minus the remainder of the first eight by 97.
Numbers from before 2005 had nine. A self-employed person has one too, and the register of
enterprises shows the name that goes with it. Source: Royal Decree of 24 June 2003 on the number.

>>> validate("BE 0428.759.497")
'0428759497'
>>> format("428759497")
'0428.759.497'
>>> validate("BE0428759498")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
"""

from stdnum.be import vat
from stdnum.exceptions import InvalidComponent, ValidationError

from .detector import DIGITS, START, Detector

compact = vat.compact


def validate(number: str) -> str:
    """The compact number.

    :raises stdnum.exceptions.ValidationError: if it is none.
    """
    number = vat.validate(number)
    if number.startswith("00"):
        raise InvalidComponent()
    return number


def is_valid(number: str) -> bool:
    """Whether it is an enterprise number."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """As the register writes it."""
    digits = compact(number)
    return f"{digits[:4]}.{digits[4:7]}.{digits[7:]}"


DETECTOR = Detector(
    name="be-vat",
    version=1,
    pattern=START + r"((?:(?i:BE) ?)?\(?[01]?\)?\d{3}[ .]?\d{3}[ .]?\d{3})\b",
    gate=DIGITS,
    shape="strlen(d) BETWEEN 9 AND 10 AND x BETWEEN 100000000 AND 1999999999",
    check="(x // 100 + x % 100) % 97 = 0",
    rate=1 / 97,
    is_valid=is_valid,
    header=r"\b(btw|tva|vat|ondernemings ?(nummer|nr)|kbo|bce|numero d entreprise"
    r"|enterprise (number|nr|no))\b",
    least=9,
    telling=r"(?i:BE).+|[01]\d{3}\.\d{3}\.\d{3}",
    lengths=(9, 10),
)
