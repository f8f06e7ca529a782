# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Numbers as text, alike for all formats that store them as numbers."""

NUMBER = (
    "CASE WHEN isnan({x}) THEN NULL WHEN {x} = trunc({x}) AND abs({x}) < 1e15 "
    "THEN CAST(CAST({x} AS BIGINT) AS VARCHAR) ELSE CAST({x} AS VARCHAR) END"
)
"""Text of a number in SQL: 1.0 is ``1``, as the program that wrote the file shows it."""


def number(value: object) -> str:
    """Text of a number or code, as :data:`NUMBER` has it.

    >>> number(1.0), number(1.5), number("a")
    ('1', '1.5', 'a')
    """
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
