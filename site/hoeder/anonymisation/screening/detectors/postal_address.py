# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Postal address: a street with a house number, and the postcode and place that may follow.

Dutch streets are known by their last part, French ones by their first, English ones by their last
word.

>>> is_valid("Tiensestraat 102"), is_valid("Oude Markt 13 bus 2, 3000 Leuven")
(True, True)
>>> is_valid("Rue de la Loi 16, 1000 Bruxelles"), is_valid("16, rue de la Loi")
(True, True)
>>> is_valid("10 Downing Street")
True

A street alone is no address, nor is a word that happens to end like one:

>>> is_valid("Tiensestraat"), is_valid("op weg 3"), is_valid("la place 2")
(False, False, False)
"""

import re

from .detector import Detector

RATE = 0.005
"""Not measured on digits, since none are involved: an allowance for words that end like a street
and stand before a number. One passage is ``possible``, two are ``likely``."""

_UPPER, _LETTER = "A-ZÀ-Þ", "A-Za-zÀ-ſ'’-"
_WORD = f"[{_LETTER}]{{2,}}"
_NAME = f"[{_UPPER}][{_LETTER}]+"
_ENDS = "weg|lei|kaai|dijk|baan|singel|gracht|kade|markt|hof|pad|hoek"
_BEGINS = "rue|avenue|chauss[ée]e|boulevard|quai|impasse|all[ée]e|square|dr[èe]ve|chemin"
_LAST = "Street|Road|Avenue|Lane|Drive|Close|Court|Gardens|Crescent|Terrace"
_OF = "de|du|des|la|le|les|aux?"

_DUTCH = (
    rf"(?:{_NAME} )?[{_LETTER}]{{3,}}(?i:straat|laan|steenweg|plein|dreef)"
    rf"|{_NAME}[{_LETTER}](?:{_ENDS})"
    rf"|{_NAME}[{_LETTER}] (?:[Ss]teenweg|[Ll]aan|[Mm]arkt|[Bb]aan|[Pp]lein|[Ww]eg|[Ss]traat)"
)
_FRENCH = (
    rf"(?i:{_BEGINS})(?: (?i:{_OF}))* (?i:[dl]['’])?{_WORD}(?: {_WORD}){{0,4}}"
    rf"|Place(?: (?:{_OF}))* (?i:[dl]['’])?{_NAME}(?: {_WORD}){{0,3}}"
)
_ENGLISH = rf"\d{{1,4}}[A-Za-z]? (?:{_NAME} ){{1,3}}(?:{_LAST})"
_BOX = r"(?:[ ,/]+(?:(?i:bus|bte|bo[îi]te|box|b)\.? ?)\w{1,4})?"
_NUMBER = rf",? (?:(?i:nr|n°)\.? ?)?[1-9]\d{{0,3}} ?[A-Za-z]?\b{_BOX}"
_TOWN = rf"[1-9]\d{{3}} ?(?:[A-Z]{{2}} )?{_NAME}"
_STREET = rf"(?:{_DUTCH}|{_FRENCH}){_NUMBER}|[1-9]\d{{0,3}}[A-Za-z]?,? (?:{_FRENCH})|{_ENGLISH}"
_ADDRESS = rf"(?:{_STREET})(?:[ ,]+(?:B-)?{_TOWN})?"


def is_valid(address: str) -> bool:
    """Whether it is a street with a number."""
    return bool(re.fullmatch(_ADDRESS, address))


DETECTOR = Detector(
    name="postal-address",
    version=1,
    pattern=rf"(?:^|[^0-9A-Za-z])({_ADDRESS})",
    # No distance to a number is in it but a short one: those make an automaton of many states.
    gate=rf"(?i:{_BEGINS}) |Place | (?:{_LAST})"
    rf"|(?i:straat|laan|plein|dreef|{_ENDS}),? .{{0,6}}\d",
    shape="true",
    check="true",
    rate=RATE,
    is_valid=is_valid,
    header=r"(?<!mail )(?<!ip )(?<!mac )(?<!web )\b((post|huis|woon|thuis)? ?adres"
    r"|(home |postal |street )?address|adresse( postale)?|straat ?(naam)?|street|rue"
    r"|huis ?nummer)\b",
    least=6,
    telling=rf".+[ ,-]{_TOWN}",
)
