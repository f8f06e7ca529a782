# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Workbooks of Excel (xlsx, xlsm), sheet by sheet and row by row.

Neither python-calamine nor openpyxl is asked for the cells: the first holds a sheet in memory whole
(a million rows are gigabytes), the second drops formulas' texts or their values. The XML of a sheet
read as a stream takes the memory of one row, the shared strings lie in a file, and all other parts
(comments, drawings, caches of pivot tables and of other workbooks) are read by ``package``.
"""

import datetime
import functools
import mmap
import re
import zipfile
from array import array
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from hoeder.anonymisation.screening.model import Unread, Where
from hoeder.anonymisation.screening.readers.load import sheet
from hoeder.anonymisation.screening.readers.package import attributes, remainder
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.unfold import Counted, member
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace
from hoeder.anonymisation.screening.readers.xml import Elements, local

BESIDE = (
    "hyperlink",
    "dataValidation",
    "formula",
    "formula1",
    "formula2",
    "oddHeader",
    "oddFooter",
    "evenHeader",
    "evenFooter",
    "firstHeader",
    "firstFooter",
    "protectedRange",
    "scenario",
    "inputCells",
)
"""Elements of a sheet besides its rows in which people write."""

FARTHEST = 16_384
"""Columns of a sheet of Excel."""

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)])
"""Number formats of ECMA-376 part 1, 18.8.30, that are dates or times."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Sheet(NamedTuple):
    """A sheet as the workbook lists it."""

    name: str
    part: str
    state: str


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a workbook."""
    with zipfile.ZipFile(source.path) as archive:
        names = set(archive.namelist())
        strings_part = "xl/sharedStrings.xml"
        strings = Strings(work)
        if strings_part in names:
            strings.fill(member(archive, strings_part, work))
        styles = _styles(archive, names, work)
        defined: list[str] = []
        sheets, epoch = _sheets(archive, names, work, defined)
        yield from pieces(defined, Where.DEFINED_NAME, source.part("defined names"))
        for found in sheets:
            label = f'sheet "{found.name}"' + (f" ({found.state})" if found.state else "")
            place = source.part(label)
            yield from pieces([found.name], Where.SHEET_NAME, place)
            if found.part not in names:
                yield Unread(place, "damaged", "missing part")
                continue
            beside: list[str] = []
            try:
                cells = Cells(strings, styles, epoch, beside)
                rows = cells.rows(member(archive, found.part, work))
                yield from sheet(work, source, place, rows)
            except (etree.XMLSyntaxError, zipfile.BadZipFile, EOFError) as error:
                yield Unread(place, "damaged", type(error).__name__)
            except Cut as cut:
                yield Unread(place, cut.reason, cut.detail)
            yield from pieces(beside, Where.NOTE, place)
        strings.close()
        done = {strings_part, "xl/styles.xml", *(found.part for found in sheets)}
        yield from remainder(archive, source, work, done)


class Strings:
    """The shared strings: text in a file, only its offsets in memory."""

    def __init__(self, work: Workspace) -> None:
        """Keep them in this workspace."""
        self._path = work.scratch()
        self._offsets = array("Q", [0])
        self._map: mmap.mmap | None = None

    def fill(self, stream: Counted) -> None:
        """Take the strings of a part; phonetic hints of East Asian names are part of them."""
        position = 0
        with self._path.open("wb") as file:
            elements = Elements(stream, tags=["si"])
            for _, item in elements:
                text = "".join(
                    inner.text for inner in item.iter() if inner.text and local(inner) == "t"
                ).encode("utf-8", "replace")
                position += file.write(text)
                self._offsets.append(position)
                elements.release(item)
        if position:
            with self._path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, index: int) -> str:
        """The string of this number; empty for one that is not there."""
        if self._map is None or not 0 <= index < len(self._offsets) - 1:
            return ""
        return self._map[self._offsets[index] : self._offsets[index + 1]].decode()

    def close(self) -> None:
        """Give the file back."""
        if self._map is not None:
            self._map.close()
        self._path.unlink(missing_ok=True)


class Cells:
    """The cells of one sheet as text."""

    def __init__(
        self,
        strings: Strings,
        styles: Mapping[str, str],
        epoch: datetime.datetime,
        beside: list[str],
    ) -> None:
        """With the workbook's strings, formats and day 0; ``beside`` takes texts of no cell."""
        self.strings = strings
        self.styles = styles
        self.epoch = epoch
        self.beside = beside
        self._seen: set[str] = set()

    def rows(self, stream: Counted) -> Iterator[list[str | None]]:
        """Rows with their cells at their places; rows without cells are left out."""
        said: dict[str, None] = {}
        elements = Elements(stream, tags=["row", *BESIDE])
        for _, element in elements:
            if local(element) == "row":
                cells = self._row(element)
                elements.release(element)
                if cells:
                    yield cells
            else:
                attributes(element, said)
                self._aside(element.text)
        self.beside.extend(said)

    def _row(self, row: etree._Element) -> list[str | None]:
        cells: list[str | None] = []
        column = -1
        for cell in row:
            told = cell.get("r")
            column = _column(told.rstrip("0123456789")) if told else column + 1
            text = self._cell(cell)
            if not text:
                continue
            if not 0 <= column < FARTHEST:
                raise Cut("damaged", "cell reference")
            if column >= len(cells):
                cells.extend([None] * (column + 1 - len(cells)))
            # Two cells at one place are wrong, and no reason to lose the first.
            cells[column] = f"{cells[column]} {text}" if cells[column] else text
        return cells

    def _cell(self, cell: etree._Element) -> str | None:
        value = None
        kind = cell.get("t", "n")
        for inner in cell:
            tag = inner.tag[inner.tag.rfind("}") + 1 :]  # not local(): this runs for every cell
            if tag == "v":
                value = inner.text
            elif tag == "is":
                value = "".join(t.text for t in inner.iter() if t.text and local(t) == "t")
            elif tag == "f" and inner.text and '"' in inner.text:
                self._aside("=" + inner.text)
        if not value:
            return None
        if kind == "s":
            return self.strings[int(value)] if value.isdigit() else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return (
            shown(value, self.styles.get(cell.get("s", ""), ""), self.epoch)
            if kind == "n"
            else value
        )

    def _aside(self, text: str | None) -> None:
        """Formulas with words in them, each once."""
        if text and text.strip() and text not in self._seen and len(self._seen) < 100_000:
            self._seen.add(text)
            self.beside.append(text)


