# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Codes of MARC 21, by the terms of DataCite and InvenioRDM that stand for the same."""

KINDS_OF_RECORD = {
    "Audiovisual": "g",
    "Collection": "p",
    "ComputationalNotebook": "m",
    "Dataset": "m",
    "Image": "k",
    "InteractiveResource": "m",
    "Model": "m",
    "PhysicalObject": "r",
    "Software": "m",
    "Sound": "i",
    "Workflow": "m",
}
"""Leader, position 6, by the general type; any other is language material (``a``)."""

CONTENT = {
    "Audiovisual": ("two-dimensional moving image", "tdi"),
    "Collection": ("unspecified", "zzz"),
    "ComputationalNotebook": ("computer program", "cop"),
    "Dataset": ("computer dataset", "cod"),
    "Image": ("still image", "sti"),
    "InteractiveResource": ("computer program", "cop"),
    "Model": ("computer dataset", "cod"),
    "Other": ("unspecified", "zzz"),
    "PhysicalObject": ("three-dimensional form", "tdf"),
    "Software": ("computer program", "cop"),
    "Sound": ("sounds", "snd"),
    "Workflow": ("computer program", "cop"),
    "Text": ("text", "txt"),
    **dict.fromkeys(
        (
            "Book",
            "BookChapter",
            "ConferencePaper",
            "ConferenceProceeding",
            "DataPaper",
            "Dissertation",
            "Journal",
            "JournalArticle",
            "OutputManagementPlan",
            "PeerReview",
            "Poster",
            "Preprint",
            "Presentation",
            "Report",
            "Standard",
        ),
        ("text", "txt"),
    ),
}
"""RDA content type (336): term and code of the list ``rdacontent``."""

DESCRIPTION_FIELDS = {
    "Abstract": ("520", "3 "),
    "Methods": ("567", "  "),
    "SeriesInformation": ("490", "0 "),
    "TableOfContents": ("505", "0 "),
    "TechnicalInfo": ("538", "  "),
}
"""Tag and indicators by DataCite's type; any other is a general note (500)."""

SOURCES = {"ARK": "ark", "Handle": "hdl", "URN": "urn", "arXiv": "arxiv"}
"""Standard Identifier Source Codes (024 $2) by DataCite's type."""

BIBLIOGRAPHIC = {
    "bod": "tib",
    "ces": "cze",
    "cym": "wel",
    "deu": "ger",
    "ell": "gre",
    "eus": "baq",
    "fas": "per",
    "fra": "fre",
    "hye": "arm",
    "isl": "ice",
    "kat": "geo",
    "mkd": "mac",
    "mri": "mao",
    "msa": "may",
    "mya": "bur",
    "nld": "dut",
    "ron": "rum",
    "slk": "slo",
    "sqi": "alb",
    "zho": "chi",
}
"""ISO 639-2/B where it is not the code of ISO 639-3."""
