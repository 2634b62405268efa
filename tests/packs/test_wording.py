"""What changed between two editions, in words."""

from __future__ import annotations

from wecoop_desktop.base.language import Language
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs import wording
from wecoop_desktop.packs.changes import HOW, KINDS, Change, Changes

EN = Language("en")


def change(how: str, kind: str = "project", id: str = "a", status: str = "") -> Change:
    found = next(one for one in HOW if one == how)
    return Change(found, kind, id, Text(f"Title of {id}", f"Название {id}"), (), status)


def test_a_project_that_ended_is_counted_once_as_closed() -> None:
    found = Changes(
        (),
        (
            change("new", id="b", status="closed"),
            change("changed", status="closed"),
            change("changed", id="c"),
            change("gone", "funder"),
        ),
    )
    assert wording.counts(found) == [
        ("project", "new", 1),
        ("project", "closed", 1),
        ("project", "changed", 1),
        ("funder", "gone", 1),
    ]
    assert list(wording.say_counts(EN, found)) == [
        "1 project added",
        "1 project closed",
        "1 project updated",
        "1 funder profile removed",
    ]


def test_every_kind_can_be_said() -> None:
    for language in (EN, Language("ru")):
        for kind in KINDS:
            for how in HOW:
                one = Changes((), (change(how, kind),))
                (line,) = wording.say_counts(language, one)
                assert "1" in line
                assert wording.say_change(language, one.things[0])


def test_a_thing_without_a_title_is_said_by_its_id() -> None:
    assert wording.say_change(EN, Change("new", "term", "npv", Text())).endswith("npv")
