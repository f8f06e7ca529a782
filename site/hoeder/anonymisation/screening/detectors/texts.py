# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every word about findings that a person sees, in English; the shell translates them.

Keys are those of ``Finding.identifier`` and ``Finding.reason``. An institution's own numbers have
the identifier ``institution:<name>``; their texts are those of ``institution``.
"""

from typing import NamedTuple

from .institution import PREFIX


class Words(NamedTuple):
    """What an identifier is called, and what to do about it."""

    name: str
    advice: str


_REPLACE = (
    "Remove the column, or replace it by a number that you draw at random; keep the key, if you "
    "must, apart from the data."
)
_PERSON = "Remove it, or replace it by what it stands for, such as “the teacher”."

IDENTIFIERS = {
    "be-national-number": Words(
        "Belgian national or BIS number",
        "Remove the column. The law forbids use of the national number without authorisation, "
        "also where it is scrambled: a number that is computed from it can be reversed.",
    ),
    "be-eid": Words("number of a Belgian identity card", _REPLACE),
    "be-riziv": Words("number of a Belgian care provider (RIZIV/INAMI)", _REPLACE),
    "be-vat": Words(
        "Belgian enterprise or VAT number",
        "Remove it where the enterprise is one person, or so small that it points to one.",
    ),
    "nl-bsn": Words(
        "Dutch citizen service number (BSN)",
        "Remove the column if these are such numbers. One in eleven numbers passes their check, "
        "so look at what the column is.",
    ),
    "iban": Words("bank account number (IBAN)", _REPLACE),
    "email": Words(
        "e-mail address", "Remove it, unless it is the published address of an organisation."
    ),
    "phone": Words(
        "telephone number", "Remove it, unless it is the published number of an organisation."
    ),
    "orcid": Words(
        "ORCID iD",
        "Remove it where researchers take part in the study; leave it where it names the authors.",
    ),
    "ip": Words("IP address", "Remove it; many survey platforms record it without being asked to."),
    "mac": Words("address of a network device (MAC)", _REPLACE),
    "coordinates": Words(
        "coordinates of a place",
        "Replace them by an area such as a municipality, or by the centre of one.",
    ),
    "postal-address": Words(
        "postal address", "Remove it, or keep only an area in which many people live."
    ),
    "birth-date": Words(
        "date of birth", "Replace it by an age in years, an age group, or the year of birth."
    ),
    "name": Words(
        "name of a person",
        f"{_PERSON} Names are looked up in lists: those that are not listed were not found, so "
        "read through what may hold names.",
    ),
    "licence-plate": Words("licence plate", _REPLACE),
    "institution": Words("student or staff number", _REPLACE),
}

REASONS = {
    "above-chance": "Far more of its values pass the check of this number than would by chance.",
    "format": "It is written as nothing else is.",
    "header": "Its name or label says so; the values were not recognised.",
    "header-and-values": "Its name or label says so, and its values agree.",
    "names": "Many of its values are in lists of names.",
    "ages": "Its dates spread as the birth dates of people do.",
    "range": "Two columns side by side hold precise points in the Low Countries.",
    "areas": "Its name says so, but its points are those of areas, or not precise.",
}

WHAT_IT_MEANS = {
    "certain": "This is such an identifier. The file is not anonymous as it is.",
    "likely": "This is very probably such an identifier. Look, and remove it or explain.",
    "possible": "This may be such an identifier. Look, and say what it is.",
}


def words(identifier: str) -> Words:
    """The texts of a finding's identifier.

    >>> words("institution:student").name
    'student or staff number'
    """
    return IDENTIFIERS["institution" if identifier.startswith(PREFIX) else identifier]
