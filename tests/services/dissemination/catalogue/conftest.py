# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The instance's own catalogue over HTTP, and records of each sort in it."""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from flask import Flask
from invenio_access.permissions import system_identity
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service

from deposits import publish
from files import CLEAN, draft_with, screened
from hoeder.dissemination.catalogue.stock import Stock
from hoeder.operations.demo.fair import read_survey
from hoeder.operations.demo.metadata import fair_draft
from statements import complete_statement

SLUG = "ugent-demo"
THEME = "http://publications.europa.eu/resource/authority/data-theme/SOCI"


@pytest.fixture(autouse=True)
def _clean_session(app: Flask) -> Iterator[None]:
    """No test sees another's open transaction."""
    yield
    db.session.rollback()
    db.session.expire_all()


@pytest.fixture(autouse=True)
def _empty() -> None:
    """The instance's database is nobody's to empty."""


@dataclass(frozen=True)
class Site:
    """The instance as a program without cookies meets it."""

    base: str
    sent: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, method: str = "GET", **headers: str) -> requests.Response:
        given = {name.replace("_", "-"): text for name, text in headers.items()}
        address = path if path.startswith("http") else self.base + path
        return requests.request(method, address, headers=given, timeout=60, allow_redirects=False)


@pytest.fixture(scope="session")
def site(running_instance: Any) -> Site:
    return Site(running_instance.base_url)


@dataclass(frozen=True)
class Made:
    """A published record, and a word that only what is hidden in it has."""

    id: str
    canary: str


def data(**metadata: Any) -> dict[str, Any]:
    """A draft that says what the catalogue has places for."""
    person = {"type": "personal", "given_name": "Lotte", "family_name": "Peeters"}
    person["identifiers"] = [{"scheme": "orcid", "identifier": "0000-0002-1825-0097"}]  # type: ignore[assignment]
    return {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": False},
        "metadata": {
            "resource_type": {"id": "dataset"},
            "title": 'A table </script><script>alert(1)</script> & "more" @prefix <http://x>',
            "publication_date": "2026-01-31",
            "publisher": "Ghent University (demonstration)",
            "creators": [{"person_or_org": person, "affiliations": [{"id": "00cv9y106"}]}],
            "description": "<p>Colours and weights.</p>",
            "additional_titles": [
                {"title": "Een tabel", "type": {"id": "translated-title"}, "lang": {"id": "nld"}}
            ],
            "languages": [{"id": "eng"}],
            "subjects": [{"id": THEME}, {"subject": "colour"}],
            "dates": [{"date": "2024", "type": {"id": "coverage"}}],
            "rights": [{"id": "cc-by-4.0"}],
            "version": "1.0",
            **metadata,
        },
        "custom_fields": {"hoeder:anonymisation": complete_statement()},
    }


def with_file(draft: dict[str, Any], name: str, asked: bool = False) -> str:
    """Publish a record with a file; ``asked``: users may ask for it."""
    number = draft_with(draft, {name: CLEAN + name.encode()})
    if asked:
        found = current_rdm_records_service.draft_cls.pid.resolve(number, registered_only=False)
        found.parent.access.settings.allow_user_requests = True
        found.parent.commit()
        db.session.commit()
    screened(number)
    return str(current_rdm_records_service.publish(system_identity, number).id)


@pytest.fixture(scope="module")
def records(app: Flask) -> dict[str, Made]:
    """One of each sort; "demo" fills every field that an outlet can carry."""
    made = {}
    survey, today = read_survey(), datetime.now(UTC).date()
    demo = fair_draft(survey, "Ghent University (demonstration)", today, complete_statement())
    made["demo"] = Made(with_file(demo, "demo.csv"), f"canary{uuid.uuid4().hex}")
    for name in ("open", "safeguarded", "controlled", "embargoed", "metadata only", "restricted"):
        canary, draft = f"canary{uuid.uuid4().hex[:20]}", data()
        if name == "metadata only":
            draft["internal_notes"] = [{"note": canary}]
            made[name] = Made(publish(draft), canary)
            continue
        if name == "restricted":
            draft["access"] = {"record": "restricted", "files": "restricted"}
            draft["metadata"]["title"] = canary
            made[name] = Made(publish(draft), canary)
            continue
        if name != "open":
            draft["access"]["files"] = "restricted"
        if name == "embargoed":
            until = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()
            draft["access"]["embargo"] = {"active": True, "until": until, "reason": canary}
        file = "table.csv" if name == "open" else f"{canary}.csv"
        made[name] = Made(with_file(draft, file, asked=name == "safeguarded"), canary)
    return made


@pytest.fixture
def settled(app: Flask) -> Callable[[], None]:
    """Wait until the seconds of all changes are over, and nothing changes any more."""

    def wait(seconds: float = 60) -> None:
        stock, spec = app.extensions.get("hoeder-catalogue"), f"custodian:{SLUG}"
        reader = stock.stock if stock else Stock(db.engine, lambda prefix, ids: {})
        end, last = time.monotonic() + seconds, None
        while True:
            state = reader.state(spec)
            if state.settled and state == last:
                return
            last = state
            assert time.monotonic() < end, state
            time.sleep(3)

    return wait
