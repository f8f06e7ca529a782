# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Set-up of the instance in one process: what `up` runs once, and again when its sources change.

In: services that answer, and the project's configuration and ``app_data``.
Out: database, indices, file storage, roles, vocabularies, custodians and (embedded only) demo
accounts, complete before the first deposit. Each step looks at what is there and adds what is
missing, so a set-up that died is continued and data stay.

``steps``         the steps in their order
``vocabularies``  thousands of vocabulary entries in bulk: the stock way needs minutes
``__main__``      runs the steps, telling their progress line by line on standard output
"""
