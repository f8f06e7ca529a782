# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger as an Invenio extension, for both applications and the worker."""

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from hoeder.doi.ledger import wanted
from hoeder.doi.stewards.display import doi_state, doi_states

LISTENERS = (
    ("after_flush", wanted.note),
    ("before_commit", wanted.write_noted),
    ("after_rollback", wanted.forget),
)


class HoederDOIs:
    """Writes into the ledger with each change.

    No worker is woken: the scheduler does within seconds, and a broker that is down would hold up
    whoever publishes.
    """

    def __init__(self, app: Flask | None = None) -> None:
        """Set up the application, if there is one yet."""
        if app is not None:
            self.init_app(app)

    def init_app(self, app: Flask) -> None:
        """Listen to the database sessions, once in a process; tell templates of states."""
        app.extensions[wanted.EXTENSION] = self
        app.jinja_env.globals.update(doi_state=doi_state, doi_states=doi_states)
        for name, listener in LISTENERS:
            if not event.contains(Session, name, listener):
                event.listen(Session, name, listener)
