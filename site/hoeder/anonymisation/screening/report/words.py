# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What people read in a report, in English, by key; those of findings and of risk have their own
modules (``detectors.texts``, ``risk.texts``). :mod:`.dutch` has all of them in Dutch.
"""

from collections.abc import Mapping


def N_(message: str) -> str:
    """Mark a message for extraction; the shell that shows it translates it."""
    return message


CERTAINTIES: Mapping[str, str] = {
    "certain": N_("certain"),
    "likely": N_("likely"),
    "possible": N_("possible"),
}

WHERE: Mapping[str, str] = {
    "cells": N_("cells"),
    "header": N_("name of the column"),
    "variable label": N_("variable label"),
    "value label": N_("value labels"),
    "note": N_("note"),
    "sheet name": N_("name of a sheet"),
    "defined name": N_("defined name"),
    "comment": N_("comment"),
    "tracked change": N_("tracked change"),
    "document property": N_("property of the document"),
    "file name": N_("file name"),
    "text": N_("text"),
    "image property": N_("property of the image"),
}

UNREAD: Mapping[str, str] = {
    "type": N_("This type of file is not read."),
    "encrypted": N_("It is locked with a password."),
    "damaged": N_("It is damaged, or not made as its type demands."),
    "mismatch": N_("Its name promises another type than its content is; the content was read."),
    "encoding": N_("Some bytes fit no character encoding; they were read as well as possible."),
    "too-large": N_("It is too large."),
    "ratio": N_("It unpacks to far more than such files do."),
    "too-many-members": N_("The archive has too many files."),
    "nested-too-deep": N_("Archives lie in archives too deep."),
    "too-many-columns": N_("It has too many columns; the last ones were read as text only."),
    "line-too-long": N_("A line is too long."),
    "picture": N_("Pictures are not looked at: what is written or seen in them was not checked."),
    "hidden-parts": N_("Parts that programs hide were not read."),
    "detector": N_("A check failed here."),
    "too-many-findings": N_("There are more findings than a report lists."),
    "too-many-unread": N_("There are more unread parts than a report lists."),
    "time": N_("Time was up."),
}
"""Why a part was not screened."""

FAILURES: Mapping[str, str] = {
    "memory": N_("It needs more memory than a screening may use."),
    "time": N_("It takes longer than a screening may take."),
    "disk": N_("It needs more disk space than a screening may use."),
    "crashed": N_("The process that read it ended."),
    "stopped": N_("The screening was stopped."),
    "unreachable": N_("The file could not be opened."),
}
"""Why there is no report."""

UNMEASURED: Mapping[str, str] = {
    "no-rows": N_("The table has no rows."),
    "no-quasi-identifiers": N_(
        "No column was recognised as a quasi-identifier. Name those by which others may know a "
        "person, and the risk will be measured."
    ),
    "too-many-quasi-identifiers": N_(
        "More columns may be quasi-identifiers than can be measured together. Choose those that "
        "others may know of a person."
    ),
    "too-many-tables": N_("The file has more tables than are measured."),
    "unknown-column": N_("A column that was named is not in this table."),
    "two-roles": N_("A column has two roles; it can have one only."),
    "sampling-fraction": N_("The sampling fraction must be above 0 and at most 1."),
    "memory": N_("Measuring needs more memory than a screening may use."),
    "failed": N_("Measuring failed."),
}
"""Why a table's risk was not measured."""

TITLE = N_("Screening of {name}")
NO_NAME = N_("Screening of a file")

NOTHING_FOUND = N_("Nothing found by these checks.")
NOTHING_PROVEN = N_(
    "That does not prove that nobody can be recognised: the checks know patterns and lists, not "
    "people. Read free texts yourself, and look at the disclosure risk."
)
FOUND = (
    N_("{count} place where an identifier was found or may be."),
    N_("{count} places where an identifier was found or may be."),
)
INCOMPLETE = N_(
    "Not everything could be screened. What was not read may hold anything; see “{unread}”."
)
SMALLEST = (
    N_("{place}: the smallest group has {count} row."),
    N_("{place}: the smallest group has {count} rows."),
)

TABLE = N_("The table")
FINDINGS = N_("Identifiers found")
NOT_SCREENED = N_("What was not screened")
RISK = N_("Disclosure risk")
METHOD = N_("How this was made")

PLACE = N_("Place")
COLUMN = N_("Column")
PART = N_("Part of the file")
MATCHES = N_("Matches")
MATCHES_OF = N_("{matches} of {values} ({share})")
BY_CHANCE = N_("by chance: {share}")
WHY = N_("Why")
ADVICE = N_("What to do")
SHAPES = N_("Shapes of values met")
SHAPES_NOTE = N_("# stands for a digit, x and X for a letter. Values themselves are never shown.")
IDENTIFIER = N_("Identifier")
CERTAINTY = N_("Certainty")
AS_TABLE = N_("The same as a table")

