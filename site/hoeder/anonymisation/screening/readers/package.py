# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Office documents: zipped XML parts, of which every text is looked at.

Documents of Word and PowerPoint and of OpenDocument are read whole by one rule for all parts, so
that nothing is missed for being stored somewhere unusual: paragraphs are the text, and the few
attributes that hold what people wrote (authors, alternative texts, targets of links) are texts too.
``workbook`` reads the sheets of a workbook itself and leaves the other parts to this module.
"""

import re
import zipfile
from collections.abc import Collection, Iterator

from lxml import etree

from hoeder.anonymisation.screening.model import Unread, Where
from hoeder.anonymisation.screening.readers.archive import unpack
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.unfold import Counted, member
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace
from hoeder.anonymisation.screening.readers.xml import Elements, local

BLOCKS = frozenset(
    ("p", "h", "si", "text", "author", "definedName", "comment", "annotation", "sheetData")
)
"""Elements whose text belongs together; of any namespace."""

SAID = frozenset(
    [
        "author",
        "initials",
        "descr",
        "title",
        "displayName",
        "userId",
        "userName",
        "tooltip",
        "prompt",
        "promptTitle",
        "error",
        "errorTitle",
        "lastModifiedBy",
        "caption",
        "uniqueName",
        "name",
        "formula",
        "v",
        "result",
        "alt",
        "label",
        "hint",
        "company",
        "manager",
    ]
)
"""Attributes that hold what people wrote."""

CHANGES = frozenset(
    [
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "cellIns",
        "cellDel",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "changed-region",
    ]
)
"""Elements that record a change and who made it; the last one is OpenDocument's."""

_WHERE = (
    (r"comment|annotation", Where.COMMENT),
    (r"person|people|docProps/|meta\.xml", Where.PROPERTY),
    (r"customXml/|customProperty", Where.NOTE),
)
_FORMATTING = re.compile(
    r"(^|/)(\[Content_Types\]\.xml|theme\d*\.xml|styles\.xml|fontTable\.xml|calcChain\.xml"
    r"|webSettings\.xml|printerSettings\d*\.bin|manifest\.xml|mimetype|manifest\.rdf)$"
)
_WORD = re.compile(r"[^\W\d_]{2}|\d{4}")


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a document."""
    with zipfile.ZipFile(source.path) as archive:
        yield from remainder(archive, source, work, frozenset())


def remainder(
    archive: zipfile.ZipFile, source: Source, work: Workspace, done: Collection[str]
) -> Iterator[Part]:
    """All parts of a package but those ``done`` elsewhere.

    :raises Cut: ``too-many-members``, or a limit on unpacked bytes.
    """
    members = archive.infolist()
    if len(members) > work.limits.members:
        raise Cut("too-many-members", f"{len(members)} > {work.limits.members}")
    # In OpenDocument headers and footers stand among the styles.
    kept = {"styles.xml"} if "mimetype" in archive.namelist() else set()
    pictures = 0
    for info in members:
        name = info.filename
        if name in done or info.is_dir() or (_FORMATTING.search(name) and name not in kept):
            continue
        work.not_exhausted()
        try:
            if re.search(r"\.(xml|rels|vml|rdf)$", name):
                yield from _part(archive, name, source, work)
                continue
            for part in unpack(lambda: member(archive, name, work), name, source, work):  # noqa: B023
                if isinstance(part, Unread) and part.reason == "picture":
                    pictures += 1
                    continue
                yield part
        except Cut as cut:
            yield Unread(source.part(name), cut.reason, cut.detail)
        except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, EOFError) as error:
            yield Unread(source.part(name), "damaged", type(error).__name__)
    if pictures:
        yield Unread(source.place, "picture", str(pictures))


def _part(archive: zipfile.ZipFile, name: str, source: Source, work: Workspace) -> Iterator[Part]:
    where = next(
        (kind for form, kind in _WHERE if re.search(form, name, re.IGNORECASE)), Where.BODY
    )
    place = source.part(name)
    said: dict[str, None] = {}
    changes: list[str] = []
    yield from pieces(_texts(member(archive, name, work), said, changes), where, place)
    yield from pieces(changes, Where.TRACKED_CHANGE, place)
    yield from pieces(said, Where.PROPERTY if where is Where.BODY else where, place)


def _texts(stream: Counted, said: dict[str, None], changes: list[str]) -> Iterator[str]:
    """Texts of a part in their order; attributes and changes on the side."""
    depth = 0
    elements = Elements(stream, ("start", "end"))
    for event, element in elements:
        tag = local(element)
        if event == "start":
            depth += tag in BLOCKS
            continue
        depth -= tag in BLOCKS
        attributes(element, said)
        if tag in CHANGES and (change := _change(element)):
            changes.append(change)
        if depth:
            continue
        if tag in BLOCKS:
            yield _words(element, deleted=False)
        else:
            yield " ".join([element.text or "", *(child.tail or "" for child in element)])
        elements.release(element)


def attributes(element: etree._Element, said: dict[str, None]) -> None:
    """Note the attributes of an element that hold what people wrote, each once."""
    for key, value in element.attrib.items():
        name = str(key).rpartition("}")[2]
        link = name == "href" or (name == "Target" and element.get("TargetMode") == "External")
        if (link or name in SAID) and _WORD.search(str(value)):
            said[str(value)] = None


def _change(element: etree._Element) -> str:
    """Who changed something, when, and what was put in or taken out."""
    told = [str(v) for k, v in element.attrib.items() if str(k).endswith(("author", "date"))]
    return " ".join([*told, _words(element, deleted=True)]).strip()


def _words(element: etree._Element, deleted: bool) -> str:
    """Text within an element, with tabs and breaks; what was deleted only if asked."""
    found: list[str] = []
    for inner in element.iter():
        tag = local(inner)
        if tag in ("tab", "br", "cr", "s", "line-break"):
            found.append(" ")
        elif tag in ("p", "h", "creator", "date") and inner is not element:
            found.append("\n")
        if inner.text and (deleted or tag != "delText"):
            found.append(inner.text)
        if inner.tail and inner is not element:
            found.append(inner.tail)
    return "".join(found)


def texts_of(
    archive: zipfile.ZipFile, name: str, tags: Collection[str], work: Workspace
) -> Iterator[str]:
    """Texts and telling attributes of the elements with ``tags`` only, from one part."""
    elements = Elements(member(archive, name, work), tags=tags)
    for _, element in elements:
        said: dict[str, None] = {}
        for inner in element.iter():
            attributes(inner, said)
        yield " ".join([*said, _words(element, deleted=False)])
