# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Up, down, status, logs and reset of one instance."""

import ast
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

import filelock

from hoeder.custodians.model import Custodian, load
from hoeder.operations import assets, preflight
from hoeder.operations.environment import Plan, plan
from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout
from hoeder.operations.people import PEOPLE
from hoeder.operations.programs import APPLICATION, STAND_IN, people_environment, programs
from hoeder.operations.progress import Step, Steps, console
from hoeder.operations.services import SERVICES
from hoeder.operations.services.program import NotReady
from hoeder.operations.supervisor import NotYet, Supervisor, last_lines, until


class AtWork(Failure):
    """Somebody else is starting this instance: whatever runs is theirs."""


class Instance:
    """One instance in its layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.supervisor = Supervisor(layout)

    # Up
    # --

    def up(self, *, detach: bool = False, pages: bool = True) -> None:
        """Start everything that is not running; return when it is stopped, or at once if detached.

        :param pages: build the web assets and start the web server and the schedulers too.
        :raises Failure: with one clear sentence; what was started here is stopped again.
        """
        self.layout.make()
        ready = False
        try:
            with self._only_one(), interruptible():
                if self.supervisor.runs():
                    console.print(f"Hoeder already runs: {self.plan().url}")
                    return
                preflight.check(self.layout)
                mine = plan(self.layout, choose_ports=True)
                with Steps() as steps:
                    self._start(mine, steps, pages)
            ready = True
            if pages:
                announce(mine)
            if not detach:
                with interruptible():
                    self._watch()
        except KeyboardInterrupt:
            console.print("\nStopping Hoeder …")
            self.supervisor.stop()
            if not ready:
                raise SystemExit(130) from None
        except AtWork:
            raise
        except BaseException:
            self.supervisor.stop()
            raise

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        """Two starts side by side would set up the same database twice."""
        try:
            with filelock.FileLock(self.layout.run / "up.lock", timeout=0):
                yield
        except filelock.Timeout as error:
            raise AtWork(
                "Another ./hoeder up is at work on this instance. Wait for it, or stop it.", 75
            ) from error

    def _start(self, mine: Plan, steps: Steps, pages: bool) -> None:
        environment = mine.process_environment() | stand_in_accounts(mine)
        with ThreadPoolExecutor(4) as pool:
            building = None
            if pages and not assets.are_built(self.layout):
                building = pool.submit(self._build_assets, steps, environment)
            try:
                set_up = self._needs_set_up(mine)
                self._start_services(mine, steps, environment, early=pages and not set_up)
                if set_up:
                    self._set_up(mine, steps, environment | people_environment(mine))
            except BaseException:
                stop_children()  # the build would go on for minutes
                raise
            if building:
                building.result()
        started = APPLICATION if pages else ("worker",)
        for name in started:
            self.supervisor.start_program(name)
            if name == "web":
                with steps.step("Web server", "loading the application") as step:
                    self._wait_for_page(mine, step)
        self._wait_for_all(started)

    def _start_services(
        self, mine: Plan, steps: Steps, environment: dict[str, str], early: bool
    ) -> None:
        """Start the services and wait for each.

        :param early: let the web server load beside them: it asks nothing of them before a request.
        """
        embedded = [name for name in SERVICES if name in mine.embedded]
        for name in embedded:
            download = name == "opensearch" and not self.layout.jars.exists()
            with steps.step(f"{name}: preparing", "downloading 70 MB" if download else ""):
                SERVICES[name].prepare(mine)
        self.supervisor.start(programs(mine), environment)
        for name in embedded:
            self.supervisor.start_program(name)
        if STAND_IN in mine.embedded:
            self.supervisor.start_program(STAND_IN)
        if early and assets.are_built(self.layout):
            self.supervisor.start_program("web")
        for name in embedded:
            with steps.step(f"{name}: starting", "its first answer"):
                self._wait_for_service(mine, name)
        with steps.step("DataCite: asking about each account"):
            self._check_datacite(mine, environment)

    def _wait_for_service(self, mine: Plan, name: str) -> None:
        def answers() -> None:
            self.supervisor.require_alive([name])
            SERVICES[name].answers(mine)

        try:
            until(answers, seconds=120, retry_on=NotReady)
        except NotReady as error:
            raise Failure(self.supervisor.sentence(name, f"does not answer: {error}")) from error

    def _check_datacite(self, mine: Plan, environment: dict[str, str]) -> None:
        passwords = ast.literal_eval(environment.get("INVENIO_HOEDER_DATACITE_PASSWORDS") or "{}")
        for sentence in preflight.datacite(mine.datacite_url, custodians_of(mine), passwords):
            console.print(sentence)

    def _wait_for_page(self, mine: Plan, step: Step) -> None:
        def served() -> None:
            self.supervisor.require_alive(["web", *(n for n in SERVICES if n in mine.embedded)])
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{mine.ports['web']}/ping", timeout=10)
            except urllib.error.HTTPError:
                return  # it answers; what it answers is not the question here
            except OSError as error:
                raise NotYet("the first page") from error

        try:
            until(served, seconds=180)
        except NotYet as error:
            raise Failure(self.supervisor.sentence("web", "serves no page")) from error

    def _wait_for_all(self, names: Sequence[str]) -> None:
        """Ready means that `status` says so too: supervisord calls nothing running at once."""

        def running() -> None:
            self.supervisor.require_alive(names)
            states = self.supervisor.states()
            for name in names:
                if states[name]["statename"] != "RUNNING":
                    raise NotYet(name)

        try:
            until(running, seconds=30)
        except NotYet as error:
            raise Failure(self.supervisor.sentence(str(error), "does not stay up")) from error

    def _set_up(self, mine: Plan, steps: Steps, environment: dict[str, str]) -> None:
        with steps.step("Set-up", "loading the application") as step:
            self._run("set-up", ["hoeder.operations.setup"], environment, step, mine.embedded)
        self._marker.write_text(set_up_digest(mine))

    @property
    def _marker(self) -> Path:
        """Says of which sources the set-up was completed."""
        return self.layout.state / "set-up.txt"

    def _needs_set_up(self, mine: Plan) -> bool:
        return not self._marker.exists() or self._marker.read_text() != set_up_digest(mine)

    def _build_assets(self, steps: Steps, environment: dict[str, str]) -> None:
        # Two instances of one project share the assets.
        lock = filelock.FileLock(self.layout.shared / "assets.lock")
        with steps.step("Web assets", "loading the application") as step, lock:
            if not assets.are_built(self.layout):
                self._run("assets", ["hoeder.operations.assets"], environment, step, ())

    def _run(
        self,
        name: str,
        module: Sequence[str],
        environment: dict[str, str],
        step: Step,
        needs: Sequence[str],
    ) -> None:
        """Run a module of ours, its lines as progress, its error stream in a log."""
        log = self.layout.logs / f"{name}.log"
        with open(log, "wb") as errors:
            child = subprocess.Popen(
                [sys.executable, "-m", *module],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
            )
            CHILDREN.append(child)
            assert child.stdout is not None
            for line in child.stdout:
                what, detail, done, total = (*line.rstrip("\n").split("\t"), "", "0", "0")[:4]
                step.say(
                    f"{what}\t{detail}",
                    int(done) if done.isdigit() else 0,
                    int(total) if total.isdigit() else 0,
                )
            code = child.wait()
            CHILDREN.remove(child)
        if code:
            self.supervisor.require_alive([need for need in needs if need in SERVICES])
            raise Failure(
                f"The {name} step stopped before its end; its last lines: {last_lines(log)}\n"
                "What was done stays and is continued by the next ./hoeder up. The whole log: "
                f"{log}"
            )

    def _watch(self) -> None:
        """Stay until interrupted; tell of every program that died and was started again."""
        known: dict[str, int] = {}
        while True:
            time.sleep(1)
            if not self.supervisor.runs():
                console.print("Hoeder was stopped (./hoeder down).")
                return
            states = self.supervisor.states()
            started = [name for name, state in states.items() if state["start"]]
            self.supervisor.require_alive(started)
            for name in started:
                pid = states[name]["pid"]
                if pid and known.get(name, pid) != pid:
                    console.print(f"{name} died and was started again; see ./hoeder logs {name}.")
                known[name] = pid or known.get(name, 0)

    # Down, status, logs, reset
    # -------------------------

    def plan(self) -> Plan:
        """The plan of the running instance.

        :raises Failure: when none runs.
        """
        if not self.supervisor.runs():
            raise Failure("Hoeder is not running here. Start it with ./hoeder up.")
        return plan(self.layout, choose_ports=False)

    def execute(self, name: str, arguments: Sequence[str]) -> NoReturn:
        """Become a command of the installed environment, told what the instance's processes are.

        :raises Failure: when no instance runs.
        """
        mine = self.plan()
        command = str(Path(sys.executable).parent / name)
        environment = mine.process_environment() | stand_in_accounts(mine)
        os.execve(command, [command, *arguments], environment)  # noqa: S606

    def down(self) -> None:
        """Stop what runs."""
        if not self.supervisor.runs():
            console.print("Hoeder is not running here.")
            return
        with Steps() as steps, steps.step("Stopping", "running tasks and requests"):
            self.supervisor.stop()

    def status(self) -> bool:
        """Print each program's state; whether all that should run does."""
        if not self.supervisor.runs():
            console.print("Hoeder is not running here. Start it with ./hoeder up.")
            return False
        states = self.supervisor.states()
        for name, state in states.items():
            console.print(f"{name:12} {state['statename'].lower():9} {state['description']}")
        console.print(f"\n{plan(self.layout, choose_ports=False).url}")
        return all(state["statename"] == "RUNNING" for state in states.values())

    def logs(self, names: Sequence[str], follow: bool) -> None:
        """Show logs; all of them without a name.

        :raises Failure: when there is no such log.
        """
        known = {path.stem: path for path in sorted(self.layout.logs.glob("*.log"))}
        unknown = [name for name in names if name not in known]
        if unknown or not known:
            of = ", ".join(unknown) or "anything"
            raise Failure(f"There is no log of {of}; known: {', '.join(known)}.")
        paths = [str(known[name]) for name in (names or known)]
        command = ["tail", "-n", "200" if names else "10", *(["-F"] if follow else []), *paths]
        subprocess.run(command, check=False)

    def reset(self) -> None:
        """Remove this instance's data and secrets for good; what all instances share stays.

        :raises Failure: when it runs.
        """
        if self.supervisor.runs():
            raise Failure("Hoeder is running. Stop it first (./hoeder down), then reset.", 75)
        for path in self.layout.state.iterdir():
            if path in (self.layout.shared, self.layout.root / "var" / "uv"):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()


