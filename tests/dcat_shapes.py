# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The published SHACL shapes, and what a graph has against them."""

from collections.abc import Callable
from pathlib import Path

from pyshacl import validate
from rdflib import Graph, Namespace

SH = Namespace("http://www.w3.org/ns/shacl#")
Shared = Callable[[str], Path]

#: Constraints of the published files that nobody can meet or that the specification does not have.
KNOWN = {
    # shapes.ttl kept it from 2.1; the specification of 3.0.1 allows any number of profiles.
    ("http://purl.org/dc/terms/conformsTo", "MaxCountConstraintComponent"),
    # It asks for https://spdx.org/rdf/terms, while the terms of SPDX begin with http.
    ("http://spdx.org/rdf/terms#algorithm", "NodeConstraintComponent"),
}


def shapes(shared: Shared, *names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(shared(f"reference/dcat/{name}"))
    return graph


def violations(data: Graph, against: Graph, inference: str = "none") -> set[tuple[str, str, str]]:
    """Path, constraint and node of each violation."""
    _, report, _ = validate(data, shacl_graph=against, inference=inference, advanced=True)
    assert isinstance(report, Graph)
    return {
        (
            str(report.value(result, SH.resultPath)),
            str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2],
            str(report.value(result, SH.focusNode)),
        )
        for result in report.objects(None, SH.result)  # not the details of one
        if report.value(result, SH.resultSeverity) == SH.Violation
    }


def dcat_ap_shapes(shared: Shared) -> Graph:
    """DCAT-AP 3.0.1."""
    names = ("shapes.ttl", "range.ttl", "mdr-vocabularies.shape.ttl")
    return shapes(shared, *(f"dcat-ap-3.0.1/{name}" for name in names))


def flemish_shapes(shared: Shared) -> Graph:
    """DCAT-AP-VL 2.0."""
    names = ("dcatapvl.jsonld", "dcatapvl-usagenotes.jsonld")
    return shapes(shared, *(f"dcat-ap-vl-2.0/{name}" for name in names))
