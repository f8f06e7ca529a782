# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The screening as a page, for owner and stewards, and within the page of a review request.

``/records/<id>/screening`` of what is published, ``/uploads/<id>/screening`` of a draft. Its forms
post to the same address: ``action`` is ``accept``, ``withdraw``, ``again`` or ``return``. A refusal
shows the page with what was typed and why it was refused; nothing was changed then.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, abort, flash, g, make_response, redirect, render_template
from flask import request as http
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf.csrf import generate_csrf, validate_csrf
from invenio_i18n import get_locale
from invenio_i18n import lazy_gettext as _
from invenio_pidstore.errors import PIDDeletedError, PIDDoesNotExistError, PIDUnregistered
from invenio_rdm_records.services.errors import RecordDeletedException
from invenio_records_resources.services.errors import PermissionDeniedError
from markupsafe import Markup
from marshmallow import ValidationError
from sqlalchemy.exc import NoResultFound
from wtforms import ValidationError as TokenError

from hoeder.anonymisation.screening import report

from . import returning, service
from .decision import SCHEMA
from .display import View, view
from .form import STEPS

MISSING = (
    PIDDoesNotExistError,
    PIDDeletedError,
    PIDUnregistered,
    RecordDeletedException,
    NoResultFound,
)
TEMPLATE = "hoeder/anonymisation/screening/page.html"

TIERS = {
    "open": _("open: anybody may have the files, now or when the embargo ends"),
    "safeguarded": _("safeguarded: the files may be asked for"),
    "controlled": _("controlled: the custodian alone gives access"),
}
CHANGES = {
    "new": _("New"),
    "same": _("Unchanged"),
    "changed": _("Changed"),
    "renamed": _("Renamed, otherwise unchanged"),
    "gone": _("Not in this version"),
}
DONE = {
    "accept": _("Accepted. Your name, your reason and the file's checksum were kept with it."),
    "withdraw": _("Taken back. It stands in the way of publication again."),
    "again": _("The file is screened again."),
    "return": _("Returned: the list is in the conversation of the review request."),
}
TOO_OLD = _(
    "Nothing was changed, because this page was open for too long or was opened from elsewhere. "
    "Press the button once more."
)


def show(pid_value: str, draft: bool) -> ResponseReturnValue:
    """Show the screening."""
    return _page(pid_value, draft)


def change(pid_value: str, draft: bool) -> ResponseReturnValue:
    """Do what a form of the page asks, then show where it was sent from."""
    form = http.form
    try:
        view(g.identity, pid_value, draft)
        validate_csrf(form.get("csrf_token"))
        _do(pid_value, draft, form)
    except MISSING:
        abort(404)
    except PermissionDeniedError:
        abort(403)
    except TokenError:
        return _page(pid_value, draft, {"": [TOO_OLD]})
    except ValidationError as error:
        said = error.messages if isinstance(error.messages, dict) else {"": error.messages}
        return _page(pid_value, draft, said)
    flash(str(DONE[form["action"]]), "success")
    return redirect(_back(form, pid_value, draft), 303)


def _do(id_: str, draft: bool, form: Mapping[str, str]) -> None:
    action = form.get("action")
    if action in ("accept", "withdraw"):
        given = {name: form.get(name) for name in ("key", "checksum", "obstacle", "reason")}
        service.decide(g.identity, id_, draft, {**given, "accepted": action == "accept"})
    elif action == "again":
        service.again(g.identity, id_, draft, form.get("key", ""))
    elif action == "return" and draft:
        returning.send(g.identity, id_, form.get("note", ""))
    else:
        abort(400)


def _page(id_: str, draft: bool, refused: Mapping[str, Any] | None = None) -> ResponseReturnValue:
    try:
        shown = view(g.identity, id_, draft)
    except MISSING:
        abort(404)
    except PermissionDeniedError:
        abort(403)
    page = render_template(TEMPLATE, screening=shown, refused=refused or {}, typed=http.form)
    answer = make_response(page, 400 if refused else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def address(id_: str, draft: bool) -> str:
    """Path of the page."""
    return f"/uploads/{id_}/screening" if draft else f"/records/{id_}/screening"


def _back(form: Mapping[str, str], id_: str, draft: bool) -> str:
    """The page that a form was on: this one, or a review request's of this site."""
    back = form.get("back", "")
    if back.startswith(("/me/requests/", "/communities/")) and back.isprintable():
        return f"{back.split('?')[0].split('#')[0]}?tab=screening"
    return address(id_, draft)


def screening_of(item: Any) -> View | None:
    """For templates: the screening of a draft or record that a service returned, or None.

    None is for those who may not see it, as for records without files.
    """
    if item is None:
        return None
    record = item._record
    try:
        shown = view(g.identity, record.pid.pid_value, bool(record.is_draft))
    except (*MISSING, PermissionDeniedError):
        return None
    return shown if shown.overview["files"] else None


def report_of(shown: View, file: Mapping[str, Any]) -> Markup:
    """For templates: a file's whole report, which escapes what is in it."""
    if not file["report"] or file["report"]["schema"] != SCHEMA:
        return Markup()
    page = report.page(
        file["report"], str(get_locale()), shown.least, fragment=True, named=file["named"]
    )
    return Markup(page)  # noqa: S704


def report_style() -> Markup:
    """For templates: the style sheet of reports."""
    return Markup(report.style())  # noqa: S704


def create_blueprint(app: Flask) -> Blueprint:
    """Return the blueprint of the web application."""
    blueprint = Blueprint("hoeder_screening", __name__)
    for rule, name, draft in (
        ("/records/<pid_value>/screening", "record", False),
        ("/uploads/<pid_value>/screening", "draft", True),
    ):
        for method, does in (("GET", show), ("POST", change)):
            blueprint.add_url_rule(
                rule,
                f"{name}_{method.lower()}",
                login_required(does),
                methods=[method],
                defaults={"draft": draft},
            )
    app.jinja_env.globals.update(
        screening_of=screening_of,
        screening_address=address,
        screening_report=report_of,
        screening_report_style=report_style,
        screening_token=generate_csrf,
        screening_words={"tiers": TIERS, "changes": CHANGES, "steps": STEPS},
    )
    return blueprint
