# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the OpenAIRE CERIF profile says of a record, by the profile's own schema."""

from typing import Any

import pytest
from lxml import etree

from hoeder.crosswalks import cerif
from hoeder.crosswalks.cerif_terms import PRODUCTS, PUBLICATIONS
from hoeder.crosswalks.datacite_terms import RESOURCE_TYPES
from jvm import Xerces
from records import STOCK, context, demo, minimal, vocabulary

Json = dict[str, Any]
NS = {
    "c": cerif.NAMESPACE,
    "t": cerif.TYPES,
    "p": cerif.PUBLICATION_TYPES,
    "a": "http://purl.org/coar/access_right",
}
COAR = "http://purl.org/coar/resource_type/"


class Product:
    """A record as a valid product, asked by XPath."""

    def __init__(self, profile: Xerces, record: Json, **around: Any) -> None:
        self.element = cerif.to_xml(record, context(**around))
        profile.assertValid(self.element)

    def texts(self, path: str) -> list[str]:
        found = self.element.xpath(path, namespaces=NS)
        return [one if isinstance(one, str) else one.text or "" for one in found]


def related(relation: str, kind: str | None = None, **fields: Any) -> Json:
    item: Json = {"identifier": "10.1086/260758", "scheme": "doi"}
    if kind:
        item["resource_type"] = {"id": kind}
    return {**item, "relation_type": {"id": relation}, **fields}


def test_the_schema_processor_refuses(profile: Xerces) -> None:
    element = cerif.to_xml(demo(), context())
    profile.assertValid(element)
    (orcid,) = element.xpath("//c:Creators//c:ORCID", namespaces=NS)
    orcid.text = "0000-0002-1825-0097"
    with pytest.raises(AssertionError, match="ORCID"):
        profile.assertValid(element)


def test_the_record_of_the_demonstration(profile: Xerces) -> None:
    product = Product(profile, demo())
    assert product.texts("@id") == ["abcd1-efg23"]
    assert product.texts("t:Type") == [f"{COAR}c_ddb1"]
    assert product.texts("c:DOI") == ["10.5072/abcd1-efg23"]
    assert product.texts("c:URL") == ["https://example.org/records/abcd1-efg23"]
    assert product.texts("c:Name/@xml:lang") == ["en", "nl"]
    assert product.texts("c:Name/@trans") == ["h"]
    creators = "c:Creators/c:Creator"
    assert product.texts(f"{creators}/c:DisplayName") == ["Fair, Ray C.", "Carberry, Josiah"]
    assert product.texts(f"{creators}//c:ORCID") == ["https://orcid.org/0000-0002-1825-0097"]
    assert product.texts(f"{creators}/c:Affiliation//c:RORID") == ["https://ror.org/00cv9y106"]
    assert product.texts("c:Publishers//c:RORID") == ["https://ror.org/00cv9y106"]
    assert product.texts("c:Link[@type='HostingInstitution']//c:RORID") == [
        "https://ror.org/00cv9y106"
    ]
    assert product.texts("a:Access") == ["http://purl.org/coar/access_right/c_abf2"]
    assert product.texts("c:Dates/c:Issued/@startDate") == ["2026-05-10"]
    assert product.texts("c:Dates/c:Collected/@*") == ["1974", "1974"]


def test_projects_and_funders(profile: Xerces) -> None:
    project = "c:OriginatesFrom/c:Project"
    product = Product(profile, demo())
    assert product.texts(f"{project}/c:Identifier") == ["DEMO-0001"]
    assert product.texts(f"{project}/c:Funded/c:By/c:OrgUnit/c:RORID") == [
        "https://ror.org/03qtxy027"
    ]
    funding = f"{project}/c:Funded/c:As/c:Funding"
    assert product.texts(f"{funding}/*[local-name()='Type']")[0].endswith("#Grant")
    assert product.texts(f"{funding}/c:Funder/c:DisplayName") == ["Research Foundation - Flanders"]


@pytest.mark.parametrize(
    ("identifier", "scheme", "element", "text"),
    [
        ("grid.434261.6", "grid", "GRID", "grid.434261.6"),
        ("0000 0001 2069 7798", "isni", "ISNI", "0000 0001 2069 7798"),
        (
            "10.13039/501100003130",
            "doi",
            "FundRefID",
            "https://doi.org/10.13039/501100003130",
        ),
    ],
)
def test_funders_by_other_registries(
    profile: Xerces, identifier: str, scheme: str, element: str, text: str
) -> None:
    funder = {"name": "FWO", "identifiers": [{"scheme": scheme, "identifier": identifier}]}
    product = Product(profile, minimal(funding=[{"funder": funder}]))
    found = product.texts(f"c:OriginatesFrom/c:Funding/c:Funder/c:OrgUnit/c:{element}")
    assert found == [text], "a funder without a grant"


def test_a_grant_with_a_doi(profile: Xerces) -> None:
    award = {
        "number": "G0A1",
        "title": {"en": "A"},
        "identifiers": [{"scheme": "doi", "identifier": "10.5072/grant"}],
    }
    product = Product(profile, minimal(funding=[{"funder": {"name": "FWO"}, "award": award}]))
    assert product.texts("//c:Funding/c:GrantDOI") == ["10.5072/grant"]


