# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Whole files: what is found where, what is left alone, and that no value gets out."""

import random
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest
from faker import Faker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoeder.anonymisation.screening.detectors import (
    RULESET,
    InstitutionNumber,
    LookFailed,
    Settings,
    UnsafePattern,
    look,
    ruleset,
    texts,
)
from hoeder.anonymisation.screening.detectors.registry import DETECTORS
from hoeder.anonymisation.screening.model import Certainty, Column, Finding, Table, Text, Where

PEOPLE = Faker("nl_BE")
CERTAIN, LIKELY, POSSIBLE = Certainty


@pytest.fixture(autouse=True)
def _same_people() -> None:
    Faker.seed(20260101)


def sure(findings: list[Finding]) -> dict[tuple[str | None, str], Certainty]:
    return {(finding.column, finding.identifier): finding.certainty for finding in findings}


def national_number(i: int) -> str:
    """Of somebody born in 19YY."""
    first = f"{30 + i % 60}{1 + i // 60 % 12:02}{1 + i // 720 % 28:02}{1 + i // 20_160:03}"
    return f"{first}{97 - int(first) % 97:02}"


def test_people(engine, tabulate) -> None:
    people = [PEOPLE.profile() for _ in range(60)]
    born = [PEOPLE.date_of_birth(minimum_age=18, maximum_age=80) for _ in people]
    table = tabulate(
        {
            "achternaam": [PEOPLE.last_name() for _ in people],
            "v2": [PEOPLE.first_name() for _ in people],
            "v3": [f"{PEOPLE.first_name()} {PEOPLE.last_name()}" for _ in people],
            "INSZ": [PEOPLE.ssn() for _ in people],
            "v5": [day.isoformat() for day in born],
            "geboortedatum": [f"{day:%d/%m/%Y}" for day in born],
            "v7": [f"Kerkstraat {i}, 3000 Leuven" for i, _ in enumerate(people, 1)],
            "gsm": [f"0470 12 {i:02} 56" for i, _ in enumerate(people)],
            "v9": [PEOPLE.ipv4_public() for _ in people],
            "v10": [PEOPLE.mac_address() for _ in people],
            "latitude": [f"{50 + random.Random(i).random():.6f}" for i, _ in enumerate(people)],
            "longitude": [f"{4 + random.Random(-i).random():.6f}" for i, _ in enumerate(people)],
            "kenteken": [f"1-ABC-{i:03}" for i, _ in enumerate(people, 100)],
        }
    )
    found = sure(look(engine, [table], []))
    assert found == {
        ("achternaam", "name"): CERTAIN,
        ("v2", "name"): LIKELY,
        ("v3", "name"): CERTAIN,
        ("INSZ", "be-national-number"): CERTAIN,
        ("v5", "birth-date"): POSSIBLE,
        ("geboortedatum", "birth-date"): CERTAIN,
        ("v7", "postal-address"): CERTAIN,
        ("gsm", "phone"): CERTAIN,
        ("v9", "ip"): CERTAIN,
        ("v10", "mac"): CERTAIN,
        ("latitude", "coordinates"): CERTAIN,
        ("longitude", "coordinates"): CERTAIN,
        ("kenteken", "licence-plate"): CERTAIN,
    }


def test_what_studies_hold_is_left_alone(engine, tabulate) -> None:
    chance = random.Random(1)
    rows = range(3_000)
    start = date(2021, 1, 4)
    towns = ["Leuven", "Gent", "Antwerpen", "Brugge", "Hasselt", "Luik", "Namen", "Brussel"]
    answers = ["helemaal eens", "eens", "neutraal", "oneens", "Weet niet", "Geen antwoord"]
    table = tabulate(
        {
            "respondent": [str(i) for i in rows],
            "code": [f"P{i:07}" for i in rows],
            "age": [str(chance.randrange(18, 90)) for _ in rows],
            "birth_year": [str(chance.randrange(1930, 2005)) for _ in rows],
            "postcode": [str(chance.randrange(1000, 10000)) for _ in rows],
            "town": [chance.choice(towns) for _ in rows],
            "income": [f"{chance.random() * 90_000:.2f}" for _ in rows],
            "score": [f"{chance.gauss(0, 1):.8f}" for _ in rows],
            "visit_date": [str(start + timedelta(chance.randrange(400))) for _ in rows],
            "measured": [str(start + timedelta(chance.randrange(400))) for _ in rows],
            "stamp": [f"2021-03-04 {i % 24:02}:{i % 60:02}:{i % 59:02}" for i in rows],
            "epoch": [str(1_600_000_000 + chance.randrange(90_000_000)) for _ in rows],
            "time": [f"{i % 24:02}:{i % 60:02}:{i % 59:02}" for i in rows],
            "version": [f"{i % 9}.{i % 4}.{i % 7}.{i % 11}" for i in rows],
            "q1": [chance.choice(answers) for _ in rows],
            "icd": [f"{chance.choice('ABCDEF')}{chance.randrange(99):02}.{i % 9}" for i in rows],
            "x": [f"{chance.random() * 100:.5f}" for _ in rows],
            "y": [f"{chance.random() * 100:.5f}" for _ in rows],
            "uuid": [f"{chance.getrandbits(128):032x}" for _ in rows],
            "remark": ["de patiënt kwam op 3 mei met pijn in de linker knie" for _ in rows],
        }
    )
    assert look(engine, [table], []) == []


