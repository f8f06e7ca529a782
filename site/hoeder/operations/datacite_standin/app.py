# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The server: DataCite's paths, status codes and error bodies over the store.

``create_app`` returns a Flask application. With ``faults`` it also has ``PUT`` and ``DELETE`` of
``/faults``, ``GET`` and ``DELETE`` of ``/requests``, answered to the same machine only.
"""

import base64
import binascii
import json
import math
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from . import metadata as md
from . import pages
from .accounts import Account, Accounts, authenticate
from .answers import as_json, refusal
from .gate import Gate
from .records import (
    Record,
    Refused,
    bad_credentials,
    changed,
    datacite_json,
    forbidden,
    not_found,
    resource,
)
from .states import State, compact, is_valid, random_suffix
from .store import Store
from .traffic import Traffic

MAX_BYTES = 10 * 1024 * 1024
PAGE_SIZE, MAX_PAGE_SIZE, MAX_PAGED = 25, 1000, 10_000
JSON_TYPES = ["application/vnd.api+json", "application/json", "text/html"]
DATACITE_JSON = "application/vnd.datacite.datacite+json"
DATACITE_XML = "application/vnd.datacite.datacite+xml"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _accepted(*more: str) -> str:
    """Return the media type to answer in; Refused 406 when none fits."""
    types = [*JSON_TYPES, *more]
    wanted = request.accept_mimetypes
    best = wanted.best_match(types) if wanted else types[0]
    if best is None:
        raise Refused(406, "The content type is not recognized.")
    return best


def _payload() -> md.Metadata:
    """Return ``data.attributes`` of the request; Refused 400 when there is no such thing."""
    try:
        body = json.loads(request.get_data())
        json.dumps(body, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        raise Refused(400, "The body of the request is not JSON.") from None
    data = body.get("data") if isinstance(body, dict) else None
    if not data or not isinstance(data, dict):
        raise Refused(400, "You need to provide a payload following the JSONAPI spec")
    attributes = data.get("attributes")
    if not isinstance(attributes, dict):
        raise Refused(400, "The payload needs data.attributes, an object.")
    return attributes


class Server:
    """The handlers of DataCite's paths; one object for each application."""

    def __init__(self, store: Store, accounts: Accounts) -> None:
        """Take what the handlers work on."""
        self.store, self.accounts = store, accounts

    def account(self) -> Account | None:
        """Return who asks; None when nobody says so; Refused 401 for wrong credentials."""
        if "Authorization" not in request.headers:
            return None
        given = request.authorization
        name, password = (given.username, given.password) if given else (None, None)
        if given is None or given.type != "basic" or name is None or password is None:
            raise bad_credentials()
        account = authenticate(self.accounts, name, password)
        if account is None:
            raise bad_credentials()
        return account

    def writer(self) -> Account:
        """Return who asks; Refused 401 when nobody says so."""
        account = self.account()
        if account is None:
            raise bad_credentials()
        return account

    def _resource(self, record: Record, *, detail: bool = True) -> dict[str, Any]:
        wanted = {name: request.args.get(name) == "true" for name in ("affiliation", "publisher")}
        return resource(record, detail=detail, **wanted)

    def create(self) -> Response:
        """``POST /dois``: 201; without a DOI, DataCite makes up a suffix."""
        account, attributes = self.writer(), _payload()
        given = attributes.get("doi")
        if not given and attributes.get("prefix") and attributes.get("suffix"):
            given = f"{attributes['prefix']}/{attributes['suffix']}"
        doi = compact(str(given or f"{attributes.get('prefix') or ''}/{random_suffix()}"))
        decide = partial(
            changed, doi=doi, attributes=attributes, account=account, now=_now(), create=True
        )
        record, _ = self.store.change(doi, decide)
        response = as_json({"data": self._resource(record)}, 201)
        response.headers["Location"] = f"{request.url_root}dois/{record.doi}"
        return response

    def update(self, doi: str) -> Response:
        """``PUT /dois/{doi}``: 200, or 201 when the DOI was new."""
        account, attributes, doi = self.writer(), _payload(), compact(doi)
        if not is_valid(doi):
            raise not_found()
        decide = partial(changed, doi=doi, attributes=attributes, account=account, now=_now())
        record, new = self.store.change(doi, decide)
        return as_json({"data": self._resource(record)}, 201 if new else 200)

    def show(self, doi: str) -> Response:
        """``GET /dois/{doi}``: 200 in the form asked for, or 404."""
        account, record = self.account(), self.store.read(compact(doi))
        if record is None or not record.visible_to(account):
            raise not_found()
        match _accepted(DATACITE_JSON, DATACITE_XML):
            case "application/vnd.datacite.datacite+json":
                return as_json(datacite_json(record), mimetype=DATACITE_JSON)
            case "application/vnd.datacite.datacite+xml":
                xml = md.xml(record.metadata, record.doi)
                if xml is None:  # a draft whose metadata are not complete
                    raise not_found()
                return Response(xml, mimetype=DATACITE_XML)
        return as_json({"data": self._resource(record)})

    def delete(self, doi: str) -> Response:
        """``DELETE /dois/{doi}``: 204 for a draft, 405 for any other state."""
        account, doi = self.account(), compact(doi)

        def check(record: Record | None) -> None:
            if record is None:
                raise not_found()
            if account is None:
                raise bad_credentials()
            if record.repository != account.repository:
                raise forbidden()
            if record.state is not State.DRAFT:
                raise Refused(405, "Method not allowed")

        try:
            self.store.delete(doi, check)
        except Refused as error:
            response = refusal(error)
            if error.status == 405:
                response.headers["Allow"] = "HEAD, GET, POST, PATCH, PUT, OPTIONS"
            return response
        return Response(status=204)

    def search(self) -> Response:
        """``GET /dois``: a page by number, or by cursor from ``page[cursor]=1`` on."""
        account = self.account()
        _accepted()
        args = request.args
        size = min(max(_whole(args.get("page[size]"), PAGE_SIZE), 0), MAX_PAGE_SIZE)
        cursor = args.get("page[cursor]")
        last_page = max(MAX_PAGED // size, 1) if size else 1
        number = min(max(_whole(args.get("page[number]"), 1), 1), last_page)
        total, found = self.store.search(
            account.repository if account else None,
            repository=args.get("client-id"),
            prefix=args.get("prefix"),
            after=_decoded(cursor) if cursor else 0,
            offset=0 if cursor else (number - 1) * size,
            limit=size,
        )
        links = {"self": request.url}
        if size and len(found) == size:
            page = {"page[cursor]": _encoded(found[-1][0])} if cursor else {}
            page = page or {"page[number]": str(number + 1)}
            query = {k: v for k, v in args.items() if k not in ("page[cursor]", "page[number]")}
            links["next"] = f"{request.base_url}?{urlencode(query | page)}"
        meta = {"total": total, "totalPages": math.ceil(total / size) if size else 0}
        if not cursor:
            meta["page"] = number
        data = [self._resource(record, detail=False) for _, record in found]
        return as_json({"data": data, "meta": meta, "links": links})

    def heartbeat(self) -> Response:
        """``GET /heartbeat``: 200 while the store answers."""
        self.store.counts()
        return Response("OK", mimetype="text/plain")

    def overview(self) -> Response:
        """``GET /``: what this server is."""
        total, _ = self.store.search(None, limit=0)
        _, found = self.store.search(None, offset=max(total - 20, 0), limit=20)
        recent = [record for _, record in reversed(found)]
        return Response(pages.overview(self.store.counts(), recent), mimetype="text/html")

    def page(self, doi: str) -> Response:
        """``GET /doi/{doi}`` and ``GET /{doi}``: the page of a DOI that resolves."""
        record = self.store.read(compact(doi))
        if record is None or record.state is State.DRAFT:
            return Response(pages.missing(doi), 404, mimetype="text/html")
        return Response(pages.doi(record), mimetype="text/html")


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default


def _encoded(number: int) -> str:
    return base64.urlsafe_b64encode(str(number).encode()).decode()


def _decoded(cursor: str) -> int:
    try:
        return 0 if cursor == "1" else int(base64.urlsafe_b64decode(cursor))
    except (binascii.Error, ValueError):
        raise Refused(400, "The cursor is not one this server gave out.") from None


def create_app(
    *,
    database: Path,
    accounts: Accounts,
    faults: bool = False,
    rate_limit: int | None = None,
    rate_window: int = 300,
) -> Flask:
    """Return the server as a WSGI application.

    :param database: SQLite file of the DOIs, created when it is not there.
    :param faults: also serve ``/faults`` and ``/requests``, and obey the plan.
    :param rate_limit: requests for each address in ``rate_window`` seconds; None for no limit.
        DataCite publishes 3,000 in 5 minutes, 750 on its test system.
    """
    app = Flask("hoeder-datacite-standin", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES
    app.url_map.merge_slashes = False  # a DOI may hold "//"
    server = Server(Store(database), accounts)

    def route(path: str, method: str, handler: Any) -> None:
        app.add_url_rule(path, f"{method} {path}", handler, methods=method.split(","))

    route("/dois", "POST", server.create)
    route("/dois", "GET", server.search)
    route("/dois/<path:doi>", "GET", server.show)
    route("/dois/<path:doi>", "PUT,PATCH", server.update)
    route("/dois/<path:doi>", "DELETE", server.delete)
    route("/heartbeat", "GET", server.heartbeat)
    route("/", "GET", server.overview)
    route("/doi/<path:doi>", "GET", server.page)
    route("/<path:doi>", "GET", lambda doi: server.page(doi) if is_valid(doi) else _missing())

    if faults or rate_limit is not None:
        traffic = Traffic(traffic_file(database))
        gate = Gate(traffic, faults=faults, rate_limit=rate_limit, rate_window=rate_window)
        app.before_request(gate.before)
        app.after_request(gate.after)
        if faults:
            route("/faults", "PUT,DELETE", gate.control)
            route("/requests", "GET,DELETE", gate.control)

    app.register_error_handler(Refused, refusal)
    app.register_error_handler(HTTPException, _http_error)
    app.after_request(_secured)
    return app


def traffic_file(database: Path) -> Path:
    """Return where plan, counters and budgets are kept, for a file of DOIs."""
    return database.with_name(database.name + ".traffic")


def _missing() -> Response:
    return refusal(not_found())


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    refused = not_found() if status == 404 else Refused(status, error.name)
    response = refusal(refused)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _secured(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = pages.CONTENT_SECURITY_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
