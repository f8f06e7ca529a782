# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Workbooks that are no plain XML of Excel: xls, xlsb and ods.

python-calamine holds a sheet in memory whole, hence the limit on the size of the file and of what
it unfolds into. It gives cells only: properties and annotations of ods and properties of xlsb are
read as parts of a package, those of xls are reported as unread.
"""

import datetime
import zipfile
from collections.abc import Iterator

import python_calamine as calamine

from hoeder.anonymisation.screening.model import Unread, Where
from hoeder.anonymisation.screening.readers.load import sheet
from hoeder.anonymisation.screening.readers.package import remainder, texts_of
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.workspace import (
    MEGABYTE,
    Cut,
    Part,
    Source,
    Workspace,
)

_ANNOTATIONS = ("annotation", "named-range", "named-expression", "content-validation", "header")


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a workbook.

    :raises Cut: ``encrypted``, ``too-large``.
    """
    packed = zipfile.is_zipfile(source.path)
    _small(source, packed, work)
    try:
        book = calamine.load_workbook(str(source.path))
    except calamine.PasswordError:
        raise Cut("encrypted") from None
    for data in book.sheets_metadata:
        hidden = "" if data.visible == calamine.SheetVisibleEnum.Visible else " (hidden)"
        place = source.part(f'sheet "{data.name}"{hidden}')
        yield from pieces([data.name], Where.SHEET_NAME, place)
        if data.typ != calamine.SheetTypeEnum.WorkSheet:
            yield Unread(place, "hidden-parts", "not a sheet of cells")
            continue
        try:
            yield from sheet(work, source, place, _rows(book, data.name))
        except calamine.CalamineError as error:
            yield Unread(place, "damaged", type(error).__name__)
    if packed:
        yield from _parts(source, work)
    else:
        yield Unread(source.place, "hidden-parts", "comments, defined names, properties")


def _small(source: Source, packed: bool, work: Workspace) -> None:
    size = source.path.stat().st_size
    if packed:
        with zipfile.ZipFile(source.path) as archive:
            size = sum(info.file_size for info in archive.infolist())
            if any(info.flag_bits & 1 for info in archive.infolist()):
                raise Cut("encrypted")
    if size > work.limits.whole:
        raise Cut("too-large", f"{work.limits.whole // MEGABYTE} MB")


def _rows(book: calamine.CalamineWorkbook, name: str) -> Iterator[list[str | None]]:
    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False):
        yield [_shown(cell) for cell in row]


def _shown(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < 1e15
        return str(int(cell)) if whole else f"{cell:.15g}"
    if isinstance(cell, datetime.datetime):
        return str(cell.date()) if cell.time() == datetime.time() else str(cell)
    return str(cell)


def _parts(source: Source, work: Workspace) -> Iterator[Part]:
    with zipfile.ZipFile(source.path) as archive:
        names = archive.namelist()
        binary = [name for name in names if name.endswith(".bin")]
        if "content.xml" in names:
            found = texts_of(archive, "content.xml", _ANNOTATIONS, work)
            yield from pieces(found, Where.COMMENT, source.part("annotations and names"))
        if any("comments" in name for name in binary):
            yield Unread(source.place, "hidden-parts", "comments")
        yield from remainder(archive, source, work, {"content.xml", *binary})
