# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The true state of a DOI where researchers see it, for templates.

``doi_state(doi)`` tells it on the landing page; ``doi_states(doi)`` in the deposit form, which
needs the words of a state that a DOI gets while the form is open, too.
"""

from dataclasses import dataclass
from typing import Any

from hoeder.doi.ledger import overview, words

CONCEPT_STATES = {**words.STATES, "registered": words.CONCEPT_REGISTERED}


@dataclass(frozen=True, slots=True)
class State:
    """A key of ``words.STATES``, and its words."""

    key: str
    text: Any


def doi_state(doi: str | None, concept: bool = False) -> State | None:
    """Return the state of a DOI that is or will be registered here; None of any other."""
    key = overview.state_for_people(doi) if doi else ""
    return State(key, (CONCEPT_STATES if concept else words.STATES)[key]) if key else None


def doi_states(doi: str | None) -> dict[str, str]:
    """Return the words for a DOI with its present ``state``, and for one just ``reserved``."""
    state = doi_state(doi)
    return {
        "doi": doi or "",
        "state": str(state.text) if state else "",
        "reserved": str(words.STATES["reserved"]),
    }
