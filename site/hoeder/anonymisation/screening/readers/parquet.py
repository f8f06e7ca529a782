# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Parquet through the engine: nested values as JSON text, and what writers note in the file."""

import re
from collections.abc import Iterator
from pathlib import Path

from hoeder.anonymisation.screening.model import Column, Table, Where
from hoeder.anonymisation.screening.readers.numerals import NUMBER
from hoeder.anonymisation.screening.readers.storage import count, create
from hoeder.anonymisation.screening.readers.textual import pieces
from hoeder.anonymisation.screening.readers.workspace import Cut, Part, Source, Workspace

_NUMERIC = re.compile(r"DOUBLE|FLOAT|DECIMAL.*|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?")
_NESTED = ("STRUCT", "MAP", "LIST", "UNION", "VARIANT", "JSON")


def read(source: Source, work: Workspace) -> Iterator[Part]:
    """Read a Parquet file.

    :raises Cut: ``encrypted``, ``too-many-columns``.
    """
    with source.path.open("rb") as file:
        if file.read(4) == b"PARE":
            raise Cut("encrypted")
    path = work.within_reach(source.path)
    try:
        yield from _read(path, source, work)
    finally:
        if path != source.path.resolve():
            path.unlink()


def _read(path: Path, source: Source, work: Workspace) -> Iterator[Part]:
    told = work.connection.execute(
        "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(path)]
    ).fetchall()
    yield from pieces((f"{key}: {value}" for key, value in told), Where.NOTE, source.part("notes"))
    # Positions and not names: these may hold quotes, or differ in case only.
    described = work.connection.execute(
        "DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]
    ).fetchall()
    names = [str(row[0]) for row in described]
    if len(names) > work.limits.columns:
        yield from pieces(names, Where.HEADER, source.place)
        raise Cut("too-many-columns", f"{len(names)} > {work.limits.columns}")
    columns = ", ".join(f"{_text(f'v{i}', row[1])} AS c{i}" for i, row in enumerate(described))
    aliases = ", ".join(f"v{i}" for i in range(len(names)))
    query = f"SELECT {columns} FROM read_parquet($path) AS source({aliases})"
    relation = create(work, len(names), query, {"path": str(path)})
    yield Table(
        source.place,
        relation,
        tuple(
            Column(name, numeric=bool(_NUMERIC.fullmatch(row[1])))
            for name, row in zip(names, described, strict=True)
        ),
        count(work, relation),
    )


def _text(x: str, kind: str) -> str:
    """SQL for the text of a column of a type."""
    if kind.endswith("]") or kind.startswith(_NESTED):
        return f"CAST(to_json({x}) AS VARCHAR)"
    if kind in ("DOUBLE", "FLOAT"):
        return NUMBER.format(x=x)
    if kind == "BLOB":
        return f"nullif(coalesce(TRY(decode({x})), CAST({x} AS VARCHAR)), '')"
    return f"nullif(CAST({x} AS VARCHAR), '')"