def test_a_header_alone_is_possible(engine, tabulate) -> None:
    table = tabulate({"Rijksregisternummer": ["a3f0b2c49d1e"] * 4, "e-mail": ["0", "1", "1", "0"]})
    (finding,) = look(engine, [table], [])
    assert (finding.column, finding.certainty, finding.reason, finding.matches) == (
        "Rijksregisternummer", POSSIBLE, "header", 0,
    )  # fmt: skip


def test_a_number_that_many_pass_is_never_certain_by_itself(engine, tabulate) -> None:
    numbers = [n for n in map(str, range(111_222_333, 111_232_333)) if DETECTORS[4].is_valid(n)]
    found = sure(look(engine, [tabulate({"v1": numbers, "BSN": numbers})], []))
    assert found["v1", "nl-bsn"] is LIKELY
    assert found["BSN", "nl-bsn"] is CERTAIN


def test_one_number_repeated_proves_what_it_proves_once(engine, tabulate) -> None:
    (finding,) = look(engine, [tabulate({"v1": ["85073003328"] * 5_000})], [])
    assert (finding.certainty, finding.matches) == (POSSIBLE, 5_000)


def test_a_few_real_numbers_among_many_random_ones(engine, tabulate) -> None:
    chance = random.Random(2)
    numbers = [f"{chance.randrange(10**11):011}" for _ in range(20_000)]
    real = [PEOPLE.unique.ssn().replace(".", "").replace("-", "") for _ in range(400)]
    (finding,) = look(engine, [tabulate({"v1": numbers + real})], [])
    assert (finding.identifier, finding.certainty) == ("be-national-number", LIKELY)


def test_lost_zeros(engine, tabulate) -> None:
    numbers = [n for n in (f"{i}" for i in range(101_000_000, 101_010_000)) if len(n) == 9]
    valid = [n for n in numbers if DETECTORS[0].is_valid(n)]
    (finding, *_) = look(engine, [tabulate({"NISS": valid})], [])
    assert (finding.identifier, finding.certainty) == ("be-national-number", CERTAIN)


def test_labels_and_headers(engine, tabulate) -> None:
    school = {str(i): f"{PEOPLE.first_name()} {PEOPLE.last_name()}" for i in range(20)}
    table = tabulate(
        [
            (Column("teacher", value_labels=school), ["1", "2"]),
            (Column("q7", label="Vraag van an@kul.be"), ["1", "2"]),
            (Column("an.peeters@kuleuven.be"), ["1", "2"]),
        ]
    )
    found = {(f.column, f.where): (f.identifier, f.certainty) for f in look(engine, [table], [])}
    assert found == {
        ("teacher", Where.VALUE_LABEL): ("name", CERTAIN),
        ("q7", Where.VARIABLE_LABEL): ("email", LIKELY),
        ("column 3 (xx.xxxxxxx@xxxxxxxx.xx)", Where.HEADER): ("email", LIKELY),
    }


def test_places_are_masked_too(engine) -> None:
    pieces = [
        Text(Where.FILE_NAME, "Jan Peeters 85.07.30-033.28.csv", "Jan Peeters 85.07.30-033.28.csv")
    ]
    findings = look(engine, [], pieces)
    assert {f.identifier for f in findings} == {"be-national-number", "name"}
    assert {f.place for f in findings} == {"Xxx Xxxxxxx ##.##.##-###.##.xxx"}


def test_declared_missing_codes_are_no_values(engine, tabulate) -> None:
    column = Column("INSZ", missing=frozenset({"99999999999"}))
    table = tabulate([(column, [PEOPLE.ssn() for _ in range(10)] + ["99999999999"] * 90)])
    (finding,) = look(engine, [table], [])
    assert (finding.matches, finding.values) == (10, 10)


