# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Belgian and Dutch licence plates.

Belgian ones since 2010 are 1-ABC-123, before that ABC-123 or 123-ABC; Dutch ones have three groups
of letters or digits. Codes of samples and rooms look the same, so that a plate counts only in a
column whose name says so.

>>> is_valid("1-ABC-123"), is_valid("1ABC123"), is_valid("GX-123-B")
(True, True, True)
>>> is_valid("0-ABC-123"), is_valid("AB-CD-EF")
(False, False)
"""

import re

from .detector import FORM_RATE, Detector

_BELGIAN = r"[1-9]-?[A-Z]{3}-?\d{3}|[A-Z]{3}-?\d{3}|\d{3}-?[A-Z]{3}"
# RDW, "sidecodes" 1 to 14: the hyphens tell them from other codes.
_DUTCH = (
    r"[A-Z]{2}-\d\d-\d\d|\d\d-\d\d-[A-Z]{2}|\d\d-[A-Z]{2}-\d\d|[A-Z]{2}-\d\d-[A-Z]{2}"
    r"|[A-Z]{2}-[A-Z]{2}-\d\d|\d\d-[A-Z]{2}-[A-Z]{2}|\d\d-[A-Z]{3}-\d|\d-[A-Z]{3}-\d\d"
    r"|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d\d-[A-Z]|[A-Z]-\d\d-[A-Z]{3}"
    r"|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d"
)
_PLATE = f"(?i:{_BELGIAN}|{_DUTCH})"


def is_valid(plate: str) -> bool:
    """Whether it has the form of a plate."""
    return bool(re.fullmatch(_PLATE, plate, re.ASCII))


DETECTOR = Detector(
    name="licence-plate",
    version=1,
    pattern=rf"(?:^|[^0-9A-Za-z-])({_PLATE})\b",
    gate=_PLATE,
    shape="true",
    check="true",
    rate=FORM_RATE,
    is_valid=is_valid,
    header=r"\b(nummerplaat|kenteken\w*|plate|plaque( d immatriculation)?|immatriculation"
    r"|licen[cs]e plate|(number|registration) plate)\b",
    least=6,
    announced=True,
)
