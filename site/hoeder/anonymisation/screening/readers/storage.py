# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Where relations are kept in the engine.

A table that is filled keeps one group of rows of all its columns in memory. By default a group has
122,880 rows, which for a thousand columns is gigabytes, so wide tables lie in a second database
file with smaller groups and blocks. Measured: 2,000 columns, 100,000 rows, 576 MB: out of memory in
the first file, at most 475 MB resident in the second. (No view hides that file: a statement over a
view of 2,000 columns takes 28 ms before it begins, over the table 2 ms.)
"""

from collections.abc import Mapping

from hoeder.anonymisation.screening.readers.workspace import Workspace

WIDE = 100
"""Columns beyond which a table is a wide one."""

_ATTACH = "ATTACH IF NOT EXISTS '{path}' AS wide (BLOCK_SIZE 16384, ROW_GROUP_SIZE 4096)"


def create(work: Workspace, width: int, query: str, told: Mapping[str, object]) -> str:
    """Keep what a query gives; returns the relation.

    :param width: number of its columns, which are to be ``c0``, ``c1`` and so on.
    :param told: values of the query's parameters.
    """
    relation = work.relation()
    if width > WIDE:
        path = str(work.directory / "wide.duckdb").replace("'", "''")
        work.connection.execute(_ATTACH.format(path=path))
        relation = f"wide.{relation}"
    work.connection.execute(f"CREATE TABLE {relation} AS {query}", dict(told))
    return relation


def drop(work: Workspace, relation: str) -> None:
    """Forget a relation."""
    work.connection.execute(f"DROP TABLE {relation}")


def count(work: Workspace, relation: str) -> int:
    """Rows of a relation."""
    found = work.connection.execute(f"SELECT count(*) FROM {relation}").fetchone()
    return int(found[0]) if found else 0