@pytest.mark.parametrize(
    ("relation", "kind", "path", "code"),
    [
        ("issupplementto", "publication-article", "c:References/c:Publication", "c_6501"),
        ("issupplementto", None, "c:References/c:Publication", "c_18cf"),
        ("iscitedby", None, "c:Link[@type='IsCitedBy']/c:Publication", "c_18cf"),
        (
            "isreferencedby",
            "publication-dissertation",
            "c:Link[@type='IsReferencedBy']/c:Publication",
            "c_46ec",
        ),
        ("references", "dataset", "c:References/c:Product", "c_ddb1"),
        ("isderivedfrom", "dataset", "c:Link[@type='IsDerivedFrom']/c:Product", "c_ddb1"),
        ("ispartof", "dataset", "c:PartOf/c:Product", "c_ddb1"),
    ],
)
def test_related_outputs(
    profile: Xerces, relation: str, kind: str | None, path: str, code: str
) -> None:
    product = Product(profile, minimal(related_identifiers=[related(relation, kind)]))
    assert product.texts(f"{path}/c:DOI") == ["10.1086/260758"]
    assert product.texts(f"{path}/*[local-name()='Type']") == [COAR + code]


def test_versions_are_products_of_the_same_type_and_communities_are_no_outputs(
    profile: Xerces,
) -> None:
    product = Product(profile, minimal())
    concept = "c:Link[@type='IsVersionOf']/c:Product"
    assert product.texts(f"{concept}/c:DOI") == ["10.5072/paren-t0001"]
    assert product.texts(f"{concept}/t:Type") == [f"{COAR}c_ddb1"]
    assert product.texts("c:PartOf") == []


def test_an_embargo_has_a_last_day_and_a_first_open_one(profile: Xerces) -> None:
    embargo = {"active": True, "until": "2026-06-01", "reason": "Thesis"}
    access = {"record": "public", "files": "restricted", "embargo": embargo}
    product = Product(profile, {**minimal(), "access": access})
    assert product.texts("a:Access") == ["http://purl.org/coar/access_right/c_f1cf"]
    assert product.texts("a:Access/@endDate") == ["2026-05-31"]
    assert product.texts("c:Dates/c:Available/@startDate") == ["2026-06-01"]
    opened = Product(profile, minimal())
    assert opened.texts("a:Access/@endDate") == []


@pytest.mark.parametrize("kind", sorted(vocabulary(STOCK / "resource_types.yaml")))
def test_every_type_is_a_product(profile: Xerces, kind: str) -> None:
    assert len(Product(profile, minimal(resource_type={"id": kind})).texts("t:Type")) == 1


def test_every_type_of_an_output_is_in_one_list() -> None:
    assert set(PRODUCTS) & set(PUBLICATIONS) == set()
    assert set(PRODUCTS) | set(PUBLICATIONS) <= RESOURCE_TYPES


@pytest.mark.parametrize(
    ("given", "start", "end"),
    [
        ("2019-12/2020-01", ["2019-12"], ["2020-01"]),
        ("2020", ["2020"], ["2020"]),
        ("2020/", ["2020"], []),
        ("-0044", ["-0044"], ["-0044"]),
        ("0000", [], []),
        ("2026-05-01T10:00Z", ["2026-05-01"], ["2026-05-01"]),
    ],
)
def test_periods(profile: Xerces, given: str, start: list[str], end: list[str]) -> None:
    dates = [{"date": given, "type": {"id": "collected"}}]
    product = Product(profile, minimal(dates=dates))
    assert product.texts("c:Dates/c:Collected/@startDate") == start
    assert product.texts("c:Dates/c:Collected/@endDate") == end


def test_names_of_one_part_and_people_of_many_kinds(profile: Xerces) -> None:
    creators = [
        {"person_or_org": {"type": "personal", "family_name": "Suharto", "name": "Suharto"}},
        {"person_or_org": {"type": "organizational", "name": "Ghent University"}},
        {
            "person_or_org": {
                "type": "personal",
                "family_name": "王",
                "given_name": "小明",
                "name": "王, 小明",
                "identifiers": [
                    {"scheme": "isni", "identifier": "0000 0001 2069 7798"},
                    {"scheme": "orcid", "identifier": "0000-0002-1825-0098"},
                    {"scheme": "gnd", "identifier": "gnd:118604740"},
                ],
            }
        },
    ]
    product = Product(profile, minimal(creators=creators))
    assert product.texts("c:Creators//c:FamilyNames") == ["Suharto", "王"]
    assert product.texts("c:Creators/c:Creator/c:OrgUnit/c:Name") == ["Ghent University"]
    assert product.texts("c:Creators//c:ISNI") == ["0000 0001 2069 7798"]
    assert product.texts("c:Creators//c:Identifier[1]/@type") == ["https://orcid.org"]
    assert product.texts("c:Creators//c:ORCID") == [], "its check digit is wrong"


def test_three_thousand_creators(profile: Xerces) -> None:
    many = [
        {"person_or_org": {"type": "personal", "family_name": f"A{n}", "given_name": "B"}}
        for n in range(3000)
    ]
    product = Product(profile, minimal(creators=many))
    assert len(product.texts("c:Creators/c:Creator")) == 3000


def test_a_licence_with_an_address(profile: Xerces) -> None:
    product = Product(profile, minimal(rights=[{"id": "cc-by-4.0"}]))
    assert product.texts("c:License") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_nothing_without_a_name(profile: Xerces) -> None:
    least = {"access": {"record": "public"}, "metadata": {"creators": []}, "id": "x"}
    product = Product(profile, least, custodian="", custodian_ror="", contact="")
    assert product.texts("c:Creators") == product.texts("c:Publishers") == []
    assert etree.tostring(product.element).count(b":unav") == 1, "the title"
