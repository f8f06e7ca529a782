# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger for who may see it: administrators all of it, stewards their custodian's DOIs.

Nobody else sees anything, owners of records included: what concerns them is on their record's page.
A DOI of another custodian is to a steward as if it did not exist.
"""

from collections.abc import Iterator
from typing import Any

from flask_principal import Identity
from invenio_access.permissions import Permission
from invenio_administration.permissions import administration_access_action
from invenio_records_resources.services.errors import PermissionDeniedError

from hoeder.custodians.model import Custodian
from hoeder.custodians.permissions import stewarded
from hoeder.custodians.proxies import current_custodians
from hoeder.doi.ledger import overview
from hoeder.doi.ledger.models import Attempt
from hoeder.doi.ledger.overview import Line
from hoeder.doi.stewards.arguments import Arguments

Scope = frozenset[str] | None
"""Slugs of custodians; None: all, and what has no custodian."""


class UnknownDOIError(LookupError):
    """The ledger has no such DOI for who asks."""


def scope_of(identity: Identity) -> Scope:
    """Return whose DOIs somebody may see and retry.

    :raises PermissionDeniedError: when nobody's.
    """
    if Permission(administration_access_action).allows(identity):
        return None
    if own := stewarded(identity):
        return own
    raise PermissionDeniedError("dois")


def may_see_any(identity: Identity) -> bool:
    """Tell whether somebody may see any DOI."""
    try:
        scope_of(identity)
    except PermissionDeniedError:
        return False
    return True


def custodians(identity: Identity) -> list[Custodian]:
    """Return the custodians whose DOIs somebody may see.

    :raises PermissionDeniedError: as ``scope_of``.
    """
    scope = scope_of(identity)
    return [one for one in current_custodians.all() if scope is None or one.slug in scope]


def search(identity: Identity, asked: Arguments) -> tuple[list[Line], str]:
    """Return one page of DOIs, and the key of the next.

    :raises PermissionDeniedError: as ``scope_of``.
    """
    return overview.page(asked.size, asked.after, custodians=scope_of(identity), **asked.filters())


def export(identity: Identity, asked: Arguments) -> Iterator[str]:
    """Return all DOIs that are asked for as CSV, a row at a time.

    :raises PermissionDeniedError: as ``scope_of``, before the first row.
    """
    scope = scope_of(identity)
    return overview.as_csv(overview.lines(custodians=scope, **asked.filters()))


def summary(identity: Identity) -> dict[str, int]:
    """Return how many DOIs there are of each status, and how many are overdue.

    :raises PermissionDeniedError: as ``scope_of``.
    """
    scope = scope_of(identity)
    return {**overview.counts(scope), "overdue": overview.overdue(scope)}


def read(identity: Identity, doi: str) -> tuple[Line, list[Attempt]]:
    """Return one DOI and every request that was made about it, the last one first.

    :raises PermissionDeniedError: as ``scope_of``.
    :raises UnknownDOIError: when the ledger has none of that name for this person.
    """
    found = list(overview.lines(doi=doi, custodians=scope_of(identity)))
    if not found:
        raise UnknownDOIError(doi)
    return found[0], overview.attempts(found[0].doi)


def retry(identity: Identity, doi: str) -> Line:
    """Have a DOI sent again now; return it as it was.

    :raises PermissionDeniedError: as ``scope_of``; nothing is changed.
    :raises UnknownDOIError: as ``read``; nothing is changed.
    """
    line, _attempts = read(identity, doi)
    overview.retry(line.doi)
    return line


def as_json(line: Line) -> dict[str, Any]:
    """Return a DOI for JSON; times are ISO 8601 with their zone."""
    values = {name: getattr(line, name) for name in Line.__slots__}
    return {
        **values,
        "since": line.since.isoformat(),
        "next_attempt_at": line.next_attempt_at and line.next_attempt_at.isoformat(),
    }


ATTEMPT = ("kind", "wanted_version", "seconds", "status", "error", "text", "step")


def attempt_as_json(attempt: Attempt) -> dict[str, Any]:
    """Return an attempt for JSON; without ``ended_at`` its worker died or it is on its way."""
    return {
        "started_at": attempt.started_at.isoformat(),
        "ended_at": attempt.ended_at and attempt.ended_at.isoformat(),
        **{name: getattr(attempt, name) for name in ATTEMPT},
    }
