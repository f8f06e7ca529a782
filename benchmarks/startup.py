# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How long it takes until the first page and the first DOI: ``python benchmarks/startup.py``.

Three starts of one new instance in a folder of its own, next to whatever runs: the first from
nothing (services, set-up, and with ``--assets`` the web assets built anew), a later one, and the
demo. Beside them, in the same run, what the stock way costs: the nine set-up commands of
InvenioRDM's own set-up script, each paying the loading of the application, counted on the same
services. The stock vocabulary tasks are sampled and extrapolated, since all of them need minutes.

Package caches are warm: the environment is installed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOEDER = [str(Path(sys.executable).parent / "hoeder")]
#: Loading is what each of them pays; these read only, so that they can run on any state.
STOCK_COMMANDS = 7


def timed(label: str, run: Callable[[], object], limit: float | None = None) -> float:
    """Run, print the seconds beside the limit, and return them."""
    started = time.monotonic()
    run()
    seconds = time.monotonic() - started
    bound = f"   (figure: at most {limit:.0f} s)" if limit else ""
    print(f"{label:58} {seconds:7.1f} s{bound}", flush=True)
    return seconds


def hoeder(environment: Mapping[str, str], *arguments: str) -> None:
    """Run a hoeder command quietly; its output is shown if it fails."""
    done = subprocess.run(
        [*HOEDER, *arguments], cwd=ROOT, env=dict(environment), capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"hoeder {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")


def stock(environment: Mapping[str, str], sample: int) -> None:
    """What InvenioRDM's own way costs on the running instance's services."""
    code = """
import sys, time
from invenio_app.factory import create_api
app = create_api()
from uuid import uuid4
from invenio_access.permissions import system_identity
from invenio_vocabularies.proxies import current_service
with app.app_context():
    started = time.monotonic()
    for number in range(int(sys.argv[1])):
        current_service.create(
            system_identity,
            {"id": f"sample-{uuid4().hex}", "type": "languages", "title": {"en": "Sample"}},
        )
    print((time.monotonic() - started) / int(sys.argv[1]))
"""
    load_only = "from invenio_app.factory import create_app; create_app()"
    started = time.monotonic()
    hoeder(environment, "python", "-c", load_only)
    load = time.monotonic() - started
    done = subprocess.run(
        [*HOEDER, "python", "-c", code, str(sample)],
        env=dict(environment),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stderr)
    each = float(done.stdout.split()[-1])
    print(f"{'stock: loading the application for one command':58} {load:7.1f} s")
    print(f"{f'stock: {STOCK_COMMANDS} commands pay that':58} {load * STOCK_COMMANDS:7.1f} s")
    total = each * 8600
    print(f"{f'stock: one vocabulary entry (mean of {sample})':58} {each * 1000:7.1f} ms")
    print(f"{'stock: 8,600 entries at that rate, one worker':58} {total:7.1f} s")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--assets", action="store_true", help="build the web assets anew as well")
    parser.add_argument("--sample", type=int, default=100, help="stock entries to time")
    settings = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="hoeder-startup-"))
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("INVENIO_")},
        "HOEDER_STATE": str(folder / "state"),
        "HOEDER_PORT": "5100",
        "HOEDER_DATACITE_PORT": "5101",
    }
    built = ROOT / "var" / "shared" / "assets"
    try:
        if settings.assets:
            shutil.rmtree(built, ignore_errors=True)
        label = "with" if settings.assets else "without"
        limit = 300.0 if settings.assets else 90.0
        name = f"first up, {label} the asset build, to ready"
        timed(name, lambda: hoeder(environment, "up", "--detach"), limit)
        timed("demo", lambda: hoeder(environment, "demo"), 60)
        stock(environment, settings.sample)
        hoeder(environment, "down")
        timed("later up, to ready", lambda: hoeder(environment, "up", "--detach"), 40)
    finally:
        subprocess.run([*HOEDER, "down"], env=environment, cwd=ROOT, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
