# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which columns are proposed as quasi-identifiers."""

from collections.abc import Callable

import duckdb
import pytest

from hoeder.anonymisation.screening.model import Column, Table
from hoeder.anonymisation.screening.risk import quasi, suda, texts, vocabulary

Load = Callable[..., Table]


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        ("age", "age"),
        ("Leeftijd", "age"),
        ("leeftijdscategorie", "age"),
        ("Âge", "age"),
        ("AgeAtInterview", "age"),
        ("q3_age_group", "age"),
        ("sex", "sex"),
        ("GESLACHT", "sex"),
        ("sexe_enquete", "sex"),
        ("postcode", "postcode"),
        ("PostCodeHome", "postcode"),
        ("code postal", "postcode"),
        ("Gemeente", "municipality"),
        ("commune", "municipality"),
        ("geboortejaar", "birth-year"),
        ("birthYear", "birth-year"),
        ("annee_naissance", "birth-year"),
        ("AnnéeDeNaissance", "birth-year"),
        ("date_of_birth", "birth-date"),
        ("geboortedatum", "birth-date"),
        ("beroep", "occupation"),
        ("profession", "occupation"),
        ("occupation", "occupation"),
        ("nationaliteit", "nationality"),
        ("nationalité", "nationality"),
        ("marital-status", "marital-status"),
        ("burgerlijke_staat", "marital-status"),
        ("état civil", "marital-status"),
        ("opleidingsniveau", "education"),
        ("household_income", "income"),
        ("inkomen", "income"),
        ("hhsize", "household"),
        ("gezinsgrootte", "household"),
        ("religion", "religion"),
        ("godsdienst", "religion"),
        ("seksuele geaardheid", "sexuality"),
        ("sexual_orientation", "sexuality"),
        ("Diagnose", "health"),
        ("état de santé", "health"),
        ("strafblad", "offences"),
        ("vakbondslid", "union"),
        ("respondent_id", "identifier"),
        ("fnlwgt", "weight"),
        ("weegfactor", "weight"),
        ("page", ""),
        ("message", ""),
        ("sextant", ""),
        ("storage", ""),
        ("reaction_time", ""),
        ("by", ""),
        ("", ""),
    ],
)
def test_headers(header: str, concept: str) -> None:
    assert vocabulary.concept_in(header) == concept


def test_proposals(connection: duckdb.DuckDBPyConnection, load: Load) -> None:
    columns = [
        Column("age"),
        Column("v12", label="Geslacht van de respondent"),
        Column("religion"),
        Column("code"),
        Column("interviewed"),
        Column("reaction"),
        Column("answer"),
        Column("country"),
        Column("remarks"),
        Column("dweight"),
    ]
    rows = [
        (
            f"{20 + n % 30}",
            "MV"[n % 2],
            "abc"[n % 3],
            f"XK{n:04}",
            f"2024-01-{1 + n % 28:02}",
            f"0.{n:03}",
            f"{n % 5}",
            "Belgium",
            None,
            "1.5" if n else "2",
        )
        for n in range(40)
    ]
    found = quasi.propose(connection, load(rows, columns))
    assert [(each.name, each.role, each.reason, each.distinct) for each in found] == [
        ("age", "quasi", "header", 30),
        ("v12", "quasi", "label", 2),
        ("religion", "sensitive", "header", 3),
        ("code", "identifier", "nearly-unique", 40),
        ("interviewed", "quasi", "dates", 28),
        ("reaction", "none", "unknown", 40),
        ("answer", "none", "unknown", 5),
        ("country", "none", "constant", 1),
        ("remarks", "none", "empty", 0),
        ("dweight", "weight", "header", 2),
    ]
    assert [each.column for each in found] == list(range(10))


def test_no_columns_and_no_rows(connection: duckdb.DuckDBPyConnection, load: Load) -> None:
    assert quasi.propose(connection, Table("", "absent", (), 0)) == ()
    (empty,) = quasi.propose(connection, load([], ["age"]))
    assert (empty.role, empty.reason, empty.concept) == ("none", "empty", "age")


def test_every_key_has_a_text() -> None:
    assert set(texts.CONCEPTS) == set(vocabulary.CONCEPTS)
    assert set(texts.ROLES) == set(vocabulary.Role)
    limits = {suda.depth(classes, 6)[1] for classes in (10, 3 * 10**6, 10**7)}
    assert set(texts.NOT_SEARCHED) == limits
    assert set(texts.FEWER_UNIQUES) == set(texts.LARGER_CLASSES)
