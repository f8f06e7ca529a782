# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""What changes do to the rows, and what lists show of them."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from lxml import etree

from hoeder.dissemination.projection import changes, definitions, harvests, renderings, sql
from hoeder.dissemination.projection.shelf import Busy, Item, Window
from hoeder.dissemination.projection.sql import SqlShelf

FAR = 4_000_000_000
OAI = {"o": "http://www.openarchives.org/OAI/2.0/"}


@pytest.fixture
def listed(shelf: SqlShelf) -> Callable[..., dict[int, Item]]:
    """What a list shows now, by the record's number."""

    def read(spec: str | None = None, bodies: bool = True) -> dict[int, Item]:
        page = shelf.page("oai_dc", Window(None, FAR, spec), None, 100, bodies)
        assert not page.more
        return {int(item.identifier.rpartition(":")[2]): item for item in page.items}

    return read


@pytest.fixture
def do(engine: sa.Engine) -> Callable[..., Any]:
    """Make one change, in a transaction of its own, in a second of its own."""

    def run(change: Callable[..., Any], *arguments: Any) -> Any:
        with engine.begin() as link:
            found = change(link, *arguments)
        time.sleep(1.05 - time.time() % 1)
        return found

    return run


def test_what_is_as_it_was_is_not_told_again(do: Any, listed: Any, record: Any) -> None:
    one = record(1, "plain", "custodian:a")
    assert do(changes.put, [one, record(2)]) == {UUID(int=1), UUID(int=2)}
    before = listed()
    assert do(changes.put, [one]) == set()
    assert listed() == before
    assert do(changes.put, [record(1, "plain", "custodian:a", text="new")]) == {UUID(int=1)}
    assert listed()[1].stamp > before[1].stamp
    assert listed()[2] == before[2]


def test_a_record_is_in_the_sets_above_its_own(do: Any, listed: Any, record: Any) -> None:
    do(changes.put, [record(1, "custodian:a"), record(2, "custodian:b", "plain")])
    assert set(listed("custodian")) == {1, 2}
    assert set(listed("custodian:a")) == {1}
    assert listed("custodian")[2].sets == ["custodian:b", "plain"]
    assert listed("nothing") == {}


def test_a_withdrawn_record_is_a_deleted_header_in_its_sets(
    do: Any, engine: sa.Engine, listed: Any, record: Any
) -> None:
    do(changes.put, [record(1, "custodian:a", "plain")])
    alive = listed("plain")[1]
    assert do(changes.withdraw, [UUID(int=1), UUID(int=99)]) == {UUID(int=1)}
    for spec in (None, "plain", "custodian", "custodian:a"):
        gone = listed(spec)[1]
        assert gone.deleted and gone.body is None and gone.stamp > alive.stamp
        assert gone.sets == ["custodian:a", "plain"]
    with engine.connect() as link:
        assert (
            link.execute(
                sa.text("SELECT count(*) FROM hoeder_dissemination_rendering")
            ).scalar_one()
            == 0
        )
    assert do(changes.withdraw, [UUID(int=1)]) == set()

    assert do(changes.put, [record(1, "plain")]) == {UUID(int=1)}
    assert not listed()[1].deleted and listed()[1].body
    assert listed("custodian:a")[1].deleted and listed("custodian:a")[1].sets == ["custodian:a"]


def test_a_record_that_leaves_a_set_is_deleted_there_and_alive_elsewhere(
    do: Any, listed: Any, record: Any
) -> None:
    do(changes.put, [record(1, "custodian:a", "plain")])
    assert do(changes.change_sets, UUID(int=1), ["custodian:b"])
    left = listed("plain")[1]
    assert left.deleted and left.sets == ["plain"]
    assert listed("custodian:a")[1].deleted
    assert not listed("custodian")[1].deleted and not listed()[1].deleted
    # A later change is told where the record is, and no more where it was.
    do(changes.restamp, [UUID(int=1)])
    assert listed("plain")[1] == left
    assert listed("custodian")[1].stamp == listed()[1].stamp > left.stamp
    assert not do(changes.change_sets, UUID(int=1), ["custodian:b"])


def test_refilling_a_set_restamps_what_entered_or_left(do: Any, listed: Any, record: Any) -> None:
    do(changes.put, [record(n, "plain") for n in (1, 2)] + [record(3), record(4)])
    before = listed()
    entered, left = do(definitions.refill, "plain", [UUID(int=n) for n in (2, 3)])
    assert (entered, left) == ({UUID(int=3)}, {UUID(int=1)})
    after = listed()
    assert {n for n in after if after[n].stamp > before[n].stamp} == {1, 3}
    assert {n for n, item in listed("plain").items() if not item.deleted} == {2, 3}
    assert do(definitions.refill, "plain", [UUID(int=n) for n in (2, 3)]) == (set(), set())


