# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Celery's hands: every few seconds, what waits is screened.

A task that is lost loses nothing: what is to be screened follows from the drafts.
"""

from celery import shared_task
from flask import current_app

from . import worker


@shared_task(ignore_result=True)
def screen() -> None:
    """Screen what waits, then let other tasks have their turn."""
    worker.work(current_app.config["HOEDER_SCREENING_TASK_SECONDS"])
