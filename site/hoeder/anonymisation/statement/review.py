# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Submitting a draft for review, refused while its statement is incomplete.

The submit action is the one place that every submission passes: the draft's ``submit-review``
action, the request's own ``submit`` action and code that calls either service. (The service
component hook ``submit_record`` is run by the first of these only.) Accepting needs nothing here:
it publishes, see :mod:`.component`. The request to include a published record in another community
neither publishes nor changes the record, so it is left alone.
"""

from typing import Any

from invenio_rdm_records.checks.requests import CommunitySubmission

from .refusal import refuse_incomplete

_SubmitAction: type[Any] = CommunitySubmission.available_actions["submit"]


class SubmitAction(_SubmitAction):
    """Submit, after a look at the statement."""

    def execute(self, identity: Any, uow: Any) -> None:
        """Refuse or submit.

        :raises IncompleteStatementError: the request stays as it was.
        """
        refuse_incomplete(self.request.topic.resolve())
        super().execute(identity, uow)


class StatementCommunitySubmission(CommunitySubmission):
    """The review request; built on the one that also runs Invenio's checks, if those are on."""

    available_actions = {**CommunitySubmission.available_actions, "submit": SubmitAction}
