# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Where it is about: locations in DataCite JSON.

A location of InvenioRDM has a place, a description, identifiers, and a geometry of GeoJSON (RFC
7946): a point, points, or a polygon with longitude before latitude, in degrees. DataCite knows the
outer ring of a polygon only, and its points between -180 and 180, -90 and 90; a geometry beyond
these limits is left out.
"""

from collections.abc import Iterator
from typing import Any

from hoeder.crosswalks.context import Json
from hoeder.crosswalks.datacite_people import full
from hoeder.crosswalks.datacite_terms import REGISTRIES, address
from hoeder.crosswalks.text import uri

Position = tuple[float, float]


def geo_locations(metadata: Json) -> Iterator[Json]:
    """Return the locations: one for each point where there are several."""
    for location in _features(metadata):
        name = _name(location)
        shapes = list(_shapes(location.get("geometry") or {}))
        for shape in shapes or [{}]:
            if told := full(geoLocationPlace=name) | shape:
                yield told


def places(metadata: Json) -> Iterator[Json]:
    """Return the places that a gazetteer knows, as subjects: a location here has no address."""
    for location in _features(metadata):
        for item in location.get("identifiers") or ():
            if url := address(item.get("scheme", ""), item.get("identifier", "")):
                registry = REGISTRIES.get(item.get("scheme", ""))
                yield full(
                    subject=_name(location) or url,
                    subjectScheme=registry.name if registry else item.get("scheme"),
                    schemeUri=registry.address if registry else "",
                    valueUri=uri(url),
                )


def _features(metadata: Json) -> list[Json]:
    return list((metadata.get("locations") or {}).get("features") or ())


def _name(location: Json) -> str:
    place, description = location.get("place", ""), location.get("description", "")
    return f"{place} ({description})" if place and description else place or description


def _shapes(geometry: Json) -> Iterator[Json]:
    coordinates: Any = geometry.get("coordinates") or []
    match geometry.get("type"):
        case "Point":
            points = positions([coordinates])
            yield from ({"geoLocationPoint": _point(point)} for point in points)
        case "MultiPoint":
            points = positions(coordinates)
            yield from ({"geoLocationPoint": _point(point)} for point in points)
        case "Polygon" if coordinates:
            ring = positions(coordinates[0])
            if len(ring) >= 4:
                yield box(ring) or {
                    "geoLocationPolygon": [{"polygonPoint": _point(point)} for point in ring]
                }


def positions(coordinates: list[list[float]]) -> list[Position]:
    """The positions without height; none at all when one is not on earth."""
    found = [(float(each[0]), float(each[1])) for each in coordinates if len(each) >= 2]
    return found if all(abs(x) <= 180 and abs(y) <= 90 for x, y in found) else []


def _point(position: Position) -> Json:
    return {"pointLongitude": position[0], "pointLatitude": position[1]}


def box(ring: list[Position]) -> Json | None:
    """The box that a ring draws, or None when it draws something else."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    corners = {(x, y) for x in (west, east) for y in (south, north)}
    if len(ring) > 5 or len(corners) < 4 or set(ring) != corners:
        return None
    return {
        "geoLocationBox": {
            "westBoundLongitude": west,
            "eastBoundLongitude": east,
            "southBoundLatitude": south,
            "northBoundLatitude": north,
        }
    }
