# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The agreed quality standard: what a good dataset has, how much of it this one has, what to do.

In: the standard (``app_data/quality/*.yaml``), a record as plain data with its DCAT nodes, and the
reports of its screening. Out: a verdict: points, what each failed rule would bring and how it is
met; the same as text and as DQV for the catalogue. No Flask, no Invenio.

``facts``       what a rule may ask, with kinds; worked out of a record, its nodes and its reports
``mqa``         the 22 metrics of data.europa.eu's Metadata Quality Assessment, on DCAT nodes
``conditions``  the language of rules: read with the kinds checked, and evaluated
``standard``    the standard, read from YAML; a broken rule is an error with its line
``verdict``     a record beside the standard
``annotate``    the verdict in the catalogue: DQV, provenance, description
"""
