# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Screening in this process, into a directory of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hoeder.anonymisation.screening.request import Request
from hoeder.anonymisation.screening.schema import REPORT
from hoeder.anonymisation.screening.screen import screen

Screened = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def valid() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Checks a report's form and gives it back."""
    Draft202012Validator.check_schema(REPORT)
    validator = Draft202012Validator(REPORT)

    def check(report: dict[str, Any]) -> dict[str, Any]:
        validator.validate(report)
        return report

    return check


@pytest.fixture
def screened(tmp_path: Path, valid: Callable[[dict[str, Any]], dict[str, Any]]) -> Screened:
    """The report of some bytes: ``screened(b"age\\n31", "ages.csv")``."""
    made = 0

    def report(content: bytes, name: str, request: Request | None = None) -> dict[str, Any]:
        nonlocal made
        made += 1
        path, directory = tmp_path / f"input{made}", tmp_path / f"work{made}"
        path.write_bytes(content)
        directory.mkdir()
        return valid(screen(path, name, directory, request))

    return report
