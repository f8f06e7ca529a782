# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Sets of communities: those that anybody may see, under the names that they have now."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from invenio_communities.communities.records.models import (
    CommunityDeletionStatusEnum,
    CommunityMetadata,
)
from invenio_db import db

from hoeder.dissemination.projection import definitions
from hoeder.dissemination.projection.models import DEFINITION
from hoeder.dissemination.projection.shelf import SPEC
from hoeder.dissemination.records import refresh, words

TOP = "community"
_IN_USE = sa.text(
    f"SELECT spec FROM {DEFINITION} WHERE starts_with(spec, :top || ':') AND NOT retired"  # noqa: S608
)


def define(ids: Collection[UUID] | None = None) -> None:
    """Define the sets of some communities, or of all, as far as they are public."""
    refresh.define_missing([TOP])
    query = sa.select(CommunityMetadata.slug, CommunityMetadata.json).where(_public())
    if ids is not None:
        query = query.where(CommunityMetadata.id.in_(ids))
    for slug, json in db.session.execute(query).all():
        if not SPEC.fullmatch(f"{TOP}:{slug}"):
            continue
        title = json["metadata"]["title"]
        definitions.define(db.session, f"{TOP}:{slug}", title, words.COMMUNITY.format(title=title))


def retire() -> None:
    """Retire the sets of communities that are renamed, closed or deleted.

    Told from what there is: what a community was before, the session does not always know.
    """
    slugs = db.session.execute(sa.select(CommunityMetadata.slug).where(_public())).scalars()
    kept = {f"{TOP}:{slug}" for slug in slugs}
    for spec in set(db.session.execute(_IN_USE, {"top": TOP}).scalars()) - kept:
        definitions.retire(db.session, spec)


def _public() -> sa.ColumnElement[bool]:
    return sa.and_(
        CommunityMetadata.json["access"]["visibility"].as_string() == "public",
        CommunityMetadata.deletion_status == CommunityDeletionStatusEnum.PUBLISHED,
    )
