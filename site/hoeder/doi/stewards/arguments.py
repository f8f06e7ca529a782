# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the address of a list asks for: ``status``, ``custodian``, ``overdue``, ``size``, ``after``.

Empty is as good as left out, so that a form may send all its fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from invenio_i18n import lazy_gettext as _

from hoeder.doi.ledger.overview import STATUSES, place

SIZE, LARGEST = 25, 200
TRUE, FALSE = ("1", "true"), ("", "0", "false")


class ArgumentError(ValueError):
    """One argument cannot be understood: ``field`` is its name, ``message`` what to do."""

    def __init__(self, field: str, message: Any) -> None:
        """Take both."""
        self.field = field
        self.message = message
        super().__init__(field)


@dataclass(frozen=True, slots=True)
class Arguments:
    """A list of DOIs; ``size`` is the number of a page, ``after`` the key it begins behind."""

    status: str = ""
    custodian: str = ""
    overdue: bool = False
    size: int = SIZE
    after: str = ""

    def filters(self) -> dict[str, Any]:
        """Return which DOIs, without the page."""
        return {"status": self.status, "custodian": self.custodian, "overdue": self.overdue}

    def given(self) -> dict[str, Any]:
        """Return what is not as it is by itself, without the key, for addresses of lists."""
        chosen = {**self.filters(), "size": self.size if self.size != SIZE else ""}
        return {
            name: value if value is not True else "1" for name, value in chosen.items() if value
        }


def read(given: Mapping[str, str]) -> Arguments:
    """Return the arguments of an address; others are left alone.

    :raises ArgumentError: for the first that cannot be understood.
    """
    status, overdue = given.get("status", ""), given.get("overdue", "").lower()
    size, after = given.get("size", "") or str(SIZE), given.get("after", "")
    if status and status not in STATUSES:
        message = _("Not a status: give one of %(statuses)s.", statuses=", ".join(STATUSES))
        raise ArgumentError("status", message)
    if overdue not in TRUE + FALSE:
        raise ArgumentError("overdue", _("Give true or false."))
    if not (size.isdecimal() and len(size) < 5 and 1 <= int(size) <= LARGEST):
        raise ArgumentError("size", _("Give a number from 1 to %(largest)s.", largest=LARGEST))
    try:
        if after:
            place(after)
    except ValueError as error:
        message = _("Not a place in the list. Begin again without it, and follow the links.")
        raise ArgumentError("after", message) from error
    custodian = given.get("custodian", "")
    return Arguments(status, custodian, overdue in TRUE, int(size), after)
