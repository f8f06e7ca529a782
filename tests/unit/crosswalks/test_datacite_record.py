# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is told of a record, and what never is."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from datacite import schema45
from lxml import etree

from hoeder.crosswalks.datacite import NotPublicError, parent_to_json, to_json, to_xml
from records import context, demo, minimal, record, with_secrets
from statements import statement_without_persons

Json = dict[str, Any]
Accepted = Callable[[Json], etree._Element]


def told(metadata: Json | None = None, **others: Any) -> Json:
    return to_json({**minimal(**(metadata or {})), **others}, context())


def typed(items: list[Json], key: str, kind: str) -> list[Json]:
    return [item for item in items if item.get(key) == kind]


def test_the_record_of_the_demonstration_is_accepted(accepted: Accepted) -> None:
    metadata = to_json(demo(), context())
    accepted(metadata)
    assert metadata["doi"] == "10.5072/abcd1-efg23"
    assert metadata["publicationYear"] == "2026"
    assert metadata["language"] == "en"
    assert [title.get("lang") for title in metadata["titles"]] == ["en", "nl"]
    assert metadata["titles"][1]["titleType"] == "TranslatedTitle"
    assert {each["descriptionType"] for each in metadata["descriptions"]} == {
        "Abstract",
        "Methods",
        "TechnicalInfo",
        "Other",
    }
    assert metadata["fundingReferences"] == [
        {
            "funderName": "Research Foundation - Flanders",
            "funderIdentifier": "https://ror.org/03qtxy027",
            "funderIdentifierType": "ROR",
            "awardNumber": "DEMO-0001",
            "awardTitle": "Demonstration of a data custodian (fictitious grant)",
            "awardUri": "https://example.org/grants/DEMO-0001",
        }
    ]
    assert typed(metadata["relatedIdentifiers"], "relationType", "IsSupplementTo") == [
        {
            "relatedIdentifier": "10.1086/260758",
            "relatedIdentifierType": "DOI",
            "relationType": "IsSupplementTo",
            "resourceTypeGeneral": "JournalArticle",
        }
    ]


def test_only_coverage_is_newer_than_4_5() -> None:
    metadata = to_json(demo(), context())
    metadata["dates"] = [each for each in metadata["dates"] if each["dateType"] != "Coverage"]
    assert list(schema45.validator.iter_errors(metadata)) == []


def test_the_least_record_is_accepted(accepted: Accepted) -> None:
    least = record(
        {"access": {"record": "public"}, "metadata": {"creators": []}}, pids={}, files={}
    )
    metadata = to_json(least, context(custodian="", custodian_ror="", contact=""))
    accepted(metadata)
    assert metadata["creators"] == [{"name": ":unav"}]
    assert metadata["titles"] == [{"title": ":unav"}]
    assert metadata["publisher"] == {"name": ":unav"}
    assert metadata["types"] == {"resourceTypeGeneral": "Other"}
    assert metadata["publicationYear"] == "2026"


@pytest.mark.parametrize(
    "state",
    [
        {"access": {"record": "restricted", "files": "restricted"}},
        {"access": {}},
        {"access": None},
        {"deletion_status": {"is_deleted": True, "status": "D"}},
        {"tombstone": {"note": "Taken down"}},
    ],
)
@pytest.mark.parametrize("target", [to_json, parent_to_json, to_xml])
def test_what_is_not_public_is_refused(target: Any, state: Json) -> None:
    with pytest.raises(NotPublicError):
        target({**minimal(), **state}, context())


def test_nothing_internal_is_told() -> None:
    for target in (to_json, parent_to_json):
        assert "SECRET" not in json.dumps(target(with_secrets(), context()))


def test_no_address_for_mail_of_custodian_or_depositor() -> None:
    assert "@" not in json.dumps(to_json(demo(), context()))


def test_title_language_is_told_where_it_is_sure(accepted: Accepted) -> None:
    nl = told({"languages": [{"id": "nld"}], "description": "<p>Een enquête</p>"})
    accepted(nl)
    assert (nl["language"], nl["titles"][0]["lang"]) == ("nl", "nl")
    assert nl["descriptions"][0]["lang"] == "nl"
    both = told({"languages": [{"id": "nld"}, {"id": "eng"}]})
    assert both["language"] == "nl"
    assert "lang" not in both["titles"][0]
    translated = {"title": "Een enquête", "type": {"id": "translated-title"}, "lang": {"id": "nld"}}
    english = told({"languages": [{"id": "nld"}], "additional_titles": [translated]})
    assert [title.get("lang") for title in english["titles"]] == [None, "nl"]
    # No two letters in ISO 639-1: three are right in BCP 47.
    assert told({"languages": [{"id": "vls"}]})["language"] == "vls"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("alternative-title", "AlternativeTitle"),
        ("subtitle", "Subtitle"),
        ("translated-title", "TranslatedTitle"),
        ("other", "Other"),
        ("of-our-own", "Other"),
    ],
)
def test_types_of_titles(accepted: Accepted, kind: str, expected: str) -> None:
    metadata = told({"additional_titles": [{"title": "Another", "type": {"id": kind}}]})
    accepted(metadata)
    assert metadata["titles"][1] == {"title": "Another", "titleType": expected}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("abstract", "Abstract"),
        ("methods", "Methods"),
        ("series-information", "SeriesInformation"),
        ("table-of-contents", "TableOfContents"),
        ("technical-info", "TechnicalInfo"),
        ("other", "Other"),
        ("of-our-own", "Other"),
    ],
)
def test_types_of_descriptions(accepted: Accepted, kind: str, expected: str) -> None:
    item = {"description": "<p>A &lt; B</p>", "type": {"id": kind}, "lang": {"id": "nld"}}
    metadata = told({"additional_descriptions": [item]})
    accepted(metadata)
    assert metadata["descriptions"] == [
        {"description": "A < B", "descriptionType": expected, "lang": "nl"}
    ]


