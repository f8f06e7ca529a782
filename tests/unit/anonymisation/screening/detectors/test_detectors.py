# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""One rule, twice: what Python says of a value, the engine says of it too; base rates are true."""

import random
import string
from collections.abc import Callable

import pytest
from duckdb import DuckDBPyConnection
from faker import Faker

from hoeder.anonymisation.screening.detectors import names
from hoeder.anonymisation.screening.detectors.detector import Detector, Tally
from hoeder.anonymisation.screening.detectors.registry import DETECTORS
from hoeder.anonymisation.screening.detectors.values import Subject, Values

BY_NAME = {detector.name: detector for detector in DETECTORS}

VALID = {
    "be-national-number": [
        "85.07.30-033.28", "85 07 30 033 28", "85073003328", "98.47.28-997.65", "01490700185",
        "17073003384", "85/07/30/033/28",
    ],
    "be-eid": ["591-1917064-58", "591191706458", "591-2010999-97"],
    "be-riziv": ["7-10322-09-000", "71032209000", "7-10670-49-000", "71032276000"],
    "be-vat": ["BE 0428.759.497", "BE0428759497", "0428.759.497", "BE 428759497", "be0428759497"],
    "nl-bsn": ["1112.22.333", "111222333"],
    "iban": [
        "BE31 4354 1116 1155", "BE31435411161155", "NL91ABNA0417164300", "nl91 abna 0417 1643 00",
        "GR16 0110 1050 0000 1054 7023 795", "FR14 2004 1010 0505 0001 3M02 606",
        "MT84MALT011000012345MTLCAST001S",
    ],
    "email": ["an.peeters+studie@psy.kuleuven.be", "x@y.eu", "O'Brien@example.org"],
    "phone": [
        "+32 470 12 34 56", "0470/12.34.56", "0470 12 34 56", "+32 (0)16 32 40 10", "016 32 40 10",
        "0031 6 12345678", "06-12345678", "+1 202-456-1414", "+44 20 7946 0958",
    ],
    "orcid": ["0000-0002-1825-0097", "0000-0002-1694-233X", "0009-0000-0000-0017"],
    "ip": ["134.58.64.12", "8.8.123.45", "2a02:2c40:0:80::80:15", "2001:6a8:2880:a077:0:0:0:2"],
    "mac": ["D0-50-99-84-a2-a0", "d0:50:99:84:a2:a0"],
    "coordinates": ["50.8798, 4.7005", "4.70052 50.87981", "51.05434;3.71742"],
    "postal-address": [
        "Tiensestraat 102", "Oude Markt 13 bus 2, 3000 Leuven", "Rue de la Loi 16, 1000 Bruxelles",
        "16, rue de la Loi", "10 Downing Street", "Leuvensesteenweg 3A, 1932 Zaventem",
    ],
    "name": ["Jan Peeters", "Peeters, Jan", "Sofie Van den Broeck", "Zoë Janssens"],
    "licence-plate": ["1-ABC-123", "1ABC123", "GX-123-B", "abc-123"],
    "birth-date": [],
}  # fmt: skip

INVALID = {
    "be-national-number": [
        "85.07.30-033.29", "85.13.30-033.28", "85073203328", "85.07.30-000.61", "00000000097",
        "1234", "850730033280", "99999999999",
    ],
    "be-eid": ["591-1917064-59", "5911917064581", "000000000000"],
    "be-riziv": ["7-10322-10-000", "01032209000", "7103220900"],
    "be-vat": ["BE 0428.759.498", "2428759497", "BE0428"],
    "nl-bsn": ["111222334", "000000000", "1112223330"],
    "iban": ["BE31435411161156", "NL91ABNA0417164301", "XX91ABNA0417164300", "BE3143541116115"],
    "email": ["@peeters", "5 @ 3.50", "a@b", "a@.be", "an peeters at kul.be"],
    "phone": ["04/05/2021", "1234567890", "+00 000", "12:33:21", "0000000000", "2021-03-04"],
    "orcid": ["0000-0002-1825-0098", "1111-1111-1111-111X", "0000-0000-0000-0000"],
    "ip": ["192.168.1.12", "4.1.2.13", "10:30:00", "::1", "256.300.1.12", "10.20.30.40"],
    "mac": ["ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00", "d0:50:99:84:a2:a0:11", "d0:50:99:84:a2"],
    "coordinates": ["50.88, 4.70", "36.4312, 81.2245", "1.23456, 2.34567"],
    "postal-address": ["Tiensestraat", "op weg 3", "la place 2", "graad 4", "pagina 12"],
    "name": ["Grote Markt", "Peeters", "Zeer Goed", "Jan"],
    "licence-plate": ["0-ABC-123", "AB-CD-EF", "1-ABCD-123"],
    "birth-date": ["geboren in 1985", "op 30/07/1985", "geboorteplaats 3000"],
}  # fmt: skip


def met(engine: DuckDBPyConnection, detector: Detector, texts: list[str]) -> dict[str, int]:
    """How often the engine finds the identifier in each text."""
    values = Values(engine, [detector])
    values.texts([(Subject("", None, None), [text]) for text in texts])
    found = [tallies.get(detector.name, Tally()).matches for tallies in values.tallies()]
    return dict(zip(texts, found, strict=True))


