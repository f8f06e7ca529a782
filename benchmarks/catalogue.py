# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""The catalogue: ``.venv/bin/python benchmarks/catalogue.py [--datasets 100000]``.

1. *One dataset*: from a record to RDF/XML, beside stock InvenioRDM's ``dcat``: DataCite XML through
   its XSLT. Stock is spared the way from the record to DataCite JSON, on which it reads a
   vocabulary for each term from the search engine: that takes an instance.
2. *A whole catalogue*: synthetic datasets as one document in each syntax, written piece by piece,
   in a process of its own for each, whose memory is told. The nodes are at hand, as a projection
   keeps them; each dataset has its own identifiers and texts.
3. *The outlet* (with ``--outlet``, on the PostgreSQL of ``INVENIO_SQLALCHEMY_DATABASE_URI``, in a
   database of its own): the same datasets in the projection, read and written as
   ``/catalogue/<custodian>`` does, plain and gzipped, and what a harvester waits for 304.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
import sqlalchemy as sa
from lxml import etree

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from dcat_records import catalogue, full, told
from hoeder.crosswalks.datacite import to_json
from hoeder.crosswalks.dcat import Entry, entry, membership
from hoeder.crosswalks.nodes import Node
from hoeder.crosswalks.rdf_write import RDF_XML, SYNTAXES
from hoeder.dissemination.catalogue import document
from hoeder.dissemination.catalogue.kept import NODES
from hoeder.dissemination.catalogue.stock import Stock
from hoeder.dissemination.projection import changes, definitions, models
from hoeder.dissemination.projection.changes import Entry as Shelved
from records import context, demo

Json = dict[str, Any]
OURS, HERE = catalogue(), context()
RENDERING, RATIO, RATE, MEMORY, UNCHANGED = 2.0, 10, 2000, 400, 50
SPEC = "custodian:ugent-demo"


def milliseconds(run: Callable[[], object], times: int) -> float:
    """Median of single runs."""
    run()
    found = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        found.append((time.perf_counter() - started) * 1000)
    return statistics.median(found)


def one_dataset(times: int) -> None:
    """Figure 1."""
    for name, record in (("the demonstration", demo()), ("a survey", full())):
        ready = membership(OURS, told(record))
        whole = milliseconds(lambda each=record: rdf_xml(each), times)  # type: ignore[misc]
        written = milliseconds(lambda each=ready: RDF_XML.piece(each), times)  # type: ignore[misc]
        theirs = milliseconds(stock(record), max(5, times // 4))
        print(name)
        print(f"  record to RDF/XML             {whole:7.2f} ms (figure: at most {RENDERING})")
        print(f"  kept nodes to RDF/XML         {written:7.2f} ms")
        print(f"  stock: DataCite JSON to DCAT  {theirs:7.2f} ms")
        print(f"  stock beside the whole way    {theirs / whole:7.1f} x")
        print(
            f"  stock beside the kept nodes   {theirs / written:7.1f} x (figure: at least {RATIO})"
        )


def rdf_xml(record: Json) -> str:
    """A record as its part of a catalogue."""
    return RDF_XML.piece(membership(OURS, entry(record, HERE, OURS)))


def stock(record: Json) -> Callable[[], object]:
    """Stock's transformation of the record's DataCite metadata, in its own terms of 4.5."""
    from invenio_rdm_records.resources.serializers.dcat import DCATSerializer

    serializer = DCATSerializer()
    metadata = to_json(record, context())
    for item in metadata.get("relatedIdentifiers", ()):
        item.pop("relationTypeInformation", None)
    metadata["dates"] = [d for d in metadata.get("dates", ()) if d["dateType"] != "Coverage"]
    metadata["subjects"] = [{"subject": s["subject"]} for s in metadata.get("subjects", ())]
    metadata["_files"] = [
        {"key": key, "size": str(file["size"]), "download_url": f"https://example.org/{key}"}
        for key, file in record["files"]["entries"].items()
    ]
    return lambda: etree.tostring(serializer.transform_with_xslt(metadata), pretty_print=True)


def synthetic(count: int) -> Iterator[list[Node]]:
    """Datasets as they are kept: as JSON, each with an identity of its own."""
    kept = orjson.dumps(list(told(full()))).decode()
    for number in range(count):
        # What would come from the projection's row.
        dataset, record = orjson.loads(kept.replace("abcd1-efg23", f"{number:07d}"))
        yield membership(OURS, Entry(dataset, record))


def write(name: str, count: int) -> None:
    """One document, to nowhere; prints rate and memory."""
    syntax = next(each for each in SYNTAXES if each.name == name)
    size, started = 0, time.perf_counter()

    def groups() -> Iterator[list[Node]]:
        yield OURS.head()
        yield from synthetic(count)

    with open("/dev/null", "wb") as out:
        for part in syntax.write(groups()):
            size += out.write(part.encode())
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:8} {count:8,} datasets {size / 1e6:8.0f} MB {seconds:7.1f} s "
        f"{count / seconds:8,.0f} datasets/s (figure: at least {RATE:,})  "
        f"{memory:5.0f} MB resident (figure: at most {MEMORY})",
        flush=True,
    )


