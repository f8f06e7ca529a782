# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is shown, and what is said before anything is done."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from hoeder.operations.demo.client import DemoError
from hoeder.operations.demo.scenario import DemoOptions, check, play
from hoeder.operations.demo.stage import Stage

from .conftest import Answer, Request, Server

ACCOUNTS = {
    "researcher": {"email": "r@example.org", "password": "secret-of-r"},
    "steward": {"email": "s@example.org", "password": "secret-of-s"},
}


def options(**changes: object) -> DemoOptions:
    values = {
        "base_url": "http://127.0.0.1:9",
        "datacite_url": "http://127.0.0.1:9",
        "accounts": ACCOUNTS,
        **changes,
    }
    return DemoOptions(**values)  # type: ignore[arg-type]


def shown(act: object) -> str:
    console = Console(file=io.StringIO(), width=40)
    act(Stage(console))  # type: ignore[operator]
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_step_says_what_who_and_where_and_wraps_no_address() -> None:
    address = "http://127.0.0.1/" + "a" * 60
    text = shown(lambda stage: stage.step("Draft", "researcher", address))
    assert text == f" 1  Draft  (researcher)\n    {address}\n"


def test_texts_of_the_server_are_no_markup() -> None:
    text = shown(lambda stage: stage.refusal({"a[red]": ["[bold]Missing[/bold]"]}, ""))
    assert text == "    a[red]: [bold]Missing[/bold]\n"


def test_refusal_without_fields_says_what_the_server_said() -> None:
    assert shown(lambda stage: stage.refusal({}, "Not today.")) == "    Not today.\n"


def test_passwords_are_not_shown() -> None:
    assert "secret-of-r" not in repr(options())


def test_missing_account_is_said() -> None:
    with pytest.raises(DemoError, match="no account for the steward"):
        check(options(accounts={"researcher": ACCOUNTS["researcher"]}))


def test_file_without_content_is_said(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    for path in (empty, tmp_path, tmp_path / "none"):
        with pytest.raises(DemoError, match="is not a file with content"):
            check(options(files=(path,)))


def test_instance_without_the_custodian_is_said(server: Server) -> None:
    def answer(request: Request) -> Answer:
        assert request.path == "/api/communities/ugent-demo"
        return Answer({"message": "None"}, 404)

    server.answer = answer
    with pytest.raises(DemoError, match="no custodian ugent-demo"):
        play(options(base_url=server.url), Console(file=io.StringIO()))
    assert len(server.requests) == 1
