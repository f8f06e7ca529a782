# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Metadata Quality Assessment of data.europa.eu: 405 points, counted on a dataset's DCAT nodes.

The metrics and their points are those of the methodology page of data.europa.eu
(https://data.europa.eu/mqa/methodology), the ratings those of its software (piveau). A metric of
distributions counts those of one distribution, the one that scores best: the methodology does not
say how several are added up, and a codebook in PDF beside the data should not make them worse.

Whether an address answers is not asked here: those of Hoeder itself do, unless they are told to be
dead.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from hoeder.crosswalks.dcat_formats import IANA, MACHINE_READABLE, NON_PROPRIETARY
from hoeder.crosswalks.dcat_licences import is_known
from hoeder.crosswalks.dcat_terms import EU
from hoeder.crosswalks.nodes import Node, nodes_in, values

MAXIMUM = 405
RATINGS = ((351, "excellent"), (221, "good"), (120, "sufficient"), (0, "bad"))
_FILE_TYPE, _ACCESS = f"{EU}file-type/", f"{EU}access-right/"


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: its dimension, its points, and whether a node has what it asks for."""

    name: str
    dimension: str
    points: int
    of_distribution: bool
    holds: Callable[[Node, frozenset[str]], bool]


def _has(name: str) -> Callable[[Node, frozenset[str]], bool]:
    return lambda about, dead: bool(values(about, name))


def _answers(name: str) -> Callable[[Node, frozenset[str]], bool]:
    return lambda about, dead: any(each["@id"] not in dead for each in nodes_in(about, name))


def _in(name: str, known: Callable[[str], bool]) -> Callable[[Node, frozenset[str]], bool]:
    return lambda about, dead: any(known(each["@id"]) for each in nodes_in(about, name))


def _format(codes: frozenset[str]) -> Callable[[Node, frozenset[str]], bool]:
    return _in("dct:format", lambda iri: iri.removeprefix(_FILE_TYPE) in codes)


def _both_known(about: Node, dead: frozenset[str]) -> bool:
    formats, media = nodes_in(about, "dct:format"), nodes_in(about, "dcat:mediaType")
    return (
        bool(formats and media)
        and all(each["@id"].startswith(_FILE_TYPE) for each in formats)
        and all(each["@id"].startswith(IANA) for each in media)
    )


_AGENT = ("foaf:name",)
_MANDATORY: Mapping[str, tuple[str, ...]] = {
    "dcat:Dataset": ("dct:title", "dct:description"),
    "dcat:Distribution": ("dcat:accessURL",),
    "foaf:Agent": _AGENT,
    "skos:Concept": ("skos:prefLabel",),
    "spdx:Checksum": ("spdx:algorithm", "spdx:checksumValue"),
}
"""What DCAT-AP 3.0.1 makes mandatory, of the classes that a dataset consists of."""

_ONCE = ("dct:accessRights", "dct:publisher", "dct:issued", "dct:modified", "dct:license")


def _conforms(about: Node, dead: frozenset[str]) -> bool:
    """Whether nothing mandatory is missing and nothing single is double, here and within.

    The SHACL shapes say more; tests hold what we write against them.
    """
    for kind in about.get("@type", ()):
        if any(not about.get(name) for name in _MANDATORY.get(kind, ())):
            return False
    if any(len(values(about, name)) > 1 for name in _ONCE):
        return False
    return all(
        _conforms(value, dead)
        for name, found in about.items()
        if name[0] != "@"
        for value in found
        if isinstance(value, dict) and "@id" in value and len(value) > 1
    )


def _metric(
    name: str,
    dimension: str,
    points: int,
    holds: Callable[[Node, frozenset[str]], bool],
    of_distribution: bool = False,
) -> Metric:
    return Metric(name, dimension, points, of_distribution, holds)


METRICS = (
    _metric("keyword", "findability", 30, _has("dcat:keyword")),
    _metric("theme", "findability", 30, _has("dcat:theme")),
    _metric("spatial", "findability", 20, _has("dct:spatial")),
    _metric("temporal", "findability", 20, _has("dct:temporal")),
    _metric("access_url_answers", "accessibility", 50, _answers("dcat:accessURL"), True),
    _metric("download_url", "accessibility", 20, _has("dcat:downloadURL"), True),
    _metric("download_url_answers", "accessibility", 30, _answers("dcat:downloadURL"), True),
    _metric("format", "interoperability", 20, _has("dct:format"), True),
    _metric("media_type", "interoperability", 10, _has("dcat:mediaType"), True),
    _metric("format_vocabulary", "interoperability", 10, _both_known, True),
    _metric("non_proprietary", "interoperability", 20, _format(NON_PROPRIETARY), True),
    _metric("machine_readable", "interoperability", 20, _format(MACHINE_READABLE), True),
    _metric("dcat_ap", "interoperability", 30, _conforms),
    _metric("licence", "reusability", 20, _has("dct:license"), True),
    _metric("licence_vocabulary", "reusability", 10, _in("dct:license", is_known), True),
    _metric("access_rights", "reusability", 10, _has("dct:accessRights")),
    _metric(
        "access_rights_vocabulary",
        "reusability",
        5,
        _in("dct:accessRights", lambda iri: iri.startswith(_ACCESS)),
    ),
    _metric("contact_point", "reusability", 20, _has("dcat:contactPoint")),
    _metric("publisher", "reusability", 10, _has("dct:publisher")),
    _metric("rights", "contextuality", 5, _has("dct:rights"), True),
    _metric("byte_size", "contextuality", 5, _has("dcat:byteSize"), True),
    _metric("issued", "contextuality", 5, _has("dct:issued")),
    _metric("modified", "contextuality", 5, _has("dct:modified")),
)


def measure(dataset: Node, dead: Iterable[str] = ()) -> dict[str, bool]:
    """Return by metric whether a dataset has its points.

    :param dead: addresses that were found not to answer.
    """
    gone = frozenset(dead)
    told = {
        metric.name: metric.holds(dataset, gone) for metric in METRICS if not metric.of_distribution
    }
    ours = [metric for metric in METRICS if metric.of_distribution]
    best = {metric.name: False for metric in ours}
    for distribution in nodes_in(dataset, "dcat:distribution"):
        found = {metric.name: metric.holds(distribution, gone) for metric in ours}
        best = max(best, found, key=points)
    return told | best


def points(measured: Mapping[str, bool]) -> int:
    """Return the sum."""
    return sum(metric.points for metric in METRICS if measured.get(metric.name))


def rating(total: int) -> str:
    """Return the name that data.europa.eu gives a sum: excellent, good, sufficient, bad."""
    return next(name for least, name in RATINGS if total >= least)
