# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How far the quasi-identifiers of a table single people out.

In goes a table that lies in the engine; out come frozen figures, each with its definition and
source. Nothing of a cell's content is in them.

- ``quasi``: proposes which columns are quasi-identifiers (``vocabulary``: by which words).
- ``measure``: all figures of one table, for the columns that the depositor confirmed.
- ``encode``: rows as integers, counted once to classes; all that follows looks at classes.
- ``classes``, ``missing``: k-anonymity, with missing as a value and as a wildcard.
- ``attribute``: l, entropy l, α, t, δ and β of sensitive columns.
- ``reidentification``, ``population``: risk for the prosecutor and in the population.
- ``suda``, ``separation``, ``contribution``: which variables single out, and what would help.
- ``texts``: what people read.
"""
