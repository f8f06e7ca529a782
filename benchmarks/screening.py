# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How fast a whole file is screened: ``python benchmarks/screening.py``.

Each file goes the way that the repository sends it: a process of its own, all readers, detectors
and measures. Printed are time, megabytes a second, processor time (which a
machine that is busy with other things does not change much), the process's peak of resident memory,
and what was found. Files are generated, the same ones each time:

- 2 M rows by 13 columns of what research tables hold: codes, ages, postcodes, dates, free text;
- the same with 12 M rows and 14 columns, 1.8 GB (``--large``);
- 2 M random numbers of 11 digits, of which some 5,000 pass the check of the national number.

How the measures compare with pyCANON's: ``benchmarks/risk.py``.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))

MEGABYTE = 1e6

COLUMNS = {
    "case": "printf('%07d', i)",
    "age": "18 + hash(i) % 70",
    "sex": "CASE hash(i + 7) % 2 WHEN 0 THEN 'M' ELSE 'F' END",
    "postcode": "1000 + 8 * floor(1100 * pow(hash(i * 3 + 1) % 1000000 / 1e6, 3))::INTEGER",
    "education": "'level ' || hash(i * 5 + 11) % 8",
    "interview_date": "(DATE '2023-01-01' + (hash(i * 23) % 700)::INTEGER)::VARCHAR",
    "diagnosis": "printf('%s%02d.%d', chr(65 + (hash(i * 7 + 3) % 12)::INTEGER),"
    " hash(i * 29) % 40, hash(i * 31) % 10)",
    "income": "CASE WHEN hash(i * 13) % 20 > 0 THEN 1000 + 100 * (hash(i * 11) % 50) END",
    "score": "round((hash(i * 37) % 1000000) / 10000.0, 4)",
    "response_time": "hash(i * 41) % 100000",
    "remark": "CASE WHEN hash(i * 43) % 4 = 0 THEN"
    " ['no answer', 'asked to come back later', 'found the questions too long and some unclear',"
    " 'was in a hurry', 'liked it', 'neighbour was present during part of the interview']"
    "[1 + (hash(i * 47) % 6)::INTEGER] || ' ' || hash(i * 53) % 1000 END",
    "device": "['phone', 'tablet', 'laptop', ''][1 + (hash(i * 59) % 4)::INTEGER]",
    "sample": "substr(md5(i::VARCHAR), 1, 12)",
    "answers": "repeat(chr(65 + (hash(i * 61) % 26)::INTEGER), 20) || substr(md5(i * 3), 1, 36)",
}


def table(path: Path, rows: int, columns: int) -> None:
    """Write the first ``columns`` of :data:`COLUMNS`."""
    import duckdb

    chosen = ", ".join(f"{sql} AS {name}" for name, sql in list(COLUMNS.items())[:columns])
    chosen = chosen.replace("md5(i * 3)", "md5((i * 3)::VARCHAR)")
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute(f"COPY (SELECT {chosen} FROM range({rows}) t(i)) TO '{path}' (HEADER)")


def numbers(path: Path, rows: int) -> None:
    """Write random numbers of eleven digits."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT printf('%011d', hash(i * 67) % 100000000000) AS number "
            f"FROM range({rows}) t(i)) TO '{path}' (HEADER)"
        )


def measured(path: Path, speed: float = 0, memory: float = 0, quasi: tuple[str, ...] = ()) -> None:
    """Screen a file, by these quasi-identifiers or those proposed, and print the figures."""
    from hoeder.anonymisation.screening import runner
    from hoeder.anonymisation.screening.request import Request, Roles

    peak, told = 0, []

    class Watch(runner._Watch):
        def _beyond(self, pid: int, looked: int) -> runner.Failure | None:
            nonlocal peak
            found = Path(f"/proc/{pid}/status").read_text()
            peak = max([peak, *(int(r.split()[1]) for r in found.splitlines() if "VmHWM" in r)])
            return super()._beyond(pid, looked)

    runner._Watch = Watch  # type: ignore[misc]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    report = runner.run(
        path,
        path.name,
        Request(every=Roles(quasi, ("diagnosis",))) if quasi else None,
        limits=runner.Limits(memory=4 * 2**30),
        on_progress=lambda share, step: told.append((time.monotonic() - started, step)),
        directory=path.parent,
    )
    seconds = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = path.stat().st_size / MEGABYTE
    if isinstance(report, runner.Failure):
        sys.exit(f"{path.name}: {report}")
    rows = sum(each["rows"] for each in report["tables"])
    print(
        f"{path.name}: {size:.0f} MB, {rows:,} rows, {len(report['tables'][0]['columns'])} columns"
    )
    figure = f"   (figure: at least {speed:.0f})" if speed else ""
    print(f"  {seconds:.1f} s, {size / seconds:.1f} MB/s{figure}")
    load = os.getloadavg()[0]
    print(f"  {processor:.1f} processor seconds; load {load:.1f} on {os.cpu_count()} cores")
    figure = f"   (figure: at most {memory:.0f})" if memory else ""
    print(f"  {peak / 1024:.0f} MB resident at most{figure}")
    ends = [*(at for at, _ in told[1:]), seconds]
    parts: dict[str, float] = {"start": told[0][0]}
    for (at, step), end in zip(told, ends, strict=True):
        parts[step] = parts.get(step, 0) + end - at
    print("  " + ", ".join(f"{step} {part:.1f} s" for step, part in parts.items()))
    found = {}
    for each in report["findings"]:
        key = f"{each['certainty']} {each['identifier']} in {each['column']}"
        found[key] = f"{each['matches']:,} of {each['values']:,}"
    print(f"  found: {found or 'nothing'}; complete: {report['complete']}", flush=True)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true", help="12 M rows too: 1.8 GB, some minutes")
    parser.add_argument("--only-large", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=2_000_000)
    settings = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hoeder-benchmark-") as name:
        folder = Path(name)
        if not settings.only_large:
            table(folder / "research.csv", settings.rows, 13)
            four = ("age", "sex", "postcode", "education")
            measured(folder / "research.csv", speed=20, quasi=four)
            measured(folder / "research.csv", speed=20)
            numbers(folder / "numbers.csv", settings.rows)
            measured(folder / "numbers.csv")
        if settings.large or settings.only_large:
            table(folder / "large.csv", 6 * settings.rows, 14)
            measured(folder / "large.csv", memory=700)


if __name__ == "__main__":
    main()
