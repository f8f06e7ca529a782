# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Every sentence that a harvester is told. They are English: programs' makers read them."""

VERB_MISSING = "The argument verb is missing. It is one of: {verbs}."
VERB_REPEATED = "The argument verb is given more than once."
VERB_UNKNOWN = "The verb is none of OAI-PMH 2.0. It is one of: {verbs}."
REPEATED = "The argument {name} is given more than once."
UNKNOWN = "{verb} has no such argument as one of those given. It may have: {names}."
MISSING = "{verb} needs the argument {name}."
EXCLUSIVE = "With resumptionToken there is no other argument but the verb: leave out {name}."
CHARACTERS = "The argument {name} has characters that XML does not allow."
DATE = "The argument {name} is no date. Write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, in UTC."
GRANULARITY = "from and until have different granularities. Write both as days, or both as seconds."
ORDER = "from is later than until."
SYNTAX = "The argument {name} is not of the form that OAI-PMH 2.0 prescribes."
IDENTIFIER = "The argument identifier is no URI."
FORMAT = "There is no such metadata format here; ListMetadataFormats names those there are."
FORMAT_OF_ITEM = "This record cannot be shown in this metadata format."
NO_FORMATS = "This record cannot be shown in any metadata format at the moment."
NO_IDENTIFIER = "There is no record with this identifier."
NO_RECORDS = "No record matches from, until, set and metadataPrefix."
NO_SETS = "This repository has no sets."
TOKEN = (
    "The resumptionToken was not given out for this request, or is damaged. Begin the list anew."  # noqa: S105
)
TOKEN_EXPIRED = "The resumptionToken has expired. Begin the list anew."  # noqa: S105
BUSY = "Too many harvests are running. Ask again after the time in Retry-After.\n"
