# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What a process gives up before it reads a stranger's file.

Parsers are the likeliest part of a repository to be taken over. So this process can, from here on,
start no program, reach no network, read no file but the interpreter's and its own directory's, and
neither grow nor live without bound. Each measure is taken if the kernel has it, and says whether it
holds: :data:`MEASURES`. They overlap: the network is refused by a namespace, by the system call
filter, by Landlock (TCP), and by Python itself.

To be called first, while the process has one thread. Nothing of it can be taken back.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

MEASURES = ("limits", "namespace", "landlock", "seccomp", "audit-hook", "parent-death")

_LIBC = ctypes.CDLL(None, use_errno=True)
_PDEATHSIG, _SECCOMP, _NO_NEW_PRIVS = 1, 22, 38  # prctl(2)
_NEWUSER, _NEWNET, _NEWIPC = 0x10000000, 0x40000000, 0x08000000  # unshare(2)

_REFUSED = {
    # audit architecture, then: socket, execve, execveat, ptrace, process_vm_readv,
    # process_vm_writev, io_uring_setup (it could open sockets), unshare, mount, bpf, keyctl.
    "x86_64": (0xC000003E, (41, 59, 322, 101, 310, 311, 425, 272, 165, 321, 250)),
    "aarch64": (0xC00000B7, (198, 221, 281, 117, 270, 271, 425, 97, 40, 280, 219)),
}
"""System calls by number, as the kernel's tables for these machines have them."""

_EVENTS = (
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"),
    *("socket.gethostbyname", "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty"),
    *("os.posix_spawn", "os.spawn", "pty.spawn"),
)
"""Python's audit events of what is refused."""


def isolate(directory: Path, limits: dict[int, int], parent: int) -> list[str]:
    """Give everything up; returns the measures that hold.

    :param directory: all that may be written, and, but for the interpreter, read.
    :param limits: of :mod:`resource`, by their number.
    :param parent: process without which this one ends.
    """
    os.umask(0o077)
    held = {
        "limits": _limited(limits),
        "namespace": _tried(_namespace),
        # After the namespace, which resets it.
        "parent-death": _tried(_die_with_parent),
        "landlock": _tried(lambda: _landlock(directory)),
        "seccomp": _tried(_seccomp),
    }
    if os.getppid() != parent:
        sys.exit("the caller is gone")
    sys.addaudithook(_refuse)
    return [measure for measure in MEASURES if held.get(measure, True)]


def _tried(measure: Callable[[], None]) -> bool:
    try:
        measure()
    except (OSError, AttributeError):  # not Linux, an old kernel, or a container that forbids it
        return False
    return True


def _call(function: Any, *arguments: Any) -> int:
    result = int(function(*arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), function.__name__)
    return result


def _prctl(option: int, *arguments: Any) -> None:
    words = [a if isinstance(a, ctypes.Array) else ctypes.c_ulong(a) for a in arguments]
    _call(_LIBC.prctl, option, *words, *[ctypes.c_ulong(0)] * (4 - len(words)))


def _limited(limits: dict[int, int]) -> bool:
    for name, value in limits.items():
        hard = resource.getrlimit(name)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(name, (bound, bound))
    return True


def _die_with_parent() -> None:
    _prctl(_PDEATHSIG, signal.SIGKILL)


def _namespace() -> None:
    """Own users and an own, empty network."""
    user, group = os.getuid(), os.getgid()
    _call(_LIBC.unshare, _NEWUSER | _NEWNET | _NEWIPC)
    for name, told in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        Path("/proc/self", name).write_text(told)


def _landlock(directory: Path) -> None:
    """Files: read the interpreter and its packages, write the directory; no TCP (Landlock 4)."""
    create, add, restrict = 444, 445, 446  # the same numbers on every machine
    call = _LIBC.syscall
    version = _call(call, create, None, 0, 1)
    read = 0b1100  # files and directories
    every = (1 << {1: 13, 2: 14}.get(version, 15)) - 1
    network = 0b11 if version >= 4 else 0
    scoped = 0b11 if version >= 6 else 0
    asked = struct.pack("=QQQ", every, network, scoped)[: 8 if version < 4 else 24]
    if 4 <= version < 6:
        asked = asked[:16]
    ruleset = _call(call, create, asked, len(asked), 0)
    try:
        for path, access in [(directory, every), *((path, read) for path in _interpreter())]:
            try:
                opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except OSError:
                continue
            allowed = access if Path(path).is_dir() else access & 0b110  # read and write a file
            _call(call, add, ruleset, 1, struct.pack("=Qi", allowed, opened), 0)
            os.close(opened)
        _prctl(_NO_NEW_PRIVS, 1)
        _call(call, restrict, ruleset, 0)
    finally:
        os.close(ruleset)


def _interpreter() -> Iterable[Path]:
    """What running Python reads: itself, its packages, shared libraries, time zones, devices."""
    paths = {*sys.path, sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}
    system = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types")
    devices = ("/dev/null", "/dev/urandom", "/proc/self", "/proc/meminfo", "/proc/cpuinfo")
    limits = ("/sys/fs/cgroup", "/sys/devices/system/cpu")
    told = [path for path in paths if path not in ("", "/")]
    return [Path(path) for path in (*told, *system, *devices, *limits) if Path(path).exists()]


def _seccomp() -> None:
    """A filter of system calls that answers "not permitted" (seccomp(2))."""
    architecture, refused = _REFUSED.get(platform.machine(), (0, ()))
    if not refused:
        raise OSError("no table for this machine")
    load, equal, at_least, answer = 0x20, 0x15, 0x35, 0x06
    allow, forbid = 0x7FFF0000, 0x00050001
    # Offsets in what the filter sees: 0 the number, 4 the architecture.
    program = [
        (load, 0, 0, 4),
        (equal, 1, 0, architecture),
        (answer, 0, 0, forbid),
        (load, 0, 0, 0),
    ]
    # Numbers from here on are those of x32, the same calls by other names.
    program += [(at_least, 0, 1, 0x40000000), (answer, 0, 0, forbid)]
    for number in refused:
        program += [(equal, 0, 1, number), (answer, 0, 0, forbid)]
    program.append((answer, 0, 0, allow))
    packed = b"".join(struct.pack("=HBBI", *line) for line in program)
    buffer = ctypes.create_string_buffer(packed, len(packed))
    head = struct.pack("@HP", len(program), ctypes.addressof(buffer))
    _prctl(_NO_NEW_PRIVS, 1)
    _prctl(_SECCOMP, 2, ctypes.create_string_buffer(head, len(head)))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _EVENTS:
        raise PermissionError(f"{event} is refused while a file is screened")
