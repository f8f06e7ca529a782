# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Student and staff numbers, by the pattern that the institution configures.

A number of a form that much else has too (seven digits) counts only in a column whose name says
so; one that nothing else looks like (a letter and seven digits) counts anywhere.

>>> number = InstitutionNumber("student", r"[rs]\\d{7}", ("student number",), telling=True)
>>> detector(number).is_valid("r0123456"), detector(number).is_valid("r012345")
(True, False)
"""

import re

from .detector import FORM_RATE, Detector
from .settings import InstitutionNumber

PREFIX = "institution:"


def detector(number: InstitutionNumber) -> Detector:
    """Its detector."""
    pattern = f"(?:{number.pattern})"
    words = "|".join(map(re.escape, number.header))
    return Detector(
        name=PREFIX + number.name,
        version=1,
        pattern=rf"(?:^|[^0-9A-Za-z])({pattern})\b",
        gate=pattern,
        shape="true",
        check="true",
        rate=FORM_RATE if number.telling else 1.0,
        is_valid=lambda value: bool(re.fullmatch(pattern, value, re.ASCII)),
        header=rf"\b(?:{words})\b" if words else r"(?!)",
        least=1,
        announced=not number.telling,
    )
