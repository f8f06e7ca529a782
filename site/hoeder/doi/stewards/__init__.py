# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger in the hands of stewards: pages, REST API, mail; and a DOI's state for researchers.

In: who asks, and the ledger. Out: lists, one DOI with its attempts, CSV, retry; one mail to each
custodian's contact when something waits for a person or is overdue.

``service``    who may see and retry what; both ``api`` and ``pages`` go through it
``arguments``  what an address asks for, checked
``api``        ``/api/hoeder/dois``
``pages``      ``/administration/dois`` for administrators, ``/dois`` for stewards: one page
``display``    the true state of a DOI on the landing page and in the deposit form
``news``       what is worth a mail (pure)
``mail``       writes it, and remembers what it told
"""
