# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Delays, budget and breaker, on a clock that the test turns."""

import random
from bisect import bisect_right

import pytest

from hoeder.doi.ledger.schedule import (
    Backoff,
    Breaker,
    Budget,
    Gate,
    Policy,
    admit,
    after,
    closed_until,
    is_stale,
)

POLICY = Policy()


def test_delays_grow_and_are_drawn_over_the_whole_range() -> None:
    backoff = Backoff(base=2, longest=600)
    bounds = [backoff.delay(n, 1.0) for n in range(1, 12)]
    assert bounds == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600]
    assert [backoff.delay(n, 0.0) for n in (1, 99)] == [0, 0]
    chance = random.Random(7)
    drawn = [backoff.delay(10, chance.random()) for _ in range(1000)]
    assert min(drawn) < 30 and max(drawn) > 570 and 270 < sum(drawn) / 1000 < 330


def most_in_a_window(times: list[float], window: float) -> int:
    """The most requests in any window of this length."""
    times = sorted(times)
    return max(bisect_right(times, t + window) - i for i, t in enumerate(times))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("idle", [0.0, 1000.0])
def test_four_workers_reach_the_budget_and_never_exceed_it(seed: int, idle: float) -> None:
    """Half an hour; each worker is slow at times, and one that was too slow asks anew."""
    chance = random.Random(seed)
    gate, sent = Gate(), []
    free = [idle + chance.random() for _ in range(4)]
    while min(free) < idle + 1800:
        worker = free.index(min(free))
        now = free[worker]
        gate, permit = admit(gate, now, POLICY, longest_wait=1.0)
        if not permit.granted:
            free[worker] = permit.at
            continue
        goes = permit.at + (chance.random() * 3 if chance.random() < 0.05 else 0.001)
        if is_stale(permit, goes, POLICY):
            free[worker] = goes
            continue
        sent.append(goes)
        free[worker] = goes + chance.uniform(0.05, 0.3)
    assert most_in_a_window(sent, 300) <= 3000
    assert len(sent) / 1800 > 9.5


def test_a_worker_does_not_wait_long_for_a_slot() -> None:
    gate = Gate(next_slot=105.0)
    same, permit = admit(gate, 100.0, POLICY, longest_wait=1.0)
    assert (permit.granted, permit.at, same) == (False, 105.0, gate)


def test_everybody_waits_as_long_as_datacite_asked() -> None:
    gate = after(Gate(), 100.0, None, 30, POLICY)
    assert closed_until(gate, 120.0) == 130.0
    assert not admit(gate, 120.0, POLICY, 1.0)[1].granted
    assert admit(gate, 131.0, POLICY, 1.0)[1].granted
    # A shorter one does not shorten it.
    assert after(gate, 101.0, None, 1, POLICY).paused_until == 130.0


def outage(seconds: float, workers: int) -> int:
    """Requests that are sent in an outage of DataCite."""
    gate, requests = Gate(), 0
    free = [0.0] * workers
    while min(free) < seconds:
        worker = free.index(min(free))
        now = free[worker]
        if until := closed_until(gate, now):
            free[worker] = until
            continue
        gate, permit = admit(gate, now, POLICY, 1.0)
        if permit.granted:
            requests += 1
            free[worker] = permit.at + 0.5
            gate = after(gate, free[worker], False, None, POLICY)
        else:
            free[worker] = permit.at
    return requests


@pytest.mark.parametrize("workers", [1, 4])
def test_an_outage_costs_few_requests(workers: int) -> None:
    assert outage(60, workers) < 12
    assert outage(3600, workers) < 30


def test_the_breaker_lets_one_through_and_closes_when_it_is_answered() -> None:
    gate = Gate()
    for _ in range(POLICY.breaker.threshold):
        gate = after(gate, 100.0, False, None, POLICY)
    assert closed_until(gate, 100.0) == 110.0
    gate, probe = admit(gate, 111.0, POLICY, 1.0)
    assert probe.granted and gate.probing
    assert not admit(gate, 111.0, POLICY, 1.0)[1].granted
    assert not closed_until(after(gate, 112.0, True, None, POLICY), 112.0)
    # It fails: the next pause is longer. Or its worker dies: another goes when its time is over.
    assert closed_until(after(gate, 112.0, False, None, POLICY), 112.0) == 132.0
    assert admit(gate, 111.0 + POLICY.breaker.probe + 1, POLICY, 1.0)[1].granted


def test_what_was_on_its_way_when_the_breaker_opened_does_not_prolong_it() -> None:
    gate = Gate()
    for _ in range(POLICY.breaker.threshold + 3):
        gate = after(gate, 100.0, False, None, POLICY)
    assert (gate.openings, closed_until(gate, 100.0)) == (1, 110.0)


def test_one_failure_in_three_does_not_open_it() -> None:
    gate, opened, chance = Gate(), 0, random.Random(1)
    for second in range(1000):
        before = gate.openings
        gate = after(gate, float(second), chance.random() > 0.3, None, POLICY)
        opened += gate.openings > before
    assert opened < 15


def test_a_limit_that_is_given_is_kept() -> None:
    small = Policy(budget=Budget(limit=750))
    gate, sent, now = Gate(), [], 0.0
    while now < 900:
        gate, permit = admit(gate, now, small, 1.0)
        now = permit.at
        if permit.granted:
            sent.append(now)
    assert 740 < most_in_a_window(sent, 300) <= 750
    assert Breaker().pause(1) == 10.0
