# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the instance's configuration takes from here."""

from datetime import timedelta

from .component import GateComponent
from .published import PublishedPartComponent, ScreeningCF
from .refusal import GATE_ERROR_HANDLERS

GATE_COMPONENTS = [GateComponent, PublishedPartComponent]
GATE_CUSTOM_FIELDS = [ScreeningCF()]
GATE_SIDE_BAR = "hoeder/anonymisation/published.html"
HOEDER_SCREENING_WORKERS = 1
"""Files that are screened at a time, each in a process of its own with up to 4 GB."""
HOEDER_SCREENING_TASK_SECONDS = 30.0
"""Seconds in which a task begins new files before other tasks have their turn."""
GATE_BEAT_SCHEDULE = {
    "hoeder-screening": {
        "task": "hoeder.anonymisation.gate.tasks.screen",
        "schedule": timedelta(seconds=3),
        "options": {"expires": 3},
    },
}
"""For ``CELERY_BEAT_SCHEDULE``."""

__all__ = (
    "GATE_BEAT_SCHEDULE",
    "GATE_COMPONENTS",
    "GATE_CUSTOM_FIELDS",
    "GATE_ERROR_HANDLERS",
    "GATE_SIDE_BAR",
    "HOEDER_SCREENING_TASK_SECONDS",
    "HOEDER_SCREENING_WORKERS",
)
