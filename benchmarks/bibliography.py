# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How fast the bibliography feed is written: ``python benchmarks/bibliography.py``.

Entries of the demonstration's record, each with its own id, title and stamp, go through every
writer as the feed gets them: as JSON text of the shelf, read and stamped. Beside each, in the same
run, what no writer can be faster than: the same entries read and stamped alone. Then one record
through each crosswalk, and beside it what all of them begin with, the DataCite metadata.

Times are of the processor, so that what else runs on the machine counts for nothing.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from hoeder.crosswalks import bibtex, cerif, csl, datacite, ris
from hoeder.dissemination.bibliography import entries
from hoeder.dissemination.bibliography.entries import Standing
from hoeder.dissemination.bibliography.writers import FORMATS
from records import context, demo

RATE = 5000  # entries a second, at least
CERIF = 2.0  # milliseconds a record, at most


def shelf(count: int) -> list[bytes]:
    """Entries as the projection keeps them; a thousand, again and again."""
    standing = Standing("oai:example.org:abcd1-efg23", doi_state="findable", custodian="demo")
    one = entries.entry(demo(), context(), standing)
    found = []
    for number in range(min(count, 1000)):
        title = f"{one['title']} {number}"
        citation = {**one["citation"], "title": title, "citation-key": f"fair_2026_{number}"}
        found.append(orjson.dumps({**one, "id": str(number), "title": title, "citation": citation}))
    return [found[number % len(found)] for number in range(count)]


def stamped(kept: list[bytes]) -> Iterator[dict[str, Any]]:
    """Entries as a writer gets them."""
    for number, body in enumerate(kept):
        yield entries.stamped(orjson.loads(body), number)


def seconds(run: Callable[[], object]) -> float:
    """Processor time of a run."""
    started = time.process_time()
    run()
    return time.process_time() - started


def repeat(run: Callable[[], object], times: int) -> None:
    """Run several times; no result is kept, which would keep the garbage collector busy."""
    for _ in range(times):
        run()


def writers(count: int) -> None:
    """Print the rate of each writer."""
    kept = shelf(count)
    print(f"{count:,} entries of {len(kept[0]):,} bytes; figure: at least {RATE:,}/s")
    alone = seconds(lambda: sum(1 for _ in stamped(kept)))
    print(f"  {'read and stamped alone':24} {count / alone:10,.0f}/s")
    for name, form in FORMATS.items():
        size = 0

        def write(form: Any = form) -> None:
            nonlocal size
            size = sum(len(chunk) for chunk in form.write(stamped(kept)))

        took = seconds(write)
        print(
            f"  {name:24} {count / took:10,.0f}/s   {count / took / RATE:5.1f} x the figure   "
            f"{took / alone:5.1f} x alone   {size / count:7,.0f} bytes an entry"
        )


def crosswalks(times: int) -> None:
    """Print the time of a record in each crosswalk."""
    record, around = demo(), context()
    standing = Standing("oai:example.org:abcd1-efg23")
    runs: dict[str, Callable[[], object]] = {
        "DataCite metadata": lambda: datacite.to_json(record, around),
        "CERIF, as an element": lambda: cerif.to_xml(record, around),
        "CSL-JSON": lambda: csl.to_json(record, around),
        "BibTeX": lambda: bibtex.to_text(record, around),
        "RIS": lambda: ris.to_text(record, around),
        "entry of the feed": lambda: entries.entry(record, around, standing),
    }
    print(f"one record, mean of {times}; figure: CERIF at most {CERIF} ms")
    first = 0.0
    for name, run in runs.items():
        run()  # what is made once
        each = seconds(lambda run=run: repeat(run, times)) / times * 1000  # type: ignore[misc]
        first = first or each
        print(f"  {name:24} {each:10.2f} ms   {each / first:5.2f} x the DataCite metadata")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=500)
    settings = parser.parse_args()
    crosswalks(settings.times)
    writers(settings.entries)


if __name__ == "__main__":
    main()
