# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which types of file are read, and how a type is known: by content first, then by name."""

import mmap
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class Kind:
    """A type of file.

    :param media_type: as IANA or usage has it.
    :param reader: the module that reads it; empty for types that are known and not read.
    :param extensions: usual ends of a name, lower case, with the dot.
    :param holds: what is read, for people.
    """

    media_type: str
    reader: str
    extensions: tuple[str, ...]
    holds: str = ""


ENCRYPTED = "application/x-encrypted-office"
"""What Office makes of any document with a password: the package within a compound file."""

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
CELLS = "cells and headers"
LABELS = "cells, variable and value labels, notes, missing codes"
PROSE = "text, tables, headers and footers, notes, comments, tracked changes, properties, links"
PICTURE = "image properties (EXIF, XMP, IPTC, comments), not the picture"

KINDS = (
    Kind("text/csv", "delimited", (".csv", ".tsv", ".tab", ".psv", ".dat", ".asc"), CELLS),
    Kind("text/plain", "prose", (".txt", ".text", ".log"), "text"),
    Kind("text/markdown", "prose", (".md", ".markdown"), "text"),
    Kind(
        OFFICE + "spreadsheetml.sheet",
        "workbook",
        (".xlsx", ".xlsm", ".xltx"),
        "cells of all sheets, hidden ones too, sheet and defined names, comments, formulas, links, "
        "cached data, properties",
    ),
    Kind("application/vnd.ms-excel", "oldbook", (".xls",), "cells of all sheets, sheet names"),
    Kind(
        "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        "oldbook",
        (".xlsb",),
        "cells of all sheets, sheet names, properties",
    ),
    Kind(OPEN + "spreadsheet", "oldbook", (".ods",), "cells, sheet names, annotations, properties"),
    Kind("application/x-spss-sav", "statistical", (".sav", ".zsav"), LABELS),
    Kind("application/x-spss-por", "statistical", (".por",), LABELS),
    Kind("application/x-stata-dta", "statistical", (".dta",), LABELS),
    Kind("application/x-sas-data", "statistical", (".sas7bdat",), LABELS),
    Kind("application/x-sas-xport", "statistical", (".xpt",), LABELS),
    Kind("application/vnd.apache.parquet", "parquet", (".parquet", ".pq"), f"{CELLS}, metadata"),
    Kind("application/json", "structured", (".json", ".geojson"), "records, all other values"),
    Kind("application/x-ndjson", "structured", (".jsonl", ".ndjson"), "records"),
    Kind(OFFICE + "wordprocessingml.document", "package", (".docx", ".docm", ".dotx"), PROSE),
    Kind(OFFICE + "presentationml.presentation", "package", (".pptx", ".pptm"), PROSE),
    Kind(OPEN + "text", "package", (".odt",), PROSE),
    Kind(OPEN + "presentation", "package", (".odp",), PROSE),
    Kind(
        "application/pdf",
        "pdf",
        (".pdf",),
        "text, annotations, form fields, bookmarks, properties, XMP, attached files",
    ),
    Kind("image/jpeg", "image", (".jpg", ".jpeg", ".jpe"), PICTURE),
    Kind("image/png", "image", (".png",), PICTURE),
    Kind("image/tiff", "image", (".tif", ".tiff"), PICTURE),
    Kind("image/webp", "image", (".webp",), PICTURE),
    Kind("image/gif", "image", (".gif",), PICTURE),
    Kind("application/zip", "archive", (".zip",), "its members, their names, comments"),
    Kind("application/x-tar", "archive", (".tar",), "its members and their names"),
    Kind("application/gzip", "compressed", (".gz", ".tgz"), "what is compressed"),
    Kind("application/x-bzip2", "compressed", (".bz2",), "what is compressed"),
    Kind("application/x-xz", "compressed", (".xz",), "what is compressed"),
    Kind("application/zstd", "compressed", (".zst",), "what is compressed"),
    # Known, so that the report can name them; nothing reads them.
    Kind("application/x-ole-storage", "", (".doc", ".ppt", ".msg")),
    Kind(ENCRYPTED, "", ()),
    Kind("application/rtf", "", (".rtf",)),
    Kind("application/x-7z-compressed", "", (".7z",)),
    Kind("application/vnd.rar", "", (".rar",)),
    Kind("application/x-hdf5", "", (".h5", ".hdf5", ".nc")),
    Kind("image/heic", "", (".heic", ".heif")),
    Kind("video/mp4", "", (".mp4", ".mov", ".m4a")),
    Kind("audio/mpeg", "", (".mp3",)),
    Kind("audio/wav", "", (".wav",)),
    Kind("application/vnd.sqlite3", "", (".sqlite", ".db")),
    Kind("application/octet-stream", "", ()),
)
BY_TYPE = {kind.media_type: kind for kind in KINDS}
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}


