# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The verdict over REST: ``GET /api/records/<id>/quality`` and ``…/draft/quality``."""

from typing import Any

from flask import Blueprint, g

from hoeder.anonymisation.gate.views import refusing
from hoeder.quality.records import service


@refusing
def record(pid_value: str) -> Any:
    """Of a published record."""
    return service.of_record(g.identity, pid_value)


@refusing
def draft(pid_value: str) -> Any:
    """Of a draft."""
    return service.of_draft(g.identity, pid_value)


def create_api_blueprint(app: Any) -> Blueprint:
    """Return the blueprint of the REST API."""
    blueprint = Blueprint("hoeder_quality", __name__)
    blueprint.add_url_rule("/records/<pid_value>/quality", "record", record)
    blueprint.add_url_rule("/records/<pid_value>/draft/quality", "draft", draft)
    return blueprint
