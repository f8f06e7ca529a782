# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""IP address of one machine on the public network (RFC 791, RFC 4291).

Private, local and reserved addresses say nothing of a person and do not count. Neither do four
small numbers with points, which is how versions of programs look: two parts of an IPv4 address
must have two digits or more.

>>> is_valid("134.58.64.12"), is_valid("2a02:2c40:0:80::80:15")
(True, True)
>>> is_valid("192.168.1.12"), is_valid("4.1.2.13"), is_valid("10:30:00"), is_valid("::1")
(False, False, False, False)

That an address can be personal data, also one that changes: CJEU C-582/14, Breyer.
"""

import ipaddress
import re

from .detector import Detector

RATE = 0.01
"""Four random numbers of up to three digits are each at most 255 in 1 of 100 cases or less."""


def is_valid(address: str) -> bool:
    """Whether it is an address of the public network."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if parsed.version == 4:
        return parsed.is_global and len(re.findall(r"\d{2,}", address)) >= 2
    return parsed.is_global and address.count(":") >= 3 and bool(re.match("[23]", address))


_PART = [f"try_cast(split_part(p, '.', {i}) AS INTEGER)" for i in (1, 2, 3, 4)]
_A, _B = _PART[:2]
_V4 = f"""(regexp_full_match(p, '(?:(?:0|[1-9][0-9]{{0,2}})[.]){{3}}(?:0|[1-9][0-9]{{0,2}})')
    AND {" AND ".join(f"{part} <= 255" for part in _PART)}
    AND len(regexp_extract_all(p, '[0-9]{{2,}}')) >= 2
    AND {_A} NOT IN (0, 10, 127) AND {_A} < 224
    AND NOT ({_A} = 192 AND {_B} = 168) AND NOT ({_A} = 169 AND {_B} = 254)
    AND NOT ({_A} = 172 AND {_B} BETWEEN 16 AND 31)
    AND NOT ({_A} = 100 AND {_B} BETWEEN 64 AND 127))"""
# Global addresses begin with 2 or 3 (IANA IPv6 address space); one gap stands for zeros.
_V6 = """(regexp_full_match(p, '[23][0-9A-Fa-f]{3}(?::[0-9A-Fa-f]{1,4}){7}')
    OR regexp_full_match(p, '[23][0-9A-Fa-f]{3}(?::[0-9A-Fa-f]{1,4}){0,6}::'
            || '(?:[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?')
        AND strlen(p) - strlen(replace(p, ':', '')) BETWEEN 3 AND 7
        AND NOT starts_with(lower(p), '2001:db8:'))"""

DETECTOR = Detector(
    name="ip",
    version=1,
    pattern=r"(?:^|[^0-9A-Za-z.:])(\d{1,3}(?:\.\d{1,3}){3,}"
    r"|[23][0-9A-Fa-f]{3}(?::[0-9A-Fa-f]{0,4}){3,8})(?:$|[^0-9A-Za-z])",
    gate=r"\d\.\d{1,3}\.\d{1,3}\.\d|[23][0-9A-Fa-f]{3}:[0-9A-Fa-f]{0,4}:",
    shape="true",
    check=f"({_V4} OR {_V6})",
    rate=RATE,
    is_valid=is_valid,
    header=r"\bip ?(adres|address|addr|v4|v6)?\b",
    least=7,
)
