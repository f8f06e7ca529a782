# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Health of one of Hoeder's containers: ``python docker/health.py web|worker|scheduler``.

Exit code 0 says healthy, 1 unhealthy with one line why. The application is not loaded for it: that
takes seconds, and a check runs every half minute.
"""

import os
import socket
import sys
import urllib.request
from collections.abc import Callable
from urllib.parse import urlsplit

SECONDS = 5


def web() -> None:
    """The web server answers under the site's own name; any other host is refused."""
    site = urlsplit(os.environ["INVENIO_SITE_UI_URL"])
    port = os.environ.get("HOEDER_BIND", ":5000").rpartition(":")[2]
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/ping",
        headers={"Host": site.netloc, "X-Forwarded-Proto": site.scheme},
    )
    urllib.request.urlopen(request, timeout=SECONDS).close()  # noqa: S310


def worker() -> None:
    """This container's worker answers a ping through the broker.

    :raises RuntimeError: when it does not.
    """
    from celery import Celery

    name = f"celery@{socket.gethostname()}"
    app = Celery(broker=os.environ["INVENIO_BROKER_URL"])
    app.conf.update(broker_connection_timeout=SECONDS, accept_content=["json", "msgpack"])
    if not app.control.ping(destination=[name], timeout=SECONDS):
        raise RuntimeError(f"{name} did not answer")


def scheduler() -> None:
    """The broker takes connections; whether the scheduler runs, the container's life tells."""
    from kombu.connection import Connection

    with Connection(os.environ["INVENIO_BROKER_URL"], connect_timeout=SECONDS) as broker:  # type: ignore[no-untyped-call]
        broker.ensure_connection(max_retries=1, timeout=SECONDS)


CHECKS: dict[str, Callable[[], None]] = {"web": web, "worker": worker, "scheduler": scheduler}


def main(arguments: list[str]) -> int:
    """Run the check that is asked for."""
    try:
        CHECKS[arguments[0]]()
    except Exception as error:  # whatever it is, it is not healthy
        # The kind only: a message of the broker's client may quote its address, password included.
        print(f"unhealthy: {type(error).__name__}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
