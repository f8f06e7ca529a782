# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What goes out: one shelf of published records, and a folder for each outlet that reads it.

In: published records. Out: ``oai/`` (harvesting). The projection, the catalogue and the
bibliography feed get their folders here.
"""
