# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Celery's hands: the worker every few seconds, mail within minutes, the comparison every night.

A task that is lost loses nothing: what is to be done is in the ledger, and the next one does it.
"""

from celery import shared_task
from flask import current_app

from hoeder.doi import reconciliation
from hoeder.doi.ledger import worker
from hoeder.doi.stewards import mail


@shared_task(ignore_result=True)
def work() -> None:
    """Bring DataCite up to the ledger, for some seconds; then let other tasks have their turn."""
    if worker.run(current_app.config["HOEDER_DOI_TASK_SECONDS"]) == 0:
        work.apply_async(retry=False)


@shared_task(ignore_result=True)
def reconcile() -> None:
    """Compare records, ledger and DataCite."""
    for report in reconciliation.reconcile():
        level = current_app.logger.warning if report.needs_a_person else current_app.logger.info
        level("DOI reconciliation: %s", report.sentence())


@shared_task(ignore_result=True, soft_time_limit=240)
def send_mail() -> None:
    """Write to custodians of whose DOIs some wait for a person or are overdue."""
    mail.send_due()
