# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a reader of the Datavindplaats must see and its own fields do not carry, in two languages.

The Datavindplaats drops creators and everything that DCAT-AP has no property for, so they are said
in the description, the provenance and the rights as well. What depositors typed stays in the
language they typed it in; what they chose from a list is said in both.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hoeder.anonymisation.statement.fields import FIELD_NAME, FIELDS
from hoeder.anonymisation.statement.words import in_words
from hoeder.crosswalks import access
from hoeder.crosswalks.access import AccessLevel
from hoeder.crosswalks.context import Json

NAMED = 20
"""So many creators are named in a description; the whole list is in ``dct:creator``."""

SCREENING_FIELD = "hoeder:screening"


class Said(NamedTuple):
    """One text in the languages of an outlet."""

    english: str
    dutch: str

    def in_language(self, language: str) -> str:
        """Return it in a language, English where it is neither."""
        return self.dutch if language == "nl" else self.english


STATUS = {
    "anonymous": "anoniem",
    "de_facto_anonymous": "feitelijk anoniem",
    "pseudonymised": "gepseudonimiseerd",
    "no_persons": "geen personen in de data",
}
TECHNIQUES = {
    "collected_anonymously": "verzameld zonder te weten wie het zijn",
    "suppression": "weggelaten (suppressie)",
    "generalisation": "grover gemaakt (generalisatie)",
    "top_bottom_coding": "afgetopt (top- en bottomcodering)",
    "perturbation": "willekeurig gewijzigd (ruis, verwisseling, afronding)",
    "aggregation": "enkel totalen of gemiddelden (aggregatie)",
    "pseudonymisation": "vervangen door codes (pseudonimisering)",
    "sampling": "slechts een deel van de personen (steekproef)",
    "synthetic": "verzonnen personen met dezelfde patronen (synthetische data)",
    "other": "iets anders",
}
LABELS = {field.name: {choice.value: choice.label for choice in field.choices} for field in FIELDS}
_TESTS = {
    "singling_out": ("singling out", "individualisering"),
    "linkability": ("linkability", "koppelbaarheid"),
    "inference": ("inference", "deduceerbaarheid"),
}
"""The three tests of WP216 in the words of its English and its Dutch edition."""

_ACCESS = {
    access.OPEN.coar: Said(
        "Anybody may download the files.", "Iedereen mag de bestanden downloaden."
    ),
    access.EMBARGOED.coar: Said(
        "The files are under embargo until {until}.", "De bestanden zijn onder embargo tot {until}."
    ),
    access.RESTRICTED.coar: Said(
        "The files are not public. Access is asked for on {page}",
        "De bestanden zijn niet openbaar. Toegang wordt aangevraagd op {page}",
    ),
    access.METADATA_ONLY.coar: Said(
        "Only the description is here, no files.", "Alleen de beschrijving is hier, geen bestanden."
    ),
}
_CONTROLLED = Said(
    "The files are not public. The data custodian alone gives access: {page}",
    "De bestanden zijn niet openbaar. Alleen de databeheerder geeft toegang: {page}",
)


def access_said(level: AccessLevel, until: str, page: str, *, may_ask: bool) -> Said:
    """Return who gets the files, and where to ask."""
    told = _ACCESS[level.coar]
    if level is access.RESTRICTED and not may_ask:
        told = _CONTROLLED
    return Said(*(text.format(until=until, page=page) for text in told))


def creators_said(names: list[str]) -> Said:
    """Return who made it: the first ones by name, the rest as a number."""
    if not names:
        return Said("", "")
    first, rest = "; ".join(names[:NAMED]), len(names) - NAMED
    more = Said(f"; and {rest} others", f"; en {rest} anderen") if rest > 0 else Said("", "")
    return Said(f"Creators: {first}{more.english}.", f"Makers: {first}{more.dutch}.")


def published_by(name: str) -> Said:
    """Return who publishes it, where that is not the custodian."""
    return Said(f"Published by: {name}.", f"Uitgegeven door: {name}.") if name else Said("", "")


def anonymisation_said(custom_fields: Json) -> Said:
    """Return status, techniques, tests and screening of the data, as far as they are told."""
    statement = custom_fields.get(FIELD_NAME) or {}
    status = statement.get("status")
    if status not in STATUS:
        return Said("", "")
    done = [each for each in statement.get("techniques") or () if each in TECHNIQUES]
    english = [f"Anonymisation: {LABELS['status'][status].lower()}"]
    dutch = [f"Anonimisering: {STATUS[status]}"]
    if done:
        names = "; ".join(LABELS["techniques"][each].lower() for each in done)
        english.append(f"what was done: {names}")
        dutch.append(f"wat er gedaan is: {'; '.join(TECHNIQUES[each] for each in done)}")
    for name, (in_english, in_dutch) in _TESTS.items():
        if statement.get(name) in ("yes", "no"):
            yes = statement[name] == "yes"
            english.append(f"{in_english} {'prevented' if yes else 'not prevented'}")
            dutch.append(f"{in_dutch} {'voorkomen' if yes else 'niet voorkomen'}")
    screened = screening_said(custom_fields.get(SCREENING_FIELD) or {})
    return Said(
        *(
            " ".join(part for part in (f"{', '.join(told)}.", more) if part)
            for told, more in ((english, screened.english), (dutch, screened.dutch))
        )
    )


def screening_said(summary: Mapping[str, object]) -> Said:
    """Return how many files were screened, and when."""
    files, screened, day = (summary.get(name) for name in ("files", "screened", "screened_on"))
    if not (isinstance(files, int) and isinstance(screened, int) and files):
        return Said("", "")
    on, op = (f" on {day}", f" op {day}") if day else ("", "")
    return Said(
        f"Files screened for identifiers: {screened} of {files}{on}.",
        f"Bestanden gescreend op identificatoren: {screened} van {files}{op}.",
    )


def statement_in_full(custom_fields: Json, summary: tuple[str, ...]) -> str:
    """Return the public part of the anonymisation statement, in English, a line for an answer."""
    return "\n".join(_lines(custom_fields.get(FIELD_NAME) or {}, summary))


def _lines(statement: Mapping[str, object], summary: tuple[str, ...]) -> Iterator[str]:
    for entries in in_words(statement).values():
        for entry in entries:
            if entry.name in summary:
                colon = "" if entry.label.endswith("?") else ":"
                yield f"{entry.label}{colon} {'; '.join(entry.answers)}"
