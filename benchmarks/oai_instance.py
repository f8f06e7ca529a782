# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""OAI-PMH in the whole instance: ``.venv/bin/python benchmarks/oai_instance.py [--records 600]``.

1. *Beside stock InvenioRDM*, in one process, on the same published records, through the same
   application: stock's own view with its own formats, at its default page size and at 500, and the
   outlet; every harvest is complete.
2. *A change is harvestable*: seconds from the end of a publication until an incremental harvest of
   the running instance has the record.
3. *Publishing under a full harvest*: the 95th percentile of a publication through the service, idle
   and while a client harvests 100,000 more records without pause.

It brings up an instance of its own in ``var/benchmark`` and stops it at the end.
"""

import argparse
import http.client
import logging
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")
IDENTIFIER = re.compile(rb"<identifier>(oai:[^<]+)</identifier>")
EXTRA = 100_000


def main() -> None:
    """Bring up an instance, run inside its environment, stop it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=600)
    parser.add_argument("--publications", type=int, default=60, help="of figure 3, idle and under")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--harvest", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.harvest:
        harvest_for_ever(options.harvest)
    if options.inside:
        inside(options.records, options.publications)
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
    instance.up(detach=True)
    try:
        command = [sys.executable, __file__, "--inside", "--records", str(options.records)]
        command += ["--publications", str(options.publications)]
        subprocess.run(command, env=dict(testing.test_environment(layout)), cwd=root, check=True)
    finally:
        instance.down()


def harvest_for_ever(url: str) -> None:
    """A raw client that begins anew when it is done."""
    parts = urlsplit(url)
    link = http.client.HTTPConnection(str(parts.hostname), parts.port)
    first = f"{parts.path}?verb=ListRecords&metadataPrefix=oai_datacite"
    path = first
    while True:
        link.request("GET", path)
        answer = link.getresponse()
        body = answer.read()
        if answer.status == 503:
            time.sleep(float(answer.headers["Retry-After"]))
            continue
        found = TOKEN.search(body, max(0, len(body) - 2_000))
        path = (
            f"{parts.path}?verb=ListRecords&resumptionToken={quote(found[1])}" if found else first
        )


