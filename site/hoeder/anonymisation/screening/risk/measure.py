# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""All figures of disclosure risk of one table."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import duckdb

from ..model import Table
from .attribute import Attribute, attributes
from .classes import Anonymity, anonymity
from .contribution import Contribution, Help, contributions, helps
from .encode import encoded
from .missing import Wildcard, wildcard
from .population import Population, population
from .reidentification import Individual, Prosecutor, individual, prosecutor
from .separation import Separation, separation
from .suda import Suda, suda

MOST = 40
"""Quasi-identifiers that are measured together at most."""


@dataclass(frozen=True)
class Risks:
    """What a table gives away by its quasi-identifiers.

    :param place: the table's.
    :param quasi: the quasi-identifiers' columns, by their places in the table.
    :param sampling_fraction: as given; None if it is not known.
    :param individual: None without weights and without a sampling fraction.
    :param population: None without a sampling fraction, or without rows.
    """

    place: str
    quasi: tuple[int, ...]
    sampling_fraction: float | None
    anonymity: Anonymity
    wildcard: Wildcard
    attributes: tuple[Attribute, ...]
    prosecutor: Prosecutor
    individual: Individual | None
    population: Population | None
    suda: Suda
    separation: Separation
    contributions: tuple[Contribution, ...]
    helps: tuple[Help, ...]

    def to_dict(self) -> dict[str, object]:
        """As JSON has it: mappings, lists, texts, numbers, None. Keys of mappings are texts."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        return plain


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def measure(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    quasi: Sequence[int],
    sensitive: Sequence[int] = (),
    weight: int | None = None,
    sampling_fraction: float | None = None,
) -> Risks:
    """Measure the risk of ``table``. Nothing stays behind in the connection.

    :param quasi: places of the columns by which somebody may be known; none means that all rows
        are one class.
    :param sensitive: places of the columns that nobody should learn.
    :param weight: place of the column with sampling weights.
    :param sampling_fraction: share of the population that is in the table, above 0, at most 1.
    :raises ValueError: a place that the table does not have, one that has two parts to play, more
        than :data:`MOST` quasi-identifiers, or a sampling fraction out of range.
    """
    roles = [*quasi, *sensitive, *(() if weight is None else (weight,))]
    if len(set(roles)) < len(roles) or not all(0 <= role < len(table.columns) for role in roles):
        raise ValueError("Each column of the table has at most one part to play.")
    if len(quasi) > MOST:
        raise ValueError(f"At most {MOST} quasi-identifiers can be measured together.")
    if sampling_fraction is not None and not 0 < sampling_fraction <= 1:
        raise ValueError("A sampling fraction is above 0 and at most 1.")
    with encoded(connection, table, quasi, sensitive, weight) as data:
        sizes = data.sizes(data.key())
        figures, parts = anonymity(sizes), contributions(data, table.columns)
        known = sampling_fraction is not None and data.rows
        return Risks(
            place=table.place,
            quasi=tuple(quasi),
            sampling_fraction=sampling_fraction,
            anonymity=figures,
            wildcard=wildcard(data, sizes),
            attributes=attributes(data),
            prosecutor=prosecutor(sizes),
            individual=individual(data, sampling_fraction),
            population=population(sizes, sampling_fraction or 1) if known else None,
            suda=suda(data, sizes, sampling_fraction),
            separation=separation(sizes),
            contributions=parts,
            helps=helps(figures, parts),
        )
