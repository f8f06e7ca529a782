# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Settings of the web server (gunicorn reads this file as its configuration).

The application is loaded once, before the workers are forked: they share its memory, and a start
costs one loading instead of one for each worker.
"""

import os

control_socket_disable = True  # one user may run several instances; they would share one socket
bind = os.environ.get("HOEDER_BIND", "0.0.0.0:5000")
workers = int(os.environ.get("HOEDER_WEB_WORKERS", "2"))
threads = int(os.environ.get("HOEDER_WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True
timeout = 120
graceful_timeout = 20
accesslog = "-"
# No query string: it can carry tokens of secret links.
access_log_format = '%(h)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'
max_requests = 5000
max_requests_jitter = 500


def post_fork(server: object, worker: object) -> None:
    """A connection that was opened while loading belongs to the parent alone."""
    from invenio_app.wsgi import application
    from invenio_db import db

    with application.app_context():
        db.engine.dispose(close=False)
