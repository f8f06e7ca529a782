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


def needs_instance(arguments: Sequence[str]) -> bool:
    """Whether pytest's arguments name anything but unit tests.

    >>> needs_instance(["-x"]), needs_instance(["tests/unit/doi", "-q"])
    (True, False)
    """
    paths = [argument for argument in arguments if argument.startswith("tests")]
    return not paths or any(not path.startswith("tests/unit") for path in paths)


def run(arguments: Sequence[str]) -> int:
    """Run pytest; its exit code.

    The instance is made anew each time, so that no test leans on what an earlier run left behind.
    With ``HOEDER_TEST_KEEP=1`` it is kept and used again, for those who write tests.
    """
    root = Layout.find().root
    if not needs_instance(arguments):
        return pytest(root, arguments, os.environ)
    keep = bool(os.environ.get("HOEDER_TEST_KEEP"))
    layout = Layout(root, root / "var" / "test")
    layout.make()
    instance = Instance(layout)
    instance.supervisor.stop()
    if not keep:
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
