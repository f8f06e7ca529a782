# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Stewards of a custodian: the curators, managers and owners of its community."""

from typing import Any

from invenio_communities.generators import CommunityRoleNeed
from invenio_communities.proxies import current_roles
from invenio_records_permissions.generators import Generator

from hoeder.custodians.proxies import current_custodians


class CustodianStewards(Generator):
    """Allows the stewards of the custodian of a record or draft; nobody when it has none."""

    def needs(self, record: Any = None, **kwargs: Any) -> list[Any]:
        """Return one need for each role that may review."""
        community = current_custodians.community_for(record) if record is not None else None
        if community is None:
            return []
        return [CommunityRoleNeed(str(community.id), r.name) for r in current_roles.can("curate")]
