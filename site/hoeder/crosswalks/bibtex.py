# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

r"""A record as an entry of a BibTeX file, in UTF-8, made of its CSL item.

Types and fields are those of biblatex (P. Lehman et al., The biblatex Package, section 2), which
older styles read as ``@misc``. Fields that no style prints carry what bibliographies ask for:
``conceptdoi``, ``access``, ``embargo``, ``orcids``.

>>> print(write({"id": "10.5072/a_b", "type": "dataset", "citation-key": "berg_2026",
...              "title": "50% more", "DOI": "10.5072/a_b",
...              "author": [{"non-dropping-particle": "van der", "family": "Berg",
...                          "given": "Jan"}, {"literal": "Ghent University"}]}), end="")
@dataset{berg_2026,
  title = {{50\% more}},
  author = {van der Berg, Jan and {Ghent University}},
  doi = {10.5072/a_b}
}
"""

import re
from collections.abc import Iterable

from hoeder.crosswalks import csl
from hoeder.crosswalks.context import Context, Json, Record

TYPES = {
    "book": "book",
    "collection": "collection",
    "dataset": "dataset",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
}
"""By the type of CSL; any other is ``misc``, since it has no journal or book that it is in."""
# BibTeX counts braces even after a backslash, so that none is written alone.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}
_SPECIAL = re.compile(r"[\\{}~^$&%#_]")
# In addresses and DOIs nothing is escaped (biblatex, section 2.2.1: verbatim fields).
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_TO_PROTECT = re.compile(r",|\band\b|\bothers\b", re.IGNORECASE)


def to_text(record: Record, context: Context) -> str:
    """Return the entry of one version.

    :raises NotPublicError: when the record's metadata are restricted, or it was taken down.
    """
    return write(csl.to_json(record, context))


def write(item: Json) -> str:
    """Return the entry of an item of ``csl.to_json``, with a line break at its end."""
    custom = item.get("custom", {})
    # In two pairs of braces: no style changes the case of names and abbreviations in it.
    title = f"{{{escape(item['title'])}}}" if "title" in item else ""
    fields = {
        "title": title,
        "author": _names(item.get("author", ())),
        "editor": _names(item.get("editor", ())),
        "translator": _names(item.get("translator", ())),
        **_dates(item),
        "publisher": _name_of(item.get("publisher", "")),
        "version": escape(item.get("version", "")),
        "isbn": escape(item.get("ISBN", "")),
        "issn": escape(item.get("ISSN", "")),
        "doi": item.get("DOI", "").translate(_VERBATIM),
        "url": item.get("URL", "").translate(_VERBATIM),
        "language": escape(item.get("language", "")),
        "keywords": ", ".join(_keyword(word) for word in custom.get("keywords", ())),
        "abstract": escape(item.get("abstract", "")),
        "copyright": escape(custom.get("licence", "")),
        "access": escape(custom.get("access", "")),
        "embargo": custom.get("embargo", ""),
        "conceptdoi": custom.get("concept_doi", "").translate(_VERBATIM),
        "orcids": ", ".join(custom.get("orcids", ())),
    }
    kind = TYPES.get(item["type"], "misc")
    lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in fields.items() if text)
    return f"@{kind}{{{item['citation-key']},\n{lines}\n}}\n"


def escape(text: str) -> str:
    """Return a text in which nothing means anything to TeX."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], " ".join(text.split()))


def _dates(item: Json) -> dict[str, str]:
    """``date`` in full, and ``year``, which is all that older styles read."""
    parts = item.get("issued", {}).get("date-parts", ())
    if not parts:
        return {}
    bounds = ["-".join((_year(date[0]), *(f"{part:02d}" for part in date[1:]))) for date in parts]
    return {"date": "/".join(bounds), "year": _year(parts[0][0])}


def _year(year: int) -> str:
    """In four digits, as ISO 8601-2 has it before year 0 too."""
    return f"{year:05d}" if year < 0 else f"{year:04d}"


def _names(names: Iterable[Json]) -> str:
    return " and ".join(map(_name, names))


def _name(name: Json) -> str:
    """A name in the form "von Last, First"; what could be read otherwise is in braces."""
    if "literal" in name:
        return f"{{{escape(name['literal'])}}}"
    family, given = escape(name["family"]), escape(name["given"])
    words = name["family"].split()
    if _TO_PROTECT.search(name["family"]) or any(word[:1].islower() for word in words):
        family = f"{{{family}}}"
    if _TO_PROTECT.search(name["given"]):
        given = f"{{{given}}}"
    particle = escape(name.get("non-dropping-particle", ""))
    space = "" if particle.endswith(("'", "’", "-")) else " "
    return f"{particle}{space}{family}, {given}" if particle else f"{family}, {given}"


def _name_of(publisher: str) -> str:
    """A publisher; biblatex takes a list there, divided by "and"."""
    escaped = escape(publisher)
    return f"{{{escaped}}}" if _TO_PROTECT.search(publisher) else escaped


def _keyword(word: str) -> str:
    escaped = escape(word)
    return f"{{{escaped}}}" if "," in word else escaped
