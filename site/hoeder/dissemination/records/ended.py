# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Embargoes that ended by the calendar: nothing in the database changes, but formats show it."""

from uuid import UUID

import sqlalchemy as sa
from invenio_db import db

from hoeder.crosswalks import access
from hoeder.dissemination.projection.models import DEFINITION, RECORD, SET
from hoeder.dissemination.records import refresh, sets

_EMBARGOED = sa.text(f"""
SELECT DISTINCT r.parent_id FROM {SET} m JOIN {DEFINITION} d ON d.id = m.set_id
JOIN {RECORD} r ON r.id = m.record_id
WHERE d.spec = :spec AND m.member AND NOT r.deleted ORDER BY 1
""")  # noqa: S608


def refresh_embargoed() -> refresh.Moved:
    """Refresh what is told to be embargoed. The caller commits."""
    spec = f"access:{sets.LEVELS[access.EMBARGOED]}"
    found = db.session.execute(_EMBARGOED, {"spec": spec}).scalars()
    return refresh.refresh([UUID(str(one)) for one in found])
