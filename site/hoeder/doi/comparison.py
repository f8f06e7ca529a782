# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Whether DataCite has the metadata that were sent (pure).

What DataCite gives back is not what it was given: it trims and cleans texts, spells licences its
own way, fills in types, leaves out what is empty and shows some objects as texts. So what carries
the meaning is compared, in a form in which those changes do not show.

>>> differing({"titles": [{"title": "A  table "}]}, {"titles": [{"title": "A table"}]})
[]
>>> differing({"titles": [{"title": "A table"}]}, {"titles": [{"title": "Another"}]})
['titles']
"""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

Attributes = Mapping[str, Any]
_TAG = re.compile(r"<[^<>]*>")


def _text(value: object) -> str:
    """A text without markup, and with one space for any.

    >>> _text(" <p>R&amp;D   in\\nFlanders</p>")
    'R&D in Flanders'
    """
    plain = html.unescape(_TAG.sub(" ", "" if value is None else str(value)))
    return " ".join(plain.split())


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _items(*names: str) -> Callable[[Any], list[tuple[str, ...]]]:
    """Compare lists of objects by some of their texts, in any order."""

    def form(value: Any) -> list[tuple[str, ...]]:
        found = (item for item in _list(value) if isinstance(item, Mapping))
        return sorted(tuple(_text(item.get(name)) for name in names) for item in found)

    return form


def _identifiers(value: Any) -> list[tuple[str, ...]]:
    names = ("relationType", "relatedIdentifier")
    return [tuple(text.lower() for text in item) for item in _items(*names)(value)]


def _year(value: Any) -> str:
    return _text(value)[:4]


def _publisher(value: Any) -> str:
    return _text(value.get("name") if isinstance(value, Mapping) else value)


def _general_type(value: Any) -> str:
    return _text(value.get("resourceTypeGeneral")) if isinstance(value, Mapping) else ""


def _texts(value: Any) -> list[str]:
    return sorted(_text(item) for item in _list(value))


FORMS: dict[str, Callable[[Any], Any]] = {
    "titles": _items("title"),
    "creators": _items("name"),
    "contributors": _items("contributorType", "name"),
    "publisher": _publisher,
    "publicationYear": _year,
    "types": _general_type,
    "subjects": _items("subject"),
    "descriptions": _items("descriptionType", "description"),
    "dates": _items("dateType", "date"),
    "relatedIdentifiers": _identifiers,
    "fundingReferences": _items("funderName", "awardNumber"),
    "version": _text,
    "sizes": _texts,
    "formats": _texts,
}


def differing(sent: Attributes, found: Attributes) -> list[str]:
    """Return the names of the attributes whose meaning differs, in DataCite's spelling."""
    return [name for name, form in FORMS.items() if form(sent.get(name)) != form(found.get(name))]
