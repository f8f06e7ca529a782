# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Licences and the access level, which is said in two encodings that agree."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from lxml import etree

from hoeder.crosswalks.access import COAR, EMBARGOED, EU_REPO, METADATA_ONLY, OPEN, RESTRICTED
from hoeder.crosswalks.datacite import to_json
from hoeder.crosswalks.datacite_people import full
from records import TODAY, context, minimal

Json = dict[str, Any]
Accepted = Callable[[Json], etree._Element]

PUBLIC = {"record": "public", "files": "public"}
CLOSED = {"record": "public", "files": "restricted"}


def told(access: Json, files: bool = True, **metadata: Any) -> Json:
    entries = {"a.csv": {"size": 1}} if files else {}
    record = {**minimal(**metadata), "access": access}
    return to_json({**record, "files": {"enabled": files, "entries": entries}}, context())


def embargo(days: int, active: bool = True) -> Json:
    until = (TODAY + timedelta(days=days)).isoformat()
    return {**CLOSED, "embargo": {"active": active, "until": until, "reason": "Thesis"}}


def available(metadata: Json) -> list[str]:
    return [each["date"] for each in metadata["dates"] if each["dateType"] == "Available"]


@pytest.mark.parametrize(
    ("access", "files", "level", "end"),
    [
        (PUBLIC, True, OPEN, []),
        (PUBLIC, False, METADATA_ONLY, []),
        (CLOSED, True, RESTRICTED, []),
        (CLOSED, False, METADATA_ONLY, []),
        ({"record": "public"}, True, RESTRICTED, []),
        (embargo(1), True, EMBARGOED, ["2026-05-11"]),
        (embargo(365), True, EMBARGOED, ["2027-05-10"]),
        # It ends at the beginning of that day; the files are closed until the job has run.
        (embargo(0), True, RESTRICTED, []),
        (embargo(-1), True, RESTRICTED, []),
        ({**embargo(-1, active=False), "files": "public"}, True, OPEN, []),
        (embargo(9, active=False), True, RESTRICTED, []),
        ({**CLOSED, "embargo": None}, True, RESTRICTED, []),
    ],
)
def test_every_encoding_says_the_same(
    accepted: Accepted, access: Json, files: bool, level: Any, end: list[str]
) -> None:
    metadata = told(access, files)
    accepted(metadata)
    addresses = [right.get("rightsUri", "") for right in metadata["rightsList"]]
    assert [each for each in addresses if each.startswith("info:eu-repo/")] == [level.eu_repo_uri]
    assert [each for each in addresses if each.startswith(COAR)] == [level.coar_uri]
    assert available(metadata) == end


def test_codes_of_the_levels() -> None:
    assert {level.eu_repo_uri: level.coar_uri for level in (OPEN, EMBARGOED)} == {
        "info:eu-repo/semantics/openAccess": "http://purl.org/coar/access_right/c_abf2",
        "info:eu-repo/semantics/embargoedAccess": "http://purl.org/coar/access_right/c_f1cf",
    }
    assert {level.eu_repo_uri: level.coar_uri for level in (RESTRICTED, METADATA_ONLY)} == {
        "info:eu-repo/semantics/restrictedAccess": "http://purl.org/coar/access_right/c_16ec",
        "info:eu-repo/semantics/closedAccess": "http://purl.org/coar/access_right/c_14cb",
    }


def test_end_of_the_embargo_is_the_first_date_of_its_type() -> None:
    dates = [{"date": "2020", "type": {"id": "available"}}]
    assert available(told(embargo(1), dates=dates)) == ["2026-05-11", "2020"]


@pytest.mark.parametrize(
    "identifier",
    [
        "cc0-1.0",
        "cc-by-4.0",
        "cc-by-sa-4.0",
        "cc-by-nc-4.0",
        "cc-by-nd-4.0",
        "cc-by-nc-nd-4.0",
        "cc-by-nc-sa-4.0",
    ],
)
def test_licences_that_bibliographies_know(accepted: Accepted, identifier: str) -> None:
    metadata = told(PUBLIC, rights=[{"id": identifier}])
    accepted(metadata)
    licence = metadata["rightsList"][0]
    assert licence["rightsIdentifier"] == identifier
    assert licence["rightsIdentifierScheme"] == "SPDX"
    assert licence["schemeUri"] == "https://spdx.org/licenses/"
    assert licence["rightsUri"].startswith("https://creativecommons.org/")
    assert licence["rights"].startswith("Creative Commons")


def test_terms_of_the_depositors_own(accepted: Accepted) -> None:
    own = {
        "title": {"nl": "Alleen voor onderzoek"},
        "description": {"nl": "<p>Vraag het aan.</p>"},
        "link": "https://example.org/a b",
    }
    metadata = told(PUBLIC, rights=[own])
    accepted(metadata)
    assert metadata["rightsList"][0] == {
        "rights": "Alleen voor onderzoek: Vraag het aan.",
        "rightsUri": "https://example.org/a%20b",
        "lang": "nl",
    }


def test_no_licence_leaves_the_access_level(accepted: Accepted) -> None:
    metadata = told(PUBLIC)
    accepted(metadata)
    assert len(metadata["rightsList"]) == 2


def test_copyright_is_told_without_a_claim_of_ours(accepted: Accepted) -> None:
    metadata = told(PUBLIC, copyright="<p>© 2026 Lotte Peeters</p>")
    accepted(metadata)
    assert metadata["rightsList"][0] == {"rights": "© 2026 Lotte Peeters"}


def test_long_terms_fit_datacites_limit(accepted: Accepted) -> None:
    own = {"title": {"en": "Ours"}, "description": {"en": "word " * 1000}}
    metadata = told(PUBLIC, rights=[own], copyright="x" * 3000)
    accepted(metadata)
    texts = [right["rights"] for right in metadata["rightsList"]]
    assert [len(text) <= 2000 for text in texts] == [True] * 4
    assert texts[0].endswith("word…")
    assert texts[1].endswith("x…")


def test_a_link_cannot_claim_an_access_level() -> None:
    own = [{"title": {"en": "Ours"}, "link": f"{EU_REPO}closedAccess"}]
    claims = [
        right["rightsUri"]
        for right in told(PUBLIC, rights=own)["rightsList"]
        if right.get("rightsUri", "").startswith(EU_REPO)
    ]
    assert claims == [OPEN.eu_repo_uri]


def test_empty_fields_are_left_out() -> None:
    assert full(a="", b=None, c=[], d={}, e=0.0, f="x") == {"e": 0.0, "f": "x"}
