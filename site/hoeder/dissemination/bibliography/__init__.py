# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The bibliography feed: what academic bibliographies and research portals count.

In: published records as plain data, what DataCite confirmed of their DOIs, and a request's
arguments. Out: a page of entries in one of five formats. No Flask, no Invenio.

``entries``   a record, or one that is gone, as an entry; what it may be found by
``science``   what an entry says for the indicators of open science
``filters``   reads the arguments; errors name the field
``paging``    cursors: signed, stateless
``writers``   JSON Lines, CSL-JSON, BibTeX, RIS, CSV
``openapi``   the feed described for programs
``words``     every sentence that a client is told
"""
