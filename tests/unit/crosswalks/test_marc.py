# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What MARC 21 says, field by field; and that a reader of MARCXML other than ours gets it."""

from typing import Any

import pytest
from dojson.contrib.marc21 import marc21
from dojson.contrib.marc21.utils import create_record
from lxml import etree

from hoeder.crosswalks import marc
from hoeder.crosswalks.datacite_terms import RESOURCE_TYPES
from hoeder.crosswalks.marc_codes import CONTENT, KINDS_OF_RECORD
from records import context, demo, minimal

Json = dict[str, Any]


def element(metadata: Json | None = None, **others: Any) -> etree._Element:
    return marc.to_xml({**minimal(**(metadata or {})), **others}, context())


def fields(record: etree._Element, tag: str) -> list[str]:
    """Fields in the notation of catalogues: indicators, then codes and texts."""
    return [
        f"{field.get('ind1')}{field.get('ind2')}".replace(" ", "#")
        + "".join(f"${part.get('code')}{part.text}" for part in field)
        for field in record.iterfind(f"{{*}}datafield[@tag='{tag}']")
    ]


def control(record: etree._Element, tag: str) -> str:
    return str(record.findtext(f"{{*}}controlfield[@tag='{tag}']"))


def test_the_record_of_the_demonstration() -> None:
    record = marc.to_xml(demo(), context())
    assert record.findtext("{*}leader") == "00000nmm a2200000uu 4500"
    assert control(record, "001") == "abcd1-efg23"
    assert control(record, "005") == "20260509233000.0"
    assert control(record, "008") == "260501s2026    xx |||||||||||||||||eng d"
    assert len(control(record, "008")) == 40
    assert len(control(record, "007")) == 14
    assert fields(record, "024") == ["7#$a10.5072/abcd1-efg23$2doi"]
    assert fields(record, "034") == ["0#$d-124.800000$e-066.900000$f+049.400000$g+024.400000"]
    assert fields(record, "041") == ["#7$aeng$2iso639-3"]
    assert fields(record, "045") == ["0#$bd1974"]
    assert fields(record, "100") == ["1#$aFair, Ray C.$ecreator$uYale University"]
    assert fields(record, "700") == [
        "1#$aCarberry, Josiah$ecreator$econtact person$edata curator$uGhent University"
        "$1https://orcid.org/0000-0002-1825-0097"
    ], "everybody once, with all roles"
    assert fields(record, "245") == [
        "10$aSurvey of extramarital affairs among readers of Redbook (Fair, 1978)"
    ]
    assert fields(record, "246") == [
        "31$aEnquête over buitenechtelijke relaties onder lezeressen van Redbook (Fair, 1978)"
    ]
    assert fields(record, "506") == ["0#$aopen access$uinfo:eu-repo/semantics/openAccess"]
    assert fields(record, "540")[0] == (
        '##$aBSD 3-Clause "New" or "Revised" License$uhttps://opensource.org/license/bsd-3-clause'
    )
    assert fields(record, "653") == ["##$aextramarital affairs", "##$amarriage", "##$asurvey"]
    assert fields(record, "787")[0] == "08$iis supplement to$ohttps://doi.org/10.1086/260758"
    assert fields(record, "856") == [
        "40$uhttps://doi.org/10.5072/abcd1-efg23",
        "40$uhttps://example.org/records/abcd1-efg23",
    ], "where it is, and no addresses of files"
    tags = [field.get("tag") or "" for field in record.iterfind("{*}datafield")]
    assert tags == sorted(tags)


def test_another_reader_gets_it() -> None:
    read = marc21.do(create_record(etree.tostring(marc.to_xml(demo(), context()))))
    assert read["control_number"] == "abcd1-efg23"
    assert read["title_statement"]["title"].startswith("Survey of extramarital affairs")
    assert read["main_entry_personal_name"]["personal_name"] == "Fair, Ray C."
    (identifier,) = read["other_standard_identifier"]
    assert identifier["standard_number_or_code"] == "10.5072/abcd1-efg23"
    assert identifier["source_of_number_or_code"] == "doi"
    addresses = [
        item["uniform_resource_identifier"] for item in read["electronic_location_and_access"]
    ]
    assert ("https://doi.org/10.5072/abcd1-efg23",) in addresses