def test_many_distinct_values_are_all_looked_at(engine, tabulate) -> None:
    chance = random.Random(4)
    rows = 51_500  # a little more than what enters whole
    table = tabulate(
        {
            "mail": [f"u{i}@kuleuven.be" for i in range(rows)],
            "nr": [f"{chance.randrange(10**11):011}" for _ in range(rows)],
            "notes": [f"gesprek {i} over werk" for i in range(rows - 1)] + ["bel Jan Peeters"],
            "student": [f"r{i:07}" for i in range(rows)],
            "INSZ": [national_number(i) for i in range(rows)],
        }
    )
    own = InstitutionNumber("student", r"[rsq]\d{7}", ("student",), telling=True)
    found = sure(look(engine, [table], [], Settings(numbers=(own,))))
    assert found == {
        ("mail", "email"): CERTAIN,
        ("notes", "name"): POSSIBLE,
        ("student", "institution:student"): CERTAIN,
        ("INSZ", "be-national-number"): CERTAIN,
    }


def test_numbers_of_an_institution(engine, tabulate) -> None:
    own = InstitutionNumber("staff", r"\d{7}", ("personeelsnummer",))
    table = tabulate({"personeelsnummer": ["0012345", "0012346"], "v2": ["0012345", "0012346"]})
    found = sure(look(engine, [table], [], Settings(numbers=(own,))))
    assert found == {("personeelsnummer", "institution:staff"): LIKELY}


@pytest.mark.parametrize("pattern", [r"(?=a)\d", r"(a)\1", "a*", "(", r"(?<!x)\d{7}"])
def test_patterns_that_cannot_run_are_refused(pattern: str) -> None:
    with pytest.raises(UnsafePattern, match="student"):
        InstitutionNumber("student", pattern, ())


def test_the_ruleset_tells_the_settings_apart() -> None:
    own = InstitutionNumber("student", r"r\d{7}", ())
    assert RULESET == ruleset(Settings()) != ruleset(Settings(numbers=(own,)))


def test_everything_that_can_be_told_has_its_words(engine) -> None:
    assert {d.name for d in DETECTORS} | {"institution"} == set(texts.IDENTIFIERS)
    assert set(texts.WHAT_IT_MEANS) == set(Certainty)


CANARIES = {
    "be-national-number": "85.07.30-033.28", "iban": "BE31435411161155",
    "email": "quetzalcoatl@kuleuven.be", "phone": "+32470987654", "ip": "134.58.64.12",
    "mac": "d0:50:99:84:a2:a0", "orcid": "0000-0002-1825-0097", "name": "Lutgarde Vercammen",
    "postal-address": "Zonnebloemstraat 17, 3000 Leuven", "be-vat": "BE0428759497",
    "coordinates": "50.879812, 4.700518", "birth-date": "geboren op 30/07/1985",
}  # fmt: skip


@pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
def test_no_value_gets_out(engine, tabulate, canary: str) -> None:
    table = tabulate(
        [
            (Column(canary, label=canary, value_labels={"1": canary}), [canary] * 5),
            (Column("notes"), [f"zie {canary} en", canary, None, "x", "y"]),
        ],
        place=f'sheet "{canary}"',
    )
    pieces = [Text(where, canary, f"voor {canary} na") for where in Where]
    findings = look(engine, [table], pieces)
    parts = [part for part in canary.replace(",", " ").replace("@", " ").split() if len(part) > 3]
    assert "notes" in {f.column for f in findings}
    assert [part for part in parts if part in repr(findings)] in ([], ["geboren"])


def test_a_failure_tells_no_value(engine) -> None:
    engine.execute("CREATE TABLE broken AS SELECT 'an@kul.be' AS c1")
    with pytest.raises(LookFailed) as failure:
        look(engine, [Table("", "broken", (Column("mail"),), 1)], [])
    assert "an@kul.be" not in repr(failure.value)
    assert failure.value.__cause__ is None and failure.value.__suppress_context__


VALUES = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.sampled_from([*CANARIES.values(), "", " ", "1", "-1.5", "1e309", "99999999999999999999"]),
    st.from_regex(r"[0-9]{8,20}", fullmatch=True),
    st.from_regex(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,40}", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}[-/.:][0-9]{1,4}[-/.:][0-9]{1,4}([-/.:][0-9]{1,4})?", fullmatch=True),
    st.dates().map(str),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_table_is_looked_through(engine, data: Any) -> None:
    names = data.draw(st.lists(st.text(max_size=20), min_size=1, max_size=4))
    rows = data.draw(st.integers(1, 6))
    columns = [data.draw(st.lists(VALUES, min_size=rows, max_size=rows)) for _ in names]
    parts = ", ".join(f"unnest(?::VARCHAR[]) AS c{i}" for i, _ in enumerate(columns))
    try:
        engine.execute(f"CREATE OR REPLACE TABLE drawn AS SELECT {parts}", columns)
    except duckdb.Error:  # a lone surrogate is no text, and no reader makes one
        return
    table = Table("", "drawn", tuple(map(Column, names)), rows)
    for finding in look(engine, [table], []):
        assert finding.identifier in texts.IDENTIFIERS and finding.reason in texts.REASONS
        assert 0 <= finding.matches <= finding.values
        assert not any(c.isalnum() and c not in "xX" for e in finding.examples for c in e)
