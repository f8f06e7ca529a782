# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""SPSS, Stata and SAS files: cells as text, dates in ISO form, labels, notes, missing codes."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyreadstat
import pytest

from hoeder.anonymisation.screening.model import Where
from hoeder.anonymisation.screening.readers import Limits, statistical

FRAME = pd.DataFrame(
    {
        "id": [1.0, 2.0, 3.0],
        "share": [0.5, 0.1, None],
        "name": ["Jan", "", "Zoë"],
        "born": [datetime.date(1985, 7, 30), datetime.date(1880, 1, 2), None],
        "code": [1.0, 99.0, 2.0],
    }
)
LABELS = {"code": {1: "Family Maes", 2: "Family Claes"}}
ROWS = [
    ("1", "0.5", "Jan", "1985-07-30", "1"),
    ("2", "0.1", None, "1880-01-02", "99"),
    ("3", None, "Zoë", None, "2"),
]
WRITERS: dict[str, Callable[..., None]] = {
    "a.sav": pyreadstat.write_sav,
    "a.zsav": lambda frame, path, **rest: pyreadstat.write_sav(frame, path, compress=True, **rest),
    "a.dta": pyreadstat.write_dta,
    "a.por": lambda frame, path: pyreadstat.write_por(frame.replace("Zoë", "Zoe"), path),
    "a.xpt": pyreadstat.write_xport,
}


def same(rows: list[tuple[str | None, ...]]) -> list[tuple[str | None, ...]]:
    """Rows of any format: the portable one of SPSS cannot write what is not ASCII."""
    return [tuple("Zoë" if cell == "Zoe" else cell for cell in row) for row in rows]


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_cells(reading: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WRITERS[name](FRAME, str(path))
    found = reading(path, name)
    assert [column.lower() for column in found.header] == list(FRAME.columns)
    assert same(found.rows) == ROWS and not found.reasons
    assert [column.numeric for column in found.table.columns] == [True, True, False, True, True]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_chunks_join(reading: Any, tmp_path: Path, size: int, monkeypatch: Any) -> None:
    monkeypatch.setattr(statistical, "CELLS", size * len(FRAME.columns))
    for name, write in WRITERS.items():
        path = tmp_path / name
        write(FRAME, str(path))
        assert sorted(same(reading(path, name).rows)) == ROWS


def test_spss_labels_notes_and_missing_codes(reading: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(
        FRAME,
        str(path),
        file_label="Study of Dr Mertens",
        column_labels={"name": "Name of the child"},
        variable_value_labels=LABELS,
        missing_ranges={"code": [{"lo": 90, "hi": 100}], "id": [3]},
        note="written by An Peeters",
    )
    found = reading(path, "a.sav")
    columns = {column.name: column for column in found.table.columns}
    assert columns["name"].label == "Name of the child"
    assert columns["code"].value_labels == {"1": "Family Maes", "2": "Family Claes"}
    assert "99" in columns["code"].missing and "2" not in columns["code"].missing
    assert columns["id"].missing == {"3"}
    assert found.rows == ROWS, "cells keep what is declared missing"
    assert "written by An Peeters" in found.said(Where.NOTE)
    assert "Study of Dr Mertens" in found.said(Where.PROPERTY)


def test_stata_labels(reading: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.dta"
    frame = FRAME.assign(code=[1, 99, 2])
    pyreadstat.write_dta(
        frame, str(path), file_label="Dr Mertens", variable_value_labels=LABELS,
        column_labels={"name": "Name"},
    )  # fmt: skip
    found = reading(path, "a.dta")
    assert found.table.columns[4].value_labels == {"1": "Family Maes", "2": "Family Claes"}
    assert found.table.columns[2].label == "Name"
    assert "Dr Mertens" in found.said(Where.PROPERTY)


def test_stata_periods_and_short_numbers(reading: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.dta"
    frame = pd.DataFrame({"m": [300], "q": [100], "t": [0.0]})
    formats = {"m": "%tm", "q": "%tq", "t": "%tc"}
    pyreadstat.write_dta(frame, str(path), variable_format=formats)
    assert reading(path, "a.dta").rows == [("1985-01", "1985-01", "1960-01-01 00:00:00")]
    for version in (114, 117, 118):
        short = pd.DataFrame({"f": [3.14]}, dtype="float32")
        short.to_stata(path, write_index=False, version=version)
        assert reading(path, "a.dta").rows == [("3.14",)]


@pytest.mark.parametrize("name", ["sample.sav", "sample.dta", "sample.sas7bdat"])
def test_files_of_the_programs_themselves(reading: Any, shared: Any, name: str) -> None:
    found = reading(shared(f"data/{name}"), name)
    assert found.header == ["mychar", "mynum", "mydate", "dtime", "mylabl", "myord", "mytime"]
    first = ("b", "1.2", "1880-05-06", "1880-05-06 10:10:10", "2", "2")
    assert found.rows[1][:6] == first and found.rows[1][6].endswith("23:10:10")
    assert found.rows[4] == ("e", "1000.3", None, None, "1", "1", None)
    if not name.endswith("7bdat"):
        assert found.table.columns[4].value_labels == {"1": "Male", "2": "Female"}
        assert found.table.columns[0].label == "character"


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_too_many_variables_and_cut_files(reading: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    WRITERS[name](FRAME, str(path))
    found = reading(path, name, Limits(columns=3))
    assert found.reasons == ["too-many-columns"]
    assert "born" in found.said(Where.HEADER).lower()
    data = path.read_bytes()
    for part in (0.3, 0.6, 0.95):
        found = reading(data[: int(part * len(data))], name)
        # Formats that do not say how many rows they have (por, xpt) may end anywhere.
        assert found.reasons or name in ("a.por", "a.xpt")
