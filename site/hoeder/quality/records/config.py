# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the instance's configuration takes from here."""

from datetime import timedelta

from celery.schedules import crontab

from hoeder.quality.records.component import QualityComponent
from hoeder.quality.records.fields import CATALOGUE_CUSTOM_FIELDS, CATALOGUE_UI
from hoeder.quality.records.published import QualityCF

QUALITY_COMPONENTS = [QualityComponent]
QUALITY_CUSTOM_FIELDS = [*CATALOGUE_CUSTOM_FIELDS, QualityCF()]
QUALITY_CUSTOM_FIELDS_UI = [CATALOGUE_UI]
QUALITY_SIDE_BAR = "hoeder/quality/published.html"
HOEDER_QUALITY_TASK_SECONDS = 60.0
"""Seconds in which a task judges records again before other tasks have their turn."""
QUALITY_BEAT_SCHEDULE = {
    "hoeder-quality": {
        "task": "hoeder.quality.records.tasks.judge",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 300},
    },
    "hoeder-quality-links": {
        "task": "hoeder.quality.records.tasks.ask_links",
        "schedule": crontab(minute="17", hour="3", day_of_week="0"),
    },
}
"""For ``CELERY_BEAT_SCHEDULE``."""
