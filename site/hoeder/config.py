# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT
"""What makes the instance Hoeder: loaded after every package's defaults, before ``invenio.cfg``.

Each capability keeps its own settings in its ``config`` module; here they are put together.
Values that differ from one deployment to the next are in ``invenio.cfg``.
"""

from datetime import timedelta

from invenio_app_rdm import config as app_rdm
from invenio_i18n import lazy_gettext as _
from invenio_rdm_records.resources.config import error_handlers as record_error_handlers
from invenio_rdm_records.services.components import DefaultRecordsComponents
from invenio_rdm_records.services.review.policy import AllRecordVersionsReviewPolicy

from hoeder.anonymisation.gate import config as gate
from hoeder.anonymisation.statement import config as statement
from hoeder.custodians.components import CustodianComponent, KeepCustodianComponent
from hoeder.custodians.permissions import CustodianCommunityPolicy
from hoeder.dissemination import config as dissemination
from hoeder.doi import config as doi
from hoeder.doi.components import with_ledger
from hoeder.quality.records import config as quality

# Rate limits are by address and browser; one page asks for some thirty assets, which are cheap.
RATELIMIT_PER_ENDPOINT = {"static": "20000 per minute", **dissemination.OAI_RATELIMITS}

# Face
# A plain string, not a lazy one: invenio-oaiserver writes it into XML as it is.
THEME_SITENAME = "Hoeder"
THEME_FRONTPAGE_TITLE = _("Research data, kept well")
THEME_FRONTPAGE_TEMPLATE = "hoeder/frontpage.html"
THEME_SHOW_FRONTPAGE_INTRO_SECTION = False
THEME_LOGO = "images/hoeder/logo.svg"
THEME_HEADER_TEMPLATE = "hoeder/header.html"
THEME_FOOTER_TEMPLATE = "hoeder/footer.html"
# Stock proposes the site's name as publisher; it would end up in citations and at DataCite.
APP_RDM_DEPOSIT_FORM_DEFAULTS = {**app_rdm.APP_RDM_DEPOSIT_FORM_DEFAULTS, "publisher": ""}
APP_RDM_DETAIL_SIDE_BAR_TEMPLATES = [
    app_rdm.APP_RDM_DETAIL_SIDE_BAR_TEMPLATES[0],
    "hoeder/doi/state.html",
    "hoeder/doi/test_notice.html",
    gate.GATE_SIDE_BAR,
    quality.QUALITY_SIDE_BAR,
    *app_rdm.APP_RDM_DETAIL_SIDE_BAR_TEMPLATES[1:],
]
APP_RDM_DEPOSIT_FORM_TEMPLATE = "hoeder/deposit.html"
WEBPACKEXT_PROJECT = "invenio_assets.webpack:rspack_project"

# Languages: English is the language of texts in code, Dutch the other one. The default stays
# English: stock exports read the licence's title in the default language and find none in Dutch.
BABEL_DEFAULT_LOCALE = "en"
BABEL_DEFAULT_TIMEZONE = "Europe/Brussels"
I18N_LANGUAGES = [("nl", _("Dutch"))]

