# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A file's report: its form, what it depends on, and what it keeps to itself."""

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hoeder.anonymisation.screening import screen as module
from hoeder.anonymisation.screening.detectors import InstitutionNumber, Settings
from hoeder.anonymisation.screening.request import Request, Roles, ruleset
from hoeder.anonymisation.screening.screen import screen, screen_name

Screened = Callable[..., dict[str, Any]]

NUMBER = "85.07.30-033.28"


def national_number(born: str, serial: int) -> str:
    """A valid one of somebody born in the 20th century."""
    digits = f"{born}{serial:03}"
    return f"{digits}{97 - int(digits) % 97:02}"


def people(rows: int = 40) -> bytes:
    """A table with national numbers, ages, and a place."""
    lines = ["rijksregisternummer,leeftijd,gemeente,diagnose"]
    lines += [
        f"{national_number('850730', 10 + i)},{20 + i % 7},{('Gent', 'Aalst')[i % 2]},d{i % 3}"
        for i in range(rows)
    ]
    return "\n".join(lines).encode()


def archive(**members: bytes) -> bytes:
    """A ZIP file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def test_a_table_with_national_numbers(screened: Screened) -> None:
    content = people()
    report = screened(content, "people.csv")
    assert report["complete"]
    assert report["file"]["checksum"] == f"md5:{hashlib.md5(content).hexdigest()}"
    assert report["file"]["size"] == len(content)
    assert report["file"]["media_type"] == "text/csv"
    (certain,) = [each for each in report["findings"] if each["certainty"] == "certain"]
    assert certain["identifier"] == "be-national-number"
    assert certain["column"] == "rijksregisternummer"
    assert certain["matches"] == 40
    (table,) = report["tables"]
    assert table["rows"] == 40
    assert [each["name"] for each in table["columns"]][1] == "leeftijd"
    assert [each["role"] for each in table["proposals"]][:3] == ["identifier", "quasi", "quasi"]
    assert table["roles"]["confirmed"] is False
    assert table["risk"]["anonymity"]["rows"] == 40


def test_the_report_holds_no_value(screened: Screened) -> None:
    report = json.dumps(screened(people(), "people.csv"))
    for number in ("85073001", "Gent", "Aalst"):
        assert number not in report


def test_the_name_of_the_file_changes_nothing(screened: Screened) -> None:
    first = screened(archive(**{"wave 1.csv": people()}), "plain.zip")
    second = screened(archive(**{"wave 1.csv": people()}), f"{NUMBER}.ZIP")
    for report in (first, second):
        del report["started"], report["seconds"]
    # Times of members are in the archive's bytes.
    first["file"].pop("checksum")
    second["file"].pop("checksum")
    assert first == second
    assert first["tables"][0]["place"] == "wave 1.csv"
    assert ruleset(name="plain.zip") == ruleset(name=f"{NUMBER}.ZIP")


def test_a_name_by_itself() -> None:
    (found,) = screen_name(f"interview {NUMBER}.docx")
    assert found["identifier"] == "be-national-number"
    assert found["where"] == "file name"
    assert NUMBER not in json.dumps(found)
    assert screen_name("interview 12.docx") == []


def test_names_of_members_are_content(screened: Screened) -> None:
    report = screened(archive(**{"jan.peeters@kuleuven.be.csv": b"a,b\n1,2\n3,4\n"}), "all.zip")
    assert [each["identifier"] for each in report["findings"]] == ["email"]
    assert "peeters" not in json.dumps(report)
    assert report["tables"][0]["place"] == report["findings"][0]["place"]


def test_confirmed_roles_by_name(screened: Screened) -> None:
    roles = Roles(("leeftijd", "gemeente"), ("diagnose",), None, 0.1)
    report = screened(people(), "people.csv", Request({"": roles}))
    (table,) = report["tables"]
    assert table["roles"] == {
        "quasi": [1, 2],
        "sensitive": [3],
        "weight": None,
        "sampling_fraction": 0.1,
        "confirmed": True,
    }
    assert table["risk"]["quasi"] == [1, 2]
    assert [each["name"] for each in table["risk"]["attributes"]] == ["diagnose"]
    assert table["risk"]["population"]["sampling_fraction"] == 0.1
    assert report["parameters"]["tables"][""]["quasi"] == ["leeftijd", "gemeente"]


@pytest.mark.parametrize(
    ("roles", "reason"),
    [
        (Roles(("age", "leeftijd")), "unknown-column"),
        (Roles(("leeftijd",), ("leeftijd",)), "two-roles"),
        (Roles(("leeftijd",), sampling_fraction=2.0), "sampling-fraction"),
    ],
)
def test_roles_that_cannot_be(screened: Screened, roles: Roles, reason: str) -> None:
    (table,) = screened(people(), "people.csv", Request({"": roles}))["tables"]
    assert table["risk"] is None
    assert table["risk_error"] == reason


def test_roles_for_every_table_that_has_them(screened: Screened) -> None:
    content = archive(**{"a.csv": people(), "b.csv": b"x,y\n1,2\n2,3\n"})
    report = screened(content, "all.zip", Request(every=Roles(("leeftijd",))))
    first, second = report["tables"]
    assert (first["roles"]["quasi"], first["roles"]["confirmed"]) == ([1], True)
    assert (second["risk_error"], second["roles"]["confirmed"]) == ("no-quasi-identifiers", False)


def test_columns_of_one_name_are_numbered(screened: Screened) -> None:
    numbers = [national_number("850730", i) for i in range(10, 50)]
    rows = "\n".join(f"{i % 5},{number}" for i, number in enumerate(numbers))
    report = screened(f"id,id\n{rows}\n".encode(), "twice.csv")
    assert [each["name"] for each in report["tables"][0]["columns"]] == ["id", "id (2)"]
    assert report["findings"][0]["column"] == "id (2)"


def test_an_identifier_as_header_shows_its_shape(screened: Screened) -> None:
    report = screened(f"case,score {NUMBER}\n1,2\n2,3\n3,1\n".encode(), "scores.csv")
    assert NUMBER not in json.dumps(report)
    name = report["tables"][0]["columns"][1]["name"]
    assert name == "column 2 (xxxxx ##.##.##-###.##)"
    assert report["findings"][0]["column"] == name


def test_a_first_row_that_may_be_a_person_is_not_shown(screened: Screened) -> None:
    rows = [("Jan Maes", "Gent"), ("An Claes", "Aalst"), ("Piet Mertens", "Ronse")] * 5
    content = "\n".join(",".join(row) for row in [("Eva Wouters", "Lokeren"), *rows])
    report = json.dumps(screened(content.encode(), "names.csv"))
    assert "Wouters" not in report
    assert "Lokeren" not in report


def test_names_and_settings_that_no_database_keeps(screened: Screened) -> None:
    content = '{"a\\u0000b": 1, "\\ud800": "x"}\n{"a\\u0000b": 2, "\\ud800": "y"}\n'
    report = json.dumps(screened(content.encode(), "odd.jsonl"))
    assert "\\u0000" not in report
    assert "\\ud800" not in report


def test_the_institutions_numbers(screened: Screened) -> None:
    staff = InstitutionNumber("staff", "u[0-9]{7}", ("personeelsnummer",), telling=True)
    request = Request(settings=Settings((staff,)))
    again = Request.from_plain(json.loads(json.dumps(request.to_plain())))
    assert again == request
    rows = "\n".join(f"u{1000000 + 37 * i},{i % 4}" for i in range(30))
    report = screened(f"code,groep\n{rows}\n".encode(), "staff.csv", again)
    assert [each["identifier"] for each in report["findings"]] == ["institution:staff"]
    assert report["tools"]["ruleset"] == ruleset(request.settings, "staff.csv") != ruleset()


def test_findings_keep_their_ids(screened: Screened) -> None:
    first, second = screened(people(), "a.csv"), screened(people(50), "b.csv")
    assert [each["id"] for each in first["findings"]] == [each["id"] for each in second["findings"]]
    every = [each["id"] for each in first["findings"]]
    assert len(set(every)) == len(every)


def test_a_detector_that_fails_leaves_the_file_unread(
    screened: Screened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[object]:
        raise duckdb.ConversionException("Could not convert string '85073003328' to INT32")

    monkeypatch.setattr(module, "look", broken)
    report = screened(people(), "people.csv")
    assert not report["complete"]
    assert {each["reason"] for each in report["unread"]} == {"detector"}
    assert "85073003328" not in json.dumps(report)


def test_what_is_not_read_makes_it_incomplete(screened: Screened) -> None:
    report = screened(random.Random(1).randbytes(2000), "data.bin")
    assert not report["complete"]
    assert [each["reason"] for each in report["unread"]] == ["type"]


def test_a_wrong_ending_is_noted_only(screened: Screened) -> None:
    report = screened(archive(**{"a.csv": b"x,y\n1,2\n2,3\n"}), "table.csv")
    assert [each["reason"] for each in report["unread"]] == ["mismatch"]
    assert report["complete"]


def test_progress_never_goes_back(tmp_path: Path) -> None:
    path, told = tmp_path / "people.csv", []
    path.write_bytes(people())
    (tmp_path / "work").mkdir()
    screen(path, "people.csv", tmp_path / "work", None, lambda share, step: told.append(share))
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)


def test_adult(shared: Callable[[str], Path], screened: Screened) -> None:
    report = screened(shared("data/adult.csv").read_bytes(), "adult.csv")
    (table,) = report["tables"]
    assert report["complete"]
    assert report["findings"] == []
    assert table["rows"] == 32561
    assert table["risk"]["anonymity"]["k"] == 1


def test_a_wide_table_with_a_column_of_many_values(screened: Screened) -> None:
    """Wide tables lie in a database of their own; columns of many values are sampled."""
    head = ",".join(["mail", "leeftijd", *(f"v{i}" for i in range(100))])
    rows = (f"a{i}@kuleuven.be,{20 + i % 60}," + f"{i % 3}," * 99 + "1" for i in range(60_000))
    report = screened("\n".join([head, *rows]).encode(), "wide.csv")
    assert report["complete"], report["unread"]
    assert [(each["column"], each["matches"]) for each in report["findings"]] == [("mail", 60_000)]
    (table,) = report["tables"]
    assert table["risk_error"] is None
    assert table["proposals"][0]["role"] == "identifier"
