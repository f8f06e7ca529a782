# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Anonymisation: what is known about the people behind the data before anything is published.

In: a draft and its files. Out: reasons why the draft may not be submitted or published yet.

- :mod:`hoeder.anonymisation.statement`: what the depositor declares, a public custom field.

Later come *screening* (what the files themselves show) and the *gate* (which of the two together
let a draft through). Each refuses on its own; none of them trusts that another one ran.
"""
