# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One table's part of the report: its columns, what they may be, and the risk."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import duckdb

from .model import Table
from .request import Request, Roles
from .risk.measure import MOST, measure
from .risk.quasi import Proposal, propose
from .shown import Names

TABLES = 500
"""Tables of one file that are measured; proposals are made for all."""

logger = logging.getLogger(__name__)


class Unmeasured(Exception):
    """Why there are no figures, as a key of the texts."""


def measured(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    names: Names,
    request: Request,
    number: int,
) -> dict[str, Any]:
    """The table with its proposals, roles and figures.

    :param number: tables that came before it.
    """
    part: dict[str, Any] = {
        "place": names.place,
        "rows": table.rows,
        "columns": [{"name": name, "label": label} for name, label in names.columns],
        "proposals": [],
        "roles": _roles(),
        "risk": None,
        "risk_error": None,
    }
    try:
        proposals = propose(connection, table)
        part["proposals"] = [
            {
                "column": each.column,
                "role": str(each.role),
                "reason": each.reason,
                "concept": each.concept,
                "distinct": each.distinct,
            }
            for each in proposals
        ]
        asked = _asked(request, names)
        if asked:
            part["roles"] = _confirmed(asked, names)
        else:
            part["roles"] = _proposed(proposals)
        part["risk"] = _figures(connection, table, names, part["roles"], number)
    except Unmeasured as reason:
        part["risk_error"] = str(reason)
    except (MemoryError, duckdb.OutOfMemoryException):
        part["risk_error"] = "memory"
    except Exception as error:
        # Its message may quote content.
        logger.warning("the risk could not be measured: %s", type(error).__name__)
        part["risk_error"] = "failed"
    return part


def _figures(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    names: Names,
    roles: dict[str, Any],
    number: int,
) -> dict[str, object]:
    if not table.rows:
        raise Unmeasured("no-rows")
    if not roles["quasi"] and not roles["confirmed"]:
        raise Unmeasured("no-quasi-identifiers")
    if len(roles["quasi"]) > MOST:
        raise Unmeasured("too-many-quasi-identifiers")
    if number >= TABLES:
        raise Unmeasured("too-many-tables")
    columns = tuple(
        replace(column, name=shown)
        for column, (shown, _) in zip(table.columns, names.columns, strict=True)
    )
    return measure(
        connection,
        replace(table, place=names.place, columns=columns),
        roles["quasi"],
        roles["sensitive"],
        roles["weight"],
        roles["sampling_fraction"],
    ).to_dict()


def _asked(request: Request, names: Names) -> Roles | None:
    if names.place in request.tables:
        return request.tables[names.place]
    every = request.every
    if every and any(names.index(name) is not None for name in (*every.quasi, *every.sensitive)):
        return every
    return None


def _confirmed(asked: Roles, names: Names) -> dict[str, Any]:
    def places(wanted: Iterable[str]) -> list[int]:
        found = [names.index(name) for name in dict.fromkeys(wanted)]
        if None in found:
            raise Unmeasured("unknown-column")
        return [place for place in found if place is not None]

    quasi, sensitive = places(asked.quasi), places(asked.sensitive)
    weight = places([asked.weight])[0] if asked.weight is not None else None
    used = [*quasi, *sensitive, *([] if weight is None else [weight])]
    if len(set(used)) < len(used):
        raise Unmeasured("two-roles")
    fraction = asked.sampling_fraction
    if fraction is not None and not 0 < fraction <= 1:
        raise Unmeasured("sampling-fraction")
    return _roles(quasi, sensitive, weight, fraction, confirmed=True)


def _proposed(proposals: Sequence[Proposal]) -> dict[str, Any]:
    """What the proposals come to. Several columns that may be weights are none."""

    def columns(role: str) -> list[int]:
        return [each.column for each in proposals if each.role == role]

    weights = columns("weight")
    weight = weights[0] if len(weights) == 1 else None
    return _roles(columns("quasi"), columns("sensitive")[:MOST], weight)


def _roles(
    quasi: Sequence[int] = (),
    sensitive: Sequence[int] = (),
    weight: int | None = None,
    sampling_fraction: float | None = None,
    confirmed: bool = False,
) -> dict[str, Any]:
    return {
        "quasi": list(quasi),
        "sensitive": list(sensitive),
        "weight": weight,
        "sampling_fraction": sampling_fraction,
        "confirmed": confirmed,
    }
