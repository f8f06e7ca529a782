# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What the gate adds to a publication when the screenings are at hand.

``.venv/bin/python benchmarks/gate.py [--count 40] [--files 3]``

Publications of the same table-bearing drafts through the service, in turns with the gate (its
components and its watch on the sessions) and without, in one run. It brings up an instance of its
own in ``var/benchmark`` and stops it at the end.
"""

import argparse
import logging
import statistics
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Bring up an instance, run inside its environment, stop it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=40, help="publications of each kind")
    parser.add_argument("--files", type=int, default=3, help="of each draft")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        inside(options.count, options.files)
        return
    from hoeder.operations import testing
    from hoeder.operations.instance import Instance
    from hoeder.operations.layout import Layout

    root = Path(__file__).parents[1]
    layout = Layout(root, root / "var" / "benchmark")
    layout.make()
    instance = Instance(layout)
    instance.supervisor.stop()
    testing.own_addresses()
    instance.up(detach=True, pages=False)
    try:
        instance.supervisor._call.supervisor.stopProcess("worker", True)
        command = [sys.executable, __file__, "--inside"]
        command += ["--count", str(options.count), "--files", str(options.files)]
        subprocess.run(command, env=dict(testing.test_environment(layout)), cwd=root, check=True)
    finally:
        instance.down()


def inside(count: int, files: int) -> None:
    """Publish in turns, in the instance's environment."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from invenio_access.permissions import system_identity
    from invenio_app.factory import create_api
    from invenio_db import db
    from invenio_rdm_records.proxies import current_rdm_records_service as service

    from deposits import plain_data
    from files import CLEAN, draft_with, screened
    from hoeder.anonymisation.gate import guard
    from hoeder.anonymisation.gate.config import GATE_COMPONENTS

    app = create_api()
    logging.disable(logging.CRITICAL)
    key = "RDM_RECORDS_SERVICE_COMPONENTS"
    with_gate = app.config[key]
    without = [component for component in with_gate if component not in GATE_COMPONENTS]
    times: dict[bool, list[float]] = {True: [], False: []}
    with app.app_context():
        for number in range(2 * (count + 2)):
            gated = bool(number % 2)
            tables = {f"table-{n}.csv": CLEAN + b"blue;%d\n" % n for n in range(files)}
            record = draft_with(plain_data(), tables)
            screened(record)
            db.session.remove()
            app.config[key] = with_gate if gated else without
            extension = app.extensions.pop(guard.EXTENSION) if not gated else None
            begun = time.perf_counter()
            service.publish(system_identity, record)
            times[gated].append((time.perf_counter() - begun) * 1000)
            app.config[key] = with_gate
            if extension is not None:
                app.extensions[guard.EXTENSION] = extension
            db.session.remove()
    # The first two of each warm up.
    gated_ms, plain_ms = (statistics.median(times[kind][2:]) for kind in (True, False))
    print(f"\nA publication with {files} screened files, median of {count} each")
    print(f"   without the gate {plain_ms:.1f} ms, with it {gated_ms:.1f} ms")
    print(f"   the gate adds {gated_ms - plain_ms:.1f} ms (at most 15), ", end="")
    print(f"{gated_ms / plain_ms:.2f} times")


if __name__ == "__main__":
    main()
