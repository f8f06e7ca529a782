# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Crosswalks: a record in the words of another standard, one module a target, pure functions.

In: a record as plain data. Out: the same in the target's form. No Flask, no Invenio.

``text``      rich text as plain text
``datacite``  the DataCite metadata schema, kernel 4 (so far: mending what stock serialises)
"""
