# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Distributions: one for each file that anybody may download, and one for data on request.

The latter tells the number, size and types of the files, and where to ask: no name, no checksum, no
address of a file. Data of which only the description is here have no distribution.
"""

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from hoeder.anonymisation.gate.policy import Tier, tier_of
from hoeder.crosswalks import access
from hoeder.crosswalks.access import AccessLevel
from hoeder.crosswalks.context import Json
from hoeder.crosswalks.dcat_formats import MACHINE_READABLE, file_type, kind, media_type
from hoeder.crosswalks.nodes import Node, both, node, reference, tagged, typed

REQUEST = "#access-request-form-root"
"""Where InvenioRDM's landing page has the form by which files are asked for."""

_CHECKSUM = re.compile(r"(md5|sha1|sha256|sha512):((?:[0-9a-f]{2})+)", re.IGNORECASE)
_ALGORITHM = "http://spdx.org/rdf/terms#checksumAlgorithm_"


class File(NamedTuple):
    """A file as far as an outlet may use it."""

    key: str
    size: int
    code: str
    media_type: str
    checksum: str


class Common(NamedTuple):
    """What all distributions of a dataset have in common."""

    page: str
    uuid: uuid.UUID
    language: str
    licence: Node | None
    rights: Node
    issued: Node
    modified: Node
    laws: tuple[Node, ...]


def may_ask(record: Json) -> bool:
    """Return whether the files are those of the safeguarded tier, for which anybody may ask."""
    settings = ((record.get("parent") or {}).get("access") or {}).get("settings") or {}
    asking = bool(settings.get("allow_user_requests") or settings.get("allow_guest_requests"))
    return tier_of(record["access"], asking) is Tier.SAFEGUARDED


def files_of(record: Json) -> list[File]:
    """Return the files of a record that are not hidden, by name."""
    files = record.get("files") or {}
    entries = (files.get("entries") or {}) if files.get("enabled") else {}
    if isinstance(entries, list):  # as the REST API gives them
        entries = {str(entry.get("key")): entry for entry in entries}
    found = []
    for key, entry in sorted(entries.items()):
        if not (entry.get("access") or {}).get("hidden"):
            suffix = key.rpartition(".")[2].lower() if "." in key else ""
            code, media = kind(suffix, str(entry.get("mimetype") or ""))
            size, checksum = int(entry.get("size") or 0), str(entry.get("checksum") or "")
            found.append(File(key, size, code, media, checksum))
    return found


def distributions(
    files: list[File], level: AccessLevel, common: Common, *, may_ask: bool
) -> Iterator[Node]:
    """Return the distributions of a dataset."""
    if level is access.OPEN:
        for file in files:
            yield _download(file, common)
    elif level is not access.METADATA_ONLY:
        yield _on_request(files, common, ask=may_ask and level is access.RESTRICTED)


def download_address(page: str, key: str) -> str:
    """Return where a file of a record is downloaded."""
    return f"{page}/files/{quote(key, safe='')}?download=1"


def _download(file: File, common: Common) -> Node:
    identity = uuid.uuid5(common.uuid, file.key)
    iri = f"{common.page}#file-{identity}"
    return node(
        iri,
        "dcat:Distribution",
        {
            "dct:identifier": [str(identity)],
            "dct:title": [tagged(file.key, common.language)],
            "dcat:accessURL": [reference(common.page)],
            "dcat:downloadURL": [reference(download_address(common.page, file.key))],
            **_described(file.code, file.media_type, file.size),
            "spdx:checksum": [_checksum(file, iri)],
            **_shared(common),
        },
    )


def _on_request(files: list[File], common: Common, *, ask: bool) -> Node:
    identity = uuid.uuid5(common.uuid, "on request")
    main = _main(files)
    english, dutch = _counted(files)
    return node(
        f"{common.page}#on-request",
        "dcat:Distribution",
        {
            "dct:identifier": [str(identity)],
            "dct:title": both("Data on request", "Data op aanvraag"),
            "dct:description": both(english, dutch),
            "dcat:accessURL": [reference(common.page + (REQUEST if ask else ""))],
            **(_described(main.code, main.media_type, sum(f.size for f in files)) if main else {}),
            **_shared(common),
        },
    )


def _main(files: list[File]) -> File | None:
    """The file whose type is the distribution's, which has one: data before papers, then size."""
    return max(files, key=lambda f: (f.code in MACHINE_READABLE, f.size), default=None)


def _counted(files: list[File]) -> tuple[str, str]:
    types = ", ".join(
        f"{number} {code.replace('_', ' ')}"
        for code, number in sorted(Counter(file.code for file in files).items())
    )
    one = len(files) == 1
    if not files:
        return "Files on request.", "Bestanden op aanvraag."
    return (
        f"{len(files)} {'file' if one else 'files'} on request: {types}.",
        f"{len(files)} {'bestand' if one else 'bestanden'} op aanvraag: {types}.",
    )


def _described(code: str, media: str, size: int) -> dict[str, list[Node]]:
    return {
        "dct:format": [file_type(code)],
        "dcat:mediaType": [media_type(media)],
        "dcat:byteSize": [typed(str(size), "xsd:nonNegativeInteger")],
    }


def _checksum(file: File, iri: str) -> Node | None:
    found = _CHECKSUM.fullmatch(file.checksum)
    if found is None:
        return None
    algorithm = node(f"{_ALGORITHM}{found[1].lower()}", "spdx:ChecksumAlgorithm", {})
    value = typed(found[2].lower(), "xsd:hexBinary")
    given = {"spdx:algorithm": [algorithm], "spdx:checksumValue": [value]}
    return node(f"{iri}-checksum", "spdx:Checksum", given)


def _shared(common: Common) -> dict[str, list[Node | None]]:
    return {
        "dct:license": [common.licence],
        "dct:rights": [common.rights],
        "dct:issued": [common.issued],
        "dct:modified": [common.modified],
        "dcatap:applicableLegislation": list(common.laws),
    }