def fill(engine: sa.Engine, count: int) -> None:
    """Put datasets on the shelf, with their kept nodes."""
    kept = orjson.dumps(membership(OURS, told(full()))).decode()
    with engine.begin() as link:
        definitions.define(link, "custodian", "Custodians")
        definitions.define(link, SPEC, "One")
    for start in range(0, count, 200):
        numbers = range(start, min(start + 200, count))
        ids = [uuid4() for _ in numbers]
        with engine.begin() as link:
            changes.put(
                link,
                [
                    Shelved(id_, f"oai:x:{n}", UUID(int=n), 1, "0" * 64, frozenset({SPEC}))
                    for n, id_ in zip(numbers, ids, strict=True)
                ],
            )
            rows = [
                {
                    "record_id": id_,
                    "prefix": NODES,
                    "content_version": 1,
                    "body": kept.replace("abcd1-efg23", f"{n:07d}"),
                    "rendered_at": sa.func.now(),
                }
                for n, id_ in zip(numbers, ids, strict=True)
            ]
            link.execute(sa.insert(models.Rendering.__table__).values(rows))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
        link.execute(sa.text("VACUUM ANALYZE"))


def outlet(count: int) -> None:
    """Figure 3."""
    url = sa.make_url(os.environ["INVENIO_SQLALCHEMY_DATABASE_URI"])
    name = f"hoeder_catalogue_{uuid4().hex[:8]}"
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as link:
        link.execute(sa.text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
    engine = sa.create_engine(url.set(database=name))
    try:
        tables = (models.Record, models.SetDefinition, models.Membership, models.Rendering)
        models.db.metadata.create_all(
            engine, tables=[each.__table__ for each in (*tables, models.Position)]
        )
        fill(engine, count)
        told_by(Stock(engine, lambda prefix, ids: {}), count)
    finally:
        engine.dispose()
        with server.connect() as link:
            link.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


def told_by(stock: Stock, count: int) -> None:
    """Rates of whole documents, and the time of an answer that says nothing is new."""
    for syntax in SYNTAXES:
        for gzipped in (False, True):
            reading, size = stock.read(SPEC), 0
            started, worked = time.perf_counter(), time.process_time()
            parts = document.written(syntax, OURS, reading.state.stamp, reading.bodies())
            for chunk in document.encoded(parts, gzipped):
                size += len(chunk)
            seconds, cpu = time.perf_counter() - started, time.process_time() - worked
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            packed = " gzipped" if gzipped else "        "
            print(
                f"outlet, {syntax.name:8}{packed} {count:8,} datasets {size / 1e6:7.0f} MB "
                f"{count / seconds:8,.0f} datasets/s, {count / cpu:8,.0f} a second of processor "
                f"(figure: at least {RATE:,})  {memory:4.0f} MB resident (figure: at most "
                f"{MEMORY})",
                flush=True,
            )

    def unchanged() -> str:
        return document.etag(OURS, RDF_XML, stock.state(SPEC).stamp, "", True)

    found = milliseconds(unchanged, 200)
    print(f"outlet, what 304 waits for   {found:7.2f} ms (figure: at most {UNCHANGED})")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--datasets", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--syntax", help=argparse.SUPPRESS)
    parser.add_argument("--outlet", action="store_true", help="figure 3 alone")
    options = parser.parse_args()
    if options.outlet:
        outlet(options.datasets)
        return
    if options.syntax:
        write(options.syntax, options.datasets)
        return
    one_dataset(options.times)
    for syntax in SYNTAXES:
        command = [sys.executable, __file__, "--datasets", str(options.datasets)]
        subprocess.run([*command, "--syntax", syntax.name], check=True)


if __name__ == "__main__":
    main()
