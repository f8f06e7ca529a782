# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Text tables of any delimiter, encoding and quoting lose no cell."""

import bz2
import csv
import gzip
import io
import lzma
from pathlib import Path
from typing import Any

import pytest
import zstandard

from hoeder.anonymisation.screening.model import Where
from hoeder.anonymisation.screening.readers import Limits

PLAIN = [("1", "Jan"), ("2", "An"), ("3", "Piet")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", ":", "\x1f", "^", "~", "§"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end(reading: Any, delimiter: str, end: str) -> None:
    lines = [delimiter.join(row) for row in [("id", "name"), *PLAIN]]
    found = reading((end.join(lines) + end).encode(), "a.csv")
    assert found.header == ["id", "name"] and found.rows == PLAIN and not found.reasons


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_every_encoding(reading: Any, encoding: str) -> None:
    rows = [("1", "Zoë Müller"), ("2", "café €5")] * 30
    text = "id;name\n" + "".join(f"{a};{b}\n" for a, b in rows)
    found = reading(text.encode(encoding), "a.csv")
    assert found.header == ["id", "name"] and found.rows == rows and not found.reasons


def test_another_alphabet(reading: Any) -> None:
    rows = [("1", "Иван Петрович Сидоров"), ("2", "Мария живёт в Генте")] * 20
    text = "id;name\n" + "".join(f"{a};{b}\n" for a, b in rows)
    assert reading(text.encode("cp1251"), "a.csv").rows == rows


def test_windows_letters_after_a_long_ascii_start_are_no_fault(reading: Any) -> None:
    rows = [(str(i), "x" * 20) for i in range(20_000)] + [("20000", "Zoë")]
    text = "id,name\n" + "".join(f"{a},{b}\n" for a, b in rows)
    found = reading(text.encode("cp1252"), "a.csv")
    assert found.rows[-1] == ("20000", "Zoë") and len(found.rows) == 20_001 and not found.reasons


def test_mixed_encodings_are_read_and_reported(reading: Any) -> None:
    good = "".join(f"{i},Zoë\n" for i in range(50))
    found = reading(b"id,name\n" + good.encode() + b"50,Zo\xeb\n", "a.csv")
    assert found.rows[-1] == ("50", "Zoë") and found.reasons == ["encoding"]


def test_rows_with_too_many_and_too_few_cells(reading: Any) -> None:
    found = reading(b"id,name\n1,a\n2\n3,b,stray@example.org,x\n4,c\n", "a.csv")
    assert found.header == ["id", "name", "column 3", "column 4"]
    assert sorted(found.rows) == [
        ("1", "a", None, None),
        ("2", None, None, None),
        ("3", "b", "stray@example.org", "x"),
        ("4", "c", None, None),
    ]


def test_a_wider_row_behind_the_sample(reading: Any) -> None:
    body = "".join(f"{i},a\n" for i in range(100_000))
    found = reading(f"id,name\n{body}1,2,late\n".encode(), "a.csv")
    assert len(found.rows) == 100_001 and ("1", "2", "late") in found.rows


def test_line_breaks_delimiters_and_quotes_in_quotes(reading: Any) -> None:
    rows = [("1", 'say "hi", now\r\nor never'), ("2", "x\ny"), ("3", "a;b,c")] * 2000
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("id", "name"), *rows])
    assert sorted(reading(text.getvalue().encode(), "a.csv").rows) == sorted(rows)


@pytest.mark.parametrize(
    "line", ['4,"open', '4,"a" b', '4,a "b" c', '4,"a"b"c"', "4,'single'", '4,""x']
)
def test_a_broken_quote_swallows_no_row(reading: Any, line: str) -> None:
    body = "".join(f"{i},x{i}\n" for i in range(5, 900))
    found = reading(f"id,name\n1,a\n{line}\n{body}".encode(), "a.csv")
    assert found.table.rows == 897 and {"899"} == {row[0] for row in found.rows if row[1] == "x899"}


def test_backslash_escapes_and_single_quotes(reading: Any) -> None:
    found = reading(b'id,name\n1,"a \\"b\\", c"\n2,"d"\n', "a.csv")
    assert found.rows[0] == ("1", 'a "b", c')
    found = reading(b"id,name\n1,'a, b'\n2,'c'\n3,'d, e'\n", "a.csv")
    assert found.rows == [("1", "a, b"), ("2", "c"), ("3", "d, e")]


def test_no_header_keeps_the_first_row(reading: Any) -> None:
    found = reading(b"31,Gent\n44,Aalst\n", "a.csv")
    assert found.header == ["column 1", "column 2"] and found.rows[0] == ("31", "Gent")


def test_a_doubtful_header_is_also_a_row(reading: Any) -> None:
    found = reading(b"Jan Maes,Gent\nAn Claes,Aalst\n", "a.csv")
    assert found.header == ["Jan Maes", "Gent"] and ("Jan Maes", "Gent") in found.rows


def test_remarks_above_the_table_are_text(reading: Any) -> None:
    found = reading(b"Exported by Jan Maes\n\nid;age\n1;31\n2;44\n", "a.csv")
    assert found.header == ["id", "age"] and found.rows == [("1", "31"), ("2", "44")]
    assert found.said(Where.BODY) == "Exported by Jan Maes"