def supported() -> tuple[Kind, ...]:
    """The types that are read, for documentation and forms."""
    return tuple(kind for kind in KINDS if kind.reader)


_MAGIC = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (8, b"WEBP", "image/webp"),
    (0, b"GIF8", "image/gif"),
    (0, b"PK\3\4", "application/zip"),
    (0, b"PK\5\6", "application/zip"),
    (257, b"ustar", "application/x-tar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"PAR1", "application/vnd.apache.parquet"),
    (0, b"PARE", "application/vnd.apache.parquet"),
    (0, b"$FL2", "application/x-spss-sav"),
    (0, b"$FL3", "application/x-spss-sav"),
    (0, b"<stata_dta>", "application/x-stata-dta"),
    (12, b"\xc2\xea\x81\x60\xb3\x14\x11\xcf", "application/x-sas-data"),
    (0, b"HEADER RECORD*******LIB", "application/x-sas-xport"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!", "application/vnd.rar"),
    (0, b"\x89HDF", "application/x-hdf5"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftyp", "video/mp4"),
    (0, b"ID3", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
)
HEAD = 512
"""Bytes at the start that tell a type."""


def by_name(name: str) -> Kind | None:
    """The type that a name promises."""
    return BY_EXTENSION.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())


def by_content(path: Path, name: str) -> Kind | None:
    """The type that the first bytes tell; None for text of any kind and for unknown ones."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    promised = by_name(name)
    for offset, magic, media_type in _MAGIC:
        if head.startswith(magic, offset):
            return BY_TYPE[_inside(path, media_type)]
    if b"SPSS PORT FILE" in head:
        return BY_TYPE["application/x-spss-por"]
    # Stata before version 13: release number, byte order, file type 1, unused 0.
    if head[:1] and 102 <= head[0] <= 115 and head[1:2] in (b"\1", b"\2") and head[2:4] == b"\1\0":
        return BY_TYPE["application/x-stata-dta"]
    if promised and promised.reader == "structured" and head.lstrip()[:1] in (b"{", b"["):
        return promised
    return None


def _inside(path: Path, media_type: str) -> str:
    """What a container really is: an office document, a workbook, or the container itself."""
    if media_type == "application/x-ole-storage":
        # The directory of a compound file may stand anywhere in it.
        with (
            path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole,
        ):
            if whole.find(_utf16("EncryptedPackage")) >= 0:
                return ENCRYPTED
            if whole.find(_utf16("Workbook")) >= 0 or whole.find(_utf16("Book")) >= 0:
                return "application/vnd.ms-excel"
        return media_type
    if media_type != "application/zip":
        return media_type
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                told = archive.read("mimetype").decode("ascii", "replace").strip()
                return told if told in BY_TYPE else media_type
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return media_type
    if "[Content_Types].xml" in names:
        for member, inner in (
            ("xl/workbook.xml", OFFICE + "spreadsheetml.sheet"),
            ("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.12"),
            ("word/document.xml", OFFICE + "wordprocessingml.document"),
            ("ppt/presentation.xml", OFFICE + "presentationml.presentation"),
        ):
            if member in names:
                return inner
    return media_type


def _utf16(name: str) -> bytes:
    return b"\0".join(bytes([letter]) for letter in name.encode()) + b"\0\0\0"


def differs(promised: Kind | None, found: Kind) -> bool:
    """Whether a name promises another sort of file than the content is."""
    if promised is None or promised is found or found.media_type == ENCRYPTED:
        return False
    texts = {"delimited", "prose", "structured"}
    books = {"workbook", "oldbook"}
    return not any({promised.reader, found.reader} <= same for same in (texts, books))
