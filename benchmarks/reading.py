# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How fast a text table is read, and in how much memory: ``python benchmarks/reading.py``.

A generated table of 13 columns (``--rows``, 2 million unless told) is read in a process of its own,
and beside it, in the same run, loaded by the engine alone with the form of the table given: what
detection of the form and the count of lines add. Reading has met its figure when it takes less than
a third of the time that a whole screening at 20 MB/s may take. Processor seconds are printed too,
since they depend less on what else the machine does.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from hoeder.anonymisation.screening.engine import connect
from hoeder.anonymisation.screening.readers import Workspace, read

COLUMNS = """i AS id, 18 + hash(i) % 80 AS age, if(hash(i * 3) % 2 = 0, 'male', 'female') AS sex,
    'Employer ' || hash(i * 5) % 5000 AS employer, 1000 + hash(i * 7) % 9000 AS postcode,
    (hash(i * 11) % 100000) / 100 AS income,
    DATE '1940-01-01' + (hash(i * 13) % 25000)::INT AS birth,
    'Some comment text ' || hash(i * 17) % 1000000 AS remark,
    'edu' || hash(i * 19) % 16 AS education,
    hash(i * 23) % 99999999999 AS code,
    'person' || hash(i * 29) % 3000000 || '@example.org' AS mail,
    hash(i * 31) % 7 AS likert, random() AS weight"""


def bare(path: Path, directory: Path) -> int:
    """The engine alone, told everything about the file."""
    copy = directory / "table.csv"
    copy.hardlink_to(path)
    names = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(13))
    connection = connect(directory)
    connection.execute(
        f"CREATE TABLE t AS SELECT * FROM read_csv(?, columns={{{names}}}, header=true, "
        "auto_detect=false)",
        [str(copy)],
    )
    return connection.execute("SELECT count(*) FROM t").fetchall()[0][0]


def whole(path: Path, directory: Path) -> int:
    """The reader."""
    contents = read(path, path.name, Workspace(connect(directory), directory))
    assert not contents.unread
    return contents.tables[0].rows


def measure(what: str, path: Path) -> dict[str, float]:
    """Run one of the two in this process; seconds and megabytes."""
    with tempfile.TemporaryDirectory(dir=path.parent) as directory:
        started, used = time.monotonic(), time.process_time()
        rows = {"bare": bare, "whole": whole}[what](path, Path(directory))
        found = {"seconds": time.monotonic() - started, "cpu": time.process_time() - used}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "peak": peak, "rows": rows}


def main() -> None:
    """Generate, measure both, print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--measure", nargs=2, metavar=("WHAT", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure[0], Path(arguments.measure[1]))))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        duckdb.execute(f"COPY (SELECT {COLUMNS} FROM range({arguments.rows}) t(i)) TO '{path}'")
        size = path.stat().st_size / 1e6
        print(f"{arguments.rows:,} rows, 13 columns, {size:,.0f} MB")
        found = {}
        for what in ("bare", "whole"):
            command = [sys.executable, __file__, "--measure", what, str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[what] = json.loads(done.stdout)
            assert found[what]["rows"] == arguments.rows
            seconds, cpu, peak = (found[what][key] for key in ("seconds", "cpu", "peak"))
            label = {"bare": "engine alone", "whole": "reader"}[what]
            print(
                f"{label:14} {seconds:6.1f} s  {size / seconds:6.1f} MB/s   "
                f"{cpu:6.1f} processor s  {size / cpu:6.1f} MB/s   {peak:5.0f} MB resident"
            )
    ratio = found["whole"]["cpu"] / found["bare"]["cpu"]
    share = found["whole"]["seconds"] / (size / 20)
    print(f"reader / engine alone: {ratio:.2f} times the processor time")
    print(f"share of a screening at 20 MB/s: {share:.0%} (figure: under 33%)")
    print(f"resident: {found['whole']['peak']:.0f} MB (figure for the whole process: 700 MB)")


if __name__ == "__main__":
    main()
