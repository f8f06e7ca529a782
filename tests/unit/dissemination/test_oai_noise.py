# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Whatever is asked, the answer is well-formed, valid, and never a failure of the server."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from hoeder.dissemination.oai.answer import Outlet

NAMES = ["verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"]
VERBS = [
    "Identify",
    "ListSets",
    "ListMetadataFormats",
    "GetRecord",
    "ListRecords",
    "ListIdentifiers",
]
DATES = [
    "2026-12-27",
    "2026-12-27T08:00:00Z",
    "2027-01-01T00:00:00Z",
    "2027-01-02",
    "0001-01-01",
    "9999-12-31T23:59:59Z",
    "2027-13-01",
    "junk",
]
anything = st.one_of(
    st.text(max_size=20), st.text(st.characters(codec=None), max_size=6), st.sampled_from(NAMES)
)
LIKELY = {
    "verb": st.sampled_from(VERBS),
    "identifier": st.sampled_from([f"oai:data.example.org:{n}" for n in (1, 3, 7, 99)])
    | st.text("oai:/%?#[]@!$&'()*+,;=\"<>\\^`{|}~é \x00aA09", max_size=12),
    "metadataPrefix": st.sampled_from(["oai_dc", "other", "none", "a b"]),
    "from": st.sampled_from(DATES),
    "until": st.sampled_from(DATES),
    "set": st.sampled_from(["custodian", "custodian:a", "openaire_data", "nothing", "a:", ":"]),
    "resumptionToken": st.sampled_from(["", "junk", "GOOD", "GOOD changed"]),
}
pairs = st.lists(
    st.one_of(
        *(st.tuples(st.just(name), value) for name, value in LIKELY.items()),
        st.tuples(st.sampled_from(NAMES), anything),
        st.tuples(anything, anything),
    ),
    max_size=6,
)
with_verb = st.tuples(st.sampled_from(VERBS), pairs).map(
    lambda both: [("verb", both[0]), *(pair for pair in both[1] if pair[0] != "verb")]
)
sensible = st.tuples(
    st.sampled_from(["ListRecords", "ListIdentifiers"]),
    st.fixed_dictionaries(
        {"metadataPrefix": st.just("oai_dc")},
        optional={name: LIKELY[name] for name in ("from", "until", "set")},
    ),
).map(lambda both: [("verb", both[0]), *both[1].items()])


@pytest.fixture
def good(ask: Any) -> str:
    return ask(verb="ListRecords", metadataPrefix="oai_dc").findtext(".//{*}resumptionToken")


@settings(
    max_examples=1_500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(asked=st.one_of(pairs, with_verb, sensible), encoding=st.sampled_from(["", "gzip;q=0"]))
def test_noise(
    outlet: Outlet, schema: etree.XMLSchema, good: str, asked: Any, encoding: str
) -> None:
    asked = [
        (name, value.replace("GOOD", good) if name == "resumptionToken" else value)
        for name, value in asked
    ]
    answer = outlet.answer(asked, encoding)
    assert answer.status == 200
    root = etree.fromstring(answer.body)
    schema.assertValid(root)
    codes = {one.get("code") for one in root.iterfind("{*}error")}
    repeated = root.find("{*}request").attrib
    if codes & {"badVerb", "badArgument"}:
        assert not repeated
    else:
        assert dict(repeated) == dict(asked)
