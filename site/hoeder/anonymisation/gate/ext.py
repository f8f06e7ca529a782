# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The gate as an Invenio extension, for both applications and the worker."""

from flask import Flask
from invenio_rdm_records.records.models import RDMParentMetadata, RDMRecordMetadata
from sqlalchemy import event
from sqlalchemy.orm import Session

from . import guard
from .refusal import GATE_ERROR_HANDLERS

LISTENERS = (
    ("after_flush", guard.note),
    ("before_commit", guard.check),
    ("after_rollback", guard.forget),
)


class HoederGate:
    """Watches the database sessions."""

    def __init__(self, app: Flask | None = None) -> None:
        """Set up the application, if there is one yet."""
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Listen, once in a process; answer refusals of whichever address was asked."""
        app.extensions[guard.EXTENSION] = self
        for error, handler in GATE_ERROR_HANDLERS.items():
            app.register_error_handler(error, handler)
        for name, listener in LISTENERS:
            if not event.contains(Session, name, listener):
                event.listen(Session, name, listener)
        for attribute in (RDMRecordMetadata.json, RDMParentMetadata.json):
            if not event.contains(attribute, "set", guard.before):
                event.listen(attribute, "set", guard.before, active_history=True)
