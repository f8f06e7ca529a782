# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``hoeder test``: the whole suite, on an instance of its own next to a running one."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from hoeder.operations.environment import embedded_services, free, plan
from hoeder.operations.instance import Instance, stand_in_accounts
from hoeder.operations.layout import Layout
from hoeder.operations.people import logins
from hoeder.operations.progress import console

#: What the tests are told about the instance they may use; ``tests/conftest.py`` reads it.
VARIABLE = "HOEDER_TEST_INSTANCE"


UNIT, OTHERS = "tests/unit", ("tests/services", "tests/browser")


def parts(arguments: Sequence[str]) -> tuple[list[str] | None, list[str] | None]:
    """pytest's arguments for the unit tests, and for those that need an instance; None: not run.

    They are two runs: an application that a unit test builds for itself shares a process with none
    that is connected to real services (Invenio keeps some of an application's data in classes).

    >>> parts(["-x"])
    (['-x', 'tests/unit'], ['-x', 'tests/services', 'tests/browser'])
    >>> parts(["tests/unit/doi", "-q"]), parts(["tests/services/doi"])
    ((['tests/unit/doi', '-q'], None), (None, ['tests/services/doi']))
    """
    if not any(argument.startswith("tests") for argument in arguments):
        return [*arguments, UNIT], [*arguments, *OTHERS]
    units = [argument for argument in arguments if not argument.startswith(OTHERS)]
    others = [argument for argument in arguments if not argument.startswith(UNIT)]
    return (
        units if any(argument.startswith(UNIT) for argument in units) else None,
        others if any(argument.startswith("tests") for argument in others) else None,
    )


def run(arguments: Sequence[str]) -> int:
    """Run pytest; the first exit code that is not 0.

    The instance is made anew each time, so that no test leans on what an earlier run left behind.
    With ``HOEDER_TEST_KEEP=1`` it is kept and used again, for those who write tests.
    """
    root = Layout.find().root
    units, others = parts(arguments)
    code = pytest(root, units, os.environ) if units else 0
    return (run_with_instance(root, others) if others else 0) or code


def run_with_instance(root: Path, arguments: Sequence[str]) -> int:
    """Bring the tests' instance up, run pytest, and stop the instance."""
    layout = Layout(root, root / "var" / "test")
    layout.make()
    instance = Instance(layout)
    instance.supervisor.stop()
    if not os.environ.get("HOEDER_TEST_KEEP"):
        instance.reset()
    own_addresses()
    started = time.monotonic()
    instance.up(detach=True)
    console.print(f"The tests' own instance is up after {time.monotonic() - started:.0f} s.")
    try:
        return pytest(root, arguments, test_environment(layout))
    finally:
        instance.down()


def own_addresses() -> None:
    """Ports nobody uses and services of its own, whatever the environment says of the instance."""
    for variable in [name for name in os.environ if name.startswith("INVENIO_")]:
        del os.environ[variable]
    os.environ["HOEDER_PORT"] = str(free())
    os.environ["HOEDER_DATACITE_PORT"] = str(free())
    os.environ["HOEDER_DATACITE_FAULTS"] = "1"
    # The tests come from one address with one user agent, far more often than people do.
    for visitor in ("GUEST", "AUTHENTICATED"):
        os.environ[f"INVENIO_RATELIMIT_{visitor}_USER"] = "100000 per minute"
    os.environ["HOEDER_OPENSEARCH_HEAP"] = os.environ.get("HOEDER_OPENSEARCH_HEAP", "768m")
    assert "postgresql" in embedded_services(os.environ)


def test_environment(layout: Layout) -> Mapping[str, str]:
    """The instance's environment, and its addresses and accounts for the tests."""
    mine = plan(layout, choose_ports=False)
    told = {
        "base_url": mine.url,
        "datacite_url": mine.datacite_url,
        "state": str(layout.state),
        "accounts": logins(mine.secrets),
    }
    return {**mine.process_environment(), **stand_in_accounts(mine), VARIABLE: json.dumps(told)}


def pytest(root: Path, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run pytest in the project's folder."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=root, env=dict(environment), check=False).returncode
