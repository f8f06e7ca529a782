# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Runs the stand-in under gunicorn: ``python -m hoeder.operations.datacite_standin --help``."""

import argparse
import ipaddress
from collections.abc import Sequence
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from . import accounts
from .app import create_app, traffic_file


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the settings on the command line; exits with a message when they cannot be."""
    parser = argparse.ArgumentParser(
        prog="hoeder.operations.datacite_standin", description="A test server for DOIs."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--database", type=Path, required=True, help="SQLite file of the DOIs")
    parser.add_argument("--accounts", type=Path, required=True, help="JSON file of repositories")
    parser.add_argument("--workers", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--threads", type=int, default=4, help="threads a process (default 4)")
    parser.add_argument("--faults", action="store_true", help="serve /faults and /requests")
    parser.add_argument("--rate-limit", type=int, help="requests for each address and window")
    parser.add_argument("--rate-window", type=int, default=300, help="seconds (default 300)")
    settings = parser.parse_args(argv)
    if settings.faults and not _is_loopback(settings.host):
        parser.error("--faults needs a --host that only this machine can reach, such as 127.0.0.1")
    try:
        settings.accounts = accounts.load(settings.accounts)
    except (OSError, ValueError) as error:
        parser.error(f"--accounts: {error}")
    return settings


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Standin(BaseApplication):  # type: ignore[misc]
    """The application and its settings, in gunicorn's terms."""

    def __init__(self, settings: argparse.Namespace) -> None:
        """Take the settings of the command line."""
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn where to listen and with how many hands."""
        host = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        self.cfg.set("bind", f"{host}:{self.settings.port}")
        self.cfg.set("workers", self.settings.workers)
        self.cfg.set("threads", self.settings.threads)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("proc_name", "hoeder-datacite-standin")
        if "control_socket_disable" in self.cfg.settings:
            # Since gunicorn 25 one socket in the home folder, which all its servers would share.
            self.cfg.set("control_socket_disable", True)

    def load(self) -> Flask:
        """Return the application; called in each worker, so that no connection crosses a fork."""
        return create_app(
            database=self.settings.database,
            accounts=self.settings.accounts,
            faults=self.settings.faults,
            rate_limit=self.settings.rate_limit,
            rate_window=self.settings.rate_window,
        )


def main(argv: Sequence[str] | None = None) -> None:
    """Serve until stopped; an old plan of faults and old counters are forgotten."""
    settings = arguments(argv)
    for suffix in ("", "-wal", "-shm"):
        leftover = traffic_file(settings.database)
        leftover.with_name(leftover.name + suffix).unlink(missing_ok=True)
    Standin(settings).run()


if __name__ == "__main__":
    main()
