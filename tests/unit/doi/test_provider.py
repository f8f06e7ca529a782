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

    def __init__(self, *communities: Any, access: str = "public", name: str = "abcd") -> None:
        super().__init__(access={"record": access}, metadata={"publisher": "Ghent University"})
        self.id = uuid.uuid4()
        self.pid = SimpleNamespace(pid_value=name)
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


def test_nothing_is_claimed_and_nothing_is_sent(
    provider: CustodianDOIProvider, datacite: Any
) -> None:
    """InvenioRDM's own task may still call these, when an embargo is lifted."""
    record = Record(UGENT)
    pid = reserved(provider, record)
    assert not provider.register(pid, record, url=LANDING_PAGE)
    assert not provider.update(pid, record, url=LANDING_PAGE)
    provider.restore(pid, record=record)
    assert pid.status == PIDStatus.RESERVED
    assert datacite.get(pid.pid_value) is None


def test_a_tombstone_keeps_its_doi_and_a_draft_gives_its_name_back(
    provider: CustodianDOIProvider,
) -> None:
    pid = reserved(provider, Record(UGENT))
    assert provider.delete(pid, soft_delete=True)
    assert pid.status == PIDStatus.RESERVED
    new = provider.create(Record(UGENT, name="efgh"))
    assert provider.delete(new)
    assert PersistentIdentifier.query.filter_by(pid_value=new.pid_value).count() == 0


@pytest.mark.parametrize(
    ("identifier", "passes"), [("10.9999/a", True), ("10.50721/a", True), ("10.5555/a", False)]
)
def test_external_dois_are_those_of_others(app: Flask, identifier: str, passes: bool) -> None:
    external = ExternalPIDProvider("external", "doi", validators=[no_custodians_prefix])
    success, errors = external.validate(Record(UGENT), identifier, "external")
    assert success == passes
    assert passes or "registered here" in told(errors)["pids.doi"]
