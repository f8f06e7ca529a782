# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Repository accounts: who may write which prefix, and to which web domains its DOIs may point.

In: ``[{"repository": "HOEDER.UG", "password": "…", "prefixes": ["10.5072"], "domains": ["*"]}]``.
``domains`` may be left out; it then is ``["*"]``, every domain. Out: accounts by repository name.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Account:
    """One repository at DataCite; ``repository`` in capitals, as DataCite writes it."""

    repository: str
    password: str = field(repr=False)
    prefixes: tuple[str, ...]
    domains: tuple[str, ...] = ("*",)

    @property
    def client_id(self) -> str:
        """The name as DataCite's answers and filters use it."""
        return self.repository.lower()

    def owns_prefix(self, doi: str) -> bool:
        """Say whether a DOI name begins with one of this repository's prefixes."""
        return doi.partition("/")[0] in self.prefixes

    def allows_url(self, url: str) -> bool:
        """Say whether a URL's host is one of the domains; ``*.x`` means what lies under ``x``."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:
            return False
        return any(
            domain == "*"
            or (host.endswith(domain[1:]) if domain.startswith("*.") else host == domain)
            for domain in self.domains
        )


Accounts = Mapping[str, Account]


def parse(entries: Sequence[Mapping[str, Any]]) -> dict[str, Account]:
    """Return the accounts by name; ValueError names the entry and the field at fault."""
    accounts: dict[str, Account] = {}
    for number, entry in enumerate(entries, start=1):
        for name in ("repository", "password", "prefixes"):
            if not entry.get(name):
                raise ValueError(f"account {number}: {name} is missing")
        lists = {name: entry.get(name, ["*"]) for name in ("prefixes", "domains")}
        for name, value in lists.items():
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise ValueError(f"account {number}: {name} must be a list of strings")
        repository = str(entry["repository"]).upper()
        if repository in accounts:
            raise ValueError(f"account {number}: repository {repository} is given twice")
        accounts[repository] = Account(
            repository,
            str(entry["password"]),
            tuple(lists["prefixes"]),
            tuple(domain.lower() for domain in lists["domains"]),
        )
    return accounts


def load(path: Path) -> dict[str, Account]:
    """Read an accounts file; ValueError when it is not JSON or an account is incomplete."""
    entries = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("the accounts file must hold a list of objects")
    return parse(entries)


def authenticate(accounts: Accounts, name: str, password: str) -> Account | None:
    """Return the account these credentials open, or None."""
    account = accounts.get(name.upper())
    known = account.password if account else ""
    matches = hmac.compare_digest(known.encode(), password.encode())
    return account if account and matches else None
