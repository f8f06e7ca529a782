# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The provider: names, rules, and registration with the right account."""

import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from invenio_pidstore.models import PersistentIdentifier, PIDStatus
from invenio_rdm_records.services.pids.providers import ExternalPIDProvider
from marshmallow import ValidationError
from sqlalchemy.exc import NoResultFound

from hoeder.doi.provider import CustodianDOIProvider, no_custodians_prefix

UGENT, UHASSELT = SimpleNamespace(slug="ugent-demo"), SimpleNamespace(slug="uhasselt-demo")
LANDING_PAGE = "https://example.org/records/abcd"


class Communities(list[Any]):
    """The communities of a record, the first one the default."""

    @property
    def default(self) -> Any:
        return self[0] if self else None


class Record(dict[str, Any]):
    """What a provider looks at in a record or draft."""

    def __init__(self, *communities: Any, access: str = "public") -> None:
        super().__init__(access={"record": access}, metadata={"publisher": "Ghent University"})
        self.id = uuid.uuid4()
        self.pid = SimpleNamespace(pid_value="abcd")
        self.parent = SimpleNamespace(communities=Communities(communities), review=None)


@pytest.fixture
def provider(app: Flask, metadata: dict[str, Any]) -> CustodianDOIProvider:
    serializer = SimpleNamespace(dump_obj=lambda record: dict(metadata))
    return CustodianDOIProvider("datacite", serializer=serializer)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> dict[Any, str]:
    """DOIs by the record that is published with them; "" while it is being published."""
    dois: dict[Any, str] = {}

    def get_record(id_: Any) -> Any:
        if id_ not in dois:
            raise NoResultFound
        return {"pids": {"doi": {"identifier": dois[id_]}}} if dois[id_] else {}

    service = SimpleNamespace(record_cls=SimpleNamespace(get_record=get_record))
    monkeypatch.setattr("hoeder.doi.provider.current_rdm_records_service", service)
    return dois


def told(errors: list[dict[str, Any]]) -> dict[str, str]:
    return {error["field"]: " ".join(map(str, error["messages"])) for error in errors}


@pytest.mark.parametrize(
    ("community", "doi"), [(UGENT, "10.5072/abcd"), (UHASSELT, "10.5555/abcd")]
)
def test_a_new_doi_has_its_custodians_prefix(
    provider: CustodianDOIProvider, community: Any, doi: str
) -> None:
    assert provider.generate_id(Record(community)) == doi


def test_a_prefix_that_somebody_asks_for_is_not_used(provider: CustodianDOIProvider) -> None:
    assert provider.generate_id(Record(UGENT), prefix="10.5555") == "10.5072/abcd"


def test_without_a_custodian_no_doi_is_reserved(provider: CustodianDOIProvider) -> None:
    with pytest.raises(ValidationError) as error:
        provider.create(Record())
    assert "no DOI was reserved" in str(error.value.normalized_messages()["pids.doi"][0])
    assert PersistentIdentifier.query.count() == 0
    assert provider.client.generate_doi(Record()) == ""


def test_a_reserved_doi_of_another_custodian_is_refused(
    provider: CustodianDOIProvider, published: dict[Any, str]
) -> None:
    success, errors = provider.validate(Record(UHASSELT), "10.5072/abcd", "datacite")
    assert not success
    assert "Hasselt University (demonstration)" in told(errors)["pids.doi"]
    assert "10.5555" in told(errors)["pids.doi"]


def test_a_reserved_doi_without_a_custodian_is_refused(
    provider: CustodianDOIProvider, published: dict[Any, str]
) -> None:
    assert (
        "none yet" in told(provider.validate(Record(), "10.5072/abcd", "datacite")[1])["pids.doi"]
    )


@pytest.mark.parametrize("identifier", ["10.9999/abcd", "10.5072", "nonsense", "10.50721/a"])
def test_a_doi_that_no_custodian_can_register_is_refused(
    provider: CustodianDOIProvider, published: dict[Any, str], identifier: str
) -> None:
    success, errors = provider.validate(Record(UGENT), identifier, "datacite")
    assert not success
    assert list(told(errors)) == ["pids.doi"]


