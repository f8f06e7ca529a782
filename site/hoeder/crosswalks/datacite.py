# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DataCite metadata, kernel 4, as its JSON schema spells it.

InvenioRDM 14 serialises ``valueURI``, ``schemeURI`` and ``awardURI`` where the schema of the
``datacite`` package (``datacite-v4.5.json``) says ``valueUri``, ``schemeUri`` and ``awardUri``, and
coordinates as text where it says number. DataCite's XML writer then drops the addresses without a
word, and a check against the schema refuses the whole.
"""

from typing import Any

RENAMED = {"valueURI": "valueUri", "schemeURI": "schemeUri", "awardURI": "awardUri"}
#: Objects whose values are coordinates in degrees.
COORDINATES = {"geoLocationPoint", "geoLocationBox", "polygonPoint", "inPolygonPoint"}


def spelled(metadata: Any, *, within: str = "") -> Any:
    """The same metadata in the schema's spelling; what is right already is returned as it is.

    >>> spelled({"subjects": [{"subject": "Work", "valueURI": "https://example.org/1"}]})
    {'subjects': [{'subject': 'Work', 'valueUri': 'https://example.org/1'}]}
    >>> spelled({"geoLocationPoint": {"pointLatitude": "50.85", "pointLongitude": 4}})
    {'geoLocationPoint': {'pointLatitude': 50.85, 'pointLongitude': 4.0}}
    """
    if isinstance(metadata, dict):
        return {
            RENAMED.get(key, key): float(value)
            if within in COORDINATES
            else spelled(value, within=key)
            for key, value in metadata.items()
        }
    if isinstance(metadata, list):
        return [spelled(value, within=within) for value in metadata]
    return metadata
