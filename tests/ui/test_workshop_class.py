"""What a class does with its drafts, in real windows: peer review, answers shown to all, the form
at the end, the next participant; and the page of a session over a place without a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.kit import training
from tests.kit.training import EXERCISE, FakeRoom
from tests.kit.window import click, opened, settle, words
from tests.ui.test_workshop_real import participant, prepared, press
from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.instance import dropped_session, file_place
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.presentation import PresentationPresenter
from wecoop_desktop.ui.presenters.seat import Judgement, SeatPagePresenter, SeatPageView
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopnext import Step, next_step
from wecoop_desktop.ui.presenters.workshopreading import passages
from wecoop_desktop.ui.presenters.workshopview import (
    Clock,
    Group,
    Marked,
    Workplace,
    WorkshopView,
)
from wecoop_desktop.ui.screens.seat import ReviewPage, SeatScreen
from wecoop_desktop.ui.screens.workshop import WorkshopScreen
from wecoop_desktop.ui.window import Window
from wecoop_desktop.workshop import anew
from wecoop_desktop.workshop.prepare import write_one_file
from wecoop_desktop.workshop.sandbox import standing

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SCORES = {"problem": 2}
ROWS = (
    "The question the project answers",
    "Change, and not only construction",
    "Results that can be measured",
    "What must hold outside the project",
    "From output to budget line",
)


def page(window: Window, part: str) -> SeatPagePresenter:
    window.go(Place("seat", part=part))
    settle()
    made = window.presenter("seat")
    assert isinstance(made, SeatPagePresenter)
    return made


def test_a_class_reviews_shows_judges_and_begins_anew(qapp: QApplication, tmp_path: Path) -> None:
    share = tmp_path / "Общая папка"
    share.mkdir()
    with opened(Home(tmp_path / "trainer")) as window:
        led = prepared(window, share)
        for group in (1, 2):
            with participant(tmp_path / str(group), share, group) as (_, seat):
                seat.hand_in()
                assert seat.view.review == ""
        led.reviewing.hand_out_peers()
        assert led.view.session is not None
        assert {(pair.by, pair.of) for pair in led.view.session.pairs} == {(1, 2), (2, 1)}
        assert next_step(led.view).what == "reviews"

        with participant(tmp_path / "1", share, 1) as (own, seat):
            assert seat.view.review == "waiting"
            press(own, "A draft to review")
            assert own.place == Place("seat", part="review")
            said = words(own)
            assert "Draft of another group, to be read" in said
            assert "There is no modern landfill" in said
            made = page(own, "review")
            made.score("problem", 1)
            made.score("problem", None)
            made.look()
            made.score("problem", 2)  # while the file is being read
            settle()
            assert made.view.judgement is not None
            assert made.view.judgement.scores == SCORES
            field = own.screen_shown.findChild(QPlainTextEdit)
            assert field is not None
            field.setPlainText("Ясно, но без цифр")
            _kept_in_time(own, made, tmp_path / "1")
            click(own, "Hand in the review")
            assert "The review is handed in" in words(own)
            assert seat.view.review == "handed"
            _form(own, made)

        led.collect()
        row = led.view.row(2)
        assert row is not None
        assert [(peer.by, dict(peer.scores), peer.remark) for peer in row.peers] == [
            (1, SCORES, "Ясно, но без цифр")
        ]
        led.choose(2)
        settle()
        assert "Group 1: “Ясно, но без цифр”" in words(window)
        led.reviewing.pass_on()
        assert led.view.told.number == 1
        with participant(tmp_path / "2", share, 2) as (_, seat):
            seat.hand_in()
            assert seat.view.comments == 2  # the row and the whole
        assert led.view.session is not None
        forms = led.view.session.forms
        assert forms is not None
        assert (forms.forms, forms.texts["best"]) == (1, ("Дерево",))
        _shown(window, led)
        assert led.closing.enter({"useful": 4}, {})
        assert not led.closing.enter({}, {})
        assert led.view.error is not None
        led.closing.summary("ru", tmp_path / "summary")
        assert (tmp_path / "summary.pdf").read_bytes()[:4] == b"%PDF"
        led.closing.take_back()
        assert led.view.session.forms is not None
        assert led.view.session.forms.forms == 1


def _kept_in_time(own: Window, made: SeatPagePresenter, home: Path) -> None:
    """A letter waits a moment for the next one; every way on from it takes it along."""
    (file,) = home.rglob("review.json")

    def kept() -> str:
        return str(json.loads(file.read_text("utf-8"))["remark"])

    after: tuple[Callable[[], object], ...] = (
        made.leave,
        made.look,
        lambda: made.turn("evaluation"),
        lambda: made.turn("review"),
        made._later.timeout.emit,  # the moment is over
    )
    for at, on in enumerate(after):
        before = kept()
        made.remark(f"Ясно, но без цифр {at}")
        assert kept() == before
        on()
        settle()
        assert kept() == f"Ясно, но без цифр {at}"
    made.remark("Ясно, но без цифр")


def test_another_draft_to_review_takes_the_place_of_the_first(qtbot: QtBot) -> None:
    shown = ReviewPage(cast(SeatPagePresenter, None), lambda _what: None)
    qtbot.addWidget(shown)
    for packet in ("first", "second"):
        judged = Judgement(packet, (), (), remark=packet)
        shown.display(SeatPageView(there=True, part="review", judgement=judged))
        shown.display(SeatPageView(there=True, part="review", judgement=replace(judged, handed=2)))
        settle()
        fields = [each for each in shown.findChildren(QPlainTextEdit) if not each.isHidden()]
        assert [each.toPlainText() for each in fields] == [packet]


def _form(own: Window, made: SeatPagePresenter) -> None:
    """One person fills the form; the next finds an empty one."""
    page(own, "evaluation")
    assert not made.fill({}, {})
    assert made.view.error is not None
    assert made.view.error.code == "workshop-form-empty"
    fields = [each for each in own.screen_shown.findChildren(QPlainTextEdit) if each.isVisible()]
    fields[0].setPlainText("Дерево")
    click(own, "Hand in the form")
    assert "Thank you" in words(own)
    fields = [each for each in own.screen_shown.findChildren(QPlainTextEdit) if each.isVisible()]
    assert [each.toPlainText() for each in fields] == [""] * 3
    focused = QApplication.focusWidget()
    assert focused is not None
    assert own.screen_shown.isAncestorOf(focused)


def _shown(window: Window, led: WorkshopPresenter) -> None:
    """Answers of a draft are marked, ordered, and stand on the projector without a name."""
    led.reviewing.read(1)
    settle()
    passage = led.view.reading[0]
    click(window, f"Show this in class: {passage.label}")
    led.reviewing.mark(Marked(2, passage.path, why="good", note="Who says so?"))
    assert led.view.session is not None
    first, second = led.view.session.marks
    led.reviewing.move(second, -1)
    assert [each.group for each in led.view.session.marks] == [2, 1]
    assert {first.letter, second.letter} <= {"A", "B", "C"}
    led.panel("marks")
    settle()
    assert "in the list" in words(window)
    led.reviewing.present_marks()
    presentation = window.presenter("presentation")
    assert isinstance(presentation, PresentationPresenter)
    slides = presentation.view.slides
    assert presentation.view.kind == "highlights"
    assert slides[0].notes == ("Who says so?",)
    told = " ".join(line.strong + line.text for slide in slides for line in slide.lines)
    assert f"Group {second.letter}" in told
    assert "Министерство" not in told
    window.back()


def test_a_new_participant_in_two_clicks_and_back(qapp: QApplication, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with opened(Home(tmp_path / "trainer")) as window:
        prepared(window, share)
    with participant(tmp_path / "one", share, 2) as (own, seat):
        seat.name_people("First person")
        home = seat._opening.home
        made = page(own, "anew")
        started: list[Path] = []
        made.restart = started.append
        made.leave_program = lambda: None
        said = words(own)
        assert "1 work place of a group on this computer" in said
        assert "30 days" in said
        own.go(Place("home"))
        press(own, "New participant …")
        click(own, "Begin anew")
        assert started == [home.root]
        with pytest.raises(AppError, match="workshop-open"):
            anew.fulfil(home, NOW, wait=0)
        assert not anew.is_asked(home.root)
        anew.ask(home, anew.Request("new"))
        own.opening.close()
        first = standing(home)
        anew.fulfil(home, NOW)
        second = standing(home)
        assert first is not None
        assert second is not None
        assert second.note.writer != first.note.writer
        assert second.note.people == ()
        assert second.share == first.share
        copy = anew.last_copy(home, NOW)
        assert copy is not None
        anew.ask(home, anew.Request("back", copy.path.name))
        anew.fulfil(home, NOW)
        back = standing(home)
        assert back is not None
        assert back.note.people == ("First person",)
        anew.ask(home, anew.Request("back", "unknown.zip"))
        with pytest.raises(AppError, match="workshop-nothing-kept"):
            anew.fulfil(home, NOW)
        assert standing(home) == back


def test_a_session_opens_as_a_file_a_folder_or_by_dropping(window: Window, tmp_path: Path) -> None:
    share = tmp_path / "Флешка"
    share.mkdir()
    led = prepared(window, share)
    assert led.view.session is not None
    folder = led.view.session.folder
    one = tmp_path / "Семинар.workshop"
    write_one_file(folder, one)
    for path in (one, folder, share):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        assert dropped_session(data) == path
        window.go(file_place(path))
        settle()
        assert led.view.panel == "join"
        assert "Which group are you?" in words(window)
        assert ("Lead this session from here" in words(window)) == path.is_dir()
        led.close_panel()
    other = tmp_path / "other"
    other.mkdir()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    assert dropped_session(data) is None
    one.write_bytes(b"PK no session")
    window.go(file_place(one))
    assert led.view.error is not None
    assert file_place(tmp_path / "draft.wecoop").screen == "proposals"


# Over a room that does what the test says


@pytest.fixture
def room() -> FakeRoom:
    return FakeRoom()


@pytest.fixture
def presenter(window: Window, room: FakeRoom, tmp_path: Path) -> WorkshopPresenter:
    made = window.presenter("workshop")
    assert isinstance(made, WorkshopPresenter)
    made.room = room
    room.held = training.session(tmp_path)
    room.seats = (Workplace("20261124-0a1b2c3d", "Day 1", 4, tmp_path / "seat"),)
    window.go(Place("workshop"))
    settle()
    return made


def test_forms_on_paper_are_entered_by_figures_alone(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom
) -> None:
    presenter.panel("evaluation")
    settle()
    screen = window.screen_shown
    cells = [each for each in screen.findChildren(QLineEdit) if each.maxLength() == 1]
    assert len(cells) == 7
    window.activateWindow()
    cells[0].setFocus()
    for key in "54 931":  # a space: not answered; 9 is no score
        QTest.keyClick(QApplication.focusWidget(), key)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    kept = [values for verb, *values in room.asked if verb == "enter"]
    assert kept == [[{"useful": 5, "clear": 4, "case": 3, "program": 1}, {}]]
    settle()
    click(window, "Take back the last one")
    assert room.verbs.count("take_back") == 1


def test_what_is_typed_stays_while_the_board_changes(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom
) -> None:
    presenter.choose(3)
    settle()
    field = window.screen_shown.findChild(QPlainTextEdit, "comment")
    assert field is not None
    field.insertPlainText("Половина фразы")
    presenter.reviewing.score("problem", 1)  # lays the panel anew
    settle()
    field = window.screen_shown.findChild(QPlainTextEdit, "comment")
    assert field is not None
    assert field.toPlainText() == "Половина фразы"
    presenter.choose(2)
    settle()
    field = window.screen_shown.findChild(QPlainTextEdit, "comment")
    assert field is not None
    assert field.toPlainText() == ""


def test_a_score_leaves_the_panel_and_the_focus_where_they_are(
    window: Window, presenter: WorkshopPresenter
) -> None:
    presenter.choose(1)
    settle()
    screen = window.screen_shown
    assert isinstance(screen, WorkshopScreen)
    bar = screen._today.main.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    at = bar.value()
    rubric = [each for each in screen.findChildren(Segments) if each.accessibleName() in ROWS]
    assert len(rubric) == len(ROWS)
    button = rubric[2].button("1")
    name = button.accessibleName()
    button.setFocus()
    button.click()
    settle()
    assert bar.value() == at > 0
    focused = QApplication.focusWidget()
    assert focused is not None
    row = focused.parentWidget()
    assert row is not None
    assert (row.accessibleName(), focused.accessibleName()) == (ROWS[2], name)


def test_a_message_that_is_closed_leaves_the_focus_nearby(
    window: Window, presenter: WorkshopPresenter, tmp_path: Path
) -> None:
    presenter.closing.report(tmp_path / "report")
    settle()
    shown = [each for each in window.screen_shown.findChildren(Banner) if each.isVisible()]
    close = next(each for each in shown[0].findChildren(QAbstractButton) if not each.text())
    close.setFocus()
    close.click()
    settle()
    assert not [each for each in window.screen_shown.findChildren(Banner) if each.isVisible()]
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.screen_shown.isAncestorOf(focused)


def test_peers_are_handed_out_laid_out_and_passed_on(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom, tmp_path: Path
) -> None:
    screen = window.screen_shown
    assert isinstance(screen, WorkshopScreen)
    screen.ask = lambda what: tmp_path
    click(window, "Peer review")
    click(window, "Hand the drafts out")
    said = words(window)
    assert "Group 2 · Water utility reviews the draft of Group 1 · Ministry specialists" in said
    assert "no review yet" in said
    click(window, "Save for groups without the folder …")
    assert ("lay_out_peers", tmp_path) in room.asked
    click(window, "Pass the reviews on")
    assert "2 groups get what other groups said" in words(window)


def test_places_of_groups_on_this_computer(
    window: Window, presenter: WorkshopPresenter, room: FakeRoom
) -> None:
    started: list[Path] = []
    presenter.start = started.append
    click(window, "New participant … Day 1 · group 4")
    assert "This goes" in words(window)
    assert "begin_anew" not in room.verbs
    click(window, "Begin anew")
    assert ("begin_anew", "20261124-0a1b2c3d") in room.asked
    assert started == [Path("sandbox")]


def _steps() -> Iterator[tuple[WorkshopView, Step]]:
    session = training.session(Path())
    calm = tuple(Group(at, "", draft=Path("x"), minutes=1, state="ready") for at in (1, 2))
    empty = (Group(1, ""), Group(2, ""))

    def view(groups: tuple[Group, ...], left: int = 100, **parts: object) -> WorkshopView:
        from dataclasses import replace

        changed = replace(session, groups=groups, **parts)  # type: ignore[arg-type]  # by name
        return WorkshopView(session=changed, clock=Clock(100, left))

    yield WorkshopView(), Step("begin")
    yield view(empty), Step("hand-out")
    yield view(empty, 50), Step("wait")
    yield view(training.GROUPS), Step("question", 3)
    yield (
        view((*calm, Group(3, "", state="silent", minutes=25, draft=Path("y")))),
        Step("silent", 3),
    )
    yield view((*calm, Group(3, "", state="damaged", minutes=2))), Step("damaged", 3)
    yield view((*calm, Group(3, "", state="work", minutes=2))), Step("work")
    yield view((*calm, Group(3, "", state="work", minutes=2)), 0), Step("show")
    yield view(calm), Step("peers", 2)
    yield view(calm, pairs=training.PAIRS), Step("reviews", 1)
    yield view(calm, pairs=training.PAIRS[:1]), Step("pass-on", 1)
    yield view(calm, marks=training.MARKS), Step("show", 2)
    yield view(calm, forms=training.FORMS), Step("over", 3)
    yield view(calm, closed=True), Step("closed")


@pytest.mark.parametrize(("view", "step"), list(_steps()))
def test_the_next_thing_to_do(view: WorkshopView, step: Step) -> None:
    assert next_step(view) == step


def test_a_page_of_a_session_without_a_folder(window: Window, tmp_path: Path) -> None:
    library, made = window.opening.view.library, window.presenter("seat")
    assert library is not None
    assert isinstance(made, SeatPagePresenter)
    window.go(Place("seat"))
    settle()
    assert "not in a session" in words(window)
    seat = training.seated(library, tmp_path / "home")
    made.attend(lambda: seat)  # type: ignore[arg-type,return-value]  # all that the page asks
    window.go(Place("seat", part="review"))
    settle()
    screen = window.screen_shown
    assert isinstance(screen, SeatScreen)
    click(window, "Hand in the review")
    assert made.view.error is not None
    assert made.view.error.code == "workshop-no-share"
    stick = tmp_path / "stick"
    stick.mkdir()
    screen.ask = lambda what: stick
    screen._elsewhere("review")
    assert len(list(stick.glob("*peer*.json"))) == 1
    screen.ask = lambda what: tmp_path / "none.wecoop"
    click(window, "Open a draft that came as a file …")
    assert made.view.error is not None
    assert made.view.error.code == "file-missing"
    assert EXERCISE in str(seat.sandbox.exercise.id)


def test_marks_of_bold_are_no_letters_of_a_draft_that_is_read(window: Window) -> None:
    library = window.opening.view.library
    assert library is not None
    exercise = next(each for each in library.exercises() if each.id == EXERCISE)
    answers = {"problem.core_problem": Words("**Waste** is *burnt*.\n\nA 2 * 3 grid", "")}
    (read,) = passages(library, exercise, answers, "en", NOW.date())
    assert read.text == "Waste is burnt.\n\nA 2 * 3 grid"
