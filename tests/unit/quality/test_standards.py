# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Which version of the standard counts for whom; a broken file is told with its line."""

from datetime import date
from pathlib import Path

import pytest

from hoeder.quality.standard import StandardError
from hoeder.quality.standards import Standards, load_all

SHIPPED = Path(__file__).parents[3] / "app_data" / "quality"
TODAY = date(2026, 11, 24)


def text(version: str, agreed: str, check: str = "has_doi") -> str:
    return f"""
id: hoeder
version: "{version}"
title: {{en: Standard, nl: Standaard}}
agreed: {agreed}
rules:
  - id: identifier
    section: fair
    level: must
    points: 20
    check: {check}
    title: {{en: It has a DOI, nl: Er is een DOI}}
    fix: {{en: Reserve one., nl: Reserveer er een.}}
"""


def folder(path: Path, *texts: str) -> Path:
    for number, one in enumerate(texts):
        (path / f"{number}.yaml").write_text(one, encoding="utf-8")
    return path


def agreed(*pairs: tuple[str, str]) -> str:
    return str([{"custodian": slug, "on": day} for slug, day in pairs]).replace("'", "")


LATER = agreed(("a", "2099-01-01"))
"""Nobody agreed yet."""


def standards(path: Path, *texts: str) -> Standards:
    return Standards(load_all(folder(path, *texts), {"a", "b"}))


def test_the_last_agreement_counts_and_one_to_come_does_not(tmp_path: Path) -> None:
    found = standards(
        tmp_path,
        text("1.9", agreed(("a", "2026-01-01"), ("b", "2026-01-01"))),
        text("1.10", agreed(("a", "2026-06-01"), ("b", "2027-01-01"))),
    )
    assert [found.applied(who, TODAY).standard.version for who in "ab"] == ["1.10", "1.9"]
    assert found.agreed("a", TODAY) == {("hoeder", "1.9"), ("hoeder", "1.10")}
    assert found.agreed("b", TODAY) == {("hoeder", "1.9")}
    assert found.applied("b", date(2027, 1, 1)).standard.version == "1.10"


def test_who_agreed_to_nothing_is_judged_by_the_last_of_all(tmp_path: Path) -> None:
    found = standards(tmp_path, text("1.10", LATER), text("1.9", agreed(("a", "2026-01-01"))))
    applied = found.applied("", TODAY)
    assert (applied.standard.version, applied.agreed) == ("1.10", False)
    assert found.agreed("b", TODAY) == frozenset()


def test_versions_agreed_on_one_day(tmp_path: Path) -> None:
    day = agreed(("a", "2026-01-01"))
    found = standards(tmp_path, text("1.10", day), text("1.9", day))
    assert found.applied("a", TODAY).standard.version == "1.10"


def test_a_version_by_name(tmp_path: Path) -> None:
    found = standards(tmp_path, text("1.0", LATER))
    assert found.named("hoeder", "1.0") is not None
    assert found.named("hoeder", "2.0") is None


def test_everything_that_is_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(StandardError) as refused:
        standards(
            tmp_path,
            text("1.0", LATER, check="has_dio"),
            text("2.0", agreed(("nobody", "2026-01-01"))),
            text("3.0", LATER),
            text("3.0", LATER),
        )
    said = str(refused.value).splitlines()
    assert len(said) == 3
    assert said[0].startswith("0.yaml, line 11, identifier: check cannot be read")
    assert "nobody" in said[1] and said[1].startswith("1.yaml, line 5")
    assert said[2].startswith("3.yaml is hoeder 3.0, as another file is")


def test_a_folder_without_standard(tmp_path: Path) -> None:
    with pytest.raises(StandardError, match="has no quality standard"):
        load_all(tmp_path)


def test_what_is_shipped() -> None:
    found = Standards(load_all(SHIPPED, {"ugent-demo", "uhasselt-demo"}))
    assert found.applied("ugent-demo", TODAY).agreed
