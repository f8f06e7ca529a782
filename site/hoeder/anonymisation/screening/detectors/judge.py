# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How sure a column is, from what its detector met in it.

No cell is judged: of two million random numbers of eleven digits some 5,400 are valid national
numbers. What is judged is whether the distinct candidates of a column match more often than
chance explains: a one-sided binomial test against the detector's rate. Distinct ones, since a
number that is repeated a thousand times proves what it proves once. Next to that counts what the
column is called, and a format that nothing else has.

======== ===========================================================================================
certain  the test says :data:`CERTAIN_P` and at least :data:`CERTAIN_SHARE` of the candidates match,
         :data:`CERTAIN_MATCHES` of them or more; or so many match under a header that announces
         them, and the test says :data:`LIKELY_P`
likely   the test says :data:`LIKELY_P`, and matches are :data:`LIKELY_LIFT` times what chance
         gives; or matches in a telling format, where the test over what has that format says
         :data:`POSSIBLE_P`; or matches under a header that announces them
possible the test says :data:`POSSIBLE_P`, and matches are :data:`POSSIBLE_LIFT` times what chance
         gives; or one match in a telling format, however many fail in it; or the header announces
         them and the cells are long enough, but none matches
======== ===========================================================================================

A check that many other numbers pass too (``Detector.alone``) is never more than ``likely`` without
a header or a telling format.
"""

from scipy.special import betainc

from ..model import Certainty
from .detector import Detector, Tally

CERTAIN_P = 1e-9
LIKELY_P = 1e-4
POSSIBLE_P = 0.025
"""One bare national number in a text of its own (2 in 97 by chance) is still ``possible``."""

CERTAIN_MATCHES = 3
CERTAIN_SHARE = 0.5
LIKELY_LIFT = 3.0
POSSIBLE_LIFT = 2.0


def by_chance(matches: int, candidates: int, rate: float) -> float:
    """Probability of at least so many matches if every candidate matched with this rate.

    >>> round(by_chance(1, 1, 0.02), 4)
    0.02
    >>> by_chance(0, 0, 0.02)
    1.0
    """
    # The binomial distribution's upper tail (DLMF 8.17.5); scipy.stats takes a second to import.
    return float(betainc(matches, candidates - matches + 1, rate)) if matches else 1.0


def judge(detector: Detector, tally: Tally, announced: bool) -> tuple[Certainty, str] | None:
    """The certainty and the reason, or None where there is nothing to tell.

    :param announced: the header says so, and the cells are long enough for it.
    """
    if detector.announced and not announced:
        return None
    matches, candidates = tally.matches, tally.candidates
    if not matches:
        return (Certainty.POSSIBLE, "header") if announced else None
    p = by_chance(matches, candidates, detector.rate)
    share = matches / candidates
    lift = share / detector.rate
    many = matches >= CERTAIN_MATCHES and share >= CERTAIN_SHARE
    if announced:
        sure = many and p <= LIKELY_P
        return Certainty.CERTAIN if sure else Certainty.LIKELY, "header-and-values"
    if many and p <= CERTAIN_P and not (detector.alone and not tally.telling):
        return Certainty.CERTAIN, "format" if detector.rate <= 1e-3 else "above-chance"
    # One of a million hexadecimal numbers begins with be and is a valid VAT number from there.
    if tally.telling and by_chance(tally.telling, tally.formatted, detector.rate) <= POSSIBLE_P:
        return Certainty.LIKELY, "format"
    if p <= LIKELY_P and lift >= LIKELY_LIFT:
        return Certainty.LIKELY, "above-chance"
    if p <= POSSIBLE_P and lift >= POSSIBLE_LIFT:
        return Certainty.POSSIBLE, "above-chance"
    return (Certainty.POSSIBLE, "format") if tally.telling else None
