# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One mail to a custodian's contact about its datasets that no longer meet the standard.

It names the pages of records and the rules, and nothing else of the records. What meets again
before the mail goes is not told. A mail that cannot be handed over is sent by the next run.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

import sqlalchemy as sa
from flask import current_app, render_template
from flask_babel import ngettext
from flask_mail import Message
from invenio_db import db
from invenio_i18n import force_locale
from invenio_i18n import gettext as _
from invenio_rdm_records.proxies import current_rdm_records_service

from hoeder.custodians.model import Contact, Custodian
from hoeder.custodians.proxies import current_custodians
from hoeder.quality.records import history
from hoeder.quality.records.ext import current_standards
from hoeder.quality.records.models import LINKS, PUBLISHED, STANDARD, Row
from hoeder.quality.standard import Level
from hoeder.quality.verdict import Outcome

TEMPLATE = "hoeder/quality/mail.txt"
OPERATOR = "APP_RDM_ADMIN_EMAIL_RECIPIENT"
NAMED = 50
"""Datasets that a mail names."""
LOCK = 1795510000
"""Of the database, held while mails are written: two runs at a time would send each mail twice."""


class Line(NamedTuple):
    """A dataset: its page, why it was judged, and the rules that bind and are not met."""

    page: str
    cause: str
    rules: tuple[tuple[str, str], ...]


def send_due() -> int:
    """Write to each custodian to whom a mail is due; return how many mails were sent."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        query = sa.select(Row.custodian).where(Row.tell, Row.told_at.is_(None)).distinct()
        slugs = list(db.session.execute(query.order_by(Row.custodian)).scalars())
        db.session.rollback()
        return sum(_send(slug) for slug in slugs)


def _send(slug: str) -> bool:
    try:
        sent = _write_to(slug)
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        # Neither the address nor the server's answer, which may repeat it, belongs in a log.
        current_app.logger.error(
            "The mail about quality to custodian %s was not sent (%s). It is tried again.",
            slug or "(none)",
            type(error).__name__,
        )
        return False
    return sent


def _write_to(slug: str) -> bool:
    if not db.session.execute(sa.select(sa.func.pg_try_advisory_xact_lock(LOCK))).scalar_one():
        return False
    untold = sa.select(Row).where(Row.custodian == slug, Row.tell, Row.told_at.is_(None))
    rows = list(db.session.execute(untold.order_by(Row.record_uuid, Row.id)).scalars())
    lines = list(_lines(rows))
    ids = [row.id for row in rows]
    db.session.execute(sa.update(Row).where(Row.id.in_(ids)).values(told_at=sa.func.now()))
    if lines:
        current_app.extensions["mail"].send(message(current_custodians.by_slug(slug), lines))
    return bool(lines)


def _lines(rows: Sequence[Row]) -> Iterable[Line]:
    """What still does not meet, of records that are still there."""
    cls = current_rdm_records_service.record_cls
    for record_uuid, _rows in groupby(rows, key=lambda row: row.record_uuid):
        now = history.last(record_uuid)
        model = db.session.get(cls.model_cls, record_uuid)
        if now is None or now.meets or model is None or not model.json:
            continue
        page = f"{_site()}/records/{model.json['id']}"
        yield Line(page, now.cause, tuple(_rules(now)))


def _rules(row: Row) -> Iterable[tuple[str, str]]:
    standard = current_standards.named(row.standard, row.version)
    for rule in standard.rules if standard else ():
        outcome = row.outcomes.get(rule.id)
        if rule.level is Level.MUST and outcome in (Outcome.MISSED, Outcome.UNKNOWN):
            yield rule.title.english, rule.fix.english


def _site() -> str:
    return str(current_app.config["SITE_UI_URL"]).rstrip("/")


def message(custodian: Custodian | None, lines: Sequence[Line]) -> Message:
    """Return the mail.

    :param custodian: None: to the operator.
    """
    config = current_app.config
    site = config["THEME_SITENAME"]
    operator = _("operator of %(site)s", site=site)
    contact = custodian.contact if custodian else Contact(operator, config[OPERATOR])
    causes = {
        PUBLISHED: _("It was published in another state."),
        STANDARD: _("The standard has changed."),
        LINKS: _("Addresses of its data do not answer."),
    }
    body = render_template(
        TEMPLATE,
        name=contact.name,
        site=site,
        lines=lines[:NAMED],
        more=len(lines) - NAMED,
        causes=causes,
    )
    subject = ngettext(
        "%(site)s: %(num)d dataset no longer meets the quality standard",
        "%(site)s: %(num)d datasets no longer meet the quality standard",
        len(lines),
        site=site,
    )
    return Message(subject=subject, recipients=[contact.email], body=body)
