# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``hoeder screen``: exit codes, what it says, and what it never says."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hoeder.anonymisation.screening import cli
from hoeder.anonymisation.screening.runner import Failure
from hoeder.operations.cli import main


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.csv"
    path.write_text("leeftijd,score\n" + "".join(f"{20 + i % 3},{i % 4}\n" for i in range(40)))
    return path


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    path = tmp_path / "mails.csv"
    path.write_text("case,e-mail\n" + "".join(f"{i},a{i}@kuleuven.be\n" for i in range(40)))
    return path


def screened(*arguments: object) -> Result:
    return CliRunner().invoke(cli.screen, [str(each) for each in arguments])


def test_nothing_found(clean: Path) -> None:
    result = screened(clean)
    assert result.exit_code == 0
    assert "Nothing found by these checks." in result.output
    assert "anonymous" not in result.output.lower()


def test_something_found_in_dutch(mails: Path) -> None:
    result = screened(mails, "--lang", "nl")
    assert result.exit_code == 1
    assert "zeker" in result.output
    assert "e-mailadres" in result.output
    assert "kuleuven" not in result.output


def test_what_cannot_be_screened(tmp_path: Path, clean: Path) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    result = screened(path, clean)
    assert result.exit_code == 2
    assert "Not everything could be screened" in " ".join(result.output.split())
    assert "Nothing found by these checks." in result.output


def test_no_report(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "run", lambda *_: Failure("memory"))
    result = screened(clean)
    assert result.exit_code == 2
    assert "clean.csv could not be screened." in result.output
    assert json.loads(screened(clean, "--json").stdout) == {"name": "clean.csv", "failed": "memory"}


def test_a_telling_name(clean: Path) -> None:
    named = clean.rename(clean.with_name("85.07.30-033.28.csv"))
    assert screened(named).exit_code == 1


def test_json(clean: Path, mails: Path) -> None:
    result = screened(clean, mails, "--json", "--quasi", "leeftijd", "--sampling-fraction", "0.5")
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["name"], second["name"]) == ("clean.csv", "mails.csv")
    assert first["tables"][0]["roles"]["confirmed"]
    assert first["tables"][0]["risk"]["sampling_fraction"] == 0.5
    assert second["findings"][0]["identifier"] == "email"


def test_a_page(clean: Path, tmp_path: Path) -> None:
    result = screened(clean, "--html", tmp_path / "page.html", "--lang", "nl", "--policy-k", "5")
    assert result.exit_code == 0
    assert "beleid: minstens 5" in (tmp_path / "page.html").read_text()


def test_columns_that_no_table_has(clean: Path) -> None:
    result = screened(clean, "--quasi", "leeftijd,age")
    assert result.exit_code == 2
    assert "No table has these columns: age." in result.output


@pytest.mark.parametrize(
    "arguments", [("--weight", "w"), ("--quasi", "a", "--sampling-fraction", "2"), ("--lang", "fr")]
)
def test_arguments_that_cannot_be(clean: Path, arguments: tuple[str, ...]) -> None:
    result = screened(clean, *arguments)
    assert result.exit_code == 2
    assert "Usage" in result.output


def test_it_is_a_command_of_hoeder(clean: Path) -> None:
    result = CliRunner().invoke(main, ["screen", str(clean)])
    assert result.exit_code == 0
    assert "Nothing found by these checks." in result.output
