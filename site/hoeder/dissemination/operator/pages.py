# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Harvests as a page of the administration panel. A POST with ``prefix`` retries renderings."""

from datetime import UTC, datetime, timedelta

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf, validate_csrf
from invenio_administration.views.base import AdminView
from invenio_db import db
from invenio_i18n import lazy_gettext as _
from wtforms import ValidationError

from hoeder.dissemination.catalogue import kept
from hoeder.dissemination.operator import config, harvesters, overview, words

TEMPLATE = "hoeder/dissemination/operator/harvests.html"


class HarvestsView(AdminView):
    """The page; the base class lets administrators in only, and nobody else sees any of it."""

    name = "harvests"
    url = "/harvests"
    title = words.TITLE
    menu_label = words.TITLE
    category = _("Site management")
    icon = "cloud download"
    order = 30

    def get(self) -> ResponseReturnValue:
        """Show who harvests what."""
        now = datetime.now(UTC)
        known = expected()
        return render_template(
            TEMPLATE,
            admin_base_template=self.administration.base_template,
            title=words.TITLE,
            words=words,
            limit=overview.LIMIT,
            figures=overview.figures(db.session, known, patience(), now),
            sets=overview.sets(db.session),
            lines=overview.lines(db.session, known, now),
            failures=overview.failures(db.session),
            name_of=lambda client: harvesters.name_of(known, client) or client,
            csrf_token=generate_csrf,
        )

    def post(self) -> ResponseReturnValue:
        """Have failed renderings of a format made again, and show the page."""
        prefix = request.form.get("prefix", "")
        if prefix not in kept.namespaces(current_app.config):
            abort(400, "prefix: " + _("There is no such metadata format here."))
        try:
            validate_csrf(request.form.get("csrf_token"))
        except ValidationError:
            flash(words.TOO_OLD, "warning")
        else:
            number = overview.retry(db.session, prefix)
            db.session.commit()
            sentence = words.RETRIED if number else words.NOTHING_TO_RETRY
            flash(str(sentence) % {"number": number, "prefix": prefix}, "success")
        return redirect(url_for("administration.harvests"), 303)


def expected() -> list[harvesters.Harvester]:
    """The harvesters that the configuration names.

    :raises HarvestersError: when it is wrong.
    """
    return harvesters.read(
        current_app.config.get("HOEDER_OAI_HARVESTERS", config.HOEDER_OAI_HARVESTERS)
    )


def patience() -> timedelta:
    """After how long a harvester that is not expected is overdue."""
    days = current_app.config.get("HOEDER_OAI_OVERDUE_DAYS", config.HOEDER_OAI_OVERDUE_DAYS)
    return timedelta(days=float(days))
