# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Reading a catalogue from the projection: whole, in one state, and no more at once than a page."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from hoeder.dissemination.catalogue import document
from hoeder.dissemination.catalogue.kept import NODES
from hoeder.dissemination.catalogue.stock import PAGE, State, Stock
from hoeder.dissemination.projection import changes, renderings

COUNT = 300
SPEC = "custodian:a"


@dataclass
class Writer:
    """Renders a node; what it was asked for, and what it cannot do."""

    asked: list[str] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def __call__(self, prefix: str, ids: Sequence[str]) -> Mapping[str, str | Exception]:
        assert prefix == NODES
        self.asked += ids
        return {
            one: ValueError("no") if one in self.broken else json.dumps([{"@id": f"urn:{one}"}])
            for one in ids
        }


@pytest.fixture
def writer() -> Writer:
    return Writer()


@pytest.fixture
def stock(engine: sa.Engine, writer: Writer, record: Any) -> Stock:
    """Even numbers are the custodian's, and every fourth is plain too."""
    with engine.begin() as link:
        changes.put(
            link,
            [
                record(n, f"custodian:{'ab'[n % 2]}", *(["plain"] if n % 4 == 0 else []))
                for n in range(1, 2 * COUNT + 1)
            ],
        )
    return Stock(engine, writer)


def settle(stock: Stock, spec: str = SPEC) -> State:
    end = time.monotonic() + 10
    while not (state := stock.state(spec)).settled:
        assert time.monotonic() < end
        time.sleep(0.05)
    return state


def numbers(bodies: Any) -> list[int]:
    return [UUID(json.loads(body)[0]["@id"][4:]).int for body in bodies]


def test_hundreds_are_read_whole_and_made_once(stock: Stock, writer: Writer) -> None:
    evens = list(range(2, 2 * COUNT + 1, 2))
    assert numbers(stock.read(SPEC).bodies()) == evens
    assert len(writer.asked) == COUNT
    assert numbers(stock.read(SPEC).bodies()) == evens
    assert len(writer.asked) == COUNT, "what was made is kept"


def test_a_further_set(stock: Stock) -> None:
    assert numbers(stock.read(SPEC, "plain").bodies()) == list(range(4, 2 * COUNT + 1, 4))
    assert numbers(stock.read(SPEC, "nothing").bodies()) == []
    assert numbers(stock.read("custodian:none").bodies()) == []
    assert stock.state("custodian:none") == State(None, True)
    assert stock.has("plain") and not stock.has("nothing")


def test_nothing_is_read_ahead(stock: Stock, writer: Writer) -> None:
    reading = stock.read(SPEC)
    next(reading.bodies())
    assert len(writer.asked) == PAGE
    reading.close()


def test_what_left_or_fails_lacks(stock: Stock, writer: Writer, engine: sa.Engine) -> None:
    with engine.begin() as link:
        changes.withdraw(link, [UUID(int=2)])
        changes.change_sets(link, UUID(int=4), ["custodian:b"])
    writer.broken = {str(UUID(int=6))}
    assert numbers(stock.read(SPEC).bodies())[:2] == [8, 10]
    before = settle(stock)
    writer.broken = set()
    with engine.begin() as link:
        assert renderings.retry(link, [NODES]) == 1
    assert numbers(stock.read(SPEC).bodies())[:2] == [6, 8]
    assert settle(stock).stamp != before.stamp, "a copy without it counts as current no more"


def test_a_document_is_of_one_state(stock: Stock, engine: sa.Engine, record: Any) -> None:
    list(stock.read(SPEC).bodies())
    settle(stock)
    reading = stock.read(SPEC)
    bodies = reading.bodies()
    first = numbers([next(bodies)])
    with engine.begin() as link:
        changes.withdraw(link, [UUID(int=2 * COUNT)])
        changes.put(link, [record(2 * COUNT + 2, SPEC)])
    assert first + numbers(bodies) == list(range(2, 2 * COUNT + 1, 2))
    after = stock.read(SPEC)
    assert after.state.stamp != reading.state.stamp
    assert numbers(after.bodies())[-2:] == [2 * COUNT - 2, 2 * COUNT + 2]


def test_a_second_that_is_not_over_is_unsettled(
    stock: Stock, engine: sa.Engine, record: Any
) -> None:
    settle(stock)
    with engine.connect() as late:
        changes.put(late, [record(9_999, "custodian:b")])
        time.sleep(1.1)
        with engine.begin() as link:
            changes.put(link, [record(9_998, SPEC)])
        time.sleep(1.1)
        # The writer that is still open may bear the same second.
        assert not stock.state(SPEC).settled
        late.rollback()
    assert settle(stock).stamp == stock.state(SPEC).stamp


def test_connections_are_given_back(stock: Stock, engine: sa.Engine) -> None:
    before = engine.pool.checkedout()  # type: ignore[attr-defined]
    reading = stock.read(SPEC)
    bodies = reading.bodies()
    next(bodies)
    assert engine.pool.checkedout() == before + 1  # type: ignore[attr-defined]
    reading.close()
    assert engine.pool.checkedout() == before  # type: ignore[attr-defined]
    list(document.encoded(stock.read(SPEC).bodies(), gzipped=True))
    assert engine.pool.checkedout() == before  # type: ignore[attr-defined]
