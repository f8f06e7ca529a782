# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Drafts with files for tests, deposited and screened as the instance does it."""

import io
import time
from typing import Any

import sqlalchemy as sa
from invenio_access.permissions import system_identity
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service

from deposits import draft_of
from hoeder.anonymisation.gate import evidence, worker
from hoeder.anonymisation.gate.models import Screening

CLEAN = b"colour;weight\n" + b"".join(b"%s;%d\n" % (c, n % 7) for n in range(60) for c in (b"red",))
MAILS = b"nr;contact\n" + b"".join(b"%d;person.nr%d@example.org\n" % (n % 3, n) for n in range(60))


def draft_with(data: dict[str, Any], files: dict[str, bytes], slug: str = "ugent-demo") -> str:
    """A draft with files in a custodian's community, as a script makes it."""
    record = draft_of({**data, "files": {"enabled": True}}, slug)
    for key, content in files.items():
        put(record, key, content)
    return record


def put(record: str, key: str, content: bytes) -> None:
    """Add a file to a draft, in the place of one with the same name."""
    service = current_rdm_records_service.draft_files
    draft = draft_called(record)
    if key in draft.files:
        service.delete_file(system_identity, record, key)
    service.init_files(system_identity, record, [{"key": key}])
    service.set_file_content(system_identity, record, key, io.BytesIO(content))
    service.commit_file(system_identity, record, key)


def draft_called(record: str) -> Any:
    db.session.rollback()
    db.session.expire_all()
    return current_rdm_records_service.draft_cls.pid.resolve(record, registered_only=False)


def screened(record: str, seconds: float = 120) -> None:
    """Have a draft's files screened: by this process or by the instance's worker."""
    end = time.monotonic() + seconds
    while True:
        draft = draft_called(record)
        evidence.want(draft)
        db.session.commit()
        found = evidence.files(draft, evidence.custodian_of(draft))
        if all(file.status in ("done", "failed") for file in found):
            return
        assert time.monotonic() < end, [(file.key, file.status) for file in found]
        worker.work(1)
        time.sleep(0.2)


def screenings(checksum: str) -> list[Screening]:
    db.session.rollback()
    query = sa.select(Screening).where(Screening.checksum == checksum)
    return list(db.session.execute(query.execution_options(populate_existing=True)).scalars())
