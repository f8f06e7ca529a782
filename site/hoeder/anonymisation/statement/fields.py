# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The table of the statement: every field, its values, its limits, and when it is asked.

The fields are those that social-science and medical data archives ask for (UK Data Service, DANS,
GESIS, ICPSR), as far as they may be public. The four statuses follow recital 26 and article 4(5) of
the GDPR (Regulation (EU) 2016/679); "de-facto anonymous" is section 16(6) of the German
Bundesstatistikgesetz. The three tests are those of Opinion 05/2014 of the Article 29 Working Party
(WP216), section 2.2.2.

Texts are English message ids; the shells translate them. A field is asked when its condition
(``when``) holds; an asked field must be answered unless it is ``optional``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

FIELD_NAME = "hoeder:anonymisation"

LINE, PARAGRAPH, PAGE = 200, 1000, 4000  # characters
MAX_ROWS = 50


def N_(message: str) -> str:
    """Mark a message for extraction; the shell that shows it translates it."""
    return message


class Kind(StrEnum):
    """What an answer is in JSON."""

    CHOICE = "choice"  # string: the value of one of the choices
    CHOICES = "choices"  # non-empty list of such strings
    TEXT = "text"  # string
    DATE = "date"  # string: YYYY, YYYY-MM or YYYY-MM-DD
    PERCENT = "percent"  # number, above 0 and at most 100
    CONFIRM = "confirm"  # true
    ROWS = "rows"  # non-empty list of objects, with the fields in ``columns``


@dataclass(frozen=True)
class Choice:
    """One value of a vocabulary, and how it reads."""

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True)
class When:
    """Holds when the field of that name, next to this one, has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One question. ``max_length`` is in characters, and counts for ``Kind.TEXT`` only."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    when: When | None = None
    optional: bool = False
    choices: tuple[Choice, ...] = ()
    columns: tuple["Field", ...] = ()
    max_length: int = LINE


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under one heading."""

    label: str
    fields: tuple[Field, ...]


STATUSES = (
    Choice(
        "anonymous",
        N_("Anonymous"),
        N_(
            "Nobody can find out who is in the data: not you, not others, with any realistic means."
        ),
    ),
    Choice(
        "de_facto_anonymous",
        N_("De-facto anonymous"),
        N_("Finding out who is in the data would take an unreasonable amount of time and money."),
    ),
    Choice(
        "pseudonymised",
        N_("Pseudonymised"),
        N_(
            "Names are replaced by codes, but with a key or other information someone can still "
            "find out who is in the data. By law these are still personal data."
        ),
    ),
    Choice(
        "no_persons",
        N_("No persons in the data"),
        N_("The data are not about people. For example: materials, simulations, software."),
    ),
)
_PERSONS = When("status", ("anonymous", "de_facto_anonymous", "pseudonymised"))
_YES_NO = (Choice("yes", N_("Yes")), Choice("no", N_("No")))
_OTHER = Choice("other", N_("Something else"))

_TECHNIQUES = (
    Choice("collected_anonymously", N_("Collected without knowing who people are")),
    Choice("suppression", N_("Left out (suppression)"), N_("Removed columns, rows or values.")),
    Choice("generalisation", N_("Made coarser (generalisation)"), N_("Age 43 became 40–49.")),
    Choice("top_bottom_coding", N_("Capped (top and bottom coding)"), N_("Over 85 became 85+.")),
    Choice("perturbation", N_("Changed at random (noise, swapping, rounding)")),
    Choice("aggregation", N_("Only totals or averages (aggregation)")),
    Choice("pseudonymisation", N_("Replaced by codes (pseudonymisation)")),
    Choice("sampling", N_("Only part of the people (sampling)")),
    Choice("synthetic", N_("Made-up people with the same patterns (synthetic data)")),
    _OTHER,
)

