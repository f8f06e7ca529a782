# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Entries as bytes, some at a time: nothing holds a page as a whole.

In: entries of ``entries``, deleted ones among them. Out: chunks of bytes. JSON Lines and CSV say
what is gone; CSL-JSON, BibTeX and RIS have no way to, and leave it out.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import orjson

from hoeder.crosswalks import bibtex, ris
from hoeder.crosswalks.context import Json

Write = Callable[[Iterable[Json]], Iterator[bytes]]
CHUNK = 64 * 1024  # bytes
COLUMNS = (
    "id",
    "identifier",
    "deleted",
    "modified",
    "category",
    "doi",
    "doi_state",
    "counts_as",
    "version",
    "latest",
    "title",
    "creators",
    "orcids",
    "rors",
    "publication_year",
    "publisher",
    "custodian",
    "access",
    "embargo_until",
    "licences",
    "funders",
    "grants",
    "publications",
    "url",
)
_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""


class Format(NamedTuple):
    """A format of the feed; ``deletions``: whether it says what is gone."""

    media_type: str
    extension: str
    deletions: bool
    write: Write


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces together, so that not each is sent by itself.

    No entry is held: a list of them, thousands of small objects, keeps the garbage collector busy
    five times as long as they take to write.
    """
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def json_lines(entries: Iterable[Json]) -> Iterator[bytes]:
    """An entry a line, as it is."""
    return _chunks(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE) for entry in entries)


def csl_json(entries: Iterable[Json]) -> Iterator[bytes]:
    """One array of CSL items, an item a line."""
    return _chunks(_array(entry["citation"] for entry in entries if not entry["deleted"]))


def _array(items: Iterable[Json]) -> Iterator[bytes]:
    yield b"["
    for number, item in enumerate(items):
        yield (b",\n" if number else b"") + orjson.dumps(item)
    yield b"]\n"


def bibtex_file(entries: Iterable[Json]) -> Iterator[bytes]:
    """Entries of BibTeX, an empty line after each."""
    there = (entry for entry in entries if not entry["deleted"])
    return _chunks(f"{bibtex.write(entry['citation'])}\n".encode() for entry in there)


def ris_file(entries: Iterable[Json]) -> Iterator[bytes]:
    """References of RIS."""
    there = (entry for entry in entries if not entry["deleted"])
    return _chunks(ris.write(entry["citation"]).encode() for entry in there)


def table(entries: Iterable[Json]) -> Iterator[bytes]:
    """CSV (RFC 4180) in UTF-8 with a header; several values in a cell are divided by "; "."""
    return _chunks(_lines(entries))


def _lines(entries: Iterable[Json]) -> Iterator[bytes]:
    yield _line(COLUMNS)
    for entry in entries:
        row = _row(entry)
        yield _line(_harmless(row.get(name, "")) for name in COLUMNS)


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _row(entry: Json) -> dict[str, str]:
    row = {name: entry.get(name, "") for name in ("id", "identifier", "modified", "doi")}
    row["deleted"] = "true" if entry["deleted"] else "false"
    if entry["deleted"]:
        return row
    parties = [*entry["creators"], *entry["contributors"]]
    places = [place for party in parties for place in party.get("affiliations", ())]
    return {
        **row,
        **{name: entry[name] for name in ("category", "doi_state", "counts_as", "title", "url")},
        "version": entry["version"].get("label") or str(entry["version"]["number"]),
        "latest": "true" if entry["version"]["latest"] else "false",
        "publication_year": str(entry["publication_year"]),
        "creators": _joined(party["name"] for party in entry["creators"]),
        "orcids": _joined(party.get("orcid", "") for party in parties),
        "rors": _joined(one.get("ror", "") for one in (*parties, *places)),
        "publisher": entry.get("publisher", {}).get("name", ""),
        "custodian": entry.get("custodian", {}).get("name", ""),
        "access": entry["access"]["level"],
        "embargo_until": entry["access"].get("embargo_until", ""),
        "licences": _joined(one.get("spdx") or one.get("url", "") for one in entry["licences"]),
        "funders": _joined(one.get("funder", "") for one in entry["funding"]),
        "grants": _joined(one.get("grant_number", "") for one in entry["funding"]),
        "publications": _joined(one["url"] for one in entry["publications"]),
    }


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))


def _harmless(text: str) -> str:
    """A cell that no spreadsheet runs; an apostrophe before it says that it is a text."""
    return f"'{text}" if text.startswith(_RISKY) else text


FORMATS = {
    "jsonl": Format("application/x-ndjson", "jsonl", True, json_lines),
    "csl": Format("application/vnd.citationstyles.csl+json", "json", False, csl_json),
    "bibtex": Format("application/x-bibtex", "bib", False, bibtex_file),
    "ris": Format("application/x-research-info-systems", "ris", False, ris_file),
    "csv": Format("text/csv; charset=utf-8; header=present", "csv", True, table),
}
"""By the value of the argument ``format``."""
