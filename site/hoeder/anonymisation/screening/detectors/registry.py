# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which detectors there are, and the version of them all."""

from hashlib import sha256
from importlib.metadata import version

from . import be_national_number, be_vat, email_address, iban, nl_bsn
from .detector import Detector
from .settings import Settings

DETECTORS: tuple[Detector, ...] = (
    be_national_number.DETECTOR,
    be_vat.DETECTOR,
    iban.DETECTOR,
    nl_bsn.DETECTOR,
    email_address.DETECTOR,
)


def detectors(settings: Settings) -> tuple[Detector, ...]:
    """All of them, the institution's own included."""
    return DETECTORS


def ruleset(settings: Settings) -> str:
    """Changes whenever the same bytes could give other findings.

    >>> len(ruleset(Settings())), ruleset(Settings()) == ruleset(Settings(regions=("BE",)))
    (16, False)
    """
    parts = [f"{d.name} {d.version}" for d in DETECTORS]
    parts += [version(name) for name in ("faker", "phonenumbers", "python-stdnum")]
    return sha256("\n".join([*parts, repr(settings)]).encode()).hexdigest()[:16]


RULESET = ruleset(Settings())
