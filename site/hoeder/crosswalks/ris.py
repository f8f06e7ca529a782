# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A record in RIS, the format of reference managers, in UTF-8, made of its CSL item.

A tag of two characters, two spaces, a hyphen, a space, a text in one line (Research Information
Systems, RIS Format Specifications, 2011). What RIS has no tag for is a note (``N1``).

>>> print(write({"id": "1", "type": "dataset", "title": "A survey",
...              "author": [{"family": "De Smet", "given": "An"}]}).replace("\\r", "").strip())
TY  - DATA
TI  - A survey
AU  - De Smet, An
ID  - 1
ER  -
"""

from collections.abc import Iterator

from hoeder.crosswalks import csl
from hoeder.crosswalks.context import Context, Json, Record

TYPES = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "book": "BOOK",
    "chapter": "CHAP",
    "collection": "AGGR",
    "dataset": "DATA",
    "graphic": "FIGURE",
    "motion_picture": "VIDEO",
    "paper-conference": "CPAPER",
    "periodical": "JFULL",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
}
"""By the type of CSL; any other is ``GEN``."""


def to_text(record: Record, context: Context) -> str:
    """Return the reference of one version.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    return write(csl.to_json(record, context))


def write(item: Json) -> str:
    """Return the reference of an item of ``csl.to_json``."""
    said = ((tag, " ".join(str(text).split())) for tag, text in _tags(item))
    lines = [f"TY  - {TYPES.get(item['type'], 'GEN')}"]
    lines += [f"{tag}  - {text}" for tag, text in said if text]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def _tags(item: Json) -> Iterator[tuple[str, str]]:
    custom = item.get("custom", {})
    yield "TI", item.get("title", "")
    yield from (("AU", _name(name)) for name in item.get("author", ()))
    for role, tag in (("editor", "ED"), ("translator", "A4")):
        yield from ((tag, _name(name)) for name in item.get(role, ()))
    if parts := item.get("issued", {}).get("date-parts"):
        numbers = [f"{number:02d}" for number in parts[0]] + ["", ""]
        yield "PY", str(parts[0][0])
        yield "DA", "/".join(numbers[:3]) + "/"
    yield "PB", item.get("publisher", "")
    yield "ET", item.get("version", "")
    yield "SN", item.get("ISBN", "") or item.get("ISSN", "")
    yield "DO", item.get("DOI", "")
    yield "UR", item.get("URL", "")
    yield "LA", item.get("language", "")
    yield from (("KW", word) for word in custom.get("keywords", ()))
    yield "AB", item.get("abstract", "")
    yield "N1", _access(custom)
    yield "N1", f"Licence: {custom['licence']}" if "licence" in custom else ""
    concept = custom.get("concept_doi", "")
    yield "N1", f"All versions: https://doi.org/{concept}" if concept else ""
    yield "ID", item["id"]


def _name(name: Json) -> str:
    """Family name with its particle, a comma, given names; an organisation as it is written."""
    if "literal" in name:
        return str(name["literal"])
    particle = name.get("non-dropping-particle", "")
    space = "" if not particle or particle.endswith(("'", "’", "-")) else " "
    return f"{particle}{space}{name['family']}, {name['given']}"


def _access(custom: Json) -> str:
    until = f" until {custom['embargo']}" if "embargo" in custom else ""
    return f"Access: {custom['access']}{until}" if "access" in custom else ""
