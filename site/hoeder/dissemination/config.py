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
}
"""For ``CELERY_BEAT_SCHEDULE``."""
OAI_FORMATS = {
    # Stock's entry names an address that is no namespace; the serializer writes the right one.
    "marcxml": {
        "serializer": "invenio_rdm_records.oai:marcxml_etree",
        "schema": "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd",
        "namespace": "http://www.loc.gov/MARC21/slim",
    },
    **FORMATS,
}
"""For ``OAISERVER_METADATA_FORMATS``.

Not taken over from stock: ``dcat``, which advertises DataCite's schema; ``marc21``, ``datacite4``
and ``oai_datacite4``, second names of others.
"""
OAI_RATELIMITS = {
    "invenio_oaiserver.response": "20000 per minute",
    "hoeder_oai_style": "20000 per minute",
}
"""For ``RATELIMIT_PER_ENDPOINT``: the outlet itself tells harvesters to wait, and they obey."""
