# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Dates of every type and form."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import etree
from marshmallow import ValidationError
from marshmallow_utils.fields import EDTFDateTimeString

from hoeder.crosswalks.datacite import to_json
from records import STOCK, context, minimal, vocabulary

Json = dict[str, Any]
Accepted = Callable[[Json], etree._Element]


def told(**metadata: Any) -> list[Json]:
    dates: list[Json] = to_json(minimal(**metadata), context())["dates"]
    return dates


@pytest.mark.parametrize("kind", vocabulary(STOCK / "date_types.yaml"))
def test_every_type_of_invenio(accepted: Accepted, kind: str) -> None:
    expected = vocabulary(STOCK / "date_types.yaml")[kind]["props"]["datacite"]
    dates = [{"date": "2020-02", "type": {"id": kind}, "description": "A wave"}]
    metadata = to_json(minimal(dates=dates), context())
    accepted(metadata)
    date = {"date": "2020-02", "dateType": expected, "dateInformation": "A wave"}
    assert date in metadata["dates"]


def test_a_type_of_our_own_is_told_in_words(accepted: Accepted) -> None:
    own = {"id": "wave", "title": {"en": "Second wave"}}
    metadata = to_json(
        minimal(dates=[{"date": "2020", "type": own, "description": "By phone"}]), context()
    )
    accepted(metadata)
    assert metadata["dates"][1] == {
        "date": "2020",
        "dateType": "Other",
        "dateInformation": "Second wave; By phone",
    }


@pytest.mark.parametrize(
    ("edtf", "date", "information"),
    [
        ("2020", "2020", None),
        ("2020-05", "2020-05", None),
        ("2020-05-06", "2020-05-06", None),
        ("0500", "0500", None),
        ("0000", "0000", None),
        ("-0044", "-0044", None),
        ("2020/2021", "2020/2021", None),
        ("2020-05/2021", "2020-05/2021", None),
        ("2020-05-06/2020-06", "2020-05-06/2020-06", None),
        ("-0100/0100", "-0100/0100", None),
        ("2020/", "2020/", None),
        ("/2020-05-06", "/2020-05-06", None),
        ("2020-05-06T10:11:12Z", "2020-05-06T10:11:12Z", None),
        ("2020-05-06T10:11:12+01:00", "2020-05-06T10:11:12+01:00", None),
        ("2020-05-06T10:11:12", "2020-05-06", "2020-05-06T10:11:12, time zone not stated"),
        ("1950S2", "1950", "1950S2"),
        ("1950S2/1960S2", "1950/1960", "1950S2/1960S2"),
        # Of levels 1 and 2, which InvenioRDM's field of level 0 takes as well.
        ("202X", "2020/2029", "202X"),
        ("-20XX", "-2099/-2000", "-20XX"),
        ("XXXX", "0000/9999", "XXXX"),
        ("2020-XX", "2020", "2020-XX"),
        ("2020-XX-05", "2020", "2020-XX-05"),
        ("2020-05-XX", "2020-05", "2020-05-XX"),
        ("156X-12-25", "1560/1569", "156X-12-25"),
        ("202X/203X", "2020/2039", "202X/203X"),
        ("2020-21/2021", "2020/2021", "2020-21/2021"),
        ("2020?/2021~", "2020/2021", "2020?/2021~"),
        ("~2020", "2020", "~2020"),
        ("2020-06~-11", "2020-06-11", "2020-06~-11"),
    ],
)
def test_every_form_that_invenio_takes(
    accepted: Accepted, edtf: str, date: str, information: str | None
) -> None:
    assert EDTFDateTimeString().deserialize(edtf) == edtf
    metadata = to_json(minimal(dates=[{"date": edtf, "type": {"id": "collected"}}]), context())
    accepted(metadata)
    found = metadata["dates"][1]
    assert (found["date"], found.get("dateInformation")) == (date, information)


@pytest.mark.parametrize("edtf", ["2020~", "2020?", "Y12020", "2020-05-06T10:11:12/2021"])
def test_other_forms_do_not_get_into_a_record(edtf: str) -> None:
    with pytest.raises(ValidationError):
        EDTFDateTimeString().deserialize(edtf)


@pytest.mark.parametrize(
    ("published", "year"),
    [
        ("2026", "2026"),
        ("2025-12-31", "2025"),
        ("2019/2021", "2019"),
        ("/2020-05", "2020"),
        ("202X", "2020"),
    ],
)
def test_publication(accepted: Accepted, published: str, year: str) -> None:
    metadata = to_json(minimal(publication_date=published), context())
    accepted(metadata)
    assert metadata["publicationYear"] == year
    assert metadata["dates"][0]["dateType"] == "Issued"


def test_the_depositors_own_updates_replace_ours() -> None:
    assert {"date": "2026-05-09", "dateType": "Updated"} in told()
    dates = told(dates=[{"date": "2024", "type": {"id": "updated"}}])
    assert [each["date"] for each in dates if each["dateType"] == "Updated"] == ["2024"]


def test_each_date_is_told_once(accepted: Accepted) -> None:
    issued = {"date": "2026-05-01", "type": {"id": "issued"}}
    metadata = to_json(minimal(dates=[issued, issued]), context())
    accepted(metadata)
    assert [each["dateType"] for each in metadata["dates"]] == ["Issued", "Updated"]