_IDENTIFIERS = (
    Choice("name", N_("Name")),
    Choice("address", N_("Address")),
    Choice("contact", N_("E-mail address or phone number")),
    Choice("national_number", N_("National register or social security number")),
    Choice("internal_number", N_("Patient, student, staff or client number")),
    Choice("account_number", N_("Bank account, licence plate or other issued number")),
    Choice("online_identifier", N_("User name, IP address or device number")),
    Choice("precise_location", N_("Precise location of a home or person")),
    Choice("image_or_voice", N_("Face or voice (photo, video, audio)")),
    Choice("biometric", N_("Fingerprint, genome or other trait of the body")),
    _OTHER,
)

_TREATMENTS = (
    Choice("absent", N_("Never collected")),
    Choice("removed", N_("Removed")),
    Choice("replaced", N_("Replaced by a code or a made-up value")),
    Choice("retained", N_("Still in the data")),
)


def _test(name: str, label: str, help_: str) -> tuple[Field, Field]:
    """One of the three tests of WP216: an answer, and what it rests on."""
    reason = N_("What does your answer rest on? One or two sentences.")
    return (
        Field(name, Kind.CHOICE, label, help_, _PERSONS, choices=_YES_NO),
        Field(
            f"{name}_note",
            Kind.TEXT,
            N_("Why you think so"),
            reason,
            When(name, ("yes", "no")),
            max_length=PARAGRAPH,
        ),
    )


def _asked_with(condition: When, *fields: Field) -> tuple[Field, ...]:
    return tuple(f if f.when else replace(f, when=condition) for f in fields)