def in_text(detector: Detector) -> bool:
    return not detector.announced


@pytest.mark.parametrize("name", VALID)
def test_valid(engine: DuckDBPyConnection, name: str) -> None:
    detector = BY_NAME[name]
    assert [value for value in VALID[name] if not detector.is_valid(value)] == []
    if in_text(detector):
        forms = ("{}", "zie ook: {}; en verder", "({})\n")
        texts = [form.format(value) for form in forms for value in VALID[name]]
        assert {t: n for t, n in met(engine, detector, texts).items() if n != 1} == {}


@pytest.mark.parametrize("name", INVALID)
def test_invalid(engine: DuckDBPyConnection, name: str) -> None:
    detector = BY_NAME[name]
    assert [value for value in INVALID[name] if detector.is_valid(value)] == []
    if in_text(detector):
        assert {t: n for t, n in met(engine, detector, INVALID[name]).items() if n} == {}


def test_a_date_after_a_word_of_birth(engine: DuckDBPyConnection) -> None:
    texts = ["geboren op 30/07/1985 te Gent", "née le 30.07.1985", "°30-07-1985", "DOB: 1985-07-30"]
    assert met(engine, BY_NAME["birth-date"], texts) == dict.fromkeys(texts, 1)


def cells(engine: DuckDBPyConnection, detector: Detector, values: list[str]) -> Tally:
    """What the engine counts in cells that are digits and nothing else."""
    store = Values(engine, [detector])
    store.subjects.append(Subject("", "c", None, place_in_table=0))
    engine.execute("INSERT INTO numbers SELECT 0, unnest(?::VARCHAR[]), 1", [values])
    return store.tallies()[0].get(detector.name, Tally())


@pytest.mark.parametrize("detector", [d for d in DETECTORS if d.lengths], ids=lambda d: d.name)
def test_python_and_the_engine_agree_on_random_digits(
    engine: DuckDBPyConnection, detector: Detector
) -> None:
    chance = random.Random(detector.name)
    values = {
        "".join(chance.choices(string.digits, k=chance.choice(detector.lengths)))
        for _ in range(20_000)
    }
    agreed = sum(map(detector.is_valid, values))
    assert cells(engine, detector, sorted(values)).matches == agreed > 0


@pytest.mark.parametrize("detector", [d for d in DETECTORS if d.lengths], ids=lambda d: d.name)
def test_chance_is_what_the_base_rate_says(engine: DuckDBPyConnection, detector: Detector) -> None:
    chance = random.Random(7)
    values = {
        "".join(chance.choices(string.digits, k=chance.choice(detector.lengths)))
        for _ in range(100_000)
    }
    tally = cells(engine, detector, sorted(values))
    assert tally.candidates > 2_500
    # Bounds, not estimates: 2/97 holds for a number of whom the century is open.
    assert 0.4 * detector.rate < tally.matches / tally.candidates < 1.15 * detector.rate


def test_how_many_random_numbers_are_national_ones(
    engine: DuckDBPyConnection,
) -> None:
    chance = random.Random(11)
    values = ["".join(chance.choices(string.digits, k=11)) for _ in range(100_000)]
    share = cells(engine, BY_NAME["be-national-number"], values).matches / 100_000
    # 39 months of 100, 32 days of 100, 2 in 97 up to this year's two digits, 1 in 97 above.
    assert 0.0012 < share < 0.0020


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("iban", lambda c: c.choice(["BE", "NL", "DE"]) + f"{c.randrange(10**18):018}"),
        ("ip", lambda c: ".".join(str(c.randrange(1000)) for _ in range(4))),
    ],
    ids=["iban", "ip"],
)  # fmt: skip
def test_chance_of_what_is_not_digits_alone(
    engine: DuckDBPyConnection, name: str, make: Callable[[random.Random], str]
) -> None:
    chance, detector = random.Random(5), BY_NAME[name]
    values = Values(engine, [detector])
    values.texts([(Subject("", None, None), [make(chance) for _ in range(50_000)])])
    tally = values.tallies()[0][name]
    assert tally.matches / tally.candidates <= 1.1 * detector.rate


def test_ordinary_words_are_rarely_names() -> None:
    given, surnames = names.lists()
    assert len(given) > 1_500 and len(surnames) > 1_500
    # Words of languages whose lists were not used to clean the lists of names.
    words = {
        names.plain(word)
        for language in ("de_DE", "da_DK", "pl_PL", "cs_CZ")
        for word in names._listed("lorem", language, "word_list")
    }
    assert len(words) > 500
    hits = {w for w in words if w in given or w in surnames}
    assert len(hits) / len(words) < names.WORD_RATE


def test_people_are_found_by_the_lists() -> None:
    people = Faker("nl_BE")
    people.seed_instance(3)
    found = [names.is_valid(f"{people.first_name()} {people.last_name()}") for _ in range(500)]
    assert sum(found) > 400
