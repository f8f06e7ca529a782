# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The refusal of an incomplete statement, in the shapes that Invenio's services and resources use.

One error for each missing field::

    {"field": "custom_fields.hoeder:anonymisation.status", "messages": ["Not answered yet: …"],
     "severity": "error", "description": "Your draft is kept. …"}

``severity`` and ``description`` are what the deposit form needs to count the errors of a section.
"""

from collections.abc import Mapping
from typing import Any

from flask_resources import HTTPJSONException, create_error_handler
from invenio_i18n import gettext
from invenio_records_resources.services.errors import ValidationErrorGroup

from .completeness import CONSEQUENCE, UNANSWERED, missing
from .fields import FIELD_NAME, N_

Error = dict[str, Any]

_REFUSED = N_("The anonymisation statement is not complete. Not answered yet: %(labels)s.")


class IncompleteStatementError(ValidationErrorGroup):
    """The draft may not be submitted or published; ``errors`` has one error for each field."""

    def __init__(self, errors: list[Error], labels: list[str]) -> None:
        """With the errors, and the labels of their fields."""
        super().__init__(errors)
        self.description = " ".join(
            (gettext(_REFUSED, labels="; ".join(labels)), gettext(CONSEQUENCE))
        )

    def __str__(self) -> str:
        """Labels only: no answer of a depositor ends up in a log."""
        return self.description


STATEMENT_ERROR_HANDLERS = {
    IncompleteStatementError: create_error_handler(
        lambda e: HTTPJSONException(code=400, description=e.description, errors=e.errors)
    )
}
"""For ``RDM_RECORDS_ERROR_HANDLERS`` and ``REQUESTS_ERROR_HANDLERS``.

Without them the answer is still 400 with the same errors; with them its ``message`` says what is
wrong too, which is all that the page of a review request shows.
"""


def errors_of(record: Mapping[str, Any]) -> list[Error]:
    """The errors of a draft or record; none when its statement is complete."""
    return [
        {
            "field": f"custom_fields.{FIELD_NAME}.{problem.path}",
            "messages": [gettext(UNANSWERED, label=gettext(problem.label))],
            "severity": "error",
            "description": gettext(CONSEQUENCE),
        }
        for problem in missing(_statement(record))
    ]


def refuse_incomplete(record: Mapping[str, Any]) -> None:
    """Let a draft or record with a complete statement pass.

    :raises IncompleteStatementError: when it is not complete, whoever asks.
    """
    if problems := missing(_statement(record)):
        labels = list(dict.fromkeys(gettext(problem.label) for problem in problems))
        raise IncompleteStatementError(errors_of(record), labels)


def _statement(record: Mapping[str, Any]) -> object:
    return (record.get("custom_fields") or {}).get(FIELD_NAME)
