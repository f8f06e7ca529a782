# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Workbooks: all sheets, as Excel shows their cells, and everything beside the cells."""

import datetime
import io
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from hoeder.anonymisation.screening.model import Where
from hoeder.anonymisation.screening.readers import Limits


def saved(book: openpyxl.Workbook, parts: Mapping[str, str] | None = None) -> bytes:
    """The bytes of a workbook, with further parts."""
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file, "a") as archive:
        for name, text in (parts or {}).items():
            archive.writestr(name, text)
    return file.getvalue()


def book() -> openpyxl.Workbook:
    """Two sheets with what people put in workbooks."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Wave 1"
    sheet.append(["Survey of Jan Maes"])
    sheet.append([])
    sheet.append(["id", "name", "born", "postcode", "seen", "share", "member"])
    for i in range(4):
        moment = datetime.datetime(2024, 5, 6, 7, 8, 9)
        row = [85073003328 + i, f"An {i}", datetime.date(1985, 7, 30), 733, moment, 0.1 + 0.2, True]
        sheet.append(row)
        sheet.cell(4 + i, 4).number_format = "0000"
    return made


def test_cells_are_as_excel_shows_them(reading: Any) -> None:
    found = reading(saved(book()), "a.xlsx")
    assert found.table.place == 'sheet "Wave 1"' and not found.reasons
    assert found.header == ["id", "name", "born", "postcode", "seen", "share", "member"]
    assert found.rows[0] == (
        "85073003328", "An 0", "1985-07-30", "0733", "2024-05-06 07:08:09", "0.3", "TRUE",
    )  # fmt: skip
    assert found.said(Where.BODY) == "Survey of Jan Maes"
    assert found.said(Where.SHEET_NAME) == "Wave 1"


def test_hidden_sheets_rows_and_columns(reading: Any) -> None:
    made = book()
    for state in ("hidden", "veryHidden"):
        sheet = made.create_sheet(f"Key {state}")
        sheet.sheet_state = state
        sheet.append(["code", "person"])
        sheet.append([1, "Jan Maes"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
    found = reading(saved(made), "a.xlsx")
    assert found.cells['sheet "Key hidden" (hidden)'] == [("1", "Jan Maes")]
    assert found.cells['sheet "Key veryHidden" (very hidden)'] == [("1", "Jan Maes")]


def test_what_stands_beside_the_cells(reading: Any) -> None:
    made = book()
    sheet = made["Wave 1"]
    sheet["B4"].comment = Comment("is really Piet", "Steward Sofie")
    sheet["B5"].hyperlink = "mailto:an@example.org"
    sheet["I4"] = '=VLOOKUP("Piet Claes",A1:B9,2)'
    sheet.oddHeader.center.text = "Confidential, Dr Mertens"
    made.defined_names["maes_jan"] = DefinedName("maes_jan", attr_text="'Wave 1'!$A$1")
    made.properties.creator = "Author Ans"
    made.properties.lastModifiedBy = "Editor Els"
    threaded = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        'threadedcomments"><threadedComment ref="B4" personId="{1}"><text>thread on Tom</text>'
        "</threadedComment></ThreadedComments>"
    )
    persons = '<personList><person displayName="Person Pia" userId="pia@example.org"/></personList>'
    cache = '<pivotCacheRecords><r><s v="Cached Cas"/></r></pivotCacheRecords>'
    parts = {
        "xl/threadedComments/threadedComment1.xml": threaded,
        "xl/persons/person.xml": persons,
        "xl/pivotCache/pivotCacheRecords1.xml": cache,
    }
    found = reading(saved(made, parts), "a.xlsx")
    comments = found.said(Where.COMMENT)
    assert all(x in comments for x in ("is really Piet", "Steward Sofie", "thread on Tom"))
    properties = found.said(Where.PROPERTY)
    assert all(x in properties for x in ("Author Ans", "Editor Els", "Person Pia", "pia@example"))
    assert "maes_jan" in found.said(Where.DEFINED_NAME)
    everything = "\n".join(text.text for text in found.texts)
    assert all(
        x in everything
        for x in ("an@example.org", "Piet Claes", "Confidential, Dr Mertens", "Cached Cas")
    )


def test_values_of_formulas_and_inline_strings(reading: Any) -> None:
    cells = (
        '<c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="str"><v>mail</v></c></row>'
        '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>A1&amp;"@x.be"</f><v>an@x.be</v></c>'
        '<c r="D2" t="e"><v>#N/A</v></c>'
    )
    found = reading(sheet_of(cells), "a.xlsx")
    assert found.header == ["id", "mail", "column 3", "column 4"]
    assert found.rows == [("1", "an@x.be", None, "#N/A")]
    assert found.said(Where.NOTE) == '=A1&"@x.be"'


def sheet_of(cells: str, head: str = "") -> bytes:
    """A workbook whose only sheet has these cells."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {main} xmlns:r="{relations}"><sheets><sheet name="S" r:id="r1"/></sheets>'
            "</workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/s.xml",
            f"{head}<worksheet {main}><sheetData><row>{cells}</row></sheetData></worksheet>",
        )
    return file.getvalue()


