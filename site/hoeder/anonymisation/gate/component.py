# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The gate in the record service: looked through again inside publish, on the files as they are.

Every way of publishing ends in ``RDMRecordService.publish`` (see the statement's component), an
edit of the access settings and a new version among them. Lifting an embargo and restoring a record
open files without publishing, so they ask too. Published files cannot be replaced (see the
instance's configuration). What goes past the service is for ``guard``.
"""

from typing import Any

from invenio_drafts_resources.services.records.components import ServiceComponent

from . import evidence
from .guard import refuse_what_stands
from .refusal import FilesRefusedError


class GateComponent(ServiceComponent):
    """Belongs after the default components: the record then has the files it would serve."""

    def update_draft(self, identity: Any, record: Any = None, **kwargs: Any) -> None:
        """Have the files screened that came since the last save."""
        evidence.want(record)

    def publish(self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any) -> None:
        """Let through what may be published.

        :raises FilesRefusedError: the unit of work rolls back, nothing is published.
        """
        refuse_what_stands(record)

    def lift_embargo(
        self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any
    ) -> None:
        """Let the files open that may be open; the embargo stays otherwise.

        :raises FilesRefusedError: the unit of work rolls back.
        """
        _let_open(record)

    def restore_record(self, identity: Any, record: Any = None, **kwargs: Any) -> None:
        """Let a deleted record come back whose files may be shown; it stays deleted otherwise.

        :raises FilesRefusedError: the unit of work rolls back.
        """
        _let_open(record)


def _let_open(record: Any) -> None:
    """As by publishing; what was not screened by today's rules is, though this is rolled back."""
    try:
        refuse_what_stands(record)
    except FilesRefusedError:
        evidence.want_aside(record)
        raise
