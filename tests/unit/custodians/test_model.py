# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The custodians' file: what it says, and how it is told what is wrong with it."""

from pathlib import Path

import pytest

from hoeder.anonymisation.gate.policy import Tier
from hoeder.custodians.model import (
    Contact,
    Custodians,
    CustodiansError,
    DataCiteAccount,
    Steward,
    load,
)

SHIPPED = Path(__file__).parents[3] / "app_data" / "custodians.yaml"

ENTRY = """\
  - slug: one
    ror: https://ror.org/00cv9y106
    title: {en: One, nl: Eén}
    description: {en: The first, nl: De eerste}
    curation_policy: {en: Reviewed, nl: Beoordeeld}
    contact: {name: Desk, email: desk@example.org}
    data_protection: {name: Officer, email: dpo@example.org}
    datacite: {repository: MEMBER.ONE, prefix: 10.5072}
    stewards: [{email: owner@example.org, role: owner}]
"""
ONE = f"custodians:\n{ENTRY}"
OTHER = ENTRY.replace("slug: one", "slug: two").replace("MEMBER.ONE", "MEMBER.TWO")


def problems(text: str) -> list[str]:
    with pytest.raises(CustodiansError) as error:
        load(text)
    return str(error.value).splitlines()


def test_reads_everything() -> None:
    (one,) = load(ONE)
    assert (one.slug, one.ror) == ("one", "https://ror.org/00cv9y106")
    assert (one.title.nl, one.description.en) == ("Eén", "The first")
    assert one.contact == Contact("Desk", "desk@example.org")
    assert one.data_protection == Contact("Officer", "dpo@example.org")
    assert one.stewards == (Steward("owner@example.org", "owner"),)


def test_an_unquoted_prefix_becomes_no_number() -> None:
    (one,) = load(ONE.replace("10.5072", "10.50720"))
    assert one.datacite == DataCiteAccount("MEMBER.ONE", "10.50720")


def test_the_shipped_file_has_two_custodians_with_accounts_of_their_own() -> None:
    ugent, uhasselt = load(SHIPPED)
    assert (ugent.slug, uhasselt.slug) == ("ugent-demo", "uhasselt-demo")
    assert (ugent.datacite.prefix, uhasselt.datacite.prefix) == ("10.5072", "10.5555")
    assert ugent.datacite.repository != uhasselt.datacite.repository


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("00cv9y106", "00cv9y107", 3, 'ror is "https://ror.org/00cv9y107", which is no ROR'),
        ("10.5072", "10.123", 9, 'datacite.prefix is "10.123", which is no DOI prefix'),
        ("10.5072", "10.5072/x", 9, 'datacite.prefix is "10.5072/x"'),
        ("MEMBER.ONE", "member", 9, "which is no DataCite repository"),
        ("desk@example.org", "desk", 7, 'contact.email is "desk", which is no e-mail address'),
        ("slug: one", "slug: One!", 2, "no name of a community"),
        ("role: owner", "role: boss", 10, "Choose owner, manager, curator"),
        ("role: owner", "role: curator", 10, "stewards has no owner"),
        ("en: One,", "", 4, "title.en is missing. Add it."),
        ("title: {en: One, nl: Eén}", "title: One", 4, "title must have fields: en, nl."),
        ("{en: One", "{fr: Un, en: One", 4, "title.fr is not a field here"),
        ("nl: Eén", "nl:", 4, "title.nl must be a text"),
        ("slug: one", "slug: one\n    slug: one", 3, "slug is given twice"),
        ("[{email: owner@example.org, role: owner}]", "[]", 10, "stewards must be a list"),
        ("en: The first", "en: " + "x" * 251, 5, "too long: 250 characters"),
    ],
)
def test_names_line_entry_field_and_remedy(old: str, new: str, line: int, sentence: str) -> None:
    assert old in ONE
    found = problems(ONE.replace(old, new, 1))
    assert any(sentence in problem and f"line {line}," in problem for problem in found), found
    assert all(problem.endswith(".") for problem in found)


