# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a rule may ask of a dataset, by name and kind.

A fact is a flag, a number or a word; None where it is not known (files that were not screened), and
then a rule on it is neither met nor missed. Facts about files come from the screening's reports as
far as these say it.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from hoeder.anonymisation.statement import completeness
from hoeder.anonymisation.statement.fields import FIELD_NAME
from hoeder.crosswalks.access import LEVELS, level
from hoeder.crosswalks.context import Context, Json
from hoeder.crosswalks.dcat_distributions import File, files_of
from hoeder.crosswalks.dcat_formats import MACHINE_READABLE, NON_PROPRIETARY
from hoeder.crosswalks.dcat_texts import SCREENING_FIELD
from hoeder.crosswalks.nodes import Node
from hoeder.crosswalks.text import plain
from hoeder.custodians import ror
from hoeder.quality import mqa

Fact = bool | int | str | None


class Kind(StrEnum):
    """What values a fact has."""

    FLAG = "flag"
    NUMBER = "number"
    WORD = "word"


WORDS: Mapping[str, frozenset[str]] = {
    "access": frozenset(each.label.removesuffix(" access").replace(" ", "_") for each in LEVELS),
    "tier": frozenset({"open", "safeguarded", "controlled", "none"}),
    "anonymity_status": frozenset(
        {"anonymous", "de_facto_anonymous", "pseudonymised", "no_persons", "none"}
    ),
}
"""The values of facts that are words."""

FACTS: Mapping[str, tuple[Kind, str]] = {
    **{f"mqa.{metric.name}": (Kind.FLAG, "metric of data.europa.eu") for metric in mqa.METRICS},
    "mqa_points": (Kind.NUMBER, "points of data.europa.eu, of 405"),
    "access": (Kind.WORD, "open, embargoed, restricted or metadata_only"),
    "tier": (Kind.WORD, "open, safeguarded or controlled, as screened"),
    "abstract_characters": (Kind.NUMBER, "length of the abstract"),
    "method_described": (Kind.FLAG, "a description of type methods"),
    "codebooks": (Kind.NUMBER, "files named codebook, data dictionary or the like"),
    "readmes": (Kind.NUMBER, "files named README or LEESMIJ"),
    "labelled_columns_percent": (Kind.NUMBER, "columns with a label in the file"),
    "missing_codes_described": (Kind.FLAG, "codes of missing values, in a description"),
    "files": (Kind.NUMBER, "files that are not hidden"),
    "open_format_percent": (Kind.NUMBER, "files in non-proprietary formats"),
    "machine_readable_files": (Kind.NUMBER, "files in machine-readable formats"),
    "tables": (Kind.NUMBER, "tables found in the files"),
    "damaged_files": (Kind.NUMBER, "files that do not open, or not wholly"),
    "mismatched_files": (Kind.NUMBER, "files whose name promises another type"),
    "badly_encoded_files": (Kind.NUMBER, "files with characters that do not fit"),
    "unnamed_columns": (Kind.NUMBER, "columns without a name"),
    "repeated_columns": (Kind.NUMBER, "columns with the name of another"),
    "has_doi": (Kind.FLAG, "a DOI"),
    "orcid_percent": (Kind.NUMBER, "people among the creators with an ORCID"),
    "ror_percent": (Kind.NUMBER, "affiliations of creators with a ROR identifier"),
    "vocabulary_subjects": (Kind.NUMBER, "subjects from a vocabulary"),
    "links": (Kind.NUMBER, "related resources and references with an identifier"),
    "language_given": (Kind.FLAG, "the language of the data"),
    "version_given": (Kind.FLAG, "a version"),
    "two_languages": (Kind.FLAG, "a title in a second language"),
    "statement_complete": (Kind.FLAG, "every question of the statement answered"),
    "anonymity_status": (Kind.WORD, "the status that is claimed"),
    "screened_percent": (Kind.NUMBER, "files that were screened"),
    "smallest_group": (Kind.NUMBER, "the smallest class of quasi-identifiers"),
}
"""Kind and meaning of each fact, by name."""

_CODEBOOK = re.compile(
    r"code[-_ ]?book|codeboek|data[-_ ]?dictionary|variables?|variabelen|ddi", re.IGNORECASE
)
_README = re.compile(r"read[-_ ]?me|lees[-_ ]?mij", re.IGNORECASE)
_MISSING = re.compile(r"\b(missing|ontbreken\w*|not applicable|no answer|NA|N/A)\b")
_POSITION = re.compile(r"column \d+")
_REPEATED = re.compile(r".+ \(\d+\)")


