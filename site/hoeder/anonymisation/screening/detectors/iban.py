# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""IBAN: international bank account number (ISO 13616).

Two letters of the country, two check digits (ISO 7064, mod 97-10), and the account number of that
country's form and length. Belgian account numbers have two check digits of their own.

>>> validate("BE31 4354 1116 1155")
'BE31435411161155'
>>> is_valid("NL91ABNA0417164300"), is_valid("GR16 0110 1050 0000 1054 7023 795")
(True, True)
>>> validate("BE31435411161156")
Traceback (most recent call last):
    ...
stdnum.exceptions.InvalidChecksum: The number's checksum or check digit is invalid.
>>> format("be31435411161155")
'BE31 4354 1116 1155'
"""

import re
from string import ascii_uppercase

from stdnum import iban
from stdnum.exceptions import ValidationError

from .detector import Detector

compact = iban.compact
format = iban.format


def validate(number: str) -> str:
    """The compact number.

    :raises stdnum.exceptions.ValidationError: if it is none.
    """
    return iban.validate(number)


def is_valid(number: str) -> bool:
    """Whether it is an account number, by its country's rules as far as python-stdnum has them."""
    try:
        return bool(validate(number))
    except ValidationError:
        return False


def lengths() -> dict[str, int]:
    """How long a country's number is, country and check digits included.

    >>> lengths()["BE"], lengths()["NL"], "XX" in lengths()
    (16, 18, False)
    """
    found = {}
    for first in ascii_uppercase:
        for second in ascii_uppercase:
            structure = iban._ibandb.info(first + second)[0][1].get("bban", "")
            if structure:
                parts = re.findall(r"(\d+)!", structure)
                found[first + second] = 4 + sum(map(int, parts))
    return found


def _remainder(number: str) -> str:
    """SQL for the remainder by 97 of a text of letters and digits, A standing for 10.

    A text of up to 80 digits is taken in pieces that fit a BIGINT, the remainder of what came
    before put in front of the next.
    """
    for i, letter in enumerate(ascii_uppercase):
        number = f"replace({number}, '{letter}', '{10 + i}')"
    pieces = f"list_transform([1, 17, 33, 49, 65], lambda i: substr({number}, i, 16))"
    return f"""list_reduce(list_prepend('', {pieces}),
        lambda rest, piece: ((rest || piece)::BIGINT % 97)::VARCHAR)::BIGINT"""


_LENGTHS = "MAP {" + ", ".join(f"'{c}': {n}" for c, n in lengths().items()) + "}"
_LENGTH = f"coalesce({_LENGTHS}[upper(p[:2])], 99)"
# What follows in capitals may have been taken for a part of it: the country says where it ends.
_COMPACT = f"left(upper(regexp_replace(p, '[ .-]', '', 'g')), {_LENGTH})"

DETECTOR = Detector(
    name="iban",
    version=1,
    pattern=r"\b((?i:[A-Z]{2})\d{2}(?:[ .-]?(?i:[A-Z0-9]{4})){2,7}(?:[ .-]?(?i:[A-Z0-9]{1,3}))?)\b",
    gate=r"(?i:[A-Z]{2})\d{2}[ .-]?(?i:[A-Z0-9]{4}[ .-]?[A-Z0-9]{4})",
    shape=f"strlen({_COMPACT}) = {_LENGTH}",
    check=f"""{_remainder(f"substr({_COMPACT}, 5) || left({_COMPACT}, 4)")} = 1
        AND (upper(p[:2]) <> 'BE'
            OR coalesce(try_cast(substr({_COMPACT}, 5, 10) AS BIGINT), 0) % 97
                = coalesce(try_cast(substr({_COMPACT}, 15, 2) AS BIGINT), -1) % 97)""",
    rate=1 / 97,
    is_valid=is_valid,
    header=r"\b(iban|(bank ?)?rekening ?(nummer|nr)|bankrekening|(bank )?account (number|nr|no)"
    r"|numero de compte|compte bancaire)\b",
    least=14,
    telling=r".+",
)
