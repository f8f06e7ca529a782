# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Who may make a custodian, and who its stewards are."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from flask_principal import Identity
from invenio_administration.generators import Administration
from invenio_communities.communities.records.api import Community
from invenio_communities.generators import CommunityRoleNeed
from invenio_communities.permissions import CommunityPermissionPolicy
from invenio_communities.proxies import current_roles
from invenio_records_permissions.generators import Generator, SystemProcess
from sqlalchemy.exc import NoResultFound

from hoeder.custodians.proxies import current_custodians


class CustodianCommunityPolicy(CommunityPermissionPolicy):
    """Stock's permissions, except that communities are made by administrators.

    Stock lets any account take any slug, a future custodian's among them, whose community the
    set-up would then find made and owned by a stranger.
    """

    can_create = [Administration(), SystemProcess()]


class CustodianStewards(Generator):
    """Allows the stewards of the custodian of a record or draft; nobody when it has none.

    Stewards are the curators, managers and owners of the custodian's community.
    """

    def needs(self, record: Any = None, **kwargs: Any) -> list[Any]:
        """Return one need for each role that may review."""
        community = current_custodians.community_for(record) if record is not None else None
        if community is None:
            return []
        return [CommunityRoleNeed(str(community.id), r.name) for r in current_roles.can("curate")]


def stewarded(identity: Identity) -> frozenset[str]:
    """Return the slugs of the custodians whose steward somebody is."""
    roles = {role.name for role in current_roles.can("curate")}
    communities = {
        need.value
        for need in identity.provides
        if getattr(need, "method", "") == "community" and need.role in roles
    }
    return frozenset(
        community.slug
        for community in _existing(communities)
        if current_custodians.by_slug(community.slug)
    )


def _existing(ids: Iterable[str]) -> Iterator[Community]:
    for id_ in ids:
        with suppress(NoResultFound):
            yield Community.get_record(id_)