def test_the_first_publication_is_no_exception(
    provider: CustodianDOIProvider, published: dict[Any, str]
) -> None:
    record = Record(UHASSELT)
    published[record.id] = ""
    assert not provider.validate(record, "10.5072/abcd", "datacite")[0]


def test_the_right_doi_passes(provider: CustodianDOIProvider, published: dict[Any, str]) -> None:
    assert provider.validate(Record(UGENT), "10.5072/abcd", "datacite") == (True, [])
    assert provider.validate(Record(UGENT)) == (True, [])


def test_a_published_doi_stays_valid_when_the_custodian_changes(
    provider: CustodianDOIProvider, published: dict[Any, str]
) -> None:
    record = Record(UHASSELT)
    published[record.id] = "10.5072/abcd"
    assert provider.validate(record, "10.5072/abcd", "datacite") == (True, [])


def reserved(provider: CustodianDOIProvider, record: Record) -> PersistentIdentifier:
    pid = provider.create(record)
    provider.reserve(pid)
    return pid


@pytest.mark.parametrize("community", [UGENT, UHASSELT])
def test_registers_with_the_account_of_the_prefix(
    provider: CustodianDOIProvider, datacite: Any, community: Any
) -> None:
    record = Record(community)
    pid = reserved(provider, record)
    # The record may have moved meanwhile: the account follows the DOI.
    record.parent.communities = Communities([UHASSELT if community is UGENT else UGENT])
    assert provider.register(pid, record)
    assert pid.status == PIDStatus.REGISTERED
    attributes = datacite.get(pid.pid_value)
    assert (attributes["state"], attributes["url"]) == ("findable", LANDING_PAGE)


@pytest.mark.parametrize(
    "rule",
    [{"kind": "status", "status": 503}, {"kind": "status", "status": 422}, {"kind": "cut"}],
)
def test_a_doi_that_datacite_did_not_take_is_not_called_registered(
    provider: CustodianDOIProvider, datacite: Any, rule: dict[str, Any]
) -> None:
    record = Record(UGENT)
    pid = reserved(provider, record)
    datacite.fail(**rule, methods=["PUT"], count=1)
    assert not provider.register(pid, record)
    assert pid.status == PIDStatus.RESERVED
    assert provider.register(pid, record)
    assert pid.status == PIDStatus.REGISTERED


def test_an_account_without_a_password_registers_nothing(
    provider: CustodianDOIProvider, app: Flask, datacite: Any, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["HOEDER_DATACITE_PASSWORDS"] = {}
    record = Record(UGENT)
    pid = reserved(provider, record)
    assert not provider.register(pid, record)
    assert "no password for HOEDER.UGENT" in caplog.text


def test_restricted_metadata_are_not_given_away(
    provider: CustodianDOIProvider, datacite: Any
) -> None:
    record = Record(UGENT, access="restricted")
    pid = reserved(provider, record)
    assert not provider.register(pid, record)
    assert datacite.get(pid.pid_value) is None


def test_what_becomes_restricted_is_hidden(provider: CustodianDOIProvider, datacite: Any) -> None:
    record = Record(UGENT)
    pid = reserved(provider, record)
    provider.register(pid, record)
    record["access"]["record"] = "restricted"
    assert provider.update(pid, record)
    assert datacite.get(pid.pid_value)["state"] == "registered"
    record["access"]["record"] = "public"
    assert provider.update(pid, record)
    assert datacite.get(pid.pid_value)["state"] == "findable"


def test_data_are_taken_down_with_datacite_out_of_reach(
    provider: CustodianDOIProvider, datacite: Any
) -> None:
    record = Record(UGENT)
    pid = reserved(provider, record)
    provider.register(pid, record)
    datacite.fail(kind="cut", methods=["PUT"])
    assert not provider.delete(pid, soft_delete=True)
    assert not provider.update(pid, record)


@pytest.mark.parametrize(
    ("identifier", "passes"), [("10.9999/a", True), ("10.50721/a", True), ("10.5555/a", False)]
)
def test_external_dois_are_those_of_others(app: Flask, identifier: str, passes: bool) -> None:
    external = ExternalPIDProvider("external", "doi", validators=[no_custodians_prefix])
    success, errors = external.validate(Record(UGENT), identifier, "external")
    assert success == passes
    assert passes or "registered here" in told(errors)["pids.doi"]
