# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the instance's configuration takes from here.

Every published record has a DOI: its custodian's, or one it had before it came (``external``).
All versions together have one (the concept DOI) if the custodian registers the version's.

From the environment come ``HOEDER_DATACITE_URL`` and ``HOEDER_DATACITE_PASSWORDS``. InvenioRDM's
``DATACITE_USERNAME``, ``_PASSWORD``, ``_PREFIX``, ``_ADDITIONAL_PREFIXES`` and ``_FORMAT`` are for
one account and not used.
"""

from datetime import timedelta

from celery.schedules import crontab
from flask_resources import HTTPJSONException, create_error_handler
from invenio_i18n import lazy_gettext as _
from invenio_rdm_records import config as stock
from invenio_rdm_records.services.errors import ValidationErrorWithMessageAsList
from invenio_rdm_records.services.pids.providers import ExternalPIDProvider, OAIPIDProvider

from hoeder.doi.ledger.schedule import Policy
from hoeder.doi.metadata import DataCiteJSON
from hoeder.doi.provider import CustodianDOIProvider, no_custodians_prefix

DATACITE_ENABLED = True
HOEDER_DATACITE_URL = ""
HOEDER_DATACITE_TIMEOUT = 20.0
"""Seconds to connect, and seconds without a byte of the answer."""
HOEDER_DATACITE_DEADLINE = 40.0
"""Seconds for a whole answer."""
HOEDER_DOI_LEASE = 120.0
"""Seconds after which a DOI whose worker died is taken up by another; more than a request takes."""
HOEDER_DOI_WORKERS = 1
"""Workers at a time. Each occupies a Celery process while there is work: keep some free."""
HOEDER_DOI_TASK_SECONDS = 15.0
"""Seconds that a worker goes on before other tasks have their turn."""
HOEDER_DOI_POLICY = Policy()
"""Delays, budget and breaker. DataCite's test system allows 750 requests in 5 minutes."""
DOI_BEAT_SCHEDULE = {
    # Expiring, so that no heap of them waits for a worker that was away.
    "hoeder-doi-work": {
        "task": "hoeder.doi.tasks.work",
        "schedule": timedelta(seconds=3),
        "options": {"expires": 3},
    },
    "hoeder-doi-mail": {
        "task": "hoeder.doi.tasks.send_mail",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 600},
    },
    "hoeder-doi-reconcile": {
        "task": "hoeder.doi.tasks.reconcile",
        "schedule": crontab(minute=30, hour=2),
    },
}
"""For ``CELERY_BEAT_SCHEDULE``."""

# The names stay "datacite" and "external": InvenioRDM's forms and rules know them.
RDM_PERSISTENT_IDENTIFIER_PROVIDERS = [
    CustodianDOIProvider("datacite", serializer=DataCiteJSON()),
    ExternalPIDProvider("external", "doi", validators=[no_custodians_prefix], label=_("DOI")),
    OAIPIDProvider("oai", label=_("OAI ID")),
]
RDM_PERSISTENT_IDENTIFIERS = {
    **stock.RDM_PERSISTENT_IDENTIFIERS,
    "doi": {
        **stock.RDM_PERSISTENT_IDENTIFIERS["doi"],
        "providers": ["datacite", "external"],
        "is_enabled": CustodianDOIProvider.is_enabled,
        # Most data come without a DOI: offer one first.
        "ui": {"default_selected": "no"},
    },
}
RDM_PARENT_PERSISTENT_IDENTIFIER_PROVIDERS = [
    CustodianDOIProvider("datacite", serializer=DataCiteJSON(is_parent=True)),
]
RDM_PARENT_PERSISTENT_IDENTIFIERS = stock.RDM_PARENT_PERSISTENT_IDENTIFIERS

DOI_ERROR_HANDLERS = {
    ValidationErrorWithMessageAsList: create_error_handler(
        lambda error: HTTPJSONException(
            code=400,
            errors=error.messages,
            description=" ".join(str(m) for e in error.messages for m in e["messages"]),
        )
    )
}
"""For ``REQUESTS_ERROR_HANDLERS``: a DOI refused when a review is accepted is no server error.

The page of a review shows the answer's ``message`` only, so it is told there too.
"""
