# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``/metrics``: harvesting in figures, in Prometheus' text format.

Without ``HOEDER_METRICS_TOKEN`` there is no such page. With it, who sends it as a bearer token sees
the figures (RFC 6750); an address says nothing here, because behind a web server all requests come
from this machine. No figure has a harvester's address or a person's name in it.
"""

import hmac
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app, request
from flask.blueprints import BlueprintSetupState
from invenio_db import db
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from hoeder.dissemination.machines import without_session
from hoeder.dissemination.operator import harvesters, overview, pages
from hoeder.dissemination.operator.overview import Figures

SHORTEST = 32

blueprint = Blueprint("hoeder_metrics", __name__)


class Collector:
    """The figures as Prometheus' client library takes them."""

    def __init__(self, figures: Figures, completed: Sequence[tuple[str, str, datetime]]) -> None:
        """Keep what is told; ``completed`` is set, format and time."""
        self.figures = figures
        self.completed = completed

    def collect(self) -> Iterator[Metric]:
        """The metrics; all are gauges: what is forgotten makes them fall."""
        told = self.figures
        yield _gauge(
            "hoeder_oai_records",
            "Records that harvesters are told of.",
            ("state",),
            {("public",): told.public, ("deleted",): told.deleted},
        )
        yield _gauge(
            "hoeder_oai_failed_renderings",
            "Records that harvesters do not get in a format.",
            ("format",),
            {(name,): number for name, number in told.failed.items()},
        )
        yield _gauge(
            "hoeder_oai_lists",
            "Lists that harvesters ask for, by how they stand.",
            ("state",),
            {(name,): number for name, number in told.states.items()},
        )
        for name, text, value in (
            ("overdue_harvesters", "Harvesters without a whole list.", len(told.overdue)),
            ("harvest_errors", "Errors that lists were answered with.", told.errors),
            ("horizon_lag_seconds", "By how much harvesters see changes late.", told.behind),
        ):
            yield _gauge(f"hoeder_oai_{name}", text, (), {(): value})
        yield _gauge(
            "hoeder_oai_last_complete_harvest_timestamp_seconds",
            "When somebody last had a whole list.",
            ("set", "format"),
            {(spec, prefix): when.timestamp() for spec, prefix, when in self.completed},
        )


def _gauge(
    name: str, text: str, labels: tuple[str, ...], values: dict[tuple[str, ...], float]
) -> Metric:
    metric = GaugeMetricFamily(name, text, labels=labels)
    for given, value in values.items():
        metric.add_metric(given, value)
    return metric


def exposition(collector: Collector) -> bytes:
    """Return the figures in the text format."""
    registry = CollectorRegistry()
    registry.register(collector)
    return generate_latest(registry)


@blueprint.record_once
def _check(state: BlueprintSetupState) -> None:
    """What is wrong in the configuration is found at the start.

    :raises ValueError: when there is a token and it is short: one that can be guessed is worse than
        none.
    :raises HarvestersError: when the expected harvesters are wrong.
    """
    harvesters.read(state.app.config.get("HOEDER_OAI_HARVESTERS") or {})
    if 0 < len(_token(state.app.config)) < SHORTEST:
        raise ValueError(
            f"HOEDER_METRICS_TOKEN has fewer than {SHORTEST} characters. Make one with: "
            "python -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )


def _token(config: dict[str, object]) -> str:
    return str(config.get("HOEDER_METRICS_TOKEN") or "")


@blueprint.route("/metrics")
def metrics() -> Response:
    """Tell the figures to who has the token."""
    without_session()
    token = _token(current_app.config)
    if not token:
        abort(404)
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    right = hmac.compare_digest(given.strip().encode(), token.encode())
    headers = {"Cache-Control": "no-store"}
    if scheme.lower() != "bearer" or not right:
        return Response("", 401, {**headers, "WWW-Authenticate": 'Bearer realm="metrics"'})
    figures = overview.figures(db.session, pages.expected(), pages.patience(), datetime.now(UTC))
    body = exposition(Collector(figures, overview.completed(db.session)))
    return Response(body, 200, {**headers, "Content-Type": CONTENT_TYPE_LATEST})
