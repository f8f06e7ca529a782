# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a record says as a dataset, and what it keeps to itself."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from dcat_records import (
    CATALOGUE_URL,
    RECORDS,
    SECRET,
    THEME,
    embargoed,
    files,
    full,
    high_value,
    in_dutch_only,
    many_authors,
    many_files,
    restricted,
    told,
    without_files,
)
from hoeder.anonymisation.statement.fields import FIELDS
from hoeder.crosswalks import areas, dcat_formats, dcat_terms
from hoeder.crosswalks.dcat import NotPublicError
from hoeder.crosswalks.dcat_distributions import REQUEST
from hoeder.crosswalks.dcat_texts import STATUS, TECHNIQUES
from hoeder.crosswalks.nodes import Node, nodes_in
from hoeder.crosswalks.rdf_write import SYNTAXES
from records import STOCK, context, demo, vocabulary

Json = dict[str, Any]
Shared = Callable[[str], Path]
PAGE = "https://example.org/records/abcd1-efg23"
EU = "http://publications.europa.eu/resource/authority/"


def ids(of: Node, name: str) -> list[str]:
    return [each["@id"].removeprefix(EU) for each in nodes_in(of, name)]


def texts(of: Node, name: str) -> dict[str, str]:
    return {value["@language"]: value["@value"] for value in of.get(name, ())}


def distributions(record: Json) -> list[Node]:
    return nodes_in(told(record).dataset, "dcat:distribution")


def test_each_public_file_is_a_distribution() -> None:
    pdf, csv = distributions(full())
    assert texts(csv, "dct:title") == {"en": "survey-1.csv"}
    assert ids(csv, "dcat:accessURL") == [PAGE]
    assert ids(csv, "dcat:downloadURL") == [f"{PAGE}/files/survey-1.csv?download=1"]
    assert ids(csv, "dct:format") == ["file-type/CSV"]
    assert ids(csv, "dcat:mediaType") == [f"{dcat_formats.IANA}text/csv"]
    assert csv["dcat:byteSize"] == [{"@value": "1001", "@type": "xsd:nonNegativeInteger"}]
    checksum = nodes_in(csv, "spdx:checksum")[0]
    assert checksum["spdx:checksumValue"] == [{"@value": f"{1:032x}", "@type": "xsd:hexBinary"}]
    assert ids(pdf, "dct:format") == ["file-type/PDF"]
    assert len(distributions(many_files())) == 500


def test_hidden_files_are_not_there() -> None:
    record = full()
    record["files"]["entries"]["survey-1.csv"]["access"] = {"hidden": True}
    assert len(distributions(record)) == 1
    assert "survey-1" not in str(told(record))


@pytest.mark.parametrize(
    ("record", "address", "word"),
    [
        (restricted(allow_user_requests=True), PAGE + REQUEST, "asked for"),
        (restricted(allow_guest_requests=True), PAGE + REQUEST, "asked for"),
        (restricted(), PAGE, "custodian alone"),
        (embargoed(), PAGE, "embargo until 2027-05-10"),
    ],
)
def test_data_on_request(record: Json, address: str, word: str) -> None:
    entry = told(record)
    (found,) = nodes_in(entry.dataset, "dcat:distribution")
    assert ids(found, "dcat:accessURL") == [address]
    assert "dcat:downloadURL" not in found and "spdx:checksum" not in found
    assert found["dcat:byteSize"][0]["@value"] == "10001"
    assert ids(found, "dct:format") == ["file-type/CSV"]
    assert texts(found, "dct:description")["nl"] == "2 bestanden op aanvraag: 1 CSV, 1 PDF."
    assert ids(entry.dataset, "dct:accessRights") == ["access-right/NON_PUBLIC"]
    assert word in texts(entry.dataset, "dct:description")["en"]
    for syntax in SYNTAXES:
        assert SECRET not in "".join(syntax.write([list(entry)]))


def test_a_description_only() -> None:
    entry = told(without_files())
    assert "dcat:distribution" not in entry.dataset
    assert "geen bestanden" in texts(entry.dataset, "dct:description")["nl"]


@pytest.mark.parametrize("name", RECORDS)
def test_one_address_for_mail(name: str) -> None:
    document = "".join(SYNTAXES[0].write([list(told(RECORDS[name]()))]))
    assert set(re.findall(r"[\w.]+@[\w.]+\.\w+", document)) == {"data.ugent@example.org"}


