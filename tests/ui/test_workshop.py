"""The workshop screen over a room that does what a test says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tests.kit import training
from tests.kit.training import EXERCISE, FakeRoom
from tests.kit.window import button, click, settle, shown, words
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopclock import SessionClock
from wecoop_desktop.ui.presenters.workshopview import Clock, Group
from wecoop_desktop.ui.screens.workshop import WorkshopScreen
from wecoop_desktop.ui.screens.workshopboard import Marks
from wecoop_desktop.ui.window import Window

GONE = AppError("workshop-folder-gone", path="E:")


@pytest.fixture
def room() -> FakeRoom:
    return FakeRoom()


@pytest.fixture
def presenter(window: Window, room: FakeRoom) -> WorkshopPresenter:
    """At the screen, over the fake."""
    made = window.presenter("workshop")
    assert isinstance(made, WorkshopPresenter)
    made.room = room
    window.go(Place("workshop"))
    settle()
    return made


@pytest.fixture
def led(presenter: WorkshopPresenter, room: FakeRoom, tmp_path: Path) -> WorkshopPresenter:
    """A session with six groups is open."""
    room.held = training.session(tmp_path)
    presenter.look()
    settle()
    return presenter


def answering(window: Window, path: Path | None) -> list[str]:
    """The screen's only dialog answers so; what it was asked."""
    asked: list[str] = []
    screen = window.screen_shown
    assert isinstance(screen, WorkshopScreen)

    def ask(what: str) -> Path | None:
        asked.append(what)
        return path

    screen.ask = ask
    return asked


# Before a session


def test_without_a_session_there_are_three_ways(
    window: Window, presenter: WorkshopPresenter
) -> None:
    said = words(window)
    for way in ("Prepare a session", "Go on with a session …", "Take part in a session …"):
        assert way in said
    assert "Prepare the pack" in said
    assert presenter.view.stage == 1


def test_preparing_writes_what_was_chosen(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom, tmp_path: Path
) -> None:
    click(window, "Prepare a session")
    write = button(window, "Prepare the session")
    assert not write.isEnabled()
    presenter.preparing.wish(exercise=EXERCISE, language="ru", title="День 2")
    presenter.preparing.number(3)
    presenter.preparing.name(1, "Қазгидромет", "KZ")
    asked = answering(window, tmp_path)
    click(window, "Choose the folder or stick …")
    assert asked == ["folder"]
    click(window, "Prepare the session")
    wish = next(values[0] for verb, *values in room.asked if verb == "prepare")
    assert (wish.exercise, wish.language, wish.title) == (EXERCISE, "ru", "День 2")
    assert wish.groups == (("", ""), ("Қазгидромет", "KZ"), ("", ""))
    assert wish.target == tmp_path
    assert presenter.view.stage == 2
    assert "was read back" in words(window)


def test_groups_keep_their_names_when_their_number_changes(
    window: Window, presenter: WorkshopPresenter
) -> None:
    presenter.preparing.begin()
    presenter.preparing.name(0, "Ministry", "KG")
    presenter.preparing.number(40)
    settle()
    count = window.screen_shown.findChild(Choice, "count")
    assert isinstance(count, Choice)
    assert count.value == "40"
    presenter.preparing.number(0)
    assert presenter.view.wish is not None
    assert presenter.view.wish.groups == (("Ministry", "KG"),)


def test_a_stick_that_went_is_told_and_the_wish_stays(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom, tmp_path: Path
) -> None:
    room.fails["prepare"] = GONE
    presenter.preparing.begin(EXERCISE)
    presenter.preparing.wish(target=tmp_path)
    presenter.preparing.prepare()
    settle()
    assert presenter.view.wish is not None
    assert presenter.view.session is None
    assert "E:" in words(window)


# The board


def test_the_board_says_what_each_group_needs(window: Window, led: WorkshopPresenter) -> None:
    said = words(window)
    for part in ("Group 1 · Ministry specialists", "86%", "ready to show", "question",
                 "no file for 25 min", "Watching the folder · last file"):  # fmt: skip
        assert part in said
    marks = [each for each in shown(window.screen_shown) if isinstance(each, Marks)]
    assert len(marks) == 6
    assert "question to the trainer" in marks[2].accessibleName()


def test_forty_groups_in_any_script(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom, tmp_path: Path
) -> None:
    names = ("Кыргызгидромет", "Ўзбекистон сув", "مجموعة", "小组", "x" * 190)
    groups = tuple(Group(at, names[at % 5], "KG") for at in range(1, 41))
    room.held = training.session(tmp_path, groups)
    presenter.look()
    settle()
    assert words(window).count("no file yet") == 40


def test_collecting_asks_the_room_and_keeps_the_board_meanwhile(
    window: Window, led: WorkshopPresenter, room: FakeRoom
) -> None:
    room.asked.clear()
    click(window, "Collect now")
    assert room.verbs == ["collect"]
    room.fails["collect"] = GONE
    led.collect()
    settle()
    assert "E:" in words(window)
    assert "Group 1 · Ministry specialists" in words(window)
    del room.fails["collect"]
    led.collect()
    assert led.view.error is None


