# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The controlled lists that the OpenAIRE CERIF profile 1.2 names, by DataCite's terms."""

COAR_TYPES = "http://purl.org/coar/resource_type/"
OTHER_PRODUCT, OTHER_PUBLICATION = "c_1843", "c_18cf"

PRODUCTS = {
    "Audiovisual": "c_8a7e",
    "ComputationalNotebook": "c_5ce6",
    "Dataset": "c_ddb1",
    "Image": "c_c513",
    "InteractiveResource": "c_e9a0",
    "Software": "c_5ce6",
    "Sound": "c_18cc",
    "Workflow": "c_393c",
}
"""COAR resource types that do not descend from "text", by DataCite's general type."""
PUBLICATIONS = {
    "Book": "c_2f33",
    "BookChapter": "c_3248",
    "ConferencePaper": "c_5794",
    "ConferenceProceeding": "c_f744",
    "DataPaper": "c_beb9",
    "Dissertation": "c_46ec",
    "Journal": "c_0640",
    "JournalArticle": "c_6501",
    "OutputManagementPlan": "c_ab20",
    "PeerReview": "H9BQ-739P",
    "Poster": "c_6670",
    "Preprint": "c_8042",
    "Presentation": "R60J-J5BD",
    "Report": "c_93fc",
    "Standard": "c_18cf",
    "StudyRegistration": "c_18cf",
    "Text": "c_18cf",
}
"""Those that do."""
FUNDING_TYPES = "https://www.openaire.eu/cerif-profile/vocab/OpenAIRE_Funding_Types"
GRANT, AWARD = f"{FUNDING_TYPES}#Grant", f"{FUNDING_TYPES}#Award"
AWARD_NUMBER = "https://w3id.org/cerif/vocab/IdentifierTypes#AwardNumber"
PROJECT_REFERENCE = "https://w3id.org/cerif/vocab/IdentifierTypes#ProjectReference"

PUBLISHED_WITH = frozenset({"IsSupplementTo", "IsCitedBy", "IsReferencedBy"})
"""Relations to what is a publication where nobody says what it is: link counting reads them so."""
REFERENCES = frozenset({"References", "Cites", "IsSupplementTo"})
"""Relations by which this product refers to another output."""
DATES = (
    "Accepted",
    "Available",
    "Copyrighted",
    "Collected",
    "Created",
    "Issued",
    "Submitted",
    "Updated",
    "Valid",
    "Withdrawn",
)
"""Types of dates, in the order of the schema; others have no place in it."""
PERIODS = frozenset({"Collected", "Valid"})
"""Dates that something lasts; the others are when a state began."""
