# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""MAC address: the number of a device's network interface (IEEE 802, EUI-48).

Six pairs of hexadecimal digits. Who knows the device knows its owner.

>>> is_valid("D0-50-99-84-a2-a0"), is_valid("d0:50:99:84:a2:a0")
(True, True)

The address of everybody, and of nobody, and a longer fingerprint:

>>> is_valid("ff:ff:ff:ff:ff:ff"), is_valid("00:00:00:00:00:00"), is_valid("d0:50:99:84:a2:a0:11")
(False, False, False)
"""

import re

from .detector import FORM_RATE, Detector


def is_valid(address: str) -> bool:
    """Whether it is the address of one interface."""
    if not re.fullmatch(r"(?i)[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}", address):
        return False
    return len(set(re.sub("[:-]", "", address.lower()))) > 1


DETECTOR = Detector(
    name="mac",
    version=1,
    # A longer series is taken whole, and then refused for its length.
    pattern=r"(?:^|[^0-9A-Za-z:-])([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5,}"
    r"|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5,})\b",
    gate=r"(?:[0-9A-Fa-f]{2}[:-]){5}",
    shape="strlen(p) = 17",
    check="replace(replace(lower(p), lower(p[1]), ''), p[3], '') <> ''",
    rate=FORM_RATE,
    is_valid=is_valid,
    header=r"\bmac ?(adres|address|addr)?\b",
    least=17,
)
