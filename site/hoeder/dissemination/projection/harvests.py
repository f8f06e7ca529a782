# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Who harvests what: one row for each list that a harvester asks for, overwritten as it goes on."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from hoeder.dissemination.projection.models import HARVEST
from hoeder.dissemination.projection.shelf import Progress

_NOTE = sa.text(f"""
INSERT INTO {HARVEST} AS kept (client, verb, prefix, set_spec, since, until, started_at, asked_at,
  delivered, size, harvests, completed_at, full_at, errors, error, error_at)
SELECT :client, :verb, :prefix, :set, :since, :until, now(), now(), :delivered, :size,
  CASE WHEN :first THEN 1 ELSE 0 END, CASE WHEN :last THEN now() END,
  CASE WHEN :last AND :since = '' THEN now() END,
  CASE WHEN :error = '' THEN 0 ELSE 1 END, nullif(:error, ''),
  CASE WHEN :error <> '' THEN now() END
ON CONFLICT (client, verb, prefix, set_spec) DO UPDATE SET
  since = CASE WHEN :error = '' THEN excluded.since ELSE kept.since END,
  until = CASE WHEN :error = '' THEN excluded.until ELSE kept.until END,
  started_at = CASE WHEN :first THEN now() ELSE kept.started_at END,
  asked_at = now(),
  delivered = CASE WHEN :error = '' THEN excluded.delivered ELSE kept.delivered END,
  size = CASE WHEN :error = '' THEN excluded.size ELSE kept.size END,
  harvests = kept.harvests + excluded.harvests,
  completed_at = coalesce(excluded.completed_at, kept.completed_at),
  full_at = coalesce(excluded.full_at, kept.full_at),
  errors = kept.errors + excluded.errors,
  error = coalesce(excluded.error, kept.error),
  error_at = coalesce(excluded.error_at, kept.error_at)
""")
_ALL = sa.text(f"SELECT * FROM {HARVEST} ORDER BY asked_at DESC LIMIT :limit")  # noqa: S608
_PRUNE = sa.text(f"DELETE FROM {HARVEST} WHERE asked_at < now() - CAST(:age AS interval)")  # noqa: S608


def note(session: Any, progress: Progress) -> None:
    """Write down what a harvester just got. The caller commits."""
    values = {
        **vars(progress),
        "client": progress.client[:200],
        "prefix": progress.prefix[:64],
    }
    session.execute(_NOTE, values)


def harvests(session: Any, limit: int = 200) -> list[dict[str, Any]]:
    """Rows of ``Harvest`` for the operator, the latest request first."""
    return [dict(row._mapping) for row in session.execute(_ALL, {"limit": limit})]


def prune(session: Any, age: timedelta) -> int:
    """Forget harvesters that have not asked for so long; return how many lists."""
    return int(session.execute(_PRUNE, {"age": f"{int(age.total_seconds())} seconds"}).rowcount)
