# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Tables at the edges, real data, and what would help."""

import csv
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

import disclosure
from hoeder.anonymisation.screening.model import Column, Table
from hoeder.anonymisation.screening.risk import suda
from hoeder.anonymisation.screening.risk.contribution import Help
from hoeder.anonymisation.screening.risk.measure import Risks, measure
from hoeder.anonymisation.screening.risk.texts import sentence

Connection = duckdb.DuckDBPyConnection
Load = Callable[..., Table]


def test_no_rows(connection: Connection, load: Load) -> None:
    table = load([], ["age", "sex", "health", "weight"])
    risks = measure(connection, table, (0, 1), (2,), weight=3, sampling_fraction=0.1)
    assert (risks.anonymity.k, risks.anonymity.rows, risks.anonymity.histogram) == (0, 0, ())
    assert risks.prosecutor.maximum == 0
    assert (risks.individual, risks.population, risks.attributes) == (None, None, ())
    assert risks.wildcard.measured


def test_no_quasi_identifier_is_one_class(connection: Connection, load: Load) -> None:
    risks = measure(connection, load([("a",), ("b",), ("b",)], ["health"]), (), (0,))
    assert (risks.anonymity.k, risks.anonymity.classes) == (3, 1)
    assert (risks.attributes[0].l, risks.attributes[0].t) == (2, 0)
    assert (risks.suda.size, risks.suda.limited) == (0, "")


def test_all_missing(connection: Connection, load: Load) -> None:
    rows = [(None, None, None)] * 3
    risks = measure(connection, load(rows, ["age", "sex", "income"]), (0, 1), (2,))
    assert risks.anonymity.k == risks.wildcard.k == 3
    assert (risks.wildcard.patterns, risks.wildcard.rows_missing) == (1, 3)
    assert (risks.attributes[0].l, risks.attributes[0].t, risks.attributes[0].alpha) == (1, 0, 1)


def test_a_gap_hides_among_all_whom_it_may_be(connection: Connection, load: Load) -> None:
    rows = [("30", "M"), ("30", "M"), ("40", "F"), ("40", "F"), ("40", None)]
    risks = measure(connection, load(rows, ["age", "sex"]), (0, 1))
    assert risks.anonymity.violating[2] == 1
    assert (risks.wildcard.k, risks.wildcard.violating[3]) == (2, 2)