def test_a_group_is_scored_and_commented(
    window: Window, led: WorkshopPresenter, room: FakeRoom
) -> None:
    click(window, "Open Group 3 · Basin authority")
    assert "May an output stand in the project's own control?" in words(window)
    exercise = led.view.exercise
    assert exercise is not None
    row = exercise.rubric[0]
    switch = next(
        each
        for each in window.screen_shown.findChildren(Segments)
        if each.isVisible() and each.accessibleName() == row.title.en
    )
    QTest.mouseClick(switch.button(str(row.levels[1].score)), Qt.MouseButton.LeftButton)
    assert ("score", 3, {row.id: row.levels[1].score}) in room.asked
    settle()
    field = next(
        each for each in window.screen_shown.findChildren(QPlainTextEdit) if each.isVisible()
    )
    field.setPlainText("  Посмотрите на допущение ")
    click(window, "Keep the comment")
    assert ("comment", 3, "Посмотрите на допущение") in room.asked
    assert "goes back to group 3" in words(window)


def test_scores_by_criterion(window: Window, led: WorkshopPresenter) -> None:
    led.by("criterion")
    settle()
    assert led.view.exercise is not None
    for row in led.view.exercise.rubric:
        assert row.title.en in words(window)


def test_two_answers_side_by_side_without_names(
    window: Window, led: WorkshopPresenter, room: FakeRoom
) -> None:
    room.given = {1: {}, 3: {}}
    led.reviewing.side_by_side("problem.causes")
    settle()
    assert ("answers", 1) in room.asked
    assert led.view.panel == "beside"
    window.close_top()
    assert not led.close_panel()


def test_odd_drafts_are_told(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom, tmp_path: Path
) -> None:
    damaged = AppError("file-missing", path="02.wecoop")
    odd = replace(training.GROUPS[0], notes=(damaged,), form="older", twice=2)
    room.held = training.session(tmp_path, (odd,))
    presenter.look()
    presenter.choose(1)
    settle()
    said = words(window)
    assert "02.wecoop" in said
    assert "2 computers of this group have handed in" in said
    assert "older form" in said


def test_a_stick_is_made_and_drafts_come_back_by_one(
    window: Window, led: WorkshopPresenter, room: FakeRoom, tmp_path: Path
) -> None:
    answering(window, tmp_path)
    click(window, "Make a workshop stick …")
    assert ("stick", tmp_path) in room.asked
    assert "every file was read back" in words(window)
    click(window, "Collect from a stick …")
    assert ("take", tmp_path) in room.asked
    room.fails["stick"] = GONE
    click(window, "Make a workshop stick …")
    assert "E:" in words(window)
    assert led.view.session is not None
    answering(window, None)
    room.asked.clear()
    click(window, "Collect from a stick …")
    assert "take" not in room.verbs


# Time


def test_the_clock_runs_pauses_and_gets_more() -> None:
    now = [100.0]
    clock = SessionClock()
    clock.now = lambda: now[0]
    clock.set(10)
    clock.start()
    now[0] += 60
    clock.look()
    assert clock.clock == Clock(600, 540, running=True)
    clock.pause()
    now[0] += 3600
    clock.look()
    assert clock.clock.left == 540
    clock.more()
    assert clock.clock == Clock(900, 840, running=False)
    clock.start()
    now[0] += 10_000
    clock.look()
    assert clock.clock == Clock(900, 0, running=False)
    clock.more()
    assert clock.clock.running
    assert clock.clock.left == 300
    clock.pause()


def test_time_is_kept_by_the_room(led: WorkshopPresenter, room: FakeRoom, window: Window) -> None:
    assert led.view.clock.left == 75 * 60
    click(window, "Five minutes more")
    assert room.asked[-1] == ("keep_clock", Clock(80 * 60, 80 * 60, running=False))
    assert "80:00" in words(window) or "1:20:00" in words(window)


# After the session


def test_report_certificates_and_form(
    window: Window, led: WorkshopPresenter, room: FakeRoom, tmp_path: Path
) -> None:
    asked = answering(window, tmp_path / "out")
    click(window, "Session report")
    click(window, "Certificates")
    click(window, "Save certificates …")
    assert ("certificates", ("Participant One", "Участник Второй"), "en") in room.asked
    led.close_panel()
    click(window, "Feedback form")
    click(window, "Save the form …")
    assert asked == ["report", "certificates", "evaluation"]
    assert {"report", "evaluation"} <= set(room.verbs)


def test_reset_says_what_goes_and_what_stays_before_anything_goes(
    window: Window, led: WorkshopPresenter, room: FakeRoom
) -> None:
    click(window, "Reset this computer …")
    said = words(window)
    assert "1 work place of a group on this computer" in said
    assert "your own proposals, notes and bookmarks (2 files)" in said
    assert "30 days" in said
    assert "reset" not in room.verbs
    click(window, "Keep everything")
    assert "reset" not in room.verbs
    led.closing.ask_reset()
    settle()
    click(window, "Reset")
    assert "reset" in room.verbs
    assert led.view.session is None
    led.turn("past")
    settle()
    click(window, "Bring back Copy of a reset")
    assert ("undo", "kept.zip") in room.asked


