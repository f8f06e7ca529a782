# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""PDF: text, annotations, form fields, bookmarks, properties, XMP, attached files.

A page with pictures and no text is a scan, and said to be unread.
"""

import io
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.errors import PyPdfError

from hoeder.anonymisation.screening.model import Unread, Where
from hoeder.anonymisation.screening.readers.archive import unpack
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.unfold import Counted
from hoeder.anonymisation.screening.readers.workspace import (
    MEGABYTE,
    Cut,
    Part,
    Source,
    Workspace,
)

_WRITTEN = ("/Contents", "/T", "/TU", "/V", "/DA", "/RC", "/Subj", "/NM")
"""What people write in annotations and fields (ISO 32000-1, 12.5.2 and 12.7.3)."""


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a document.

    :raises Cut: ``encrypted``, ``too-large``.
    """
    if source.path.stat().st_size > 4 * work.limits.whole:
        raise Cut("too-large", f"{4 * work.limits.whole // MEGABYTE} MB")
    with source.path.open("rb") as file:
        document = pypdf.PdfReader(file, strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise Cut("encrypted")
        yield from _properties(source, document)
        yield from _pages(source, document)
        for name, contents in document.attachments.items():
            for content in contents:
                yield from _attached(name, content, source, work)


def _properties(source: Source, document: pypdf.PdfReader) -> Iterator[Part]:
    told = (f"{key}: {value}" for key, value in (document.metadata or {}).items())
    yield from pieces(told, Where.PROPERTY, source.part("properties"))
    xmp = document.root_object.get("/Metadata")
    if xmp is not None:
        # As it stands, with its tags: to look for identifiers it need not be parsed.
        text = xmp.get_object().get_data().decode("utf-8", "replace")
        yield from pieces([text], Where.PROPERTY, source.part("XMP"))
    titles = (str(title) for title in _titles(document.outline))
    yield from pieces(titles, Where.BODY, source.part("bookmarks"))
    fields = (
        f"{name}: {field.get('/V', '')}" for name, field in (document.get_fields() or {}).items()
    )
    yield from pieces(fields, Where.BODY, source.part("form fields"))


def _titles(outline: list[Any]) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield entry.title


def _pages(source: Source, document: pypdf.PdfReader) -> Iterator[Part]:
    scans, broken = 0, 0
    for i, page in enumerate(document.pages, 1):
        place = source.part(f"page {i}")
        try:
            text = page.extract_text()
            if not text.strip() and "/XObject" in page.get("/Resources", {}):
                scans += 1
            yield from pieces([text], Where.BODY, place)
            yield from pieces(_annotations(page), Where.COMMENT, place)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            broken += 1
    if scans:
        yield Unread(source.place, "picture", f"{scans} pages")
    if broken:
        yield Unread(source.place, "damaged", f"{broken} pages")


def _annotations(page: pypdf.PageObject) -> Iterator[str]:
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        written = [str(annotation[key]) for key in _WRITTEN if key in annotation]
        action = annotation.get("/A")
        if action is not None and "/URI" in (action := action.get_object()):
            written.append(str(action["/URI"]))
        yield " ".join(written)


def _attached(name: str, content: bytes, source: Source, work: Workspace) -> Iterator[Part]:
    stream = Counted(io.BytesIO(content), len(content), work)
    yield from unpack(lambda: stream, name, source, work)
