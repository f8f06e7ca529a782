# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""ORCID iD: the number of a researcher.

Sixteen characters in four groups, the last one a check digit (ISO 7064, mod 11-2), of the block of
ISNI numbers that was set aside: 0000-0001-5000-0007 to 0000-0003-5000-0001, and
0009-0000-0000-0000 to 0009-0010-0000-0000. Source: ORCID, structure of the ORCID identifier.

>>> validate("https://orcid.org/0000-0002-1825-0097")
'0000000218250097'
>>> is_valid("0000-0002-1694-233X"), is_valid("0000-0002-1694-2339")
(True, False)
>>> validate("1111-1111-1111-111X")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidComponent: One of the parts of the number are invalid or unknown.
>>> format("0000000218250097")
'0000-0002-1825-0097'
"""

import re

from stdnum.exceptions import InvalidComponent, InvalidFormat, ValidationError
from stdnum.iso7064 import mod_11_2

from .detector import FORM_RATE, Detector


def compact(number: str) -> str:
    """Without address and hyphens."""
    return number.rsplit("/", 1)[-1].replace("-", "").strip().upper()


def validate(number: str) -> str:
    """The compact number.

    :raises stdnum.exceptions.ValidationError: if it is none.
    """
    number = compact(number)
    if not re.fullmatch(r"[0-9]{15}[0-9X]", number):
        raise InvalidFormat()
    if number[:8] not in {"00000001", "00000002", "00000003"} and number[:4] != "0009":
        raise InvalidComponent()
    return mod_11_2.validate(number)


def is_valid(number: str) -> bool:
    """Whether it is an ORCID iD by form; nobody is asked whether it is in use."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def format(number: str) -> str:
    """In four groups."""
    digits = compact(number)
    return "-".join(digits[i : i + 4] for i in range(0, 16, 4))


# Doubling at each of fifteen steps: the digit at position i weighs 2^(16-i), modulo 11.
_SUM = " + ".join(f"{2 ** (16 - i) % 11} * d[{i}]::INTEGER" for i in range(1, 16))
_CHECK = f"(12 - ({_SUM}) % 11) % 11"

DETECTOR = Detector(
    name="orcid",
    version=1,
    pattern=r"(?:^|[^0-9A-Za-z-])((?:\d{4}-){3}\d{3}[\dX])\b",
    gate=r"\d{4}-\d{4}-\d{4}-",
    shape="true",
    check=f"""(d[:8] IN ('00000001', '00000002', '00000003') OR d[:4] = '0009')
        AND CASE {_CHECK} WHEN 10 THEN 'X' ELSE ({_CHECK})::VARCHAR END = right(p, 1)""",
    rate=FORM_RATE,
    is_valid=is_valid,
    header=r"\borcid\b",
    least=16,
)
