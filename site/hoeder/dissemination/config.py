# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the instance's configuration takes from here."""

from datetime import timedelta

from celery.schedules import crontab

from hoeder.dissemination.oai.formats import FORMATS
from hoeder.dissemination.records.family import LATEST

HOEDER_OAI_VERSIONS = LATEST
"""Which versions of a dataset harvesters see: "latest" (the older ones are deleted), or "all"."""
HOEDER_OAI_TASK_SECONDS = 15.0
"""Seconds that the worker goes on before other tasks have their turn."""
HOEDER_OAI_FORGET_DAYS = 400
"""Days after which a harvester that does not come back is forgotten, with its address."""
DISSEMINATION_BEAT_SCHEDULE = {
    # Expiring, so that no heap of them waits for a worker that was away.
    "hoeder-dissemination-work": {
        "task": "hoeder.dissemination.tasks.work",
        "schedule": timedelta(seconds=2),
        "options": {"expires": 2},
    },
    "hoeder-dissemination-embargoes": {
        "task": "hoeder.dissemination.tasks.end_embargoes",
        # After InvenioRDM's own task, which lifts them.
        "schedule": crontab(minute=15, hour=0),
    },
    "hoeder-dissemination-harvesters": {
        "task": "hoeder.dissemination.tasks.forget_harvesters",
        "schedule": crontab(minute=30, hour=2),
    },
}
"""For ``CELERY_BEAT_SCHEDULE``."""
OAISERVER_METADATA_FORMATS = FORMATS
"""All of stock's are replaced or left out: see ``oai.formats``."""
OAISERVER_GETRECORD_FETCHER = "hoeder.dissemination.oai.rendering:fetch_record"
OAI_RATELIMITS = {
    "invenio_oaiserver.response": "20000 per minute",
    "hoeder_oai_style": "20000 per minute",
}
"""For ``RATELIMIT_PER_ENDPOINT``: the outlet itself tells harvesters to wait, and they obey."""
