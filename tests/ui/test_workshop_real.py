"""A session in real windows: one trainer, two groups, a folder, from hand-out to reset."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.kit.training import EXERCISE
from tests.kit.window import opened, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.workshop import WorkshopPresenter
from wecoop_desktop.ui.presenters.workshopseat import SeatPresenter
from wecoop_desktop.ui.screens.workshopseat import SeatStrip
from wecoop_desktop.ui.window import Window
from wecoop_desktop.workshop.sandbox import join

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def trainer(window: Window) -> WorkshopPresenter:
    made = window.presenter("workshop")
    assert isinstance(made, WorkshopPresenter)
    window.go(Place("workshop"))
    settle()
    return made


def prepared(window: Window, share: Path) -> WorkshopPresenter:
    presenter = trainer(window)
    presenter.preparing.begin(EXERCISE)
    presenter.preparing.number(3)
    presenter.preparing.name(0, "Министерство", "KG")
    presenter.preparing.wish(target=share, title="Day 2")
    presenter.preparing.prepare()
    assert presenter.view.error is None
    return presenter


@contextmanager
def participant(home: Path, share: Path, group: int) -> Iterator[tuple[Window, SeatPresenter]]:
    place = join(Home(home), share, group, NOW)
    with opened(place.home) as window:
        assert window.seat is not None
        yield window, window.seat


def press(window: Window, text: str) -> None:
    strip = window.findChildren(SeatStrip)[-1]
    settle()
    found = [
        each
        for each in strip.findChildren(QAbstractButton)
        if each.isVisible() and text in (each.text(), each.accessibleName())
    ]
    assert len(found) == 1, (text, found)
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    settle()


def test_a_session_from_hand_out_to_reset(qapp: QApplication, tmp_path: Path) -> None:
    share = tmp_path / "Общая папка"
    share.mkdir()
    with opened(Home(tmp_path / "trainer"), drafts=1) as window:
        presenter = prepared(window, share)
        assert presenter.view.stage == 2
        with participant(tmp_path / "one", share, 1) as (own, seat):
            assert own.place.screen == "wizard"
            press(own, f"Done: {seat.view.tasks[0].title.en}")
            assert seat.view.done == 1
            seat.name_people("A Name, Ысык Көл")
            press(own, "Hand in")
            assert seat.view.handed == 1
        presenter.collect()
        rows = {row.number: row for row in presenter.view.session.groups}  # type: ignore[union-attr]
        assert rows[1].draft is not None
        assert rows[2].state == "waiting"
        assert presenter.view.stage == 3
        assert presenter.view.session is not None
        assert presenter.view.session.people == ("A Name", "Ысык Көл")
        assert presenter.view.exercise is not None
        criterion = presenter.view.exercise.rubric[0]
        presenter.choose(1)
        presenter.reviewing.score(criterion.id, criterion.levels[-1].score)
        presenter.reviewing.comment("Baseline?")
        row = presenter.view.row(1)
        assert row is not None
        assert row.scores == {criterion.id: criterion.levels[-1].score}
        assert row.comments == 1
        presenter.closing.report(tmp_path / "report")
        presenter.closing.certificates(presenter.view.session.people, "ru", tmp_path / "c.pdf")
        presenter.closing.evaluation("en", tmp_path / "form.pdf")
        assert presenter.view.error is None
        assert (tmp_path / "report.xlsx").read_bytes()[:2] == b"PK"
        assert (tmp_path / "c.pdf").read_bytes()[:4] == b"%PDF"
        presenter.present(1)
        assert window.presenter("presentation").view.slides
        window.back()
        desk = window.opening.view.desk
        assert desk is not None
        before = [proposal.id for proposal in desk.store.proposals()]
        presenter.closing.ask_reset()
        presenter.closing.reset()
        assert presenter.view.session is None
        assert [proposal.id for proposal in desk.store.proposals()] == before
        assert len(presenter.view.past) == 1
        presenter.open(presenter.view.past[0].folder)
        assert presenter.view.session is not None
        assert presenter.view.session.taken == 1


def test_the_time_left_survives_a_restart(qapp: QApplication, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with opened(Home(tmp_path / "trainer")) as window:
        presenter = prepared(window, share)
        presenter.timer.more()
        window._presenters.pop("workshop")
        again = trainer(window)
        assert again.view.session is not None
        assert again.view.clock == presenter.view.clock


def test_a_folder_that_went_is_told_and_the_draft_goes_elsewhere(
    qapp: QApplication, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    elsewhere = tmp_path / "stick"
    elsewhere.mkdir()
    with opened(Home(tmp_path / "trainer")) as window:
        presenter = prepared(window, share)
        with participant(tmp_path / "one", share, 2) as (own, seat):
            share.rename(tmp_path / "unplugged")
            press(own, "Hand in")
            assert seat.view.error is not None
            assert seat.view.error.code == "workshop-folder-gone"
            strip = own.findChildren(SeatStrip)[-1]
            strip.ask = lambda: elsewhere
            press(own, "Hand in elsewhere …")
            assert seat.view.error is None
            assert list(elsewhere.glob("*.wecoop"))
        presenter.collect()
        assert presenter.view.session is not None
        assert [each.code for each in presenter.view.session.notes] == ["workshop-folder-gone"]
        (tmp_path / "unplugged").rename(share)
        presenter.collect()
        assert presenter.view.session.notes == ()


def test_a_question_reaches_the_board_and_a_comment_comes_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with opened(Home(tmp_path / "trainer")) as window:
        presenter = prepared(window, share)
        with participant(tmp_path / "one", share, 3) as (own, seat):
            if not seat.view.opened:
                seat.turn()
            settle()
            strip = own.findChildren(SeatStrip)[-1]
            listed = strip.findChildren(Panel)[-1].verticalScrollBar()
            listed.setValue(listed.maximum())
            assert listed.value() > 0
            seat.ask("Кто платит?")
            settle()
            listed = strip.findChildren(Panel)[-1].verticalScrollBar()
            assert listed.value() > listed.maximum() / 2  # what was filled in stays in sight
            presenter.collect()
            row = presenter.view.row(3)
            assert row is not None
            assert (row.state, row.question) == ("question", "Кто платит?")
            presenter.choose(3)
            presenter.reviewing.comment("The utility.")
            seat.ask("")
            assert seat.view.comments == 1
            presenter.collect()
            row = presenter.view.row(3)
            assert row is not None
            assert row.state != "question"


def test_an_ordinary_home_has_no_strip(window: Window) -> None:
    assert window.seat is None
    assert not window.findChildren(SeatStrip)


def test_damaged_papers_of_a_sandbox_are_told(qapp: QApplication, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.root.mkdir()
    (home.root / "workshop.json").write_bytes(b"{")
    with opened(home) as window:
        assert window.seat is not None
        assert window.seat.view.error is not None
        assert window.seat.view.error.code == "workshop-file-damaged"
