# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What happens around the handlers: rate limit, faults on purpose and counters.

Only the paths of the API (``/dois``) are concerned; pages and the heartbeat always answer.
"""

import ipaddress
import json
import math
import socket
import time

from flask import Response, g, request

from .answers import as_json, refusal
from .faults import Rule
from .records import Refused, not_found
from .traffic import Traffic


class Gate:
    """What happens around the handlers: rate limit, faults and counters."""

    def __init__(
        self, traffic: Traffic, *, faults: bool, rate_limit: int | None, rate_window: int
    ) -> None:
        """Take what is shared between workers, and which of its uses are on."""
        self.traffic, self.faults = traffic, faults
        self.rate_limit, self.rate_window = rate_limit, rate_window

    def before(self) -> Response | None:
        """Answer in place of the handler, when the budget is used up or a fault says so."""
        if not request.path.startswith("/dois"):
            return None
        if self.rate_limit is not None:
            asker = request.remote_addr or ""
            wait = self.traffic.wait(asker, self.rate_limit, self.rate_window, time.time())
            if wait:
                return busy(429, math.ceil(wait))
        rule = self.traffic.next_fault(request.method) if self.faults else None
        g.fault = rule
        if rule is None or rule.when == "after":
            return None
        return self._act(rule)

    def after(self, response: Response) -> Response:
        """Spoil the answer when a fault says so, and count it."""
        rule: Rule | None = g.pop("fault", None)
        if rule is not None and rule.when == "after":
            response = self._act(rule) or response
        if self.faults and request.path.startswith("/dois"):
            cut = g.pop("cut", False)
            self.traffic.count(int(time.time()), request.method, 0 if cut else response.status_code)
        return response

    def _act(self, rule: Rule) -> Response | None:
        if rule.kind == "slow":
            time.sleep(rule.seconds)
            return None
        if rule.kind == "cut":
            g.cut = True
            _cut()
            return Response(status=500)  # goes nowhere: the connection is gone
        if rule.kind == "refuse":
            doi = request.path.removeprefix("/dois").strip("/")
            return refusal(Refused(422, [{"source": rule.source, "uid": doi, "title": rule.title}]))
        return busy(rule.status, rule.retry_after)

    def control(self) -> Response:
        """``/faults`` and ``/requests``, for this machine only."""
        if not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104
            raise not_found()
        if request.path == "/requests":
            if request.method == "GET":
                return as_json(self.traffic.counters())
            self.traffic.clear_counters()
        elif request.method == "PUT":
            try:
                return as_json(self.traffic.set_plan(json.loads(request.get_data())))
            except (ValueError, RecursionError) as error:
                raise Refused(422, str(error)) from None
        else:
            self.traffic.clear_plan()
        return Response(status=204)


def busy(status: int, seconds: int | None) -> Response:
    """Return an answer that asks to try again, after some seconds if given."""
    title = "Too many requests" if status == 429 else "The server cannot answer now"
    response = refusal(Refused(status, title))
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def _cut() -> None:
    connection = request.environ.get("gunicorn.socket") or request.environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)
