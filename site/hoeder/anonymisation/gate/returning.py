# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Returning a draft to its depositor: the list of what stands, in the review's conversation.

The request stays open. Its depositor is told by mail as of any comment, corrects the draft, and the
steward looks at the same request again.
"""

from typing import Any

from flask import render_template
from flask_principal import Identity
from invenio_i18n import gettext
from invenio_rdm_records.services.errors import ReviewStateError
from invenio_records_resources.services.errors import PermissionDeniedError
from invenio_requests.customizations.event_types import CommentEventType
from invenio_requests.proxies import current_events_service
from marshmallow import ValidationError

from hoeder.anonymisation.statement.fields import N_

from . import evidence, service
from .refusal import sentence

MOST = 100
"""Sentences in one comment."""
LONGEST_NOTE = 2000  # characters

_CLOSED = N_("There is no open review request to write into. Nothing was sent.")
_NOTHING = N_("Nothing stands in the way of publication, so there is no list to return.")
_NOTE = N_("The note is too long: 2,000 characters fit.")


def review_of(record: Any) -> Any:
    """Return the open review request of a draft, or None."""
    try:
        review = record.get_review()
    except ReviewStateError:
        return None
    request = review.get_object() if review is not None else None
    return request if request is not None and request.is_open else None


def send(identity: Identity, id_: str, note: str) -> None:
    """Write what stands into the conversation of the draft's review, as the steward.

    :param note: plain text that comes before the list; may be empty.
    :raises PermissionDeniedError: for anybody but a steward of the custodian.
    :raises ValidationError: names the field; nothing was sent.
    """
    record = service.opened(identity, id_, draft=True)
    if not service.may_decide(identity, record):
        raise PermissionDeniedError("accept")
    request = review_of(record)
    if request is None:
        raise ValidationError({"return": [gettext(_CLOSED)]})
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": [gettext(_NOTE)]})
    standing = [(o.key, sentence(o)) for o in evidence.obstacles(record) if o.stands]
    if not standing:
        raise ValidationError({"return": [gettext(_NOTHING)]})
    content = render_template(
        "hoeder/anonymisation/screening/letter.html",
        note=note.strip(),
        standing=standing[:MOST],
        more=max(len(standing) - MOST, 0),
    )
    data = {"payload": {"content": content, "format": "html"}}
    current_events_service.create(identity, request.id, data, CommentEventType)
