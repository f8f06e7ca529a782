# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""DOIs that are never lost: three figures, beside stock InvenioRDM's own task in the same run.

``.venv/bin/python benchmarks/doi.py [--publications 2000] [--long]``

1. *Publications while DataCite fails*: the stand-in fails 30 % of requests at random (5xx, timeout,
   cut before and after, 429) and four workers are killed ten times in all. Counted: DOIs findable
   with equal metadata, and DOIs called registered that DataCite does not have, at any moment.
2. *Throughput*: four workers against the budget. By default with a window of 30 s (300 requests,
   the same rate); with ``--long`` DataCite's own, 3,000 in 300 s, which takes eleven minutes.
3. *Publishing*: what the ledger adds to a publication through the service.

It brings up an instance of its own in ``var/benchmark`` and stops it at the end. The records of
figure 1 are made with the records' own API and are not indexed, so that there can be many.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

FAULTS = {
    "seed": 11,
    "rules": [
        {"kind": "status", "status": 503, "rate": 0.10},
        {"kind": "cut", "rate": 0.08},
        {"kind": "cut", "when": "after", "rate": 0.05},
        {"kind": "slow", "seconds": 2, "rate": 0.05},
        {"kind": "retry", "retry_after": 1, "rate": 0.06},
    ],
}
WORKERS, KILLS = 4, 10


def main() -> None:
    """Bring up an instance, run inside its environment, stop it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--publications", type=int, default=250)
    parser.add_argument("--long", action="store_true", help="figure 2 with windows of 5 minutes")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        inside(options)
        return
    from hoeder.operations import testing
    from hoeder.operations.instance import Instance
    from hoeder.operations.layout import Layout

    root = Path(__file__).parents[1]
    layout = Layout(root, root / "var" / "benchmark")
    layout.make()
    instance = Instance(layout)
    instance.supervisor.stop()
    testing.own_addresses()
    instance.up(detach=True, pages=False)
    try:
        instance.supervisor._call.supervisor.stopProcess("worker", True)
        command = [sys.executable, __file__, "--inside", "--publications"]
        command += [str(options.publications), *(["--long"] if options.long else [])]
        subprocess.run(command, env=dict(testing.test_environment(layout)), cwd=root, check=True)
    finally:
        instance.down()


def inside(options: argparse.Namespace) -> None:
    """Run the three figures in the instance's environment."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    import logging

    from invenio_app.factory import create_api

    app = create_api()
    logging.disable(logging.CRITICAL)
    with app.app_context():
        bench = Bench(app)
        bench.quiet()
        print(f"\n1. {options.publications} publications, 30 % faults, {KILLS} kills", flush=True)
        print(f"{'':28}{'Hoeder':>12}{'stock':>12}")
        ours, stock = bench.survive(options.publications)
        for name in ours:
            print(f"   {name:25}{ours[name]:>12}{stock.get(name, ''):>12}", flush=True)
        window, seconds = (300.0, 660.0) if options.long else (30.0, 70.0)
        print(f"\n2. Throughput, {WORKERS} workers, {window:.0f} s windows", flush=True)
        rate, most, limit = bench.throughput(window, seconds)
        print(
            f"   {rate:.2f} requests/s of {limit / window:.0f}; most in a window: {most} of {limit}"
        )
        print("\n3. A publication through the service, median of 25", flush=True)
        ours_ms, stock_ms, listener_ms = bench.publishing(25)
        print(f"   with the ledger {ours_ms:.1f} ms, stock with its tasks {stock_ms:.1f} ms")
        print(f"   in the ledger itself {listener_ms:.1f} ms (at most 10)")


