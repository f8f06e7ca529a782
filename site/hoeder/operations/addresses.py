# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Addresses of services, taken apart and put together: what ``invenio.cfg`` is computed with."""

import ipaddress
from urllib.parse import urlsplit, urlunsplit


def redis_database(url: str, number: int) -> str:
    """The address of another database of the same Redis or Valkey server.

    >>> redis_database("rediss://:secret@cache.example:6380/0?timeout=3", 2)
    'rediss://:secret@cache.example:6380/2?timeout=3'
    """
    return urlunsplit(urlsplit(url)._replace(path=f"/{number}"))


def hosts_of(*urls: str) -> list[str]:
    """The host names by which the instance may be called, for ``TRUSTED_HOSTS``.

    >>> hosts_of("https://data.example:8443", "https://data.example/api")
    ['data.example']
    """
    return list(dict.fromkeys(host for url in urls if (host := urlsplit(url).hostname)))


def domain_of(url: str) -> str:
    """A domain name for OAI-PMH identifiers, which may hold no bare number (oai-identifier 2.1).

    >>> domain_of("https://data.example:8443"), domain_of("http://127.0.0.1:5000")
    ('data.example', 'hoeder.invalid')
    """
    host = urlsplit(url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host if "." in host else "hoeder.invalid"
    return "hoeder.invalid"
