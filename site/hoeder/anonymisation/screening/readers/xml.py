# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""XML as a stream of elements: no entities, no network, bounded memory."""

from collections.abc import Collection, Iterator

from lxml import etree

from hoeder.anonymisation.screening.readers.unfold import Counted
from hoeder.anonymisation.screening.readers.workspace import MEGABYTE, Cut


class Elements:
    """Iterates over ``(event, element)`` of a part; what was looked at must be released."""

    def __init__(
        self,
        stream: Counted,
        events: Collection[str] = ("end",),
        tags: Collection[str] | None = None,
    ) -> None:
        """All elements of ``stream``, or those with ``tags`` in any namespace."""
        self._stream = stream
        self._released = 0
        self._events = tuple(events)
        self._tags = None if tags is None else [f"{{*}}{tag}" for tag in tags]

    def read(self, size: int = -1) -> bytes:
        """Bytes for the parser.

        :raises Cut: ``too-large`` for an element that would fill the memory.
        """
        limit = self._stream.work.limits.whole
        if self._stream.given - self._released > limit:
            raise Cut("too-large", f"{limit // MEGABYTE} MB in one element")
        return self._stream.read(size)

    def __iter__(self) -> Iterator[tuple[str, etree._Element]]:
        """The elements.

        :raises Cut: ``damaged`` for a document type declaration: no office program writes one,
            and entities would hide text.
        """
        found = etree.iterparse(
            self,
            events=self._events,
            tag=self._tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        first = True
        for event, element in found:
            if first and element.getroottree().docinfo.doctype:
                raise Cut("damaged", "document type declaration")
            first = False
            yield event, element

    def release(self, element: etree._Element) -> None:
        """Forget an element and those before it, but for text between them."""
        self._released = self._stream.given
        element.clear(keep_tail=True)  # type: ignore[call-arg]  # lxml's types are behind
        parent, before = element.getparent(), element.getprevious()
        while parent is not None and before is not None and not (before.tail or "").strip():
            parent.remove(before)
            before = element.getprevious()


def local(element: etree._Element) -> str:
    """Name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
