# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Starts, restarts and stops the instance's processes, by supervisord (package ``supervisor``).

supervisord is asked over a Unix socket that only the owner can enter. A program that dies is
started again; one that dies again and again ends the instance with a sentence.
"""

import http.client
import subprocess
import sys
import xmlrpc.client
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import psutil
import tenacity
from supervisor.xmlrpc import SupervisorTransport

from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout
from hoeder.operations.services.program import Program

UNREACHABLE = (OSError, http.client.HTTPException, xmlrpc.client.Error)
#: supervisord gives up on a program after this many starts in a row.
STARTS = 3


def section(program: Program, layout: Layout) -> str:
    """The program's section of supervisord's configuration, where ``%`` is written ``%%``."""
    settings: dict[str, Any] = {
        "command": " ".join(f'"{part}"' for part in program.command),
        "priority": program.order,
        "autostart": "false",
        "autorestart": "true",
        "startsecs": 1,
        "startretries": STARTS,
        "stopsignal": program.stop_signal,
        "stopwaitsecs": program.stop_seconds,
        "stopasgroup": "false",
        "killasgroup": "true",
        "redirect_stderr": "true",
        "stdout_logfile": layout.logs / f"{program.name}.log",
        "stdout_logfile_maxbytes": "10MB",
        "stdout_logfile_backups": 3,
        "directory": layout.state,
    }
    if program.user:
        settings["user"] = program.user
    if program.environment:
        settings["environment"] = ",".join(
            f'{name}="{value}"' for name, value in program.environment.items()
        )
    lines = [f"{name}={str(value).replace('%', '%%')}" for name, value in settings.items()]
    return "\n".join([f"[program:{program.name}]", *lines, ""])


def configuration(programs: Iterable[Program], layout: Layout) -> str:
    """supervisord's configuration for these programs."""
    return "\n".join(
        [
            f"[unix_http_server]\nfile={layout.sockets / 'supervisor.sock'}\nchmod=0700\n",
            f"[supervisord]\nlogfile={layout.logs / 'supervisor.log'}\n"
            f"pidfile={layout.run / 'supervisor.pid'}\nidentifier=hoeder\numask=077\n",
            "[rpcinterface:supervisor]\n"
            "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n",
            *(section(program, layout) for program in programs),
        ]
    )


class Supervisor:
    """The supervisor of one instance."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.configuration = layout.run / "supervisord.conf"

    @property
    def _call(self) -> Any:
        """A connection for one call: a kept one stays broken after an answer that did not come."""
        transport = SupervisorTransport(
            None, None, f"unix://{self.layout.sockets / 'supervisor.sock'}"
        )
        return xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)

    def runs(self) -> bool:
        """Whether a supervisor answers and is not stopping."""
        try:
            return bool(self._call.supervisor.getState()["statename"] == "RUNNING")
        except UNREACHABLE:
            return False

    def start(self, programs: Iterable[Program], environment: Mapping[str, str]) -> None:
        """Start the supervisor itself, with none of its programs.

        :raises Failure: when it does not come up.
        """
        self.configuration.touch(mode=0o600)
        self.configuration.write_text(configuration(programs, self.layout))
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(self.configuration)]
        started = subprocess.run(
            command,
            env=dict(environment),
            capture_output=True,
            text=True,
            cwd=self.layout.state,
            start_new_session=True,
        )
        try:
            until(lambda: self.runs() or _wait("the supervisor to answer"), seconds=10)
        except NotYet as error:
            raise Failure(
                f"The supervisor of Hoeder's processes did not start: {started.stderr.strip()} "
                f"See {self.layout.logs / 'supervisor.log'}."
            ) from error

    def states(self) -> dict[str, dict[str, Any]]:
        """What supervisord knows of each program, by name."""
        return {info["name"]: info for info in self._call.supervisor.getAllProcessInfo()}

    def start_program(self, name: str) -> None:
        """Start one program unless it runs; its readiness is asked of itself."""
        try:
            self._call.supervisor.startProcess(name, False)
        except xmlrpc.client.Fault as fault:
            if "ALREADY_STARTED" not in fault.faultString:
                raise Failure(self.sentence(name, "cannot be started")) from fault

    def require_alive(self, names: Iterable[str]) -> None:
        """Raise a Failure that names the program which supervisord gave up on."""
        states = self.states()
        for name in names:
            state = states[name]["statename"]
            if state in ("FATAL", "EXITED", "UNKNOWN"):
                raise Failure(self.sentence(name, f"stopped {STARTS} times in a row"))

    def sentence(self, name: str, what: str) -> str:
        """What to tell a person about a program that fails: its last words are quoted."""
        path = self.layout.logs / f"{name}.log"
        return (
            f"{name} {what}; its last lines: {last_lines(path)}\nYour data are as they were. Mend "
            f"the cause (the whole log: ./hoeder logs {name}) and run ./hoeder up again."
        )

    def stop(self) -> None:
        """Stop all programs in falling order, then the supervisor; safe to call when none runs."""
        process = self._process()
        if process is None:
            return
        process.terminate()
        try:
            # Not the socket, which falls silent first: ports and data are free with the process.
            process.wait(120)
        except psutil.TimeoutExpired as error:
            raise Failure(f"Some processes do not stop: see {self.layout.logs}.", 75) from error

    def _process(self) -> psutil.Process | None:
        """supervisord's process, unless it is gone or its number was given to another program."""
        try:
            process = psutil.Process(int((self.layout.run / "supervisor.pid").read_text()))
            is_ours = str(self.configuration) in process.cmdline()
        except (OSError, ValueError, psutil.Error):
            return None
        return process if is_ours else None


class NotYet(Exception):
    """The thing waited for has not come; the text names it."""


def _wait(what: str) -> bool:
    raise NotYet(what)


def until(attempt: Any, *, seconds: float, retry_on: type[Exception] = NotYet) -> Any:
    """Call until it no longer raises ``retry_on``, which is raised itself when time is up."""
    return tenacity.Retrying(
        stop=tenacity.stop_after_delay(seconds),
        wait=tenacity.wait_fixed(0.2),
        retry=tenacity.retry_if_exception_type(retry_on),
        reraise=True,
    )(attempt)


def last_lines(path: Path, count: int = 4) -> str:
    """The end of a log, or that there is none."""
    try:
        with open(path, "rb") as file:
            file.seek(max(0, path.stat().st_size - 4000))
            lines = file.read().decode(errors="replace").strip().splitlines()
    except OSError:
        return "(there is no log)"
    return "\n  " + "\n  ".join(lines[-count:]) if lines else "(its log is empty)"
