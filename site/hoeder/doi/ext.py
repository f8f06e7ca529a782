# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger as an Invenio extension, for both applications and the worker."""

from typing import Any

from flask import Flask, current_app, has_app_context
from kombu.exceptions import OperationalError
from sqlalchemy import event
from sqlalchemy.orm import Session

from hoeder.doi.ledger import wanted


class HoederDOIs:
    """Writes into the ledger with each change, and wakes a worker after the transaction."""

    def __init__(self, app: Flask | None = None) -> None:
        """Set up the application, if there is one yet."""
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Listen to the database sessions, once in a process."""
        app.extensions["hoeder-doi"] = self
        for name, listener in LISTENERS:
            if not event.contains(Session, name, listener):
                event.listen(Session, name, listener)


def kick(session: Any) -> None:
    """Wake a worker, unless the broker is away: then the scheduler does, seconds later."""
    if session.in_nested_transaction() or not session.info.pop(wanted.KICK, False):
        return
    if not has_app_context() or "hoeder-doi" not in current_app.extensions:
        return
    from hoeder.doi.tasks import work

    try:
        work.apply_async(retry=False, ignore_result=True)
    except (OperationalError, OSError) as error:
        current_app.logger.warning("The DOI worker was not woken: %s", type(error).__name__)


LISTENERS = (
    ("after_flush", wanted.note),
    ("before_commit", wanted.write_noted),
    ("after_commit", kick),
    ("after_rollback", wanted.forget),
)
