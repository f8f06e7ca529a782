# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Celery's hands: what is made after a change, every few seconds; embargoes and
harvesters that ended, daily.

A task that is lost loses nothing: what is to be done follows from the projection.
"""

from datetime import timedelta

from celery import shared_task
from flask import current_app
from invenio_db import db

from hoeder.dissemination.projection import harvests
from hoeder.dissemination.records import ended, follow


@shared_task(ignore_result=True)
def work() -> None:
    """Make renderings and look saved queries up, then let other tasks have their turn."""
    if not follow.work(current_app.config["HOEDER_OAI_TASK_SECONDS"]):
        work.apply_async(retry=False)


@shared_task(ignore_result=True)
def end_embargoes() -> None:
    """Tell harvesters of files whose embargo ended, though they may not have been opened."""
    ended.refresh_embargoed()
    db.session.commit()


@shared_task(ignore_result=True)
def forget_harvesters() -> None:
    """Forget who has not asked for long: the rows have addresses of machines."""
    days = current_app.config["HOEDER_OAI_FORGET_DAYS"]
    harvests.prune(db.session, timedelta(days=days))
    db.session.commit()