# Security: deny, then allow.
ACCOUNTS_LOCAL_LOGIN_ENABLED = True
SECURITY_REGISTERABLE = False
SECURITY_CONFIRMABLE = False
PERMANENT_SESSION_LIFETIME = timedelta(days=5)
SESSION_KEY_BITS = 128
ACCOUNTS_USERINFO_HEADERS = False
"""Session and user ids in answers are for proxies that strip them; here nobody needs them."""
CONTENT_SECURITY_POLICY = {
    "default-src": ["'self'", "data:", "blob:"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "script-src": ["'self'", "'unsafe-inline'", "'unsafe-eval'", "blob:"],
    "font-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
}
"""Inline scripts and ``eval`` are what InvenioRDM's own pages and its previewers need."""
PREVIEWER_CONTAINER_ITEM_PREFERENCE: list[str] = []
"""Members of archives are not previewed: stock does not bound their size."""
RDM_IMMEDIATE_FILE_MODIFICATION_ENABLED = False
"""The bytes behind a DOI are not replaced, by nobody: a new version is made."""
RDM_RECORDS_REQUIRE_SECRET_LINKS_EXPIRATION = True
"""A link that shows restricted files to whoever holds it has an end."""
AUDIT_LOGS_ENABLED = True

# Files: an upload is one request. Forms stay small (MAX_FORM_MEMORY_SIZE); the web server in front
# allows large bodies on the upload route only.
MAX_CONTENT_LENGTH = 10 * 10**9
RDM_FILES_DEFAULT_MAX_FILE_SIZE = 10 * 10**9
RDM_FILES_DEFAULT_QUOTA_SIZE = 20 * 10**9


# Database: connections that a restart of the server made stale are replaced before use.
SQLALCHEMY_ENGINE_OPTIONS = {
    "pool_pre_ping": True,
    "pool_recycle": 3600,
    "pool_timeout": 10,
    "connect_args": {"options": "-c timezone=UTC"},
}

# Jobs: a scheduler of their own beside Celery's.
JOBS_ADMINISTRATION_ENABLED = True

# Custodians: who holds data. A record is published by the steward of one custodian, never by its
# depositor alone.
RDM_COMMUNITY_REQUIRED_TO_PUBLISH = True
RDM_ALLOW_OWNERS_REMOVE_COMMUNITY_FROM_RECORD = False
RDM_NEW_RECORD_VERSION_REVIEW_POLICY = AllRecordVersionsReviewPolicy
"""New files are new evidence: each version is reviewed (stock reviews the first one only)."""
COMMUNITIES_PERMISSION_POLICY = CustodianCommunityPolicy

# DOIs: each custodian's own account and prefix.
DATACITE_ENABLED = doi.DATACITE_ENABLED
HOEDER_DATACITE_TIMEOUT = doi.HOEDER_DATACITE_TIMEOUT
HOEDER_DATACITE_DEADLINE = doi.HOEDER_DATACITE_DEADLINE
HOEDER_DOI_LEASE = doi.HOEDER_DOI_LEASE
HOEDER_DOI_WORKERS = doi.HOEDER_DOI_WORKERS
HOEDER_DOI_TASK_SECONDS = doi.HOEDER_DOI_TASK_SECONDS
HOEDER_DOI_POLICY = doi.HOEDER_DOI_POLICY
CELERY_BEAT_SCHEDULE = {
    **app_rdm.CELERY_BEAT_SCHEDULE,
    **doi.DOI_BEAT_SCHEDULE,
    **gate.GATE_BEAT_SCHEDULE,
    **dissemination.DISSEMINATION_BEAT_SCHEDULE,
    **quality.QUALITY_BEAT_SCHEDULE,
}
RDM_PERSISTENT_IDENTIFIER_PROVIDERS = doi.RDM_PERSISTENT_IDENTIFIER_PROVIDERS
RDM_PERSISTENT_IDENTIFIERS = doi.RDM_PERSISTENT_IDENTIFIERS
RDM_PARENT_PERSISTENT_IDENTIFIER_PROVIDERS = doi.RDM_PARENT_PERSISTENT_IDENTIFIER_PROVIDERS
RDM_PARENT_PERSISTENT_IDENTIFIERS = doi.RDM_PARENT_PERSISTENT_IDENTIFIERS

# Anonymisation statement: a custom field, complete or nothing is published.
RDM_NAMESPACES = {**statement.STATEMENT_NAMESPACE}
RDM_CUSTOM_FIELDS = [
    *statement.STATEMENT_CUSTOM_FIELDS,
    *gate.GATE_CUSTOM_FIELDS,
    *quality.QUALITY_CUSTOM_FIELDS,
]
RDM_CUSTOM_FIELDS_UI = [
    *quality.QUALITY_CUSTOM_FIELDS_UI,
    *statement.STATEMENT_CUSTOM_FIELDS_UI,
]
RDM_COMMUNITY_SUBMISSION_REQUEST_CLS = statement.STATEMENT_REQUEST_CLS
RDM_RECORDS_ERROR_HANDLERS = {
    **record_error_handlers,
    **statement.STATEMENT_ERROR_HANDLERS,
    **gate.GATE_ERROR_HANDLERS,
}
REQUESTS_ERROR_HANDLERS = {
    **app_rdm.REQUESTS_ERROR_HANDLERS,
    **statement.STATEMENT_ERROR_HANDLERS,
    **gate.GATE_ERROR_HANDLERS,
    **doi.DOI_ERROR_HANDLERS,
}

# Screening: files are looked through before anything is published.
HOEDER_SCREENING_WORKERS = gate.HOEDER_SCREENING_WORKERS
HOEDER_SCREENING_TASK_SECONDS = gate.HOEDER_SCREENING_TASK_SECONDS

# Quality: every dataset is judged by the agreed standard.
HOEDER_QUALITY_TASK_SECONDS = quality.HOEDER_QUALITY_TASK_SECONDS

# OAI-PMH and exports.
OAISERVER_METADATA_FORMATS = dissemination.OAISERVER_METADATA_FORMATS
HOEDER_OAI_VERSIONS = dissemination.HOEDER_OAI_VERSIONS
HOEDER_OAI_TASK_SECONDS = dissemination.HOEDER_OAI_TASK_SECONDS
RDM_DATACITE_DUMP_OPENAIRE_ACCESS_RIGHTS = True
"""The ``info:eu-repo`` access level, without which Ghent's bibliography takes no dataset in."""

# What runs at each change of a record, in this order: a refusal comes before a DOI is created.
RDM_RECORDS_SERVICE_COMPONENTS = [
    CustodianComponent,
    *with_ledger(DefaultRecordsComponents),
    *statement.STATEMENT_COMPONENTS,
    *gate.GATE_COMPONENTS,
    *quality.QUALITY_COMPONENTS,
]
RDM_RECORD_COMMUNITIES_SERVICE_COMPONENTS = [KeepCustodianComponent]
