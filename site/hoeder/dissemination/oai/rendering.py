# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Renders records with the serializers of ``OAISERVER_METADATA_FORMATS``, as nobody in particular.

A rendering is kept and given to everybody: whoever happens to ask first must not matter.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from flask import Flask, g
from flask_principal import AnonymousIdentity
from invenio_access import any_user
from invenio_oaiserver.proxies import current_oaiserver
from invenio_oaiserver.utils import serializer
from invenio_pidstore.errors import PIDDoesNotExistError
from invenio_rdm_records.proxies import current_rdm_records_service
from lxml import etree

from hoeder.dissemination.projection.renderings import PASSING, Render, Rendered


def renderer(app: Flask) -> Render:
    """Return the renderer of an application."""

    def render(prefix: str, ids: Sequence[str]) -> Rendered:
        with app.app_context(), _anonymous():
            return {one: _one(prefix, one) for one in ids}

    return render


@contextmanager
def _anonymous() -> Iterator[None]:
    """The rights of a visitor, in the context of an application that is our own."""
    identity = AnonymousIdentity()
    identity.provides.add(any_user)
    g.identity = identity
    yield


def fetch_record(record_id: UUID) -> Any:
    """Return a record for the serializers, the record itself; for ``OAISERVER_GETRECORD_FETCHER``.

    Stock's makes the document of the search index, which asks search for statistics and takes four
    times as long as the rest of a rendering.

    :raises PIDDoesNotExistError: when the identity may not read it, or it was taken down.
    """
    service = current_rdm_records_service
    record = service.record_cls.get_record(record_id)
    gone = record.deletion_status.is_deleted
    if gone or not service.check_permission(g.identity, "read", record=record):
        raise PIDDoesNotExistError("recid", None)
    return record


def _one(prefix: str, record_id: str) -> str | Exception:
    """One record in a format, or why not; one that is not public is refused."""
    try:
        source = current_oaiserver.record_fetcher(UUID(record_id))
        # No crosswalk looks at the OAI identifier, and some records have none (see ``families``).
        element = serializer(prefix)(None, {"_source": source})
        return str(etree.tostring(element, encoding="unicode", with_tail=False))
    except PASSING:
        raise
    except Exception as error:  # whatever a crosswalk raises is told to the operator
        return error