def inside(records: int, publications: int) -> None:
    """Print the figures, in the instance's environment."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from invenio_app.factory import create_app

    app = create_app()
    logging.disable(logging.CRITICAL)
    with app.app_context():
        prepare(records)
        beside_stock(app)
        harvestable(app)
        under_harvest(app, publications)


def publish(number: int) -> str:
    """A dataset without files, through the service."""
    import deposits

    data = deposits.plain_data()
    data["metadata"]["title"] = f"Survey of household {number}"
    data["metadata"]["description"] = "Answers to forty questions, anonymised. " * 8
    return deposits.publish(data)


def prepare(records: int) -> None:
    """So many published records, rendered and indexed."""
    import sqlalchemy as sa
    from invenio_db import db
    from invenio_rdm_records.records.api import RDMRecord

    from hoeder.dissemination.projection.models import Record

    count = sa.select(sa.func.count()).select_from(Record)
    while (have := int(db.session.execute(count).scalar_one())) < records:
        publish(have)
        db.session.remove()
    db.session.remove()
    time.sleep(8)  # the worker renders
    RDMRecord.index.refresh()


def harvest(app: Any, path: str) -> tuple[set[bytes], float]:
    """Everything, through the application itself; identifiers and seconds."""
    client = app.test_client()
    found: set[bytes] = set()
    begun = time.perf_counter()
    asked = f"{path}?verb=ListRecords&metadataPrefix=oai_datacite"
    while asked:
        answer = client.get(asked, base_url=app.config["SITE_UI_URL"])
        body = answer.data
        if answer.status_code != 200:
            sys.exit(f"{asked}: HTTP {answer.status_code}: {body[:500]!r}")
        found.update(IDENTIFIER.findall(body))
        token = TOKEN.search(body)
        asked = f"{path}?verb=ListRecords&resumptionToken={quote(token[1])}" if token else ""
    return found, time.perf_counter() - begun


def beside_stock(app: Any) -> None:
    """Figure 1."""
    from invenio_app_rdm import config as stock
    from invenio_oaiserver.views.server import response

    app.view_functions["stock"] = response
    app.url_map.add(app.url_rule_class("/stock", endpoint="stock", methods=["GET"]))
    app.config["RATELIMIT_ENABLED"] = False
    ours = app.config["OAISERVER_METADATA_FORMATS"]
    rates: dict[str, float] = {}
    counts: dict[str, int] = {}
    for name, size in (("stock, pages of 10", 10), ("stock, pages of 500", 500)):
        app.config["OAISERVER_METADATA_FORMATS"] = stock.OAISERVER_METADATA_FORMATS
        app.config["OAISERVER_PAGE_SIZE"] = size
        found, seconds = harvest(app, "/stock")
        rates[name], counts[name] = len(found) / seconds, len(found)
    app.config["OAISERVER_METADATA_FORMATS"] = ours
    harvest(app, "/oai2d")
    runs = [harvest(app, "/oai2d") for _ in range(9)]
    counts["outlet"] = len(runs[0][0])
    rates["outlet"] = statistics.median(len(found) / seconds for found, seconds in runs)
    print("\n1. Complete harvests in one process, oai_datacite")
    for name, rate in rates.items():
        ratio = f"   {rates['outlet'] / rate:.0f} × slower" if name != "outlet" else ""
        print(f"   {name:22} {rate:>9.1f} records/s, {counts[name]} records{ratio}", flush=True)
    print("   figures: 100 × stock's default, 30 × stock tuned")


def harvestable(app: Any) -> None:
    """Figure 2."""
    import requests

    url = f"{app.config['SITE_UI_URL']}/oai2d"
    waits = []
    for number in range(15):
        asked = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
        before = requests.get(url, {"verb": "Identify"}, timeout=30).text
        since = re.findall(r"<responseDate>([^<]+)", before)[0]
        record = publish(10_000 + number)
        begun = time.perf_counter()
        while record not in requests.get(url, {**asked, "from": since}, timeout=30).text:
            time.sleep(0.1)
        waits.append(time.perf_counter() - begun)
    print("\n2. From the end of a publication until it is harvested incrementally")
    print(f"   median {statistics.median(waits):.1f} s, longest {max(waits):.1f} s (at most 5)")


@contextmanager
def more_records(app: Any) -> Iterator[None]:
    """Synthetic records in the projection, for a harvest that lasts."""
    sys.path.insert(0, str(Path(__file__).parent))
    import uuid

    import oai
    import sqlalchemy as sa
    from invenio_db import db

    from hoeder.dissemination.projection import models

    chance = random.Random(1)
    ids = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _ in range(EXTRA)]
    values = {"ids": ids}
    with db.engine.begin() as link:
        link.execute(
            sa.text(
                f"INSERT INTO {models.RECORD} (id, identifier, parent_id, version, stamp, deleted,"
                " sets, digest, content_version) SELECT id, 'oai:benchmark:' || id, id, 1,"
                " now() - interval '1 year', false, '{}', repeat('0', 64), 1"
                " FROM unnest(CAST(:ids AS uuid[])) AS id"
            ),
            values,
        )
        text = oai.metadata(chance, 1).replace("datacite.org/schema/kernel-4", "x")
        for prefix in app.config["OAISERVER_METADATA_FORMATS"]:  # else the worker renders them
            link.execute(
                sa.text(
                    f"INSERT INTO {models.RENDERING} (record_id, prefix, content_version, body,"
                    " rendered_at) SELECT id, :prefix, 1, :body, now()"
                    " FROM unnest(CAST(:ids AS uuid[])) AS id"
                ),
                {**values, "body": text, "prefix": prefix},
            )
    try:
        yield
    finally:
        with db.engine.begin() as link:
            for table, column in ((models.RENDERING, "record_id"), (models.RECORD, "id")):
                query = f"DELETE FROM {table} WHERE {column} = ANY(CAST(:ids AS uuid[]))"
                link.execute(sa.text(query), values)


def under_harvest(app: Any, publications: int) -> None:
    """Figure 3."""
    from invenio_db import db

    def p95(first: int) -> float:
        times = []
        for number in range(publications):
            begun = time.perf_counter()
            publish(first + number)
            times.append((time.perf_counter() - begun) * 1000)
            db.session.remove()
        return statistics.quantiles(times, n=20)[-1]

    with more_records(app):
        p95(20_000)  # warms up
        idle = p95(30_000)
        command = [sys.executable, __file__, "--harvest", f"{app.config['SITE_UI_URL']}/oai2d"]
        client = subprocess.Popen(command, env=dict(os.environ))
        try:
            time.sleep(2)
            busy = p95(40_000)
            assert client.poll() is None, "the harvest ended before its time"
        finally:
            client.kill()
    print("\n3. A publication (draft and publish), 95th percentile")
    print(f"   idle {idle:.0f} ms, under a full harvest {busy:.0f} ms: {busy / idle:.2f} × (1.3)")


if __name__ == "__main__":
    main()
