# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A file is written, read, and compared as plain lists."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from hoeder.anonymisation.screening.engine import connect
from hoeder.anonymisation.screening.model import PIECE, Contents, Table, Text, Where
from hoeder.anonymisation.screening.readers import REASONS, Limits, Workspace, read


@dataclass(frozen=True)
class Reading:
    """What was read, with the tables' cells in hand."""

    contents: Contents
    texts: tuple[Text, ...]
    cells: dict[str, list[tuple[str | None, ...]]]

    @property
    def table(self) -> Table:
        """The only table."""
        (table,) = self.contents.tables
        return table

    @property
    def header(self) -> list[str]:
        """Names of the only table's columns."""
        return [column.name for column in self.table.columns]

    @property
    def rows(self) -> list[tuple[str | None, ...]]:
        """Cells of the only table."""
        return self.cells[self.table.place]

    @property
    def reasons(self) -> list[str]:
        """Why something was not read."""
        return [unread.reason for unread in self.contents.unread]

    def said(self, where: Where) -> str:
        """All texts of one sort of place."""
        return "\n".join(text.text for text in self.texts if text.where is where)


Reader = Callable[..., Reading]


@pytest.fixture
def reading(tmp_path: Path) -> Iterator[Reader]:
    """Reads bytes, or a file, under a name."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def run(data: bytes | Path, name: str, limits: Limits | None = None) -> Reading:
        directory = tmp_path / f"work{len(opened)}"
        directory.mkdir()
        path = data if isinstance(data, Path) else directory / "deposit"
        if isinstance(data, bytes):
            path.write_bytes(data)
        connection = connect(directory)
        opened.append(connection)
        contents = read(path, name, Workspace(connection, directory, limits or Limits()))
        texts = tuple(contents.texts)
        assert all(len(text.text) <= PIECE for text in texts)
        assert {unread.reason for unread in contents.unread} <= REASONS.keys()
        cells = {}
        for table in contents.tables:
            rows = connection.execute(f"SELECT * FROM {table.relation}").fetchall()
            assert len(rows) == table.rows
            described = connection.execute(f"DESCRIBE {table.relation}").fetchall()
            assert [row[:2] for row in described] == [
                (f"c{i}", "VARCHAR") for i in range(len(table.columns))
            ]
            cells[table.place] = rows
        # Copies, unpacked members and spools of cells are gone; the texts may stay.
        left = {entry.name for entry in directory.iterdir()} - {"deposit", "spill"}
        assert {n for n in left if ".duckdb" not in n} == {"part0"}
        return Reading(contents, texts, cells)

    yield run
    for connection in opened:
        connection.close()
    shutil.rmtree(tmp_path, ignore_errors=True)
