# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which detectors there are, and the version of them all."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version

from . import (
    be_eid,
    be_national_number,
    be_riziv,
    be_vat,
    birth_date,
    coordinates,
    email_address,
    iban,
    institution,
    ip_address,
    licence_plate,
    mac_address,
    names,
    nl_bsn,
    orcid,
    phone,
    postal_address,
)
from .detector import Detector
from .settings import Settings

DETECTORS: tuple[Detector, ...] = (
    be_national_number.DETECTOR,
    be_eid.DETECTOR,
    be_riziv.DETECTOR,
    be_vat.DETECTOR,
    nl_bsn.DETECTOR,
    iban.DETECTOR,
    email_address.DETECTOR,
    phone.detector(Settings().regions),
    orcid.DETECTOR,
    ip_address.DETECTOR,
    mac_address.DETECTOR,
    coordinates.DETECTOR,
    postal_address.DETECTOR,
    birth_date.DETECTOR,
    names.DETECTOR,
    licence_plate.DETECTOR,
)


def detectors(settings: Settings) -> tuple[Detector, ...]:
    """All of them, as the institution set them, its own included."""
    known = phone.detector(settings.regions)
    every = (known if detector.name == known.name else detector for detector in DETECTORS)
    return (*every, *map(institution.detector, settings.numbers))


def ruleset(settings: Settings) -> str:
    """Changes whenever the same bytes could give other findings.

    >>> len(ruleset(Settings())), ruleset(Settings()) == ruleset(Settings(regions=("BE",)))
    (16, False)
    """
    parts = list(_fixed())
    return sha256("\n".join([*parts, repr(settings)]).encode()).hexdigest()[:16]


@cache
def _fixed() -> tuple[str, ...]:
    """What no setting changes. Kept: a library's version takes a millisecond to read."""
    known = [f"{d.name} {d.version}" for d in DETECTORS]
    return (*known, *(version(name) for name in ("faker", "phonenumbers", "python-stdnum")))


RULESET = ruleset(Settings())
