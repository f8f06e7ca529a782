# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The scheduler starts whatever is left of its file."""

import dbm.dumb
import shelve
from datetime import timedelta
from pathlib import Path

import pytest
from celery import Celery
from celery.beat import PersistentScheduler

from hoeder.operations.beat import Scheduler

EVERY = {"screen": {"task": "screen", "schedule": timedelta(seconds=3)}}


@pytest.fixture
def celery() -> Celery:
    app = Celery("test", broker="memory://")
    app.conf.beat_schedule = EVERY
    return app


def torn(path: Path) -> str:
    """As a process leaves it that is killed between two writes of one value."""
    with shelve.Shelf(dbm.dumb.open(str(path), "n")) as store:
        store["entries"] = {}
    path.with_suffix(".dat").write_bytes(b"")
    return str(path)


def test_stock_does_not_start_with_a_torn_file(celery: Celery, tmp_path: Path) -> None:
    with pytest.raises(EOFError):
        PersistentScheduler(celery, schedule_filename=torn(tmp_path / "beat"))


def test_it_starts_with_a_torn_file(celery: Celery, tmp_path: Path) -> None:
    scheduler = Scheduler(celery, schedule_filename=torn(tmp_path / "beat"))
    assert "screen" in scheduler.schedule
    scheduler.close()
    again = Scheduler(celery, schedule_filename=str(tmp_path / "beat"))
    assert "screen" in again.schedule
    again.close()


def test_what_it_knew_is_kept(celery: Celery, tmp_path: Path) -> None:
    first = Scheduler(celery, schedule_filename=str(tmp_path / "beat"))
    first.schedule["screen"] = next(first.schedule["screen"])
    sent = first.schedule["screen"].total_run_count
    first.close()
    again = Scheduler(celery, schedule_filename=str(tmp_path / "beat"))
    assert again.schedule["screen"].total_run_count == sent == 1
    again.close()
