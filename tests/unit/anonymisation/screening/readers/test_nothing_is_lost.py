# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Whatever a table holds and however a file is broken: each value is found, or something is said.

Every generated cell has a mark of its own. Where a reader must give cells exactly, they are
compared exactly; where the form of a file must be guessed, each mark must turn up somewhere.
"""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Grid = list[list[str]]

EXAMPLES = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
AWKWARD = st.text(st.sampled_from(list("\"',;\t|\n\r\\ =@-+a1é\u2028\0\x1f:")), max_size=8)

NO_TEXT = ["mismatch", "type"]
"""Control characters make a short file look like no text; it is then refused as a whole."""


@st.composite
def grids(draw: Any, noise: Any, jagged: bool = False) -> Grid:
    """Rows of cells, each with a mark that no other cell has."""
    width = draw(st.integers(1, 6))
    height = draw(st.integers(1, 12))
    rows: Grid = []
    for i in range(height):
        cells = draw(st.integers(1, 6)) if jagged else width
        rows.append([f"q{i}z{j}q" + draw(noise) for j in range(cells)])
    return rows


def everything(found: Any) -> str:
    """All cells, names and texts that were read."""
    cells = [cell or "" for rows in found.cells.values() for row in rows for cell in row]
    names = [column.name for table in found.contents.tables for column in table.columns]
    return "\n".join([*cells, *names, *(text.text for text in found.texts)])


def lost(grid: Grid, found: Any) -> list[str]:
    """Marks that turned up nowhere."""
    read = everything(found)
    marks = [cell[: cell.index("q", 1) + 1] for row in grid for cell in row]
    return [mark for mark in marks if mark not in read]


@settings(EXAMPLES, max_examples=150)
@given(
    grid=grids(st.one_of(PLAIN, ANY, AWKWARD), jagged=True),
    delimiter=st.sampled_from(",;\t|:"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_text_tables(
    reading: Any, grid: Grid, delimiter: str, end: str, quoting: Any, encoding: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(grid)
    found = reading(text.getvalue().encode(encoding), "a.csv")
    assert lost(grid, found) == [] or found.reasons == NO_TEXT


@settings(EXAMPLES, max_examples=60)
@given(grid=grids(AWKWARD, jagged=True), delimiter=st.sampled_from(",;\t|"))
def test_text_tables_that_nobody_quoted(reading: Any, grid: Grid, delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in grid)
    found = reading(text.encode(), "a.csv")
    assert lost(grid, found) == [] or found.reasons == NO_TEXT


@settings(EXAMPLES, max_examples=40)
@given(grid=grids(st.one_of(PLAIN, ANY, AWKWARD)))
def test_records(reading: Any, grid: Grid) -> None:
    """JSON keeps every character."""
    names = [f"v{i}" for i in range(len(grid[0]))]
    records = [dict(zip(names, row, strict=True)) for row in grid]
    for data, name in (
        (json.dumps(records), "a.json"),
        ("\n".join(map(json.dumps, records)), "a.jsonl"),
    ):
        found = reading(data.encode(), name)
        if len(grid) > 1 or name == "a.json":
            assert sorted(found.rows) == sorted(map(tuple, grid)) and found.header == names
        assert lost(grid, found) == []


@settings(EXAMPLES, max_examples=25)
@given(grid=grids(st.one_of(PLAIN, ANY, AWKWARD)))
def test_workbooks(reading: Any, grid: Grid) -> None:
    grid = [[ILLEGAL_CHARACTERS_RE.sub("", cell).replace("\r", "") for cell in row] for row in grid]
    book = openpyxl.Workbook()
    assert book.active is not None
    names = [f"v{i}" for i in range(len(grid[0]))]
    for row in [names, *grid]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    found = reading(file.getvalue(), "a.xlsx")
    assert found.header == names and not found.reasons
    # Escapes of the form _x000D_ are the only text that a workbook cannot hold as it is.
    assert sorted(found.rows) == sorted(map(tuple, grid))


@settings(EXAMPLES, max_examples=25)
@given(grid=grids(st.one_of(PLAIN, ANY, AWKWARD)))
def test_parquet(reading: Any, tmp_path: Path, grid: Grid) -> None:
    names = [f'v"{i}' for i in range(len(grid[0]))]
    with duckdb.connect() as connection:
        connection.register("frame", pd.DataFrame(grid, columns=names, dtype=object))
        connection.execute(f"COPY frame TO '{tmp_path / 'a.parquet'}'")
    found = reading(tmp_path / "a.parquet", "a.parquet")
    assert found.header == names and sorted(found.rows) == sorted(map(tuple, grid))


@settings(EXAMPLES, max_examples=25)
@given(grid=grids(PLAIN), numbers=st.lists(st.integers(-(10**9), 10**9), min_size=12, max_size=12))
def test_statistical_files(reading: Any, tmp_path: Path, grid: Grid, numbers: list[int]) -> None:
    frame = pd.DataFrame(grid, columns=[f"V{i}" for i in range(len(grid[0]))], dtype=object)
    frame["N"] = [float(number) for number in numbers[: len(grid)]]
    expected = sorted(
        (*(cell.rstrip() for cell in row), str(number))
        for row, number in zip(grid, numbers, strict=False)
    )
    writers: dict[str, Callable[..., None]] = {
        "a.sav": pyreadstat.write_sav,
        "a.dta": pyreadstat.write_dta,
        "a.xpt": pyreadstat.write_xport,
    }
    for name, write in writers.items():
        write(frame, str(tmp_path / name))
        rows = [
            tuple((cell or "").rstrip() for cell in row)
            for row in reading(tmp_path / name, name).rows
        ]
        assert sorted(rows) == expected, name


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A small file of every family."""
    folder = tmp_path_factory.mktemp("samples")
    frame = pd.DataFrame({"id": [1.0, 2.0] * 20, "name": ["Jan", "An"] * 20})
    table = "id,name\n" + "".join(f"{i},person {i}\n" for i in range(40))
    found: dict[str, bytes] = {
        "a.csv": table.encode(),
        "a.csv.gz": gzip.compress(table.encode()),
        "a.json": frame.to_json(orient="records").encode(),
        "a.jsonl": frame.to_json(orient="records", lines=True).encode(),
    }
    pyreadstat.write_sav(frame, str(folder / "a.sav"))
    pyreadstat.write_sav(frame, str(folder / "a.zsav"), compress=True)
    pyreadstat.write_dta(frame, str(folder / "a.dta"))
    pyreadstat.write_por(frame, str(folder / "a.por"))
    pyreadstat.write_xport(frame, str(folder / "a.xpt"))
    frame.to_excel(folder / "a.xlsx")
    with duckdb.connect() as connection:
        connection.register("frame", frame)
        connection.execute(f"COPY frame TO '{folder / 'a.parquet'}'")
    for name in ("a.sav", "a.zsav", "a.dta", "a.por", "a.xpt", "a.xlsx", "a.parquet"):
        found[name] = (folder / name).read_bytes()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.csv", table)
        archive.writestr("a.xlsx", found["a.xlsx"])
    found["a.zip"] = file.getvalue()
    return found


@pytest.mark.parametrize(
    "name",
    "a.csv a.csv.gz a.json a.jsonl a.sav a.zsav a.dta a.por a.xpt a.xlsx a.parquet a.zip".split(),  # noqa: SIM905
)
@settings(EXAMPLES, max_examples=20)
@given(data=st.data())
def test_broken_files_never_raise(reading: Any, samples: Any, name: str, data: Any) -> None:
    """Bytes changed, cut out or cut off: contents or a reason, never an exception."""
    whole = samples[name]
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(broken)))
    if data.draw(st.booleans()):
        broken = broken[:end]
    found = reading(bytes(broken), name)
    assert found.contents.tables or found.reasons or found.texts
    assert all(unread.reason and len(unread.detail) < 100 for unread in found.contents.unread)
