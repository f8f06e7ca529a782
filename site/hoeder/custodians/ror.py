# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""ROR (Research Organization Registry) identifiers.

A ROR identifier is a URL, ``https://ror.org/`` and nine characters: a zero, six characters of
Crockford's base 32 (no i, l, o, u), and two digits by which typing errors show. The digits are
those of ISO/IEC 7064, MOD 97-10, over the number that the first seven characters stand for.

>>> validate("https://ror.org/00cv9y106")
'00cv9y106'
>>> format("ror.org/00CV9Y106")
'https://ror.org/00cv9y106'
>>> is_valid("00cv9y107")
False
"""

import re

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SHAPE = re.compile(f"0[{ALPHABET}]{{6}}[0-9]{{2}}")
_URL = re.compile(r"(https?://)?(www\.)?ror\.org/", re.IGNORECASE)


def compact(text: str) -> str:
    """Return the nine characters alone, in lower case; nothing is checked."""
    return _URL.sub("", text.strip(), count=1).lower()


def check_digits(seven: str) -> str:
    """Return the two digits that belong to the first seven characters."""
    number = 0
    for character in seven:
        number = number * 32 + ALPHABET.index(character)
    return f"{98 - number * 100 % 97:02d}"


def validate(text: str) -> str:
    """Return the nine characters.

    :raises ValueError: when the shape is another one, or the digits do not fit.
    """
    identifier = compact(text)
    if not _SHAPE.fullmatch(identifier):
        raise ValueError("it does not look like https://ror.org/0xxxxxx00")
    if check_digits(identifier[:7]) != identifier[7:]:
        raise ValueError("its last two digits do not fit the rest")
    return identifier


def is_valid(text: str) -> bool:
    """Tell whether shape and digits are right; whether the organisation exists is not asked."""
    try:
        validate(text)
    except ValueError:
        return False
    return True


def format(text: str) -> str:
    """Return the identifier as the URL that ROR asks to write."""
    return f"https://ror.org/{compact(text)}"
