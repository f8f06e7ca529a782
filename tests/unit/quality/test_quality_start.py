# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""A process does not start with a broken standard."""

from pathlib import Path

import pytest
from flask import Flask

from hoeder.custodians.ext import EXTENSION as CUSTODIANS
from hoeder.custodians.ext import CurrentCustodians
from hoeder.custodians.model import load
from hoeder.quality.records.ext import EXTENSION, finalize
from hoeder.quality.standard import StandardError

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "app_data" / "quality" / "hoeder-1.0.yaml"


@pytest.fixture
def app() -> Flask:
    app = Flask("quality", instance_path=str(ROOT))
    app.extensions[CUSTODIANS] = CurrentCustodians(load(ROOT / "app_data" / "custodians.yaml"))
    return app


def test_what_is_shipped_is_read(app: Flask) -> None:
    finalize(app)
    standards = app.extensions[EXTENSION]
    (custodian, _other) = app.extensions[CUSTODIANS].all()
    assert standards.of(custodian).agreed and not standards.of(None).agreed
    assert standards.agreed_by(custodian) == {("hoeder", "1.0")}
    assert standards.agreed_by(None) == frozenset()


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("check: has_doi", "check: has_dio", '"has_dio" is no fact'),
        ("custodian: ugent-demo", "custodian: ugent", 'is "ugent", which is no custodian'),
    ],
)
def test_a_broken_one_stops_the_start_with_its_line(
    app: Flask, tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    lines = SHIPPED.read_text(encoding="utf-8").replace(right, wrong).splitlines()
    number = next(n for n, line in enumerate(lines, 1) if wrong in line)
    (tmp_path / "mine.yaml").write_text("\n".join(lines), encoding="utf-8")
    app.config["HOEDER_QUALITY_FOLDER"] = str(tmp_path)
    with pytest.raises(StandardError) as refused:
        finalize(app)
    assert f"mine.yaml, line {number}" in str(refused.value)
    assert said in str(refused.value)
    assert EXTENSION not in app.extensions
