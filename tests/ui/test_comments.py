"""Comments beside the wizard, review copies and their way back, over the real window and store."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.kit.window import opened, settle, shown
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.answers import Row, Words
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.panels.comments import CommentsPanel
from wecoop_desktop.ui.panels.reviewing import ReviewBanner
from wecoop_desktop.ui.panels.threads import FIRST, ThreadCard, one_line, short
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.comments import PAGE, chosen_threads, place_of
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import Focus
from wecoop_desktop.ui.screens.drafts import draft_marks
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.comments import TEXT_LIMIT, Author, Kind, Spot

CORE = "problem.core_problem"
HEAD = Author("N. Osmonova", "head of unit")


@pytest.fixture
def desk(window: Window) -> Desk:
    return desk_of(window)


def desk_of(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def proposal(desk: Desk) -> str:
    return desk.store.proposals()[0].id


@pytest.fixture
def wizard(window: Window, proposal: str) -> WizardPresenter:
    return visit(window, proposal)


def visit(window: Window, proposal: str, step: str = "problem") -> WizardPresenter:
    """The wizard at a step, with the comments beside it."""
    window.go(Place("wizard", proposal, step).choosing("panel", "comments"))
    settle()
    return cast(WizardPresenter, window.presenter("wizard"))


def screen(window: Window) -> WizardScreen:
    return window.findChildren(WizardScreen)[-1]


def panel(window: Window) -> CommentsPanel:
    settle()
    return screen(window).findChildren(CommentsPanel)[-1]


def cards(window: Window) -> list[ThreadCard]:
    return [card for card in shown(panel(window)) if isinstance(card, ThreadCard)]


def words(window: Window) -> str:
    return "\n".join(w.words for w in shown(panel(window)) if isinstance(w, Wrapped))


def test_ctrl_alt_m_comments_on_the_answer_with_the_cursor(
    window: Window, wizard: WizardPresenter, desk: Desk, proposal: str, qtbot: QtBot
) -> None:
    window.activateWindow()
    settle()
    screen(window).questions.cards[CORE].focus_at(None, "")
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, keys)
    settle()
    box = QApplication.focusWidget()
    assert isinstance(box, QPlainTextEdit)
    qtbot.keyClicks(box, "Who says so?")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    (thread,) = desk.store.comments.of(proposal)
    assert (thread.first.text, thread.first.spot) == ("Who says so?", Spot(CORE))
    assert len(cards(window)) == 1
    assert wizard.view.remarks == {CORE: 1}
    bubble = screen(window).questions.cards[CORE].bubble
    assert bubble.isVisible()
    assert bubble.accessibleName().startswith("1 open comment: ")


def test_a_comment_on_a_row_finds_the_row_after_it_was_moved(
    window: Window, desk: Desk, proposal: str
) -> None:
    wizard = visit(window, proposal, "budget")
    wizard.at = Focus("budget.lines", 2, "amount")
    wizard.comment()
    wizard.discussion.add("Where is this price from?")
    spot = desk.store.comments.of(proposal)[0].first.spot
    rows = cast(tuple[Row, ...], wizard.view.answers["budget.lines"])
    assert spot.row == 2
    assert spot.key
    moved = (rows[2], *rows[:2], *rows[3:])
    assert place_of(wizard.view.form, {"budget.lines": moved}, spot) == 0
    assert place_of(wizard.view.form, {"budget.lines": rows[3:]}, spot) is None
    wizard.edit("budget.lines", tuple(rows[:2]))
    wizard.flush()
    wizard.discussion.load()
    wizard.discussion.show("open")
    window.rebuild()
    assert "which is not there any more" in words(window)
    wizard.discussion.jump(desk.store.comments.of(proposal)[0].first)
    assert wizard.view.focus.path == "budget.lines"
    assert wizard.view.focus.row is None


def test_filters_say_how_many_there_are(
    window: Window, wizard: WizardPresenter, desk: Desk, proposal: str
) -> None:
    talk, store = wizard.discussion, desk.store.comments
    store.add(proposal, "On all", by=HEAD)
    task = store.add(proposal, "To do", spot=Spot(CORE), kind=Kind.TASK, assigned="Aibek")
    store.add(proposal, "Elsewhere", spot=Spot("basic.title_en"), by=HEAD)
    talk.load()
    talk.sign_as("  Aibek ")
    assert desk.settings().author == "Aibek"
    choice = panel(window).findChildren(QComboBox)[0]
    assert choice.itemText(0) == "Unresolved · 3"
    assert choice.itemText(2) == "For me · 1"
    talk.show("todo")
    assert [thread.first.id for thread in chosen_threads(talk.view)] == [task.id]
    talk.show("open")
    talk.look_at("step")
    assert len(cards(window)) == 1
    talk.resolve(task.id)
    assert cards(window) == []
    talk.show("resolved")
    (card,) = cards(window)
    assert "Aibek" in words(window)
    card.settle.click()
    assert desk.store.comments.counts(proposal).open == 3


def test_a_deleted_comment_comes_back_with_undo_and_from_the_message(
    window: Window, wizard: WizardPresenter, desk: Desk, proposal: str
) -> None:
    made = desk.store.comments.add(proposal, "Gone?", by=HEAD)
    wizard.discussion.load()
    wizard.discussion.delete(made.id)
    assert cards(window) == []
    assert wizard.view.undo == 1
    wizard.undo()
    assert len(cards(window)) == 1
    wizard.discussion.delete(made.id)
    wizard.discussion.restore()
    assert len(cards(window)) == 1
    assert wizard.discussion.view.gone == ""


def test_what_is_typed_stays_when_it_is_put_away_refused_or_the_language_is_switched(
    window: Window, wizard: WizardPresenter
) -> None:
    wizard.at = Focus(CORE)
    wizard.comment()
    writing = panel(window).writing
    assert writing is not None
    writing.box.insertPlainText("Половина мысли")
    window.switch_language()
    again = panel(window).writing
    assert again is not None
    assert again.box.toPlainText() == "Половина мысли"
    wizard.discussion.give_up()
    wizard.comment()
    once_more = panel(window).writing
    assert once_more is not None
    assert once_more.box.toPlainText() == "Половина мысли"
    once_more.box.setPlainText("ж" * (TEXT_LIMIT + 1))
    once_more.send.click()
    settle()
    error = wizard.discussion.view.error
    assert error is not None
    assert error.code == "comment-too-long"
    kept = panel(window).writing
    assert kept is not None
    assert len(kept.box.toPlainText()) == TEXT_LIMIT + 1


def test_long_texts_many_comments_and_names_that_mislead(
    window: Window, wizard: WizardPresenter, desk: Desk, proposal: str
) -> None:
    store = desk.store.comments
    store.add(proposal, "слово " * 1700, by=Author("\u202eevil\n<b>name</b>\u0007", "r\u200bole"))
    for at in range(500):
        store.add(proposal, f"Remark {at}", spot=Spot("budget.lines", at % 7, "x"))
    store.add(proposal, "هذا تعليق \u202e123", by=Author("سارة", ""))
    wizard.discussion.load()
    assert len(cards(window)) == PAGE
    said = words(window)
    assert "evil <b>name</b> · role" in said
    assert "\u202e" not in said
    assert max(len(line) for line in said.split("\n")) <= FIRST + 80
    wizard.discussion.show_more()
    assert len(cards(window)) == 2 * PAGE
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert len(cards(window)) == 2 * PAGE


def test_short_texts_stay_and_long_ones_end_at_a_word() -> None:
    assert short("Two words") == "Two words"
    assert short("word " * 200).endswith("word …")
    assert short("\n".join("abcdefghijklmnop")) == "\n".join("abcdefgh") + " …"
    assert one_line("A\tB\u202e\n C") == "AB C"


def test_a_review_copy_is_read_and_commented_but_not_changed(
    window: Window, desk: Desk, proposal: str, tmp_path: Path
) -> None:
    file = tmp_path / "for review.wecoop"
    desk.store.export_file(proposal, file, review=True)
    listed = cast(ProposalsPresenter, window.presenter("proposals"))
    copy = desk.store.import_file(file)
    wizard = visit(window, copy)
    assert wizard.view.review
    banner = screen(window).findChildren(ReviewBanner)[-1]
    assert banner.isVisible()
    before = wizard.view.answers
    card = screen(window).questions.cards[CORE]
    boxes = card.editor.findChildren(QPlainTextEdit)
    assert boxes
    assert all(box.isReadOnly() for box in boxes)
    wizard.edit(CORE, Words(en="Changed"))
    wizard.edit_several({CORE: None})
    wizard.flush()
    assert wizard.view.answers == before
    assert card.bubble.isVisible()
    card.bubble.click()
    wizard.discussion.add("Too long.")
    assert desk.store.comments.counts(copy).open == 1
    listed.load()
    mine = next(draft for draft in listed.view.drafts if draft.id == copy)
    assert [marked[2] for marked in draft_marks(mine)] == ["Review copy", "1 open"]
    banner.own.click()
    settle()
    assert not wizard.view.review
    wizard.edit(CORE, Words(en="Changed"))
    assert wizard.view.answers[CORE] == Words(en="Changed")


def test_a_review_goes_to_a_head_of_unit_and_comes_back_with_comments_only(
    window: Window, desk: Desk, proposal: str, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    file = stick / "note.wecoop"
    visit(window, proposal).reviewing.save(file)
    answers = dict(desk.store.load(proposal).answers)
    with opened(Home(tmp_path / "other")) as other:
        theirs = desk_of(other)
        reading = cast(ProposalsPresenter, other.presenter("proposals"))
        reading.from_file(file)
        settle()
        wizard = cast(WizardPresenter, other.presenter("wizard"))
        assert wizard.view.review
        wizard.discussion.sign_as("Head")
        for n in range(5):
            wizard.discussion.begin(CORE)
            wizard.discussion.add(f"Remark {n}")
        wizard.reviewing.save_back()
        assert wizard.reviewing.view.written == file
        reading.from_file(file)  # the same copy again: no second one
        assert len(theirs.store.proposals()) == 1
    listed = cast(ProposalsPresenter, window.presenter("proposals"))
    window.go(Place("proposals"))
    listed.from_file(file)
    back = listed.view.returned
    assert back is not None
    assert (back.proposal, back.comments, back.names) == (proposal, 5, ("Head",))
    listed.take_comments()
    settle()
    assert listed.view.taken == (proposal, 5)
    assert dict(desk.store.load(proposal).answers) == answers
    assert desk.store.comments.counts(proposal).paths == {CORE: 5}
    listed.from_file(file)
    again = listed.view.returned
    assert again is not None
    assert again.comments == 0
    file.unlink()
    listed.take_comments()
    assert listed.view.error is not None
    assert desk.store.comments.counts(proposal).open == 5


def test_a_stick_that_is_gone_says_so_and_keeps_the_comments(
    window: Window, desk: Desk, proposal: str, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    file = stick / "note.wecoop"
    desk.store.export_file(proposal, file, review=True)
    listed = cast(ProposalsPresenter, window.presenter("proposals"))
    listed.from_file(file)
    back = listed.view.returned
    assert back is not None
    listed.take_file(back.path)
    settle()
    wizard = cast(WizardPresenter, window.presenter("wizard"))
    wizard.discussion.begin()
    wizard.discussion.add("Kept")
    file.unlink()
    stick.rmdir()
    wizard.reviewing.save_back()
    assert wizard.reviewing.view.error is not None
    assert wizard.reviewing.view.written is None
    assert desk.store.comments.counts(wizard.view.id).open == 1
    wizard.reviewing.save(tmp_path / "elsewhere")
    assert wizard.reviewing.view.written == tmp_path / "elsewhere.wecoop"
    assert wizard.reviewing.view.origin == tmp_path / "elsewhere.wecoop"
