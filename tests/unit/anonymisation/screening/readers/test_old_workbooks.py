# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The binary workbooks of Excel 97 to 2003, written here byte by byte.

The compound file follows MS-CFB, the records MS-XLS: a workbook with one visible and one hidden
sheet of text and number cells.
"""

import struct
from typing import Any

from hoeder.anonymisation.screening.model import Where
from hoeder.anonymisation.screening.readers import Limits

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def cell(row: int, column: int, value: str | float) -> bytes:
    at = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return record(0x0204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return record(0x0203, at + struct.pack("<d", value))


def stream(sheets: dict[str, tuple[int, list[list[str | float]]]]) -> bytes:
    """Records of a workbook: each sheet's name, its hidden state and its rows."""
    parts = []
    for _, rows in sheets.values():
        cells = b"".join(
            cell(i, j, value) for i, row in enumerate(rows) for j, value in enumerate(row)
        )
        start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
        size = record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, len(rows[0]), 0))
        parts.append(start + size + cells + record(0x000A, b""))
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    offset = len(head) + sum(12 + len(name) for name in sheets) + 4
    listed = b""
    for (name, (hidden, _)), part in zip(sheets.items(), parts, strict=True):
        entry = struct.pack("<IBBBB", offset, hidden, 0, len(name), 0) + name.encode("latin-1")
        listed += record(0x0085, entry)
        offset += len(part)
    return head + listed + record(0x000A, b"") + b"".join(parts)


def compound(data: bytes) -> bytes:
    """A compound file whose only stream is the workbook."""
    data = data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0")
    sectors = len(data) // SECTOR
    chain = [FAT, END, *range(3, sectors + 2), END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(raw), kind, 1, FREE, FREE, child)
        return raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, END, 0) + entry("Workbook", 2, FREE, 2, len(data))
    directory = directory.ljust(SECTOR, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0, 0)
    return header.ljust(SECTOR, b"\xff") + fat + directory + data


BOOK = compound(
    stream(
        {
            "Wave": (0, [["id", "name"], [1.0, "Jan"], [2.5, "Zoë"]]),
            "Key": (1, [["code", "person"], [85073003328.0, "An Maes"]]),
        }
    )
)


def test_all_sheets(reading: Any) -> None:
    found = reading(BOOK, "a.xls")
    assert found.contents.media_type == "application/vnd.ms-excel"
    assert found.cells['sheet "Wave"'] == [("1", "Jan"), ("2.5", "Zoë")]
    assert found.cells['sheet "Key" (hidden)'] == [("85073003328", "An Maes")]
    assert found.said(Where.SHEET_NAME) == "Wave\nKey"
    # Its comments, names and properties are read by nothing, and that is said.
    assert found.reasons == ["hidden-parts"]


def test_broken_ones(reading: Any) -> None:
    assert "damaged" in reading(BOOK[:2000], "a.xls").reasons
    assert reading(BOOK, "a.xls", Limits(whole=1000)).reasons == ["too-large"]
