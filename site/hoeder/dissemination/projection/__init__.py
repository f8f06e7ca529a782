# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The projection: one shelf of published records that every outlet reads.

In: what changes about a published record (``changes``), within the transaction of that change.
Out: pages of records with their rendered metadata (``shelf``), in time that does not depend on how
many records there are.

``models``      the tables
``horizon``     writers' marks, and up to which second everything is visible
``changes``     put, withdraw, set membership, restamp: what a change of a record calls
``definitions`` sets: define, refill, retire
``renderings``  rendered formats beside the records
``shelf``       what outlets ask for (pure)
``sql``         the shelf on PostgreSQL
``harvests``    who harvests what
``positions``   how far something got that follows the records
"""