def facts(
    record: Json,
    context: Context,
    dataset: Node,
    reports: Sequence[Json] | None = None,
    dead: Sequence[str] = (),
) -> dict[str, Fact]:
    """Return every fact of a record.

    :param dataset: its DCAT node (``crosswalks.dcat.entry``).
    :param reports: the screening's reports of its files; None where they are not at hand.
    :param dead: addresses that were found not to answer.
    """
    files = files_of(record)
    measured = mqa.measure(dataset, dead)
    found: dict[str, Fact] = {f"mqa.{name}": held for name, held in measured.items()}
    label = level(record, context.today).label
    return {
        **found,
        "mqa_points": mqa.points(measured),
        "access": label.removesuffix(" access").replace(" ", "_"),
        **_documentation(record["metadata"], files),
        **_data(files, reports),
        **_fair(record),
        **_anonymisation(record.get("custom_fields") or {}),
    }


def _documentation(metadata: Json, files: list[File]) -> dict[str, Fact]:
    others = metadata.get("additional_descriptions") or ()
    types = {(item.get("type") or {}).get("id") for item in others}
    texts = [plain(item.get("description") or "") for item in others]
    names = [file.key for file in files]
    return {
        "abstract_characters": len(plain(metadata.get("description") or "")),
        "method_described": "methods" in types,
        "missing_codes_described": any(_MISSING.search(text) for text in texts),
        "codebooks": sum(bool(_CODEBOOK.search(name)) for name in names),
        "readmes": sum(bool(_README.search(name)) for name in names),
    }


def _data(files: list[File], reports: Sequence[Json] | None) -> dict[str, Fact]:
    data: dict[str, Fact] = {
        "files": len(files),
        "open_format_percent": _percent(sum(f.code in NON_PROPRIETARY for f in files), len(files)),
        "machine_readable_files": sum(f.code in MACHINE_READABLE for f in files),
    }
    if reports is None:
        return data
    tables = [table for report in reports for table in report["tables"]]
    columns = [column for table in tables for column in table["columns"]]
    return {
        **data,
        "tables": len(tables),
        "damaged_files": _with(reports, "damaged", "encrypted"),
        "mismatched_files": _with(reports, "mismatch"),
        "badly_encoded_files": _with(reports, "encoding"),
        "unnamed_columns": sum(bool(_POSITION.fullmatch(each["name"])) for each in columns),
        "repeated_columns": sum(bool(_REPEATED.fullmatch(each["name"])) for each in columns),
        "labelled_columns_percent": _percent(sum(bool(c["label"]) for c in columns), len(columns)),
    }


def _with(reports: Sequence[Json], *reasons: str) -> int:
    return sum(any(part["reason"] in reasons for part in report["unread"]) for report in reports)


def _fair(record: Json) -> dict[str, Fact]:
    metadata = record["metadata"]
    creators = metadata.get("creators") or ()
    people = [p for c in creators if (p := c.get("person_or_org") or {}).get("type") == "personal"]
    affiliations = [each for creator in creators for each in creator.get("affiliations") or ()]
    linked = (*metadata.get("related_identifiers", ()), *metadata.get("references", ()))
    titles = metadata.get("additional_titles") or ()
    return {
        "has_doi": bool(((record.get("pids") or {}).get("doi") or {}).get("identifier")),
        "orcid_percent": _percent(
            sum("orcid" in _schemes(person) for person in people), len(people)
        ),
        "ror_percent": _percent(sum(map(_has_ror, affiliations)), len(affiliations)),
        "vocabulary_subjects": sum(bool(each.get("id")) for each in metadata.get("subjects", ())),
        "links": sum(bool(each.get("identifier")) for each in linked),
        "language_given": bool(metadata.get("languages")),
        "version_given": bool(metadata.get("version")),
        "two_languages": any(
            (each.get("type") or {}).get("id") == "translated-title" for each in titles
        ),
    }


def _schemes(party: Json) -> set[str]:
    return {each.get("scheme", "") for each in party.get("identifiers") or ()}


def _has_ror(affiliation: Json) -> bool:
    return ror.is_valid(str(affiliation.get("id") or "")) or "ror" in _schemes(affiliation)


def _anonymisation(custom_fields: Json) -> dict[str, Fact]:
    statement: Any = custom_fields.get(FIELD_NAME) or {}
    screening = custom_fields.get(SCREENING_FIELD) or {}
    status = statement.get("status") if isinstance(statement, Mapping) else None
    screened, files = screening.get("screened"), screening.get("files")
    return {
        "statement_complete": not completeness.missing(statement),
        "anonymity_status": status if status in WORDS["anonymity_status"] else "none",
        "tier": screening.get("tier") or "none",
        "screened_percent": _percent(screened, files) if screened is not None and files else None,
        "smallest_group": screening.get("smallest_group"),
    }


def _percent(part: int, whole: int) -> int | None:
    """Rounded down, so that 100 means all; None of nothing."""
    return part * 100 // whole if whole else None
