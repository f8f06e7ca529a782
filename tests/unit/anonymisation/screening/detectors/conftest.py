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
    """A table from columns of cells: ``tabulate({"age": ["31", None]})``, or from pairs."""
    made = 0

    def build(
        columns: dict[str, Sequence[str | None]] | list[tuple[Column, Sequence[str | None]]],
        place: str = "",
    ) -> Table:
        nonlocal made
        made += 1
        relation = f"table{made}"
        pairs = (
            [(Column(name), cells) for name, cells in columns.items()]
            if isinstance(columns, dict)
            else columns
        )
        cells = [list(values) for _, values in pairs]
        parts = ", ".join(f"unnest(?::VARCHAR[]) AS c{i}" for i in range(len(cells)))
        engine.execute(f"CREATE TABLE {relation} AS SELECT {parts}", cells)
        described = tuple(column for column, _ in pairs)
        return Table(place, relation, described, max(map(len, cells)))

    return build