def test_statement_in_brief(accepted: Accepted) -> None:
    metadata = told(custom_fields={"hoeder:anonymisation": statement_without_persons()})
    accepted(metadata)
    (summary,) = metadata["descriptions"]
    assert (summary["descriptionType"], summary["lang"]) == ("Other", "en")
    assert summary["description"].splitlines() == [
        "Anonymisation statement",
        "Status",
        "- Status of the data: No persons in the data",
        "- Why this status fits: Measurements of steel beams.",
    ]
    assert "descriptions" not in told(custom_fields={"hoeder:anonymisation": {}})
    assert "descriptions" not in told(custom_fields={"hoeder:screening": {"tier": "open"}})
    assert "descriptions" not in told()


def test_what_was_screened(accepted: Accepted) -> None:
    screening = {"tier": "open", "files": 2, "screened": 2, "screened_on": "2026-05-04"}
    found = {**screening, "smallest_group": 7, "accepted": 1, "ruleset": "0123456789abcdef"}
    metadata = told(
        custom_fields={
            "hoeder:anonymisation": statement_without_persons(),
            "hoeder:screening": found,
        }
    )
    accepted(metadata)
    (summary,) = metadata["descriptions"]
    assert summary["description"].splitlines()[-4:] == [
        "Screening",
        "- 2 files were screened for direct identifiers and disclosure risk on 2026-05-04, before "
        "publication.",
        "- Smallest group of rows that cannot be told apart: 7",
        "- Findings that a data steward accepted with a reason: 1",
    ]
    (alone,) = told(custom_fields={"hoeder:screening": {**screening, "screened": 1}})[
        "descriptions"
    ]
    assert "- 1 file was screened" in alone["description"]
    assert "anonymous" not in alone["description"].split("Screening")[1]


def test_subjects(accepted: Accepted) -> None:
    theme = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
    metadata = told(
        {
            "subjects": [
                {"id": theme},
                {"subject": "marriage"},
                {"id": "A-D000007", "subject": "Abdominal Injuries", "scheme": "MeSH"},
                {
                    "id": "gnd:1",
                    "subject": "Work",
                    "scheme": "ours",
                    "identifiers": [{"scheme": "url", "identifier": "https://example.org/w"}],
                },
            ]
        }
    )
    accepted(metadata)
    assert metadata["subjects"] == [
        {
            "subject": "Population and society",
            "subjectScheme": "EU data theme",
            "schemeUri": "http://publications.europa.eu/resource/authority/data-theme",
            "valueUri": theme,
        },
        {"subject": "marriage"},
        {
            "subject": "Abdominal Injuries",
            "subjectScheme": "MeSH",
            "schemeUri": "https://id.nlm.nih.gov/mesh/",
            "classificationCode": "A-D000007",
        },
        {"subject": "Work", "subjectScheme": "ours", "valueUri": "https://example.org/w"},
    ]


def test_sizes_and_formats_come_from_the_files(accepted: Accepted) -> None:
    metadata = told({"sizes": ["9 variables"], "formats": ["text/csv", "SPSS"]})
    accepted(metadata)
    assert metadata["sizes"] == ["9 variables", "2 files", "14.0 kB", "14000 bytes"]
    assert metadata["formats"] == ["text/csv", "SPSS", "text/markdown"]


def test_restricted_files_have_sizes_and_formats_but_no_names() -> None:
    metadata = told(access={"record": "public", "files": "restricted"})
    assert metadata["formats"] == ["text/csv", "text/markdown"]
    assert metadata["sizes"] == ["2 files", "14.0 kB", "14000 bytes"]
    assert "secret-name" not in json.dumps(metadata)


