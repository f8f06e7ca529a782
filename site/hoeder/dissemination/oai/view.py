# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The outlet in Flask.

``finalize`` is for ``invenio_base.finalize_app``: it puts the outlet's view in the place of
stock's, so that the address ``/oai2d`` stays, and refuses to start with contradictory formats.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request, send_from_directory
from flask_babel import get_locale
from invenio_db import db

from hoeder.dissemination.machines import without_session
from hoeder.dissemination.oai import page
from hoeder.dissemination.oai.answer import Outlet
from hoeder.dissemination.oai.page_words import TEXTS
from hoeder.dissemination.oai.registry import formats
from hoeder.dissemination.oai.rendering import renderer
from hoeder.dissemination.oai.settings import Settings
from hoeder.dissemination.projection.sql import SqlShelf

ENDPOINT = "invenio_oaiserver.response"
EXTENSION = "hoeder-oai"
#: ``repositoryIdentifier`` of oai-identifier.xsd.
DOMAIN = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9\-]*(\.[a-zA-Z0-9][a-zA-Z0-9\-]*)+")


def settings_of(config: Mapping[str, Any]) -> Settings:
    """What Invenio's configuration says of the repository.

    Besides Invenio's own ``OAISERVER_*``: ``HOEDER_OAI_RIGHTS`` (licence of the metadata) and
    ``HOEDER_OAI_FRIENDS`` (other repositories), both optional.

    :raises FormatsError: when the formats contradict each other.
    """
    domain = str(config.get("OAISERVER_ID_PREFIX") or "")
    optional = {
        name: config[key]
        for name, key in (("rights", "HOEDER_OAI_RIGHTS"), ("friends", "HOEDER_OAI_FRIENDS"))
        if key in config
    }
    return Settings(
        name=str(config.get("OAISERVER_REPOSITORY_NAME") or config["THEME_SITENAME"]),
        base_url=f"{config['SITE_UI_URL']}/oai2d",
        emails=tuple(config["OAISERVER_ADMIN_EMAILS"]),
        formats=formats(config["OAISERVER_METADATA_FORMATS"]),
        keys=(*(config.get("SECRET_KEY_FALLBACKS") or ()), config["SECRET_KEY"]),
        domain=domain if DOMAIN.fullmatch(domain) else "",
        **optional,
    )


def finalize(app: Flask) -> None:
    """Replace stock's view; without stock's module there is nothing to do.

    :raises FormatsError: when the formats contradict each other.
    """
    if ENDPOINT not in app.view_functions:
        return
    settings = settings_of(app.config)
    namespaces = {one.prefix: one.namespace for one in settings.formats.values()}
    with app.app_context():
        app.extensions[EXTENSION] = Outlet(SqlShelf(db.engine, renderer(app), namespaces), settings)
    app.view_functions[ENDPOINT] = view
    app.add_url_rule("/oai2d/style/<path:filename>", "hoeder_oai_style", style)


def view() -> Response:
    """Answer a GET or POST request."""
    without_session()
    pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
    person = page.wanted(request.headers.get("Sec-Fetch-Dest", ""))
    answer = current_app.extensions[EXTENSION].answer(
        pairs,
        accept_encoding="" if person else request.headers.get("Accept-Encoding", ""),
        client=request.remote_addr or "",
    )
    headers = {**answer.headers, "Vary": "Accept-Encoding, Sec-Fetch-Dest"}
    if not person or answer.status != 200 or len(answer.body) > page.LARGEST_BYTES:
        return Response(answer.body, answer.status, headers)
    texts = {name: str(text) for name, text in TEXTS.items()}
    body = page.page(answer.body, {"lang": str(get_locale() or "en"), **texts})
    return Response(body, 200, {**headers, "Content-Type": "text/html; charset=UTF-8"})


def style(filename: str) -> Response:
    """The style of the page for people."""
    without_session()
    return send_from_directory(Path(__file__).with_name("static"), filename, max_age=3600)