@pytest.mark.parametrize("field", ["contact", "data_protection", "datacite", "stewards", "ror"])
def test_misses_a_field(field: str) -> None:
    lines = [line for line in ONE.splitlines() if not line.strip().startswith(f"{field}:")]
    assert problems("\n".join(lines)) == [
        f"custodians, line 2, one: {field} is missing. Add it.",
    ]


def test_reports_all_problems_at_once() -> None:
    found = problems(ONE.replace("00cv9y106", "x").replace("10.5072", "10.1"))
    assert len(found) == 2


def test_refuses_a_slug_twice() -> None:
    (problem,) = problems(ONE + ENTRY)
    assert "line 11, one: slug is used twice" in problem


def test_refuses_a_prefix_of_two_repositories() -> None:
    (problem,) = problems(ONE + OTHER)
    assert "line 11, two: datacite.prefix is 10.5072, which one uses" in problem


def test_refuses_two_lists_of_domains_for_one_repository() -> None:
    second = OTHER.replace("MEMBER.TWO", "MEMBER.ONE").replace(
        "10.5072}", "10.5072, domains: [example.org]}"
    )
    (problem,) = problems(ONE + second)
    assert "datacite.domains differs" in problem


def test_two_custodians_may_share_an_account() -> None:
    one, two = load(ONE + OTHER.replace("MEMBER.TWO", "MEMBER.ONE"))
    assert one.datacite == two.datacite


@pytest.mark.parametrize("text", ["", "custodians: [", "- a\n", "custodians:\n- 1\n"])
def test_refuses_what_is_no_such_file(text: str) -> None:
    assert problems(text)


def test_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CustodiansError, match="HOEDER_CUSTODIANS_FILE"):
        load(tmp_path / "custodians.yaml")


def test_looks_up() -> None:
    custodians = Custodians(load(SHIPPED))
    ugent, uhasselt = custodians.all()
    assert custodians.by_slug("uhasselt-demo") is uhasselt
    assert custodians.by_slug("elsewhere") is custodians.by_slug(None) is None
    assert custodians.account_of("10.5072/abc") is ugent.datacite
    assert custodians.account_of("10.50721/abc") is None


def test_account_knows_where_its_dois_may_point() -> None:
    account = DataCiteAccount("A.B", "10.5072", ("data.example.org", "*.example.net"))
    assert account.allows("https://data.example.org:5000/records/1")
    assert account.allows("https://a.b.example.net")
    assert not account.allows("https://example.org")
    assert DataCiteAccount("A.B", "10.5072").allows("https://anywhere.example.org")


SCREENING = """\
    screening:
      smallest_group: {open: 10}
      numbers:
        - {name: student, pattern: 'r[0-9]{7}', header: [studentnummer], telling: true}
"""


def test_screening_is_asked_as_the_custodian_says_and_by_default_otherwise() -> None:
    (one,) = load(ONE + SCREENING)
    assert dict(one.screening.policy.k) == {
        Tier.OPEN: 10,
        Tier.SAFEGUARDED: 3,
        Tier.CONTROLLED: 1,
    }
    (number,) = one.screening.settings.numbers
    assert (number.name, number.header, number.telling) == ("student", ("studentnummer",), True)
    assert load(ONE)[0].screening.policy.k[Tier.OPEN] == 5


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("open: 10", "open: 0", 'screening.smallest_group.open is "0", which is no size'),
        ("open: 10", "public: 10", "screening.smallest_group.public is not a field here"),
        ("r[0-9]{7}", "(?=r)", "screening.numbers[1] cannot be used"),
        ("r[0-9]{7}", "r?", "matches an empty text"),
        ("name: student", "name: Student!", "screening.numbers[1] cannot be used"),
        ("telling: true", "telling: perhaps", "neither true nor false"),
        ("header: [studentnummer], ", "", "screening.numbers[1].header is missing"),
    ],
)
def test_screening_that_cannot_be_done_is_refused(old: str, new: str, sentence: str) -> None:
    assert old in SCREENING
    found = problems(ONE + SCREENING.replace(old, new, 1))
    assert any(sentence in problem for problem in found), found
