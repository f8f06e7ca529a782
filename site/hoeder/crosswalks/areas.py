# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Areas of Belgium by code: NUTS (2021), and in Flanders the REFNIS code of Statbel.

The Flemish Region, its provinces and arrondissements have IRIs in the thesaurus of administrative
units of Digitaal Vlaanderen (merger 2025), which gives their REFNIS codes; an arrondissement is a
NUTS 3 area. ``named`` takes a place for an area only where the name can be nothing else: "Gent" may
be the city, the arrondissement or the cathedral's parish.
"""

from collections.abc import Mapping
from typing import NamedTuple

UNITS = "https://metadata.vlaanderen.be/id/GDI-Vlaanderen-Vlaamse-Administratieve-Eenheden/2025/"
REFNIS = "http://vocab.belgif.be/auth/refnis2025/"
NUTS = "http://data.europa.eu/nuts/code/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"


class Area(NamedTuple):
    """An area; ``refnis`` and ``unit`` (the last parts of its IRI) are empty outside Flanders."""

    nuts: str
    english: str
    dutch: str
    refnis: str = ""
    unit: str = ""

    @property
    def iri(self) -> str:
        """What it is known by in Flanders, or else in Europe."""
        if self.unit:
            return f"{UNITS}{self.unit}"
        return f"{COUNTRY}BEL" if self.nuts == "BE" else f"{NUTS}{self.nuts}"


def _arrondissement(nuts: str, refnis: str, name: str) -> Area:
    unit = f"arrondissement/{name.lower()}"
    return Area(nuts, f"Arrondissement of {name}", f"Arrondissement {name}", refnis, unit)


def _province(nuts: str, refnis: str, name: str, english: str) -> Area:
    return Area(nuts, english, f"Provincie {name}", refnis, f"provincie/{name.lower()}")


AREAS: Mapping[str, Area] = {
    area.nuts: area
    for area in (
        Area("BE", "Belgium", "België"),
        Area("BE1", "Brussels-Capital Region", "Brussels Hoofdstedelijk Gewest"),
        Area("BE2", "Flemish Region", "Vlaams Gewest", "2000", "gewest/vlaanderen"),
        Area("BE3", "Walloon Region", "Waals Gewest"),
        _province("BE21", "10000", "Antwerpen", "Province of Antwerp"),
        _province("BE22", "70000", "Limburg", "Province of Limburg"),
        _province("BE23", "40000", "Oost-Vlaanderen", "Province of East Flanders"),
        _province("BE24", "20001", "Vlaams-Brabant", "Province of Flemish Brabant"),
        _province("BE25", "30000", "West-Vlaanderen", "Province of West Flanders"),
        Area("BE31", "Province of Walloon Brabant", "Provincie Waals-Brabant"),
        Area("BE32", "Province of Hainaut", "Provincie Henegouwen"),
        Area("BE33", "Province of Liège", "Provincie Luik"),
        Area("BE34", "Province of Luxembourg", "Provincie Luxemburg"),
        Area("BE35", "Province of Namur", "Provincie Namen"),
        _arrondissement("BE211", "11000", "Antwerpen"),
        _arrondissement("BE212", "12000", "Mechelen"),
        _arrondissement("BE213", "13000", "Turnhout"),
        _arrondissement("BE223", "73000", "Tongeren"),
        _arrondissement("BE224", "71000", "Hasselt"),
        _arrondissement("BE225", "72000", "Maaseik"),
        _arrondissement("BE231", "41000", "Aalst"),
        _arrondissement("BE232", "42000", "Dendermonde"),
        _arrondissement("BE233", "43000", "Eeklo"),
        _arrondissement("BE234", "44000", "Gent"),
        _arrondissement("BE235", "45000", "Oudenaarde"),
        _arrondissement("BE236", "46000", "Sint-Niklaas"),
        _arrondissement("BE241", "23000", "Halle-Vilvoorde"),
        _arrondissement("BE242", "24000", "Leuven"),
        _arrondissement("BE251", "31000", "Brugge"),
        _arrondissement("BE252", "32000", "Diksmuide"),
        _arrondissement("BE253", "33000", "Ieper"),
        _arrondissement("BE254", "34000", "Kortrijk"),
        _arrondissement("BE255", "35000", "Oostende"),
        _arrondissement("BE256", "36000", "Roeselare"),
        _arrondissement("BE257", "37000", "Tielt"),
        _arrondissement("BE258", "38000", "Veurne"),
    )
}
"""By NUTS code."""

_BY_NAME = {
    **{name.casefold(): area for area in AREAS.values() for name in (area.english, area.dutch)},
    **{
        name.casefold(): AREAS[code]
        for name, code in (
            ("Flanders", "BE2"),
            ("Vlaanderen", "BE2"),
            ("Oost-Vlaanderen", "BE23"),
            ("East Flanders", "BE23"),
            ("Vlaams-Brabant", "BE24"),
            ("Flemish Brabant", "BE24"),
            ("West-Vlaanderen", "BE25"),
            ("West Flanders", "BE25"),
        )
    },
}


def named(place: str) -> Area | None:
    """Return the area that a name stands for, or None.

    >>> named("oost-vlaanderen").refnis, named("Provincie Antwerpen").nuts, named("Gent")
    ('40000', 'BE21', None)
    """
    return _BY_NAME.get(" ".join(place.split()).casefold())
