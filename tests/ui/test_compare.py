"""What changed between two states: found, walked through, narrowed, taken back, saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from tests.kit.window import settle
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.compare import ComparePresenter
from wecoop_desktop.ui.presenters.proposals import ProposalsPresenter
from wecoop_desktop.ui.presenters.sides import NOW, Side, compare_place, side_of
from wecoop_desktop.ui.screens.compare import CompareScreen
from wecoop_desktop.ui.screens.sealing import SealedCard
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work import seal
from wecoop_desktop.work.proposal import Reason


@pytest.fixture
def desk(window: Window) -> Desk:
    desk = window.opening.view.desk
    assert desk is not None
    return desk


@pytest.fixture
def draft(desk: Desk) -> str:
    """A proposal with a named revision, changed since in a text, a number and a table."""
    draft = desk.store.proposals()[0].id
    desk.store.revise(draft, Reason.NAMED, "Before the review")
    change(desk, draft)
    return draft


def change(desk: Desk, draft: str) -> None:
    answers = desk.store.load(draft).answers
    text: Any = answers["problem.situation"]
    desk.store.write(draft, "problem.situation", {**text, "en": f"Before. {text['en']} After."})
    desk.store.write(draft, "basic.duration_months", "60")
    rows = list(cast(Any, answers["budget.lines"]))
    rows[2] = {**rows[2], "unit_price": "777"}
    rows.append({"code": "9.9", "description": {"en": "Pumps", "ru": "Насосы"}})
    rows.pop(4)
    desk.store.write(draft, "budget.lines", rows)


@pytest.fixture
def presenter(window: Window, draft: str) -> ComparePresenter:
    window.go(compare_place(draft, Side("revision", "1")))
    settle()
    return cast(ComparePresenter, window.presenter("compare"))


@pytest.fixture
def screen(window: Window, presenter: ComparePresenter) -> CompareScreen:
    return window.findChildren(CompareScreen)[-1]


def test_changes_stand_by_answer_with_their_counts(
    presenter: ComparePresenter, screen: CompareScreen
) -> None:
    paths = [group.path for group in presenter.view.groups]
    assert paths == ["basic.duration_months", "problem.situation", "budget.lines"]
    assert presenter.view.counts == {"changed": 3, "added": 1, "removed": 1}
    assert screen.model.rowCount() == 3
    assert "Budget" in screen.model.index(2, 0).data()


def test_texts_show_words_struck_through_and_underlined(
    presenter: ComparePresenter, screen: CompareScreen
) -> None:
    presenter.choose("problem.situation")
    settle()
    text = screen.page.toPlainText()
    assert "Before." in text
    assert "After." in text
    assert " … " in text, "what is the same is shortened"
    looks = [
        fragment.charFormat()
        for block in blocks(screen)
        for fragment in block
        if "After" in fragment.text()
    ]
    assert looks
    assert all(look.fontUnderline() for look in looks)
    assert all(look.background().style() != Qt.BrushStyle.NoBrush for look in looks)
    screen.whole.click()
    assert " … " not in screen.page.toPlainText()
    assert QFont().underline() is False


def blocks(screen: CompareScreen) -> list[list[Any]]:
    found = []
    block = screen.page.document().begin()
    while block.isValid():
        iterator, own = block.begin(), []
        while not iterator.atEnd():
            own.append(iterator.fragment())
            iterator += 1
        found.append(own)
        block = block.next()
    return found


def test_numbers_tell_their_difference_and_rows_their_name(
    presenter: ComparePresenter, screen: CompareScreen
) -> None:
    presenter.choose("basic.duration_months")
    settle()
    assert "60" in screen.page.toPlainText()
    assert "+" in screen.page.toPlainText()
    presenter.choose("budget.lines")
    settle()
    text = screen.page.toPlainText()
    for words in ("1.3", "Unit price", "777", "the row was removed", "the row was added", "Насосы"):
        assert words in text, words


def test_f7_walks_through_all_changes_and_around(
    window: Window, presenter: ComparePresenter, screen: CompareScreen
) -> None:
    window.activateWindow()
    settle()
    screen.list.setFocus()
    seen = []
    for _ in range(8):
        QTest.keyClick(screen.list, Qt.Key.Key_F7)
        settle()
        seen.append((presenter.view.chosen, screen.page.at))
    assert seen[0] == ("basic.duration_months", 0)
    assert [path for path, _ in seen].count("problem.situation") == 3
    assert ("budget.lines", 2) in seen
    assert seen[-1][0] == "problem.situation", "after the last comes the first"
    assert "added: “Before.”" in screen.page.accessibleDescription()
    QTest.keyClick(screen.list, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert (presenter.view.chosen, screen.page.at) == seen[-2]


def test_filters_leave_what_is_asked_for(
    presenter: ComparePresenter, screen: CompareScreen
) -> None:
    presenter.narrow(step="budget")
    assert [group.path for group in presenter.view.groups] == ["budget.lines"]
    presenter.narrow(what="removed")
    assert [len(group.changes) for group in presenter.view.groups] == [1]
    presenter.narrow(language="ru")
    settle()
    assert not presenter.view.groups
    assert not screen.list.isVisible()
    presenter.narrow(step="", what="", language="en")
    assert [group.path for group in presenter.view.groups] == ["problem.situation"]


def test_an_answer_is_taken_back_with_a_revision_before_and_undo(
    desk: Desk, draft: str, presenter: ComparePresenter, screen: CompareScreen
) -> None:
    changed = desk.store.load(draft).answers["budget.lines"]
    presenter.choose("budget.lines")
    settle()
    screen.restore.click()
    settle()
    assert desk.store.load(draft).answers["budget.lines"] != changed
    assert "budget.lines" not in [group.path for group in presenter.view.groups]
    assert desk.store.load(draft).answers["basic.duration_months"] == "60", "others stay"
    presenter.undo()
    assert desk.store.load(draft).answers["budget.lines"] == changed
    assert "budget.lines" in [group.path for group in presenter.view.groups]


def test_the_place_carries_both_sides(
    window: Window, draft: str, presenter: ComparePresenter, screen: CompareScreen
) -> None:
    screen.swap.click()
    settle()
    assert window.place == compare_place(draft, NOW, Side("revision", "1"))
    assert not presenter.view.restorable
    window.back()
    settle()
    assert (presenter.view.before, presenter.view.after) == (Side("revision", "1"), NOW)
    assert presenter.view.restorable


def test_what_is_equal_is_said(window: Window, draft: str, presenter: ComparePresenter) -> None:
    window.go(compare_place(draft, NOW, NOW))
    settle()
    assert not presenter.view.groups
    assert "two are equal" in _words(window)


def test_a_file_and_another_proposal_are_sides_too(
    window: Window, desk: Desk, draft: str, presenter: ComparePresenter, screen: CompareScreen,
    tmp_path: Path,
) -> None:  # fmt: skip
    path = tmp_path / "копия.wecoop"
    desk.store.export_file(draft, path)
    desk.store.write(draft, "basic.duration_months", "61")
    screen.ask_file = lambda: str(path)
    screen.file.click()
    settle()
    assert [group.path for group in presenter.view.groups] == ["basic.duration_months"]
    presenter.restore("basic.duration_months")
    assert desk.store.load(draft).answers["basic.duration_months"] == "60"
    other = desk.store.create("proposal", desk.library.form().version, {"basic.title_en": "Dam"})
    window.go(compare_place(draft, NOW, Side("proposal", other)))
    settle()
    assert presenter.view.error is None
    assert "basic.title_en" in [group.path for group in presenter.view.groups]
    closed = tmp_path / "closed.wecoop"
    seal.seal_file(path, closed, "long enough")
    window.go(compare_place(draft, Side("file", str(closed))))
    for password in ("wrong one", "long enough"):
        settle()
        (card,) = screen.findChildren(SealedCard)
        card.password.setText(password)
        card.open.click()
    settle()
    assert presenter.view.error is None
    assert presenter.view.found is not None
    assert not screen.findChildren(SealedCard)
    path.unlink()
    window.go(compare_place(draft, Side("file", str(tmp_path / "gone.wecoop"))))
    settle()
    assert presenter.view.error is not None
    assert presenter.view.error.code == "file-missing"


def test_a_submission_is_compared_with_what_stands_now(
    window: Window, desk: Desk, draft: str, presenter: ComparePresenter
) -> None:
    desk.store.submissions.freeze(draft, "To the bank")
    window.go(compare_place(draft, Side("submission", "1")))
    settle()
    assert not presenter.view.groups
    desk.store.write(draft, "basic.duration_months", "24")
    window.back()
    window.go(compare_place(draft, Side("submission", "1")))
    settle()
    assert [group.path for group in presenter.view.groups] == ["basic.duration_months"]


def test_the_changes_are_saved_as_a_table(
    presenter: ComparePresenter, screen: CompareScreen, tmp_path: Path
) -> None:
    for ending in ("csv", "xlsx", "docx", "pdf"):
        screen.save.click()
        settle()
        presenter.filing.choose(ending)
        presenter.filing.save(tmp_path / f"changes.{ending}")
        assert presenter.filing.view.file.error is None
        data = (tmp_path / f"changes.{ending}").read_bytes()
        if ending == "csv":
            text = data.decode("utf-8-sig")
            assert text.count("\r\n") == 6
            assert "Before the review" in text
            assert "777" in text
        else:
            assert len(data) > 3000


@pytest.mark.parametrize("code", ["", "revision", "revision:", "nothing:1", "file", "now:3"])
def test_a_place_that_names_no_side_shows_the_present_state(code: str) -> None:
    assert side_of(code) in (NOW, Side("now", "3"))


def test_a_revision_that_is_not_there_is_told(
    window: Window, draft: str, presenter: ComparePresenter
) -> None:
    for number in ("999", "x", "-1", "9" * 40):
        window.go(compare_place(draft, Side("revision", number)))
        settle()
        assert presenter.view.error is not None
        assert presenter.view.error.code == "revision-unknown"
    window.go(compare_place("nobody", Side("revision", "1")))
    settle()
    assert presenter.view.error is not None
    assert presenter.view.error.code == "proposal-unknown"


def test_long_texts_and_tables_are_shown_in_part_and_whole(
    window: Window, desk: Desk, draft: str, presenter: ComparePresenter, screen: CompareScreen
) -> None:
    before = desk.store.revise(draft, Reason.NAMED, "long")
    words = " ".join(f"word{n}" for n in range(13_000))
    desk.store.write(draft, "problem.situation", {"en": words})
    rows = [{"code": f"{n}", "description": {"en": f"Line {n}"}} for n in range(400)]
    desk.store.write(draft, "budget.lines", rows)
    window.go(compare_place(draft, Side("revision", str(before))))
    settle()
    presenter.choose("budget.lines")
    settle()
    group = presenter.view.group
    assert group is not None
    assert screen.page.stops < len(group.changes)
    assert "more changes" in screen.page.toPlainText()
    screen.page.linked.emit("more")
    settle()
    assert screen.page.stops >= 400
    presenter.choose("problem.situation")
    settle()
    assert "word12999" in screen.page.toPlainText()


def test_what_was_written_is_never_read_as_markup(
    desk: Desk, draft: str, window: Window, presenter: ComparePresenter, screen: CompareScreen
) -> None:
    nasty = '<img src="file:///etc/passwd"><a href="x">&amp; <b>bold</b>\u202e'
    desk.store.write(draft, "problem.situation", {"en": nasty})
    window.go(compare_place(draft, Side("revision", "1")))
    presenter.compare()
    presenter.choose("problem.situation")
    settle()
    assert '<img src="file:///etc/passwd">' in screen.page.toPlainText()


def test_the_wizard_opens_at_the_answer(
    window: Window, draft: str, presenter: ComparePresenter, screen: CompareScreen
) -> None:
    presenter.choose("budget.lines")
    settle()
    screen.open.click()
    settle()
    assert window.place == Place("wizard", draft, "budget")
    window.back()
    settle()
    assert window.place.screen == "compare"


def test_the_list_of_proposals_leads_here_and_to_the_form(
    window: Window, draft: str, presenter: ComparePresenter
) -> None:
    window.go(Place("proposals"))
    settle()
    proposals = cast(ProposalsPresenter, window.presenter("proposals"))
    proposals.compare(draft)
    settle()
    assert window.place == compare_place(draft, Side("revision", "1"))
    assert presenter.view.groups
    proposals.show_form(draft)
    settle()
    assert window.place == Place("newerform", draft)
    assert "is filled with version" in _words(window)


def _words(window: Window) -> str:
    from tests.ui.test_screens import words

    return words(window)
