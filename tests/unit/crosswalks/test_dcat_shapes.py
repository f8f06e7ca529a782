# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The published shapes of DCAT-AP 3.0.1, HVD and DCAT-AP-VL 2.0, and a table of those of 3.0."""

import random
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from dcat_records import RECORDS, catalogue, told
from dcat_shapes import KNOWN, Shared, dcat_ap_shapes, flemish_shapes, shapes, violations
from hoeder.crosswalks.dcat import Entry, entry, membership
from hoeder.crosswalks.nodes import PREFIXES
from hoeder.crosswalks.rdf_write import TURTLE
from hoeder.quality.annotate import annotate
from hoeder.quality.facts import facts
from hoeder.quality.standard import load
from hoeder.quality.verdict import judge
from noise import noisy
from records import context


def graph(*entries: Entry) -> Graph:
    """A catalogue, as it is written."""
    ours = catalogue()
    groups = [ours.head("2026-05-09T23:30:00+00:00"), *(membership(ours, e) for e in entries)]
    return Graph().parse(data="".join(TURTLE.write(groups)), format="turtle")


def graph_of(name: str) -> Graph:
    return graph(told(RECORDS[name]()))


def together(*names: str) -> Graph:
    """Several records in one catalogue, which have their terms and some people in common."""
    records = [(RECORDS[name](), f"record-{number}") for number, name in enumerate(names)]
    return graph(
        *(
            told({**record, "id": pid, "pids": {}}, landing_url=f"https://example.org/{pid}")
            for record, pid in records
        )
    )


@pytest.fixture(scope="module")
def dcat_ap(shared: Shared) -> Graph:
    return dcat_ap_shapes(shared)


@pytest.fixture(scope="module")
def flemish(shared: Shared) -> Graph:
    return flemish_shapes(shared)


@pytest.mark.parametrize("name", RECORDS)
def test_dcat_ap(dcat_ap: Graph, name: str) -> None:
    found = violations(graph_of(name), dcat_ap)
    assert {each for each in found if each[:2] not in KNOWN} == set()


OPEN = ("open", "open, CC0", "high-value", "500 files", "right to left", "200 authors")


@pytest.mark.parametrize("name", OPEN)
def test_flemish_profile_2(flemish: Graph, name: str) -> None:
    assert violations(graph_of(name), flemish) == set()


def test_high_value(shared: Shared) -> None:
    hvd = shapes(shared, "hvd-3.0.0/hvd-SHACL.ttl")
    # It asks that an address is an rdfs:Resource, as everything is.
    assert violations(graph_of("high-value"), hvd, "rdfs") == set()
    assert violations(graph_of("open"), hvd, "rdfs"), "a dataset without category would pass"


def test_catalogues_of_several_records(dcat_ap: Graph, flemish: Graph) -> None:
    found = violations(together(*RECORDS), dcat_ap)
    assert {each for each in found if each[:2] not in KNOWN} == set()
    assert violations(together(*OPEN), flemish) == set()


def test_with_the_verdict(dcat_ap: Graph, flemish: Graph) -> None:
    standard = load(Path(__file__).parents[3] / "app_data" / "quality" / "hoeder-1.0.yaml")
    record = RECORDS["open"]()
    plain = told(record)
    summary = judge(standard, facts(record, context(), plain.dataset)).summary
    judged = graph(
        annotate(
            plain,
            summary._replace(meets=True),
            context().landing_url,
            "https://example.org/quality",
        )
    )
    found = violations(judged, dcat_ap)
    assert {each for each in found if each[:2] not in KNOWN} == set()
    assert violations(judged, flemish) == set()


@pytest.mark.parametrize("seed", range(25))
def test_noise(dcat_ap: Graph, seed: int) -> None:
    told = entry(noisy(random.Random(seed)), context(), catalogue())
    found = violations(graph(told), dcat_ap)
    assert {each for each in found if each[:2] not in KNOWN} == set()


@pytest.mark.parametrize("name", ["dct:title", "dct:description", "dcat:accessURL", "foaf:name"])
def test_the_shapes_do_look(dcat_ap: Graph, name: str) -> None:
    lacking = graph_of("open")
    prefix, _, local = name.partition(":")
    path = PREFIXES[prefix] + local
    lacking.remove((None, URIRef(path), None))
    assert {each[0] for each in violations(lacking, dcat_ap)} >= {path}
