# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Why there is a ledger: stock InvenioRDM's own registration, with its own provider and task.

inveniosoftware/invenio-rdm-records issue 1117, open since 2022. When one of these tests fails,
upstream has mended it, and a part of the ledger may be let go.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from datacite import DataCiteRESTClient
from datacite.errors import HttpError
from flask import Flask
from invenio_db import db
from invenio_pidstore.models import PersistentIdentifier, PIDStatus
from invenio_rdm_records.services.pids.providers import DataCiteClient, DataCitePIDProvider
from invenio_rdm_records.services.pids.tasks import register_or_update_pid

from deposits import dois_of, publish
from hoeder.doi.ledger.accounts import settings
from hoeder.doi.metadata import DataCiteJSON


@pytest.fixture
def stock(app: Flask, ledger: Any) -> Iterator[DataCitePIDProvider]:
    """The records service with stock's provider for the DOI of a version."""
    url, password = settings("HOEDER.UGENT")
    client = DataCiteClient("datacite", config_overrides={"DATACITE_PREFIX": "10.5072"})
    # Stock leaves the timeout out; so that the test ends there is one here.
    client._api = DataCiteRESTClient("HOEDER.UGENT", password, "10.5072", url=url, timeout=5)
    provider = DataCitePIDProvider("datacite", client=client, serializer=DataCiteJSON())
    providers = app.config["RDM_PERSISTENT_IDENTIFIER_PROVIDERS"]
    app.config["RDM_PERSISTENT_IDENTIFIER_PROVIDERS"] = [provider, *providers[1:]]
    yield provider
    app.config["RDM_PERSISTENT_IDENTIFIER_PROVIDERS"] = providers


@pytest.fixture
def record(complete_draft: dict[str, Any], stock: DataCitePIDProvider) -> str:
    return publish(complete_draft)


def status(doi: str) -> PIDStatus:
    db.session.rollback()
    db.session.expire_all()
    return PersistentIdentifier.get("doi", doi).status


@pytest.mark.parametrize("code", [500, 503, 401, 403, 422, 429])
def test_stock_calls_a_doi_registered_that_datacite_refused_and_says_nothing(
    ledger: Any, datacite: Any, record: str, code: int
) -> None:
    doi, _ = dois_of(record)
    datacite.faults({"rules": [{"kind": "status", "status": code}]})
    register_or_update_pid(record, "doi")
    datacite.clear_faults()
    assert status(doi) == PIDStatus.REGISTERED
    assert datacite.get(doi) is None


def test_stock_registers_before_datacite_has_answered(
    stock: DataCitePIDProvider, record: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    doi, _ = dois_of(record)
    seen: list[PIDStatus] = []
    real = requests.post

    def post(*args: Any, **kwargs: Any) -> Any:
        seen.append(PersistentIdentifier.get("doi", doi).status)
        return real(*args, **kwargs)

    monkeypatch.setattr(requests, "post", post)
    register_or_update_pid(record, "doi")
    assert [str(found) for found in seen] == [str(PIDStatus.REGISTERED)]


def test_stock_loses_the_task_when_the_network_fails(datacite: Any, record: str) -> None:
    """The task dies of it, and nothing ever queues another."""
    doi, _ = dois_of(record)
    datacite.faults({"rules": [{"kind": "cut", "count": 1}]})
    with pytest.raises(HttpError):
        register_or_update_pid(record, "doi")
    assert not getattr(register_or_update_pid, "autoretry_for", ())
    assert status(doi) == PIDStatus.RESERVED
    assert datacite.get(doi) is None


def test_stock_waits_for_an_answer_for_ever() -> None:
    assert DataCiteClient("datacite").api.timeout is None


def test_stock_cannot_repeat_what_it_does_not_know_the_outcome_of(
    stock: DataCitePIDProvider, datacite: Any, record: str
) -> None:
    """DataCite has the DOI, the answer was cut: the second ``POST`` is refused, and swallowed."""
    doi, _ = dois_of(record)
    datacite.faults({"rules": [{"kind": "cut", "when": "after", "count": 1}]})
    with pytest.raises(HttpError):
        register_or_update_pid(record, "doi")
    assert datacite.get(doi)["state"] == "findable"
    pid = PersistentIdentifier.get("doi", doi)
    found = {"access": {"record": "public"}}
    metadata = {"titles": [{"title": "Newer"}]}
    stock.serializer = type("Newer", (), {"dump_obj": staticmethod(lambda record: metadata)})
    assert stock.register(pid, found, url="https://example.org/1") is False
    assert datacite.get(doi)["titles"][0]["title"] != "Newer"
