# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT


"""Classes counted again, as they would be without a variable or with it in coarser values.

Some twenty such counts are asked for of each table. The rows' words in memory, masked and sorted,
give one in a tenth of the time that grouping them anew takes; where they are too many for that, or
one word does not hold all variables, the engine groups.
"""

import numpy as np
from numpy.typing import NDArray

from .encode import SCHEMA, Encoded, Variable

ROWS = 4_000_000
"""Rows up to which their words are held in memory: 32 MB, and some four times that to count."""

Integers = NDArray[np.int64]


class Regroup:
    """Class sizes of one table after a change to one variable."""

    def __init__(self, data: Encoded) -> None:
        """For as long as ``data`` is there."""
        self._data = data
        self._words: Integers | None = None
        if data.words == 1 and 0 < data.rows <= ROWS:
            found = data.connection.execute(f"SELECT k0, n FROM {SCHEMA}.classes").fetchnumpy()
            words = np.asarray(found["k0"], np.int64)
            self._words = np.repeat(words, np.asarray(found["n"], np.int64))

    def without(self, place: int) -> dict[int, int]:
        """Class size → number of classes without one variable."""
        if self._words is None:
            return self._data.sizes(self._data.key([place]))
        return _sizes(self._words & ~self._data.variables[place].mask)

    def alone(self, place: int) -> dict[int, int]:
        """Class size → number of classes by one variable only."""
        others = [other for other in range(len(self._data.variables)) if other != place]
        if self._words is None:
            return self._data.sizes(self._data.key(others))
        variable = self._data.variables[place]
        codes = (self._words & variable.mask) >> variable.shift
        return _counted(np.bincount(codes))

    def recoded(self, place: int, relation: str) -> dict[int, int]:
        """Class size → number of classes with other codes for one variable.

        :param relation: with a row for each ``code`` of the variable and its new one, ``coarse``,
            from 1 on and not beyond the old ones. Missing stays missing.
        """
        variable = self._data.variables[place]
        if self._words is None:
            joined = f"LEFT JOIN {relation} ON {variable.code} = {relation}.code"
            key = [*self._data.key([place]), "coarse"]
            return self._data.sizes(key, f"{SCHEMA}.classes {joined}")
        coarse = self._codes(variable, relation)
        words = self._words & ~variable.mask
        words |= coarse[(self._words & variable.mask) >> variable.shift] << variable.shift
        return _sizes(words)

    def _codes(self, variable: Variable, relation: str) -> Integers:
        """New code by old one."""
        query = f"SELECT code, coarse FROM {relation}"
        found = self._data.connection.execute(query).fetchnumpy()
        codes = np.zeros(variable.distinct + 1, np.int64)
        codes[np.asarray(found["code"], np.int64)] = np.asarray(found["coarse"], np.int64)
        return codes


def _sizes(words: Integers) -> dict[int, int]:
    """How often each word occurs, counted; sorts them where they are.

    >>> _sizes(np.array([7, 3, 7, 7, 5]))
    {1: 2, 3: 1}
    """
    words.sort()
    ends = np.flatnonzero(words[1:] != words[:-1])
    return _counted(np.diff(ends, prepend=-1, append=words.size - 1))


def _counted(sizes: Integers) -> dict[int, int]:
    """Size → how many there are of it; those of 0 are none."""
    times = np.bincount(sizes)
    times[0] = 0
    found = np.flatnonzero(times)
    return dict(zip(found.tolist(), times[found].tolist(), strict=True))
