# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What an outlet may ask the shelf for. Stamps are seconds since 1970, UTC.

A list is a window: the records (of a set) whose stamp is in a stretch of time. It is read in pages
in the order of stamp and id, each page after the key of the last item of the page before.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

#: ``setSpec`` as OAI-PMH.xsd has it.
SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*")


class Busy(Exception):
    """The shelf cannot answer now; ask again after ``seconds``."""

    def __init__(self, seconds: int) -> None:
        """Say when to come back."""
        super().__init__(f"busy for {seconds} s")
        self.seconds = seconds


class Item(NamedTuple):
    """A record of a page. ``body`` is XML text of the metadata element, or None without one."""

    id: str
    identifier: str
    stamp: int
    deleted: bool
    sets: Sequence[str]
    body: str | None


class Window(NamedTuple):
    """``since`` is in it, ``before`` is not."""

    since: int | None
    before: int
    set: str | None


class Key(NamedTuple):
    """The place of an item in the order of a list."""

    stamp: int
    id: str


class Page(NamedTuple):
    """Items in order, and whether the list goes on after the last one."""

    items: Sequence[Item]
    more: bool


class SetItem(NamedTuple):
    """A set as it is listed; the description may be empty."""

    spec: str
    name: str
    description: str


@dataclass(frozen=True)
class Progress:
    """What a harvester just got of a list, for the operator.

    :param since: and ``until``: as asked for, empty if not.
    :param first: the list begins with this answer.
    :param last: it ends with it.
    :param error: code of the error that was answered, or empty.
    """

    client: str
    verb: str
    prefix: str
    set: str
    since: str = ""
    until: str = ""
    first: bool = False
    last: bool = False
    delivered: int = 0
    size: int | None = None
    error: str = ""


class Shelf(Protocol):
    """The published records as outlets read them. Every method may raise ``Busy``."""

    def horizon(self) -> int:
        """The second before which every change is visible to later calls."""

    def earliest(self) -> int | None:
        """The smallest stamp there is."""

    def count(self, window: Window) -> int:
        """How many records a window has; those that cannot be rendered are counted too."""

    def page(
        self, prefix: str, window: Window, after: Key | None, limit: int, bodies: bool
    ) -> Page:
        """The next items of a window, at most ``limit``, without those that cannot be rendered.

        A page is empty only where the list ends.

        :param bodies: with metadata; what is not rendered yet is rendered now.
        """

    def item(self, identifier: str, prefix: str, set_spec: str | None = None) -> Item | None:
        """One record by OAI identifier; with neither body nor deletion it cannot be rendered.

        :param set_spec: as it is listed in this set: deleted if it left it.
        """

    def item_by_id(self, record_id: str, prefix: str, set_spec: str | None) -> Item | None:
        """The same by the id of a key."""

    def failed(self, identifier: str) -> Collection[str] | None:
        """Formats in which a record is known to be impossible to render; None: no such record."""

    def has_sets(self) -> bool:
        """Whether there is any set."""

    def sets(self, after: str, limit: int) -> tuple[Sequence[SetItem], bool]:
        """The next sets in the order of their specs, and whether there are more."""

    def count_sets(self) -> int:
        """How many sets are listed."""

    def note(self, progress: Progress) -> None:
        """Remember what a harvester got. Never raises: a harvest does not fail for it."""
