# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The instance's own outlet over HTTP, and a harvester that keeps a copy."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service
from lxml import etree
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

from hoeder.dissemination.projection.models import RECORD
from hoeder.doi.ledger.models import Entry

OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}


@pytest.fixture(autouse=True)
def _clean_session(app: Flask) -> Iterator[None]:
    """No test sees another's open transaction."""
    yield
    db.session.rollback()
    db.session.expire_all()


@pytest.fixture(autouse=True)
def _empty() -> None:
    """The instance's database is nobody's to empty."""


@dataclass
class Copy:
    """A harvester that comes back with ``from`` = a ``responseDate``, and does as it is told.

    ``records``: by identifier what it was told last; ``told``: identifiers of the last harvest.
    """

    sickle: Sickle
    prefix: str = "oai_dc"
    spec: str | None = None
    since: str | None = None
    records: dict[str, Any] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def sync(self) -> "Copy":
        moment = self.sickle.harvest(verb="Identify").xml.findtext("o:responseDate", None, OAI)
        arguments = {"metadataPrefix": self.prefix, "set": self.spec, "from": self.since}
        try:
            given = {name: value for name, value in arguments.items() if value}
            found = list(self.sickle.ListRecords(**given))
        except NoRecordsMatch:
            found = []
        self.told = [one.header.identifier for one in found]
        self.records |= {one.header.identifier: one for one in found}
        self.since = moment
        return self

    def until(self, true: Callable[["Copy"], Any], seconds: float = 30) -> "Copy":
        """Harvest until something is so."""
        end = time.monotonic() + seconds
        while not true(self.sync()):
            assert time.monotonic() < end, {k: r.raw for k, r in self.records.items()}
            time.sleep(0.2)
        return self

    def alive(self, record: str) -> bool:
        found = self.records.get(oai(record))
        return found is not None and not found.deleted

    def deleted(self, record: str) -> bool:
        found = self.records.get(oai(record))
        return found is not None and found.deleted

    def stamp(self, record: str) -> str:
        return str(self.records[oai(record)].header.datestamp)

    def sets(self, record: str) -> set[str]:
        return set(self.records[oai(record)].header.setSpecs)

    def title(self, record: str) -> str:
        return str(self.records[oai(record)].metadata["title"][0])


def oai(record: str) -> str:
    """The OAI identifier of a record."""
    from flask import current_app

    return f"oai:{current_app.config['OAISERVER_ID_PREFIX']}:{record}"


@pytest.fixture(scope="session")
def endpoint(running_instance: Any) -> str:
    return f"{running_instance.base_url}/oai2d"


@pytest.fixture
def sickle(endpoint: str) -> Sickle:
    return Sickle(endpoint, timeout=30)


@pytest.fixture
def copy_of(app: Flask, sickle: Sickle) -> Callable[..., Copy]:
    """A harvester's copy of everything, or of a set, that is up to date."""
    return lambda **options: Copy(sickle, **options).sync()


@pytest.fixture
def row() -> Callable[[str], Any]:
    """A record's row in the projection, or None."""

    def read(record: str) -> Any:
        db.session.rollback()
        query = sa.text(f"SELECT * FROM {RECORD} WHERE identifier = :identifier")
        return db.session.execute(query, {"identifier": oai(record)}).one_or_none()

    return read


@pytest.fixture
def settled(row: Any) -> Callable[..., None]:
    """Wait until DataCite has the records' DOIs and a copy was told of it: nothing more to come."""

    def is_registered(record: str) -> bool:
        query = sa.select(Entry.observed_state).where(Entry.object_uuid == row(record).id)
        return bool(db.session.execute(query).scalar_one_or_none() == "findable")

    def is_told(copy: Copy, record: str) -> bool:
        return copy.alive(record) and copy.stamp(record) == f"{row(record).stamp:%FT%TZ}"

    def wait(copy: Copy, *records: str) -> None:
        for record in records:
            copy.until(lambda copy: is_registered(record) and is_told(copy, record))  # noqa: B023

    return wait


@pytest.fixture
def formats(sickle: Sickle) -> list[str]:
    """Every format of the instance."""
    return [one.metadataPrefix for one in sickle.ListMetadataFormats()]


@pytest.fixture
def everything(sickle: Sickle, formats: list[str]) -> Callable[[], str]:
    """All that harvesters can get, in one text."""

    def read() -> str:
        answers = [
            sickle.harvest(verb="Identify"),
            *(sickle.harvest(verb="ListRecords", metadataPrefix=one) for one in formats),
            sickle.harvest(verb="ListSets"),
        ]
        for answer in answers:
            etree.fromstring(answer.raw.encode())
        assert not any("<resumptionToken>" in answer.raw for answer in answers)
        return "".join(answer.raw for answer in answers)

    return read


@pytest.fixture
def by_bare_sql() -> Callable[[str, Callable[[dict[str, Any]], None]], UUID]:
    """Change a record's JSON so that no listener is told of it; return its parent."""

    def run(record: str, how: Callable[[dict[str, Any]], None]) -> UUID:
        found = current_rdm_records_service.record_cls.pid.resolve(record)
        data = json.loads(json.dumps(found.model.json))
        how(data)
        db.session.rollback()
        db.session.execute(
            sa.text("UPDATE rdm_records_metadata SET json = CAST(:json AS jsonb) WHERE id = :id"),
            {"json": json.dumps(data), "id": str(found.id)},
        )
        db.session.commit()
        return found.parent.id

    return run
