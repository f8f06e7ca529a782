# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a statement may not say beside the files' screening: reports in, contradictions out.

A claim is an answer, and the sentence that contradicts it. The deposit form compares claims with
the statement as it is being typed, pages with the statement as it was saved; both by :func:`made`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoeder.anonymisation.statement.fields import N_

from .decision import File

CERTAIN = "certain"
GONE = ("absent", "removed")
"""Treatments after which nothing of an identifier is left."""

TYPES: Mapping[str, str] = {
    "name": "name",
    "postal-address": "address",
    "email": "contact",
    "phone": "contact",
    "be-national-number": "national_number",
    "nl-bsn": "national_number",
    "be-eid": "account_number",
    "be-vat": "account_number",
    "iban": "account_number",
    "licence-plate": "account_number",
    "be-riziv": "internal_number",
    "institution": "internal_number",
    "ip": "online_identifier",
    "mac": "online_identifier",
    "orcid": "online_identifier",
    "coordinates": "precise_location",
}
"""The statement's kind of detail (``direct_identifiers.type``) that a detector's finding is."""

NO_PERSONS = N_(
    "The statement says that the data are about no persons, but %(columns)s in %(file)s look as if "
    "they were."
)
STILL_THERE = N_(
    "The statement says that this detail was removed or never collected, but the screening is "
    "certain of it in %(file)s: %(identifier)s."
)
NONE_LEFT = N_(
    "The statement says that no indirect details are left, but %(columns)s in %(file)s were "
    "confirmed as such."
)
UNSCATHED = N_(
    "The statement says that the data are anonymous, but the screening is certain of direct "
    "identifiers in %(file)s: %(identifier)s."
)


@dataclass(frozen=True, slots=True)
class Claim:
    """An answer that the screening contradicts.

    :param field: of the statement.
    :param values: answers that are contradicted; of rows, their treatments.
    :param row_type: where the field has rows: those of this type.
    :param sentence: what is said of it, with ``told`` in it.
    """

    field: str
    values: tuple[str, ...]
    sentence: str
    told: Mapping[str, Any]
    row_type: str | None = None


def claims(files: Sequence[File]) -> tuple[Claim, ...]:
    """Return what the screenings contradict, whatever the statement says."""
    return tuple(claim for file in files for claim in _claims(file))


def made(claim: Claim, statement: Mapping[str, Any]) -> bool:
    """Whether the statement says what the claim contradicts.

    >>> made(Claim("status", ("no_persons",), "", {}), {"status": "no_persons"})
    True
    """
    answer = statement.get(claim.field)
    if claim.row_type is None:
        return answer in claim.values
    rows = answer if isinstance(answer, list) else []
    return any(
        isinstance(row, Mapping)
        and row.get("type") == claim.row_type
        and row.get("treatment") in claim.values
        for row in rows
    )


def _claims(file: File) -> Iterator[Claim]:
    report = file.report or {"findings": (), "tables": ()}
    certain = [
        str(finding["identifier"])
        for finding in (*file.named, *report["findings"])
        if finding["certainty"] == CERTAIN
    ]
    told: dict[str, Any]
    for identifier in dict.fromkeys(certain):
        told = {"file": file.key, "identifier": identifier}
        yield Claim("status", ("anonymous",), UNSCATHED, told)
        if kind := TYPES.get(identifier.split(":")[0]):
            yield Claim("direct_identifiers", GONE, STILL_THERE, told, kind)
    for table in report["tables"]:
        names = [column["name"] for column in table["columns"]]
        proposed = [names[p["column"]] for p in table["proposals"] if p["role"] == "quasi"]
        if proposed:
            told = {"file": file.key, "columns": proposed}
            yield Claim("status", ("no_persons",), NO_PERSONS, told)
        if table["roles"]["confirmed"] and table["roles"]["quasi"]:
            told = {"file": file.key, "columns": [names[c] for c in table["roles"]["quasi"]]}
            yield Claim("quasi_identifiers_remain", ("no",), NONE_LEFT, told)
