# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The supervisor itself, with small programs."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout
from hoeder.operations.services.program import Program
from hoeder.operations.supervisor import Supervisor

STAYS = Program("stays", ["sleep", "300"], order=10)
FAILS = Program("fails", [sys.executable, "-c", "print('50% of it'); raise SystemExit(3)"], 20)


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    layout = Layout(tmp_path, tmp_path / "var")
    layout.make()
    supervisor = Supervisor(layout)
    yield supervisor
    supervisor.stop()


def eventually(condition: Callable[[], object], seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not become true in time"
        time.sleep(0.1)


def pid_of(supervisor: Supervisor, name: str) -> int:
    return int(supervisor.states()[name]["pid"])


def test_nothing_starts_by_itself_and_stopping_ends_everything(supervisor: Supervisor) -> None:
    supervisor.start([STAYS], os.environ)
    assert supervisor.states()["stays"]["statename"] == "STOPPED"
    supervisor.start_program("stays")
    pid = pid_of(supervisor, "stays")
    assert psutil.pid_exists(pid)
    supervisor.stop()
    assert not psutil.pid_exists(pid)
    assert not supervisor.runs()


def test_a_killed_program_is_started_again(supervisor: Supervisor) -> None:
    supervisor.start([STAYS], os.environ)
    supervisor.start_program("stays")
    eventually(lambda: supervisor.states()["stays"]["statename"] == "RUNNING")
    first = pid_of(supervisor, "stays")
    os.kill(first, signal.SIGKILL)
    eventually(lambda: pid_of(supervisor, "stays") not in (0, first))


def test_a_program_that_fails_again_and_again_is_one_sentence(supervisor: Supervisor) -> None:
    supervisor.start([FAILS], os.environ)
    supervisor.start_program("fails")
    eventually(lambda: supervisor.states()["fails"]["statename"] == "FATAL")
    with pytest.raises(Failure, match="fails stopped 3 times") as caught:
        supervisor.require_alive(["fails"])
    assert "50% of it" in str(caught.value), "its last words are quoted"
    assert "./hoeder logs fails" in str(caught.value)


def test_stopping_spares_a_stranger_with_the_same_process_number(supervisor: Supervisor) -> None:
    (supervisor.layout.run / "supervisor.pid").write_text(str(os.getpid()))
    supervisor.stop()  # would end this test run


def test_the_configuration_is_not_for_others(supervisor: Supervisor) -> None:
    supervisor.start([STAYS], os.environ)
    assert supervisor.configuration.stat().st_mode & 0o077 == 0
