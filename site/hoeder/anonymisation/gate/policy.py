# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How open data are, and what a custodian asks of each tier.

A tier follows from InvenioRDM's access settings, so that no second setting can contradict them:

* ``open``: record and files are public, now or when an embargo ends;
* ``safeguarded``: the record is public, the files are not, and users or guests may ask for them;
* ``controlled``: the files are not public and nobody may ask in Hoeder, or the record itself is
  restricted: the custodian alone gives access.

(The names are those of the UK Data Service's three-tier access policy.)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Tier(StrEnum):
    """From the most open one to the least."""

    OPEN = "open"
    SAFEGUARDED = "safeguarded"
    CONTROLLED = "controlled"


def tier_of(access: Mapping[str, object], may_ask: bool) -> Tier:
    """Return the tier of a record's access settings.

    An embargo counts as over: what is published today opens by itself, and nobody looks then.

    :param access: ``record`` and ``files``, each "public" or "restricted", and ``embargo``.
    :param may_ask: whether users or guests may ask for the files.

    >>> str(tier_of({"record": "public", "files": "public"}, False)), str(tier_of({}, False))
    ('open', 'open')
    >>> embargoed = {"record": "public", "files": "restricted", "embargo": {"active": True}}
    >>> str(tier_of(embargoed, True))
    'open'
    """
    embargo = access.get("embargo")
    if isinstance(embargo, Mapping) and embargo.get("active"):
        return Tier.OPEN
    if access.get("record") == "restricted":
        return Tier.CONTROLLED
    if access.get("files") == "restricted":
        return Tier.SAFEGUARDED if may_ask else Tier.CONTROLLED
    # What says neither is judged as if anybody could have it.
    return Tier.OPEN


@dataclass(frozen=True, slots=True)
class Policy:
    """What one custodian asks. Thresholds are local policy; no standard gives them.

    :param k: the smallest class of rows with the same quasi-identifiers that is accepted in each
        tier; 1 asks nothing. 3 and 5 are usual, 10 is the ONS's, 11 the EMA's (Policy 0070).
    :param two_stewards: identifiers of which a certain finding takes two stewards. The use of the
        Belgian national number needs an authorisation (Act of 8 August 1983, art. 5 and 8).
    """

    k: Mapping[Tier, int] = field(
        default_factory=lambda: {Tier.OPEN: 5, Tier.SAFEGUARDED: 3, Tier.CONTROLLED: 1}
    )
    two_stewards: frozenset[str] = frozenset({"be-national-number"})
