# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Answers for machines, which have no sessions.

InvenioRDM notes something in the session at every request, and so keeps a new one for days for
each request of a client that sends no cookies: one for every page of every harvest.
"""

from flask import session


def without_session() -> None:
    """Keep nothing of this request in a session; one that was there before stays as it is.

    Called in a view, hence after everything that is done before one.
    """
    session.modified = False
