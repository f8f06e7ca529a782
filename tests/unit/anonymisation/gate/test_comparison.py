# SPDX-FileCopyrightText: 2026 Hoeder contributors
# SPDX-License-Identifier: MIT

"""Two versions' files and obstacles side by side."""

from hoeder.anonymisation.gate.comparison import Change, compare
from hoeder.anonymisation.gate.decision import Kind, Obstacle


def obstacle(id_: str, key: str, kind: Kind = Kind.IDENTIFIER) -> Obstacle:
    return Obstacle(id_, key, "md5:1", kind)


def test_what_became_of_each_file() -> None:
    before = [("same.csv", "1"), ("edited.csv", "2"), ("old name.csv", "3"), ("gone.csv", "4")]
    after = [("same.csv", "1"), ("edited.csv", "5"), ("name.csv", "3"), ("new.csv", "6")]
    assert compare(before, after, (), ()).files == {
        "same.csv": Change.SAME,
        "edited.csv": Change.CHANGED,
        "name.csv": Change.RENAMED,
        "new.csv": Change.NEW,
        "gone.csv": Change.GONE,
    }


def test_obstacles_that_came_and_went() -> None:
    before = [obstacle("a", "x.csv"), obstacle("b", "x.csv")]
    after = [obstacle("b", "renamed.csv"), obstacle("c", "y.csv")]
    found = compare([("x.csv", "1")], [("renamed.csv", "1"), ("y.csv", "2")], before, after)
    assert [o.id for o in found.appeared] == ["c"]
    assert [o.id for o in found.disappeared] == ["a"]
    assert found.unknown == ()


def test_nothing_is_said_of_what_was_not_screened_by_todays_rules() -> None:
    files = [("x.csv", "1")]
    waits = [obstacle("w", "x.csv", Kind.WAITING)]
    found = compare(files, files, waits, [obstacle("a", "x.csv")])
    assert (found.appeared, found.disappeared, found.unknown) == ((), (), ("x.csv",))
