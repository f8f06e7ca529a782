# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A screening in a process of its own: what the process cannot do, and what the caller outlives."""

import contextlib
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hoeder.anonymisation.screening import runner
from hoeder.anonymisation.screening.isolation import MEASURES
from hoeder.anonymisation.screening.runner import MEGABYTE, Failure, Limits, run

FAULTS = Path(__file__).with_name("faults.py")
SMALL = Limits(memory=300 * MEGABYTE, seconds=60, disk=64 * MEGABYTE)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text("age,town\n" + "".join(f"{20 + i % 9},t{i % 4}\n" for i in range(60)))
    return path


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "COMMAND", (sys.executable, "-I", str(FAULTS)))


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """Where private directories are made; whatever happens, they are gone after."""
    folder = tmp_path / "private"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == []


def test_a_report(table: Path, base: Path, valid: Callable[[dict[str, Any]], object]) -> None:
    told: list[tuple[float, str]] = []
    report = run(table, "table.csv", directory=base, on_progress=lambda *step: told.append(step))
    assert isinstance(report, dict)
    valid(report)
    assert report["complete"]
    assert report["tables"][0]["rows"] == 60
    assert {"limits", "audit-hook"} <= set(report["tools"]["isolation"]) <= set(MEASURES)
    assert [share for share, _ in told] == sorted(share for share, _ in told)
    assert {step for _, step in told} >= {"read", "identifiers", "risk"}


def test_the_private_directory_is_private(table: Path, base: Path) -> None:
    modes: set[int] = set()

    def look(share: float, step: str) -> None:
        modes.update(stat.S_IMODE(folder.stat().st_mode) for folder in base.iterdir())

    run(table, "table.csv", directory=base, on_progress=look)
    assert modes == {0o700}


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(
    ("fault", "reason", "detail"),
    [
        ("fill_memory", "memory", "300 MB"),
        ("reserve_memory", "memory", "MemoryError"),
        ("fill_disk", "disk", "OSError"),
        ("many_files", "disk", "64 MB"),
        ("abort", "crashed", "SIGABRT"),
        ("die", "crashed", "SIGKILL"),
        ("speak", "crashed", "ValueError"),
        ("chatter", "crashed", "answer"),
        ("lie", "crashed", "exit 0"),
    ],
)
def test_faults_are_reasons(
    table: Path, base: Path, fault: str, reason: str, detail: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(table, fault, limits=SMALL, directory=base) == Failure(reason, detail)
    assert "85.07" not in "".join(capfd.readouterr())


@pytest.mark.usefixtures("faulty")
def test_time_is_up(table: Path, base: Path) -> None:
    limits = Limits(seconds=1.5)
    assert run(table, "spin", limits=limits, directory=base) == Failure("time", "1.5 s")


@pytest.mark.usefixtures("faulty")
def test_the_caller_may_stop_it(table: Path, base: Path) -> None:
    started: list[float] = []
    stopped = run(
        table,
        "spin",
        directory=base,
        on_progress=lambda share, step: started.append(share),
        should_stop=lambda: bool(started),
    )
    assert stopped == Failure("stopped")


@pytest.mark.usefixtures("faulty")
def test_killed_from_outside(table: Path, base: Path) -> None:
    def kill() -> None:
        while not (found := _children_of(os.getpid(), "faults.py")):
            time.sleep(0.05)
        os.kill(found[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    assert run(table, "spin", directory=base) == Failure("crashed", "SIGKILL")
    killer.join()


def test_it_dies_with_its_caller(table: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from hoeder.anonymisation.screening import runner;"
        f"runner.COMMAND = (sys.executable, '-I', {str(FAULTS)!r});"
        f"runner.run(Path({str(table)!r}), 'spin', on_progress=lambda *a: print('on', flush=True))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as caller:
        assert caller.stdout is not None
        caller.stdout.readline()
        (child,) = _children_of(caller.pid, "faults.py")
        caller.kill()
    deadline = time.monotonic() + 30
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _alive(child)


@pytest.mark.usefixtures("faulty")
def test_what_a_child_cannot_do(table: Path, base: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    met: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        report = run(table, f"{secret}:{server.getsockname()[1]}", directory=base)
        with contextlib.suppress(TimeoutError):
            met.append(server.accept())
    assert met == []
    assert isinstance(report, dict)
    probe, held = report["probe"], set(report["tools"]["isolation"])
    assert probe["python socket"] == "PermissionError"
    assert probe["subprocess"] == "PermissionError"
    assert probe["fork"] == "PermissionError"
    assert probe["own directory"] == "done: 1"
    alone = {"HOME", "LANG", "MALLOC_ARENA_MAX", "MKL_NUM_THREADS", "OMP_NUM_THREADS"}
    assert set(probe["environment"]) == alone | {"OPENBLAS_NUM_THREADS", "TMPDIR"}
    # What the kernel gives beyond Python's own hook; where it does not, the report says so.
    native = (probe["native socket"], probe["native exec"])
    assert native == (-1, -1) or "seccomp" not in held
    assert probe["native socket"] < 0 or not {"namespace", "seccomp"} & held
    outside = (probe["secret"], probe["native secret"], probe["write outside"])
    assert outside == ("PermissionError", -1, "PermissionError") or "landlock" not in held
    assert probe["environment of the parent"] == "PermissionError" or "landlock" not in held


def test_a_file_that_is_not_there(tmp_path: Path, base: Path) -> None:
    assert run(tmp_path / "gone", "gone.csv", directory=base).reason == "unreachable"  # type: ignore[union-attr]


def test_a_file_larger_than_the_disk_allowed(table: Path, base: Path) -> None:
    assert run(table, "a.csv", limits=Limits(disk=10), directory=base) == Failure("disk", "file")


def test_the_original_stays_as_it_is(table: Path, base: Path) -> None:
    before = (table.read_bytes(), table.stat().st_mode, table.stat().st_nlink)
    run(table, "table.csv", directory=base)
    assert (table.read_bytes(), table.stat().st_mode, table.stat().st_nlink) == before


def _children_of(pid: int, word: str) -> list[int]:
    """Processes that this one started, with a word on their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid and word in (folder / "cmdline").read_text():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def _alive(pid: int) -> bool:
    try:
        return (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]) != "Z"
    except OSError:
        return False


def test_requests_are_plain_data() -> None:
    assert json.loads(json.dumps(Limits().of_process()))["RLIMIT_CORE"] == 0
