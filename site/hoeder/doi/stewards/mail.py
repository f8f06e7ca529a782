# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One mail to a custodian's contact, when something waits for a person or is overdue.

It says how many DOIs wait and why, names the first, and leads to the page where they are retried.
It has nothing of the records but their DOIs. What has no custodian any more goes to the operator
(``APP_RDM_ADMIN_EMAIL_RECIPIENT``).

A mail that cannot be handed over counts as not sent; the next run sends it.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import current_app, render_template
from flask_babel import ngettext
from flask_mail import Message
from invenio_db import db
from invenio_i18n import force_locale
from invenio_i18n import gettext as _

from hoeder.custodians.model import Contact, Custodian
from hoeder.custodians.proxies import current_custodians
from hoeder.doi.ledger import overview, words
from hoeder.doi.ledger.gate import clock, execute, transaction
from hoeder.doi.ledger.models import Told
from hoeder.doi.ledger.overview import Line
from hoeder.doi.stewards.news import (
    MENDED,
    OVERDUE,
    PARKED,
    PAUSE,
    STOPPED,
    Mailed,
    Waiting,
    is_due,
)

TEMPLATE = "hoeder/doi/stewards/mail.txt"
OPERATOR = "APP_RDM_ADMIN_EMAIL_RECIPIENT"
NAMED = 20
"""DOIs that a mail names; the page has the rest."""
LOCK = 1795468000
"""Of the database, held while mails are written: two runs at a time would send each mail twice."""


def send_due() -> int:
    """Write to each custodian to whom a mail is due; return how many mails were sent."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        return _send_due()


def _send_due() -> int:
    found = {slug: list(lines) for slug, lines in groupby(_waiting(), lambda one: one[0])}
    told = db.session.execute(sa.select(Told.custodian).distinct()).scalars().all()
    db.session.rollback()
    sent = 0
    for slug in sorted({*found, *told}):
        try:
            sent += _write_to(slug, [line for _slug, line in found.get(slug, [])])
        except Exception as error:
            # Neither the address nor the server's answer, which may repeat it, belongs in a log.
            current_app.logger.error(
                "The mail about DOIs to custodian %s was not sent (%s). It is tried again.",
                slug or "(none)",
                type(error).__name__,
            )
    return sent


def _waiting() -> list[tuple[str, Line]]:
    """Who is to be told of what, by custodian, what waits longest first."""
    known = {custodian.slug for custodian in current_custodians.all()}
    lines = [
        (line.custodian if line.custodian in known else "", line)
        for line in overview.lines(waiting=True)
    ]
    return sorted(lines, key=lambda one: one[0])


def _write_to(slug: str, lines: Sequence[Line]) -> bool:
    with transaction():
        if not execute(sa.select(sa.func.pg_try_advisory_xact_lock(LOCK))).scalar_one():
            return False
        now = clock()
        waiting = [Waiting(line.doi, line.repository, _reason(line)) for line in lines]
        _mend(slug, [one.doi for one in waiting], now)
        if not is_due(waiting, _mailed(slug), now):
            return False
        _remember(slug, waiting, now)
        current_app.extensions["mail"].send(message(current_custodians.by_slug(slug), lines))
    return True


def _reason(line: Line) -> str:
    return line.status if line.status in (PARKED, STOPPED) else OVERDUE


def _mailed(slug: str) -> dict[str, Mailed]:
    query = sa.select(Told.doi, Told.repository, Told.reason, Told.told_at)
    rows = db.session.execute(query.where(Told.custodian == slug))
    return {doi: Mailed(repository, reason, at) for doi, repository, reason, at in rows}


def _mend(slug: str, waiting: Sequence[str], now: datetime) -> None:
    """What no longer waits is news when it does again; what waits for another now is theirs."""
    listed = sa.func.unnest(sa.cast(list(waiting), sa.ARRAY(sa.String))).column_valued("doi")
    of_them = Told.doi.in_(sa.select(listed))
    execute(sa.update(Told).where(Told.custodian == slug, ~of_them).values(reason=MENDED))
    execute(sa.delete(Told).where(Told.custodian != slug, of_them))
    execute(sa.delete(Told).where(Told.reason == MENDED, Told.told_at <= now - PAUSE))


def _remember(slug: str, waiting: Sequence[Waiting], now: datetime) -> None:
    execute(sa.delete(Told).where(Told.custodian == slug))
    rows = [
        {
            "doi": one.doi,
            "custodian": slug,
            "repository": one.repository,
            "reason": one.reason,
            "told_at": now,
        }
        for one in waiting
    ]
    db.session.execute(sa.insert(Told), rows)


def message(custodian: Custodian | None, lines: Sequence[Line]) -> Message:
    """Return the mail about what waits.

    :param custodian: None: to the operator.
    """
    config = current_app.config
    site = config["THEME_SITENAME"]
    operator = _("operator of %(site)s", site=site)
    contact = custodian.contact if custodian else Contact(operator, config[OPERATOR])
    page = f"{config['SITE_UI_URL'].rstrip('/')}/dois"
    body = render_template(
        TEMPLATE,
        name=contact.name,
        site=site,
        reasons=_reasons(lines),
        lines=lines[:NAMED],
        more=len(lines) - NAMED,
        words=words,
        page=page,
        address=lambda doi: f"{page}?{urlencode({'doi': doi})}",
    )
    subject = ngettext(
        "%(site)s: %(num)d DOI waits", "%(site)s: %(num)d DOIs wait", len(lines), site=site
    )
    return Message(subject=subject, recipients=[contact.email], body=body)


def _reasons(lines: Sequence[Line]) -> list[str]:
    """How many DOIs wait for each reason, those that need somebody first."""
    reasons = [(_reason(line), line.repository) for line in lines]
    numbers = Counter((reason, name if reason == STOPPED else "") for reason, name in reasons)
    order = (PARKED, STOPPED, OVERDUE)
    found = sorted(numbers.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
    return [_sentence(reason, repository, number) for (reason, repository), number in found]


def _sentence(reason: str, repository: str, number: int) -> str:
    if reason == PARKED:
        return ngettext(
            "%(num)d needs a person: DataCite refused it.",
            "%(num)d need a person: DataCite refused them.",
            number,
        )
    if reason == STOPPED:
        return ngettext(
            "%(num)d waits because DataCite does not accept the account %(repository)s.",
            "%(num)d wait because DataCite does not accept the account %(repository)s.",
            number,
            repository=repository,
        )
    return ngettext(
        "%(num)d has waited for more than an hour. It is tried again by itself.",
        "%(num)d have waited for more than an hour. They are tried again by themselves.",
        number,
    )
