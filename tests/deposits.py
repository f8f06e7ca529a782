# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Records for tests: by the REST API as people do, and by the service as a script does."""

import time
from typing import Any

from invenio_access.permissions import system_identity
from invenio_communities.proxies import current_communities
from invenio_db import db
from invenio_pidstore.models import PersistentIdentifier, PIDStatus
from invenio_rdm_records.proxies import current_rdm_records_service

from statements import complete_statement

TOMBSTONE = {"removal_reason": {"id": "spam"}, "note": "", "is_visible": True}


def create(client: Any, draft: dict[str, Any], slug: str | None = None) -> str:
    """Create a draft, addressed to a custodian if one is named."""
    answer = client.post("/records", json=draft)
    assert answer.status_code == 201, answer.json
    record = str(answer.json["id"])
    if slug:
        address(client, record, slug)
    return record


def address(client: Any, record: str, slug: str) -> None:
    receiver = {"community": client.get(f"/communities/{slug}").json["id"]}
    review = {"type": "community-submission", "receiver": receiver}
    answer = client.put(f"/records/{record}/draft/review", json=review)
    assert answer.status_code == 200, answer.json


def accept(researcher: Any, steward: Any, record: str) -> Any:
    """Submit and accept; return the answer."""
    answer = researcher.post(f"/records/{record}/draft/actions/submit-review", json={})
    assert answer.status_code in (200, 202), answer.json
    return steward.post(f"/requests/{answer.json['id']}/actions/accept", json={})


def dois(client: Any, record: str) -> tuple[str, str]:
    """The DOI of a version, and that of all versions together."""
    published = client.get(f"/records/{record}").json
    return (
        published["pids"]["doi"]["identifier"],
        published["parent"]["pids"]["doi"]["identifier"],
    )


def status(doi: str, wanted: PIDStatus, seconds: float = 30) -> PIDStatus:
    """The status of an identifier, once the worker has made it what is wanted."""
    end = time.monotonic() + seconds
    while True:
        db.session.rollback()
        found: PIDStatus = PersistentIdentifier.get("doi", doi).status
        if found == wanted or time.monotonic() > end:
            return found
        time.sleep(0.2)


def draft_of(data: dict[str, Any], slug: str = "ugent-demo") -> str:
    """A draft in a custodian's community, as a script makes it."""
    service = current_rdm_records_service
    draft = service.create(system_identity, data)._record
    community = current_communities.service.record_cls.pid.resolve(slug)
    draft.parent.communities.add(community, default=True)
    draft.parent.commit()
    db.session.commit()
    return str(draft.pid.pid_value)


def plain_data() -> dict[str, Any]:
    """The least that is published: metadata and a complete statement."""
    person = {"type": "personal", "given_name": "L", "family_name": "P"}
    return {
        "access": {"record": "public", "files": "public"},
        "files": {"enabled": False},
        "metadata": {
            "resource_type": {"id": "dataset"},
            "title": "A table",
            "publication_date": "2026-01-31",
            "publisher": "Ghent University (demonstration)",
            "creators": [{"person_or_org": person}],
        },
        "custom_fields": {"hoeder:anonymisation": complete_statement()},
    }


def publish(data: dict[str, Any], slug: str = "ugent-demo") -> str:
    """Publish a record through the service; return its identifier."""
    record = draft_of(data, slug)
    current_rdm_records_service.publish(system_identity, record)
    return record


def edit(record: str, **metadata: Any) -> None:
    """Change a published record's metadata."""
    change(record, lambda data: data["metadata"].update(metadata))


def change(record: str, how: Any) -> None:
    """Edit a published record and publish it again."""
    service = current_rdm_records_service
    data = service.edit(system_identity, record).data
    how(data)
    service.update_draft(system_identity, record, data)
    service.publish(system_identity, record)


def dois_of(record: str) -> tuple[str, str]:
    """The DOI of a version, and that of all versions together, from the database."""
    found = current_rdm_records_service.record_cls.pid.resolve(record)
    return found.pids["doi"]["identifier"], found.parent.pids["doi"]["identifier"]


def restrict(data: dict[str, Any]) -> None:
    """For ``change``: metadata and files."""
    data["access"] = {"record": "restricted", "files": "restricted"}


def open_(data: dict[str, Any]) -> None:
    """For ``change``: metadata and files."""
    data["access"] = {"record": "public", "files": "public"}


def new_version(record: str, **metadata: Any) -> str:
    """Publish a new version; return its identifier."""
    service = current_rdm_records_service
    draft = service.new_version(system_identity, record)
    data = draft.data
    data["custom_fields"] = {"hoeder:anonymisation": complete_statement()}
    data["metadata"].update({"publication_date": "2026-02-01", **metadata})
    service.update_draft(system_identity, draft.id, data)
    # A script publishes without the review that each version has.
    service.review.delete(system_identity, draft.id)
    service.publish(system_identity, draft.id)
    return str(draft.id)
