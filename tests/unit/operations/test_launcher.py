# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The launcher on machines where something is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TOOLS = ("sh", "dirname", "grep", "rm", "cat", "env", "uname")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the launcher, and a ``bin`` with hardly more than a shell."""
    shutil.copy(ROOT / "hoeder", tmp_path)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


def launch(machine: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(machine / "bin"), "HOME": str(machine), **variables}
    command = [str(machine / "hoeder"), "up"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def test_no_python_of_a_supported_version(machine: Path) -> None:
    old = machine / "bin" / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")  # what the version check ends with on Python 3.10
    old.chmod(0o755)
    done = launch(machine)
    assert done.returncode == 69
    assert "Python 3.11, 3.12, 3.13 or 3.14" in done.stderr
    assert not (machine / "var").exists()


def test_no_network(machine: Path) -> None:
    """pip is pointed at a port where nobody listens."""
    (machine / "bin" / "python3").symlink_to(os.path.realpath(sys.executable))
    done = launch(machine, PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="0", PIP_NO_INDEX="0")
    assert done.returncode == 69, done.stderr
    assert "Check the network or the proxy" in done.stderr
    assert not (machine / "var" / "uv").exists(), "a half-made uv must not stay"
