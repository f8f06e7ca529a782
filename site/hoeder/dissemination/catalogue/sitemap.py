# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The sitemap's records: what harvesters get, search engines find. InvenioRDM's task reads it."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from invenio_base import invenio_url_for
from invenio_db import db
from invenio_rdm_records.proxies import current_rdm_records_service
from invenio_sitemap import SitemapSection, format_to_w3c

from hoeder.dissemination.projection.models import RECORD

_PUBLIC = """
SELECT k.json ->> 'id' AS id, r.stamp FROM {record} r JOIN {table} k ON k.id = r.id
WHERE NOT r.deleted ORDER BY r.stamp DESC, r.id
"""


class RecordsInSitemap(SitemapSection):  # type: ignore[misc]
    """Records of the projection, the last changed first.

    Stock asks the search index, which may lag behind: it would go on naming a record that was
    restricted while search was down.
    """

    def iter_entities(self) -> Iterator[Any]:
        """Rows of id and stamp."""
        table = current_rdm_records_service.record_cls.model_cls.__tablename__
        query = sa.text(_PUBLIC.format(record=RECORD, table=table))
        yield from db.session.execute(query, execution_options={"yield_per": 1000})

    def to_dict(self, entity: Any) -> dict[str, str]:
        """An entry of the sitemap."""
        page = invenio_url_for("invenio_app_rdm_records.record_detail", pid_value=entity.id)
        return {"loc": page, "lastmod": format_to_w3c(entity.stamp)}
