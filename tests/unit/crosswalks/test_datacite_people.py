# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Creators, contributors, publisher and funding."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree

from hoeder.crosswalks.datacite import to_json, to_xml
from records import context, minimal

Json = dict[str, Any]
Accepted = Callable[[Json], etree._Element]

HOST = {
    "contributorType": "HostingInstitution",
    "name": "Ghent University (demonstration)",
    "nameType": "Organizational",
    "nameIdentifiers": [
        {
            "nameIdentifier": "https://ror.org/00cv9y106",
            "nameIdentifierScheme": "ROR",
            "schemeUri": "https://ror.org",
        }
    ],
}


def person(family: str, given: str = "", *identifiers: tuple[str, str], **others: Any) -> Json:
    party: Json = {"type": "personal", "family_name": family}
    if given:
        party["given_name"] = given
    if identifiers:
        party["identifiers"] = [{"scheme": s, "identifier": i} for s, i in identifiers]
    return {"person_or_org": party, **others}


def organisation(name: str, **others: Any) -> Json:
    return {"person_or_org": {"type": "organizational", "name": name}, **others}


def told(**metadata: Any) -> Json:
    return to_json(minimal(**metadata), context())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            person("van den Berg", "Anna-Maria"),
            {"name": "van den Berg, Anna-Maria", "nameType": "Personal"}
            | {"givenName": "Anna-Maria", "familyName": "van den Berg"},
        ),
        (
            person("d’Hondt, jr.", "É."),
            {"name": "d’Hondt, jr., É.", "nameType": "Personal"}
            | {"givenName": "É.", "familyName": "d’Hondt, jr."},
        ),
        (
            person("Suharto"),
            {"name": "Suharto", "nameType": "Personal", "familyName": "Suharto"},
        ),
        (person("王", "小明"), {"name": "王, 小明"} | {"givenName": "小明", "familyName": "王"}),
        (organisation("Redbook"), {"name": "Redbook", "nameType": "Organizational"}),
    ],
)
def test_names(accepted: Accepted, given: Json, expected: Json) -> None:
    metadata = told(creators=[given])
    accepted(metadata)
    assert expected.items() <= metadata["creators"][0].items()
    assert ("givenName" in metadata["creators"][0]) == ("givenName" in expected)


@pytest.mark.parametrize(
    ("scheme", "identifier", "address", "name"),
    [
        ("orcid", "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", "ORCID"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", None, "ORCID"),
        ("isni", "0000 0001 2069 7798", "https://isni.org/isni/0000000120697798", "ISNI"),
        ("gnd", "gnd:118604740", "https://d-nb.info/gnd/118604740", "GND"),
        ("ror", "00cv9y106", "https://ror.org/00cv9y106", "ROR"),
    ],
)
def test_identifiers_of_people_are_addresses(
    accepted: Accepted, scheme: str, identifier: str, address: str | None, name: str
) -> None:
    metadata = told(creators=[person("Peeters", "Lotte", (scheme, identifier))])
    accepted(metadata)
    (told_,) = metadata["creators"][0]["nameIdentifiers"]
    assert told_["nameIdentifier"] == (address or identifier)
    assert told_["nameIdentifierScheme"] == name
    assert told_["schemeUri"].startswith("https://")


def test_an_identifier_of_an_unknown_scheme_is_kept(accepted: Accepted) -> None:
    metadata = told(creators=[person("Peeters", "", ("viaf", "12345"))])
    accepted(metadata)
    assert metadata["creators"][0]["nameIdentifiers"] == [
        {"nameIdentifier": "12345", "nameIdentifierScheme": "VIAF"}
    ]


def test_affiliations(accepted: Accepted) -> None:
    ror = {
        "name": "Ghent University",
        "affiliationIdentifier": "https://ror.org/00cv9y106",
        "affiliationIdentifierScheme": "ROR",
        "schemeUri": "https://ror.org",
    }
    affiliations = [
        {"id": "00cv9y106"},
        {"name": "A laboratory"},
        {"name": "B", "identifiers": [{"scheme": "grid", "identifier": "grid.5342.0"}]},
        {"name": "C", "identifiers": [{"scheme": "pic", "identifier": "999986096"}]},
        {
            "name": "D",
            "identifiers": [
                {"scheme": "gnd", "identifier": "gnd:1"},
                {"scheme": "isni", "identifier": "0000000120697798"},
            ],
        },
    ]
    metadata = told(creators=[person("Peeters", affiliations=affiliations)])
    accepted(metadata)
    assert metadata["creators"][0]["affiliation"] == [
        ror,
        {"name": "A laboratory"},
        {
            "name": "B",
            "affiliationIdentifier": "grid.5342.0",
            "affiliationIdentifierScheme": "GRID",
        },
        {"name": "C", "affiliationIdentifier": "999986096", "affiliationIdentifierScheme": "PIC"},
        {
            "name": "D",
            "affiliationIdentifier": "https://isni.org/isni/0000000120697798",
            "affiliationIdentifierScheme": "ISNI",
            "schemeUri": "https://isni.org",
        },
    ]


def test_the_custodian_hosts_and_answers_where_nobody_else_does(accepted: Accepted) -> None:
    metadata = told()
    accepted(metadata)
    assert metadata["contributors"] == [
        {
            "contributorType": "ContactPerson",
            "name": "Research data support",
            "nameType": "Organizational",
            "affiliation": [
                {
                    "name": "Ghent University (demonstration)",
                    "affiliationIdentifier": "https://ror.org/00cv9y106",
                    "affiliationIdentifierScheme": "ROR",
                    "schemeUri": "https://ror.org",
                }
            ],
        },
        HOST,
    ]


@pytest.mark.parametrize(
    "name", ["Universiteit Gent (demonstratie)", "GHENT UNIVERSITY (demonstration)"]
)
def test_the_custodian_is_named_once(accepted: Accepted, name: str) -> None:
    contributors = [
        {**person("Peeters"), "role": {"id": "contactperson"}},
        {**organisation(name), "role": {"id": "hostinginstitution"}},
        {**organisation("A museum"), "role": {"id": "hostinginstitution"}},
    ]
    metadata = told(contributors=contributors)
    accepted(metadata)
    assert [each["name"] for each in metadata["contributors"]] == [
        "Peeters",
        "A museum",
        HOST["name"],
    ]
    assert metadata["contributors"][-1] == HOST


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("datacurator", "DataCurator"),
        ("workpackageleader", "WorkPackageLeader"),
        ("translator", "Translator"),
        ("of-our-own", "Other"),
    ],
)
def test_roles(accepted: Accepted, role: str, kind: str) -> None:
    metadata = told(contributors=[{**person("Peeters"), "role": {"id": role}}])
    accepted(metadata)
    assert metadata["contributors"][0]["contributorType"] == kind