class Bench:
    """The figures, and what they need."""

    def __init__(self, app: Any) -> None:
        """Take the application, in whose context this runs."""
        told = json.loads(os.environ["HOEDER_TEST_INSTANCE"])
        self.app, self.url, self.state = app, told["datacite_url"], Path(told["state"])
        from hoeder.doi.ledger.schedule import Backoff, Policy

        app.config.update(
            HOEDER_DATACITE_TIMEOUT=1.0, HOEDER_DATACITE_DEADLINE=3.0, HOEDER_DOI_LEASE=8.0
        )
        self.quick = Policy(backoff=Backoff(base=0.5, longest=10.0))

    # Helpers
    # -------

    def http(self, method: str, path: str, body: Any = None) -> Any:
        """Ask the stand-in."""
        import requests

        answer = requests.request(method, f"{self.url}{path}", json=body, timeout=30)
        return answer.json() if answer.content and answer.ok else None

    def quiet(self) -> None:
        """Earlier runs' DOIs are out of the way, and nothing is stopped."""
        import sqlalchemy as sa
        from invenio_db import db

        from hoeder.doi.ledger.models import Account, Entry, Server

        self.http("DELETE", "/faults")
        db.session.execute(sa.update(Entry).values(status="done", lease=None, lease_until=None))
        db.session.execute(sa.delete(Server))
        db.session.execute(sa.delete(Account))
        db.session.commit()

    def findable(self) -> set[str]:
        """What DataCite has, past its faults."""
        path = f"file:{self.state / 'datacite.sqlite'}?mode=ro"
        with closing(sqlite3.connect(path, uri=True, timeout=30)) as store:
            return {row[0] for row in store.execute("select doi from dois where state='findable'")}

    def called_registered(self, dois: set[str]) -> set[str]:
        """What Hoeder, or stock, says is registered."""
        import sqlalchemy as sa
        from invenio_db import db

        query = sa.text("select pid_value from pidstore_pid where pid_type='doi' and status='R'")
        found = set(db.session.execute(query).scalars())
        db.session.rollback()
        return found & dois

    def publish(self, count: int) -> list[tuple[str, str, str]]:
        """Publish records; return identifier, DOI and concept DOI of each."""
        from invenio_communities.proxies import current_communities
        from invenio_db import db
        from invenio_rdm_records.proxies import current_rdm_records_service as service

        community = current_communities.service.record_cls.pid.resolve("ugent-demo")
        pids, parents = service.pids.pid_manager, service.pids.parent_pid_manager
        made = []
        for number in range(count):
            draft = service.draft_cls.create({})
            draft.pids, draft.parent.pids = {}, {}
            draft.parent.communities.add(community, default=True)
            record = service.record_cls.publish(draft)
            record.update(
                access={"record": "public", "files": "public"},
                metadata={
                    "resource_type": {"id": "dataset"},
                    "title": f"Table {number} of a benchmark",
                    "publication_date": "2026-01-31",
                    "publisher": "Ghent University (demonstration)",
                    "creators": [
                        {
                            "person_or_org": {
                                "type": "personal",
                                "name": "Peeters, Lotte",
                                "given_name": "Lotte",
                                "family_name": "Peeters",
                            }
                        }
                    ],
                },
            )
            record.files.enabled = False
            record.pids = pids.create_all(draft, schemes=["doi"])
            pids.reserve_all(draft, record.pids)
            record.parent.pids = parents.create_all(record.parent, schemes=["doi"])
            parents.reserve_all(record.parent, record.parent.pids)
            record.parent.commit()
            record.register()
            record.commit()
            db.session.commit()
            names = (record.pids["doi"]["identifier"], record.parent.pids["doi"]["identifier"])
            made.append((str(record.pid.pid_value), *names))
            if number % 50 == 49:
                db.session.expunge_all()
                community = current_communities.service.record_cls.pid.resolve("ugent-demo")
        db.session.remove()
        return made

    def fork(self, run: Callable[[], None]) -> int:
        """A process of its own, with connections of its own."""
        from invenio_db import db

        pid = os.fork()
        if not pid:
            code = 1
            try:
                db.session.registry.clear()
                db.engine.dispose(close=False)
                random.seed()
                run()
                code = 0
            finally:
                os._exit(code)
        return pid

    # 1. Publications while DataCite fails
    # ------------------------------------

    def survive(self, count: int) -> tuple[dict[str, Any], dict[str, Any]]:
        """The same faults and kills for Hoeder and for stock."""
        ours = self.survive_with(count, self.hoeders_worker)
        self.quiet()
        stock = self.survive_with(count, self.stocks_worker)
        self.quiet()
        return ours, stock

    def survive_with(self, count: int, work: Any) -> dict[str, Any]:
        """Publish, start workers, kill some, count."""
        self.app.config["HOEDER_DOI_POLICY"] = replace(self.quick, budget=self.unlimited())
        begun = time.monotonic()
        with self.stock_listener(off=work == self.stocks_worker):
            made = self.publish(count)
        dois = {doi for _, *both in made for doi in both}
        published = time.monotonic() - begun
        self.http("PUT", "/faults", FAULTS)
        begun = time.monotonic()
        jobs = [(record, parent) for record, *_ in made for parent in (False, True)]
        queue = Queue(jobs)
        workers = [self.fork(lambda: work(queue)) for _ in range(WORKERS)]
        lies, kills, next_kill = 0, 0, begun + 1.0
        seen: set[str] = set()
        while True:
            said = self.called_registered(dois)
            new = said - seen
            lies += len(new - self.findable())
            seen |= said
            running = [pid for pid in workers if os.waitpid(pid, os.WNOHANG) == (0, 0)]
            if not running:
                break
            if kills < KILLS and time.monotonic() > next_kill:
                victim = random.choice(running)
                os.kill(victim, signal.SIGKILL)
                os.waitpid(victim, 0)
                running.remove(victim)
                running.append(self.fork(lambda: work(queue)))
                kills, next_kill = kills + 1, time.monotonic() + 1.5
            workers = running
            time.sleep(0.2)
        seconds = time.monotonic() - begun
        self.http("DELETE", "/faults")
        found = self.findable()
        said = self.called_registered(dois)
        return {
            "DOIs (2 a publication)": len(dois),
            "findable": len(dois & found),
            "with equal metadata": self.equal(made, found),
            "called registered": len(said),
            "false, at any moment": max(lies, len(said - found)),
            "kills": kills,
            "seconds to publish": round(published),
            "seconds to register": round(seconds),
        }

    @staticmethod
    def unlimited() -> Any:
        from hoeder.doi.ledger.schedule import Budget

        return Budget(limit=1_000_000)

    def hoeders_worker(self, queue: "Queue") -> None:
        """Work until the ledger has nothing pending."""
        import sqlalchemy as sa
        from invenio_db import db

        from hoeder.doi.ledger import worker
        from hoeder.doi.ledger.models import Entry

        while True:
            rest = worker.step()
            if rest is None:
                continue
            pending = sa.select(sa.func.count()).where(Entry.status == "pending")
            left = db.session.execute(pending).scalar_one()
            db.session.rollback()
            if not left:
                return
            time.sleep(min(rest, 0.1))

    def stocks_worker(self, queue: "Queue") -> None:
        """Run stock's tasks as a Celery worker does: one that raises, or is killed, is gone."""
        from datacite import DataCiteRESTClient
        from invenio_db import db
        from invenio_rdm_records.services.pids.providers import DataCiteClient, DataCitePIDProvider
        from invenio_rdm_records.services.pids.tasks import register_or_update_pid

        from hoeder.doi.ledger.accounts import settings
        from hoeder.doi.metadata import DataCiteJSON

        url, password = settings("HOEDER.UGENT")
        for name, parent in (("", False), ("PARENT_", True)):
            client = DataCiteClient("datacite")
            client._api = DataCiteRESTClient("HOEDER.UGENT", password, "10.5072", url=url)
            provider = DataCitePIDProvider(
                "datacite", client=client, serializer=DataCiteJSON(is_parent=parent)
            )
            key = f"RDM_{name}PERSISTENT_IDENTIFIER_PROVIDERS"
            self.app.config[key] = [provider, *self.app.config[key][1:]]
        for record, parent in queue:
            try:
                register_or_update_pid(record, "doi", parent=parent)
            except Exception:
                db.session.rollback()

    def equal(self, made: list[tuple[str, str, str]], found: set[str]) -> int:
        """How many DOIs have, at DataCite, the metadata that the record has."""
        from invenio_db import db
        from invenio_pidstore.models import PersistentIdentifier

        from hoeder.doi import comparison
        from hoeder.doi.ledger.wanted import describe

        number = 0
        for _, *both in made:
            for kind, doi in zip(("version", "concept"), both, strict=True):
                if doi in found:
                    uuid = PersistentIdentifier.get("doi", doi).object_uuid
                    wanted = describe(kind, uuid)
                    told = self.http("GET", f"/dois/{doi}?publisher=true")["data"]["attributes"]
                    assert wanted is not None
                    number += not comparison.differing(wanted.attributes, told)
            db.session.rollback()
        return number

    @contextmanager
    def stock_listener(self, off: bool) -> Iterator[None]:
        """Stock has no ledger."""
        from hoeder.doi.ledger import wanted

        extension = self.app.extensions.pop(wanted.EXTENSION) if off else None
        try:
            yield
        finally:
            if extension is not None:
                self.app.extensions[wanted.EXTENSION] = extension

    # 2. Throughput
    # -------------

    def throughput(self, window: float, seconds: float) -> tuple[float, int, int]:
        """Requests a second, the most in any window, and the limit."""
        import sqlalchemy as sa
        from invenio_db import db

        from hoeder.doi.ledger import worker
        from hoeder.doi.ledger.models import Entry
        from hoeder.doi.ledger.schedule import Budget, Policy

        budget = Budget(limit=round(window * 10), window=window)
        self.app.config["HOEDER_DOI_POLICY"] = Policy(budget=budget)

        def again() -> None:
            update = sa.update(Entry).where(
                Entry.status == "done", Entry.repository == "HOEDER.UGENT"
            )
            values = {"status": "pending", "digest": None, "next_attempt_at": sa.func.now()}
            db.session.execute(update.values(**values))
            db.session.commit()

        def work() -> None:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                rest = worker.step()
                if rest is None:
                    continue
                if rest == worker.NOTHING_DUE:
                    again()
                time.sleep(min(rest, 0.05))

        again()
        self.http("DELETE", "/requests")
        db.session.remove()
        begun = time.time()
        for pid in [self.fork(work) for _ in range(WORKERS)]:
            os.waitpid(pid, 0)
        rows = self.http("GET", "/requests")["requests"]
        self.quiet()
        at: dict[int, int] = {}
        for row in rows:
            at[row["second"]] = at.get(row["second"], 0) + row["count"]
        first = int(begun)
        counts = [at.get(first + second, 0) for second in range(int(seconds) + 1)]
        span = int(window)
        windows = [sum(counts[i : i + span]) for i in range(len(counts) - span + 1)]
        return sum(counts) / seconds, max(windows), budget.limit

    # 3. Publishing
    # -------------

    def publishing(self, count: int) -> tuple[float, float, float]:
        """Milliseconds of a publication with the ledger and with stock's tasks; of the ledger."""
        from invenio_access.permissions import system_identity
        from invenio_db import db
        from invenio_rdm_records.proxies import current_rdm_records_service as service
        from invenio_rdm_records.services.components import ParentPIDsComponent, PIDsComponent
        from sqlalchemy import event
        from sqlalchemy.orm import Session

        from deposits import draft_of, plain_data
        from hoeder.doi import ext
        from hoeder.doi.components import LedgerParentPIDsComponent, LedgerPIDsComponent
        from hoeder.doi.ledger import wanted

        data = plain_data()
        swap = {LedgerPIDsComponent: PIDsComponent, LedgerParentPIDsComponent: ParentPIDsComponent}
        key = "RDM_RECORDS_SERVICE_COMPONENTS"
        our_components = self.app.config[key]
        stock_components = [swap.get(component, component) for component in our_components]
        inside: list[float] = []

        def timed(function: Any) -> Any:
            def run(*args: Any) -> None:
                begun = time.perf_counter()
                function(*args)
                spent[-1] += time.perf_counter() - begun

            return run

        spent = [0.0]
        listeners = [(name, listener, timed(listener)) for name, listener in ext.LISTENERS]
        for name, listener, clocked in listeners:
            event.remove(Session, name, listener)
            event.listen(Session, name, clocked)
        times: dict[bool, list[float]] = {True: [], False: []}
        for number in range(2 * count + 4):
            stock = bool(number % 2)
            record = draft_of(data)
            db.session.remove()
            self.app.config[key] = stock_components if stock else our_components
            with self.stock_listener(off=stock):
                spent.append(0.0)
                begun = time.perf_counter()
                service.publish(system_identity, record)
                times[stock].append((time.perf_counter() - begun) * 1000)
            if not stock:
                inside.append(spent[-1] * 1000)
            db.session.remove()
        self.app.config[key] = our_components
        assert wanted.EXTENSION in self.app.extensions
        # The first two warm up.
        ours, stocks = (statistics.median(times[stock][2:]) for stock in (False, True))
        return ours, stocks, statistics.median(inside[2:])


class Queue:
    """Jobs for several processes: each is handed out once, and never again."""

    def __init__(self, jobs: list[Any]) -> None:
        """Take the jobs."""
        import multiprocessing

        self.jobs, self.next = jobs, multiprocessing.Value("i", 0)

    def __iter__(self) -> Iterator[Any]:
        """Hand out what is left."""
        while True:
            with self.next.get_lock():
                number = self.next.value
                self.next.value += 1
            if number >= len(self.jobs):
                return
            yield self.jobs[number]


if __name__ == "__main__":
    main()
