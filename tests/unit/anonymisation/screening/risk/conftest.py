# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Small tables in the engine that screening uses."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from hoeder.anonymisation.screening.engine import connect
from hoeder.anonymisation.screening.model import Column, Table

Load = Callable[..., Table]


@pytest.fixture(scope="session")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    directory: Path = tmp_path_factory.mktemp("engine")
    opened = connect(directory)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def load(connection: duckdb.DuckDBPyConnection) -> Load:
    """Put rows in the engine; columns are given by name or as columns."""

    def table(rows: Sequence[Sequence[str | None]], columns: Sequence[str | Column]) -> Table:
        described = tuple(
            column if isinstance(column, Column) else Column(column) for column in columns
        )
        names = ", ".join(f"c{place} VARCHAR" for place in range(len(described)))
        connection.execute(f"CREATE OR REPLACE TABLE tested ({names})")
        if rows:
            row = "(" + ", ".join("?" * len(described)) + ")"
            connection.execute(
                f"INSERT INTO tested VALUES {', '.join([row] * len(rows))}",
                [cell for cells in rows for cell in cells],
            )
        return Table("", "tested", described, len(rows))

    return table
