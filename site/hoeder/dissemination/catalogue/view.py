# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The catalogue's addresses, all public.

``/catalogue/<custodian>`` is the IRI of the catalogue and answers as ``Accept`` says;
``/catalogue/<custodian>.rdf``, ``.ttl`` and ``.jsonld`` are the documents. A document is streamed;
one that did not change is answered with 304 from two index look-ups.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from threading import BoundedSemaphore
from typing import Any, NamedTuple

from flask import Blueprint, Flask, Response, current_app, request
from invenio_db import db
from werkzeug.http import http_date, is_resource_modified

from hoeder.crosswalks.rdf_write import Syntax
from hoeder.custodians.model import Custodian
from hoeder.custodians.proxies import current_custodians
from hoeder.dissemination.catalogue import document, entries, exports, http, page, words
from hoeder.dissemination.catalogue.stock import State, Stock
from hoeder.dissemination.machines import without_session
from hoeder.dissemination.oai.answer import takes_gzip
from hoeder.dissemination.oai.rendering import renderer
from hoeder.dissemination.projection.shelf import SPEC, Busy, Progress
from hoeder.dissemination.projection.sql import SqlShelf

EXTENSION = "hoeder-catalogue"
#: Documents that one process writes at the same time, so that there is room for people.
CONCURRENT = 2
PATIENCE_SECONDS = 5.0
RETRY_SECONDS = 30

blueprint = Blueprint("hoeder_catalogue", __name__)


class Outlet(NamedTuple):
    """What all answers of a process share; the shelf notes who harvests."""

    stock: Stock
    shelf: SqlShelf
    places: BoundedSemaphore


def finalize(app: Flask) -> None:
    """Open the stock, and have records answer by ``Accept``; for ``invenio_base.finalize_app``."""
    with app.app_context():
        render = renderer(app)
        app.extensions[EXTENSION] = Outlet(
            Stock(db.engine, render), SqlShelf(db.engine, render, {}), BoundedSemaphore(CONCURRENT)
        )
    exports.negotiate(app)


@blueprint.route("/catalogue/<slug>")
def catalogue(slug: str) -> Response:
    """A custodian's catalogue in the form that the client takes."""
    custodian = current_custodians.by_slug(slug)
    if custodian is None:
        return _sentence(404, words.NO_CUSTODIAN.format(custodians=_slugs()))
    form = http.wanted(request.headers.get("Accept", ""))
    if not form:
        return _sentence(406, words.NO_SYNTAX, Vary="Accept")
    if form == http.HTML:
        answer = Response(page.page(custodian, _stock()))
        answer.headers["Vary"] = "Accept, Accept-Language, Cookie"
        return answer
    answer = _answer(custodian, document.BY_SUFFIX[form])
    answer.headers["Vary"] = "Accept, Accept-Encoding"
    answer.headers["Content-Location"] = f"{entries.address(slug)}.{form}"
    return answer


@blueprint.route("/catalogue/<slug>.<any(rdf, ttl, jsonld):suffix>")
def file(slug: str, suffix: str) -> Response:
    """A custodian's catalogue in one syntax."""
    custodian = current_custodians.by_slug(slug)
    if custodian is None:
        return _sentence(404, words.NO_CUSTODIAN.format(custodians=_slugs()))
    return _answer(custodian, document.BY_SUFFIX[suffix])


def _answer(custodian: Custodian, syntax: Syntax) -> Response:
    """The document, 304, or why not."""
    without_session()
    also = request.args.get("set", "")
    try:
        if also and not (SPEC.fullmatch(also) and _stock().has(also)):
            return _sentence(404, words.NO_SET)
        return _document(custodian, syntax, also)
    except Busy as busy:
        return _sentence(503, words.BUSY, **{"Retry-After": str(busy.seconds)})


def _document(custodian: Custodian, syntax: Syntax, also: str) -> Response:
    ours, spec = entries.catalogue(custodian), f"custodian:{custodian.slug}"
    gzipped = takes_gzip(request.headers.get("Accept-Encoding", ""))

    def headers(state: State) -> dict[str, str]:
        """What is said of the document in a state, of one that may still change the least."""
        told = {"Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
        if state.settled:
            told["ETag"] = f'"{document.etag(ours, syntax, state.stamp, also, gzipped)}"'
            if state.stamp is not None:
                told["Last-Modified"] = http_date(state.stamp)
        return told

    state = _stock().state(spec)
    told = headers(state)
    note = _note(syntax, spec, also)
    if _is_current(state, told):
        note(None)
        return _bare(Response(status=304, headers=told))
    content = {"Content-Type": f"{syntax.media_type}; charset=utf-8"}
    if gzipped:
        content["Content-Encoding"] = "gzip"
    if request.method == "HEAD":
        return Response(status=200, headers={**told, **content})
    places = _outlet().places
    if not places.acquire(timeout=PATIENCE_SECONDS):
        raise Busy(RETRY_SECONDS)
    try:
        reading = _stock().read(spec, also)
    except BaseException:
        places.release()
        raise
    bodies = _counted(reading.bodies(), note)
    parts = document.written(syntax, ours, reading.state.stamp, bodies)
    body = document.encoded(parts, gzipped)
    answer = Response(body, headers={**headers(reading.state), **content})
    answer.call_on_close(reading.close)
    answer.call_on_close(places.release)
    return answer


def _note(syntax: Syntax, spec: str, also: str) -> Callable[[int | None], None]:
    """Return what writes down that the client has everything (None: it had it before)."""
    shelf, client = _outlet().shelf, request.remote_addr or ""

    def note(number: int | None) -> None:
        told = Progress(
            client,
            "catalogue",
            syntax.suffix,
            f"{spec} {also}".strip(),
            first=True,
            last=True,
            delivered=number or 0,
            size=number,
        )
        shelf.note(told)

    return note


def _counted(bodies: Iterator[str], note: Callable[[int | None], None]) -> Iterator[str]:
    """The same; written down once all were sent."""
    number = 0
    for body in bodies:
        yield body
        number += 1
    note(number)


def _is_current(state: State, told: dict[str, str]) -> bool:
    """Whether what the client has is what it would get."""
    if "ETag" not in told:
        return False
    modified = None if state.stamp is None else datetime.fromtimestamp(state.stamp, UTC)
    return not is_resource_modified(
        request.environ, etag=told["ETag"].strip('"'), last_modified=modified
    )


def _bare(answer: Response) -> Response:
    """An answer without content says nothing of its type."""
    answer.headers.pop("Content-Type", None)
    return answer


def _sentence(status: int, sentence: Any, **headers: str) -> Response:
    without_session()
    given = {**headers, "Content-Type": "text/plain; charset=utf-8"}
    return Response(f"{sentence}\n", status, given)


def _slugs() -> str:
    return ", ".join(custodian.slug for custodian in current_custodians.all())


def _stock() -> Stock:
    return _outlet().stock


def _outlet() -> Outlet:
    return current_app.extensions[EXTENSION]  # type: ignore[no-any-return]
