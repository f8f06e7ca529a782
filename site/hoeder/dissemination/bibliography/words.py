# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every sentence that a client is told. They are English: programs' makers read them."""

MESSAGE = "The request has wrong arguments. Nothing was left out of an answer: there is none."
UNKNOWN = "There is no such argument. There are: {names}."
REPEATED = "It is given more than once. Give it once."
TOO_MANY = "It is given more than {most} times. Ask for fewer at a time."
ROR = "It is no ROR identifier. Write https://ror.org/ and nine characters, or these alone."
ORCID = "It is no ORCID iD. Write https://orcid.org/ and four groups of four, or these alone."
FUNDER = "It is neither a ROR identifier nor a DOI of the Crossref Funder Registry (10.13039/…)."
GRANT = "It is empty, or longer than {most} characters."
YEAR = "It is no year. Write YYYY, or YYYY-YYYY from the first to the last."
YEARS = "The first year is after the last."
CUSTODIAN = "It is no name of a custodian: small letters, digits and hyphens."
MOMENT = "It is no moment. Write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, in UTC."
FORMAT = "There is no such format. There are: {names}."
LIMIT = "It is no number from 1 to {most}."
CURSOR = "It was not given out here, or is damaged. Begin the list anew, without it."
CURSOR_OTHER = (
    "It was given out for other arguments. Follow the link of the answer before as it is, or "
    "begin the list anew."
)
