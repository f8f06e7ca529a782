# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Tables in the engine, from Python values."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from hoeder.anonymisation.screening.engine import connect
from hoeder.anonymisation.screening.model import Column, Table

Tabulate = Callable[..., Table]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[DuckDBPyConnection]:
    with connect(tmp_path) as connection:
        yield connection


@pytest.fixture
def tabulate(engine: DuckDBPyConnection) -> Tabulate:
    """A table from columns of cells: ``tabulate({"age": ["31", None]})``."""
    made = 0

    def build(columns: dict[str | Column, Sequence[str | None]], place: str = "") -> Table:
        nonlocal made
        made += 1
        relation = f"table{made}"
        cells = [list(values) for values in columns.values()]
        parts = ", ".join(f"unnest(?::VARCHAR[]) AS c{i}" for i in range(len(cells)))
        engine.execute(f"CREATE TABLE {relation} AS SELECT {parts}", cells)
        described = tuple(Column(c) if isinstance(c, str) else c for c in columns)
        return Table(place, relation, described, max(map(len, cells)))

    return build
