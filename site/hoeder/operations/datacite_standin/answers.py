# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Answers in the forms DataCite gives them."""

import json

from flask import Response

from .records import Refused


def as_json(body: object, status: int = 200, mimetype: str = "application/json") -> Response:
    """Return a JSON answer."""
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype=mimetype)


def refusal(error: Refused) -> Response:
    """Return DataCite's answer when it says no."""
    response = as_json({"errors": error.errors}, error.status)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = 'Basic realm="DataCite test server"'
    return response
