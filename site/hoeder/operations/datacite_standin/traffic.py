# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the workers share about requests: the plan of faults, the counters and the rate limit.

Kept in a SQLite file of its own, next to the DOIs and not as careful as they are: it may be lost.
"""

import json
from pathlib import Path
from typing import Any

from .faults import Plan, Rule, as_data, choose, parse_plan
from .store import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS plan (
    id INTEGER PRIMARY KEY CHECK (id = 1), plan TEXT NOT NULL, requests INTEGER NOT NULL,
    acted TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS requests (
    second INTEGER NOT NULL, method TEXT NOT NULL, status INTEGER NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (second, method, status)) STRICT;
CREATE TABLE IF NOT EXISTS budgets (
    asker TEXT PRIMARY KEY, started REAL NOT NULL, used INTEGER NOT NULL) STRICT;
"""


class Traffic:
    """Counts requests, draws faults and keeps budgets for all workers together."""

    def __init__(self, path: Path) -> None:
        """Open the file, creating it when needed."""
        self._database = Database(path, _SCHEMA, synchronous="OFF")

    def set_plan(self, data: object) -> dict[str, Any]:
        """Set the plan and begin counting afresh; ValueError names the field at fault."""
        plan = parse_plan(data)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM plan")
            acted = json.dumps([0] * len(plan.rules))
            connection.execute("INSERT INTO plan VALUES (1, ?, 0, ?)", (json.dumps(data), acted))
        return {"seed": plan.seed, "rules": [as_data(rule) for rule in plan.rules]}

    def clear_plan(self) -> None:
        """Let every request through again."""
        self._database.connection.execute("DELETE FROM plan")

    def next_fault(self, method: str) -> Rule | None:
        """Number a request and return the rule that acts on it, if any."""
        if self._database.connection.execute("SELECT 1 FROM plan").fetchone() is None:
            return None
        with self._database.transaction() as connection:
            row = connection.execute("SELECT plan, requests, acted FROM plan").fetchone()
            if row is None:
                return None
            plan: Plan = parse_plan(json.loads(row[0]))
            acted: list[int] = json.loads(row[2])
            chosen = choose(plan, row[1], acted, method)
            if chosen is not None:
                acted[chosen] += 1
            values = (row[1] + 1, json.dumps(acted))
            connection.execute("UPDATE plan SET requests = ?, acted = ?", values)
        return None if chosen is None else plan.rules[chosen]

    def count(self, second: int, method: str, status: int) -> None:
        """Count an answer; status 0 is a connection that was cut."""
        self._database.connection.execute(
            """INSERT INTO requests VALUES (?, ?, ?, 1)
            ON CONFLICT DO UPDATE SET count = count + 1""",
            (second, method, status),
        )

    def counters(self) -> dict[str, Any]:
        """Return the answers given, in total and by second (Unix time), method and status."""
        rows = self._database.connection.execute(
            "SELECT second, method, status, count FROM requests ORDER BY second, method, status"
        ).fetchall()
        names = ("second", "method", "status", "count")
        by_second = [dict(zip(names, row, strict=True)) for row in rows]
        return {"total": sum(row[3] for row in rows), "requests": by_second}

    def clear_counters(self) -> None:
        """Count from nought."""
        self._database.connection.execute("DELETE FROM requests")

    def wait(self, asker: str, limit: int, window: int, now: float) -> float:
        """Take one request from an asker's budget; return 0, or the seconds until it is renewed.

        :param limit: requests in a window of ``window`` seconds, which begins with the first.
        """
        with self._database.transaction() as connection:
            query = "SELECT started, used FROM budgets WHERE asker = ?"
            started, used = connection.execute(query, (asker,)).fetchone() or (now, 0)
            if now >= started + window:
                started, used = now, 0
            if used >= limit:
                return max(started + window - now, 0.001)
            values = (asker, started, used + 1)
            connection.execute("INSERT OR REPLACE INTO budgets VALUES (?, ?, ?)", values)
        return 0.0
