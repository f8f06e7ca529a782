# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Renders records with the serializers of ``OAISERVER_METADATA_FORMATS``, as nobody in particular,
and the nodes of the catalogue.

A rendering is kept and given to everybody: whoever happens to ask first must not matter.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from flask import Flask, g
from flask_principal import AnonymousIdentity
from invenio_access import any_user
from invenio_oaiserver.proxies import current_oaiserver
from invenio_oaiserver.utils import serializer
from lxml import etree

from hoeder.dissemination.catalogue.kept import NODES, nodes_text
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


def _one(prefix: str, record_id: str) -> str | Exception:
    """One record in a format, or why not; one that is not public is refused by its service."""
    try:
        source = current_oaiserver.record_fetcher(UUID(record_id))
        if prefix == NODES:
            return nodes_text(source)
        # No crosswalk looks at the OAI identifier, and some records have none (see ``families``).
        element = serializer(prefix)(None, {"_source": source})
        return str(etree.tostring(element, encoding="unicode", with_tail=False))
    except PASSING:
        raise
    except Exception as error:  # whatever a crosswalk raises is told to the operator
        return error
