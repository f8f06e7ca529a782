# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The gate in the record service: looked through again inside publish, on the files as they are.

Every way of publishing ends in ``RDMRecordService.publish`` (see the statement's component), an
edit of the access settings and a new version among them. Lifting an embargo opens files without
publishing, so it asks too. Published files cannot be replaced (see the instance's configuration).
"""

from typing import Any

from invenio_drafts_resources.services.records.components import ServiceComponent

from . import evidence
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
        _refuse(record)

    def lift_embargo(
        self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any
    ) -> None:
        """Let the files open that may be open; the embargo stays otherwise.

        :raises FilesRefusedError: the unit of work rolls back.
        """
        _refuse(record)


def _refuse(record: Any) -> None:
    standing = [obstacle for obstacle in evidence.obstacles(record) if obstacle.stands]
    if standing:
        raise FilesRefusedError(standing)
