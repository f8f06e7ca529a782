# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The OAI-PMH outlet at ``/oai2d``.

In: search hits of published records. Out: an lxml element for each metadata format.

``formats``  the formats' functions, registered in ``OAISERVER_METADATA_FORMATS``
"""
