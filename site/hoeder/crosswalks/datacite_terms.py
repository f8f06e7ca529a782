# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The controlled lists of the DataCite metadata schema, and the identifier schemes of InvenioRDM.

The lists are those of 4.7 (DataCite Metadata Schema 4.7, appendix 1). ``NEWER`` has the terms that
a reader of 4.5 does not know.
"""

from typing import NamedTuple

OTHER = "Other"


def _terms(words: str) -> frozenset[str]:
    return frozenset(words.split())


DATE_TYPES = _terms(
    "Accepted Available Collected Copyrighted Coverage Created Issued Other Submitted Updated "
    "Valid Withdrawn"
)
TITLE_TYPES = _terms("AlternativeTitle Subtitle TranslatedTitle Other")
DESCRIPTION_TYPES = _terms("Abstract Methods SeriesInformation TableOfContents TechnicalInfo Other")
CONTRIBUTOR_TYPES = _terms(
    "ContactPerson DataCollector DataCurator DataManager Distributor Editor HostingInstitution "
    "Producer ProjectLeader ProjectManager ProjectMember RegistrationAgency RegistrationAuthority "
    "RelatedPerson Researcher ResearchGroup RightsHolder Sponsor Supervisor Translator "
    "WorkPackageLeader Other"
)
RESOURCE_TYPES = _terms(
    "Audiovisual Award Book BookChapter Collection ComputationalNotebook ConferencePaper "
    "ConferenceProceeding DataPaper Dataset Dissertation Event Image Instrument "
    "InteractiveResource Journal JournalArticle Model OutputManagementPlan PeerReview "
    "PhysicalObject Poster Preprint Presentation Project Report Service Software Sound Standard "
    "StudyRegistration Text Workflow Other"
)
RELATION_TYPES = _terms(
    "IsCitedBy Cites IsSupplementTo IsSupplementedBy IsContinuedBy Continues IsNewVersionOf "
    "IsPreviousVersionOf IsPartOf HasPart IsPublishedIn IsReferencedBy References IsDocumentedBy "
    "Documents IsCompiledBy Compiles IsVariantFormOf IsOriginalFormOf IsIdenticalTo HasMetadata "
    "IsMetadataFor Reviews IsReviewedBy IsDerivedFrom IsSourceOf Describes IsDescribedBy "
    "HasVersion IsVersionOf Requires IsRequiredBy Obsoletes IsObsoletedBy Collects IsCollectedBy "
    "HasTranslation IsTranslationOf Other"
)
NEWER = _terms(
    "Award Project CSTR RRID Translator HasTranslation IsTranslationOf Coverage "
    "Poster Presentation RAiD SWHID"
)
"""Of 4.6 and 4.7; ``Other`` as a relation type and ``relationTypeInformation`` are of 4.7 too."""

RELATED_IDENTIFIER_TYPES = {
    "ads": "bibcode",
    "ark": "ARK",
    "arxiv": "arXiv",
    "bibcode": "bibcode",
    "cstr": "CSTR",
    "doi": "DOI",
    "ean13": "EAN13",
    "eissn": "EISSN",
    "handle": "Handle",
    "igsn": "IGSN",
    "isbn": "ISBN",
    "issn": "ISSN",
    "istc": "ISTC",
    "lissn": "LISSN",
    "lsid": "LSID",
    "pmid": "PMID",
    "purl": "PURL",
    "raid": "RAiD",
    "rrid": "RRID",
    "swh": "SWHID",
    "swhid": "SWHID",
    "upc": "UPC",
    "url": "URL",
    "urn": "URN",
    "w3id": "w3id",
}
"""By InvenioRDM's scheme. The schemes of InvenioRDM that are not here are no types of DataCite."""


class Registry(NamedTuple):
    """Who gives out identifiers: name, address, and what stands before the identifier in a URL."""

    name: str
    address: str
    base: str


REGISTRIES = {
    "orcid": Registry("ORCID", "https://orcid.org", "https://orcid.org/"),
    "ror": Registry("ROR", "https://ror.org", "https://ror.org/"),
    "isni": Registry("ISNI", "https://isni.org", "https://isni.org/isni/"),
    "gnd": Registry("GND", "https://d-nb.info/gnd", "https://d-nb.info/gnd/"),
    "wikidata": Registry("Wikidata", "https://www.wikidata.org", "https://www.wikidata.org/wiki/"),
    "geonames": Registry("GeoNames", "https://www.geonames.org", "https://www.geonames.org/"),
    "doi": Registry("DOI", "https://doi.org", "https://doi.org/"),
}
"""By InvenioRDM's scheme: registries whose identifiers have an address each."""

SUBJECT_SCHEMES = {
    "data-theme": Registry(
        "EU data theme", "http://publications.europa.eu/resource/authority/data-theme", ""
    ),
    "MeSH": Registry("MeSH", "https://id.nlm.nih.gov/mesh/", ""),
    "FOS": Registry("FOS", "http://www.oecd.org/science/inno/38235147.pdf", ""),
    "EuroSciVoc": Registry("EuroSciVoc", "http://data.europa.eu/8mn/euroscivoc/", ""),
}
"""By the scheme of a subject vocabulary; another scheme goes by its own name."""


def term(given: str | None, known: frozenset[str]) -> str:
    """Return the term if the list has it, else ``Other``, which every list has.

    >>> term("Coverage", DATE_TYPES), term("Harvested", DATE_TYPES), term(None, DATE_TYPES)
    ('Coverage', 'Other', 'Other')
    """
    return given if given in known else OTHER


def address(scheme: str, identifier: str) -> str:
    """Return the URL of an identifier, or "" if its scheme has none.

    >>> address("gnd", "gnd:118604740"), address("isni", "0000 0001 2069 7798")
    ('https://d-nb.info/gnd/118604740', 'https://isni.org/isni/0000000120697798')
    >>> address("url", "https://example.org/1"), address("grid", "grid.5342.0")
    ('https://example.org/1', '')
    """
    if identifier.startswith(("https://", "http://")):
        return identifier
    if scheme not in REGISTRIES:
        return ""
    local = identifier.removeprefix(f"{scheme}:")
    return REGISTRIES[scheme].base + (local.replace(" ", "") if scheme == "isni" else local)
