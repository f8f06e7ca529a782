# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The gate over REST, below ``/api/records/<id>[/draft]``.

=====  ===========================  =====================================================
GET    /screening                   files, screenings, obstacles, decisions
POST   /screening/decisions         accept an obstacle, or take that back (stewards)
PUT    /screening/roles             confirm which columns could tell who somebody is
POST   /screening/again             have a file screened again
GET    /screening/summary           the published part, of a published record
GET    /statement/internal          the internal part of the statement
PUT    /statement/internal          replace it
=====  ===========================  =====================================================
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, g, jsonify, request
from invenio_i18n import gettext
from invenio_pidstore.errors import PIDDeletedError, PIDDoesNotExistError, PIDUnregistered
from invenio_rdm_records.services.errors import RecordDeletedException
from invenio_records_resources.services.errors import PermissionDeniedError
from marshmallow import ValidationError
from sqlalchemy.exc import NoResultFound

from hoeder.anonymisation.statement.fields import N_

from . import service

_MISSING = N_("There is no such record, or it was removed.")
_DENIED = N_("You may not see or do this. Sign in as the owner, or as a steward of the custodian.")
_INVALID = N_("Nothing was changed. See what is said of each field.")
_NOT_JSON = N_("The request must be a JSON object.")


def _answer(message: str, status: int, errors: dict[str, Any] | None = None) -> Any:
    body: dict[str, Any] = {"status": status, "message": gettext(message)}
    if errors is not None:
        body["errors"] = [{"field": name, "messages": said} for name, said in errors.items()]
    return jsonify(body), status


def refusing(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer with JSON that nobody keeps; refusals as 404, 403 and 400."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> Any:
        try:
            answer = jsonify(view(*args, **kwargs))
        except (
            PIDDoesNotExistError,
            PIDDeletedError,
            PIDUnregistered,
            RecordDeletedException,
            NoResultFound,
        ):
            return _answer(_MISSING, 404)
        except PermissionDeniedError:
            return _answer(_DENIED, 403)
        except ValidationError as error:
            errors = error.messages if isinstance(error.messages, dict) else {"": error.messages}
            return _answer(_INVALID, 400, errors)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return answered


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise ValidationError({"": [gettext(_NOT_JSON)]})
    return body


@refusing
def overview(pid_value: str, draft: bool) -> Any:
    """Files, screenings, obstacles, decisions."""
    return service.overview(g.identity, pid_value, draft)


@refusing
def decisions(pid_value: str, draft: bool) -> Any:
    """Accept an obstacle, or take that back."""
    return service.decide(g.identity, pid_value, draft, _body())


@refusing
def roles(pid_value: str) -> Any:
    """Confirm roles of columns."""
    body = _body()
    return service.confirm(g.identity, pid_value, str(body.get("key")), body.get("tables"))


@refusing
def again(pid_value: str, draft: bool) -> Any:
    """Have a file screened again."""
    return service.again(g.identity, pid_value, draft, str(_body().get("key")))


@refusing
def summary(pid_value: str) -> Any:
    """The published part."""
    return service.summary(g.identity, pid_value)


@refusing
def read_internal(pid_value: str, draft: bool) -> Any:
    """The internal part of the statement."""
    return service.internal_answers(g.identity, pid_value, draft)


@refusing
def write_internal(pid_value: str, draft: bool) -> Any:
    """Replace the internal part of the statement."""
    return service.answer_internally(g.identity, pid_value, draft, _body().get("answers"))


def create_api_blueprint(app: Any) -> Blueprint:
    """Return the blueprint of the REST API."""
    blueprint = Blueprint("hoeder_gate", __name__)
    for prefix, draft in (("/records/<pid_value>", False), ("/records/<pid_value>/draft", True)):
        for rule, view, methods in (
            ("/screening", overview, ["GET"]),
            ("/screening/decisions", decisions, ["POST"]),
            ("/screening/again", again, ["POST"]),
            ("/statement/internal", read_internal, ["GET"]),
            ("/statement/internal", write_internal, ["PUT"]),
        ):
            name = f"{view.__name__}{'_of_draft' if draft else ''}"
            blueprint.add_url_rule(
                prefix + rule, name, view, methods=methods, defaults={"draft": draft}
            )
    blueprint.add_url_rule(
        "/records/<pid_value>/draft/screening/roles", "roles", roles, methods=["PUT"]
    )
    blueprint.add_url_rule("/records/<pid_value>/screening/summary", "summary", summary)
    return blueprint
