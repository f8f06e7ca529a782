# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Controlled terms of DCAT-AP 3.0.1 and DCAT-AP-VL, each as a node that can stand anywhere.

Terms are those of the EU Vocabularies (authority tables ``access-right``, ``data-theme``,
``frequency``, ``language``, HVD categories of Regulation (EU) 2023/138), of the GDI-Vlaanderen
thesaurus and of the DCAT-AP-VL profiles. A term has its labels and its scheme with it, because a
harvester that checks shapes looks for them in the same document.
"""

from functools import cache

from hoeder.crosswalks.nodes import Node, both, node, tagged

EU = "http://publications.europa.eu/resource/authority/"
GDI = "https://metadata.vlaanderen.be/id/GDI-Vlaanderen-Trefwoorden"
HVD_SCHEME = "http://data.europa.eu/bna/asd487ae75"
HVD_LAW = "http://data.europa.eu/eli/reg_impl/2023/138/oj"
FLEMISH_LICENCES = "https://data.vlaanderen.be/id/licentie/"
FLEMISH_CC0 = f"{FLEMISH_LICENCES}creative-commons-zero-verklaring/v1.0"
PROFILE = "https://data.vlaanderen.be/doc/applicatieprofiel/DCAT-AP-VL/erkendestandaard/"

THEMES = {
    "AGRI": ("Agriculture, fisheries, forestry and food", "Landbouw, visserij, bosbouw en voeding"),
    "ECON": ("Economy and finance", "Economie en financiën"),
    "EDUC": ("Education, culture and sport", "Onderwijs, cultuur en sport"),
    "ENER": ("Energy", "Energie"),
    "ENVI": ("Environment", "Milieu"),
    "GOVE": ("Government and public sector", "Overheid en publieke sector"),
    "HEAL": ("Health", "Gezondheid"),
    "INTR": ("International issues", "Internationale vraagstukken"),
    "JUST": (
        "Justice, legal system and public safety",
        "Justitie, rechtsstelsel en openbare veiligheid",
    ),
    "REGI": ("Regions and cities", "Regio's en steden"),
    "SOCI": ("Population and society", "Bevolking en samenleving"),
    "TECH": ("Science and technology", "Wetenschap en technologie"),
    "TRAN": ("Transport", "Vervoer"),
}
"""EU data themes, in English and Dutch."""

FREQUENCIES = {
    "ANNUAL": ("annual", "jaarlijks"),
    "ANNUAL_2": ("semiannual", "halfjaarlijks"),
    "ANNUAL_3": ("three times a year", "drie keer per jaar"),
    "BIENNIAL": ("biennial", "tweejaarlijks"),
    "BIMONTHLY": ("bimonthly", "tweemaandelijks"),
    "BIWEEKLY": ("biweekly", "veertiendaags"),
    "CONT": ("continuous", "voortdurend"),
    "DAILY": ("daily", "dagelijks"),
    "DAILY_2": ("twice a day", "tweemaal per dag"),
    "IRREG": ("irregular", "onregelmatig"),
    "MONTHLY": ("monthly", "maandelijks"),
    "MONTHLY_2": ("semimonthly", "twee keer per maand"),
    "MONTHLY_3": ("three times a month", "drie keer per maand"),
    "NEVER": ("never", "nooit"),
    "OTHER": ("other", "overige"),
    "QUARTERLY": ("quarterly", "driemaandelijks"),
    "TRIENNIAL": ("triennial", "driejaarlijks"),
    "UNKNOWN": ("unknown", "onbekend"),
    "UPDATE_CONT": ("continuously updated", "voortdurend geactualiseerd"),
    "WEEKLY": ("weekly", "wekelijks"),
    "WEEKLY_2": ("semiweekly", "twee keer per week"),
    "WEEKLY_3": ("three times a week", "drie keer per week"),
}
"""EU frequencies, in English and Dutch."""

HIGH_VALUE = {
    "c_164e0bf5": ("Meteorological", "Meteorologische data"),
    "c_a9135398": ("Companies and company ownership", "Bedrijven en eigendom van bedrijven"),
    "c_ac64a52d": ("Geospatial", "Geospatiale data"),
    "c_b79e35eb": ("Mobility", "Mobiliteit"),
    "c_dd313021": ("Earth observation and environment", "Aardobservatie en milieu"),
    "c_e1da4e07": ("Statistics", "Statistiek"),
}
"""The six categories of high-value datasets (Regulation (EU) 2023/138, annex)."""

_ACCESS = {"PUBLIC": ("public", "publiek"), "NON_PUBLIC": ("non public", "niet publiek")}


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


# These languages have no term in the authority table, or none that is known here.
_NO_TERM = _codes(
    "aar abk aka arg asm ava ave bak bam che chu chv cre ful guj hau her ido iii iku ile ipk "
    "jav kan kas kau kik kom kua lim lub lug mal mar nav nde ndo oji ori orm pli san sna snd "
    "srd sun tah tat tel tgl twi uig vol yor zha"
)


def scheme(iri: str, english: str, dutch: str) -> Node:
    """Return a scheme of terms."""
    return node(iri, "skos:ConceptScheme", {"dct:title": both(english, dutch)})


def _concept(iri: str, types: str, labels: tuple[str, str], within: Node) -> Node:
    return node(iri, types, {"skos:prefLabel": both(*labels), "skos:inScheme": [within]})


THEME_SCHEME = scheme(f"{EU}data-theme", "Data theme", "Gegevensthema")
FILE_TYPE_SCHEME = scheme(f"{EU}file-type", "File type", "Bestandstype")
_ACCESS_SCHEME = scheme(f"{EU}access-right", "Access right", "Toegangsrecht")
_FREQUENCY_SCHEME = scheme(f"{EU}frequency", "Frequency", "Frequentie")
_LANGUAGE_SCHEME = scheme(f"{EU}language", "Language", "Taal")
_HVD_NODE = scheme(HVD_SCHEME, "High-value dataset categories", "Categorieën hoogwaardige data")
_GDI_SCHEME = scheme(GDI, "GDI-Vlaanderen keywords", "GDI-Vlaanderen trefwoorden")


@cache
def theme(code: str) -> Node:
    """Return an EU data theme."""
    return _concept(f"{EU}data-theme/{code}", "skos:Concept", THEMES[code], THEME_SCHEME)


@cache
def access_right(public: bool) -> Node:
    """Return PUBLIC or NON_PUBLIC, the two that the Datavindplaats knows."""
    code = "PUBLIC" if public else "NON_PUBLIC"
    types = "dct:RightsStatement skos:Concept"
    return _concept(f"{EU}access-right/{code}", types, _ACCESS[code], _ACCESS_SCHEME)


@cache
def frequency(code: str) -> Node:
    """Return an EU frequency."""
    types = "dct:Frequency skos:Concept"
    return _concept(f"{EU}frequency/{code}", types, FREQUENCIES[code], _FREQUENCY_SCHEME)


@cache
def language(alpha_3: str, alpha_2: str, english: str) -> Node:
    """Return an EU language, or {} for one that the table is not known to have.

    :param alpha_3: ISO 639-3, on which the codes of the table are built.
    """
    if not alpha_2 or alpha_3 in _NO_TERM:
        return {}
    return node(
        f"{EU}language/{alpha_3.upper()}",
        "dct:LinguisticSystem",
        {"rdfs:label": [tagged(english, "en")], "skos:inScheme": [_LANGUAGE_SCHEME]},
    )


@cache
def high_value(code: str) -> Node:
    """Return a category of high-value datasets."""
    return _concept(
        f"http://data.europa.eu/bna/{code}", "skos:Concept", HIGH_VALUE[code], _HVD_NODE
    )


LAW_ON_HIGH_VALUE = node(
    HVD_LAW,
    "eli:LegalResource",
    {
        "dct:title": both(
            "Commission Implementing Regulation (EU) 2023/138 on high-value datasets",
            "Uitvoeringsverordening (EU) 2023/138 van de Commissie over hoogwaardige datasets",
        )
    },
)
OPEN_DATA = _concept(
    f"{GDI}/VLOPENDATA", "skos:Concept", ("Flemish open data", "Vlaamse Open data"), _GDI_SCHEME
)
"""The status by which the Datavindplaats knows open data."""

PROFILE_2 = node(
    f"{PROFILE}2022-04-21", "dct:Standard", {"dct:title": both("DCAT-AP-VL 2.0", "DCAT-AP-VL 2.0")}
)
PROFILE_3 = node(
    f"{PROFILE}2026-02-12", "dct:Standard", {"dct:title": both("DCAT-AP-VL 3.0", "DCAT-AP-VL 3.0")}
)
