"""Everything that can go wrong with files and sticks: told clearly, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.kit import earlier
from tests.kit.classroom import (
    NINE,
    Classroom,
    answered,
    classroom,
    example,
    exercise,
    handed,
    worked,
)
from tests.kit.content import form
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.base.wording import say
from wecoop_desktop.work.file import read_proposal, write_proposal
from wecoop_desktop.work.shape import form_data
from wecoop_desktop.workshop import rubric, sandbox
from wecoop_desktop.workshop.collect import collect
from wecoop_desktop.workshop.measure import Version
from wecoop_desktop.workshop.note import ENTRY, Note, note_bytes
from wecoop_desktop.workshop.prepare import Wanted, prepare
from wecoop_desktop.workshop.record import all_records, load
from wecoop_desktop.workshop.sandbox import hand_in, join
from wecoop_desktop.workshop.session import find_sessions, make_groups, read_session
from wecoop_desktop.workshop.stick import plan_stick, write_stick


def code(error: pytest.ExceptionInfo[AppError]) -> str:
    """Its code; its sentence can be said in both languages."""
    for language in ("en", "ru"):
        assert say(Language(language), error.value)
    return error.value.code


# A stick that is full


def test_a_full_stick_takes_no_session_and_holds_no_half(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(os.urandom(1_990_000))
    with pytest.raises(AppError) as full:
        prepare(Wanted(exercise(), "ru", make_groups(3)), form(), example(), small_disk, NINE)
    assert code(full) == "disk-full"
    assert find_sessions(small_disk) == ()
    assert [each.name for each in small_disk.iterdir()] == ["filler"]


def test_handing_in_to_a_full_stick_keeps_the_draft_here(room: Classroom, small_disk: Path) -> None:
    target = small_disk / room.folder.name
    shutil.copytree(room.folder, target)
    place = join(room.home("a"), small_disk, 1, NINE)
    place, first = hand_in(place, read_proposal(place.draft), NINE)
    before = first.path.read_bytes()
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(os.urandom(max(0, free - 8_192)))
    with pytest.raises(AppError) as full:
        hand_in(place, worked(place, ("problem",)), NINE)
    assert code(full) == "disk-full"
    assert first.path.read_bytes() == before
    assert not list(first.path.parent.glob(".wecoop*"))
    kept = sorted((place.home.root / "handed").iterdir())
    assert len(kept) == 2
    assert read_proposal(kept[-1]).answers["problem.problem_tree"]
    (small_disk / "filler").unlink()
    again = sandbox.standing(place.home)
    assert again is not None
    _place, done = hand_in(again, worked(place, ("problem",)), NINE)
    assert done.count == 3


def test_collecting_onto_a_full_disk_takes_nothing_from_the_folder(
    room: Classroom, small_disk: Path
) -> None:
    record = room.record()
    for group in (1, 2, 3):
        place = room.participant(str(group), group)
        handed(place)
    root = small_disk / "record"
    shutil.copytree(record.root, root)
    record = load(root)
    free = shutil.disk_usage(small_disk).free
    (small_disk / "filler").write_bytes(os.urandom(max(0, free - 120_000)))
    with pytest.raises(AppError) as full:
        collect(record, NINE)
    assert code(full) == "disk-full"
    assert len(list((room.folder / "groups").rglob("*.wecoop"))) == 3
    (small_disk / "filler").unlink()
    assert len(collect(load(root), NINE).record.receipts) == 3


# A stick that is pulled out


def test_pulled_out_while_the_stick_is_written(room: Classroom, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    plan = plan_stick(stick, room.folder, room.trainer)
    job = Job(lambda done, total, what: shutil.rmtree(stick, ignore_errors=True))
    with pytest.raises(AppError) as gone:
        write_stick(plan, job)
    assert code(gone) == "workshop-folder-gone"


def test_pulled_out_before_handing_in(room: Classroom) -> None:
    place = room.participant("a", 1)
    away = room.root / "away"
    room.share.rename(away)
    with pytest.raises(AppError) as gone:
        handed(place, worked(place, ("problem",)))
    assert code(gone) == "workshop-folder-gone"
    assert len(list((place.home.root / "handed").iterdir())) == 1
    away.rename(room.share)
    again = sandbox.standing(place.home)
    assert again is not None
    assert again.note.count == 1
    handed(again)
    assert room.board().rows[0].drafts[0].receipt.count == 2


def test_pulled_out_while_collecting_shows_what_was_collected(room: Classroom) -> None:
    place = room.participant("a", 1)
    handed(place)
    assert room.board().reached
    away = room.root / "away"
    room.share.rename(away)
    found = collect(load(room.trainer.root / "sessions" / room.session.session.id), room.clock)
    assert not found.reached
    assert len(found.record.receipts) == 1
    away.rename(room.share)
    assert room.board().totals["handed"] == 1


def test_a_stick_that_comes_back_under_another_letter(room: Classroom) -> None:
    place = room.participant("a", 1)
    room.share.rename(room.root / "E")
    moved = join(room.home("a"), room.root / "E", 1, NINE)
    assert moved.note.writer == place.note.writer
    _place, done = hand_in(moved, read_proposal(moved.draft), NINE)
    assert done.path.is_relative_to(room.root / "E")


# Drafts as they come


def test_two_drafts_of_the_same_group_are_both_kept(room: Classroom) -> None:
    first, second = room.participant("a", 2), room.participant("b", 2)
    handed(first, worked(first, ("problem",)))
    room.board()
    room.wait(3)
    handed(second)
    row = room.board().rows[1]
    assert len(row.drafts) == 2
    assert row.drafts[0].receipt.writer == second.note.writer
    assert row.drafts[1].measured.tasks.count("done") == 2
    assert all(draft.path.is_file() for draft in row.drafts)


@pytest.mark.parametrize(("version", "told"), [("2026.05", "older"), ("2027.01", "newer")])
def test_drafts_of_another_form_are_taken_and_told(
    room: Classroom, version: str, told: Version
) -> None:
    place = room.participant("a", 1)
    other = earlier.may() if told == "older" else replace(form(), version=version)
    file = replace(worked(place, ("logframe",)), form_version=version, form_data=form_data(other))
    handed(place, file)
    row = room.board().rows[0]
    assert row.version == told
    assert row.state == "work"
    assert row.readiness is not None


def test_a_draft_whose_form_cannot_be_read_is_told_and_kept(room: Classroom) -> None:
    place = room.participant("a", 1)
    file = replace(read_proposal(place.draft), form_version="2020.01", form_data={"id": "proposal"})
    handed(place, file)
    row = room.board().rows[0]
    assert row.state == "damaged"
    assert row.faults[0].error.code == "form-not-readable"
    assert len(room.record().receipts) == 1


@pytest.mark.parametrize(
    "name", ["черновик финал (2).wecoop", "draft.wecoop.zip", "groups/03/moved.wecoop", "no-ending"]
)
def test_a_renamed_or_moved_draft_says_whose_it_is(room: Classroom, name: str) -> None:
    place = room.participant("a", 1)
    place, done = handed(place)
    done.path.rename(room.folder / name)
    row = room.board().rows[0]
    assert [draft.receipt.writer for draft in row.drafts] == [place.note.writer]
    assert room.board().rows[2].drafts == ()


def test_a_draft_without_a_note_belongs_to_its_folder(room: Classroom) -> None:
    place = room.participant("a", 1)
    shutil.copy(place.draft, room.folder / "groups" / "02" / "по почте.wecoop")
    row = room.board().rows[1]
    assert row.drafts[0].receipt.writer.startswith("loose")
    shutil.copy(place.draft, room.folder / "чей.wecoop")
    assert [each.error.code for each in room.board().faults] == ["workshop-draft-nobody"]


@pytest.mark.parametrize(
    "data",
    [b"", b"not a draft", b"PK\x03\x04 cut off", b"\x00" * 100_000],
    ids=["empty", "text", "cut", "zeros"],
)
def test_a_damaged_file_is_told_and_hides_nobody(room: Classroom, data: bytes) -> None:
    good = room.participant("a", 1)
    handed(good)
    (room.folder / "groups" / "01" / "damaged.wecoop").write_bytes(data)
    (room.folder / "groups" / "02" / "damaged.wecoop").write_bytes(data)
    found = room.board()
    assert found.rows[0].state == "work"
    assert len(found.rows[0].faults) == 1
    assert found.rows[1].state == "damaged"
    assert (room.folder / "groups" / "02" / "damaged.wecoop").read_bytes() == data


def test_what_else_people_lay_into_folders_is_no_fault(room: Classroom) -> None:
    group = room.folder / "groups" / "01"
    with zipfile.ZipFile(group / "photos.zip", "w") as archive:
        archive.writestr("photo.jpg", b"x")
    for name in ("Thumbs.db", "desktop.ini", "~$план.docx", ".DS_Store", "._draft.wecoop", "план"):
        (group / name).write_bytes(b"x" * 100)
    (group / "folder").mkdir()
    found = room.board()
    assert found.rows[0].state == "none"
    assert not found.faults
    assert not found.rows[0].faults


def test_a_draft_that_breaks_later_does_not_hide_the_good_one(room: Classroom) -> None:
    place = room.participant("a", 1)
    place, done = handed(place, worked(place, ("problem",)))
    assert room.board().rows[0].done == 2
    done.path.write_bytes(done.path.read_bytes()[:20_000])
    row = room.board().rows[0]
    assert row.done == 2
    assert len(row.faults) == 1


def test_a_draft_of_another_session_is_not_counted(room: Classroom, tmp_path: Path) -> None:
    other = classroom(tmp_path / "other", 1)
    place = other.participant("a", 1)
    _place, done = handed(place)
    shutil.copy(done.path, room.folder / "groups" / "01" / "x.wecoop")
    row = room.board().rows[0]
    assert row.state == "damaged"
    assert row.faults[0].error.code == "workshop-draft-other"


def test_a_note_with_odd_values_is_refused(room: Classroom) -> None:
    place = room.participant("a", 1)
    odd_notes: tuple[dict[str, object], ...] = (
        {"group": -1},
        {"writer": "../../x"},
        {"count": True},
        {"ticks": ["done"]},
        {"people": [{}]},
        {"format": 99},
        {"question": "x" * 5_000},
    )
    for told in odd_notes:
        note = json.loads(note_bytes(Note(place.session.id, 1, "aa", 1)))
        odd = json.dumps({**note, **told}).encode()
        file = replace(read_proposal(place.draft), further={ENTRY: odd})
        write_proposal(room.folder / "groups" / "01" / "x.wecoop", file)
        row = room.board().rows[0]
        assert row.state == "damaged", told
        assert row.faults[0].error.code in ("workshop-file-damaged", "workshop-file-newer")


def test_a_group_that_is_not_there(room: Classroom) -> None:
    with pytest.raises(AppError) as unknown:
        room.participant("a", 9)
    assert code(unknown) == "workshop-group-unknown"
    place = room.participant("a", 1)
    further = {ENTRY: note_bytes(Note(place.session.id, 77, "aa", 1))}
    file = replace(read_proposal(place.draft), further=further)
    write_proposal(room.folder / "groups" / "01" / "x.wecoop", file)
    assert [each.error.code for each in room.board().faults] == ["workshop-draft-nobody"]


# Clocks


@pytest.mark.parametrize("days", [-4_000, 4_000])
def test_clocks_that_disagree_change_no_order(room: Classroom, days: int) -> None:
    wrong = NINE + timedelta(days=days)
    place = room.participant("a", 1, wrong)
    place, _done = handed(place, worked(place, ("problem",)), wrong)
    room.board()
    room.wait(30)
    place, _done = handed(place, answered(place, {}), wrong - timedelta(days=1))
    found = room.board()
    assert found.rows[0].drafts[0].receipt.count == 2
    assert found.rows[0].minutes == 0
    room.wait(7)
    assert room.board().rows[0].minutes == 7


def test_the_trainers_clock_put_back_gives_no_negative_minutes(room: Classroom) -> None:
    handed(room.participant("a", 1))
    room.board()
    room.wait(-600)
    assert room.board().rows[0].minutes == 0


# Many, and any script


def test_forty_groups_with_names_in_any_script(tmp_path: Path) -> None:
    scripts = (
        "Ўзбекистон",
        "Қазақстан",
        "Түркменистан",
        "ქართული",
        "中文组",
        "العربية",
        "हिन्दी",
        "=1+1",
    )
    names = tuple(f"{scripts[number % 8]} {number}" for number in range(40))
    room = classroom(tmp_path, 40, names)
    session = read_session(room.folder)
    assert [group.name for group in session.groups] == list(names)
    place = room.participant("a", 40)
    handed(place)
    found = room.board()
    assert len(found.rows) == 40
    assert found.rows[39].state == "work"
    assert found.rows[39].group.name == names[39]


def test_too_many_groups_or_none() -> None:
    for count in (0, -1, 61):
        with pytest.raises(AppError) as wrong:
            make_groups(count)
        assert code(wrong) == "workshop-groups-wrong"


def test_signs_that_command_do_not_get_into_names() -> None:
    group = make_groups(1, ["kg: Группа\u202e\x1b[31m\n два" + "x" * 500])[0]
    assert group.country == "KG"
    assert group.name.startswith("Группа[31m два")
    assert len(group.name) <= 200


# Session folders


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"format": 2}, "workshop-file-newer"),
        ({"format": None}, "workshop-file-damaged"),
        ({"session": "../x"}, "workshop-file-damaged"),
        ({"groups": []}, "workshop-file-damaged"),
        ({"groups": [{"number": 1}, {"number": 1}]}, "workshop-file-damaged"),
        ({"exercise": "../../etc"}, "workshop-file-damaged"),
        ({"language": "de"}, "workshop-file-damaged"),
        ({"made": "yesterday"}, "workshop-file-damaged"),
    ],
)
def test_a_damaged_session_is_told(room: Classroom, change: dict[str, object], wanted: str) -> None:
    path = room.folder / "session.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **change}), "utf-8")
    with pytest.raises(AppError) as damaged:
        read_session(room.folder)
    assert code(damaged) == wanted


def test_no_session_where_there_is_none(room: Classroom, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere", room.folder / "start.wecoop"):
        with pytest.raises(AppError) as none:
            join(Home(tmp_path / "h"), place, 1, NINE)
        assert code(none) == "workshop-no-session"
    assert not (tmp_path / "h").exists()


def test_a_record_whose_list_is_damaged_is_found_again_from_its_drafts(room: Classroom) -> None:
    for group in (1, 2):
        handed(room.participant(str(group), group))
    room.board()
    record = room.record()
    (record.root / "received.json").write_bytes(b"\x00\x01")
    again = load(record.root)
    assert {(each.group, each.count) for each in again.receipts} == {(1, 1), (2, 1)}
    assert all(each.session.id == record.session.id for each in all_records(room.trainer))


def test_damaged_reviews_are_told_and_others_count(room: Classroom) -> None:
    record = room.record()
    row = exercise().rubric[0]
    rubric.save_review(record, exercise(), rubric.Review(1, "A", scores={row.id: 1}), NINE)
    (room.folder / "reviews" / "bad.json").write_text("{", "utf-8")
    (room.folder / "reviews" / "peer-x.json").write_text(
        json.dumps({"format": 1, "session": record.session.id, "packet": "ff", "scores": {}}),
        "utf-8",
    )
    assert {error.code for error in rubric.review_faults(record)} == {
        "workshop-file-damaged",
        "workshop-packet-unknown",
    }
    assert len(rubric.reviews_of(record)) == 1
