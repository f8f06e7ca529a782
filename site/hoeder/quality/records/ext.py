# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The standards of the running application.

Configuration: ``HOEDER_QUALITY_FOLDER`` (a relative path starts at the instance folder).
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app
from werkzeug.local import LocalProxy

from hoeder.custodians.proxies import EXTENSION as CUSTODIANS
from hoeder.quality.standards import Applied, Standards, Version, load_all

EXTENSION = "hoeder-quality"
DEFAULT_FOLDER = "app_data/quality"


class CurrentStandards(Standards):
    """The standards, as they count today (UTC)."""

    def of(self, custodian: Any) -> Applied:
        """Return what the datasets of a custodian (or None) are judged by."""
        return self.applied(custodian.slug if custodian else "", today())

    def agreed_by(self, custodian: Any) -> frozenset[Version]:
        """Return every version that a custodian (or None) agreed to."""
        return self.agreed(custodian.slug, today()) if custodian else frozenset()


def today() -> date:
    """The day, in UTC."""
    return datetime.now(UTC).date()


def finalize(app: Flask) -> None:
    """Read the standards once, when the application starts and knows its custodians.

    For ``invenio_base.finalize_app``.

    :raises StandardError: when one is broken; by a rule that was guessed, datasets would be
        published as what they are not.
    """
    folder = Path(app.instance_path) / app.config.setdefault(
        "HOEDER_QUALITY_FOLDER", DEFAULT_FOLDER
    )
    slugs = {custodian.slug for custodian in app.extensions[CUSTODIANS].all()}
    app.extensions[EXTENSION] = CurrentStandards(load_all(folder, slugs))


current_standards = cast(CurrentStandards, LocalProxy(lambda: current_app.extensions[EXTENSION]))
