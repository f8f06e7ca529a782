# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What people read about risk, in English, by key; the shell translates."""

from collections.abc import Callable, Mapping

from .contribution import Help


def N_(message: str) -> str:
    """Mark a message for extraction; the shell that shows it translates it."""
    return message


ROLES: Mapping[str, str] = {
    "quasi": N_("Quasi-identifier: others may know it of a person"),
    "sensitive": N_("Sensitive: nobody should learn it of a person"),
    "identifier": N_("Identifier: it points to one person"),
    "weight": N_("Sampling weight"),
    "none": N_("None of these"),
}

REASONS: Mapping[str, str] = {
    "header": N_("the name of the column says so"),
    "label": N_("the label of the variable says so"),
    "dates": N_("its values are dates"),
    "nearly-unique": N_("nearly every row has its own value"),
    "constant": N_("all rows have the same value"),
    "empty": N_("it has no values"),
    "unknown": N_("nothing points to a person"),
}

CONCEPTS: Mapping[str, str] = {
    "age": N_("age"),
    "birth-date": N_("date of birth"),
    "birth-year": N_("year or month of birth"),
    "sex": N_("sex or gender"),
    "postcode": N_("postal code"),
    "municipality": N_("place of residence"),
    "region": N_("region"),
    "coordinates": N_("coordinates"),
    "occupation": N_("occupation"),
    "education": N_("education"),
    "nationality": N_("nationality or origin"),
    "language": N_("language"),
    "marital-status": N_("marital status"),
    "household": N_("household or family"),
    "income": N_("income"),
    "event-date": N_("date of an event"),
    "ethnicity": N_("ethnic origin"),
    "religion": N_("religion or belief"),
    "politics": N_("political opinion"),
    "union": N_("trade union membership"),
    "health": N_("health"),
    "sexuality": N_("sex life or sexual orientation"),
    "offences": N_("criminal offences"),
    "identifier": N_("identifier"),
    "weight": N_("sampling weight"),
}

NOT_SEARCHED: Mapping[str, tuple[str, str]] = {
    "size": (
        N_("Special uniques: combinations of more than {size} variable were not searched."),
        N_("Special uniques: combinations of more than {size} variables were not searched."),
    ),
    "work": (
        N_(
            "Special uniques: the table is too large to combine more than {size} variable; "
            "there may be more special uniques than shown."
        ),
        N_(
            "Special uniques: the table is too large to combine more than {size} variables; "
            "there may be more special uniques than shown."
        ),
    ),
}
"""By what limits the search for special uniques, for the size that was searched."""

NOT_MEASURED = N_(
    "k with missing values as wildcards was not measured: the table is too large for so many "
    "different combinations of missing variables. k with missing as a value holds."
)

FEWER_UNIQUES: Mapping[str, tuple[str, str]] = {
    "left-out": (
        N_("Without {column}, the only sample unique is gone."),
        N_("Without {column}, sample uniques fall from {before} to {after}."),
    ),
    "year": (
        N_("With {column} cut to the year, the only sample unique is gone."),
        N_("With {column} cut to the year, sample uniques fall from {before} to {after}."),
    ),
    "month": (
        N_("With {column} cut to the month, the only sample unique is gone."),
        N_("With {column} cut to the month, sample uniques fall from {before} to {after}."),
    ),
    "band": (
        N_("With {column} in bands of {width}, the only sample unique is gone."),
        N_("With {column} in bands of {width}, sample uniques fall from {before} to {after}."),
    ),
    "digits-1": (
        N_("With {column} cut to one digit, the only sample unique is gone."),
        N_("With {column} cut to one digit, sample uniques fall from {before} to {after}."),
    ),
    "digits-2": (
        N_("With {column} cut to two digits, the only sample unique is gone."),
        N_("With {column} cut to two digits, sample uniques fall from {before} to {after}."),
    ),
}
"""By change, for one and for more sample uniques before it."""

LARGER_CLASSES: Mapping[str, str] = {
    "left-out": N_("Without {column}, the smallest class grows from {before} to {after} rows."),
    "year": N_(
        "With {column} cut to the year, the smallest class grows from {before} to {after} rows."
    ),
    "month": N_(
        "With {column} cut to the month, the smallest class grows from {before} to {after} rows."
    ),
    "band": N_(
        "With {column} in bands of {width}, the smallest class grows from {before} to {after} rows."
    ),
    "digits-1": N_(
        "With {column} cut to one digit, the smallest class grows from {before} to {after} rows."
    ),
    "digits-2": N_(
        "With {column} cut to two digits, the smallest class grows from {before} to {after} rows."
    ),
}
"""By change, where no row is a sample unique."""


def sentence(
    help: Help,
    translate: Callable[[str], str] = str,
    plural: Callable[[str, str, int], str] = lambda one, more, n: one if n == 1 else more,
) -> str:
    """What would help, as a sentence.

    :param translate: gettext. :param plural: ngettext.

    >>> sentence(Help(3, "postcode", "left-out", 0, "uniques", 412, 9))
    'Without postcode, sample uniques fall from 412 to 9.'
    """
    if help.figure == "uniques":
        text = plural(*FEWER_UNIQUES[help.change], help.before)
    else:
        text = translate(LARGER_CLASSES[help.change])
    return text.format(column=help.name, width=help.width, before=help.before, after=help.after)
