# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""All versions of the standard, and which of them a custodian's datasets are judged by."""

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hoeder.quality.standard import Standard, StandardError, load

Version = tuple[str, str]
"""Name and version of a standard."""


class Applied(NamedTuple):
    """The standard that counts for a dataset, and whether its custodian agreed to it."""

    standard: Standard
    agreed: bool


class Standards:
    """The versions that there are."""

    def __init__(self, standards: Iterable[Standard]) -> None:
        """Take them, in any order; at least one."""
        self._all = sorted(standards, key=lambda one: (one.id, numbers(one.version)))

    def applied(self, custodian: str, today: date) -> Applied:
        """Return what a custodian's datasets are judged by.

        What it agreed to last; the highest version of it where it agreed to several on one day.
        Datasets of a custodian that agreed to nothing are judged by the last of all, so that
        depositors see what they would be worth.

        :param custodian: its slug, "" where there is none.
        """
        since = [
            (agreement.on, place)
            for place, one in enumerate(self._all)
            for agreement in one.agreed
            if agreement.custodian == custodian and agreement.on <= today
        ]
        return Applied(self._all[max(since)[1]], True) if since else Applied(self._all[-1], False)

    def agreed(self, custodian: str, today: date) -> frozenset[Version]:
        """Return every version that a custodian agreed to."""
        return frozenset(
            (one.id, one.version)
            for one in self._all
            for agreement in one.agreed
            if agreement.custodian == custodian and agreement.on <= today
        )

    def named(self, name: str, version: str) -> Standard | None:
        """Return a version, or None where it is not kept any more."""
        return next((one for one in self._all if (one.id, one.version) == (name, version)), None)


def numbers(version: str) -> tuple[int, ...]:
    """Return a version in an order.

    >>> numbers("1.10") > numbers("1.9")
    True
    """
    return tuple(int(part) for part in version.split("."))


def load_all(folder: Path, custodians: Collection[str] | None = None) -> list[Standard]:
    """Return the standards in a folder's files ``*.yaml``.

    :param custodians: the slugs that there are; None: any slug may have agreed.
    :raises StandardError: when there is none, one is broken, or two are the same version; what is
        wrong in all files is told at once.
    """
    found: dict[Version, Standard] = {}
    problems = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            one = load(file, custodians)
        except StandardError as error:
            problems.append(str(error))
            continue
        if found.setdefault((one.id, one.version), one) is not one:
            problems.append(
                f"{file.name} is {one.id} {one.version}, as another file is. Give it the next "
                "version, or remove one."
            )
    if not found and not problems:
        problems.append(f"{folder} has no quality standard. Put at least one file *.yaml in it.")
    if problems:
        raise StandardError("\n".join(problems))
    return list(found.values())
