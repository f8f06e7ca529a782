# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The life of a DOI at DataCite: three states, four events, and what a DOI name may look like.

A draft is known to its repository only and may be deleted. A registered DOI resolves, a findable
one is also public. Nothing leads back to draft. An event that does not fit the state is ignored
without a word, as DataCite does (lupo, ``aasm whiny_transitions: false``).

>>> str(after(State.DRAFT, "publish")), str(after(State.FINDABLE, "hide"))
('findable', 'registered')
>>> str(after(State.DRAFT, "hide"))
'draft'
>>> compact("https://doi.org/10.5072/ABC"), is_valid("10.5072/abc"), is_valid("10.5072/a b")
('10.5072/abc', True, False)
"""

import re
import secrets
from enum import StrEnum

DOI = re.compile(r"10\.[0-9]{4,5}/[-._;()/:a-zA-Z0-9*~$=]+")
_RESOLVER = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)", re.IGNORECASE)
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # base 32 without i, l, o and u


class State(StrEnum):
    """What DataCite calls the state of a DOI."""

    DRAFT = "draft"
    REGISTERED = "registered"
    FINDABLE = "findable"


TRANSITIONS = {
    (State.DRAFT, "register"): State.REGISTERED,
    (State.DRAFT, "publish"): State.FINDABLE,
    (State.REGISTERED, "publish"): State.FINDABLE,
    (State.REGISTERED, "show"): State.FINDABLE,
    (State.FINDABLE, "hide"): State.REGISTERED,
}


def after(state: State, event: object) -> State:
    """Return the state that follows; the same state when the event does not fit."""
    return TRANSITIONS.get((state, event), state) if isinstance(event, str) else state


def compact(doi: str) -> str:
    """Return a DOI as it is stored: no resolver in front, lower case."""
    return _RESOLVER.sub("", doi.strip(), count=1).lower()


def is_valid(doi: str) -> bool:
    """Say whether DataCite accepts this DOI name."""
    return DOI.fullmatch(doi) is not None


def random_suffix() -> str:
    """Return a suffix in the form DataCite gives out, such as ``4k3m-nyvg``."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
