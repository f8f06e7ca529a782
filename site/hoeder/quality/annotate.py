# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The verdict in the catalogue: measurements of DQV, and words where the Datavindplaats shows them.

DQV is the Data Quality Vocabulary (W3C Note, 2016). The Datavindplaats drops it, so the verdict is
said in the description and as provenance too; a dataset conforms to the standard
that it meets.
"""

from hoeder.crosswalks.dcat import Entry
from hoeder.crosswalks.nodes import Node, both, node, prune, tagged, typed
from hoeder.quality.verdict import Summary

MQA = "https://data.europa.eu/mqa/methodology"


def annotate(entry: Entry, verdict: Summary, page: str, standards_url: str) -> Entry:
    """Return the entry with the verdict in it.

    :param page: the record's page, where the IRIs of the measurements begin.
    :param standards_url: where standards are explained; the name and version come behind it.
    """
    dataset, said = entry.dataset, verdict.said()
    iri = f"{standards_url}#{verdict.standard}-{verdict.version}"
    statement = node(
        f"{page}#quality", "dct:ProvenanceStatement", {"rdfs:label": both(said.english, said.dutch)}
    )
    described = [
        tagged(f"{each['@value']}\n\n{said.in_language(each['@language'])}", each["@language"])
        for each in dataset["dct:description"]
    ]
    conforms = node(
        iri,
        "dct:Standard",
        {
            "dct:title": both(*verdict.title),
            "owl:versionInfo": [typed(verdict.version, "xsd:string")],
        },
    )
    added = {
        "dct:description": described,
        "dct:provenance": [*dataset.get("dct:provenance", ()), statement],
        "dqv:hasQualityMeasurement": [
            _measurement(
                dataset, f"{page}#quality-score", f"{iri}-score", verdict.title, verdict.percent
            ),
            _measurement(dataset, f"{page}#quality-mqa", MQA, _MQA_NAME, verdict.mqa_points),
        ],
    }
    if verdict.meets:
        added["dct:conformsTo"] = [*dataset.get("dct:conformsTo", ()), conforms]
    return Entry({**dataset, **added}, entry.record)


_MQA_NAME = ("Metadata quality, points of 405", "Kwaliteit van de metadata, punten op 405")


def _measurement(dataset: Node, iri: str, metric: str, name: tuple[str, str], value: int) -> Node:
    of = node(metric, "dqv:Metric", {"skos:prefLabel": both(*name)})
    return node(
        iri,
        "dqv:QualityMeasurement",
        {
            "dqv:isMeasurementOf": [of],
            "dqv:value": [typed(str(value), "xsd:integer")],
            "dqv:computedOn": [prune(dataset)],
        },
    )
