# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The published part of the verdict: the custom field ``hoeder:quality`` (``quality.part``).

It is written inside publish and when a record is judged again, and by nobody else.
"""

from typing import Any

from invenio_records_resources.services.custom_fields import BaseCF
from marshmallow import fields

from hoeder.anonymisation.gate.published import ReadOnly
from hoeder.quality.part import FIELD


class QualityCF(BaseCF):
    """The field; its value is that of ``part.part_of``."""

    def __init__(self) -> None:
        """Named."""
        super().__init__(FIELD)

    @property
    def mapping(self) -> dict[str, Any]:
        """For filters and counts."""
        number, word, flag = {"type": "integer"}, {"type": "keyword"}, {"type": "boolean"}
        return {
            "type": "object",
            "dynamic": False,
            "properties": {
                "standard": word,
                "version": word,
                "computed": flag,
                "meets": flag,
                "percent": number,
                "mqa_points": number,
                "judged_on": {"type": "date", "format": "strict_date"},
            },
        }

    @property
    def field(self) -> fields.Field:
        """Read only."""
        return ReadOnly()
