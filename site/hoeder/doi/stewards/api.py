# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The ledger as a REST API, under ``/api``.

========================================  ========================================================
``GET /hoeder/dois``                      a page of DOIs, those that wait longest first; see
                                          ``arguments`` for the query
``GET /hoeder/dois.csv``                  all that the same query finds, as CSV
``GET /hoeder/dois/<doi>``                one, with its attempts
``POST /hoeder/dois/<doi>/retry``         have it sent again now: 202
========================================  ========================================================

403: not an administrator or steward. 404: not in the ledger, or another custodian's. 400: names the
argument.
"""

from typing import Any

from flask import Blueprint, Response, g, jsonify, request, stream_with_context
from flask.typing import ResponseReturnValue
from invenio_base import invenio_url_for
from invenio_i18n import lazy_gettext as _
from invenio_records_resources.services.errors import PermissionDeniedError

from hoeder.doi.stewards import arguments, service

blueprint = Blueprint("hoeder_dois_api", __name__, url_prefix="/hoeder")

DENIED = _(
    "Only administrators and the data stewards of a custodian see the DOI ledger. The state of a "
    "record's DOI is on its page."
)


@blueprint.get("/dois")
def search() -> ResponseReturnValue:
    """A page of DOIs."""
    asked = arguments.read(request.args)
    lines, after = service.search(g.identity, asked)
    links = {"self": _address("search", **request.args)}
    if after:
        links["next"] = _address("search", **asked.given(), after=after)
    hits = [_hit(line) for line in lines]
    return jsonify({"hits": hits, "counts": service.summary(g.identity), "links": links})


@blueprint.get("/dois.csv")
def export() -> ResponseReturnValue:
    """All of a list as CSV."""
    rows = service.export(g.identity, arguments.read(request.args))
    return csv(rows)


def csv(rows: Any) -> Response:
    """Return rows as a file to save."""
    headers = {"Content-Disposition": "attachment; filename=dois.csv", "Cache-Control": "no-store"}
    return Response(stream_with_context(rows), mimetype="text/csv", headers=headers)


@blueprint.get("/dois/<path:doi>")
def read(doi: str) -> ResponseReturnValue:
    """One DOI with its attempts."""
    line, attempts = service.read(g.identity, doi)
    told = [service.attempt_as_json(attempt) for attempt in attempts]
    return jsonify({**_hit(line), "attempts": told})


@blueprint.post("/dois/<path:doi>/retry")
def retry(doi: str) -> ResponseReturnValue:
    """Have a DOI sent again now."""
    service.retry(g.identity, doi)
    line, _attempts = service.read(g.identity, doi)
    return jsonify(_hit(line)), 202


def _hit(line: Any) -> dict[str, Any]:
    links = {"self": _address("read", doi=line.doi), "retry": _address("retry", doi=line.doi)}
    return {**service.as_json(line), "links": links}


def _address(view: str, **values: Any) -> str:
    return invenio_url_for(f"{blueprint.name}.{view}", **values)


def _refusal(status: int, message: Any, **more: Any) -> ResponseReturnValue:
    return jsonify({"status": status, "message": str(message), **more}), status


@blueprint.errorhandler(PermissionDeniedError)
def _denied(error: PermissionDeniedError) -> ResponseReturnValue:
    return _refusal(403, DENIED)


@blueprint.errorhandler(service.UnknownDOIError)
def _unknown(error: service.UnknownDOIError) -> ResponseReturnValue:
    message = _(
        "The ledger has no such DOI, or it is another custodian's. Nothing was changed. DOIs get "
        "into the ledger when their record is published."
    )
    return _refusal(404, message)


@blueprint.errorhandler(arguments.ArgumentError)
def _misunderstood(error: arguments.ArgumentError) -> ResponseReturnValue:
    errors = [{"field": error.field, "messages": [str(error.message)]}]
    return _refusal(400, f"{error.field}: {error.message}", errors=errors)