#: Endings of the files that the set-up depends on.
SET_UP_FROM = (".py", ".yaml", ".json", ".csv")
CHILDREN: list[subprocess.Popen[str]] = []


def stop_children() -> None:
    """End the set-up and the build with everything they started."""
    for child in CHILDREN:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)


@contextmanager
def interruptible() -> Iterator[None]:
    """SIGTERM and a closed terminal end like Ctrl-C: what was started is stopped."""

    def interrupt(number: int, frame: object) -> None:
        stop_children()
        raise KeyboardInterrupt

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, interrupt) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def set_up_digest(mine: Plan) -> str:
    """Of what the set-up depends on: code, data, dependencies, and the database it was done in."""
    total = hashlib.sha256(f"{version('hoeder')} {mine.given.get('INVENIO_SEARCH_HOSTS')}".encode())
    total.update(mine.database_uri.encode())
    folders = (mine.layout.root / "app_data", Path(__file__).parents[1])
    files = [mine.layout.root / "uv.lock", mine.layout.root / "invenio.cfg"]
    for folder in folders:
        files += [path for path in folder.rglob("*") if path.suffix in SET_UP_FROM]
    for path in sorted(files):
        total.update(path.read_bytes())
    return total.hexdigest()


def custodians_of(mine: Plan) -> tuple[Custodian, ...]:
    """The instance's custodians."""
    return load(mine.layout.root / "app_data" / "custodians.yaml")