GROUPS = (
    Group(
        N_("Status"),
        (
            Field(
                "status",
                Kind.CHOICE,
                N_("Status of the data"),
                N_("Look at all files. If they differ, choose for the least anonymous one."),
                choices=STATUSES,
            ),
            Field(
                "status_reason",
                Kind.TEXT,
                N_("Why this status fits"),
                N_("In a few sentences, for someone who does not know your study."),
                max_length=PARAGRAPH,
            ),
        ),
    ),
    Group(
        N_("What was done"),
        _asked_with(
            _PERSONS,
            Field(
                "anonymised_by",
                Kind.TEXT,
                N_("Who did it"),
                N_("The unit or role. For example: data team, Department of Sociology."),
            ),
            Field(
                "anonymised_on",
                Kind.DATE,
                N_("When it was finished"),
                N_("A day, a month or a year: 2025-06-30, 2025-06 or 2025."),
            ),
            Field(
                "techniques",
                Kind.CHOICES,
                N_("What was done to the data"),
                N_("Choose all that apply."),
                choices=_TECHNIQUES,
            ),
            Field(
                "techniques_other",
                Kind.TEXT,
                N_("What else was done"),
                when=When("techniques", ("other",)),
            ),
            Field(
                "method",
                Kind.TEXT,
                N_("How it was done"),
                N_(
                    "Describe the steps so that a colleague can follow them. "
                    "Do not give away how a code can be turned back into a name."
                ),
                max_length=PAGE,
            ),
        ),
    ),
    Group(
        N_("Details that name a person"),
        _asked_with(
            _PERSONS,
            Field(
                "direct_identifiers",
                Kind.ROWS,
                N_("Direct identifiers"),
                N_(
                    "Details that point straight at one person. Name each kind that was collected "
                    "and what happened to it. Was none collected? Add “Name: never collected”."
                ),
                columns=(
                    Field("type", Kind.CHOICE, N_("Kind of detail"), choices=_IDENTIFIERS),
                    Field(
                        "type_other",
                        Kind.TEXT,
                        N_("Which detail"),
                        when=When("type", ("other",)),
                    ),
                    Field(
                        "treatment",
                        Kind.CHOICE,
                        N_("What happened to it"),
                        choices=_TREATMENTS,
                    ),
                    Field(
                        "reason",
                        Kind.TEXT,
                        N_("Why it is still in the data"),
                        when=When("treatment", ("retained",)),
                        max_length=PARAGRAPH,
                    ),
                ),
            ),
            Field(
                "key_file",
                Kind.CHOICE,
                N_("Key file"),
                N_("A list that links codes or rows in the data to people."),
                choices=(
                    Choice("none", N_("There never was one")),
                    Choice("destroyed", N_("It was destroyed")),
                    Choice("kept", N_("It is kept")),
                ),
            ),
            Field(
                "key_holder",
                Kind.TEXT,
                N_("Who keeps the key file"),
                N_("The unit or role. Do not say where or how it is stored."),
                when=When("key_file", ("kept",)),
            ),
        ),
    ),
    Group(
        N_("Permission to use and share"),
        _asked_with(
            _PERSONS,
            Field(
                "legal_basis",
                Kind.TEXT,
                N_("Legal basis"),
                N_(
                    "What allowed you to use these data about people? For example: consent of the "
                    "participants, or research in the public interest."
                ),
                max_length=PARAGRAPH,
            ),
            Field(
                "consent_covers_sharing",
                Kind.CHOICE,
                N_("Does the consent of the participants cover sharing the data?"),
                choices=(*_YES_NO, Choice("not_applicable", N_("Consent was not asked"))),
            ),
            Field(
                "consent_note",
                Kind.TEXT,
                N_("Why the data may be shared all the same"),
                when=When("consent_covers_sharing", ("no", "not_applicable")),
                max_length=PARAGRAPH,
            ),
        ),
    ),
    Group(
        N_("The people in the data"),
        _asked_with(
            _PERSONS,
            Field(
                "population",
                Kind.TEXT,
                N_("Who the data are about"),
                N_("For example: adults living in Flanders in 2024."),
                max_length=PARAGRAPH,
            ),
            Field(
                "sample",
                Kind.TEXT,
                N_("How many of them are in the data, and how they were chosen"),
                N_("For example: 1,204 people, drawn at random from the population register."),
                max_length=PARAGRAPH,
            ),
            Field(
                "sampling_percent",
                Kind.PERCENT,
                N_("Share of that group that is in the data, in percent"),
                N_("100 if everybody is in. Leave empty if you do not know."),
                optional=True,
            ),
            Field(
                "quasi_identifiers_remain",
                Kind.CHOICE,
                N_("Are indirect details left that could point at someone in combination?"),
                N_("For example: age, postcode, occupation, a rare illness, exact dates."),
                choices=_YES_NO,
            ),
            Field(
                "quasi_identifiers",
                Kind.ROWS,
                N_("Indirect details that are left"),
                when=When("quasi_identifiers_remain", ("yes",)),
                columns=(
                    Field("name", Kind.TEXT, N_("Detail"), N_("For example: age.")),
                    Field(
                        "treatment",
                        Kind.TEXT,
                        N_("What was done to it"),
                        N_("For example: in bands of ten years, or: nothing."),
                        max_length=PARAGRAPH,
                    ),
                ),
            ),
        ),
    ),
    Group(
        N_("Risk that is left"),
        (
            *_test(
                "singling_out",
                N_("Is it prevented that one person is picked out of the data?"),
                N_("Singling out: finding the rows that belong to one person."),
            ),
            *_test(
                "linkability",
                N_("Is it prevented that rows are linked to the same person elsewhere?"),
                N_("Linkability: connecting these data with other data about the same person."),
            ),
            *_test(
                "inference",
                N_("Is it prevented that something new is learned about a known person?"),
                N_("Inference: deducing with high probability, say, the income of a neighbour."),
            ),
        ),
    ),
    Group(
        N_("Confirmation"),
        (
            Field(
                "confirmed",
                Kind.CONFIRM,
                N_("I have checked the files of this version, and this statement is true of them."),
            ),
        ),
    ),
)

FIELDS: tuple[Field, ...] = tuple(field for group in GROUPS for field in group.fields)


def walk(fields: tuple[Field, ...] = FIELDS) -> Iterator[Field]:
    """Every field of the table, columns of rows included."""
    for field in fields:
        yield field
        yield from walk(field.columns)
