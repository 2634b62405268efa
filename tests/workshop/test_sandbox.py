"""A participant's home: apart from everybody's own work, begun again at will."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.kit.classroom import NINE, Classroom, exercise, handed, model_answers, worked
from tests.kit.content import form
from wecoop_desktop.base import settings
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.settings import Settings
from wecoop_desktop.work.comments import Author, Spot
from wecoop_desktop.work.file import read_proposal, write_proposal
from wecoop_desktop.work.store import WorkStore
from wecoop_desktop.workshop import reset, rubric, timer
from wecoop_desktop.workshop.discuss import comment
from wecoop_desktop.workshop.model import open_model
from wecoop_desktop.workshop.prepare import write_one_file
from wecoop_desktop.workshop.sandbox import (
    ask,
    hand_in,
    join,
    offered,
    sandboxes,
    standing,
    tick,
    with_remarks,
)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "workshop" not in path.relative_to(folder).parts
    }


def test_joining_handing_in_and_reset_touch_nothing_of_ones_own(room: Classroom) -> None:
    home = room.home("a")
    store = WorkStore.open(home)
    own = store.create("proposal", form().version, {"basic.title_en": "My own"})
    store.close()
    settings.save(home.settings, Settings(language="ru", author="Мой"))
    before = bytes_of(home.root)
    place = room.participant("a", 1)
    inside = WorkStore.open(place.home)
    taken = inside.import_file(place.draft)
    assert [row.id for row in inside.proposals()] == [taken]
    inside.close()
    handed(place, worked(place, ("problem",)))
    assert settings.load(place.home.settings).author == "Мой"
    plan = reset.what_goes(home)
    assert [each.group for each in plan.goes] == [1]
    assert {each.part for each in plan.stays} >= {"work", "settings"}
    assert all(not each.path.is_relative_to(place.home.root) for each in plan.stays)
    assert reset.reset(plan, NINE) is not None
    assert bytes_of(home.root).items() >= before.items()
    store = WorkStore.open(home)
    assert [row.id for row in store.proposals()] == [own]
    store.close()


def test_joining_again_goes_on_where_one_was(room: Classroom) -> None:
    place = tick(room.participant("a", 1), "tree", "done")
    again = room.participant("a", 1)
    assert again.note.writer == place.note.writer
    assert again.note.ticks == {"tree": "done"}
    with pytest.raises(AppError, match="workshop-joined"):
        room.participant("a", 2)
    with pytest.raises(AppError, match="workshop-in-workshop"):
        join(place.home, room.share, 1, NINE)
    assert [each.note.group for each in sandboxes(room.home("a"))] == [1]
    assert standing(room.home("a")) is None
    assert standing(place.home) == again


def test_a_session_in_one_file(room: Classroom, tmp_path: Path) -> None:
    path = tmp_path / "Семинар.workshop"
    write_one_file(room.folder, path)
    assert offered(path)[0].id == room.session.session.id
    place = join(room.home("a"), path, 2, NINE)
    assert place.share is None
    assert [task.id for task in place.exercise.tasks] == [task.id for task in exercise().tasks]
    assert not place.exercise.model.answers
    assert not any(row.notes for row in place.exercise.plan)
    with pytest.raises(AppError, match="workshop-no-share"):
        handed(place)
    post = tmp_path / "post"
    post.mkdir()
    place, done = hand_in(place, read_proposal(place.draft), NINE, post)
    assert done.path.parent == post
    done.path.rename(room.folder / "groups" / "01" / "from the mail.wecoop")
    assert room.board().rows[1].drafts[0].receipt.writer == place.note.writer
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(AppError):
        offered(path)


def test_what_participants_are_given_holds_no_answer_and_no_notes(room: Classroom) -> None:
    told = b"".join(path.read_bytes() for path in (room.folder / "exercise").iterdir())
    for row in exercise().plan:
        assert not row.notes or row.notes.ru.encode()[:60] not in told
    model = model_answers()["problem.objective_tree"]
    assert isinstance(model, list | tuple)
    first = model[0]
    assert isinstance(first, dict)
    assert str(first.get("text_ru")).encode() not in told


def test_the_trainers_remarks_come_into_the_groups_own_work(room: Classroom) -> None:
    place = room.participant("a", 1)
    store = WorkStore.open(place.home)
    proposal = store.import_file(place.draft)
    here = place.home.root / "out.wecoop"
    store.export_file(proposal, here)
    handed(place, read_proposal(here))
    room.board()
    by = Author("Тренер")
    comment(room.record(), 1, "Где источник?", NINE, spot=Spot("problem.situation"), by=by)
    assert room.board().rows[0].comments == 1
    assert store.take_in(proposal, with_remarks(place, read_proposal(here))) == 1
    assert store.take_in(proposal, with_remarks(place, read_proposal(here))) == 0
    assert [each.first.text for each in store.comments.of(proposal)] == ["Где источник?"]
    store.export_file(proposal, here)
    store.close()
    handed(place, read_proposal(here))
    assert room.board().rows[0].comments == 1


def test_a_question_is_seen_and_taken_back(room: Classroom) -> None:
    place = ask(room.participant("a", 1), "  Что?  ", "tree")
    place, _done = handed(place)
    row = room.board().rows[0]
    assert (row.state, row.question, row.asked, row.tasks[0]) == (
        "question", "Что?", "tree", "question",
    )  # fmt: skip
    handed(ask(place, " "))
    assert room.board().rows[0].state == "work"


def test_a_new_participant_begins_at_the_start(room: Classroom) -> None:
    place = room.participant("a", 1)
    first = read_proposal(place.draft).answers
    place, _done = handed(place, worked(place, ("problem",)))
    room.board()
    room.wait(1)
    room.share.rename(room.root / "away")  # needs no stick
    new = reset.new_participant(room.home("a"), place.session.id, NINE)
    (room.root / "away").rename(room.share)
    assert new.note.writer != place.note.writer
    assert new.note.group == 1
    assert new.note.count == 0
    assert new.share == place.share
    assert read_proposal(new.draft).answers == first
    assert read_proposal(new.draft).identity != read_proposal(room.folder / "start.wecoop").identity
    assert len(reset.kept(room.home("a"), NINE)) == 1
    handed(new)
    assert len(room.board().rows[0].drafts) == 2


def test_a_reset_while_a_window_is_open_removes_nothing(room: Classroom) -> None:
    place = room.participant("a", 1)
    store = WorkStore.open(place.home)
    with pytest.raises(AppError, match="workshop-open"):
        reset.reset(reset.what_goes(room.home("a")), NINE)
    assert place.draft.is_file()
    store.close()
    assert reset.reset(reset.what_goes(room.home("a")), NINE) is not None


def test_a_reset_says_what_was_not_handed_in(room: Classroom) -> None:
    place = room.participant("a", 1)
    assert not reset.what_goes(room.home("a")).goes[0].unsent
    write_proposal(place.draft, worked(place, ("problem",)))
    assert reset.what_goes(room.home("a")).goes[0].unsent
    handed(place)
    assert not reset.what_goes(room.home("a")).goes[0].unsent


def test_work_in_the_window_is_compared_with_what_was_handed_in(room: Classroom) -> None:
    place = room.participant("a", 1)
    store = WorkStore.open(place.home)
    proposal = store.import_file(place.draft)
    out = room.root / "out.wecoop"
    store.export_file(proposal, out)
    place, _done = handed(place, read_proposal(out))
    assert reset.what_goes(room.home("a")).goes[0].files  # while it is open
    store.close()
    assert not reset.what_goes(room.home("a")).goes[0].unsent
    store = WorkStore.open(place.home)
    store.write(proposal, "problem.situation", {"en": "", "ru": "Новое"})
    store.close()
    assert reset.what_goes(room.home("a")).goes[0].unsent


def test_a_number_of_a_hand_in_is_never_used_twice(room: Classroom) -> None:
    place = room.participant("a", 1)
    away = room.root / "away"
    room.share.rename(away)
    with pytest.raises(AppError, match="workshop-folder-gone"):
        handed(place)
    away.rename(room.share)
    _later, done = handed(place, worked(place, ("problem",)))  # as the window knew it before
    assert done.count == 2
    assert len(list((place.home.root / "handed").iterdir())) == 2


def test_copies_are_kept_for_thirty_days_and_never_put_over_anything(room: Classroom) -> None:
    home = room.home("a")
    room.participant("a", 1)
    first = reset.reset(reset.what_goes(home), NINE)
    assert first is not None
    room.participant("a", 2)
    with pytest.raises(AppError, match="workshop-kept-in-way"):
        reset.undo(home, first)
    later = NINE + timedelta(days=1)
    assert reset.reset(reset.what_goes(home), later) is not None
    assert [len(reset.kept(home, now)) for now in (later, NINE + timedelta(days=30))] == [2, 1]
    assert reset.thin(home, NINE + timedelta(days=400)) == 1  # the newest stays, come what may
    assert reset.undo(home, reset.kept(home, later)[0])
    assert [each.note.group for each in sandboxes(home)] == [2]


def test_a_copy_that_leads_elsewhere_is_refused(room: Classroom) -> None:
    home = room.home("a")
    folder = home.root / reset.FOLDER
    folder.mkdir(parents=True)
    session = room.session.session.id
    with zipfile.ZipFile(folder / "20261124T090000Z-aa.zip", "w") as archive:
        archive.writestr(f"{session}/../../escaped.txt", "x")
    with pytest.raises(AppError, match="workshop-file-damaged"):
        reset.undo(home, reset.kept(home, NINE)[0])
    assert not (home.root / "escaped.txt").exists()
    assert not (home.root.parent / "escaped.txt").exists()


def test_nothing_to_reset(tmp_path: Path) -> None:
    plan = reset.what_goes(Home(tmp_path / "none"))
    assert (plan.goes, plan.stays, plan.files, plan.bytes) == ((), (), 0, 0)
    assert reset.reset(plan, NINE) is None


def test_scores_of_two_trainers_and_a_second_thought(room: Classroom) -> None:
    record = room.record()
    rows = exercise().rubric
    low, high = rows[0].levels[0].score, rows[0].levels[-1].score
    for who, score in (("Анна", low), ("Bek", high), ("Анна", high)):
        one = rubric.Review(1, who, scores={rows[0].id: score})
        rubric.save_review(record, exercise(), one, NINE)
    first = rubric.standings(record, exercise())[0].scores[0]
    assert first.mean == high
    assert (first.reviews, first.low) == (2, high)
    assert rubric.standings(record, exercise())[0].total is None
    whole = rubric.Review(1, "Bek", scores={row.id: row.levels[-1].score for row in rows})
    rubric.save_review(record, exercise(), whole, NINE)
    found = rubric.standings(record, exercise())[0]
    assert found.total == found.most
    wrong = rubric.Review(1, "Bek", scores={rows[0].id: 99})
    with pytest.raises(AppError, match="workshop-score-wrong"):
        rubric.save_review(record, exercise(), wrong, NINE)


def test_the_model_answer_opens_with_the_code_only() -> None:
    for wrong in ("", "wecoop", "WECOOP TRAINERS"):
        with pytest.raises(AppError, match="workshop-code-wrong"):
            open_model(exercise(), wrong, form(), {}, NINE)
    file = open_model(exercise(), "wecoop trainer", form(), {}, NINE)
    assert file.review
    assert "problem.objective_tree" in file.answers


def test_a_timer_runs_pauses_and_is_extended() -> None:
    running = timer.start(timer.new_timer(75), NINE)
    later = NINE + timedelta(minutes=50)
    assert timer.left(running, later) == 25 * 60
    paused = timer.pause(running, later)
    assert timer.left(paused, later + timedelta(hours=5)) == 25 * 60
    longer = timer.extend(timer.start(paused, later), 5)
    assert timer.left(longer, later + timedelta(minutes=31)) == -60
    assert timer.left(running, NINE - timedelta(days=1)) == 75 * 60