HEAT = N_("Identifiers by column")
HEAT_SUMMARY = N_(
    "Columns of the file against identifiers: {columns} columns, {identifiers} sorts of "
    "identifiers. C is certain, L likely, P possible."
)
LETTERS: Mapping[str, str] = {"certain": N_("C"), "likely": N_("L"), "possible": N_("P")}
NO_COLUMN = N_("(no column)")

ROWS_COLUMNS = N_("{rows} rows, {columns} columns")
CONFIRMED = N_("Roles of the columns as confirmed.")
PROPOSED = N_("Roles of the columns as proposed by their names and values; nobody confirmed them.")
QUASI = N_("Quasi-identifiers")
SENSITIVE = N_("Sensitive columns")
WEIGHT = N_("Sampling weight")
FRACTION = N_("Sampling fraction")
NONE = N_("none")
ROLES = N_("Columns and their roles")
ROLE = N_("Role")
DISTINCT = N_("Different values")
LABEL = N_("Label")
NUMBER = N_("No.")

HISTOGRAM = N_("How large the groups are")
HISTOGRAM_SUMMARY = N_(
    "Rows by the size of the group of rows that share all quasi-identifiers. {unique} of {rows} "
    "rows ({share}) are alone in their group."
)
POLICY_SUMMARY = N_("The policy asks for groups of at least {k}; {rows} rows ({share}) lie below.")
POLICY_LINE = N_("policy: at least {k}")
POLICY_WITHIN = N_("policy: at least {k}; {sizes} is in part below")
GROUP_SIZE = N_("Rows in the group")
GROUPS = N_("Groups")
ROWS = N_("Rows")
SHARE = N_("Share of rows")

CONTRIBUTION = N_("What each quasi-identifier adds")
CONTRIBUTION_UNIQUES = N_("Share of the sample uniques that are gone without the column.")
CONTRIBUTION_GROUPS = N_("Share of the groups that are gone without the column.")
UNIQUES_WITHOUT = N_("Sample uniques without it")
K_WITHOUT = N_("Smallest group without it")
GONE = N_("Share gone")
HELPS = N_("What would help most")

FIGURES = N_("Figures")
FIGURE = N_("Figure")
VALUE = N_("Value")
MEANING = N_("Meaning")
K = N_("Smallest group (k-anonymity)")
K_MEANING = N_("As many rows at least share all quasi-identifiers; missing is a value.")
K_WILDCARD = N_("k, missing as any value")
K_WILDCARD_MEANING = N_("As many rows at least match, where a missing value matches all.")
UNIQUES = N_("Sample uniques")
UNIQUES_MEANING = N_("Rows that nobody shares all quasi-identifiers with.")
MAXIMUM = N_("Highest risk of a row")
MAXIMUM_MEANING = N_("For somebody who is known to be in the table: 1 / smallest group.")
AVERAGE = N_("Average risk of a row")
AVERAGE_MEANING = N_("Groups / rows: the share of rows that a guess would get right.")
INDIVIDUAL = N_("Average risk by the sample")
INDIVIDUAL_MEANING = N_("For somebody of the population, by weights or sampling fraction.")
POPULATION = N_("Unique in the population")
POPULATION_MEANING = N_("People who are estimated to be unique there (model: {model}).")
SPECIAL = N_("Special uniques")
SPECIAL_MEANING = N_("Rows that up to {size} of the quasi-identifiers suffice to single out.")

ATTRIBUTES = N_("What groups give away of sensitive columns")
DIVERSITY = N_("fewest different values in a group (l)")
ENTROPY = N_("by entropy (entropy l)")
CLOSENESS = N_("largest distance to the whole table (t)")
ALPHA = N_("largest share of one value in a group (α)")

CHECKSUM = N_("Checksum")
SIZE = N_("Size")
TYPE = N_("Type")
DATE = N_("Screened on")
DURATION = N_("Duration")
RULES = N_("Rules")
VERSIONS = N_("Versions")
ISOLATION = N_("Separated by")
BYTES = N_("{size} bytes")
DURATION_TOLD = N_("{seconds} seconds")

NOT_SCREENED_TITLE = N_("{name} could not be screened.")
NOT_SCREENED_ADVICE = N_(
    "Nothing is known about it: treat it as a file that may hold anything. It was left as it is."
)
STEPS: Mapping[str, str] = {
    "read": N_("reading"),
    "identifiers": N_("looking for identifiers"),
    "risk": N_("measuring the risk"),
    "done": N_("done"),
}
MORE = (N_("and {count} more"), N_("and {count} more"))
PAGE_WRITTEN = N_("The report is in {path}.")
UNKNOWN_COLUMNS = N_("No table has these columns: {columns}.")
