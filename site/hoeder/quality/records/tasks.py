# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Celery's hands. A task that is lost loses nothing: the next one finds the same records due."""

import time

from celery import shared_task
from flask import current_app

from hoeder.quality.records import mail, rejudge


@shared_task(ignore_result=True)
def judge() -> None:
    """Judge what was judged by another standard, for some time; then tell custodians."""
    until = time.monotonic() + current_app.config["HOEDER_QUALITY_TASK_SECONDS"]
    for id_ in rejudge.due():
        rejudge.again(id_)
        if time.monotonic() > until:
            break
    mail.send_due()


@shared_task(ignore_result=True)
def ask_links() -> None:
    """Ask the addresses of all records, and judge those by the answers."""
    for id_ in rejudge.due(every=True):
        rejudge.again(id_, ask_links=True)
    mail.send_due()
