# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which harvesters are expected, and how a harvest stands.

>>> known = read({"OpenAIRE": {"networks": ["192.0.2.0/24"], "days": 7}})
>>> name_of(known, "192.0.2.7"), name_of(known, "198.51.100.1")
('OpenAIRE', '')
"""

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

#: A harvester that does not ask for the next page for so long has stopped. Between two pages most
#: take seconds, some wait minutes.
PAUSE = timedelta(hours=1)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class HarvestersError(ValueError):
    """``HOEDER_OAI_HARVESTERS`` is wrong; the text says where."""


@dataclass(frozen=True, slots=True)
class Harvester:
    """A harvester that is expected to have everything it wants once in ``within``."""

    name: str
    networks: Sequence[Network]
    within: timedelta


@dataclass(frozen=True, slots=True)
class Harvest:
    """One list that a client asks for. Times are aware.

    :param first: how many harvests it began.
    :param error: code of the last error, or "".
    """

    client: str
    started_at: datetime
    asked_at: datetime
    harvests: int
    completed_at: datetime | None = None
    error: str = ""
    error_at: datetime | None = None


def read(settings: Mapping[str, Mapping[str, Any]]) -> list[Harvester]:
    """Return the expected harvesters of the configuration.

    :raises HarvestersError: when one lacks networks or days, or they are none.
    """
    found = []
    for name, given in settings.items():
        try:
            networks = [ipaddress.ip_network(one) for one in given["networks"]]
            found.append(Harvester(name, networks, timedelta(days=float(given["days"]))))
        except (KeyError, TypeError, ValueError) as error:
            raise HarvestersError(
                f"HOEDER_OAI_HARVESTERS: {name} needs networks, a list of addresses or networks, "
                f"and days, a number ({error})."
            ) from error
    return found


def name_of(known: Sequence[Harvester], client: str) -> str:
    """Return the name of the expected harvester that a client is, or ""."""
    found = _known(known, client)
    return found.name if found else ""


def state(harvest: Harvest, now: datetime) -> str:
    """Return how a list stands: ``refused``, ``complete``, ``running`` or ``stopped``."""
    if harvest.error_at is not None and harvest.error_at >= harvest.asked_at:
        return "refused"
    if harvest.completed_at is not None and harvest.completed_at >= harvest.started_at:
        return "complete"
    return "running" if now - harvest.asked_at <= PAUSE else "stopped"


def overdue(
    harvests: Sequence[Harvest], known: Sequence[Harvester], otherwise: timedelta, now: datetime
) -> dict[str, datetime | None]:
    """Return the harvesters that are overdue, and when they last had a whole list (None: never).

    They go by their name, else by their address. What is not expected has to have come back once:
    somebody who looked in once owes nothing. Who has just begun is given the same time to finish.

    :param otherwise: the time for a harvester that is not expected.
    """
    last: dict[str, datetime | None] = {one.name: None for one in known}
    begun: dict[str, int] = {}
    started: dict[str, datetime] = {}
    within = {one.name: one.within for one in known}
    for harvest in harvests:
        name = name_of(known, harvest.client) or harvest.client
        begun[name] = begun.get(name, 0) + harvest.harvests
        times = [one for one in (last.get(name), harvest.completed_at) if one is not None]
        last[name] = max(times, default=None)
        started[name] = min(started.get(name, now), harvest.started_at)
    return {
        name: when
        for name, when in last.items()
        if (name in within or begun[name] > 1)
        and (
            (since := when or started.get(name)) is None
            or now - since > within.get(name, otherwise)
        )
    }


def _known(known: Sequence[Harvester], client: str) -> Harvester | None:
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return None
    return next((one for one in known if any(address in net for net in one.networks)), None)