def test_a_retired_set_is_empty_and_not_listed(
    do: Any, listed: Any, record: Any, shelf: SqlShelf
) -> None:
    do(changes.put, [record(1, "plain")])
    assert do(definitions.retire, "plain") == {UUID(int=1)}
    assert listed("plain")[1].deleted and not listed()[1].deleted
    assert "plain" not in [one.spec for one in shelf.sets("", 100)[0]]
    with pytest.raises(ValueError, match="sets below"):
        do(definitions.retire, "custodian")


def test_sets_must_be_defined(do: Any, listed: Any, record: Any) -> None:
    for act in (
        lambda: do(changes.put, [record(1, "unknown")]),
        lambda: do(changes.change_sets, UUID(int=1), ["un:known"]),
        lambda: do(definitions.define, "un:known", "Below nothing"),
        lambda: do(definitions.refill, "unknown", []),
    ):
        with pytest.raises(changes.UnknownSet, match="un"):
            act()
    with pytest.raises(ValueError, match="setSpec"):
        do(definitions.define, "with space", "No")
    assert listed() == {}


def test_the_shelf_knows_the_first_stamp(
    do: Any, shelf: SqlShelf, listed: Any, record: Any
) -> None:
    assert shelf.earliest() is None
    do(changes.put, [record(1, "plain")])
    do(changes.change_sets, UUID(int=1), [])
    left = listed("plain")[1].stamp
    do(changes.restamp, [UUID(int=1)])
    assert shelf.earliest() == left < listed()[1].stamp


