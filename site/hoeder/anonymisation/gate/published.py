# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The published part of the screening: the custom field ``hoeder:screening``.

It is written inside publish and by nobody else, so a record says what was found of the bytes it was
published with, whatever rules come later; and whatever carries a record's JSON (REST, exports, the
projection) carries it without asking the database again. It has counts and dates, no names of files
or columns and no reasons (see ``service.summary_of``).
"""

from collections.abc import Mapping
from typing import Any

from invenio_drafts_resources.services.records.components import ServiceComponent
from invenio_records_resources.services.custom_fields import BaseCF
from marshmallow import fields

from . import service

NAME = "hoeder:screening"


class ReadOnly(fields.Dict):
    """Shown as it is; whatever a request sends is dropped and not refused: forms send it back."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return {}


class ScreeningCF(BaseCF):
    """The field; its value is that of ``service.summary_of``."""

    def __init__(self) -> None:
        """Named."""
        super().__init__(NAME)

    @property
    def mapping(self) -> dict[str, Any]:
        """For filters and counts."""
        number, word = {"type": "integer"}, {"type": "keyword"}
        return {
            "type": "object",
            "properties": {
                "tier": word,
                "files": number,
                "screened": number,
                "screened_on": {"type": "date", "format": "strict_date"},
                "ruleset": word,
                "smallest_group": number,
                "accepted": number,
            },
        }

    @property
    def field(self) -> fields.Field:
        """Read only."""
        return ReadOnly()


class PublishedPartComponent(ServiceComponent):
    """Belongs after the gate: what it let through is what is written down."""

    def create(self, identity: Any, record: Any = None, **kwargs: Any) -> None:
        """A draft has none."""
        put(record, NAME, {})

    update_draft = create

    def edit(self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any) -> None:
        """A draft has none, that of a published record neither."""
        put(draft, NAME, {})

    new_version = edit

    def publish(self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any) -> None:
        """Write it down."""
        put(record, NAME, service.summary_of(record))


def put(record: Any, name: str, part: Mapping[str, Any]) -> None:
    """Replace a field's value; the old object stays, as draft and record may share it."""
    others = {k: v for k, v in (record.get("custom_fields") or {}).items() if k != name}
    known = {key: value for key, value in part.items() if value is not None}
    record.custom_fields = others | ({name: known} if known else {})
