# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The pages as the web server makes them: who opens them, what they say, retrying from a form."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from lxml import html

from deposits import change, create, dois_of, publish
from hoeder.doi.ledger.models import Entry
from hoeder.operations.demo.client import login_fields
from visitors import Person

SITE, PANEL = "/dois", "/administration/dois"
REFUSES = {"rules": [{"kind": "refuse", "source": "creators", "title": "needs a family name"}]}


@pytest.fixture
def parked(ledger: Any, datacite: Any, complete_draft: dict[str, Any]) -> str:
    """A version's DOI of Ghent that DataCite refused."""
    version, _concept = dois_of(publish(complete_draft))
    datacite.faults(REFUSES)
    ledger.pump()
    datacite.clear_faults()
    return version


@pytest.mark.parametrize(
    ("who", "site", "panel"),
    [
        ("anonymous", 302, 403),
        ("researcher", 403, 403),
        ("steward", 200, 403),
        ("other_steward", 200, 403),
        ("administrator", 200, 200),
    ],
)
def test_who_opens_them(
    person: Callable[[str], Person], parked: str, who: str, site: int, panel: int
) -> None:
    visitor = person(who)
    assert (visitor.open(SITE).status_code, visitor.open(PANEL).status_code) == (site, panel)
    own = who in ("steward", "administrator")
    for path in (f"{SITE}?status=parked", f"{SITE}?format=csv", f"{SITE}?doi={parked}"):
        answer = visitor.open(path)
        assert (parked in answer.text and answer.status_code == 200) == own, path


def test_another_custodians_doi_is_as_if_it_did_not_exist(
    person: Callable[[str], Person], ledger: Any, parked: str, complete_draft: dict[str, Any]
) -> None:
    other = person("other_steward")
    token = own_token(other, ledger, complete_draft)
    for doi in (parked, "10.5072/nothing"):
        assert other.open(f"{SITE}?doi={doi}").status_code == 404
        assert other.press(SITE, doi=doi, csrf_token=token).status_code == 404
    assert ledger.entry(parked).status == "parked"


def own_token(hasselts: Person, ledger: Any, draft: dict[str, Any]) -> str:
    """What the forms of Hasselt's steward carry."""
    publish(draft, "uhasselt-demo")
    token = hasselts.token(f"{SITE}?status=pending")
    assert token
    return token


def test_the_list_says_why_and_what_to_do(person: Callable[[str], Person], parked: str) -> None:
    for who, path in (("steward", SITE), ("administrator", PANEL)):
        text = person(who).text(f"{path}?status=parked")
        assert f"{parked} Parked" in text
        assert "DataCite does not accept the metadata." in text
        assert "needs a family name" in text
        assert "Field Creators ( metadata.creators )" in text
        assert "2 Parked" in text, "how many there are"


def test_overdue_says_since_when(
    person: Callable[[str], Person], ledger: Any, complete_draft: dict[str, Any]
) -> None:
    version, _concept = dois_of(publish(complete_draft))
    since = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
    ledger.execute(sa.update(Entry).where(Entry.doi == version).values(wanted_at=since))
    text = person("steward").text(f"{SITE}?overdue=1")
    assert f"{version} Pending Overdue" in text
    assert "Overdue since 31 January 2026, 12:00" in text, "an hour later, in Brussels"
    assert "Nothing was answered yet." in text


def test_one_shows_its_attempts(person: Callable[[str], Person], ledger: Any, parked: str) -> None:
    text = person("steward").text(f"{SITE}?doi={parked}")
    assert "One request was made about it." in text
    assert "Register or update 422" in text
    assert "Account at DataCite HOEDER.UGENT" in text
    assert "Wanted Findable" in text


@pytest.mark.parametrize(("who", "path"), [("steward", SITE), ("administrator", PANEL)])
def test_retry_tells_what_happened(
    person: Callable[[str], Person], ledger: Any, datacite: Any, parked: str, who: str, path: str
) -> None:
    visitor = person(who)
    listed = f"{path}?status=parked"
    answer = visitor.press(listed, doi=parked, csrf_token=visitor.token(listed))
    assert (answer.status_code, answer.headers["Location"]) == (303, listed)
    assert ledger.entry(parked).status == "pending"
    assert f"{parked} is sent to DataCite again within seconds." in visitor.text(listed)
    ledger.pump()
    assert datacite.get(parked)
    assert f"{parked} Done DataCite has what is wanted." in visitor.text(f"{path}?doi={parked}")