@pytest.mark.parametrize(
    ("entries", "sizes"),
    [
        ({}, None),
        ({"a": {"size": 1}}, ["1 file", "1 bytes"]),
        ({"a": {"size": 999_960}}, ["1 file", "1.0 MB", "999960 bytes"]),
        ({"a": {"size": 3 * 10**15}}, ["1 file", "3000.0 TB", "3000000000000000 bytes"]),
        ({"a": {"size": 5}, "b": {"size": 7, "access": {"hidden": True}}}, ["1 file", "5 bytes"]),
    ],
)
def test_sizes(entries: Json, sizes: list[str] | None) -> None:
    assert told(files={"enabled": True, "entries": entries}).get("sizes") == sizes


def test_without_files_there_is_nothing_to_say_of_files() -> None:
    metadata = told(files={"enabled": False})
    assert "sizes" not in metadata
    assert "formats" not in metadata


@pytest.mark.parametrize(
    ("kind", "general", "text"),
    [
        ("dataset", "Dataset", "Dataset"),
        ("publication-patent", "Text", "Patent"),
        ("image-photo", "Image", "Photo"),
        ("poster", "Poster", "Poster"),
        ("of-our-own", "Other", None),
    ],
)
def test_resource_types(accepted: Accepted, kind: str, general: str, text: str | None) -> None:
    metadata = told({"resource_type": {"id": kind}})
    accepted(metadata)
    assert metadata["types"]["resourceTypeGeneral"] == general
    assert metadata["types"].get("resourceType") == text


@pytest.mark.parametrize(
    "text",
    [
        "数据集 调查",
        "مسح الأسر المعيشية",
        "סקר \u202eמשקי בית\u202c",
        "<script>alert('x')</script> & \"q\" ]]> <!-- -->",
        '"""\\u0041 \\" ^^xsd:string @en . <urn:x> {|',
        "Emoji 👩‍🔬 and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
        "e\u0301 combining \u00a0 \u2028 line",
    ],
)
def test_any_script_and_mark_up_survives(accepted: Accepted, text: str) -> None:
    metadata = told(
        {
            "title": text,
            "creators": [{"person_or_org": {"type": "organizational", "name": text}}],
            "subjects": [{"subject": text}],
            "version": text,
            "rights": [{"title": {"en": text}, "link": "https://example.org/?q=" + text}],
            "related_identifiers": [
                {
                    "identifier": "https://example.org/" + text,
                    "scheme": "url",
                    "relation_type": {"id": "cites"},
                }
            ],
            "funding": [
                {
                    "funder": {"name": text},
                    "award": {
                        "title": {"en": text},
                        "identifiers": [{"scheme": "url", "identifier": "http://x.org/" + text}],
                    },
                }
            ],
        }
    )
    element = accepted(metadata)
    assert metadata["titles"][0]["title"] == text
    names = {None: "http://datacite.org/schema/kernel-4"}
    assert element.findtext("titles/title", namespaces=names) == text
    assert element.findtext("creators/creator/creatorName", namespaces=names) == text


def test_characters_that_xml_forbids_are_taken_out(accepted: Accepted) -> None:
    dirty = "A\x00\x08\x0b\x1f\ufffe\uffff\ud800 survey\t"
    metadata = told(
        {
            "title": dirty,
            "description": f"<p>{dirty}&#0;&#x1F;&#xFFFE;</p>",
            "creators": [{"person_or_org": {"type": "organizational", "name": "\x00"}}],
            "sizes": ["\x01"],
        },
        files={"enabled": False},
    )
    accepted(metadata)
    assert metadata["titles"] == [{"title": "A survey"}]
    assert metadata["descriptions"][0]["description"] == "A survey"
    assert metadata["creators"][0]["name"] == ":unav"
    assert "sizes" not in metadata


def test_all_versions_together(accepted: Accepted) -> None:
    latest = demo()
    versions = ("10.5072/befor-e0001", "10.5072/abcd1-efg23")
    metadata = parent_to_json(latest, context(version_dois=versions))
    accepted(metadata)
    assert metadata["doi"] == "10.5072/paren-t0001"
    assert metadata["titles"] == to_json(latest, context())["titles"]
    related = metadata["relatedIdentifiers"]
    assert [each["relatedIdentifier"] for each in typed(related, "relationType", "HasVersion")] == [
        *versions
    ]
    for relation in ("IsVersionOf", "IsNewVersionOf", "IsPreviousVersionOf"):
        assert not typed(related, "relationType", relation)
    assert "version" not in metadata
    assert not any("bytes" in size or "file" in size for size in metadata["sizes"])
    assert "oai:example.org" not in json.dumps(metadata)


def test_the_record_given_is_left_as_it_was() -> None:
    given = demo()
    before = json.dumps(given, sort_keys=True)
    assert to_json(given, context()) == to_json(given, context())
    assert json.dumps(given, sort_keys=True) == before


def test_year_of_a_publication_before_year_0_is_that_of_the_record() -> None:
    metadata = to_json(
        {**minimal(publication_date="-0044"), "created": None}, context(today=date(2027, 1, 1))
    )
    assert metadata["publicationYear"] == "2027"
    assert {"date": "-0044", "dateType": "Issued"} in metadata["dates"]