def test_pages_are_counted_and_cut(
    engine: sa.Engine, shelf: SqlShelf, record: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.begin() as link:
        changes.put(link, [record(n, "plain") for n in range(1, 26)])
    for spec in (None, "plain"):
        window = Window(0, FAR, spec)
        assert shelf.count(window) == 25
        found: list[str] = []
        after = None
        while True:
            page = shelf.page("oai_dc", window, after, 10, True)
            found += [item.identifier for item in page.items]
            if not page.more:
                break
            last = page.items[-1]
            after = sql.Key(last.stamp, last.id)
        assert len(found) == len(set(found)) == 25
    # Huge records make short pages, at least one record each.
    monkeypatch.setattr(sql, "PAGE_BYTES", 1)
    page = shelf.page("oai_dc", Window(None, FAR, None), None, 10, True)
    assert len(page.items) == 1 and page.more
    monkeypatch.setattr(sql, "PAGE_BYTES", 500)
    assert 1 < len(shelf.page("oai_dc", Window(None, FAR, None), None, 10, True).items) < 10


def test_what_is_missing_is_rendered_once(
    do: Any, listed: Any, render: Any, record: Any, engine: sa.Engine
) -> None:
    do(changes.put, [record(1), record(2)])
    with engine.begin() as link:
        assert len(renderings.missing(link, "oai_dc", 10, UUID(int=0))) == 2
    first = listed()
    assert listed() == first and len(render.asked) == 1
    assert "Café" in first[1].body
    do(changes.put, [record(2, text="second")])
    listed()
    assert render.asked[1:] == [("oai_dc", [str(UUID(int=2))])]
    do(changes.restamp, [UUID(int=1)], True)
    do(changes.restamp, [UUID(int=2)])
    listed()
    assert render.asked[2:] == [("oai_dc", [str(UUID(int=1))])]
    with engine.begin() as link:
        assert renderings.missing(link, "oai_dc", 10, UUID(int=0)) == []
        assert renderings.outdate(link, "oai_dc") == 2


@pytest.mark.parametrize(
    "wrong",
    [
        "no element",
        "<unclosed",
        '<a xmlns="http://elsewhere.example/"/>',
        '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        "<?xml version='1.0'?><a/>",
        '<d:dc xmlns:d="http://www.openarchives.org/OAI/2.0/oai_dc/"><title/></d:dc>',
        "<a>\x01</a>",
    ],
)
def test_what_would_break_an_answer_is_left_out(
    do: Any, listed: Any, render: Any, record: Any, wrong: str, engine: sa.Engine
) -> None:
    render.bodies[str(UUID(int=2))] = wrong
    do(changes.put, [record(n) for n in (1, 2, 3)])
    assert set(listed()) == {1, 3}
    with engine.connect() as link:
        (failure,) = renderings.failures(link)
    assert failure["identifier"] == "oai:example.org:2"
    assert "UnfitRendering" in failure["failed"]


def test_a_failing_record_is_left_out_and_told_to_the_operator(
    do: Any, listed: Any, render: Any, record: Any, shelf: SqlShelf, engine: sa.Engine, caplog: Any
) -> None:
    render.broken = {str(UUID(int=2))}
    do(changes.put, [record(n) for n in (1, 2, 3)])
    assert set(listed()) == {1, 3}
    assert "oai:example.org:2 cannot be shown in oai_dc" in caplog.text
    assert set(listed(bodies=False)) == {1, 3} and len(render.asked) == 1
    assert shelf.failed("oai:example.org:2") == {"oai_dc"}
    assert shelf.failed("oai:example.org:1") == set()
    assert shelf.failed("oai:example.org:9") is None
    assert shelf.item("oai:example.org:2", "oai_dc").body is None
    render.broken = set()
    with engine.begin() as link:
        assert renderings.retry(link, ["oai_dc"]) == 1
    assert set(listed()) == {1, 2, 3}


def test_a_renderer_that_fails_altogether_takes_no_answer_down(
    engine: sa.Engine, record: Any, outlet_of: Any, render: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with engine.begin() as link:
        changes.put(link, [record(n) for n in range(1, 8)])
    time.sleep(1.1)
    render.broken = {str(UUID(int=n)) for n in range(3, 8)}
    asked = [("verb", "ListRecords"), ("metadataPrefix", "oai_dc")]
    outlet = outlet_of(page_size=2)
    first = etree.fromstring(outlet.answer(asked).body)
    token = first.findtext(".//o:resumptionToken", namespaces=OAI)
    # Nothing that is left can be shown: the last record once more, and the end of the list.
    last = etree.fromstring(
        outlet.answer([("verb", "ListRecords"), ("resumptionToken", token)]).body
    )
    assert last.findtext(".//o:header/o:identifier", namespaces=OAI) == "oai:example.org:2"
    assert last.find(".//o:resumptionToken", OAI).text is None
    with engine.begin() as link:
        renderings.retry(link, ["oai_dc"])
        changes.restamp(link, [UUID(int=1), UUID(int=2)], True)
    render.broken |= {str(UUID(int=n)) for n in (1, 2)}
    monkeypatch.setattr(sql, "PATIENCE_SECONDS", -1.0)
    with pytest.raises(Busy):
        outlet.shelf.page("oai_dc", Window(None, FAR, None), None, 2, True)


def test_a_passing_failure_is_no_failure_of_the_record(
    do: Any, listed: Any, render: Any, record: Any, engine: sa.Engine, monkeypatch: Any
) -> None:
    def unlucky(self: Any, prefix: str, ids: Any) -> Any:
        raise sa.exc.OperationalError("SELECT", {}, Exception("connection lost"))

    do(changes.put, [record(1)])
    monkeypatch.setattr(type(render), "__call__", unlucky)
    with pytest.raises(Busy):
        listed()
    monkeypatch.undo()
    assert set(listed()) == {1}


def test_the_operator_sees_who_harvests_what(
    engine: sa.Engine, record: Any, outlet_of: Any
) -> None:
    with engine.begin() as link:
        changes.put(link, [record(n, "plain") for n in range(1, 4)])
    time.sleep(1.1)
    outlet = outlet_of(page_size=2)
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "plain"}
    first = etree.fromstring(outlet.answer(list(asked.items()), client="192.0.2.1").body)

    def rows() -> list[dict[str, Any]]:
        with engine.connect() as link:
            return harvests.harvests(link)

    (row,) = rows()
    assert (row["client"], row["set_spec"], row["delivered"], row["size"]) == (
        "192.0.2.1", "plain", 2, 3,
    )  # fmt: skip
    assert row["completed_at"] is None
    token = first.findtext(".//o:resumptionToken", namespaces=OAI)
    outlet.answer([("verb", "ListRecords"), ("resumptionToken", token)], client="192.0.2.1")
    (row,) = rows()
    assert row["delivered"] == 3 and row["completed_at"] == row["full_at"] is not None
    assert row["harvests"] == 1 and row["errors"] == 0
    outlet.answer([*asked.items(), ("from", "2999-01-01")], client="192.0.2.1")
    (row,) = rows()
    assert row["completed_at"] > row["full_at"] and row["harvests"] == 2
    outlet.answer([("verb", "ListRecords"), ("resumptionToken", "x")], client="192.0.2.1")
    assert [row["error"] for row in rows()] == ["badResumptionToken", None]
    with engine.begin() as link:
        assert harvests.prune(link, timedelta(days=1)) == 0
        assert harvests.prune(link, timedelta(seconds=-60)) == 2


def test_a_database_that_does_not_answer_is_busy(render: Any) -> None:
    nowhere = sa.create_engine("postgresql+psycopg2://nobody@/none?host=/nonexistent")
    with pytest.raises(Busy) as caught:
        SqlShelf(nowhere, render, {}).horizon()
    assert caught.value.seconds == sql.RETRY_SECONDS
