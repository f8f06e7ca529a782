# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Whether the addresses that the catalogue gives of a record's data answer.

All of them are this site's own, and no other is asked: what depositors typed leads nowhere. When
the site itself does not answer, nothing is said of any address.
"""

from collections.abc import Sequence
from typing import Any

import requests
from flask import current_app

from hoeder.quality.records.judging import addresses

ASKED = 20
"""Addresses of a record that are asked; files beyond them are served in the same way."""
TIMEOUT = 10  # seconds
AGENT = "HoederLinkBot/1.0"
"""COUNTER's list of robots knows it by "bot": asking counts as no download."""


class SiteUnreachableError(RuntimeError):
    """The site itself does not answer, so nothing is known of addresses."""


def dead(record: Any) -> list[str]:
    """Return the addresses of a record that do not answer, in their order.

    Those of a record whose metadata are restricted answer nobody who is not signed in.

    :raises SiteUnreachableError: nothing is known.
    """
    if record.access.protection.record != "public":
        return []
    site = str(current_app.config["SITE_UI_URL"]).rstrip("/")
    ours = [one for one in addresses(record) if one.startswith(f"{site}/")][:ASKED]
    silent = _silent(ours)
    if silent and _silent([f"{site}/ping"]):
        raise SiteUnreachableError("The site does not answer; no address was judged.")
    # Asked twice: a process may have been starting.
    return _silent(silent) if silent else []


def _silent(asked: Sequence[str]) -> list[str]:
    with requests.Session() as session:
        session.trust_env = False
        session.headers["User-Agent"] = AGENT
        return [address for address in asked if not _answers(session, address)]


def _answers(session: requests.Session, address: str) -> bool:
    try:
        return session.head(address, timeout=TIMEOUT, allow_redirects=False).status_code < 400
    except requests.RequestException:
        return False
