# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""When to ask DataCite again: delays after failures, the budget of requests, the circuit breaker.

Plain numbers in and out: times are seconds on any clock that all workers share (the database's),
chance comes in as a number in [0, 1). Nothing here reads a clock or sleeps.

**Delays** grow twofold with each failure up to an hour's sixth, and are drawn evenly between
nought and that ("full jitter"), so that what failed together does not come back together.

**Budget.** DataCite lets one address make 3,000 requests in 5 minutes. Requests get slots, evenly
spaced; slots that nobody used are lost but for a few (``Budget.burst``). A slot that is not used
within ``Budget.patience`` seconds is thrown away. So any window of 300 s holds at most
300 × rate + burst slots, and the few that slipped into it by at most ``patience``::

    rate = (limit − burst − patience × rate) / window

**Breaker.** After some failures in a row nobody asks; then one request is let through to see,
after 10, 20, 40 … up to 300 seconds, until one is answered.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Backoff:
    """Delays after failures, in seconds."""

    base: float = 2.0
    longest: float = 600.0

    def delay(self, failures: int, chance: float) -> float:
        """Return the delay after that many failures (1 or more).

        >>> Backoff().delay(1, 0.5), Backoff().delay(4, 0.5), Backoff().delay(999, 1)
        (1.0, 8.0, 600.0)
        """
        bound = min(self.longest, self.base * 2.0 ** min(max(failures, 1) - 1, 60))
        return bound * chance


@dataclass(frozen=True, slots=True)
class Budget:
    """Requests that one address may make, to all accounts together."""

    limit: int = 3000
    window: float = 300.0
    burst: int = 5
    patience: float = 2.0

    @property
    def interval(self) -> float:
        """Seconds from one slot to the next.

        >>> 9.8 < 1 / Budget().interval < 10
        True
        """
        return (self.window + self.patience) / (self.limit - self.burst)


@dataclass(frozen=True, slots=True)
class Breaker:
    """How the breaker works: failures in a row that open it, and its first and longest pause."""

    threshold: int = 5
    first: float = 10.0
    longest: float = 300.0
    probe: float = 60.0
    """Seconds that the one request may take which is let through to see."""

    def pause(self, openings: int) -> float:
        """Return the pause of the nth opening in a row.

        >>> [Breaker().pause(n) for n in (1, 2, 6, 99)]
        [10.0, 20.0, 300.0, 300.0]
        """
        return min(self.longest, self.first * 2.0 ** min(max(openings, 1) - 1, 60))


@dataclass(frozen=True, slots=True)
class Gate:
    """What all workers share about DataCite; times in seconds, 0 for "never".

    ``next_slot``    when the next request may go
    ``paused_until`` what a Retry-After asked for
    ``failures``     in a row, over all DOIs
    ``openings``     of the breaker in a row
    ``open_until``   when the breaker lets one request through
    ``probing``      that request is on its way
    """

    next_slot: float = 0.0
    paused_until: float = 0.0
    failures: int = 0
    openings: int = 0
    open_until: float = 0.0
    probing: bool = False


@dataclass(frozen=True, slots=True)
class Permit:
    """A request may go at ``at``; or, when not ``granted``, nobody needs to ask before ``at``."""

    granted: bool
    at: float


@dataclass(frozen=True, slots=True)
class Policy:
    """All the numbers."""

    backoff: Backoff = Backoff()
    budget: Budget = Budget()
    breaker: Breaker = Breaker()


def closed_until(gate: Gate, now: float) -> float:
    """Return until when nothing may be sent, because of a pause or the breaker; 0 when it may."""
    until = max(gate.paused_until, gate.open_until)
    return until if until > now else 0.0


def admit(gate: Gate, now: float, policy: Policy, longest_wait: float) -> tuple[Gate, Permit]:
    """Return a slot for one request, at most ``longest_wait`` seconds away, and the gate after it.

    While the breaker is open one request is let through at ``open_until``; the others wait until
    its outcome is known, or its time is over because whoever sent it died.
    """
    if until := closed_until(gate, now):
        return gate, Permit(False, until)
    earliest = now - (policy.budget.burst - 1) * policy.budget.interval
    slot = max(gate.next_slot, earliest)
    if slot > now + longest_wait:
        return gate, Permit(False, slot)
    taken = replace(gate, next_slot=slot + policy.budget.interval)
    if gate.openings:
        taken = replace(taken, open_until=now + policy.breaker.probe, probing=True)
    return taken, Permit(True, max(slot, now))


def is_stale(permit: Permit, now: float, policy: Policy) -> bool:
    """Tell whether a permit was held for too long: take another, or the budget would be exceeded.

    >>> is_stale(Permit(True, 10), 11, Policy()), is_stale(Permit(True, 10), 13, Policy())
    (False, True)
    """
    return now > permit.at + policy.budget.patience


def after(gate: Gate, now: float, healthy: bool | None, pause: int | None, policy: Policy) -> Gate:
    """Return the gate after an answer (see ``states.Reaction`` for ``healthy`` and ``pause``)."""
    if pause is not None:
        gate = replace(gate, paused_until=max(gate.paused_until, now + pause))
    if healthy is None:
        # An answer after all: the request that was let through saw what it was sent to see.
        return _closed(gate) if gate.probing else gate
    if healthy:
        return _closed(gate)
    failures = gate.failures + 1
    if gate.openings and not gate.probing:
        # It was sent before the breaker opened, and tells nothing new.
        return replace(gate, failures=failures)
    if not gate.openings and failures < policy.breaker.threshold:
        return replace(gate, failures=failures)
    openings = gate.openings + 1
    return replace(
        gate,
        failures=failures,
        openings=openings,
        open_until=now + policy.breaker.pause(openings),
        probing=False,
    )


def _closed(gate: Gate) -> Gate:
    return replace(gate, failures=0, openings=0, open_until=0.0, probing=False)
