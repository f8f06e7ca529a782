# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The refusal of files that may not be published, in the shapes of Invenio's services.

One error for each obstacle that stands::

    {"field": "files.entries.survey.csv", "messages": ["…"], "severity": "error",
     "description": "…"}
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import ngettext
from flask_resources import HTTPJSONException, create_error_handler
from invenio_i18n import gettext
from invenio_records_resources.services.errors import ValidationErrorGroup

from hoeder.anonymisation.screening.detectors import texts as identifiers
from hoeder.anonymisation.screening.risk import texts as risk
from hoeder.anonymisation.screening.risk.contribution import Help

from . import words
from .claims import Claim
from .decision import Kind, Obstacle

Error = dict[str, Any]


class FilesRefusedError(ValidationErrorGroup):
    """Nothing may be published as the files are; ``errors`` has one error for each obstacle."""

    def __init__(self, standing: Sequence[Obstacle]) -> None:
        """With the obstacles that stand."""
        super().__init__(errors_of(standing))
        keys = list(dict.fromkeys(obstacle.key for obstacle in standing))
        shown = ", ".join(keys[:5]) + (" …" if len(keys) > 5 else "")
        self.description = gettext(words.REFUSED, summary=shown)

    def __str__(self) -> str:
        """Names of files only: nothing of what is in them ends up in a log."""
        return self.description


GATE_ERROR_HANDLERS = {
    FilesRefusedError: create_error_handler(
        lambda e: HTTPJSONException(code=400, description=e.description, errors=e.errors)
    )
}
"""For ``RDM_RECORDS_ERROR_HANDLERS`` and ``REQUESTS_ERROR_HANDLERS``."""


def errors_of(obstacles: Sequence[Obstacle]) -> list[Error]:
    """The errors of obstacles, in their order."""
    return [
        {
            "field": f"files.entries.{obstacle.key}",
            "messages": [sentence(obstacle)],
            "severity": "error",
            "description": gettext(words.REFUSED, summary=obstacle.key),
        }
        for obstacle in obstacles
    ]


def sentence(obstacle: Obstacle) -> str:
    """What a person reads of an obstacle."""
    said = gettext(words.OBSTACLES[obstacle.kind], **_told(obstacle.told))
    notes = []
    if obstacle.other_bytes:
        notes.append(gettext(words.ACCEPTED_ELSEWHERE))
    if obstacle.needed == 2:
        one = len(obstacle.accepted_by) == 1
        notes.append(gettext(words.SECOND_STEWARD if one else words.TWO_STEWARDS))
    return " ".join([said, *(notes if obstacle.stands else ())])


def claim_sentence(claim: Claim) -> str:
    """What a person reads of an answer that the screening contradicts."""
    return gettext(claim.sentence, **_told(claim.told))


def help_sentence(place: str, plain: Mapping[str, Any]) -> str:
    """What a person reads of a change that would help."""
    said = risk.sentence(Help(**plain), gettext, ngettext)
    return f"{place}: {said}" if place else said


def _told(told: Mapping[str, Any]) -> dict[str, Any]:
    """The placeholders of the words."""
    place = " · ".join(str(told[name]) for name in ("place", "column") if told.get(name))
    said = {name: value for name, value in told.items() if value is not None}
    said["where"] = f" ({place})" if place else ""
    if "columns" in told:
        said["columns"] = ", ".join(told["columns"])
    if "certainty" in told:
        said["certainty"] = gettext(words.CERTAINTIES[told["certainty"]])
    if "identifier" in told:
        said["identifier"] = gettext(identifiers.words(told["identifier"]).name).capitalize()
    if "reason" in told:
        said["reason"] = gettext(words.REASONS.get(told["reason"], words.OTHER_REASON))
    return said


__all__ = ("GATE_ERROR_HANDLERS", "FilesRefusedError", "Kind", "errors_of", "sentence")
