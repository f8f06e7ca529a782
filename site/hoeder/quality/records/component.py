# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The verdict inside publish: what is published says how good it is, in one transaction.

A verdict never refuses a publication. One that cannot be computed is one that does not meet.
"""

from typing import Any

from invenio_drafts_resources.services.records.components import ServiceComponent

from hoeder.anonymisation.gate.published import put
from hoeder.quality.part import FIELD
from hoeder.quality.records import history
from hoeder.quality.records.judging import judged
from hoeder.quality.records.models import PUBLISHED


class QualityComponent(ServiceComponent):
    """Belongs after the gate's: the published part of the screening is judged too."""

    def create(self, identity: Any, record: Any = None, **kwargs: Any) -> None:
        """A draft has no verdict that stays."""
        put(record, FIELD, {})

    update_draft = create

    def edit(self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any) -> None:
        """A draft has none, that of a published record neither."""
        put(draft, FIELD, {})

    new_version = edit

    def publish(self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any) -> None:
        """Judge, and write it down."""
        found = judged(record)
        put(record, FIELD, found.part)
        history.write(record, found, PUBLISHED)
