# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What answers say: records, sets, lists in pages, tokens, overload, compression."""

import gzip
import threading
from typing import Any

import pytest
from itsdangerous import URLSafeSerializer
from lxml import etree

from hoeder.dissemination.oai import tokens
from hoeder.dissemination.oai.answer import Outlet, takes_gzip
from hoeder.dissemination.projection.shelf import Busy

NOW = 1_800_000_000
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
BASE = "https://data.example.org/oai2d"


def text(root: Any, path: str) -> str:
    return root.findtext(f".//{{*}}{path}")


def numbers(root: Any) -> list[int]:
    found = root.iterfind(".//{*}header/{*}identifier")
    return [int(one.text.rpartition(":")[2]) for one in found]


def harvest(ask: Any, **arguments: str) -> tuple[list[int], list[Any]]:
    """All pages of a list: the records' numbers and the answers."""
    roots = [ask(**arguments)]
    while token := text(roots[-1], "resumptionToken"):
        roots.append(ask(verb=arguments["verb"], resumptionToken=token))
    return [number for root in roots for number in numbers(root)], roots


def test_identify(ask: Any, shelf: Any) -> None:
    root = ask(verb="Identify")
    assert text(root, "repositoryName") == "Hoeder & 'friends' <test>"
    assert text(root, "baseURL") == text(root, "request") == BASE
    assert text(root, "deletedRecord") == "persistent"
    assert text(root, "granularity") == "YYYY-MM-DDThh:mm:ssZ"
    assert text(root, "compression") == "gzip"
    assert text(root, "earliestDatestamp") == "2026-12-26T08:00:00Z"
    assert text(root, "responseDate") == "2027-01-15T08:00:00Z"
    assert len(root.findall(".//{*}adminEmail")) == 2
    assert text(root, "repositoryIdentifier") == "data.example.org"
    assert text(root, "friends/{*}baseURL") == "https://other.example.org/oai"
    shelf.rows = []
    assert text(ask(verb="Identify"), "earliestDatestamp") == "2027-01-15T08:00:00Z"


def test_every_answer_names_its_schema_and_no_stylesheet(outlet: Outlet) -> None:
    body = outlet.answer([("verb", "Identify")]).body.decode()
    assert body.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH '), (
        "browsers warn of answers with a stylesheet"
    )
    oai = "http://www.openarchives.org/OAI/2.0/"
    assert f'xsi:schemaLocation="{oai} {oai}OAI-PMH.xsd"' in body


def test_a_record_with_rights_and_provenance(ask: Any) -> None:
    root = ask(verb="GetRecord", identifier="oai:data.example.org:1", metadataPrefix="oai_dc")
    assert text(root, "title") == "Gœthals & 𝔘 1"
    assert [one.text for one in root.iterfind(".//{*}setSpec")] == ["custodian:b", "openaire_data"]
    reference = root.find(".//{*}rightsReference").get("ref")
    assert reference == "https://creativecommons.org/publicdomain/zero/1.0/"
    origin = root.find(".//{*}originDescription")
    assert origin.get("altered") == "false"
    assert [one.text for one in origin] == [
        BASE,
        "oai:data.example.org:1",
        "2026-12-27T08:00:00Z",
        "http://www.openarchives.org/OAI/2.0/oai_dc/",
    ]


def test_a_deleted_record_has_a_header_only(ask: Any) -> None:
    root = ask(verb="GetRecord", identifier="oai:data.example.org:3", metadataPrefix="oai_dc")
    assert root.find(".//{*}header").get("status") == "deleted"
    assert [one.text for one in root.iterfind(".//{*}setSpec")] == ["custodian:b", "openaire_data"]
    assert root.find(".//{*}metadata") is None and root.find(".//{*}about") is None


def test_formats(ask: Any) -> None:
    for arguments in ({}, {"identifier": "oai:data.example.org:3"}):
        root = ask(verb="ListMetadataFormats", **arguments)
        assert [one.text for one in root.iterfind(".//{*}metadataPrefix")] == ["oai_dc", "other"]


