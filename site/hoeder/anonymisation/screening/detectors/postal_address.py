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
_DUTCH = (
    rf"(?:[{_UPPER}][{_LETTER}]+ )?[{_LETTER}]{{3,}}(?i:straat|laan|steenweg|plein|dreef)"
    rf"|[{_UPPER}][{_LETTER}]{{2,}}(?:weg|lei|kaai|dijk|baan|singel|gracht|kade|markt|hof|pad|hoek)"
    rf"|[{_UPPER}][{_LETTER}]{{2,}} (?:[Ss]teenweg|[Ll]aan|[Mm]arkt|[Bb]aan|[Pp]lein|[Ww]eg|[Ss]traat)"
)
_FRENCH = (
    r"(?i:rue|avenue|chauss[ée]e|boulevard|quai|impasse|all[ée]e|square|dr[èe]ve|chemin)"
    rf"(?: (?i:de|du|des|la|le|les|aux?))* (?i:[dl]['’])?[{_LETTER}]{{2,}}(?: [{_LETTER}]{{2,}}){{0,4}}"
    rf"|Place(?: (?:de|du|des|la|le|les))* (?i:[dl]['’])?[{_UPPER}][{_LETTER}]{{2,}}(?: [{_LETTER}]{{2,}}){{0,3}}"
)
_ENGLISH = (
    rf"\d{{1,4}}[A-Za-z]? (?:[{_UPPER}][{_LETTER}]+ ){{1,3}}"
    r"(?:Street|Road|Avenue|Lane|Drive|Close|Court|Gardens|Crescent|Terrace)"
)
_NUMBER = r",? (?:(?i:nr|n°)\.? ?)?[1-9]\d{0,3} ?[A-Za-z]?\b(?:[ ,/]+(?:(?i:bus|bte|bo[îi]te|box|b)\.? ?)\w{1,4})?"
_PLACE = rf"(?:[ ,]+(?:B-)?[1-9]\d{{3}} ?(?:[A-Z]{{2}} )?[{_UPPER}][{_LETTER}]+)?"
_ADDRESS = rf"(?:(?:{_DUTCH}|{_FRENCH}){_NUMBER}|[1-9]\d{{0,3}}[A-Za-z]?,? (?:{_FRENCH})|{_ENGLISH}){_PLACE}"


def is_valid(address: str) -> bool:
    """Whether it is a street with a number."""
    return bool(re.fullmatch(_ADDRESS, address))


DETECTOR = Detector(
    name="postal-address",
    version=1,
    pattern=rf"(?:^|[^0-9A-Za-z])({_ADDRESS})",
    gate=r"\d.{0,60}(?i:rue|avenue|chauss|boulevard|quai|impasse|all[ée]e|square|dr[èe]ve|chemin|Place"
    r"|Street|Road|Lane|Drive|Close|Court|Gardens|Crescent|Terrace)"
    r"|(?i:straat|laan|weg|plein|dreef|lei|kaai|dijk|baan|singel|gracht|kade|markt|hof|pad|hoek),? .{0,6}\d"
    r"|(?i:rue|avenue|chauss|boulevard|quai|impasse|all[ée]e|square|dr[èe]ve|chemin|Place) .{0,60}\d",
    shape="true",
    check="true",
    rate=RATE,
    is_valid=is_valid,
    header=r"(?<!mail )(?<!ip )(?<!mac )(?<!web )\b((post|huis|woon|thuis)? ?adres|(home |postal |street )?address"
    r"|adresse( postale)?|straat ?(naam)?|street|rue|huis ?nummer)\b",
    least=6,
    telling=rf".+ [1-9]\d{{3}} ?(?:[A-Z]{{2}} )?[{_UPPER}][{_LETTER}]+",
)
