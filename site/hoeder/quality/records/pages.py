# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The verdict in templates: on a record's page, in the deposit form and in a review request."""

from typing import Any

from flask import Blueprint, Flask, g

from hoeder.anonymisation.gate.permissions import GatePermissionPolicy
from hoeder.quality.records import service, words


def quality_of(item: Any) -> service.Json | None:
    """For templates: the verdict on a draft or record that a service returned, or None.

    None is for drafts of others: whoever looks at one by a link sees no list of what is missing.
    """
    if item is None:
        return None
    record = item._record
    if not record.is_draft:
        return service.shown_record(g.identity, record) or None
    if not GatePermissionPolicy("read", record=record).allows(g.identity):
        return None
    return service.shown_draft(record)


def create_blueprint(app: Flask) -> Blueprint:
    """Return the blueprint of the web application."""
    app.jinja_env.globals.update(quality_of=quality_of, quality_words=words.FORM)
    return Blueprint("hoeder_quality", __name__)
