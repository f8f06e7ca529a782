# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The OAI-PMH 2.0 outlet at ``/oai2d``.

In: the arguments of a request, and the shelf. Out: the answer as bytes.

``arguments``  reads and checks a request
``dates``      UTCdatetime in both granularities
``tokens``     resumption tokens: signed, stateless
``settings``   what the repository says of itself
``registry``   metadata formats, from ``OAISERVER_METADATA_FORMATS``
``verbs``      the six verbs on a shelf
``document``   writes the XML
``answer``     request to HTTP answer: errors, overload, compression
``words``      every sentence that a harvester is told
``page``       an answer as a page for people; ``page_words`` its sentences
``view``       the Flask view in the place of stock's
``formats``    the formats' functions, registered in ``OAISERVER_METADATA_FORMATS``
"""