def test_internal_answers_stay_inside() -> None:
    record = full()
    record["custom_fields"]["hoeder:anonymisation"]["method"] = "Told to all"
    record["notes"] = record["internal_notes"] = [{"note": SECRET}]
    for name in ("key_holder", "legal_basis", "consent_note", "anonymised_by", "singling_out_note"):
        record["custom_fields"]["hoeder:anonymisation"][name] = SECRET
    document = "".join(SYNTAXES[0].write([list(told(record))]))
    assert SECRET not in document
    assert "Told to all" in document


@pytest.mark.parametrize(
    "change",
    [
        {"access": {"record": "restricted", "files": "restricted"}},
        {"access": {}},
        {"tombstone": {"removal_reason": {"id": "spam"}}},
        {"deletion_status": {"is_deleted": True}},
    ],
)
def test_what_is_not_public_is_refused(change: Json) -> None:
    with pytest.raises(NotPublicError):
        told({**full(), **change})


def test_the_identity_of_a_catalogue_record_does_not_move() -> None:
    first, moved = told(full()), told(full(), landing_url="https://elsewhere.example/records/1")
    uuid = "1bc01c67-73d9-511b-b301-199c6e7662ce"
    assert first.record["dct:identifier"] == moved.record["dct:identifier"] == [uuid]
    assert first.record["@id"] == f"{CATALOGUE_URL}#{uuid}"
    assert first.dataset["@id"] == "https://doi.org/10.5072/abcd1-efg23"
    assert told({**full(), "id": "other-other"}).record["dct:identifier"] != [uuid]
    assert told({**full(), "pids": {}}).dataset["dct:identifier"] == [PAGE]


@pytest.mark.parametrize(
    ("licence", "iri", "profiles"),
    [
        ("cc0-1.0", dcat_terms.FLEMISH_CC0, 2),
        ("cc-by-4.0", f"{EU}licence/CC_BY_4_0", 2),
        ("cc-by-nc-sa-4.0", f"{EU}licence/CC_BYNCSA_4_0", 1),
        ("odbl-1.0", f"{EU}licence/ODC_BL", 2),
        ("bsd-3-clause", f"{EU}licence/BSD_3_CLAUSE", 1),
        (
            "modellicentie-gratis-hergebruik",
            f"{dcat_terms.FLEMISH_LICENCES}modellicentie-gratis-hergebruik/v1.0",
            2,
        ),
    ],
)
def test_licences_and_what_they_make_of_a_dataset(licence: str, iri: str, profiles: int) -> None:
    entry = told(full(licence))
    (found,) = nodes_in(nodes_in(entry.dataset, "dcat:distribution")[0], "dct:license")
    assert found["@id"] == iri
    assert found["dct:title"]
    assert len(ids(entry.record, "dct:conformsTo")) == profiles
    assert ("mdcat:statuut" in entry.dataset) == (profiles == 2)


def test_restricted_data_are_no_open_data() -> None:
    record = restricted()
    record["metadata"]["rights"] = [{"id": "cc0-1.0", "title": {"en": "CC0"}}]
    entry = told(record)
    assert ids(entry.record, "dct:conformsTo") == [dcat_terms.PROFILE_3["@id"]]
    assert "mdcat:statuut" not in entry.dataset
    (found,) = nodes_in(entry.dataset, "dcat:distribution")
    assert ids(found, "dct:license") == ["licence/CC0"]


def test_themes_are_chosen_or_follow() -> None:
    def found(*subjects: Json) -> list[str]:
        return [
            i.rpartition("/")[2]
            for i in ids(told(full(subjects=list(subjects))).dataset, "dcat:theme")
        ]

    health = {"id": "FOS:3", "title": {"en": "Health sciences"}, "subject": "Health sciences"}
    assert found({"id": f"{THEME}JUST"}, health) == ["JUST"]
    assert found(health, {"subject": "sociology of law"}) == ["HEAL", "JUST", "SOCI"]
    assert found({"subject": "zzz"}) == found() == ["TECH"]


def test_keywords_stand_in_their_language() -> None:
    record = full(
        subjects=[
            {"id": "FOS:3", "title": {"en": "Health", "nl": "Gezondheid", "de": "Gesundheit"}},
            {"subject": "burn-out"},
        ],
        languages=[{"id": "nld"}],
        additional_titles=[],
    )
    found = {(v["@value"], v["@language"]) for v in told(record).dataset["dcat:keyword"]}
    assert found == {("Health", "en"), ("Gezondheid", "nl"), ("burn-out", "nl")}
    only_theme = told(full(subjects=[{"id": f"{THEME}HEAL"}])).dataset
    assert texts(only_theme, "dcat:keyword") == {"en": "Health", "nl": "Gezondheid"}


