# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A child whose work is a fault, run as a program: what a parser may do when it is taken over.

Its own isolation is the real one; only the work is another. The file's name says which.
"""

import ctypes
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hoeder.anonymisation.screening.child import main

LIBC = ctypes.CDLL(None, use_errno=True)


def fill_memory() -> None:
    held = []
    while True:
        held.append(bytearray(os.urandom(2**20)))
        time.sleep(0.001)


def reserve_memory() -> None:
    bytearray(2**45)


def spin() -> None:
    while True:
        time.sleep(0.01)


def fill_disk() -> None:
    with open("full", "wb") as file:
        while True:
            file.write(b"x" * 2**20)


def many_files() -> None:
    for number in range(10**6):
        Path(str(number)).write_bytes(b"x" * 2**20)
        time.sleep(0.01)


def abort() -> None:
    os.abort()


def die() -> None:
    os.kill(os.getpid(), 9)


def speak() -> None:
    print("85.07.30-033.28", flush=True)
    print("85.07.30-033.28", file=sys.stderr, flush=True)
    os.write(1, b'{"report": {"tools": {}}}\n')
    raise ValueError("85.07.30-033.28")


def chatter() -> None:
    os.write(answers(), b"x" * 2**20 * 80)


def lie() -> None:
    os.write(answers(), b'["not", "an", "answer"]\n{broken\n')
    os._exit(0)


def answers() -> int:
    """The descriptor on which the parent listens."""
    (found,) = [fd for fd in range(3, 10) if _is_pipe(fd)]
    return found


def _is_pipe(descriptor: int) -> bool:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}").startswith("pipe:")
    except OSError:
        return False


def tried(action: Callable[[], object]) -> str:
    try:
        return f"done: {action()}"
    except Exception as error:
        return type(error).__name__


def probe(asked: dict[str, Any]) -> dict[str, Any]:
    """What can still be done, by Python and by the C library (which no hook of Python's sees)."""
    port = int(asked["name"].partition(":")[2])
    address = b"\x02\x00" + port.to_bytes(2, "big") + b"\x7f\x00\x00\x01" + bytes(8)

    def native_connect() -> int:
        handle = LIBC.socket(2, 1, 0)
        return handle if handle < 0 else LIBC.connect(handle, address, 16)

    secret = Path(asked["name"].partition(":")[0])
    return {
        "python socket": tried(lambda: socket.create_connection(("127.0.0.1", port), 2)),
        "native socket": native_connect(),
        "subprocess": tried(lambda: subprocess.run(["/bin/true"], check=True)),
        "native exec": LIBC.execve(b"/bin/true", None, None),
        "fork": tried(os.fork),
        "secret": tried(secret.read_text),
        "native secret": LIBC.open(bytes(secret), os.O_RDONLY),
        "write outside": tried(lambda: secret.with_name("new").write_text("x")),
        "environment of the parent": tried(
            lambda: Path(f"/proc/{asked['parent']}/environ").read_bytes()
        ),
        "own directory": tried(lambda: Path(asked["directory"], "new").write_text("x")),
        "environment": sorted(os.environ),
    }


def work(asked: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    progress(0.5, "read")
    if ":" in asked["name"]:
        return {"tools": {}, "probe": probe(asked)}
    globals()[asked["name"]]()
    return {"tools": {}}


if __name__ == "__main__":
    sys.exit(main(work))