def test_the_role_of_a_creator_is_not_lost(accepted: Accepted) -> None:
    metadata = told(creators=[person("Peeters", "Lotte", role={"id": "datacollector"})])
    accepted(metadata)
    assert metadata["creators"][0]["name"] == "Peeters, Lotte"
    assert metadata["contributors"][0]["contributorType"] == "DataCollector"
    assert metadata["contributors"][0]["name"] == "Peeters, Lotte"


@pytest.mark.parametrize(
    ("name", "told_name", "has_ror"),
    [
        ("Ghent University (demonstration)", None, True),
        ("Universiteit Gent (demonstratie)", None, True),
        ("Another press", None, False),
        ("", "Ghent University (demonstration)", True),
    ],
)
def test_publisher(accepted: Accepted, name: str, told_name: str | None, has_ror: bool) -> None:
    metadata = told(publisher=name)
    accepted(metadata)
    assert metadata["publisher"]["name"] == (told_name or name)
    assert ("publisherIdentifier" in metadata["publisher"]) == has_ror


def test_3000_creators_stay_3000(accepted: Accepted) -> None:
    creators = [
        person(f"Family {n}", f"Given {n}", ("orcid", "0000-0002-1825-0097"))
        | {"affiliations": [{"id": "00cv9y106"}]}
        for n in range(3000)
    ]
    record = minimal(creators=creators)
    metadata = to_json(record, context())
    accepted(metadata)
    assert len(metadata["creators"]) == 3000
    assert len(to_xml(record, context()).find("{*}creators")) == 3000


@pytest.mark.parametrize(
    ("identifiers", "address", "kind"),
    [
        ([("ror", "03qtxy027"), ("doi", "10.13039/1")], "https://ror.org/03qtxy027", "ROR"),
        (
            [("doi", "10.13039/501100003130")],
            "https://doi.org/10.13039/501100003130",
            "Crossref Funder ID",
        ),
        ([("grid", "grid.5342.0")], "grid.5342.0", "GRID"),
        ([("isni", "0000000120697798")], "https://isni.org/isni/0000000120697798", "ISNI"),
        ([("gnd", "gnd:1")], "https://d-nb.info/gnd/1", "Other"),
        ([], None, None),
    ],
)
def test_funders(
    accepted: Accepted, identifiers: list[tuple[str, str]], address: str | None, kind: str | None
) -> None:
    funder = {
        "name": "A fund",
        "identifiers": [{"scheme": s, "identifier": i} for s, i in identifiers],
    }
    metadata = told(funding=[{"funder": funder}])
    accepted(metadata)
    (reference,) = metadata["fundingReferences"]
    assert reference["funderName"] == "A fund"
    assert reference.get("funderIdentifier") == address
    assert reference.get("funderIdentifierType") == kind


@pytest.mark.parametrize(
    ("award", "expected"),
    [
        ({"number": "G0A1"}, {"awardNumber": "G0A1"}),
        ({"title": {"nl": "Titel"}, "acronym": "TIT"}, {"awardTitle": "Titel (TIT)"}),
        ({"acronym": "TIT"}, {"awardTitle": "TIT"}),
        (
            {"identifiers": [{"scheme": "doi", "identifier": "10.3030/101"}]},
            {"awardUri": "https://doi.org/10.3030/101"},
        ),
        (
            {"identifiers": [{"scheme": "url", "identifier": "https://example.org/ü?a=[1]"}]},
            {"awardUri": "https://example.org/%C3%BC?a=%5B1%5D"},
        ),
    ],
)
def test_grants(accepted: Accepted, award: Json, expected: Json) -> None:
    metadata = told(funding=[{"funder": {"id": "03qtxy027"}, "award": award}])
    element = accepted(metadata)
    reference = metadata["fundingReferences"][0]
    assert {k: v for k, v in reference.items() if k.startswith("award")} == expected
    written = etree.tostring(element, encoding="unicode")
    assert all(value in written for value in expected.values())
