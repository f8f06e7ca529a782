# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The form of a report, as JSON Schema (draft 2020-12)."""

from typing import Any


def _object(**properties: Any) -> dict[str, Any]:
    """An object with all of these properties, and others if later versions add them."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


def _or_none(kind: str) -> dict[str, Any]:
    return {"type": [kind, "null"]}


TEXT: dict[str, Any] = {"type": "string"}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
ID: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{16}$"}
COUNTS: dict[str, Any] = {"type": "object", "additionalProperties": COUNT}

_ROLES = _object(
    quasi=_list(COUNT),
    sensitive=_list(COUNT),
    weight=_or_none("integer"),
    sampling_fraction=_or_none("number"),
    confirmed={"type": "boolean"},
)

_PROPOSAL = _object(
    column=COUNT,
    role={"enum": ["quasi", "sensitive", "identifier", "weight", "none"]},
    reason=TEXT,
    concept=TEXT,
    distinct=COUNT,
)

_WITHOUT = _object(change=TEXT, values=COUNT, classes=COUNT, k=COUNT, uniques=COUNT)

_RISK = _object(
    place=TEXT,
    quasi=_list(COUNT),
    sampling_fraction=_or_none("number"),
    anonymity=_object(
        rows=COUNT,
        classes=COUNT,
        k=COUNT,
        uniques=COUNT,
        violating=COUNTS,
        histogram=_list(
            _object(smallest=COUNT, largest=_or_none("integer"), classes=COUNT, rows=COUNT)
        ),
    ),
    wildcard=_object(measured={"type": "boolean"}, k=COUNT, violating=COUNTS),
    attributes=_list(
        _object(
            column=COUNT, name=TEXT, l=COUNT, entropy_l=_or_none("number"), t={"type": "number"}
        )
    ),
    prosecutor=_object(maximum=SHARE, average=SHARE, expected={"type": "number"}),
    individual=_or_none("object"),
    population=_or_none("object"),
    suda=_object(size=COUNT, limited=TEXT, uniques=COUNT, special=COUNT, msus=COUNTS),
    separation=_object(distinction=SHARE, separation=SHARE),
    contributions=_list(
        _object(
            column=COUNT,
            name=TEXT,
            distinct=COUNT,
            alone=_object(distinction=SHARE, separation=SHARE),
            left_out=_WITHOUT,
            coarser=_list(_WITHOUT),
        )
    ),
    helps=_list(
        _object(column=COUNT, name=TEXT, change=TEXT, figure=TEXT, before=COUNT, after=COUNT)
    ),
)

_TABLE = _object(
    place=TEXT,
    rows=COUNT,
    columns=_list(_object(name=TEXT, label=TEXT)),
    proposals=_list(_PROPOSAL),
    roles=_ROLES,
    risk={"anyOf": [{"type": "null"}, _RISK]},
    risk_error=_or_none("string"),
)

FINDING = _object(
    id=ID,
    identifier=TEXT,
    certainty={"enum": ["certain", "likely", "possible"]},
    place=TEXT,
    column=_or_none("string"),
    where=_or_none("string"),
    matches=COUNT,
    values=COUNT,
    base_rate=SHARE,
    reason=TEXT,
    examples=_list(TEXT, maxItems=3),
)
"""One finding; of a file's name too."""

REPORT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Screening of one file",
    **_object(
        schema={"const": 1},
        file=_object(
            checksum={"type": ["string", "null"], "pattern": "^md5:[0-9a-f]{32}$"},
            size=COUNT,
            media_type=TEXT,
            extension=TEXT,
        ),
        tools={
            **_object(hoeder=TEXT, duckdb=TEXT, ruleset=TEXT),
            "properties": {"isolation": _list(TEXT)},
            "additionalProperties": TEXT,
        },
        parameters=_object(tables={"type": "object"}, every=_or_none("object"), settings={}),
        started=TEXT,
        seconds={"type": "number", "minimum": 0},
        complete={"type": "boolean"},
        tables=_list(_TABLE),
        findings=_list(FINDING),
        unread=_list(_object(id=ID, place=TEXT, reason=TEXT, detail=TEXT)),
    ),
}