def test_sets_in_pages(ask: Any) -> None:
    root = ask(verb="ListSets")
    token = root.find(".//{*}resumptionToken")
    assert (token.get("cursor"), token.get("completeListSize")) == ("0", "4")
    assert text(root, "setName") == "Set <custodian>"
    assert text(root, "description") == "About custodian & more\ufffd"
    second = ask(verb="ListSets", resumptionToken=token.text)
    token = second.find(".//{*}resumptionToken")
    assert (token.get("cursor"), token.get("completeListSize"), token.text) == ("2", "4", None)
    specs = [one.text for page in (root, second) for one in page.iterfind(".//{*}setSpec")]
    assert specs == ["custodian", "custodian:a", "custodian:b", "openaire_data"]


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_a_list_to_its_end(ask: Any, verb: str, shelf: Any) -> None:
    """One deleted among them, the one that cannot be shown left out; no empty last page."""
    found, roots = harvest(ask, verb=verb, metadataPrefix="oai_dc")
    assert found == [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11]
    if verb == "ListIdentifiers":
        assert len(roots) == 1 and roots[0].find(".//{*}resumptionToken") is None
        return
    shown = [root.find(".//{*}resumptionToken") for root in roots]
    assert [one.get("cursor") for one in shown] == ["0", "3", "6", "9"]
    assert {one.get("completeListSize") for one in shown} == {"12"}
    assert shown[0].get("expirationDate") == "2027-01-22T08:00:00Z"
    assert shown[-1].text is None and shown[-1].get("expirationDate") is None
    shelf.rows = shelf.rows[:6]
    assert len(harvest(ask, **LIST)[1]) == 2


def test_lists_of_sets(ask: Any) -> None:
    found, roots = harvest(ask, **LIST, set="openaire_data")
    assert found == [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11]
    (left,) = [
        one
        for root in roots
        for one in root.iterfind(".//{*}header")
        if text(one, "identifier").endswith(":5")
    ]
    assert left.get("status") == "deleted" and text(left, "setSpec") == "openaire_data"
    assert harvest(ask, **LIST, set="custodian:a")[0] == [0, 2, 4, 6, 8, 10]
    assert 5 in harvest(ask, **LIST, set="custodian")[0]


def test_all_pages_bear_the_date_of_the_first(ask: Any, shelf: Any) -> None:
    root = ask(**LIST)
    shelf.now += 3600
    shelf.rows[11].stamp = shelf.now - 10
    found, roots = [], [root]
    while token := text(roots[-1], "resumptionToken"):
        roots.append(ask(verb="ListRecords", resumptionToken=token))
    found = [number for one in roots for number in numbers(one)]
    assert {text(one, "responseDate") for one in roots} == {"2027-01-15T08:00:00Z"}
    assert 11 not in found
    assert harvest(ask, **LIST, from_="2027-01-15T08:00:00Z")[0] == [11]


def test_what_is_stamped_beyond_the_horizon_waits(ask: Any, shelf: Any) -> None:
    shelf.rows[11].stamp = NOW
    assert 11 not in harvest(ask, **LIST)[0]
    assert 11 not in harvest(ask, **LIST, until="2999-01-01")[0]
    assert numbers(
        ask(verb="GetRecord", identifier="oai:data.example.org:11", metadataPrefix="oai_dc")
    ) == [11]


def test_a_list_whose_rest_moved_away_ends_well(ask: Any, shelf: Any, errors: Any) -> None:
    """The harvester gets its last record again, as it is now, instead of an error."""
    token = text(ask(**LIST), "resumptionToken")
    for row in shelf.rows[2:]:
        row.stamp = shelf.now + 5
    shelf.rows[2].deleted = True
    root = ask(verb="ListRecords", resumptionToken=token)
    assert numbers(root) == [2] and root.find(".//{*}header").get("status") == "deleted"
    assert root.find(".//{*}resumptionToken").text is None


def test_tokens_are_good_for_a_day_in_every_process(
    outlet: Outlet, shelf: Any, settings_of: Any
) -> None:
    def ask(outlet: Outlet, **arguments: str) -> Any:
        return etree.fromstring(outlet.answer(list(arguments.items())).body)

    token = text(ask(outlet, **LIST), "resumptionToken")
    again = {"verb": "ListRecords", "resumptionToken": token}
    for key, later, code in (
        (["the key"], 24 * 3600, None),
        (["older", "the key", "newer"], 24 * 3600, None),
        (["the key"], 7 * 24 * 3600 + 2, "badResumptionToken"),
        (["another key"], 0, "badResumptionToken"),
    ):
        other = Outlet(shelf, settings_of(keys=key), clock=lambda later=later: NOW + later)
        error = ask(other, **again).find("{*}error")
        assert (None if error is None else error.get("code")) == code
    assert "expired" in text(
        ask(Outlet(shelf, settings_of(), clock=lambda: NOW + 10**7), **again), "error"
    )
    gone = Outlet(shelf, settings_of(formats={}), clock=lambda: NOW)
    assert ask(gone, **again).find("{*}error").get("code") == "badResumptionToken"