def stand_in_accounts(mine: Plan) -> dict[str, str]:
    """Write the stand-in's accounts, one for each custodian, and give Hoeder their passwords."""
    if STAND_IN not in mine.embedded:
        return {}
    accounts = [
        {
            "repository": custodian.datacite.repository,
            "password": mine.secrets["datacite"],
            "prefixes": [custodian.datacite.prefix],
            "domains": list(custodian.datacite.domains) or ["*"],
        }
        for custodian in custodians_of(mine)
    ]
    path = mine.layout.run / "datacite-accounts.json"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(accounts, file)
    passwords = {account["repository"]: account["password"] for account in accounts}
    return {"INVENIO_HOEDER_DATACITE_PASSWORDS": repr(passwords)}


def announce(mine: Plan) -> None:
    """Addresses, logins, and how to stop."""
    console.print(f"\n[bold]Hoeder is ready:[/bold] {mine.url}")
    if STAND_IN in mine.embedded:
        console.print(f"DataCite stand-in (test DOIs): {mine.datacite_url}")
    if "postgresql" in mine.embedded:
        console.print("\nDemo accounts:")
        for who, (email, _name) in PEOPLE.items():
            console.print(f"  {who:14} {email:28} {mine.secrets[who]}")
    console.print("\nThe main job, played through: ./hoeder demo   Stop: Ctrl-C or ./hoeder down")
