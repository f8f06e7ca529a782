# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Secrets are made once and are nobody else's to read."""

import json
from pathlib import Path

import pytest

from hoeder.operations import secrets
from hoeder.operations.failure import Failure


def test_made_once_for_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    first = secrets.load(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert secrets.load(path) == first
    assert len(set(first.values())) == len(first), "two secrets are alike"
    assert all(len(first[name]) >= 32 for name in secrets.KEYS)


def test_what_a_later_release_needs_is_added_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(json.dumps({"secret_key": "old"}))
    path.chmod(0o600)
    assert secrets.load(path)["secret_key"] == "old"
    assert set(json.loads(path.read_text())) == {*secrets.KEYS, *secrets.PEOPLE}


def test_a_file_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    secrets.load(path)
    path.chmod(0o644)
    with pytest.raises(Failure, match="chmod 600"):
        secrets.load(path)


def test_a_broken_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    path.write_text("{")
    path.chmod(0o600)
    with pytest.raises(Failure, match="backup"):
        secrets.load(path)
    assert path.read_text() == "{"
