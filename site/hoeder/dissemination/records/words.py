# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Names of sets, as harvesters see them. They are English, as all of OAI-PMH is."""

#: Name and description of a set by its spec.
SETS = {
    "custodian": ("Data custodians", "Datasets by the institution that answers for them."),
    "community": ("Communities", "Datasets by the public communities that they are in."),
    "type": ("Resource types", "Datasets by what they are."),
    "access": ("Access", "Datasets by how open their files are; all metadata are open."),
    "access:open": ("Open", "Anybody can download the files."),
    "access:embargoed": ("Embargoed", "The files open on a known day."),
    "access:restricted": ("Restricted", "The files are there for those who are admitted."),
    "access:metadata-only": ("Metadata only", "There are no files here."),
    "openaire_data": ("OpenAIRE data", "Datasets for OpenAIRE's Guidelines for Data Archives."),
    "datavindplaats": (
        "For the Datavindplaats",
        "Datasets that meet the quality standard which their custodian agreed to.",
    ),
}
COMMUNITY = "What is in the community {title}."
TYPE = "What is of the type {title}."
QUERY = "What the search {pattern} finds."
