# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Where and when a dataset is about: ``dct:spatial`` and ``dct:temporal``.

Geometries are well-known text in longitude and latitude, degrees (OGC CRS84, the default of
GeoSPARQL's ``wktLiteral``): a box as ``dcat:bbox``, a point as ``dcat:centroid``, anything else as
``locn:geometry``.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Any

from hoeder.crosswalks import areas, edtf
from hoeder.crosswalks.context import Json
from hoeder.crosswalks.datacite_places import box, positions
from hoeder.crosswalks.datacite_terms import address
from hoeder.crosswalks.nodes import Node, both, node, tagged, typed, web

AREAS_FIELD = "hoeder:areas"
_GEONAMES = re.compile(r"(?:geonames:)?(\d+)|https?://(?:www|sws)\.geonames\.org/(\d+).*")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_COVERED = ("coverage", "collected")


def spatial(metadata: Json, custom_fields: Json, base: str, language: str) -> Iterator[Node]:
    """Return the areas that were chosen, and the places of the record.

    A place of the gazetteers is said beside the depositor's words for it, under its own IRI.
    """
    chosen = [areas.AREAS.get(str(code)) for code in custom_fields.get(AREAS_FIELD) or ()]
    features = (metadata.get("locations") or {}).get("features") or ()
    known = [areas.named(str(feature.get("place") or "")) for feature in features]
    for area in dict.fromkeys((*chosen, *known)):
        if area is not None:
            yield _area(area)
    for number, feature in enumerate(features, 1):
        yield from _places(feature, f"{base}#place-{number}", language)


def _area(area: areas.Area) -> Node:
    given: dict[str, list[Any]] = {
        "rdfs:label": both(area.english, area.dutch),
        "skos:prefLabel": both(area.english, area.dutch),
        "dct:identifier": [area.refnis],
    }
    if area.refnis:
        given["owl:sameAs"] = [node(f"{areas.REFNIS}{area.refnis}", "dct:Location", {})]
        given["skos:exactMatch"] = [node(f"{areas.NUTS}{area.nuts}", "dct:Location", {})]
    return node(area.iri, "dct:Location", given)


def _places(feature: Json, iri: str, language: str) -> Iterator[Node]:
    name = str(feature.get("place") or feature.get("description") or "")
    given: dict[str, list[Any]] = {
        "rdfs:label": [tagged(name, language)],
        "skos:prefLabel": [tagged(name, language)],
        **_geometry(feature.get("geometry") or {}),
    }
    found = node(iri, "dct:Location", given)
    if len(found) > 2:
        yield found
    for item in feature.get("identifiers") or ():
        if known := _gazetteer(item.get("scheme") or "", item.get("identifier") or ""):
            yield node(known, "dct:Location", {})


def _gazetteer(scheme: str, identifier: str) -> str:
    """The IRI of a place: that of GeoNames' features is not the address of their pages.

    >>> _gazetteer("geonames", "2797656"), _gazetteer("geonames", "https://www.geonames.org/2797656")
    ('https://sws.geonames.org/2797656/', 'https://sws.geonames.org/2797656/')
    """
    if scheme == "geonames":
        found = _GEONAMES.fullmatch(identifier.strip())
        return f"https://sws.geonames.org/{found[1] or found[2]}/" if found else ""
    return web(address(scheme, identifier))


def _geometry(geometry: Json) -> dict[str, list[Any]]:
    coordinates: Any = geometry.get("coordinates") or []
    match geometry.get("type"):
        case "Point" if points := positions([coordinates]):
            return _wkt("dcat:centroid", f"POINT({_pair(points[0])})")
        case "MultiPoint" if points := positions(coordinates):
            pairs = ", ".join(f"({_pair(point)})" for point in points)
            return _wkt("locn:geometry", f"MULTIPOINT({pairs})")
        case "Polygon" if coordinates:
            ring = positions(coordinates[0])
            name = "dcat:bbox" if box(ring) else "locn:geometry"
            pairs = ", ".join(map(_pair, ring))
            return _wkt(name, f"POLYGON(({pairs}))") if len(ring) >= 4 else {}
    return {}


def _pair(position: tuple[float, float]) -> str:
    return f"{position[0]:.10g} {position[1]:.10g}"


def _wkt(name: str, text: str) -> dict[str, list[Any]]:
    return {name: [typed(text, "geo:wktLiteral")]}


def temporal(metadata: Json, base: str) -> Iterator[Node]:
    """Return the periods that the data are about; where none is told, those of collection."""
    dates = [
        (str((item.get("type") or {}).get("id") or ""), str(item.get("date") or ""))
        for item in metadata.get("dates", ())
    ]
    for wanted in _COVERED:
        told = [date for kind, date in dates if kind == wanted]
        if found := [(s, e) for s, e in map(period, told) if s or e]:
            for number, (start, end) in enumerate(found, 1):
                yield node(
                    f"{base}#period-{number}",
                    "dct:PeriodOfTime",
                    {"dcat:startDate": [_date(start)], "dcat:endDate": [_date(end)]},
                )
            return


def _date(day: str) -> Node:
    return typed(day, "xsd:date")


def period(date: str) -> tuple[str, str]:
    """Return the first and last day of an EDTF date, "" where it is open or not in our era.

    >>> period("1974"), period("2020-02/"), period("/2021-06-30")
    (('1974-01-01', '1974-12-31'), ('2020-02-01', ''), ('', '2021-06-30'))
    >>> period("202X"), period("-0044")
    (('2020-01-01', '2029-12-31'), ('', ''))
    """
    lower, slash, upper = edtf.w3cdtf(date)[0].partition("/")
    return _bound(lower, first=True), _bound(upper if slash else lower, first=False)


def _bound(date: str, *, first: bool) -> str:
    found = _DAY.fullmatch(date.partition("T")[0])
    if found is None or found[1] == "0000":
        return ""
    year, month, day = found[1], found[2] or ("01" if first else "12"), found[3]
    if not "01" <= month <= "12":
        return ""
    last = monthrange(int(year), int(month))[1]
    if day and not 1 <= int(day) <= last:
        return ""
    return f"{year}-{month}-{day or ('01' if first else f'{last:02d}')}"


def moment(date: str) -> Node:
    """Return the beginning of an EDTF date as the moment that DCAT-AP-VL asks for.

    >>> moment("2026-05")["@value"], moment("2026-05-09T23:30:00.123+00:00")["@value"]
    ('2026-05-01T00:00:00Z', '2026-05-09T23:30:00Z')
    """
    if exact := _MOMENT.fullmatch(date):
        zone = "Z" if exact[2] in ("+00:00", "Z") else exact[2]
        return typed(f"{exact[1]}{zone}", "xsd:dateTime")
    start, end = period(date)
    return typed(f"{start or end}T00:00:00Z" if start or end else "", "xsd:dateTime")


_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)")
