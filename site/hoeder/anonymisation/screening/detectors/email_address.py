# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""E-mail address.

A local part, ``@``, and a domain of at least two labels, the last of letters only (RFC 5321
section 4.1.2, without quoted local parts and address literals, which nobody types).

>>> is_valid("an.peeters+studie@psy.kuleuven.be")
True
>>> is_valid("@anpeeters"), is_valid("5 @ 3.50"), is_valid("a@b")
(False, False, False)
"""

import re

from .detector import FORM_RATE, Detector

_ADDRESS = (
    r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)


def is_valid(address: str) -> bool:
    """Whether it has the form of an address; nobody is asked whether it exists."""
    return len(address) <= 254 and bool(re.fullmatch(_ADDRESS, address))


DETECTOR = Detector(
    name="email",
    version=1,
    pattern=rf"({_ADDRESS})\b",
    gate="@",
    shape="true",
    check="strlen(p) <= 254",
    rate=FORM_RATE,
    is_valid=is_valid,
    header=r"\b(e ?mail\w*|mail ?(adres|address)|courriel|adresse electronique)\b",
    least=6,
)
