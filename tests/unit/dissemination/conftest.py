# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A shelf in memory, an outlet on it, and the schemas of its answers."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from hoeder.dissemination.oai.answer import Outlet
from hoeder.dissemination.oai.registry import Format
from hoeder.dissemination.oai.settings import Settings
from hoeder.dissemination.projection.shelf import (
    Item,
    Key,
    Page,
    Progress,
    SetItem,
    Window,
)

DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
NOW = 1_800_000_000
SCHEMAS = Path(__file__).parent / "schemas"


@dataclass
class Row:
    """A record of the shelf; ``left`` are the stamps at which it left sets."""

    number: int
    stamp: int
    sets: tuple[str, ...] = ()
    deleted: bool = False
    left: dict[str, int] = field(default_factory=dict)
    failed: bool = False

    @property
    def identifier(self) -> str:
        return f"oai:data.example.org:{self.number}"

    def item(self, spec: str | None) -> Item:
        if spec in self.left:
            return Item(str(self.number), self.identifier, self.left[spec], True, [spec], None)
        body = None if self.deleted or self.failed else dublin_core(self.number)
        return Item(f"{self.number:05}", self.identifier, self.stamp, self.deleted, self.sets, body)


def dublin_core(number: int) -> str:
    return (
        f'<oai_dc:dc xmlns:oai_dc="{DC}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="'
        f'{DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"><dc:title>Gœthals &amp; 𝔘 {number}'
        "</dc:title></oai_dc:dc>"
    )


class MemoryShelf:
    """The shelf as outlets see it."""

    def __init__(self, rows: Sequence[Row], sets: Sequence[SetItem]) -> None:
        self.rows = list(rows)
        self.defined = sorted(sets)
        self.notes: list[Progress] = []
        self.now = NOW

    def horizon(self) -> int:
        return self.now

    def earliest(self) -> int | None:
        return min((row.stamp for row in self.rows), default=None)

    def _listed(self, window: Window) -> list[Item]:
        found = []
        for row in self.rows:
            inside = window.set is None or window.set in row.left
            inside |= any(f"{one}:".startswith(f"{window.set}:") for one in row.sets)
            item = row.item(window.set)
            if inside and (window.since or 0) <= item.stamp < window.before:
                found.append(item)
        return sorted(found, key=lambda item: (item.stamp, item.id))

    def count(self, window: Window) -> int:
        return len(self._listed(window))

    def page(
        self, prefix: str, window: Window, after: Key | None, limit: int, bodies: bool
    ) -> Page:
        items = [
            item
            for item in self._listed(window)
            if (item.deleted or item.body is not None)
            and (after is None or (item.stamp, item.id) > after)
        ]
        return Page(items[:limit], len(items) > limit)

    def item(self, identifier: str, prefix: str, set_spec: str | None = None) -> Item | None:
        found = [row.item(set_spec) for row in self.rows if row.identifier == identifier]
        return found[0] if found else None

    def item_by_id(self, record_id: str, prefix: str, set_spec: str | None) -> Item | None:
        found = [row.item(set_spec) for row in self.rows if row.number == int(record_id)]
        return found[0] if found else None

    def failed(self, identifier: str) -> Collection[str] | None:
        found = [row for row in self.rows if row.identifier == identifier]
        return (set(FORMATS) if found[0].failed else set()) if found else None

    def has_sets(self) -> bool:
        return bool(self.defined)

    def sets(self, after: str, limit: int) -> tuple[Sequence[SetItem], bool]:
        found = [one for one in self.defined if one.spec > after]
        return found[:limit], len(found) > limit

    def count_sets(self) -> int:
        return len(self.defined)

    def note(self, progress: Progress) -> None:
        self.notes.append(progress)


FORMATS = {
    "oai_dc": Format("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", DC),
    "other": Format("other", "https://example.org/other.xsd", "https://example.org/other/"),
}
SPECS = ("custodian", "custodian:a", "custodian:b", "openaire_data")


def make_settings(**changed: Any) -> Settings:
    return Settings(
        **{
            "name": "Hoeder & 'friends' <test>",
            "base_url": "https://data.example.org/oai2d",
            "emails": ["a@example.org", "b@example.org"],
            "formats": FORMATS,
            "keys": ["the key"],
            "domain": "data.example.org",
            "friends": ["https://other.example.org/oai"],
            "page_size": 3,
            "sets_page_size": 2,
            **changed,
        }
    )


def make_rows() -> list[Row]:
    day = 86_400
    rows = [
        Row(number, NOW - (20 - number) * day, (SPECS[1 + number % 2], "openaire_data"))
        for number in range(12)
    ]
    rows[3].deleted = True
    rows[5].sets, rows[5].left = ("custodian:b",), {"openaire_data": rows[5].stamp}
    rows[7].failed = True
    return rows


@pytest.fixture
def rows() -> list[Row]:
    """Twelve records, a day apart: one deleted, one that left a set, one that cannot be shown."""
    return make_rows()


@pytest.fixture
def shelf(rows: list[Row]) -> MemoryShelf:
    sets = [SetItem(spec, f"Set <{spec}>", f"About {spec} & more\x02") for spec in SPECS]
    return MemoryShelf(rows, sets)


@pytest.fixture
def settings_of() -> Callable[..., Settings]:
    return make_settings


@pytest.fixture
def outlet(shelf: MemoryShelf) -> Outlet:
    return Outlet(shelf, make_settings(), clock=lambda: NOW + 0.5)


@pytest.fixture(scope="session")
def schema(shared: Callable[[str], Path]) -> etree.XMLSchema:
    """Everything an answer may have in it; ``strict`` containers need a declaration each."""
    folder = shared("reference/oai")
    oai = "http://www.openarchives.org/OAI/2.0/"
    places = {
        oai: folder / "OAI-PMH.xsd",
        f"{oai}oai-identifier": folder / "oai-identifier.xsd",
        DC: folder / "dc" / "oai_dc.xsd",
        f"{oai}friends/": SCHEMAS / "friends.xsd",
        f"{oai}rights/": SCHEMAS / "rights.xsd",
        f"{oai}provenance": SCHEMAS / "provenance.xsd",
    }
    root = etree.Element("{http://www.w3.org/2001/XMLSchema}schema")
    for namespace, place in places.items():
        etree.SubElement(
            root,
            "{http://www.w3.org/2001/XMLSchema}import",
            namespace=namespace,
            schemaLocation=place.as_uri(),
        )
    return etree.XMLSchema(etree.ElementTree(root))


@pytest.fixture
def ask(outlet: Outlet, schema: etree.XMLSchema) -> Callable[..., Any]:
    """Ask, and return the root of an answer that is valid. ``from_`` is ``from``."""

    def get(*pairs: tuple[str, str], **arguments: str) -> Any:
        given = [*pairs, *((name.rstrip("_"), value) for name, value in arguments.items())]
        answer = outlet.answer(given, client="192.0.2.1")
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/xml; charset=UTF-8"
        root = etree.fromstring(answer.body)
        schema.assertValid(root)
        return root

    return get


def answer_errors(root: Any) -> list[str]:
    return [one.get("code") for one in root.iterfind("{*}error")]


@pytest.fixture
def errors() -> Callable[[Any], list[str]]:
    return answer_errors
