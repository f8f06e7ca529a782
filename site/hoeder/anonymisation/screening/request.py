# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a screening is asked, and under which rules it answers."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from . import detectors
from .detectors import InstitutionNumber, Settings
from .readers.kinds import by_name

LIBRARIES = (
    *("charset-normalizer", "duckdb", "faker", "lxml", "numpy", "openpyxl", "phonenumbers"),
    *("pillow", "pypdf", "pyreadstat", "python-calamine", "python-stdnum", "scipy", "zstandard"),
)
"""What reads, detects and measures besides our own code."""


@dataclass(frozen=True)
class Roles:
    """The parts that a table's columns have to play, by the columns' names.

    :param sampling_fraction: share of the population that is in the table, above 0, at most 1.
    """

    quasi: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    weight: str | None = None
    sampling_fraction: float | None = None

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Roles":
        """From what :func:`dataclasses.asdict` gives; absent keys are empty."""
        return cls(
            tuple(plain.get("quasi") or ()),
            tuple(plain.get("sensitive") or ()),
            plain.get("weight"),
            plain.get("sampling_fraction"),
        )


@dataclass(frozen=True)
class Request:
    """What to screen a file for.

    :param tables: roles that somebody confirmed, by the table's place as a report names it.
    :param every: roles for each other table that has one of these columns.
    :param settings: the institution's own.
    """

    tables: Mapping[str, Roles] = field(default_factory=dict)
    every: Roles | None = None
    settings: Settings = field(default_factory=Settings)

    def to_plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Request":
        """From :meth:`to_plain`; absent keys are empty.

        :raises UnsafePattern: a number's pattern cannot be run safely.
        """
        every = plain.get("every")
        return cls(
            {place: Roles.from_plain(roles) for place, roles in plain.get("tables", {}).items()},
            None if every is None else Roles.from_plain(every),
            settings(plain.get("settings", {})),
        )


def settings(plain: Mapping[str, Any]) -> Settings:
    """An institution's settings from plain data.

    :raises UnsafePattern: a number's pattern cannot be run safely.

    >>> settings({"numbers": [{"name": "staff", "pattern": "u[0-9]{7}", "header": ["staff"]}]})
    Settings(numbers=(InstitutionNumber(name='staff', pattern='u[0-9]{7}', header=('staff',), \
telling=False),), regions=('BE', 'NL', 'FR'))
    """
    numbers = tuple(
        InstitutionNumber(**{**number, "header": tuple(number["header"])})
        for number in plain.get("numbers", ())
    )
    return Settings(numbers, tuple(plain.get("regions", Settings().regions)))


def extension(name: str) -> str:
    """All of a file's name that its content report may depend on: a known ending, or nothing.

    >>> extension("Jan Peeters.CSV"), extension("notes.of.Jan")
    ('.csv', '')
    """
    return PurePosixPath(name.replace("\\", "/")).suffix.lower() if by_name(name) else ""


def ruleset(settings: Settings | None = None, name: str = "") -> str:
    """Changes whenever the same bytes could give another report: the key of a cache beside the
    checksum (and the roles that were asked for).

    It holds the detectors and their settings, the source of readers and measures, and the
    libraries' versions.

    :param name: of the file; only its :func:`extension` counts. A text is read as a table or as
        prose by it, so that a report is good for another name of the same sort only.

    >>> len(ruleset()), ruleset(name="a.csv") == ruleset(name="b.CSV") != ruleset(name="b.txt")
    (16, True)
    """
    told = (detectors.ruleset(settings or Settings()), _source(), extension(name))
    return sha256("\n".join(told).encode()).hexdigest()[:16]


@cache
def _source() -> str:
    """Of our own code and of the libraries'; a rule that was changed cannot be forgotten here."""
    found = sha256()
    here = Path(__file__).parent
    for folder in (here, here / "readers", here / "detectors", here / "risk"):
        for path in sorted(folder.glob("*.py")):
            found.update(path.read_bytes())
    for library in LIBRARIES:
        found.update(f"{library} {version(library)}\n".encode())
    return found.hexdigest()
