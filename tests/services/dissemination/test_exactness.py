# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""``from=<last responseDate>`` misses nothing, whatever order transactions commit in."""

import random
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from lxml import etree

from hoeder.dissemination.oai.answer import Outlet
from hoeder.dissemination.oai.dates import read
from hoeder.dissemination.projection import changes, horizon
from hoeder.dissemination.projection.sql import SqlShelf

OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}


class Harvester:
    """Keeps a copy: identifier to whether it is there. Comes back with a date it was told."""

    def __init__(self, outlet: Outlet, spec: str | None = None, use_last: bool = True) -> None:
        self.outlet = outlet
        self.spec = spec
        self.use_last = use_last
        self.since: str | None = None
        self.copy: dict[str, bool] = {}
        self.seen: list[str] = []

    def harvest(self, between: Callable[[], None] = lambda: None) -> None:
        """One harvest to its end; ``between`` is called after each page."""
        arguments = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
        arguments |= {"set": self.spec} if self.spec else {}
        arguments |= {"from": self.since} if self.since else {}
        told = []
        while True:
            answer = self.outlet.answer(list(arguments.items()))
            assert answer.status == 200
            root = etree.fromstring(answer.body)
            told.append(root.findtext("o:responseDate", namespaces=OAI))
            error = root.find("o:error", OAI)
            assert error is None or error.get("code") == "noRecordsMatch"
            for header in root.iterfind(".//o:header", OAI):
                identifier = header.findtext("o:identifier", namespaces=OAI)
                self.copy[identifier] = header.get("status") != "deleted"
                self.seen.append(identifier)
            token = root.findtext(".//o:resumptionToken", namespaces=OAI)
            between()
            if not token:
                break
            arguments = {"verb": "ListRecords", "resumptionToken": token}
        self.since = told[-1 if self.use_last else 0]

    def alive(self) -> set[str]:
        return {identifier for identifier, there in self.copy.items() if there}


def wait_a_second(shelf: SqlShelf, since: int) -> None:
    """Until a second that was current has passed the horizon."""
    end = time.monotonic() + 10
    while shelf.horizon() <= since:
        assert time.monotonic() < end, "the horizon stands still"
        time.sleep(0.05)


def test_a_change_that_commits_late_is_not_missed(
    engine: sa.Engine, outlet_of: Any, shelf: SqlShelf, record: Any
) -> None:
    """Two transactions: the first to write is the last to commit, seconds later."""
    harvester = Harvester(outlet_of())
    with engine.connect() as early, engine.connect() as late:
        changes.put(early, [record(1)])
        stamped = shelf.horizon()
        time.sleep(1.1)
        changes.put(late, [record(2)])
        late.commit()
        time.sleep(1.1)

        harvester.harvest()
        assert read(harvester.since).start <= stamped
        first = set(harvester.copy)

        early.commit()
    wait_a_second(shelf, int(time.time()))
    harvester.harvest()
    assert "oai:example.org:1" not in first
    assert harvester.alive() == {"oai:example.org:1", "oai:example.org:2"}


def test_without_a_mark_the_same_change_would_be_missed(
    engine: sa.Engine, outlet_of: Any, shelf: SqlShelf, record: Any
) -> None:
    """The test above sees what it is for: by the clock alone the record is lost."""
    harvester = Harvester(outlet_of())
    insert = sa.text(
        "INSERT INTO hoeder_dissemination_record VALUES (:id, 'oai:example.org:1', :id, 1, "
        "date_trunc('second', clock_timestamp()), false, '{}', '', 1)"
    )
    with engine.connect() as early:
        early.execute(insert, {"id": str(UUID(int=1))})
        time.sleep(2.1)
        harvester.harvest()
        early.commit()
    wait_a_second(shelf, int(time.time()))
    harvester.harvest()
    assert not harvester.alive()


def test_others_transactions_do_not_hold_the_horizon(
    engine: sa.Engine, shelf: SqlShelf, record: Any
) -> None:
    """A backup, an idle session, a writer of other tables, a writer of another database."""
    with engine.connect() as backup, engine.connect() as other:
        backup.execute(sa.text("SELECT pg_current_xact_id(), count(*) FROM pg_class"))
        other.execute(sa.text("CREATE TEMPORARY TABLE elsewhere (one int)"))
        wait_a_second(shelf, int(time.time()))
        assert horizon.writers(other) == []


def test_a_dead_or_rolled_back_writer_does_not_hold_the_horizon(
    engine: sa.Engine, shelf: SqlShelf, record: Any
) -> None:
    with engine.connect() as writer:
        changes.put(writer, [record(1)])
        held = shelf.horizon()
        time.sleep(1.1)
        assert shelf.horizon() == held
        (_, since), *_ = horizon.writers(writer)
        assert int(since.timestamp()) == held
        writer.rollback()
    wait_a_second(shelf, int(time.time()))


