# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What ``invenio.cfg`` takes from the statement.

``RDM_NAMESPACES`` gets ``STATEMENT_NAMESPACE``, ``RDM_CUSTOM_FIELDS`` the fields,
``RDM_CUSTOM_FIELDS_UI`` the section, ``RDM_RECORDS_SERVICE_COMPONENTS`` the components after the
defaults, ``RDM_COMMUNITY_SUBMISSION_REQUEST_CLS`` the request class, and both
``RDM_RECORDS_ERROR_HANDLERS`` and ``REQUESTS_ERROR_HANDLERS`` the error handlers.
"""

from .component import StatementComponent
from .custom_field import StatementCF
from .refusal import STATEMENT_ERROR_HANDLERS
from .review import StatementCommunitySubmission
from .ui import STATEMENT_UI

STATEMENT_NAMESPACE = {"hoeder": None}
STATEMENT_CUSTOM_FIELDS = [StatementCF()]
STATEMENT_CUSTOM_FIELDS_UI = [STATEMENT_UI]
STATEMENT_COMPONENTS = [StatementComponent]
STATEMENT_REQUEST_CLS = StatementCommunitySubmission

__all__ = (
    "STATEMENT_COMPONENTS",
    "STATEMENT_CUSTOM_FIELDS",
    "STATEMENT_CUSTOM_FIELDS_UI",
    "STATEMENT_ERROR_HANDLERS",
    "STATEMENT_NAMESPACE",
    "STATEMENT_REQUEST_CLS",
)