@pytest.mark.parametrize("token", [{}, {"csrf_token": "forged"}])
def test_a_form_from_elsewhere_changes_nothing(
    person: Callable[[str], Person], ledger: Any, parked: str, token: dict[str, str]
) -> None:
    visitor = person("steward")
    assert visitor.press(SITE, doi=parked, **token).status_code == 303
    assert ledger.entry(parked).status == "parked"
    assert "Nothing was changed" in visitor.text(SITE)


def test_others_do_not_retry(person: Callable[[str], Person], ledger: Any, parked: str) -> None:
    for who, site in (("anonymous", 302), ("researcher", 403)):
        visitor = person(who)
        form = login_fields(person("anonymous").open("/login/").text) or {}
        token = form["csrf_token"] if who == "anonymous" else ""
        assert visitor.press(PANEL, doi=parked, csrf_token=token).status_code == 403
        assert visitor.press(SITE, doi=parked, csrf_token=token).status_code == site
    assert ledger.entry(parked).status == "parked"


def test_what_cannot_be_understood_is_refused(person: Callable[[str], Person]) -> None:
    assert person("administrator").open(f"{PANEL}?status=lost").status_code == 400


def test_the_menu_leads_stewards_there_and_nobody_else(person: Callable[[str], Person]) -> None:
    links = {
        who: html.document_fromstring(person(who).open("/").text).xpath("//a/@href")
        for who in ("anonymous", "researcher", "steward", "other_steward", "administrator")
    }
    assert {who for who, found in links.items() if SITE in found} == {
        "steward",
        "other_steward",
        "administrator",
    }


STATE = "//*[@id='hoeder-doi-state']"


def landing(visitor: Person, record: str) -> tuple[str, str, list[str]]:
    """What the page says of the DOIs, beside "Details", and the badges."""
    page = html.document_fromstring(visitor.open(f"/records/{record}").text)
    (state,) = page.xpath(STATE)
    (details,) = page.xpath("//*[@id='record-details']")
    badges = page.xpath("//*[@id='record-doi-badge']/@src")
    return " ".join(" ".join(state.itertext()).split()), details.text_content(), badges


def test_the_landing_page_tells_the_truth_in_each_moment(
    person: Callable[[str], Person], ledger: Any, complete_draft: dict[str, Any]
) -> None:
    visitor = person("anonymous")
    record = publish(complete_draft)
    version, concept = dois_of(record)
    told, details, badges = landing(visitor, record)
    assert f"This version {version} Being registered: the dataset is published" in told
    assert f"All versions together {concept} Being registered: the dataset is published" in told
    assert version in details and badges == []
    late = datetime.now(UTC) - timedelta(hours=2)
    ledger.execute(sa.update(Entry).where(Entry.doi == version).values(wanted_at=late))
    told, _details, _badges = landing(visitor, record)
    assert f"{version} Being registered: it takes longer than usual." in told
    ledger.pump()
    told, _details, badges = landing(visitor, record)
    assert f"{version} Registered: it leads to the page of the dataset" in told
    assert f"{concept} Registered: it leads to the latest version" in told
    assert len(badges) == 1


def test_a_restricted_record_does_not_promise_its_doi(
    person: Callable[[str], Person], ledger: Any, complete_draft: dict[str, Any]
) -> None:
    record = publish(complete_draft)
    change(record, lambda data: data["access"].update(record="restricted"))
    ledger.pump()
    told, _details, badges = landing(person("administrator"), record)
    assert "Not registered: the dataset is not public." in told
    assert badges == []


def test_a_doi_from_elsewhere_is_stock(
    person: Callable[[str], Person], ledger: Any, complete_draft: dict[str, Any]
) -> None:
    complete_draft["pids"] = {"doi": {"identifier": "10.1234/elsewhere", "provider": "external"}}
    name = f"10.1234/elsewhere-{datetime.now(UTC):%f}"
    complete_draft["pids"]["doi"]["identifier"] = name
    record = publish(complete_draft)
    page = html.document_fromstring(person("anonymous").open(f"/records/{record}").text)
    assert len(page.xpath("//*[@id='record-doi-badge']")) == 1
    assert not any(name in found.text_content() for found in page.xpath(STATE))


def test_the_deposit_form_brings_the_words(
    person: Callable[[str], Person], ledger: Any, researcher_client: Any, complete_draft: Any
) -> None:
    record = create(researcher_client, complete_draft, "ugent-demo")
    answer = researcher_client.post(f"/records/{record}/draft/pids/doi")
    doi = answer.json["pids"]["doi"]["identifier"]
    page = html.document_fromstring(person("researcher").open(f"/uploads/{record}").text)
    (told,) = page.xpath("//input[@name='hoeder-doi-states']/@value")
    assert doi in told and "Reserved: it will be registered" in told
