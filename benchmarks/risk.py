# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Disclosure risk beside pyCANON: ``python benchmarks/risk.py``.

Both read the same generated file, in one run; reading is timed on neither side. pyCANON pins exact
versions of its dependencies, so it gets an environment of its own in a temporary folder. k of 2 M
rows by 4 quasi-identifiers, then k, l and t together of 200,000 rows (pyCANON needs minutes: it
visits every class by itself). Then all our figures together, and peak memory of each process.

``--memory`` measures only our memory, of a table in which nearly all rows are unique.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYCANON = "pycanon==1.3.6"
COLUMNS = ("age", "sex", "postcode", "education", "diagnosis", "income", "marital", "weight")
QUASI, SENSITIVE = (0, 1, 2, 3), 4

ATTRIBUTES = ("k", "l", "entropy_l", "alpha", "t", "delta", "beta", "enhanced_beta")
"""What both sides name and define alike; pyCANON rounds entropy l down."""

THEIRS = """
import json, resource, sys, time
import pandas
from pycanon import anonymity
data = pandas.read_csv(sys.argv[1], dtype={"postcode": str})
quasi = sys.argv[3].split(",")
measures = {
    "k": lambda sensitive: anonymity.k_anonymity(data, quasi),
    "l": lambda sensitive: anonymity.l_diversity(data, quasi, sensitive),
    "entropy_l": lambda sensitive: anonymity.entropy_l_diversity(data, quasi, sensitive),
    "alpha": lambda sensitive: anonymity.alpha_k_anonymity(data, quasi, sensitive)[0],
    "t": lambda sensitive: anonymity.t_closeness(data, quasi, sensitive),
    "delta": lambda sensitive: anonymity.delta_disclosure(data, quasi, sensitive),
    "beta": lambda sensitive: anonymity.basic_beta_likeness(data, quasi, sensitive),
    "enhanced_beta": lambda sensitive: anonymity.enhanced_beta_likeness(data, quasi, sensitive),
}
figures = {}
for name in sys.argv[2].split(","):
    started = time.perf_counter()
    value = measures[name]([sys.argv[4]])
    figures[name] = (float(value), time.perf_counter() - started)
figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(figures))
"""


def generate(path: Path, rows: int, postcodes: int = 1100) -> None:
    """People of whom some are alike: most live in a few towns, some did not tell their marital
    status. The same file each time."""
    import duckdb

    duckdb.sql(
        f"""COPY (SELECT 18 + hash(i) % 70 AS age, CASE hash(i + 7) % 2 WHEN 0 THEN 'M' ELSE 'F' END
                   AS sex, 1000 + 8 * floor({postcodes} * pow(hash(i * 3 + 1) % 1000000 / 1e6, 3)
                   )::INTEGER AS postcode, 'level ' || hash(i * 5 + 11) % 8 AS education,
                   'D' || hash(i * 7 + 3) % 20 AS diagnosis, 1000 + 100 * (hash(i * 11) % 50) AS
                   income, CASE WHEN hash(i * 13) % 20 > 0 THEN 'status ' || hash(i * 17) % 6 END
                   AS marital, 5 + hash(i * 19) % 40 AS weight
            FROM range({rows}) t(i)) TO '{path}' (HEADER)"""
    )


