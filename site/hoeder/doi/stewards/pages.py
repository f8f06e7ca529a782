# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger as a page: in the administration panel, and for stewards who have no access to that.

It is one page with two frames. Its address tells what it shows: a list (see ``arguments``), one DOI
with its attempts (``doi``), or the list as a file (``format=csv``). A POST with ``doi`` retries.
"""

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_menu import current_menu
from flask_wtf.csrf import generate_csrf, validate_csrf
from invenio_administration.views.base import AdminView
from invenio_i18n import lazy_gettext as _
from invenio_records_resources.services.errors import PermissionDeniedError
from wtforms import ValidationError

from hoeder.doi.ledger import words
from hoeder.doi.ledger.models import DONE
from hoeder.doi.ledger.overview import OVERDUE, STATUSES
from hoeder.doi.stewards import api, arguments, service

TEMPLATES = "hoeder/doi/stewards"
TITLE = _("DOIs")

TOO_OLD = _(
    "Nothing was changed, because this page was open for too long or was opened from elsewhere. "
    "Press the button once more."
)
SENT = _("%(doi)s is sent to DataCite again within seconds. Open it to see the answer.")
SENT_AND_OPENED = _(
    "%(doi)s is sent to DataCite again within seconds, and so is all that waits with the account "
    "%(repository)s. Open it to see the answer."
)


def show(frame: str, **context: Any) -> ResponseReturnValue:
    """Return what the address of the request asks for, in a frame (the name of a template)."""
    try:
        return _show(request.args, frame=f"{TEMPLATES}/{frame}.html", **context)
    except PermissionDeniedError:
        abort(403)
    except service.UnknownDOIError:
        abort(404)
    except arguments.ArgumentError as error:
        abort(400, f"{error.field}: {error.message}")


def _show(given: Any, **context: Any) -> ResponseReturnValue:
    context |= {"title": TITLE, "words": words, "csrf_token": generate_csrf, "here": here}
    context |= {"done": DONE, "overdue_after": OVERDUE}
    if doi := given.get("doi"):
        line, attempts = service.read(g.identity, doi)
        context["title"] = _("DOI %(doi)s", doi=line.doi)
        return render_template(f"{TEMPLATES}/one.html", line=line, attempts=attempts, **context)
    asked = arguments.read(given)
    if given.get("format") == "csv":
        return api.csv(service.export(g.identity, asked))
    lines, after = service.search(g.identity, asked)
    return render_template(
        f"{TEMPLATES}/list.html",
        asked=asked,
        lines=lines,
        after=after,
        counts=service.summary(g.identity),
        statuses=STATUSES,
        choices=service.custodians(g.identity),
        **context,
    )


def here(**values: Any) -> str:
    """Return an address of this page, in the frame that the request is for."""
    return url_for(request.endpoint or "", **values)


def retry() -> ResponseReturnValue:
    """Retry the DOI of the form, and show the same page again with what happened."""
    try:
        line, _attempts = service.read(g.identity, request.form.get("doi", ""))
        validate_csrf(request.form.get("csrf_token"))
        service.retry(g.identity, line.doi)
    except PermissionDeniedError:
        abort(403)
    except service.UnknownDOIError:
        abort(404)
    except ValidationError:
        flash(TOO_OLD, "warning")
    else:
        sentence = SENT_AND_OPENED if line.status == "stopped" else SENT
        flash(str(sentence) % {"doi": line.doi, "repository": line.repository}, "success")
    return redirect(request.full_path, 303)


class DOIsView(AdminView):
    """The page in the administration panel; the base class lets administrators in only."""

    name = "dois"
    url = "/dois"
    title = TITLE
    menu_label = TITLE
    category = _("Deposits")
    icon = "barcode"
    order = 20

    def get(self) -> ResponseReturnValue:
        """Show a list or one DOI."""
        frame = "administration"
        return show(frame, admin_base_template=self.administration.base_template)

    def post(self) -> ResponseReturnValue:
        """Retry."""
        return retry()


blueprint = Blueprint("hoeder_dois", __name__)


@blueprint.route("/dois", methods=("GET", "POST"))
@login_required
def page() -> ResponseReturnValue:
    """Show stewards a list or one DOI, or retry."""
    return retry() if request.method == "POST" else show("site")


def register_menu(app: Any) -> None:
    """Lead stewards to their page from the menu of their account (``finalize_app``)."""
    current_menu.submenu("profile-admin.dois").register(
        "hoeder_dois.page",
        TITLE,
        order=2,
        visible_when=lambda: service.may_see_any(g.identity),
    )
