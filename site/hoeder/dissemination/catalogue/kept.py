# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the projection keeps of each record: the formats of OAI-PMH, and the catalogue's nodes.

The nodes are kept as JSON, from which each syntax is written in a fraction of the time that the
record itself would take.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from hoeder.dissemination.catalogue import entries
from hoeder.dissemination.oai.registry import formats

#: Of renderings; no ``metadataPrefix`` has an ``@``.
NODES = "@nodes"


def namespaces(config: Mapping[str, Any]) -> dict[str, str]:
    """Return the prefixes of all renderings, with the namespace of each that is XML, else "".

    :raises FormatsError: when the formats contradict each other.
    """
    known = formats(config["OAISERVER_METADATA_FORMATS"])
    return {NODES: "", **{one.prefix: one.namespace for one in known.values()}}


def nodes_text(source: Mapping[str, Any]) -> str:
    """Return a record's nodes as they are kept; raises what ``entries.listed`` does."""
    return orjson.dumps(entries.listed(source).nodes).decode()