def ours(
    path: Path, what: str, quasi: tuple[int, ...], sensitive: int
) -> dict[str, tuple[float, float] | float]:
    """Our figures of a file; name → value and seconds."""
    sys.path.insert(0, str(ROOT / "site"))
    from hoeder.anonymisation.screening.engine import connect
    from hoeder.anonymisation.screening.model import Column, Table
    from hoeder.anonymisation.screening.risk.attribute import attributes
    from hoeder.anonymisation.screening.risk.classes import anonymity
    from hoeder.anonymisation.screening.risk.encode import encoded
    from hoeder.anonymisation.screening.risk.measure import measure

    connection = connect(path.parent)
    texts = {f"c{place}": "VARCHAR" for place in range(len(COLUMNS))}
    connection.execute(
        f"CREATE TABLE people AS FROM read_csv(?, header = false, skip = 1, columns = {texts})",
        [str(path)],
    )
    (rows,) = connection.execute("SELECT count(*) FROM people").fetchone() or (0,)
    table = Table("", "people", tuple(map(Column, COLUMNS)), rows)
    figures: dict[str, tuple[float, float] | float] = {}
    started = time.perf_counter()
    if what == "all":
        risks = measure(
            connection, table, (*QUASI, 6), (SENSITIVE, 5), weight=7, sampling_fraction=0.1
        )
        figures["all"] = (risks.anonymity.k, time.perf_counter() - started)
        figures["classes"] = float(risks.anonymity.classes)
    else:
        asked = (sensitive,) if "," in what else ()
        with encoded(connection, table, quasi, asked) as data:
            found = anonymity(data.sizes(data.key()))
            figures["k"] = (found.k, time.perf_counter() - started)
            figures["classes"] = float(found.classes)
            for attribute in attributes(data):
                seconds = time.perf_counter() - started
                for name in ATTRIBUTES[1:]:
                    figures[name] = (getattr(attribute, name), seconds)
    figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def apart(command: list[str]) -> dict[str, tuple[float, float] | float]:
    """What a process of its own prints, so that its memory is its own."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{command[:3]} failed:\n{done.stderr}")
    figures: dict[str, tuple[float, float] | float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def compare(
    folder: Path,
    python: str,
    rows: int,
    what: str,
    ratio: float,
    quasi: tuple[int, ...] = QUASI,
    sensitive: int = SENSITIVE,
) -> None:
    """Print values side by side and the ratio of times."""
    place = Path(tempfile.mkdtemp(dir=folder))
    path = place / "people.csv"
    generate(path, rows)
    columns = ",".join(map(str, (*quasi, sensitive)))
    mine = apart(
        [sys.executable, __file__, "--ours", str(path), "--what", what, "--columns", columns]
    )
    by = ",".join(COLUMNS[place] for place in quasi)
    theirs = apart([python, "-c", THEIRS, str(path), what, by, COLUMNS[sensitive]])
    print(f"{what} of {rows:,} rows by {by}: {mine['classes']:,.0f} classes")
    names = what.split(",")
    for name in names:
        value, their_value = mine[name][0], theirs[name][0]  # type: ignore[index]
        same = abs(value - their_value) < 1e-9
        if name == "entropy_l":
            same = int(value + 1e-9) == their_value
        verdict = "same" if same else "DIFFERENT"
        print(f"  {name}: ours {value:.10g}, pyCANON {their_value:.10g}: {verdict}")
    seconds = max(mine[name][1] for name in names)  # type: ignore[index]
    their_seconds = sum(theirs[name][1] for name in names)  # type: ignore[index]
    print(f"  ours {seconds:.2f} s, {mine['memory']:.0f} MB resident")
    print(f"  pyCANON {their_seconds:.2f} s, {theirs['memory']:.0f} MB resident")
    figure = f"   (figure: at least {ratio:.0f})" if ratio else ""
    print(f"  {their_seconds / seconds:.0f} times as fast{figure}", flush=True)


def everything(folder: Path, rows: int, postcodes: int) -> None:
    """Print time and memory of all figures together."""
    place = Path(tempfile.mkdtemp(dir=folder))
    path = place / "people.csv"
    generate(path, rows, postcodes)
    size = path.stat().st_size / 1e6
    mine = apart([sys.executable, __file__, "--ours", str(path), "--what", "all"])
    print(f"all figures of {rows:,} rows ({size:.0f} MB), 5 quasi-identifiers, 2 sensitive columns")
    seconds = mine["all"][1]  # type: ignore[index]
    print(f"  {mine['classes']:,.0f} classes: {seconds:.2f} s, {mine['memory']:.0f} MB resident")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--memory", action="store_true", help="12 M rows, only ours")
    parser.add_argument("--ours", help=argparse.SUPPRESS)
    parser.add_argument("--what", default="k", help=argparse.SUPPRESS)
    parser.add_argument("--columns", default="0,1,2,3,4", help=argparse.SUPPRESS)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--slow-rows", type=int, default=200_000, help="for k, l and t together")
    settings = parser.parse_args()
    if settings.ours:
        *quasi, sensitive = map(int, settings.columns.split(","))
        print(json.dumps(ours(Path(settings.ours), settings.what, tuple(quasi), sensitive)))
        return
    with tempfile.TemporaryDirectory(prefix="hoeder-risk-") as name:
        folder = Path(name)
        if settings.memory:
            everything(folder, 12_000_000, 1_000_000)
            return
        venv.create(folder / "pycanon", with_pip=True)
        python = str(folder / "pycanon" / "bin" / "python")
        subprocess.run([python, "-m", "pip", "install", "-q", PYCANON], check=True)
        for sensitive in (4, 5):  # one of words, one of numbers
            compare(folder, python, 100_000, ",".join(ATTRIBUTES), 0, (1, 3), sensitive)
            compare(folder, python, 3_000, ",".join(ATTRIBUTES), 0, (0, 1), sensitive)
        everything(folder, settings.rows, 1100)
        compare(folder, python, settings.rows, "k", 15)
        compare(folder, python, settings.slow_rows, "k,l,t", 300)


if __name__ == "__main__":
    main()
