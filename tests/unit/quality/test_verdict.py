# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Records beside the standard; their files really screened."""

from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from dcat_records import RECORDS, full, told, without_files
from hoeder.anonymisation.screening.screen import screen
from hoeder.crosswalks.nodes import nodes_in
from hoeder.crosswalks.rdf_write import TURTLE
from hoeder.quality import mqa
from hoeder.quality.annotate import annotate
from hoeder.quality.facts import FACTS, Fact, facts
from hoeder.quality.standard import Section, load
from hoeder.quality.verdict import Outcome, Verdict, judge
from records import context, demo

Json = dict[str, Any]
STANDARD = load(Path(__file__).parents[3] / "app_data" / "quality" / "hoeder-1.0.yaml")
PAGE = "https://example.org/records/abcd1-efg23"
OPEN = ("open", "open, CC0", "high-value", "500 files", "right to left", "200 authors")
ON_REQUEST = ("safeguarded", "controlled", "embargoed")


def facts_of(record: Json, reports: list[Json] | None = None) -> dict[str, Fact]:
    return facts(record, context(), told(record).dataset, reports)


def verdict(record: Json, reports: list[Json] | None = None) -> Verdict:
    return judge(STANDARD, facts_of(record, reports))


def outcomes(found: Verdict) -> dict[str, Outcome]:
    return {result.rule.id: result.outcome for result in found.results}


def report(folder: Path, content: bytes, name: str) -> Json:
    work = folder / f"work-{name}"
    work.mkdir()
    path = folder / name
    path.write_bytes(content)
    return screen(path, name, work)


@pytest.mark.parametrize("name", OPEN)
def test_open_data_are_excellent(name: str) -> None:
    found = verdict(RECORDS[name]())
    assert found.mqa_points >= 395
    assert mqa.rating(found.mqa_points) == "excellent"


@pytest.mark.parametrize("name", ON_REQUEST)
def test_data_on_request_are_excellent(name: str) -> None:
    found = verdict(RECORDS[name]())
    assert found.mqa_points >= 351
    assert mqa.rating(found.mqa_points) == "excellent"
    assert outcomes(found)["mqa-download-url"] is Outcome.NOT_ASKED


def test_the_demonstration_is_excellent() -> None:
    assert verdict(demo()).mqa_points == mqa.MAXIMUM


@pytest.mark.parametrize("metric", mqa.METRICS, ids=lambda metric: metric.name)
def test_each_metric_is_gained_and_lost(metric: mqa.Metric) -> None:
    """The points go when what the metric asks for goes, and others that follow from it."""
    properties = {
        "keyword": "dcat:keyword",
        "theme": "dcat:theme",
        "access_url_answers": "dcat:accessURL",
        "download_url_answers": "dcat:downloadURL",
        "download_url": "dcat:downloadURL",
        "media_type": "dcat:mediaType",
        "byte_size": "dcat:byteSize",
        "contact_point": "dcat:contactPoint",
        "licence": "dct:license",
        "licence_vocabulary": "dct:license",
        "access_rights": "dct:accessRights",
        "access_rights_vocabulary": "dct:accessRights",
        "dcat_ap": "dct:title",
    }
    formats = ("format", "format_vocabulary", "non_proprietary", "machine_readable")
    name = properties.get(
        metric.name, "dct:format" if metric.name in formats else f"dct:{metric.name}"
    )
    dataset = told(full()).dataset
    assert mqa.measure(dataset)[metric.name]
    holders = nodes_in(dataset, "dcat:distribution") if metric.of_distribution else [dataset]
    for each in holders:
        del each[name]
    assert not mqa.measure(dataset)[metric.name]


def test_dead_addresses() -> None:
    dataset = told(full()).dataset
    measured = mqa.measure(dataset, [PAGE])
    assert not measured["access_url_answers"] and measured["download_url_answers"]


def test_the_best_distribution_counts() -> None:
    measured = mqa.measure(told(full()).dataset)
    assert measured["machine_readable"], "the codebook in PDF is not the data"
    assert mqa.points(measured) == 405


@pytest.mark.parametrize(
    ("total", "name"),
    [(405, "excellent"), (351, "excellent"), (350, "good"), (220, "sufficient"), (119, "bad")],
)
def test_ratings(total: int, name: str) -> None:
    assert mqa.rating(total) == name


