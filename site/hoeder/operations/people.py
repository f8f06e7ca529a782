# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The people of a demonstration instance."""

from collections.abc import Mapping
from typing import Any

#: Address, name and what the account is for; passwords are made at the first start.
PEOPLE = {
    "researcher": ("researcher@example.org", "Lotte Peeters"),
    "steward": ("steward@example.org", "Jonas Maes"),
    "other_steward": ("steward.uhasselt@example.org", "Noor Willems"),
    "administrator": ("administrator@example.org", "Amina El Idrissi"),
}


def logins(secrets: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """E-mail address and password of each of the demo's people."""
    return {
        who: {"email": email, "password": secrets[who]} for who, (email, _name) in PEOPLE.items()
    }


def people(secrets: Mapping[str, str]) -> list[dict[str, Any]]:
    """The demo's people as the set-up creates them."""
    return [
        {
            "email": email,
            "name": name,
            "password": secrets[who],
            "roles": ["administration"] if who == "administrator" else [],
        }
        for who, (email, name) in PEOPLE.items()
    ]
