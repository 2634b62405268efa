"""Papers of this computer that were damaged are begun anew; drafts and work stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.classroom import NINE, Classroom, classroom, handed, worked
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.work.file import read_proposal, write_proposal
from wecoop_desktop.workshop.highlight import highlight, letters_of, shown, take_back
from wecoop_desktop.workshop.record import Highlight, load, open_record
from wecoop_desktop.workshop.reset import what_goes
from wecoop_desktop.workshop.sandbox import sandboxes, standing


@pytest.mark.parametrize("data", [b"", b"{", b'{"format": 1}', b'{"format": 1, "trainer": 5}'])
def test_a_damaged_record_begins_anew_with_its_drafts(room: Classroom, data: bytes) -> None:
    handed(room.participant("a", 1))
    room.board()
    before = room.record()
    (before.root / "record.json").write_bytes(data)
    again = open_record(room.trainer, room.folder, NINE)
    assert again.receipts == before.receipts
    assert (before.root / "record.damaged.json").read_bytes() == data
    assert load(before.root) == again


@pytest.mark.parametrize("name", ["workshop.json", "session.json", "exercise"])
def test_a_damaged_sandbox_is_mended_by_joining_again(room: Classroom, name: str) -> None:
    place = room.participant("a", 1)
    write_proposal(place.draft, worked(place, ("problem",)))
    work = read_proposal(place.draft).answers
    broken = place.home.root / name
    if broken.is_dir():
        for path in broken.iterdir():
            path.unlink()
    else:
        broken.write_bytes(b"\x00")
    assert sandboxes(room.home("a")) == ()
    assert [each.group for each in what_goes(room.home("a")).goes] == [0]
    again = room.participant("a", 1)
    assert again.note.writer != place.note.writer
    assert read_proposal(again.draft).answers == work
    assert standing(again.home) == again


def test_content_and_library_are_lent_not_built(room: Classroom) -> None:
    home = room.home("a")
    for name, data in (
        ("content/current.json", b"{}"),
        ("content/ab/guide.pack", b"pack"),
        ("library/cd/library.sqlite", b"tables"),
    ):
        (home.root / name).parent.mkdir(parents=True, exist_ok=True)
        (home.root / name).write_bytes(data)
    place = room.participant("a", 1)
    inside = place.home.root
    assert (inside / "library/cd/library.sqlite").read_bytes() == b"tables"
    (inside / "content/current.json").write_bytes(b"another edition")
    assert (home.root / "content/current.json").read_bytes() == b"{}"


def test_highlights_name_nobody(room: Classroom) -> None:
    for group in (1, 2):
        place = room.participant(str(group), group)
        handed(place, worked(place, ("problem",)))
    board, record = room.board(), room.record()
    tree = "problem.problem_tree"
    record = highlight(record, Highlight(1, tree, 0, "good", "  Чётко  "))
    record = highlight(record, Highlight(2, tree, 9_999))
    record = highlight(record, Highlight(3, "problem.situation"))
    record = highlight(record, Highlight(1, tree, 0, "discuss", "Корень?"))
    assert len(load(record.root).highlights) == 3
    found = shown(board, record.highlights)
    assert [(each.path, each.row, each.why, each.note) for each in found] == [
        (tree, 0, "discuss", "Корень?")
    ]
    assert not isinstance(found[0].value, tuple)
    letters = letters_of(board.session)
    assert sorted(letters.values()) == ["A", "B", "C"]
    assert found[0].letter == letters[1]
    assert len(take_back(record, Highlight(1, tree, 0)).highlights) == 2
    for wrong in (Highlight(9, tree), Highlight(1, tree, None, "bad")):
        with pytest.raises(AppError):
            highlight(record, wrong)


def test_letters_go_on_after_the_alphabet(tmp_path: Path) -> None:
    many = classroom(tmp_path / "many", 60)
    letters = letters_of(many.session.session)
    assert len(set(letters.values())) == 60
    assert {"A", "Z", "AA", "BH"} <= set(letters.values())
