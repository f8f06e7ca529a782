# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every argument and every error of OAI-PMH 2.0, sections 3.6 and 4."""

from typing import Any

import pytest

KNOWN = "oai:data.example.org:1"
RECORDS = "verb=ListRecords&metadataPrefix=oai_dc"
ONE = "verb=GetRecord&identifier="
GET = {"verb": "GetRecord", "metadataPrefix": "oai_dc"}
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


def attributes(root: Any) -> dict[str, str]:
    return dict(root.find("{*}request").attrib)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        # The thirteen bad requests of the validator behind openarchives.org, and its two more.
        ("junk=", "badVerb"),
        ("verb=junk", "badVerb"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        (f"{ONE}{KNOWN}", "badArgument"),
        (f'{ONE}invalid"id&metadataPrefix=oai_dc', "badArgument"),
        ("verb=ListIdentifiers&until=junk", "badArgument"),
        ("verb=ListIdentifiers&from=junk", "badArgument"),
        ("verb=ListIdentifiers&resumptionToken=junk&until=2000-02-05", "badArgument"),
        (f"{RECORDS}&from=junk", "badArgument"),
        ("verb=ListRecords&resumptionToken=junk", "badResumptionToken"),
        (f"{RECORDS}&resumptionToken=junk&until=1990-01-10", "badArgument"),
        (f"{RECORDS}&until=junk", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        (f"{RECORDS}&from=2002-02-05&until=2002-02-06T05:35:00Z", "badArgument"),
        (f"{RECORDS}&until=2001-01-01T00:00:00Z", "noRecordsMatch"),
        # Others.
        ("", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&metadataPrefix=oai_dc", "badArgument"),
        ("verb=Identify&resumptionToken=x", "badArgument"),
        ("verb=ListSets&set=custodian", "badArgument"),
        ("verb=ListSets&resumptionToken=", "badResumptionToken"),
        ("verb=ListMetadataFormats&identifier=oai:data.example.org:99", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:data.example.org:7", "noMetadataFormats"),
        ("verb=ListMetadataFormats&metadataPrefix=oai_dc", "badArgument"),
        (f"{ONE}oai:data.example.org:99&metadataPrefix=oai_dc", "idDoesNotExist"),
        (f"{ONE}oai:data.example.org:7&metadataPrefix=oai_dc", "cannotDisseminateFormat"),
        (f"{ONE}{KNOWN}&metadataPrefix=none", "cannotDisseminateFormat"),
        (f"{ONE}{KNOWN}&metadataPrefix=a b", "badArgument"),
        (f"{ONE}{KNOWN}&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        (f"{ONE}{KNOWN}\x01&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=none", "cannotDisseminateFormat"),
        (f"{RECORDS}&set=a b", "badArgument"),
        (f"{RECORDS}&set=", "badArgument"),
        (f"{RECORDS}&set=custodian:", "badArgument"),
        (f"{RECORDS}&set=custodian:none", "noRecordsMatch"),
        (f"{RECORDS}&from=2027-01-02&until=2027-01-01", "badArgument"),
        (f"{RECORDS}&from=2027-02-30", "badArgument"),
        (f"{RECORDS}&from=2027-01-01T24:00:00Z", "badArgument"),
        (f"{RECORDS}&from=2027-01-01T10:00:00", "badArgument"),
        (f"{RECORDS}&from=2027-01-01T10:00Z", "badArgument"),
        (f"{RECORDS}&from=2027-01-01T10:00:00.5Z", "badArgument"),
        (f"{RECORDS}&from=٢٠٢٧-01-01", "badArgument"),
        (f"{RECORDS}&from=0000-01-01", "badArgument"),
        (f"{RECORDS}&from=9999-12-31", "noRecordsMatch"),
        (f"{RECORDS}&until=0001-01-01", "noRecordsMatch"),
    ],
)  # fmt: skip
def test_errors(ask: Any, errors: Any, query: str, code: str) -> None:
    pairs = [part.split("=", 1) for part in query.split("&")] if query else []
    root = ask(*(tuple(pair) for pair in pairs))
    assert set(errors(root)) == {code}
    repeated = attributes(root)
    if code in ("badVerb", "badArgument"):
        assert repeated == {}
    else:
        assert repeated == dict(pairs)


def test_several_errors_at_once(ask: Any, errors: Any) -> None:
    root = ask(verb="ListRecords", from_="x", until="y", set="a b", colour="red")
    assert errors(root) == ["badArgument"] * 5
    both = ask(**{**GET, "metadataPrefix": "none"}, identifier="oai:data.example.org:99")
    assert errors(both) == ["cannotDisseminateFormat", "idDoesNotExist"]


def test_a_repository_without_sets(ask: Any, errors: Any, shelf: Any) -> None:
    shelf.defined = []
    assert errors(ask(verb="ListSets")) == ["noSetHierarchy"]
    assert errors(ask(**LIST, set="custodian")) == ["noSetHierarchy"]


def test_an_identifier_may_be_any_uri(ask: Any, errors: Any) -> None:
    for identifier in ("urn:x:1", "https://example.org/a?b=c", "oai:a:b%20c", "hdl:1/2;(3)!~*'"):
        root = ask(**GET, identifier=identifier)
        assert errors(root) == ["idDoesNotExist"]
        assert attributes(root)["identifier"] == identifier
    for wrong in ("nothing", "oai:a:b c", "oai:%zz", "oai:[", "oai:#", "http://[::", "oai:é"):
        assert errors(ask(**GET, identifier=wrong)) == ["badArgument"]


def test_granularities(ask: Any, shelf: Any) -> None:
    """``until`` includes its second and its day; ``from`` begins with them."""

    def found(**arguments: str) -> list[int]:
        root = ask(verb="ListIdentifiers", metadataPrefix="oai_dc", **arguments)
        return [int(one.text.rpartition(":")[2]) for one in root.iterfind(".//{*}identifier")]

    stamp = ask(**GET, identifier=KNOWN).findtext(".//{*}datestamp")
    assert stamp == "2026-12-27T08:00:00Z"
    assert found(from_=stamp, until=stamp) == [1]
    assert found(from_="2026-12-27", until="2026-12-27") == [1]
    assert found(until="2026-12-27T07:59:59Z") == [0]
    assert found(from_="2026-12-27T08:00:01Z", until="2026-12-28T08:00:00Z") == [2]
    assert found(from_="2027-01-05") == [10, 11]


def test_post_and_get_are_the_same_to_the_core(ask: Any) -> None:
    """Pairs are pairs; a repeated argument in query and form is a repeated argument."""
    root = ask(("verb", "Identify"))
    assert root.find("{*}Identify") is not None
