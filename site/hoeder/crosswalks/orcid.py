# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""ORCID iDs in outlets: as the address that ORCID asks to write, if it can be one.

Fifteen digits and a check character (ISO/IEC 7064, MOD 11-2) in four groups, of two blocks of ISNI:
0000-0001-5000-0007 to 0000-0003-5000-0001 and 0009-0000-0000-0000 to 0009-0010-0000-0000 (ORCID,
Structure of the ORCID Identifier). Whose it is nobody is asked.

>>> format("0000-0002-1825-0097"), format("https://orcid.org/0000-0002-1694-233x")
('https://orcid.org/0000-0002-1825-0097', 'https://orcid.org/0000-0002-1694-233X')
>>> format("0000-0002-1825-0098"), format("0000-0001-0000-0009"), format("")
('', '', '')
"""

import re

from stdnum.iso7064 import mod_11_2

BASE = "https://orcid.org/"
_NUMBER = re.compile(
    r"(?:https?://(?:www\.)?orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])/?", re.ASCII
)
_BLOCKS = (
    ("0000-0001-5000-0007", "0000-0003-5000-0001"),
    ("0009-0000-0000-0000", "0009-0010-0000-0000"),
)


def format(text: str) -> str:
    """Return the address of an ORCID iD, or "" when it is none."""
    found = _NUMBER.fullmatch(text.strip().replace("x", "X"))
    if found is None or not any(first <= found[1] <= last for first, last in _BLOCKS):
        return ""
    return BASE + found[1] if mod_11_2.is_valid(found[1].replace("-", "")) else ""


def of(party: dict[str, list[dict[str, str]]]) -> str:
    """Return the one of a creator or contributor in DataCite JSON, or ""."""
    names = party.get("nameIdentifiers", ())
    known = (each["nameIdentifier"] for each in names if each["nameIdentifierScheme"] == "ORCID")
    return next((address for address in map(format, known) if address), "")