def test_entities_are_refused_not_expanded(reading: Any) -> None:
    lol = '<!DOCTYPE w [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    cells = '<c t="str"><v>&b;</v></c><c t="str"><v>&x;</v></c>'
    found = reading(sheet_of(cells, lol), "a.xlsx")
    assert found.reasons == ["damaged"] and not found.contents.tables
    assert "lol" not in "".join(text.text for text in found.texts)


def test_cells_at_one_place_or_nowhere(reading: Any) -> None:
    twice = '<c r="A1" t="str"><v>Jan</v></c><c r="A1" t="str"><v>Maes</v></c>'
    assert reading(sheet_of(twice), "a.xlsx").header == ["Jan Maes"]
    away = '<c r="ZZZZZZ1" t="str"><v>Jan</v></c>'
    assert reading(sheet_of(away), "a.xlsx").reasons == ["damaged"]


def test_a_row_that_would_fill_the_memory(reading: Any) -> None:
    cells = '<c t="str"><v>x</v></c>' * 200_000
    found = reading(sheet_of(cells), "a.xlsx", Limits(whole=2**20))
    assert found.reasons == ["too-large"]


def test_a_wide_sheet(reading: Any) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([f"v{i}" for i in range(300)])
    sheet.append([*range(299), "an@example.org"])
    found = reading(saved(made), "a.xlsx", Limits(columns=50))
    assert found.reasons == ["too-many-columns"] and len(found.header) == 50
    assert "an@example.org" in found.said(Where.BODY) and "v299" in found.said(Where.HEADER)


def test_a_truncated_workbook(reading: Any) -> None:
    data = saved(book())
    for part in (0.2, 0.5, 0.9):
        found = reading(data[: int(part * len(data))], "a.xlsx")
        assert "damaged" in found.reasons


def test_an_encrypted_workbook_is_said_to_be_one(reading: Any) -> None:
    # What Excel writes with a password: a compound file with the package inside.
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    data = head + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
    assert reading(data, "a.xlsx").reasons == ["encrypted"]


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><office:body><office:spreadsheet>
<table:table table:name="Key"><table:table-row>
<table:table-cell office:value-type="string"><text:p>code</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>person</text:p></table:table-cell>
</table:table-row><table:table-row>
<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>
<table:table-cell office:value-type="string"><office:annotation><dc:creator>Sofie</dc:creator>
<text:p>is Piet</text:p></office:annotation><text:p>Jan Maes</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def opendocument(kind: str, content: str, extra: Mapping[str, str] | None = None) -> bytes:
    """An OpenDocument file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content.replace("\n", ""))
        for name, text in (extra or {}).items():
            archive.writestr(name, text)
    return file.getvalue()


def test_opendocument_sheet(reading: Any) -> None:
    found = reading(opendocument("spreadsheet", ODS), "a.ods")
    assert found.header == ["code", "person"] and found.rows == [("1", "Jan Maes")]
    assert "Sofie" in found.said(Where.COMMENT) and "is Piet" in found.said(Where.COMMENT)


def test_old_books_beyond_memory_are_refused(reading: Any) -> None:
    data = opendocument("spreadsheet", ODS + " " * 2**21)
    found = reading(data, "a.ods", Limits(whole=2**20))
    assert found.reasons == ["too-large"]
