# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Who may see what files give away, and who may decide. Deny, then allow."""

from invenio_administration.generators import Administration
from invenio_rdm_records.services.generators import RecordOwners
from invenio_records_permissions.generators import SystemProcess
from invenio_records_permissions.policies import BasePermissionPolicy

from hoeder.custodians.permissions import CustodianStewards


class GatePermissionPolicy(BasePermissionPolicy):
    """For drafts, stock's ``read_draft`` is asked besides: a steward sees what was submitted."""

    can_read = [RecordOwners(), CustodianStewards(), Administration(), SystemProcess()]
    can_confirm = [RecordOwners(), CustodianStewards(), SystemProcess()]
    can_accept = [CustodianStewards()]
    can_read_internal = [RecordOwners(), CustodianStewards(), SystemProcess()]
    can_write_internal = [RecordOwners(), SystemProcess()]
