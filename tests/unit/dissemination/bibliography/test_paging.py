# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A list in pages: whole, each entry once, whatever changes meanwhile."""

import random
from urllib.parse import parse_qsl, urlsplit

import pytest

from hoeder.dissemination.bibliography import paging, words
from hoeder.dissemination.bibliography.filters import Query, Refused, read
from hoeder.dissemination.projection.shelf import Key

KEYS = ["old", "current"]
ADDRESS = "https://example.org/bibliography"


def page(shelf: dict[str, int], query: Query, horizon: int) -> tuple[list[Key], str]:
    """A page of a shelf in memory, and the cursor of the next one."""
    window, after = paging.place(query, horizon, KEYS)
    keys = sorted(Key(stamp, id_) for id_, stamp in shelf.items())
    since = window.since or 0
    there = [key for key in keys if since <= key.stamp < window.before]
    rest = [key for key in there if after is None or key > after]
    items = rest[: query.limit]
    more = len(rest) > query.limit
    return items, paging.following(query, window, items[-1], KEYS) if more else ""


@pytest.mark.parametrize("seed", range(10))
def test_whoever_follows_the_links_has_everything(seed: int) -> None:
    source = random.Random(seed)
    shelf = {f"{number:04}": source.randint(0, 50) for number in range(200)}
    pairs, got, now = [("limit", "7"), ("year", "2026")], {}, 60
    first_horizon = now
    while True:
        items, cursor = page(shelf, read(pairs), now)
        got |= {key.id: key.stamp for key in items}
        now += 1
        shelf[source.choice(sorted(shelf))] = now - 1  # a change while the list runs
        if not cursor:
            break
        link = paging.next_link(ADDRESS, pairs, cursor)
        pairs = parse_qsl(urlsplit(link[1 : link.index(">")]).query)
    assert pairs[:2] == [("limit", "7"), ("year", "2026")]
    # What the list left out was changed meanwhile, and is in the next one.
    later, _ = page(shelf, Query(since=first_horizon, limit=1000), now)
    got |= {key.id: key.stamp for key in later}
    assert got == shelf


def test_a_cursor_is_good_with_an_earlier_key_and_after_a_restart() -> None:
    cursor = paging.write(paging.Cursor(Query().digest, 9, 5, "a"), KEYS[:1])
    window, after = paging.place(Query(cursor=cursor), 100, KEYS)
    assert (window.before, after) == (9, Key(5, "a"))


@pytest.mark.parametrize("text", ["x", "WzFd.x", "eyJ9", "a.b.c"])
def test_what_is_no_cursor(text: str) -> None:
    with pytest.raises(Refused) as caught:
        paging.place(Query(cursor=text), 1, KEYS)
    assert caught.value.problems == (("cursor", words.CURSOR),)


def test_a_cursor_of_others() -> None:
    forged = paging.write(paging.Cursor(Query().digest, 9, 5, "a"), ["another"])
    with pytest.raises(Refused):
        paging.place(Query(cursor=forged), 1, KEYS)
    ours = paging.write(paging.Cursor(Query().digest, 9, 5, "a"), KEYS)
    other = read([("year", "2026"), ("cursor", ours)])
    with pytest.raises(Refused) as caught:
        paging.place(other, 1, KEYS)
    assert caught.value.problems == (("cursor", words.CURSOR_OTHER),)
    again = read([("limit", "3"), ("cursor", ours), ("format", "jsonl")])
    assert paging.place(again, 1, KEYS)[1] == Key(5, "a"), "pages may have another size"
