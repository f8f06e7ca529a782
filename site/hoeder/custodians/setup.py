# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One community for each custodian, as ``custodians.yaml`` says.

What the file names (title, description, curation policy, organisation, policies) follows the file;
everything else of a community, its pages, logo, collections and members, is left alone. Stewards
are added when their accounts exist; roles that somebody changed stay changed, and nobody is
removed. Run it as often as you like: each service call is one transaction, and what an
interrupted run left out is added or indexed by the next.
"""

from dataclasses import dataclass
from typing import Any

from flask_principal import Identity
from invenio_access.permissions import system_identity
from invenio_accounts.proxies import current_datastore
from invenio_communities import current_communities
from invenio_communities.communities.records.api import Community
from invenio_communities.members.records.api import Member
from invenio_pidstore.errors import PIDDeletedError, PIDDoesNotExistError
from invenio_vocabularies.contrib.affiliations.api import Affiliation
from sqlalchemy.exc import NoResultFound

from hoeder.custodians import ror
from hoeder.custodians.model import Custodian, CustodiansError, Steward
from hoeder.custodians.proxies import current_custodians

ACCESS = {
    "visibility": "public",
    "member_policy": "closed",
    # Who has an account may submit; only a steward's review publishes, members' own data included.
    "record_submission_policy": "open",
    "review_policy": "closed",
}


@dataclass(frozen=True)
class Outcome:
    """What became of one custodian: ``community`` is created, updated or unchanged."""

    slug: str
    community: str
    added: tuple[str, ...]
    without_account: tuple[str, ...]


def synchronise(identity: Identity = system_identity) -> list[Outcome]:
    """Create, update or leave the community of each custodian, and add its stewards.

    Needs the vocabularies of communities (type ``organization``).

    :raises CustodiansError: when a custodian's community was deleted.
    """
    return [_synchronise(identity, custodian) for custodian in current_custodians.all()]


def _synchronise(identity: Identity, custodian: Custodian) -> Outcome:
    community, what = _community(identity, custodian)
    added, without_account = [], []
    for steward in custodian.stewards:
        user = current_datastore.get_user_by_email(steward.email)
        if user is None:
            without_account.append(steward.email)
        elif _add(identity, community, user, steward):
            added.append(steward.email)
    return Outcome(custodian.slug, what, tuple(added), tuple(without_account))


def _community(identity: Identity, custodian: Custodian) -> tuple[Community, str]:
    service = current_communities.service
    try:
        community = service.record_cls.pid.resolve(custodian.slug)
    except PIDDoesNotExistError:
        item = service.create(identity, {"slug": custodian.slug, **_wanted(custodian)})
        return item._record, "created"
    except PIDDeletedError as error:
        raise _deleted(custodian) from error
    if community.deletion_status.is_deleted:
        raise _deleted(custodian)
    data = {
        "slug": custodian.slug,
        "access": {**community["access"], **ACCESS},
        "metadata": {**community.metadata, **_wanted(custodian)["metadata"]},
        "custom_fields": dict(community.custom_fields or {}),
    }
    # Through the schema first: it sanitises, and an endless difference would be an endless update.
    loaded, _ = service.schema.load(data, context={"identity": identity, "record": community})
    if (loaded["access"], loaded["metadata"]) == (community["access"], community.metadata):
        service.indexer.index(community)
        return community, "unchanged"
    return service.update(identity, str(community.id), data)._record, "updated"


def _wanted(custodian: Custodian) -> dict[str, Any]:
    """A community's data. Invenio has one language for them: English.

    The ROR identifier is the link to the affiliation of that name, where the vocabulary has it,
    and the website in any case.
    """
    identifier = ror.compact(custodian.ror)
    try:
        Affiliation.pid.resolve(identifier)
        organization = {"id": identifier}
    except (NoResultFound, PIDDeletedError):
        organization = {"name": custodian.title.en}
    return {
        "access": ACCESS,
        "metadata": {
            "title": custodian.title.en,
            "description": custodian.description.en,
            "curation_policy": custodian.curation_policy.en,
            "type": {"id": "organization"},
            "website": custodian.ror,
            "organizations": [organization],
        },
    }


def _add(identity: Identity, community: Community, user: Any, steward: Steward) -> bool:
    """Make an account a member, unless it is one or is invited; tell whether it was made one."""
    members = current_communities.service.members
    present = Member.get_members(community.id, members=[{"type": "user", "id": user.id}])
    for member in present:
        members.indexer.index(member)
    if not present:
        entry = {"members": [{"type": "user", "id": str(user.id)}], "role": steward.role}
        members.add(identity, community.id, entry)
    return not present


def _deleted(custodian: Custodian) -> CustodiansError:
    return CustodiansError(
        f"The community of custodian {custodian.slug} was deleted. Restore it in the "
        "administration panel, or take the custodian out of custodians.yaml."
    )
