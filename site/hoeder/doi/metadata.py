# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DataCite metadata of a record or of all its versions: stock's serializer, mended."""

from typing import Any

from invenio_rdm_records.resources.serializers import DataCite45JSONSerializer

from hoeder.crosswalks.datacite import spelled


class DataCiteJSON(DataCite45JSONSerializer):
    """What is sent to DataCite, in the spelling that its schema accepts."""

    def dump_obj(self, obj: Any, **kwargs: Any) -> Any:
        """The metadata of a record, as plain data."""
        return spelled(super().dump_obj(obj, **kwargs))
