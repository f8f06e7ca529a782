# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What goes out: one shelf of published records, and a folder for each outlet that reads it.

In: published records. Out: what harvesters get.

``records/``     from InvenioRDM's records to the projection, with every change
``projection/``  the shelf: tables, stamps, sets, kept renderings
``oai/``         OAI-PMH
``catalogue/``   DCAT, records for machines, the sitemap
``config``       what the instance's configuration takes from here
``tasks``        the worker's tasks
``cli``          rebuild and check
"""
