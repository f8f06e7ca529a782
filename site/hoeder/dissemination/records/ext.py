# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The projection's listeners, for both applications and the worker."""

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from hoeder.dissemination.records import changed, family

LISTENERS = (
    ("after_flush", changed.note),
    ("before_commit", changed.write_noted),
    ("after_rollback", changed.forget),
)


def finalize(app: Flask) -> None:
    """Listen to the database sessions, once in a process.

    For ``invenio_base.finalize_app``, hence after the listeners of the DOI ledger: whoever changes
    a record and whoever notes DataCite's answer then lock the ledger first and the projection last.

    :raises ValueError: when ``HOEDER_OAI_VERSIONS`` is neither of its two values.
    """
    which = app.config.setdefault("HOEDER_OAI_VERSIONS", family.LATEST)
    if which not in (family.LATEST, family.ALL):
        raise ValueError(
            f"HOEDER_OAI_VERSIONS is {which!r}. Write {family.LATEST!r} to show harvesters the "
            f"latest version of each dataset, or {family.ALL!r}."
        )
    app.extensions[changed.EXTENSION] = True
    for name, listener in LISTENERS:
        if not event.contains(Session, name, listener):
            event.listen(Session, name, listener)
