# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How far something got that follows the records, so that it goes on there after a stop.

``second`` is one of the horizon (seconds since 1970): what is stamped earlier is done. ``detail``
is the follower's own.
"""

from typing import Any, NamedTuple

import sqlalchemy as sa

from hoeder.dissemination.projection.models import POSITION

_READ = sa.text(f"SELECT second, detail FROM {POSITION} WHERE name = :name")  # noqa: S608
_WRITE = sa.text(f"""
INSERT INTO {POSITION} (name, second, detail) VALUES (:name, :second, :detail)
ON CONFLICT (name) DO UPDATE SET second = excluded.second, detail = excluded.detail
""")  # noqa: S608
_FORGET = sa.text(f"DELETE FROM {POSITION} WHERE name = :name")  # noqa: S608


class Place(NamedTuple):
    """Where a follower is; at the beginning of time if it never was anywhere."""

    second: int = 0
    detail: str = ""


def read(session: Any, name: str) -> Place:
    """Return where it is."""
    row = session.execute(_READ, {"name": name}).one_or_none()
    return Place() if row is None else Place(*row)


def write(session: Any, name: str, place: Place) -> None:
    """It is there now. The caller commits."""
    session.execute(_WRITE, {"name": name, **place._asdict()})


def forget(session: Any, name: str) -> None:
    """It begins anew. The caller commits."""
    session.execute(_FORGET, {"name": name})
