# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Fixtures for all tests: reference data, and the instance that `hoeder test` started."""

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """Path of reference data that is not part of the project (its licences forbid it).

    In a clone without the data the test is skipped with a line that says what went unchecked; in
    continuous integration that is a failure.
    """
    folder = Path(os.environ.get("HOEDER_SHARED") or ROOT.parent / "shared")

    def find(relative: str) -> Path:
        path = folder / relative
        if not path.exists():
            message = f"not checked against {relative}: no reference data beside the project"
            if os.environ.get("CI") == "true":
                pytest.fail(message)
            pytest.skip(message)
        return path

    return find


@dataclass(frozen=True)
class RunningInstance:
    """Addresses and accounts of the instance that the tests may use."""

    base_url: str
    datacite_url: str
    state: Path
    accounts: Mapping[str, Mapping[str, str]] = field(repr=False)


@pytest.fixture(scope="session")
def running_instance() -> RunningInstance:
    """The instance that `hoeder test` started; without it there is nothing to test against."""
    told = os.environ.get("HOEDER_TEST_INSTANCE")
    if not told:
        pytest.fail("This test needs an instance. Run it with: ./hoeder test " + "<path>")
    values = json.loads(told)
    return RunningInstance(**{**values, "state": Path(values["state"])})
