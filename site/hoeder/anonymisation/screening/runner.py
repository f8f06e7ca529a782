# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Screens a file in a process of its own (:mod:`.child`), and outlives whatever happens to it.

In go a file, its name and a request; out comes a report, or the reason why there is none. A file
can make a parser crash, hang, or fill memory and disk: the process ends, and with it its directory.
"""

import contextlib
import errno
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from .request import Request

COMMAND = (sys.executable, "-I", "-m", "hoeder.anonymisation.screening.child")

MEGABYTE = 2**20

POLL = 0.1
"""Seconds between two looks at the child's memory."""

ANSWER = 64 * MEGABYTE
"""Bytes that a child may answer; a report of thousands of columns has a few megabytes."""

ADDRESSES = 4096 * MEGABYTE
"""Address space beyond the memory allowed: libraries, threads and allocators reserve much more
than they use."""


@dataclass(frozen=True)
class Limits:
    """How far one screening may go.

    :param memory: bytes resident.
    :param seconds: by the clock.
    :param disk: bytes in the private directory: the file's copy, the engine's, what is unpacked.
    """

    memory: int = 1024 * MEGABYTE
    seconds: float = 3600.0
    disk: int = 40 * 1024 * MEGABYTE

    def of_process(self) -> dict[str, int]:
        """What the kernel enforces, by the names of :mod:`resource`."""
        return {
            "RLIMIT_AS": self.memory + ADDRESSES,
            "RLIMIT_CPU": int(2 * self.seconds) + 1,
            "RLIMIT_FSIZE": self.disk,
            "RLIMIT_NOFILE": 256,
            "RLIMIT_CORE": 0,
        }


@dataclass(frozen=True)
class Failure:
    """There is no report.

    :param reason: ``memory``, ``time``, ``disk``, ``crashed``, ``stopped`` (the caller asked),
        or ``unreachable`` (the file could not be copied); keys of the texts.
    :param detail: the exception's class, or the signal; never content.
    """

    reason: str
    detail: str = ""


def run(
    path: Path,
    name: str,
    request: Request | None = None,
    limits: Limits | None = None,
    on_progress: Callable[[float, str], None] = lambda share, step: None,
    should_stop: Callable[[], bool] = lambda: False,
    directory: Path | None = None,
) -> dict[str, Any] | Failure:
    """Screen a file; whatever it holds, this returns.

    :param path: of the bytes; they are copied, so that what is screened is what the checksum says,
        and the child has no way to the original.
    :param should_stop: asked every :data:`POLL` seconds.
    :param directory: where the private one is made; the system's temporary one if None.
    """
    limits = limits or Limits()
    private = Path(tempfile.mkdtemp(prefix="hoeder-screening-", dir=directory))  # mode 0700
    try:
        copy = private / "file"
        if path.stat().st_size > limits.disk:
            return Failure("disk", "file")
        shutil.copyfile(path, copy)
        asked = {
            "path": str(copy),
            "name": name,
            "directory": str(private),
            "request": (request or Request()).to_plain(),
            "limits": limits.of_process(),
            "parent": os.getpid(),
        }
        return _Watch(private, limits, on_progress, should_stop).run(asked)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        return Failure("disk" if full else "unreachable", type(error).__name__)
    finally:
        shutil.rmtree(private, ignore_errors=True)


@dataclass
class _Watch:
    """One child, from its start to its end."""

    directory: Path
    limits: Limits
    on_progress: Callable[[float, str], None]
    should_stop: Callable[[], bool]
    peak: int = 0
    last: dict[str, Any] = field(default_factory=dict)

    def run(self, asked: dict[str, Any]) -> dict[str, Any] | Failure:
        child = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a parser's last words may quote the file
            cwd=self.directory,
            env=self._environment(),
            start_new_session=True,
            close_fds=True,
        )
        try:
            assert child.stdin is not None
            assert child.stdout is not None
            _tell(child.stdin, asked)
            failure = self._watched(child, child.stdout)
        finally:
            _kill(child)
        if failure:
            return failure
        if "report" in self.last and child.returncode == 0:
            return dict(self.last["report"])
        return self._why(child.returncode)

    def _environment(self) -> dict[str, str]:
        """Nothing of ours but the language; numerical libraries and malloc kept small."""
        alone = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
        home = {name: str(self.directory) for name in ("HOME", "TMPDIR")}
        return {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", **home, **dict.fromkeys(alone, "1")}

    def _watched(self, child: subprocess.Popen[bytes], stdout: IO[bytes]) -> Failure | None:
        """Until the child closes its output; a failure if it must be ended before."""
        deadline = time.monotonic() + self.limits.seconds
        waiting, answered, looked = bytearray(), 0, 0
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while True:
                if selector.select(POLL):
                    block = os.read(stdout.fileno(), MEGABYTE)
                    answered += len(block)
                    if answered > ANSWER:
                        return Failure("crashed", "answer")
                    waiting += block
                    if b"\n" in block:
                        *lines, waiting = waiting.split(b"\n")
                        for line in lines:
                            self._answered(line)
                    if not block:
                        return self._ended(child, deadline)
                if time.monotonic() > deadline:
                    return Failure("time", f"{self.limits.seconds:g} s")
                looked += 1
                if failure := self._beyond(child.pid, looked):
                    return failure

    def _ended(self, child: subprocess.Popen[bytes], deadline: float) -> Failure | None:
        try:
            child.wait(max(1.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            return Failure("time", f"{self.limits.seconds:g} s")
        return None

    def _answered(self, line: bytearray) -> None:
        try:
            told = json.loads(line)
            self.last = told if isinstance(told, dict) else {}
        except ValueError:
            self.last = {}
        if "progress" in self.last:
            self.on_progress(float(self.last["progress"]), str(self.last.get("step", "")))

    def _beyond(self, pid: int, looked: int) -> Failure | None:
        """Whether the child must be ended, and why."""
        if self.should_stop():
            return Failure("stopped")
        resident = _resident(pid)
        self.peak = max(self.peak, resident)
        if resident > self.limits.memory:
            return Failure("memory", f"{self.limits.memory // MEGABYTE} MB")
        if looked % 10 == 0 and _size(self.directory) > self.limits.disk:
            return Failure("disk", f"{self.limits.disk // MEGABYTE} MB")
        return None

    def _why(self, code: int) -> Failure:
        """Of a child that ended by itself, or that others ended."""
        told = str(self.last.get("failed", ""))
        if told in ("MemoryError", "OutOfMemoryException"):
            return Failure("memory", told)
        if self.last.get("errno") in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return Failure("disk", told)
        if code == -signal.SIGXCPU:
            return Failure("time", "SIGXCPU")
        detail = told or (signal.Signals(-code).name if code < 0 else f"exit {code}")
        # Near its limit, allocations fail in places that do not say so.
        return Failure("memory" if self.peak > 0.9 * self.limits.memory else "crashed", detail)


def _tell(stdin: IO[bytes], asked: dict[str, Any]) -> None:
    with contextlib.suppress(BrokenPipeError):  # it died at once; its end tells why
        stdin.write(json.dumps(asked).encode())
        stdin.close()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for stream in (child.stdin, child.stdout):
        if stream:
            with contextlib.suppress(BrokenPipeError):
                stream.close()


def _resident(pid: int) -> int:
    """Bytes; 0 where the system does not tell (there the address space is the limit)."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def _size(directory: Path) -> int:
    """Bytes on disk below a directory, at this moment."""
    found = 0
    for folder, _, files in os.walk(directory):
        for file in files:
            try:
                found += os.lstat(os.path.join(folder, file)).st_blocks * 512
            except OSError:
                continue
    return found
