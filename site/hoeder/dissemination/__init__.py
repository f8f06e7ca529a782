# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What goes out: one shelf of published records, and a folder for each outlet that reads it.

In: published records. Out: ``oai/`` (harvesting), ``bibliography/`` (what bibliographies count).
The projection and the catalogue get their folders here.
"""