def test_every_type_of_datacite_has_a_content_type() -> None:
    without = {"Award", "Event", "Instrument", "Project", "Service", "StudyRegistration"}
    assert RESOURCE_TYPES - CONTENT.keys() == without
    assert KINDS_OF_RECORD.keys() <= RESOURCE_TYPES


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (["nld"], "dut"),
        (["deu"], "ger"),
        (["eng"], "eng"),
        (["nld", "fra"], "mul"),
        (["vls"], "und"),
        ([], "|||"),
    ],
)
def test_language_in_the_code_of_libraries(languages: list[str], expected: str) -> None:
    record = element({"languages": [{"id": one} for one in languages]})
    assert control(record, "008")[35:38] == expected
    assert fields(record, "041") == [f"#7$a{one}$2iso639-3" for one in languages]


def test_an_embargo_says_when_it_ends() -> None:
    embargo = {"active": True, "until": "2026-06-01", "reason": "Thesis"}
    record = element(access={"record": "public", "files": "restricted", "embargo": embargo})
    assert fields(record, "506") == [
        "1#$aembargoed access$g20260601$uinfo:eu-repo/semantics/embargoedAccess"
    ]


def test_periods() -> None:
    dates = [
        {"date": "1990/1999-05", "type": {"id": "coverage"}},
        {"date": "-0044", "type": {"id": "coverage"}},
        {"date": "2024", "type": {"id": "collected"}},
        {"date": "2025", "type": {"id": "submitted"}},
    ]
    record = element({"dates": dates})
    assert fields(record, "045") == ["2#$bd1990$bd199905", "0#$bc0044"]
    assert fields(record, "518") == ["##$oCollected$d2024"]


def test_an_organisation_may_be_the_main_entry() -> None:
    bureau = {"type": "organizational", "name": "Statbel", "family_name": ""}
    record = element({"creators": [{"person_or_org": bureau}]})
    assert fields(record, "110") == ["2#$aStatbel$ecreator"]
    assert fields(record, "100") == []


def test_namesakes_stay_two() -> None:
    def jan(orcid: str) -> Json:
        ids = [{"scheme": "orcid", "identifier": orcid}]
        person = {"type": "personal", "family_name": "Peeters", "given_name": "Jan"}
        return {"person_or_org": {**person, "name": "Peeters, Jan", "identifiers": ids}}

    record = element({"creators": [jan("0000-0002-1825-0097"), jan("0000-0001-5109-3700")]})
    assert len(fields(record, "100") + fields(record, "700")) == 2


def test_identifiers_by_their_source() -> None:
    identifiers = [
        {"scheme": "isbn", "identifier": "978-3-16-148410-0"},
        {"scheme": "handle", "identifier": "1854/LU-1"},
        {"scheme": "other", "identifier": "X1"},
    ]
    record = element({"identifiers": identifiers})
    assert fields(record, "020") == ["##$a978-3-16-148410-0"]
    assert fields(record, "024")[1:] == ["7#$a1854/LU-1$2hdl", "8#$aOther:X1"]


def test_terms_of_vocabularies_have_their_address() -> None:
    subjects = [
        {"subject": "Aged", "scheme": "MeSH", "id": "https://id.nlm.nih.gov/mesh/D000368"},
        {"subject": "Geology", "scheme": "X", "id": "https://example.org/geology"},
    ]
    assert fields(element({"subjects": subjects}), "650") == [
        "#2$aAged$0https://id.nlm.nih.gov/mesh/D000368",
        "#4$aGeology$0https://example.org/geology",
    ]