def test_tokens_cannot_be_changed_or_used_for_something_else(ask: Any, errors: Any) -> None:
    token = text(ask(**LIST), "resumptionToken")
    assert errors(ask(verb="ListIdentifiers", resumptionToken=token)) == ["badResumptionToken"]
    assert errors(ask(verb="ListSets", resumptionToken=token)) == ["badResumptionToken"]
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        changed = token[:place] + other + token[place + 1 :]
        assert errors(ask(verb="ListRecords", resumptionToken=changed)) == ["badResumptionToken"]
    serializer = URLSafeSerializer(["the key"], salt="other")
    forged = serializer.dumps(["ListRecords", "oai_dc"])
    assert errors(ask(verb="ListRecords", resumptionToken=forged)) == ["badResumptionToken"]
    for extra in ({"metadataPrefix": "oai_dc"}, {"set": "custodian"}, {"from_": "2020-01-01"}):
        root = ask(verb="ListRecords", resumptionToken=token, **extra)
        assert errors(root) == ["badArgument"]
    assert tokens.read(token, ["the key"], "ListRecords", NOW).cursor == 3


def test_a_page_can_be_asked_for_again(ask: Any) -> None:
    token = text(ask(**LIST), "resumptionToken")
    again = [numbers(ask(verb="ListRecords", resumptionToken=token)) for _ in range(3)]
    assert again == [[3, 4, 5]] * 3


def test_overload_is_503_with_a_time_to_come_back(
    shelf: Any, settings_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    outlet = Outlet(shelf, settings_of(concurrent=1, patience=0.05, retry_seconds=7))
    entered, leave = threading.Event(), threading.Event()
    original = shelf.page

    def slow(*arguments: Any) -> Any:
        entered.set()
        assert leave.wait(10)
        return original(*arguments)

    monkeypatch.setattr(shelf, "page", slow)
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(outlet.answer(list(LIST.items()))))
    thread.start()
    assert entered.wait(10)
    refused = outlet.answer(list(LIST.items()))
    assert (refused.status, refused.headers["Retry-After"]) == (503, "7")
    assert outlet.answer([("verb", "Identify")]).status == 200
    leave.set()
    thread.join()
    assert answers[0].status == outlet.answer(list(LIST.items())).status == 200

    def busy() -> int:
        raise Busy(30)

    monkeypatch.setattr(shelf, "horizon", busy)
    answer = outlet.answer([("verb", "Identify")])
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")


def test_compression(outlet: Outlet) -> None:
    plain = outlet.answer(list(LIST.items()))
    packed = outlet.answer(list(LIST.items()), accept_encoding="br, gzip;q=0.8")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers and plain.headers["Vary"] == "Accept-Encoding"
    assert len(gzip.decompress(packed.body)) == len(plain.body) > len(packed.body)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip", True),
        ("GZIP", True),
        ("deflate,gzip;q=1.0,*;q=0.5", True),
        ("*", True),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0.000", False),
        ("xgzip", False),
        ("", False),
    ],
)
def test_who_takes_gzip(header: str, expected: bool) -> None:
    assert takes_gzip(header) is expected


def test_what_the_operator_is_told(ask: Any, shelf: Any) -> None:
    harvest(ask, **LIST, set="openaire_data", from_="2026-12-28")
    first, *_, last = shelf.notes
    assert (first.client, first.set, first.since) == ("192.0.2.1", "openaire_data", "2026-12-28")
    assert first.first and not first.last and last.last and not last.first
    assert (first.delivered, last.delivered, last.since) == (3, 9, "2026-12-28")
    shelf.notes.clear()
    ask(**LIST, from_="2999-01-01")
    ask(**LIST, set="no-set")
    ask(verb="ListRecords", metadataPrefix="none")
    ask(verb="ListRecords", resumptionToken="x")
    ask(verb="Identify")
    ask(verb="ListRecords")
    assert [(one.error, one.prefix, one.last) for one in shelf.notes] == [
        ("", "oai_dc", True),
        ("cannotDisseminateFormat", "", False),
        ("badResumptionToken", "", False),
    ]
