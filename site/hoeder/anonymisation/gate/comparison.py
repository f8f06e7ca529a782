# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A version's files and obstacles beside those of the version before it (pure)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .decision import Kind, Obstacle


class Change(StrEnum):
    """What became of a file."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"  # other bytes by the same name
    RENAMED = "renamed"  # the same bytes by another name
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions.

    :param files: what became of each file, by its name; of a renamed one by its new name.
    :param appeared: obstacles that the version before did not have.
    :param disappeared: obstacles that it had.
    :param unknown: files of the version before of which no screening by today's rules is there, so
        that nothing is said of their obstacles.
    """

    files: Mapping[str, Change]
    appeared: tuple[Obstacle, ...]
    disappeared: tuple[Obstacle, ...]
    unknown: tuple[str, ...]


def compare(
    before: Sequence[tuple[str, str]],
    after: Sequence[tuple[str, str]],
    obstacles_before: Iterable[Obstacle],
    obstacles_after: Iterable[Obstacle],
) -> Comparison:
    """Compare by names and checksums.

    :param before: name and checksum of each file of the version before.

    >>> old, new = [("a.csv", "1"), ("b.csv", "2")], [("a.csv", "3"), ("c.csv", "2")]
    >>> {name: str(change) for name, change in compare(old, new, (), ()).files.items()}
    {'a.csv': 'changed', 'c.csv': 'renamed'}
    """
    old, new = dict(before), dict(after)
    bytes_before, bytes_after = set(old.values()), set(new.values())
    changes = {key: _change(key, checksum, old, bytes_before) for key, checksum in new.items()}
    for key, checksum in old.items():
        if key not in new and checksum not in bytes_after:
            changes[key] = Change.GONE
    unread = (Kind.WAITING, Kind.FAILED)
    had, has = list(obstacles_before), list(obstacles_after)
    unknown = {o.key for o in had if o.kind in unread}
    ids_before = {o.id for o in had}
    ids_after = {o.id for o in has}
    return Comparison(
        changes,
        # An obstacle has the same id in whatever file it is; so a renamed file brings nothing new.
        tuple(o for o in has if o.id not in ids_before and o.key not in unknown),
        tuple(o for o in had if o.id not in ids_after and o.kind not in unread),
        tuple(sorted(unknown)),
    )


def _change(key: str, checksum: str, old: Mapping[str, str], bytes_before: set[str]) -> Change:
    if old.get(key) == checksum:
        return Change.SAME
    if key in old:
        return Change.CHANGED
    return Change.RENAMED if checksum in bytes_before else Change.NEW
