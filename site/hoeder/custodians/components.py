# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is published has a custodian, and keeps it.

``CustodianComponent`` belongs in ``RDM_RECORDS_SERVICE_COMPONENTS`` before the default components:
theirs create a DOI, and without a custodian nobody's prefix fits. It asks for no permission, so no
identity is exempt. ``KeepCustodianComponent`` belongs in
``RDM_RECORD_COMMUNITIES_SERVICE_COMPONENTS``; only the system process, a script of the operator,
hands a dataset over to another custodian.

``RDM_COMMUNITY_REQUIRED_TO_PUBLISH`` stays set beside them, for the permissions that it brings.
"""

from typing import Any

from invenio_access.permissions import system_process
from invenio_i18n import lazy_gettext as _
from invenio_rdm_records.services.errors import CannotRemoveCommunityError
from invenio_records_resources.services.records.components import ServiceComponent
from marshmallow import ValidationError

from hoeder.custodians.proxies import current_custodians

FIELD = "parent.communities"


class CustodianComponent(ServiceComponent):
    """Refuses what has not exactly one custodian."""

    def publish(self, identity: Any, draft: Any = None, record: Any = None, **kwargs: Any) -> None:
        """Refuse to publish; the draft is kept as it is.

        :raises ValidationError: naming ``parent.communities``.
        """
        _require_custodian(draft)

    def submit_record(
        self, identity: Any, data: Any = None, record: Any = None, **kwargs: Any
    ) -> None:
        """Refuse a review that could only end in a refusal to publish.

        :raises ValidationError: naming ``parent.communities``.
        """
        _require_custodian(record)


def _require_custodian(draft: Any) -> None:
    if current_custodians.for_record(draft) is None:
        message = _(
            "No data custodian answers for this dataset, so it is not published. Your draft is "
            "kept. Choose the community of one custodian and submit to it: %(titles)s.",
            titles=", ".join(custodian.title.en for custodian in current_custodians.all()),
        )
        raise ValidationError({FIELD: [message]})


class LosesCustodianError(CannotRemoveCommunityError):
    """A published record would be left without the community that its custodian is known by."""

    description = _(
        "A published dataset stays with its data custodian, so it was not removed from this "
        "community. If another custodian takes it over, ask the operator of this repository."
    )


class KeepCustodianComponent(ServiceComponent):
    """Refuses changes of a published record's communities that would change its custodian."""

    def remove_community_from_record(
        self, identity: Any, record: Any = None, community: Any = None, **kwargs: Any
    ) -> None:
        """Refuse to remove the custodian's community, and the default one.

        :raises LosesCustodianError: which the service reports for the community in question.
        """
        if system_process in identity.provides:
            return
        own, default = current_custodians.community_for(record), record.parent.communities.default
        if community["id"] in {str(kept.id) for kept in (own, default) if kept is not None}:
            raise LosesCustodianError()

    def set_default(
        self, identity: Any, record: Any = None, default_community_id: Any = None, **kwargs: Any
    ) -> None:
        """Let the default be the custodian's community or one of its subcommunities only.

        :raises ValidationError: naming ``default``; nothing is changed.
        """
        if system_process in identity.provides:
            return
        before = current_custodians.community_for(self.service.record_cls.get_record(record.id))
        after = current_custodians.custodial(record.parent.communities.default)
        if after is None or (before is not None and after.id != before.id):
            message = _(
                "A published dataset stays with its data custodian, so its main community was not "
                "changed. Choose the custodian's community or one of its subcommunities."
            )
            raise ValidationError({"default": [message]})
