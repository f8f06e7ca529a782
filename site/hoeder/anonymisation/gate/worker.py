# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Has files screened: each in a process of its own, by whichever worker takes it first.

What is to be screened follows from the drafts themselves: any file whose bytes have no screening
by today's rules, however it came there. A screening in hand is leased; a worker that dies leaves a
lease that runs out. A file that takes the screening down three times is said to.
"""

import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import current_app
from invenio_db import db
from invenio_files_rest.models import FileInstance, ObjectVersion
from invenio_rdm_records.proxies import current_rdm_records_service
from sqlalchemy.exc import DBAPIError

from hoeder.anonymisation.screening.request import Request, ruleset, settings
from hoeder.anonymisation.screening.runner import Failure, run
from hoeder.anonymisation.screening.screen import SCHEMA, screen_name

from . import evidence
from .models import DONE, FAILED, PENDING, RUNNING, Screening

LEASE = timedelta(seconds=60)
TRIES = 3
EVERY = 2.0
"""Seconds between two notes of progress; each renews the lease."""


@dataclass(frozen=True, slots=True)
class Job:
    """A leased screening."""

    id: uuid.UUID
    lease: uuid.UUID
    checksum: str
    request: dict[str, Any]
    attempts: int


def work(seconds: float) -> int:
    """Screen what waits, beginning new files for some seconds; return how many were screened."""
    done = 0
    end = time.monotonic() + seconds
    with _place() as mine:
        while mine and time.monotonic() < end:
            find()
            job = _lease()
            if job is None:
                break
            _screen(job)
            done += 1
    return done


@contextmanager
def _place() -> Iterator[bool]:
    """One file at a time on a machine's worker: others find hands too. Freed when it dies."""
    places = int(current_app.config["HOEDER_SCREENING_WORKERS"])
    key = int.from_bytes(b"scr")
    with db.engine.connect() as connection:
        taken = None
        for number in range(places):
            lock = sa.select(sa.func.pg_try_advisory_lock(key, number))
            if connection.execute(lock).scalar():
                taken = number
                break
        connection.commit()
        try:
            yield taken is not None
        finally:
            if taken is not None and not connection.invalidated:
                try:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(key, taken)))
                    connection.commit()
                except DBAPIError:
                    connection.invalidate()


def find(limit: int = 50) -> int:
    """Write down screenings of drafts' files that have none by today's rules; return how many."""
    service = current_rdm_records_service
    screened = sa.select(Screening.id).where(
        Screening.checksum == FileInstance.checksum, Screening.edition == ruleset()
    )
    drafts = service.draft_cls.model_cls
    records = service.record_cls.model_cls
    embargoed = records.json["access"]["embargo"]["active"].as_boolean()
    found: set[Any] = set()
    for model, chosen, cls in (
        (drafts, drafts.is_deleted.is_(False), service.draft_cls),
        (records, embargoed, service.record_cls),
    ):
        buckets = sa.or_(
            ObjectVersion.bucket_id == model.bucket_id,
            ObjectVersion.bucket_id == model.media_bucket_id,
        )
        query = (
            sa.select(model.id)
            .distinct()
            .join(ObjectVersion, buckets)
            .join(FileInstance, FileInstance.id == ObjectVersion.file_id)
            .where(
                chosen,
                ObjectVersion.is_head.is_(True),
                FileInstance.checksum.isnot(None),
                FileInstance.readable.is_(True),
                ~screened.exists(),
            )
            .limit(limit)
        )
        for (id_,) in db.session.execute(query).all():
            evidence.want(cls.get_record(id_))
            found.add(id_)
    db.session.commit()
    return len(found)


def _lease() -> Job | None:
    """Take the screening that has waited longest."""
    now = sa.func.clock_timestamp()
    query = (
        sa.select(Screening)
        .where(
            Screening.status.in_((PENDING, RUNNING)),
            sa.or_(Screening.lease_until.is_(None), Screening.lease_until < now),
        )
        .order_by(Screening.wanted_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    row = db.session.execute(query).scalars().first()
    if row is None:
        db.session.rollback()
        return None
    row.lease, row.status, row.attempts = uuid.uuid4(), RUNNING, row.attempts + 1
    row.lease_until, row.progress, row.step = now + LEASE, 0.0, None
    job = Job(row.id, row.lease, row.checksum, dict(row.request), row.attempts)
    db.session.commit()
    return job


def _screen(job: Job) -> None:
    if job.attempts > TRIES:
        _settle(job, FAILED, reason="crashed")
        return
    if "name" in job.request:
        found = screen_name(job.request["name"], settings(job.request["settings"]))
        _settle(job, DONE, report={"schema": SCHEMA, "findings": found})
        return
    folder = Path(tempfile.mkdtemp(prefix="hoeder-bytes-"))
    try:
        name = _fetch(job.checksum, folder / "file")
        if name is None:
            _settle(job, FAILED, reason="gone")
            return
        progress = _Progress(job)
        request = Request.from_plain(job.request)
        outcome = run(
            folder / "file", name, request, on_progress=progress, should_stop=progress.lost
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if isinstance(outcome, Failure) and outcome.reason == "stopped":
        return  # somebody else has it
    if isinstance(outcome, Failure):
        _settle(job, FAILED, reason=outcome.reason)
    else:
        outcome["file"]["checksum"] = job.checksum
        _settle(job, DONE, report=outcome)


def _fetch(checksum: str, target: Path) -> str | None:
    """Copy the bytes, wherever they are kept; return a name of the right ending for them."""
    query = (
        sa.select(FileInstance, ObjectVersion.key)
        .join(ObjectVersion, ObjectVersion.file_id == FileInstance.id)
        .where(FileInstance.checksum == checksum, FileInstance.readable.is_(True))
        .limit(1)
    )
    found = db.session.execute(query).first()
    if found is None:
        db.session.rollback()
        return None
    instance, key = found
    storage = instance.storage()
    db.session.rollback()
    with storage.open() as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy, 1024 * 1024)
    # What it is called says nothing about what is in it, and is looked at by itself.
    return "file" + "".join(Path(key).suffixes[-2:])


class _Progress:
    """Notes how far a screening is, and keeps the lease."""

    def __init__(self, job: Job) -> None:
        self.job, self.noted = job, 0.0
        self.share, self.step = 0.0, ""

    def __call__(self, share: float, step: str) -> None:
        self.share, self.step = share, step[:100]

    def lost(self) -> bool:
        """Asked often while the file is screened; true when somebody else has it."""
        if time.monotonic() - self.noted < EVERY:
            return False
        self.noted = time.monotonic()
        return not _update(self.job, progress=self.share, step=self.step)


def _settle(job: Job, status: str, reason: str | None = None, report: Any = None) -> None:
    if status == FAILED:
        current_app.logger.warning("A file could not be screened: %s (%s).", reason, job.checksum)
    values = {"status": status, "reason": reason, "report": report, "progress": 1.0, "step": None}
    _update(job, **values, lease=None, lease_until=None, ended_at=sa.func.clock_timestamp())


def _update(job: Job, **values: Any) -> bool:
    """Write while the lease is ours, and tell whether it is: somebody may have taken it up."""
    renewed = {"lease_until": sa.func.clock_timestamp() + LEASE, **values}
    result = db.session.execute(
        sa.update(Screening)
        .where(Screening.id == job.id, Screening.lease == job.lease)
        .values(**renewed),
        execution_options={"synchronize_session": False},
    )
    db.session.commit()
    return bool(result.rowcount)
