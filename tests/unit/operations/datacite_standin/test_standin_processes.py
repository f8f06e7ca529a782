# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The stand-in as it is run: gunicorn with several workers, killed and started again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from datacite.errors import HttpError

import hoeder
from hoeder.operations.datacite_standin.__main__ import arguments

from .conftest import ACCOUNTS, Standin, complete

URL = "https://data.example.org/1"
PUT = """
import sys, requests
from concurrent.futures import ThreadPoolExecutor
url, names = sys.argv[1], sys.argv[2:]
body = {"data": {"attributes": {}}}
auth = ("HOEDER.UG", "secret-of-ug")
sys.stdin.readline()
with ThreadPoolExecutor(4) as pool:
    codes = pool.map(
        lambda n: requests.put(f"{url}/dois/{n}", json=body, auth=auth, timeout=60).status_code,
        names,
    )
    print(*codes)
"""


class Process:
    """The command, its group of processes and what it printed."""

    def __init__(self, folder: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        (folder / "accounts.json").write_text(json.dumps(ACCOUNTS))
        command = [sys.executable, "-m", "hoeder.operations.datacite_standin"]
        command += ["--port", str(port), "--database", str(folder / "dois.sqlite")]
        command += ["--accounts", str(folder / "accounts.json"), *options]
        self.log = folder / f"{port}.log"
        environment = {**os.environ, "PYTHONPATH": str(Path(hoeder.__file__).parents[1])}
        with self.log.open("w") as output:
            self.process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment,
                start_new_session=True,
            )
        self.standin = Standin(f"http://127.0.0.1:{port}")
        self._wait()

    def _wait(self) -> None:
        for _ in range(600):
            assert self.process.poll() is None, self.log.read_text()
            try:
                requests.get(f"{self.standin.url}/heartbeat", timeout=5)
            except requests.RequestException:
                time.sleep(0.1)
            else:
                return
        pytest.fail(f"the stand-in does not answer: {self.log.read_text()}")

    def kill(self) -> None:
        """End all its processes as a power cut would: no signal they could handle."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Start the command; whatever still runs at the end is killed."""
    processes: list[Process] = []

    def start(*options: str) -> Process:
        processes.append(Process(tmp_path, *options))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()


def test_what_was_answered_survives_kill_9(run: Callable[..., Process]) -> None:
    first = run()
    answered: list[str] = []

    def publish(number: int) -> None:
        name = f"10.5072/{number}"
        try:
            answer = first.standin.ask("PUT", f"/dois/{name}", complete(event="publish", url=URL))
        except requests.ConnectionError:
            return
        if answer.status_code == 201:
            answered.append(name)
        if len(answered) == 20:
            first.kill()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(publish, range(60)))
    assert len(answered) >= 20
    second = run()
    attributes = [second.standin.ask("GET", f"/dois/{n}").json()["data"] for n in answered]
    assert {item["attributes"]["state"] for item in attributes} == {"findable"}
    assert second.standin.ask("PUT", "/dois/10.5072/later", {}).status_code == 201


def test_two_processes_put_the_same_new_dois_and_each_is_new_once(
    run: Callable[..., Process],
) -> None:
    server = run("--workers", "2", "--threads", "4")
    names = [f"10.5072/same-{number}" for number in range(30)]
    command = [sys.executable, "-c", PUT, server.standin.url, *names]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    clients = [subprocess.Popen(command, **pipes) for _ in range(2)]  # type: ignore[call-overload]
    for client in clients:
        client.stdin.write("go\n")
        client.stdin.flush()
    codes = [client.communicate()[0].split() for client in clients]
    assert [sorted(pair) for pair in zip(*codes, strict=True)] == [["200", "201"]] * len(names)


def test_workers_share_plan_counters_and_budget(run: Callable[..., Process]) -> None:
    server = run("--faults", "--rate-limit", "30", "--workers", "2").standin
    server.ask("PUT", "/faults", json={"rules": [{"kind": "status", "count": 10}]})
    codes = [server.ask("GET", "/dois").status_code for _ in range(40)]
    assert [codes.count(code) for code in (503, 200, 429)] == [10, 20, 10]
    assert server.ask("GET", "/requests").json()["total"] == 40


@pytest.mark.parametrize(("when", "stored"), [("before", 404), ("after", 200)])
def test_gunicorn_cuts_connections_too(run: Callable[..., Process], when: str, stored: int) -> None:
    server = run("--faults").standin
    server.ask("PUT", "/faults", json={"rules": [{"kind": "cut", "when": when, "count": 1}]})
    with pytest.raises(HttpError):
        server.client().put_doi("10.5072/x", {"attributes": {}})
    assert server.ask("GET", "/dois/10.5072/x").status_code == stored


def test_no_password_is_printed(run: Callable[..., Process]) -> None:
    server = run("--faults")
    server.standin.ask("PUT", "/dois/10.5072/x", {})
    server.standin.ask("PUT", "/dois/10.5072/x", data="{")
    server.standin.ask("PUT", "/dois/10.5072/x", {}, name=None, auth=("HOEDER.UG", "guess-of-ug"))
    server.kill()
    assert "-of-ug" not in server.log.read_text()


@pytest.mark.parametrize(
    ("accounts", "options", "words"),
    [
        ("[]", ["--faults", "--host", "0.0.0.0"], "only this machine"),
        ("{}", [], "list of objects"),
        ('[{"repository": "A.B", "password": "p"}]', [], "account 1: prefixes is missing"),
    ],
)
def test_settings_that_cannot_be(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    accounts: str,
    options: list[str],
    words: str,
) -> None:
    file = tmp_path / "accounts.json"
    file.write_text(accounts)
    required = ["--port", "1", "--database", str(tmp_path / "d"), "--accounts", str(file)]
    with pytest.raises(SystemExit):
        arguments([*required, *options])
    assert words in capsys.readouterr().err
