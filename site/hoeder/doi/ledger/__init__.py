# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The DOI ledger: what DataCite should have, what it has, and every request in between.

In: each committed change of a published record. Out: DataCite as wanted, the identifier's status
once DataCite has confirmed it, and a row for whoever asks why a DOI is not there yet.

``states``    what an answer means (pure)
``schedule``  delays, budget and circuit breaker (pure)
``models``    the tables
``wanted``    writes what is wanted, in the transaction of the change
``worker``    moves DataCite there
``words``     a sentence for each state and problem
``overview``  the ledger as stewards and operators see it
"""
