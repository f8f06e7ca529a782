# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""In which sets a record is by its own data. Those by saved query are in ``queries``.

>>> sorted(own("custodian:a", ["lab", "no spec"], "image-photo", "open"))
['access:open', 'community:lab', 'custodian:a', 'type:image-photo']
>>> is_own("access:open"), is_own("accessible")
(True, False)
"""

from collections.abc import Iterable, Iterator

from hoeder.crosswalks import access
from hoeder.dissemination.projection.shelf import SPEC

#: The name of an access level in a spec.
LEVELS = {
    access.OPEN: "open",
    access.EMBARGOED: "embargoed",
    access.RESTRICTED: "restricted",
    access.METADATA_ONLY: "metadata-only",
}
#: OpenAIRE Guidelines for Data Archives 2.0, "OAI-PMH sets".
OPENAIRE = "openaire_data"
#: What meets the quality standard that its custodian agreed to.
DATAVINDPLAATS = "datavindplaats"
#: First parts of specs that no saved query may have.
OWN = ("custodian", "community", "type", "access", OPENAIRE, DATAVINDPLAATS)
DATASET = "dataset"


def own(
    custodian: str,
    communities: Iterable[str],
    resource_type: str,
    level: str,
    listed: bool = False,
) -> frozenset[str]:
    """Return the specs, without ancestors.

    :param custodian: spec of the custodian's set, or empty.
    :param communities: slugs of public communities.
    :param listed: whether it meets the quality standard that its custodian agreed to.
    """
    found = {custodian, f"type:{resource_type}", f"access:{level}"}
    found |= {f"community:{slug}" for slug in communities}
    if resource_type == DATASET:
        found.add(OPENAIRE)
    if listed:
        found.add(DATAVINDPLAATS)
    return frozenset(spec for spec in found if SPEC.fullmatch(spec))


def is_own(spec: str) -> bool:
    """Tell whether a set is one of these, and not by saved query."""
    return spec.partition(":")[0] in OWN


def with_ancestors(specs: Iterable[str]) -> Iterator[str]:
    """Each spec after those above it.

    >>> list(with_ancestors(["b:c", "a"]))
    ['a', 'b', 'b:c']
    """
    found = set()
    for spec in specs:
        parts = spec.split(":")
        found |= {":".join(parts[: depth + 1]) for depth in range(len(parts))}
    yield from sorted(found, key=lambda spec: spec.split(":"))