def test_too_many_patterns_are_said_not_to_be_measured(
    connection: Connection, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hoeder.anonymisation.screening.risk.missing.WORK", 5)
    rows = [("30", "M"), ("40", None), (None, "F")]
    risks = measure(connection, load(rows, ["age", "sex"]), (0, 1))
    assert not risks.wildcard.measured
    assert (risks.wildcard.patterns, risks.wildcard.rows_missing) == (3, 2)


def test_equal_numbers_are_one_value(connection: Connection, load: Load) -> None:
    rows = [("1.0", "1,5"), ("1", "1,50"), ("2", "3"), ("2.00 ", " 3")]
    risks = measure(connection, load(rows, ["children", "income"]), (0, 1))
    assert risks.anonymity.k == 2


@pytest.mark.parametrize(
    ("one", "other"), [("0123", "123"), ("1,5", "1.5"), ("1e3", "1000"), ("a", "A")]
)
def test_codes_that_only_look_equal_are_two(
    connection: Connection, load: Load, one: str, other: str
) -> None:
    risks = measure(connection, load([(one,), (other,)], ["code"]), (0,))
    assert risks.anonymity.classes == 2


def test_blank_and_declared_codes_are_missing(connection: Connection, load: Load) -> None:
    age = Column("age", missing=frozenset({"999"}))
    rows = [("30",), ("999",), ("  ",), (None,), ("",)]
    risks = measure(connection, load(rows, [age]), (0,))
    assert (risks.wildcard.rows_missing, risks.anonymity.classes) == (4, 2)
    assert risks.contributions[0].distinct == 1


def test_weights_that_are_none_count_as_one(connection: Connection, load: Load) -> None:
    rows = [("a", "10"), ("b", "0"), ("c", "-4"), ("d", None), ("e", "many"), ("f", "inf")]
    risks = measure(connection, load(rows, ["x", "w"]), (0,), weight=1)
    assert risks.individual is not None
    assert risks.individual.weights_replaced == 5
    assert risks.individual.maximum == 1
    assert risks.individual.above[0.5] == 5


def test_columns_play_one_part(connection: Connection, load: Load) -> None:
    table = load([("a", "b")], ["x", "y"])
    for quasi, sensitive, weight in [((0,), (0,), None), ((0, 0), (), None), ((0,), (1,), 1)]:
        with pytest.raises(ValueError, match="one part"):
            measure(connection, table, quasi, sensitive, weight)
    with pytest.raises(ValueError, match="one part"):
        measure(connection, table, (2,))
    with pytest.raises(ValueError, match="sampling fraction"):
        measure(connection, table, (0,), sampling_fraction=0)


def test_nothing_stays_in_the_engine(connection: Connection, load: Load) -> None:
    before = connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone()
    table = load([("a", "1")], ["x", "y"])
    measure(connection, table, (0,), (1,))
    assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == before
    broken = Table("", "tested", (*table.columns, Column("absent")), 1)
    with pytest.raises(duckdb.Error):
        measure(connection, broken, (2,))
    assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == before


def test_large_sets_of_values_are_told_apart_exactly(
    connection: Connection, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a table of 4 cells nearly all values share one."""
    rows = [(f"{n % 17}", f"{n % 13}", f"{n % 5}", f"{n}") for n in range(300)]
    table = load(rows, list("abcd"))
    expected = measure(connection, table, range(4)).suda
    monkeypatch.setattr(suda, "CELLS", 4)
    assert measure(connection, table, range(4)).suda == expected
    minimal = disclosure.minimal_uniques(rows, range(4), 3)
    assert sum(expected.msus.values()) == sum(map(len, minimal))


@pytest.mark.parametrize(
    ("classes", "variables", "expected"),
    [
        (1_000_000, 6, (3, "size")),
        (4_000_000, 6, (2, "work")),
        (4_900_000, 30, (0, "work")),
        (12_000_000, 4, (0, "work")),
        (100, 12, (2, "work")),  # 66 pairs have more flags than a word has bits
        (100, 4, (3, "")),
        (100, 1, (0, "")),
        (100, 0, (0, "")),
    ],
)
def test_the_search_for_special_uniques_is_bounded(
    classes: int, variables: int, expected: tuple[int, str]
) -> None:
    assert suda.depth(classes, variables) == expected


def coarser(risks: Risks, name: str) -> dict[str, tuple[int, int]]:
    (part,) = [each for each in risks.contributions if each.name == name]
    return {
        f"{each.change} {each.width or ''}".strip(): (each.values, each.classes)
        for each in part.coarser
    }


def test_coarser_values(connection: Connection, load: Load) -> None:
    rows = [
        (f"{1000 + 210 * n}", f"{20 + n}", f"19{40 + n}-0{1 + n % 9}-11", f"{n}/3/2001", f"w{n}")
        for n in range(24)
    ]
    rows.append((None, None, None, None, None))
    names = ["postcode", "age", "born", "visit", "word"]
    risks = measure(connection, load(rows, names), range(5))
    assert coarser(risks, "postcode") == {
        "digits-2": (len({row[0][:2] for row in rows if row[0]}), 25),
        "digits-1": (5, 25),
    }
    assert {name: values for name, (values, _) in coarser(risks, "age").items()} == {
        "band 5": 5,
        "band 10": 3,
    }
    assert {name: values for name, (values, _) in coarser(risks, "born").items()} == {
        "month": 24,
        "year": 24,
    }
    assert {name: values for name, (values, _) in coarser(risks, "visit").items()} == {
        "month": 1,
        "year": 1,
    }
    assert coarser(risks, "word") == {}
    incomes = [(f"{1200 + 130 * n}",) for n in range(24)]
    found = measure(connection, load(incomes, ["income"]), (0,))
    assert list(coarser(found, "income")) == ["band 50", "band 100"]
    (age,) = [
        each
        for each in measure(connection, load(rows, names), (1,)).contributions[0].coarser
        if each.width == 10
    ]
    bands = [None if row[1] is None else int(row[1]) // 10 for row in rows]
    assert (age.k, age.classes) == (min(map(bands.count, bands)), len(set(bands)))


def test_what_would_help(connection: Connection, load: Load) -> None:
    rows = [("1000", "M"), ("2000", "M"), ("3000", "F"), ("3000", "F"), ("2000", "F")]
    risks = measure(connection, load(rows, ["postcode", "sex"]), (0, 1))
    assert risks.helps == (
        Help(0, "postcode", "left-out", 0, "uniques", 3, 0),
        Help(1, "sex", "left-out", 0, "uniques", 3, 1),
    )
    assert sentence(risks.helps[1]) == "Without sex, sample uniques fall from 3 to 1."
    once = Help(0, "postcode", "left-out", 0, "uniques", 1, 0)
    assert sentence(once) == "Without postcode, the only sample unique is gone."
    rows = [("1", "M"), ("1", "M"), ("2", "M"), ("2", "M")]
    (larger,) = measure(connection, load(rows, ["wave", "sex"]), (0, 1)).helps
    assert sentence(larger) == "Without wave, the smallest class grows from 2 to 4 rows."


def test_adult_census_data(connection: Connection, shared: Callable[[str], Path]) -> None:
    """32,561 rows of the UCI Adult data; figures as counted from the definitions."""
    with shared("data/adult.csv").open() as file:
        header, *rows = csv.reader(file)
    (database,) = connection.execute(
        "SELECT path FROM duckdb_databases() WHERE path <> ''"
    ).fetchall()
    copy = Path(database[0]).with_name("adult.csv")
    copy.write_bytes(shared("data/adult.csv").read_bytes())
    names = {f"c{n}": "VARCHAR" for n in range(len(header))}
    connection.execute(
        "CREATE OR REPLACE TABLE adult AS FROM read_csv(?, header = false, skip = 1, columns = "
        f"{names})",
        [str(copy)],
    )
    table = Table("", "adult", tuple(Column(name) for name in header), len(rows))
    quasi = [header.index(name) for name in ("age", "education", "race", "sex", "native-country")]
    salary, hours = header.index("salary-class"), header.index("hours-per-week")
    risks = measure(connection, table, quasi, (salary, hours))

    sizes = disclosure.sizes(rows, quasi)
    assert risks.anonymity.k == min(sizes) == 1
    assert (risks.anonymity.classes, risks.anonymity.uniques) == (5619, 3501)
    assert risks.anonymity.violating == {2: 3501, 3: 4845, 5: 6409, 10: 8775, 11: 9185}
    assert risks.attributes[0].t == pytest.approx(0.7591904425539756)
    assert risks.attributes[1].t == pytest.approx(0.5765813247790004)
    assert risks.anonymity.violating == {
        k: disclosure.violating(rows, quasi, k) for k in risks.anonymity.violating
    }
    for attribute, place in zip(risks.attributes, (salary, hours), strict=True):
        for name, value in disclosure.attribute(rows, quasi, place).items():
            assert getattr(attribute, name) == pytest.approx(value), name
    assert risks.attributes[1].t == pytest.approx(disclosure.ordered_t(rows, quasi, hours))
    minimal = disclosure.minimal_uniques(rows, quasi, 3)
    assert risks.suda.special == sum(map(bool, minimal))
    assert sum(risks.suda.msus.values()) == sum(map(len, minimal))

    quasi, education = [header.index("race"), header.index("sex")], header.index("education")
    risks = measure(connection, table, quasi, (education, hours))
    assert risks.anonymity.k == 109
    assert risks.attributes[0].l == 13
    assert risks.attributes[0].entropy_l == pytest.approx(6.469683938464489)
    assert risks.attributes[0].t == pytest.approx(0.22386185759546529)
    assert risks.attributes[1].t == pytest.approx(0.04961754621069136)