def test_a_hanging_writer_is_ended_by_the_server(engine: sa.Engine, record: Any) -> None:
    with engine.connect() as writer:
        changes.put(writer, [record(1)])
        limit = writer.execute(sa.text("SHOW idle_in_transaction_session_timeout")).scalar_one()
        assert limit == f"{horizon.IDLE_MINUTES}min"
        writer.rollback()
        assert (
            writer.execute(sa.text("SHOW idle_in_transaction_session_timeout")).scalar_one() == "0"
        )


@pytest.mark.parametrize("use_last", [True, False], ids=["last date", "first date"])
def test_changes_during_a_harvest_are_in_the_next_one(
    engine: sa.Engine, outlet_of: Any, shelf: SqlShelf, record: Any, use_last: bool
) -> None:
    """Whichever responseDate of a harvest a harvester keeps; each change is told exactly once."""
    with engine.begin() as link:
        changes.put(link, [record(number, "plain") for number in range(1, 10)])
    wait_a_second(shelf, int(time.time()))
    harvester = Harvester(outlet_of(page_size=2), use_last=use_last)
    todo = [
        lambda link: changes.put(link, [record(1, "plain", text="second")]),
        lambda link: changes.withdraw(link, [UUID(int=8)]),
        lambda link: changes.put(link, [record(10, "plain")]),
    ]

    def change() -> None:
        if todo:
            with engine.begin() as link:
                todo.pop(0)(link)
            time.sleep(1.1)

    harvester.harvest(between=change)
    assert not todo
    wait_a_second(shelf, int(time.time()))
    before = len(harvester.seen)
    harvester.harvest()
    assert sorted(harvester.seen[before:]) == [f"oai:example.org:{n}" for n in (1, 10, 8)]
    assert harvester.alive() == {f"oai:example.org:{n}" for n in (*range(1, 8), 9, 10)}


@pytest.mark.parametrize("spec", [None, "custodian", "custodian:a"])
def test_many_writers_and_one_harvester(
    engine: sa.Engine, outlet_of: Any, shelf: SqlShelf, record: Any, spec: str | None
) -> None:
    """Writers that commit and roll back in any order; in the end the copy is the repository."""
    seed = 20260 + len(spec or "")
    stop, problems = threading.Event(), []

    def write(number: int) -> None:
        chance = random.Random(seed + number)
        try:
            while not stop.is_set():
                with engine.connect() as link:
                    for _ in range(chance.randint(1, 3)):
                        which = chance.randint(1, 60)
                        sets = chance.sample(["custodian:a", "custodian:b", "type:dataset"], 2)
                        act = chance.random()
                        if act < 0.2:
                            changes.withdraw(link, [UUID(int=which)])
                        elif act < 0.4:
                            changes.change_sets(link, UUID(int=which), sets)
                        elif act < 0.5:
                            changes.restamp(link, [UUID(int=which)])
                        else:
                            changes.put(link, [record(which, *sets, text=str(act))])
                        time.sleep(chance.choice([0, 0, 0.01, 0.3]))
                    time.sleep(chance.choice([0, 0, 0.05, 1.2]))
                    if chance.random() < 0.2:
                        link.rollback()
                    else:
                        link.commit()
        except sa.exc.OperationalError as error:
            if "deadlock" not in str(error):  # of transactions that write records one by one
                problems.append(error)
            elif not stop.is_set():
                write(number + 100)
        except Exception as error:
            problems.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    harvester = Harvester(outlet_of(page_size=7), spec)
    for writer in writers:
        writer.start()
    end, harvests = time.monotonic() + 8, 0
    while time.monotonic() < end:
        harvester.harvest()
        harvests += 1
    stop.set()
    for writer in writers:
        writer.join()
    assert not problems
    assert harvests > 5
    wait_a_second(shelf, int(time.time()))
    harvester.harvest()
    member = "spec = ANY(:specs)" if spec else "true"
    specs = {"custodian": ["custodian:a", "custodian:b"]}.get(spec or "", [spec])
    with engine.connect() as link:
        expected = set(
            link.execute(
                sa.text(
                    "SELECT DISTINCT identifier FROM hoeder_dissemination_record"
                    f" LEFT JOIN unnest(sets) AS spec ON true WHERE NOT deleted AND {member}"
                ),
                {"specs": specs},
            ).scalars()
        )
    assert harvester.alive() == expected
    assert len(expected) > 5