def shown(value: str, form: str, epoch: datetime.datetime) -> str:
    """A number as Excel shows it: dates in ISO form, 15 digits, leading zeros of its format.

    >>> day0 = datetime.datetime(1899, 12, 30)
    >>> shown("45292", "date", day0), shown("45292.5", "date", day0), shown("0.25", "date", day0)
    ('2024-01-01', '2024-01-01 12:00:00', '06:00:00')
    >>> shown("8.5073003328E10", "", day0), shown("0.30000000000000004", "", day0)
    ('85073003328', '0.3')
    >>> shown("733", "0000", day0)
    '0733'
    """
    if value.isdigit() and not form:
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    if form == "date":
        return _date(number, epoch) or value
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number)).zfill(len(form))
    return f"{number:.15g}"


def _date(number: float, epoch: datetime.datetime) -> str | None:
    try:
        moment = epoch + datetime.timedelta(days=round(number * 86400) / 86400)
    except OverflowError:
        return None
    moment = (moment + datetime.timedelta(milliseconds=500)).replace(microsecond=0)
    if 0 <= number < 1:
        return moment.time().isoformat()
    return str(moment.date()) if number.is_integer() else str(moment)


@functools.cache
def _column(letters: str) -> int:
    """Number of a column.

    >>> _column("A"), _column("AB")
    (0, 27)
    """
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _styles(archive: zipfile.ZipFile, names: set[str], work: Workspace) -> dict[str, str]:
    """For each cell format that matters: ``date``, or zeros as many as it shows digits."""
    if "xl/styles.xml" not in names:
        return {}
    codes: dict[str, str] = {}
    forms: dict[str, str] = {}
    position = 0
    for _, element in Elements(member(archive, "xl/styles.xml", work), tags=["numFmt", "xf"]):
        if local(element) == "numFmt":
            codes[element.get("numFmtId", "")] = element.get("formatCode", "")
            continue
        parent = element.getparent()
        if parent is None or local(parent) != "cellXfs":
            continue
        identifier = element.get("numFmtId", "0")
        form = _form(identifier, codes.get(identifier, ""))
        if form:
            forms[str(position)] = form
        position += 1
    return forms


def _form(identifier: str, code: str) -> str:
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", code).split(";")[0]
    if re.fullmatch("00+", bare):
        return bare
    if code:
        return "date" if re.search(r"[dmyhs]", bare, re.IGNORECASE) and "0" not in bare[:1] else ""
    return "date" if identifier.isdigit() and int(identifier) in _BUILT_IN_DATES else ""


def _sheets(
    archive: zipfile.ZipFile, names: set[str], work: Workspace, defined: list[str]
) -> tuple[list[Sheet], datetime.datetime]:
    """The sheets, the day that number 0 means, and the defined names with what they mean."""
    targets: dict[str, str] = {}
    relations = "xl/_rels/workbook.xml.rels"
    if relations in names:
        for _, element in Elements(member(archive, relations, work), tags=["Relationship"]):
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[element.get("Id", "")] = path
    sheets: list[Sheet] = []
    epoch = datetime.datetime(1899, 12, 30)
    wanted = ["sheet", "workbookPr", "definedName"]
    for _, element in Elements(member(archive, "xl/workbook.xml", work), tags=wanted):
        tag = local(element)
        if tag == "sheet":
            relation = element.get(_RELATION) or element.get(_STRICT) or ""
            state = element.get("state", "")
            hidden = {"hidden": "hidden", "veryHidden": "very hidden"}.get(state, "")
            sheets.append(Sheet(element.get("name", ""), targets.get(relation, ""), hidden))
        elif tag == "definedName":
            hidden = " (hidden)" if element.get("hidden") == "1" else ""
            defined.append(f"{element.get('name', '')}{hidden}: {element.text or ''}")
        elif element.get("date1904") in ("1", "true"):
            epoch = datetime.datetime(1904, 1, 1)
    return sheets, epoch
