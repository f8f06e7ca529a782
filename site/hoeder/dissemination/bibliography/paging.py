# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Pages of a list, in the order of the shelf: by the second of change, then by id.

A cursor says where a list goes on, signed, so that it cannot be read or made by others; nothing is
kept on the server. It says until when the list looks, which the first page fixed: whoever asks for
``modified_since`` that moment next time misses nothing and has nothing twice but what changed.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from itsdangerous import BadData, URLSafeSerializer

from hoeder.dissemination.bibliography import words
from hoeder.dissemination.bibliography.filters import Problem, Query, Refused
from hoeder.dissemination.projection.shelf import Key, Window

#: Changes when the fields do: cursors of an earlier layout are refused, not misread.
SALT = "hoeder.bibliography.cursor.1"


class Cursor(NamedTuple):
    """Where a list goes on.

    :param digest: of the query (``Query.digest``).
    :param before: second before which the list looks.
    :param stamp: and ``id``: the last item that was given.
    """

    digest: str
    before: int
    stamp: int
    id: str


def _serializer(keys: Sequence[str]) -> URLSafeSerializer:
    signing = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeSerializer(list(keys), salt=SALT, signer_kwargs=signing)


def write(cursor: Cursor, keys: Sequence[str]) -> str:
    """Return a cursor as text.

    :param keys: secrets, the current one last.
    """
    return str(_serializer(keys).dumps(tuple(cursor)))


def place(query: Query, horizon: int, keys: Sequence[str]) -> tuple[Window, Key | None]:
    """Return the window of a query's list, and after which item its page begins.

    :param horizon: second before which every change is visible; of the first page.
    :raises Refused: when the cursor is not ours, or another list's.
    """
    if not query.cursor:
        return Window(query.since, horizon, None), None
    try:
        cursor = Cursor(*_serializer(keys).loads(query.cursor))
    except (BadData, TypeError, ValueError):
        raise Refused(Problem("cursor", words.CURSOR)) from None
    if cursor.digest != query.digest:
        raise Refused(Problem("cursor", words.CURSOR_OTHER))
    return Window(query.since, cursor.before, None), Key(cursor.stamp, cursor.id)


def following(query: Query, window: Window, last: Key, keys: Sequence[str]) -> str:
    """Return the cursor of the page after an item."""
    return write(Cursor(query.digest, window.before, last.stamp, last.id), keys)


def next_link(address: str, pairs: Iterable[tuple[str, str]], cursor: str) -> str:
    """Return the value of the header ``Link`` (RFC 8288): the same request, one page on.

    >>> next_link("https://example.org/bibliography", [("year", "2026"), ("cursor", "a")], "b")
    '<https://example.org/bibliography?year=2026&cursor=b>; rel="next"'
    """
    kept = [(name, value) for name, value in pairs if name != "cursor"]
    return f'<{address}?{urlencode([*kept, ("cursor", cursor)])}>; rel="next"'
