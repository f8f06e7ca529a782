# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One record for machines: exports, content negotiation, and what is embedded in its page.

Everybody gets the same, owners too: what is told is what outlets may tell. They are serializers of
InvenioRDM, which take the record as its service gives it; of that only the ``id`` is looked at.
"""

from collections.abc import Mapping
from functools import wraps
from typing import Any

from flask import Flask, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from invenio_pidstore.errors import PIDDoesNotExistError
from markupsafe import Markup
from sqlalchemy.exc import NoResultFound

from hoeder.crosswalks import schema_org
from hoeder.crosswalks.context import NotPublicError
from hoeder.crosswalks.rdf_write import JSON_LD, RDF_XML, TURTLE, Syntax
from hoeder.dissemination.catalogue import entries, http, words
from hoeder.dissemination.machines import without_session
from hoeder.doi.metadata import version_of

DETAIL, EXPORT = "invenio_app_rdm_records.record_detail", "invenio_app_rdm_records.record_export"
DCAT_PROFILE = "http://www.w3.org/ns/dcat#"
#: Names of exports by media type.
ANSWERS = {
    "text/html": http.HTML,
    "application/rdf+xml": "dcat-ap",
    "text/turtle": "dcat-ap-turtle",
    "application/ld+json": "json-ld",
    "application/x-turtle": "dcat-ap-turtle",
}
#: The record is not public: restricted, taken down, or a draft that was never published.
_REFUSED = (NotPublicError, NoResultFound, PIDDoesNotExistError)


class _Export:
    """A record in a syntax of DCAT."""

    syntax: Syntax

    def serialize_object(self, obj: Mapping[str, Any]) -> str:
        """Return the document; aborts with 403 when the record is not public."""
        try:
            listed = entries.listed(obj)
        except _REFUSED:
            abort(403, str(words.NOT_PUBLIC))
        except entries.NoCatalogueError:
            abort(404, str(words.NO_CATALOGUE))
        return "".join(self.syntax.write([listed.catalogue.head(), listed.nodes]))

    def serialize_object_list(self, found: Any) -> str:
        """Of many records there is the catalogue: aborts with 406."""
        abort(406, str(words.ONE_BY_ONE))


class DCATInRDFXML(_Export):
    """A record as RDF/XML."""

    syntax = RDF_XML


class DCATInTurtle(_Export):
    """A record as Turtle."""

    syntax = TURTLE


class DCATInJSONLD(_Export):
    """A record as JSON-LD of DCAT."""

    syntax = JSON_LD


class SchemaOrg:
    """A record as JSON-LD of schema.org."""

    def serialize_object(self, obj: Mapping[str, Any]) -> str:
        """Return the document; aborts with 403 when the record is not public."""
        try:
            return schema_org.embedded(schema_org.to_json(*version_of(obj)))
        except _REFUSED:
            abort(403, str(words.NOT_PUBLIC))

    def serialize_object_list(self, found: Any) -> str:
        """Of many records there is the catalogue: aborts with 406."""
        abort(406, str(words.ONE_BY_ONE))

    def dump_obj(self, obj: Mapping[str, Any]) -> Markup | None:
        """Return what a script element of the record's page holds; None if it is not public."""
        try:
            told = schema_org.embedded(schema_org.to_json(*version_of(obj)))
        except _REFUSED:
            return None
        return Markup(told)  # noqa: S704 - ``embedded`` wrote every character that HTML knows


def negotiate(app: Flask) -> None:
    """Have a record's page lead those who do not take HTML to the export that they take.

    The page stays stock's; its address is the one that DOIs point to.
    """
    stock = app.view_functions.get(DETAIL)
    if stock is None:
        return

    @wraps(stock)
    def view(**given: Any) -> ResponseReturnValue:
        accept = request.headers.get("Accept", "")
        form = http.wanted(accept, ANSWERS) or http.HTML
        if form == http.HTML:
            answer = make_response(stock(**given))
        else:
            without_session()
            if form == "json-ld" and DCAT_PROFILE in accept:
                form = "dcat-ap-json-ld"
            address = url_for(EXPORT, pid_value=given["pid_value"], export_format=form)
            answer = make_response(redirect(address, 303))
        answer.vary.add("Accept")
        return answer

    app.view_functions[DETAIL] = view