def test_two_languages_for_what_was_chosen() -> None:
    found = told(full()).dataset
    assert set(texts(found, "dct:title")) == set(texts(found, "dct:description")) == {"en", "nl"}
    english, dutch = (texts(found, "dct:description")[tag] for tag in ("en", "nl"))
    assert "Creators: Peeters, Lotte." in english and "Makers: Peeters, Lotte." in dutch
    assert "anonymous" in english and "anoniem" in dutch
    assert "2 of 2 on 2026-04-30" in english and "2 van 2 op 2026-04-30" in dutch
    methods, anonymisation = nodes_in(found, "dct:provenance")
    assert texts(methods, "rdfs:label") == {"en": "Telephone interviews."}
    assert set(texts(anonymisation, "rdfs:label")) == {"en", "nl"}


def test_no_abstract() -> None:
    found = told(in_dutch_only()).dataset
    assert texts(found, "dct:title") == {"nl": "Een enquête"}
    assert texts(found, "dct:description")["nl"].startswith("Makers: Peeters, Lotte.")
    assert texts(found, "dct:description")["en"].startswith("Creators: Peeters, Lotte.")


def test_two_hundred_authors() -> None:
    found = told(many_authors()).dataset
    assert len(ids(found, "dct:creator")) == 200
    assert "; and 180 others." in texts(found, "dct:description")["en"]
    institutes = {i for each in nodes_in(found, "dct:creator") for i in ids(each, "org:memberOf")}
    assert len(institutes) == 1


def test_another_publisher_is_named() -> None:
    found = told(full(publisher="Some Press")).dataset
    assert "Published by: Some Press." in texts(found, "dct:description")["en"]
    assert ids(found, "dct:publisher") == ["https://ror.org/00cv9y106"]


def test_the_custodian_has_one_name() -> None:
    """Whatever a depositor calls it: a second name of a publisher in one language is refused."""
    person = {"type": "organizational", "name": "UGENT!!"}
    person["identifiers"] = [{"scheme": "ror", "identifier": "00cv9y106"}]  # type: ignore[assignment]
    found = told(full(creators=[{"person_or_org": person}]))
    assert "UGENT!!" in texts(found.dataset, "dct:description")["en"]
    assert "UGENT!!" not in str(nodes_in(found.dataset, "dct:creator"))


def test_areas() -> None:
    record = full(
        locations={
            "features": [
                {"place": "Vlaanderen"},
                {"place": "Gent", "geometry": {"type": "Point", "coordinates": [3.72, 51.05]}},
                {"place": "Doel", "identifiers": [{"scheme": "geonames", "identifier": "2799369"}]},
            ]
        }
    )
    record["custom_fields"]["hoeder:areas"] = ["BE234", "nonsense"]
    found = {each["@id"]: each for each in nodes_in(told(record).dataset, "dct:spatial")}
    ghent = found[f"{areas.UNITS}arrondissement/gent"]
    assert ghent["dct:identifier"] == ["44000"]
    assert ids(ghent, "skos:exactMatch") == [f"{areas.NUTS}BE234"]
    assert f"{areas.UNITS}gewest/vlaanderen" in found
    point = found[f"{PAGE}#place-2"]["dcat:centroid"]
    assert point == [{"@value": "POINT(3.72 51.05)", "@type": "geo:wktLiteral"}]
    assert "https://sws.geonames.org/2799369/" in found


def test_boxes_and_polygons() -> None:
    def ring(*corners: tuple[float, float]) -> Json:
        shape = {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}
        record = full(locations={"features": [{"geometry": shape}]})
        (place,) = nodes_in(told(record).dataset, "dct:spatial")
        return place

    assert ring((2, 50), (6, 50), (6, 52), (2, 52))["dcat:bbox"]
    assert ring((2, 50), (6, 50), (6, 52))["locn:geometry"]


def test_periods() -> None:
    (found,) = nodes_in(told(full()).dataset, "dct:temporal")
    assert found["dcat:startDate"] == [{"@value": "2024-01-01", "@type": "xsd:date"}]
    assert found["dcat:endDate"] == [{"@value": "2024-12-31", "@type": "xsd:date"}]
    collected = full(dates=[{"date": "2024-03/", "type": {"id": "collected"}}])
    (found,) = nodes_in(told(collected).dataset, "dct:temporal")
    assert "dcat:endDate" not in found


