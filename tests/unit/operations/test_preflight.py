# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What is refused before anything starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hoeder.custodians.model import load
from hoeder.operations import preflight
from hoeder.operations.environment import free
from hoeder.operations.failure import Failure
from hoeder.operations.layout import Layout

ROOT = Path(__file__).parents[3]


def test_a_broken_custodians_file_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "app_data").mkdir()
    (tmp_path / "app_data" / "custodians.yaml").write_text("custodians: [{slug: x, colour: red}]")
    with pytest.raises(Failure, match="colour") as caught:
        preflight.custodians(Layout(tmp_path, tmp_path))
    assert caught.value.exit_code == 78
    assert "Nothing was started" in str(caught.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="a full disk is made with a small mount: root only")
def test_a_full_disk_is_told_before_anything_is_written(tmp_path: Path) -> None:
    """A real, small file system in a mount namespace of its own."""
    command = (
        f"mount -t tmpfs -o size=20m none {tmp_path} && "
        f"HOEDER_STATE={tmp_path}/state {sys.executable} -m hoeder.operations.cli up"
    )
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", command], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 75, done.stderr
    assert "0.0 GB free" in done.stderr
    assert "HOEDER_STATE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_download_without_network_is_one_sentence(tmp_path: Path) -> None:
    """Every connection goes through a proxy that is not there."""
    code = (
        "import pathlib, sys\n"
        "from hoeder.operations.layout import Layout\n"
        "from hoeder.operations.services import opensearch\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "opensearch.jars(Layout(folder, folder))\n"
    )
    proxy = f"http://127.0.0.1:{free()}"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env={"HOME": str(tmp_path), "HTTPS_PROXY": proxy, "https_proxy": proxy},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Failure: OpenSearch could not be downloaded" in done.stderr
    assert "INVENIO_SEARCH_HOSTS" in done.stderr
    assert not (tmp_path / "var" / "shared" / "jars").exists(), "nothing half-made stays"


def test_a_missing_datacite_password_is_named() -> None:
    with pytest.raises(Failure, match="no password for DataCite repository HOEDER.UGENT"):
        preflight.datacite("http://127.0.0.1:1", custodians(), {})


def test_a_datacite_that_is_away_does_not_keep_the_repository_closed() -> None:
    passwords = {custodian.datacite.repository: "any" for custodian in custodians()}
    sentences = preflight.datacite(f"http://127.0.0.1:{free()}", custodians(), passwords)
    assert len(sentences) == len(custodians())
    assert "DOIs wait" in sentences[0]


def custodians():  # type: ignore[no-untyped-def]
    return load(ROOT / "app_data" / "custodians.yaml")