def test_every_fact_is_known_or_none() -> None:
    assert set(facts_of(full(), [])) == set(FACTS)


def test_without_reports_nothing_is_said_of_the_files() -> None:
    found = verdict(full())
    assert outcomes(found)["files-open"] is Outcome.UNKNOWN
    assert not found.meets
    assert found.possible < verdict(full(), []).possible


def test_good_files(tmp_path: Path) -> None:
    rows = "".join(f"{20 + n % 5},{n % 2}\n" for n in range(40))
    reports = [report(tmp_path, f"age,sex\n{rows}".encode(), "survey-1.csv")]
    record = full(
        description=f"<p>{'A survey of loneliness among adults in Flanders. ' * 4}</p>",
        references=[{"reference": "An article", "identifier": "10.1/x", "scheme": "doi"}],
    )
    record["metadata"]["additional_descriptions"].append(
        {"description": "Missing values are coded -99 (missing).", "type": {"id": "technical-info"}}
    )
    found = verdict(record, reports)
    assert found.meets
    assert [each.rule.id for each in found.to_do] == []
    assert found.percent == 100
    assert all(found.of_section(section)[1] for section in Section)


def test_bad_files(tmp_path: Path) -> None:
    reports = [
        report(tmp_path, b"age,,age\n31,1,2\n44,2,3\n", "survey-1.csv"),
        report(tmp_path, b"PK\x03\x04 this is no archive", "broken.xlsx"),
        report(tmp_path, b"%PDF-1.4 nothing", "codebook.csv"),
    ]
    found = verdict(full(), reports)
    told_ = outcomes(found)
    for rule in ("files-open", "named-columns", "unlike-columns"):
        assert told_[rule] is Outcome.MISSED, rule
    assert not found.meets
    binding, *others = found.to_do
    assert binding.rule.id == "files-open" and binding.brings == 30
    brings = [each.brings for each in others if each.rule.level == "should"]
    assert brings == sorted(brings, reverse=True)
    assert all(each.rule.fix.dutch and each.rule.fix.english for each in found.to_do)


def test_a_description_only_is_not_asked_for_files() -> None:
    told_ = outcomes(verdict(without_files()))
    assert told_["mqa-format"] is told_["screened"] is Outcome.NOT_ASKED


def test_the_statement_binds() -> None:
    record = full()
    del record["custom_fields"]["hoeder:anonymisation"]["confirmed"]
    found = verdict(record, [])
    assert outcomes(found)["statement"] is Outcome.MISSED and not found.meets


def test_small_groups_matter_where_anybody_looks() -> None:
    record = full()
    record["custom_fields"]["hoeder:screening"]["smallest_group"] = 2
    assert outcomes(verdict(record))["small-groups"] is Outcome.MISSED
    record["access"]["files"] = "restricted"
    assert outcomes(verdict(record))["small-groups"] is Outcome.NOT_ASKED


def test_the_verdict_travels() -> None:
    entry = told(full())
    summary = verdict(full(), []).summary
    found = annotate(entry, summary, PAGE, "https://example.org/quality")
    english, dutch = (each["@value"] for each in found.dataset["dct:description"])
    assert f"does not meet Hoeder quality standard 1.0, {summary.percent} of 100" in english
    assert "voldoet niet aan Kwaliteitsstandaard Hoeder 1.0" in dutch
    assert "dct:conformsTo" not in found.dataset
    assert nodes_in(found.dataset, "dct:provenance")[-1]["@id"] == f"{PAGE}#quality"
    good = annotate(entry, summary._replace(meets=True), PAGE, "https://example.org/quality")
    assert nodes_in(good.dataset, "dct:conformsTo")[0]["dct:title"]
    graph = Graph().parse(data="".join(TURTLE.write([list(good)])), format="turtle")
    values = graph.query(
        "PREFIX dqv: <http://www.w3.org/ns/dqv#> SELECT ?v {?d dqv:hasQualityMeasurement ?m. "
        "?m dqv:value ?v; dqv:computedOn ?d; dqv:isMeasurementOf [a dqv:Metric]}"
    )
    assert {int(row[0]) for row in values} == {summary.percent, 405}  # type: ignore[index,arg-type]
    assert "dqv:hasQualityMeasurement" not in entry.dataset, "the entry itself stays as it was"