def test_high_value_data_and_frequency() -> None:
    found = told(high_value()).dataset
    assert ids(found, "dcatap:hvdCategory") == ["http://data.europa.eu/bna/c_e1da4e07"]
    assert ids(found, "dct:accrualPeriodicity") == ["frequency/ANNUAL"]
    for each in (found, *nodes_in(found, "dcat:distribution")):
        assert ids(each, "dcatap:applicableLegislation") == [dcat_terms.HVD_LAW]
    assert "dcatap:applicableLegislation" not in told(full()).dataset


def test_versions_and_related() -> None:
    found = told(demo()).dataset
    assert ids(found, "dct:isVersionOf") == ["https://doi.org/10.5072/paren-t0001"]
    assert ids(found, "dcat:previousVersion") == ["https://doi.org/10.5072/befor-e0001"]
    assert ids(found, "dct:isReplacedBy") == ["https://doi.org/10.5072/after-00001"]
    assert ids(found, "dct:isReferencedBy") == ["https://doi.org/10.1086/260758"]
    assert ids(found, "prov:wasDerivedFrom")
    (project,) = nodes_in(found, "prov:wasGeneratedBy")
    assert project["dct:identifier"] == ["DEMO-0001"]


def test_a_record_is_not_changed() -> None:
    record, before = high_value(), high_value()
    told(record)
    assert record == before


def concepts(shared: Shared, name: str) -> dict[str, dict[str, str]]:
    graph = Graph().parse(shared(f"reference/vocabularies/{name}.rdf"))
    return {
        str(each): {label.language: str(label) for label in graph.objects(each, SKOS.prefLabel)}  # type: ignore[attr-defined]
        for each in graph.subjects(RDF.type, SKOS.Concept)
    }


@pytest.mark.parametrize(
    ("name", "base", "ours"),
    [
        ("datatheme", f"{EU}data-theme/", dcat_terms.THEMES),
        ("frequency", f"{EU}frequency/", dcat_terms.FREQUENCIES),
        ("high-value-dataset-category", "http://data.europa.eu/bna/", dcat_terms.HIGH_VALUE),
    ],
)
def test_our_terms_are_those_of_the_eu(
    shared: Shared, name: str, base: str, ours: dict[str, tuple[str, str]]
) -> None:
    known = concepts(shared, name)
    for code, (english, dutch) in ours.items():
        labels = known[f"{base}{code}"]
        assert (english, dutch) == (labels["en"], labels["nl"])


def test_our_file_types_and_languages_are_those_of_the_eu(shared: Shared) -> None:
    types = concepts(shared, "file-type")
    codes = {code for code, _ in dcat_formats.SUFFIXES.values()} | dcat_formats.MACHINE_READABLE
    assert {code for code in codes if f"{EU}file-type/{code}" not in types} == set()
    languages = concepts(shared, "language")
    for each in vocabulary(STOCK / "languages.yaml").values():
        two = (each.get("props") or {}).get("alpha_2") or ""
        if found := dcat_terms.language(each["id"], two, "x"):
            assert found["@id"] in languages


def test_our_areas_are_those_of_flanders(shared: Shared) -> None:
    graph = Graph().parse(shared("reference/vocabularies/flemish-regions-2025.rdf"))
    same = URIRef("http://www.w3.org/2002/07/owl#sameAs")
    ours = {area.iri: area for area in areas.AREAS.values() if area.unit}
    known = {
        str(unit): str(graph.value(unit, same)).rpartition("/")[2]
        for unit in graph.subjects(RDF.type, SKOS.Concept)
        if "/gemeente/" not in str(unit)
    }
    assert {iri: area.refnis for iri, area in ours.items()} == known


def test_every_choice_of_the_statement_has_dutch_words() -> None:
    choices = {field.name: {c.value for c in field.choices} for field in FIELDS}
    assert choices["status"] == set(STATUS)
    assert choices["techniques"] == set(TECHNIQUES)


def test_unknown_context_is_empty() -> None:
    bare = told(full(), concept_doi="", previous_doi="", next_doi="").dataset
    assert "dct:isVersionOf" not in bare and "dct:replaces" not in bare
    assert context().today and files()