def test_the_model_answer_needs_the_code(window: Window, led: WorkshopPresenter) -> None:
    click(window, "Model answer")
    field = next(e for e in window.screen_shown.findChildren(QLineEdit) if e.isVisible())
    field.setText("wrong")
    click(window, "Open")
    assert "not the code" in words(window)
    assert led.view.opened == ""
    led.reviewing.show_model(EXERCISE)
    assert window.place.screen == "workshop"
    led.reviewing.code(EXERCISE, "wecoop trainer")
    assert led.view.opened == EXERCISE


# Packs, past sessions, dates, taking part


def test_an_exercise_stands_with_case_tasks_plan_and_rubric(
    window: Window, presenter: WorkshopPresenter
) -> None:
    window.go(Place("workshop", EXERCISE, "packs"))
    settle()
    exercise = next(each for each in presenter.view.exercises if each.id == EXERCISE)
    said = words(window)
    for text in (exercise.title, exercise.tasks[0].told, exercise.plan[0].title,
                 exercise.rubric[0].title):  # fmt: skip
        assert text.en in said
    assert "](project:" not in said
    rows = [row for each in presenter.view.exercises for row in each.rubric]
    assert all((row.funder, row.criterion) in presenter.view.criteria for row in rows)
    acronym, criterion = presenter.view.criteria[
        (exercise.rubric[0].funder, exercise.rubric[0].criterion)
    ]
    assert f"{acronym.en} · {criterion.en}" in said


def test_whoever_enters_the_code_stays_where_it_stands(
    window: Window, presenter: WorkshopPresenter
) -> None:
    presenter.turn("packs")
    presenter.show_exercise(EXERCISE)
    settle()
    screen = window.screen_shown
    assert isinstance(screen, WorkshopScreen)
    bar = screen.packs.whole.verticalScrollBar()
    bar.setValue(bar.maximum())
    presenter.reviewing.code(EXERCISE, "wrong")
    settle()
    assert "That is not the code of this exercise." in words(window)
    presenter.reviewing.code(EXERCISE, "wecoop trainer")
    settle()
    assert bar.value() > bar.maximum() - 100
    assert button(window, "Show the model answer").hasFocus()


def test_dates_by_country_and_as_a_calendar_file(
    window: Window, presenter: WorkshopPresenter, tmp_path: Path
) -> None:
    presenter.turn("dates")
    settle()
    everything = len(presenter.view.dates.events)
    presenter.dates(country="UZ", topic="water")
    settle()
    assert 0 < len(presenter.view.dates.events) < everything
    answering(window, tmp_path / "Даты")
    click(window, "Save calendar (.ics)")
    assert (tmp_path / "Даты.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    presenter.dates(look="calendar")
    before = presenter.view.dates.month
    click(window, "Month after")
    assert presenter.view.dates.month != before
    presenter.dates(country="", topic="")
    click(window, "Earlier month with a date")
    assert presenter.view.dates.month == before
    answering(window, tmp_path / "Dates.pdf")
    click(window, "Save for printing (PDF)")
    assert (tmp_path / "Dates.pdf").read_bytes().startswith(b"%PDF-")
    assert "Dates.pdf" in words(window)
    presenter.dates(look="plan", topic="finance")
    settle()
    assert "Executor or organiser" in words(window)
    assert "knows no date after" in words(window)
    click(window, "Open an exercise on the same topic as Strategic Project Management and "
          "Financing for Environmental Projects (Turkmenistan)")  # fmt: skip
    assert (presenter.view.tab, presenter.view.shown) == ("packs", "dushanbe-financing-plan")
    presenter.turn("dates")
    presenter.dates(look="terms", country="KZ", topic="")
    settle()
    assert "Over by their dates" not in words(window)
    assert "carbon neutrality by 2060" in words(window)
    presenter.dates(look="publications", country="", topic="")
    settle()
    assert "News Bulletin" in words(window)


def test_taking_part_opens_another_home(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom, tmp_path: Path
) -> None:
    started: list[Path] = []
    presenter.start = started.append
    answering(window, tmp_path)
    click(window, "Take part in a session …")
    assert "Which group are you?" in words(window)
    click(window, "Take part")
    assert ("join", 1) in room.asked
    assert started == [tmp_path / "sandbox"]


def test_every_tab_shows_twice_and_in_both_languages(
    window: Window, led: WorkshopPresenter
) -> None:
    for tab in ("today", "packs", "past", "dates"):
        led.turn(tab)  # type: ignore[arg-type]
        window.switch_language()
        settle()
        screen = window.screen_shown
        assert isinstance(screen, WorkshopScreen)
        screen.display(led.view)
        settle()
        assert screen.facts(), tab
        window.switch_language()