def test_excel_says_its_delimiter(reading: Any) -> None:
    found = reading(b"sep=;\r\nid;age\r\n1;31\r\n", "a.csv")
    assert found.header == ["id", "age"] and found.rows == [("1", "31")]


def test_names_with_quotes_and_sql_words(reading: Any) -> None:
    names = ["by", 'a"b', "x'); DROP TABLE t0; --", "SELECT", "c0", "c0"]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([names, ["1", "2", "3", "4", "5", "6"]])
    found = reading(text.getvalue().encode(), 'it"s; drop.csv')
    assert found.header == names and found.rows == [("1", "2", "3", "4", "5", "6")]


def test_formulas_are_text(reading: Any) -> None:
    found = reading(b"id,f\n1,=1+1\n2,@SUM(A1)\n3,-2+3\n4,+cmd|' /C calc'!A0\n", "a.csv")
    assert [row[1] for row in found.rows] == ["=1+1", "@SUM(A1)", "-2+3", "+cmd|' /C calc'!A0"]


def test_leading_zeros_and_spaces_stay(reading: Any) -> None:
    assert reading(b"id,x\n007, a\n008,1.0\n", "a.csv").rows == [("007", " a"), ("008", "1.0")]


@pytest.mark.parametrize("data", [b"", b"\n\n\n", b"\xef\xbb\xbf"])
def test_nothing_in_it(reading: Any, data: bytes) -> None:
    found = reading(data, "a.csv")
    assert not any(found.cells.values()) and not found.reasons


def test_columns_without_a_value(reading: Any) -> None:
    found = reading(b"id,empty,name\n1,,\n2,,\n", "a.csv")
    assert found.rows == [("1", None, None), ("2", None, None)]
    assert found.header == ["id", "empty", "name"]
    assert reading(b"a,b\n", "a.csv").header == ["a", "b"]


def test_twenty_thousand_columns_are_looked_at_and_reported(reading: Any) -> None:
    header = ",".join(f"v{i}" for i in range(20_000))
    row = ",".join("jan@example.org" if i == 19_999 else "1" for i in range(20_000))
    found = reading(f"{header}\n{row}\n{row}\n".encode(), "a.csv", Limits(columns=100))
    assert found.reasons == ["too-many-columns"] and len(found.header) == 100
    assert found.said(Where.BODY).count("jan@example.org") == 2
    assert "v19999" in found.said(Where.HEADER)


@pytest.mark.parametrize("width", [100, 101, 1500])
def test_wide_tables(reading: Any, width: int) -> None:
    rows = [[f"{i}x{j}" for j in range(width)] for i in range(5)]
    lines = [",".join(f"v{j}" for j in range(width)), *map(",".join, rows)]
    found = reading("\n".join(lines).encode(), "a.csv")
    assert found.rows == list(map(tuple, rows)) and len(found.header) == width
    # The second one is refused by the engine's parser.
    found = reading("\n".join([*lines, '1,2,"3"4']).encode(), "a.csv")
    assert sorted(found.rows)[:-1] != [] and found.table.rows == 6


def test_a_line_without_end_is_refused(reading: Any, tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.write(b"id,name\n")
        file.truncate(2 * 2**30)  # a hole in the disk: two gigabytes of nothing
    assert reading(path, "endless.csv").reasons == ["mismatch", "type"]
    with path.open("wb") as file:
        for _ in range(40):
            file.write(b"a,b " * 2**18)
    found = reading(path, "endless.csv")
    assert found.reasons == ["line-too-long"] and not found.contents.tables


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [
        ("gz", gzip.compress),
        ("bz2", bz2.compress),
        ("xz", lzma.compress),
        ("zst", zstandard.compress),
    ],
)
def test_compressed(reading: Any, suffix: str, pack: Any) -> None:
    data = b"id,name\n" + b"".join(f"{i},x\n".encode() for i in range(5000))
    found = reading(pack(data), f"a.csv.{suffix}")
    assert found.header == ["id", "name"] and found.table.rows == 5000 and not found.reasons
    # A file that stops is read up to there, and said to be damaged.
    assert "damaged" in reading(pack(data)[:-30], f"a.csv.{suffix}").reasons


def test_a_text_that_is_a_table(reading: Any) -> None:
    assert reading(b"id;age\n1;31\n2;44\n", "a.txt").header == ["id", "age"]
    prose = "First, we went.\nThen, at last, we came; and saw.\nThe end.\n"
    found = reading(prose.encode(), "a.txt")
    assert not found.contents.tables and found.said(Where.BODY) == prose


def test_a_long_text_comes_in_pieces_that_overlap(reading: Any) -> None:
    text = "".join(f"word{i} " for i in range(60_000))
    found = reading(text.encode(), "a.md")
    pieces = [piece.text for piece in found.texts if piece.where is Where.BODY]
    whole = pieces[0] + "".join(piece[500:] for piece in pieces[1:])
    assert whole == text and len(pieces) > 4


def test_adult(reading: Any, shared: Any) -> None:
    found = reading(shared("data/adult.csv"), "adult.csv")
    assert found.table.rows == 32_561 and found.header[:2] == ["age", "workclass"]
    assert not found.reasons
