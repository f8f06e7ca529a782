# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``invenio screening``, which ``hoeder screening`` runs in the environment of the instance."""

import click
import sqlalchemy as sa
from flask.cli import with_appcontext
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service

from . import evidence
from .models import Screening

TOGETHER = 100
"""Records of one transaction."""


@click.group()
def screening() -> None:
    """What the files of records give away."""


@screening.command()
@with_appcontext
def renew() -> None:
    """Have the files of all published records screened by today's rules.

    What was screened by them is not screened again. The published part of a record stays what it
    was when the record was published; its screening page shows what is found now.
    """
    record_class = current_rdm_records_service.record_cls
    model = record_class.model_cls
    ids = db.session.execute(
        sa.select(model.id).where(model.is_deleted.is_(False)).order_by(model.id)
    )
    found = list(ids.scalars())
    with click.progressbar(length=len(found), label="Records") as bar:
        for start in range(0, len(found), TOGETHER):
            some = found[start : start + TOGETHER]
            for record in record_class.get_records(some):
                evidence.want(record)
            db.session.commit()
            bar.update(len(some))
    click.echo(f"{len(found)} records; {_waiting()} screenings wait for the worker.")


@screening.command()
@with_appcontext
def status() -> None:
    """Show how many screenings wait, run, are done and failed."""
    query = sa.select(Screening.status, sa.func.count()).group_by(Screening.status)
    found = dict(db.session.execute(query).tuples().all())
    click.echo(
        ", ".join(f"{found.get(s, 0)} {s}" for s in ("pending", "running", "done", "failed"))
    )


def _waiting() -> int:
    query = sa.select(sa.func.count()).where(Screening.status == "pending")
    return int(db.session.execute(query).scalar_one())
