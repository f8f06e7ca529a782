# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The programs of an instance: the embedded services and the application's own processes."""

import json
import os
import sys
from pathlib import Path

from hoeder.operations.environment import HOST, Plan
from hoeder.operations.people import people
from hoeder.operations.services import SERVICES
from hoeder.operations.services.program import Program

GUNICORN = Path(__file__).with_name("gunicorn.py")
STAND_IN = "datacite"
#: The application's processes in the order in which they start.
APPLICATION = ("web", "worker", "scheduler", "jobs")


def programs(plan: Plan) -> list[Program]:
    """All programs of the instance."""
    services = [SERVICES[name].program(plan) for name in SERVICES if name in plan.embedded]
    return [*services, *stand_in(plan), *application(plan)]


def stand_in(plan: Plan) -> list[Program]:
    """The DataCite stand-in, when no DataCite address is given."""
    if STAND_IN not in plan.embedded:
        return []
    command = [
        *(sys.executable, "-m", "hoeder.operations.datacite_standin"),
        *("--port", str(plan.ports[STAND_IN])),
        *("--database", str(plan.layout.state / "datacite.sqlite")),
        *("--accounts", str(plan.layout.run / "datacite-accounts.json")),
    ]
    if os.environ.get("HOEDER_DATACITE_FAULTS"):
        command.append("--faults")
    return [Program(STAND_IN, command, order=10)]


def application(plan: Plan) -> list[Program]:
    """Web server, worker and the two schedulers (Celery's, and the one of invenio-jobs)."""
    bin_folder = Path(sys.executable).parent
    celery = [str(bin_folder / "celery"), "-A", "invenio_app.celery"]
    run = plan.layout.run
    web = [str(bin_folder / "gunicorn"), "--config", str(GUNICORN), "invenio_app.wsgi:application"]
    worker = [*celery, "worker", "--concurrency", "4", "--loglevel", "INFO"]
    beat = [*celery, "beat", "--loglevel", "INFO"]
    scheduler = [
        *(*beat, "--scheduler", "hoeder.operations.beat:Scheduler"),
        *("--schedule", str(run / "beat"), "--pidfile", str(run / "scheduler.pid")),
    ]
    jobs = [
        *(*beat, "--scheduler", "invenio_jobs.services.scheduler:RunScheduler"),
        *("--pidfile", str(run / "jobs.pid")),
    ]
    bind = {"HOEDER_BIND": f"{HOST}:{plan.ports['web']}"}
    return [
        Program("web", web, order=40, environment=bind, stop_seconds=30),
        # A warm stop: tasks that run are finished first.
        Program("worker", worker, order=30, stop_seconds=60),
        Program("scheduler", scheduler, order=50),
        Program("jobs", jobs, order=50),
    ]


def people_environment(plan: Plan) -> dict[str, str]:
    """Accounts for the set-up to create: only where everything is embedded, hence a try-out."""
    if "postgresql" not in plan.embedded:
        return {}
    return {"HOEDER_PEOPLE": json.dumps(people(plan.secrets))}
