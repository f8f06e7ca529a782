# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Starting, stopping and continuing an instance, beside the one the tests use."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from hoeder.operations.environment import free
from hoeder.operations.layout import Layout
from hoeder.operations.supervisor import Supervisor

ROOT = Path(__file__).parents[3]
HOEDER = [sys.executable, "-m", "hoeder.operations.cli"]


def eventually(condition: Callable[[], Any], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, "did not become true in time"
        time.sleep(0.2)
    return value


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Of a second instance: its own folder and ports, the services of the tests' instance.

    PostgreSQL, OpenSearch and Valkey come to it by Invenio's own variables, as in production.
    """
    values = dict(os.environ)
    for name in (
        "INVENIO_SITE_UI_URL",
        "INVENIO_SITE_API_URL",
        "INVENIO_INSTANCE_PATH",
        "INVENIO_HOEDER_DATACITE_URL",
        "INVENIO_HOEDER_DATACITE_PASSWORDS",
    ):
        values.pop(name, None)
    state = tmp_path / "second"
    values |= {
        "HOEDER_STATE": str(state),
        "HOEDER_PORT": str(free()),
        "HOEDER_DATACITE_PORT": str(free()),
    }
    yield values
    Supervisor(Layout(ROOT, state)).stop()


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*HOEDER, *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )


def pids(state: Path) -> set[int]:
    """Of the supervisor and everything below it."""
    supervisor = psutil.Process(int((state / "run" / "supervisor.pid").read_text()))
    return {supervisor.pid, *(child.pid for child in supervisor.children(recursive=True))}


def set_up_process(up: subprocess.Popen[str]) -> psutil.Process | None:
    for child in psutil.Process(up.pid).children():
        if "hoeder.operations.setup" in child.cmdline():
            return child
    return None


def test_a_set_up_that_is_killed_is_told_and_continued(environment: dict[str, str]) -> None:
    state = Path(environment["HOEDER_STATE"])
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    up = subprocess.Popen([*HOEDER, "up"], cwd=ROOT, env=environment, text=True, **pipes)
    process = eventually(lambda: set_up_process(up))
    time.sleep(3)  # the application is loading, or a step is under way
    process.kill()
    told = up.communicate(timeout=120)[1]
    assert up.returncode == 69
    assert "The set-up step stopped before its end" in told
    assert "Traceback" not in told
    assert not Supervisor(Layout(ROOT, state)).runs(), "what was started is stopped again"
    assert not (state / "set-up.txt").exists(), "it does not pass for done"
    done = run(environment, "up", "--detach")
    assert done.returncode == 0, done.stderr
    assert "Set-up: done" in done.stdout
    status = run(environment, "status")
    assert status.returncode == 0, f"ready is said when all of it runs, not before: {status.stdout}"


def test_an_instance_on_given_services_starts_once_and_ends_with_ctrl_c(
    environment: dict[str, str], running_instance: Any
) -> None:
    state = Path(environment["HOEDER_STATE"])
    address = f"http://127.0.0.1:{environment['HOEDER_PORT']}"
    up = subprocess.Popen(
        [*HOEDER, "up"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        eventually(lambda: answers(address) or up.poll() is not None, seconds=240)
        assert answers(address), up.communicate()[0]
        started = eventually(lambda: pids(state) if (state / "run/jobs.pid").exists() else None)
        assert not (state / "postgresql").exists(), "a given database is not embedded too"

        again = run(environment, "up")
        assert "already runs" in again.stdout

        others = Supervisor(Layout(ROOT, running_instance.state))
        before = {name: state["pid"] for name, state in others.states().items()}
        up.send_signal(signal.SIGINT)
        up.wait(120)
    finally:
        up.kill()
    assert not [pid for pid in started if psutil.pid_exists(pid)], "Ctrl-C left something running"
    after = {name: state["pid"] for name, state in others.states().items()}
    assert before == after, "Ctrl-C stopped what it had not started"
    assert answers(running_instance.base_url)


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/api/records?size=1", timeout=10).ok
    except requests.RequestException:
        return False


def test_a_taken_port_stops_the_start_with_one_sentence(
    environment: dict[str, str], running_instance: Any
) -> None:
    environment["HOEDER_PORT"] = running_instance.base_url.rsplit(":", 1)[1]
    done = run(environment, "up")
    assert done.returncode == 69
    assert f"Port {environment['HOEDER_PORT']}" in done.stderr
    assert "HOEDER_PORT=" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_datacite_credentials_stop_the_start(
    environment: dict[str, str], running_instance: Any
) -> None:
    """The tests' stand-in is the DataCite that is given; the passwords are not its own."""
    environment["INVENIO_HOEDER_DATACITE_URL"] = running_instance.datacite_url
    environment["INVENIO_HOEDER_DATACITE_PASSWORDS"] = repr(
        {"HOEDER.UGENT": "wrong-secret", "HOEDER.UHASSELT": "wrong-secret"}
    )
    done = run(environment, "up")
    assert done.returncode == 78, done.stderr
    assert "DataCite refuses the password of repository HOEDER.UGENT" in done.stderr
    assert "wrong-secret" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert not Supervisor(Layout(ROOT, Path(environment["HOEDER_STATE"]))).runs()


def test_a_broken_custodians_file_stops_the_start(
    environment: dict[str, str], tmp_path: Path, running_instance: Any
) -> None:
    root = tmp_path / "project"
    (root / "app_data").mkdir(parents=True)
    shutil.copy(ROOT / "invenio.cfg", root)
    broken = (ROOT / "app_data" / "custodians.yaml").read_text().replace("ror:", "rohr:", 1)
    (root / "app_data" / "custodians.yaml").write_text(broken)
    done = run({**environment, "HOEDER_ROOT": str(root)}, "up")
    assert done.returncode == 78
    assert "rohr" in done.stderr
    assert "custodians.yaml, line" in done.stderr
    assert "Traceback" not in done.stderr


def test_opensearch_that_is_killed_comes_back_with_its_data(running_instance: Any) -> None:
    supervisor = Supervisor(Layout(ROOT, running_instance.state))
    address = f"{running_instance.base_url}/api/vocabularies/languages?size=1"
    before = requests.get(address, timeout=30).json()["hits"]["total"]
    assert before > 7000, "the languages are complete"
    first = supervisor.states()["opensearch"]["pid"]
    os.kill(first, signal.SIGKILL)

    def whole_again() -> bool:
        answer = requests.get(address, timeout=30)
        return answer.ok and answer.json()["hits"]["total"] == before

    eventually(whole_again, seconds=90)
    assert supervisor.states()["opensearch"]["pid"] != first


def test_status_and_logs_of_nothing_are_sentences(tmp_path: Path) -> None:
    environment = {**os.environ, "HOEDER_STATE": str(tmp_path / "none")}
    status = run(environment, "status")
    assert status.returncode == 1
    assert "./hoeder up" in status.stdout
    logs = run(environment, "logs", "web")
    assert logs.returncode == 69
    assert "no log of web" in logs.stderr
    down = run(environment, "down")
    assert down.returncode == 0
