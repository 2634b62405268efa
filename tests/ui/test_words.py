"""Texts in two languages: one at a time or side by side, and which of them is older."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.kit.sheet import Sheet
from tests.kit.window import settle
from wecoop_desktop.forms.answers import Words
from wecoop_desktop.ui.editors.words import TextEditor
from wecoop_desktop.ui.window import Window

PATH = "problem.situation"


@pytest.fixture
def sheet(window: Window, qtbot: QtBot) -> Sheet:
    return Sheet(window, qtbot)


def editor_of(sheet: Sheet) -> TextEditor:
    editor = sheet.editor(PATH)
    assert isinstance(editor, TextEditor)
    return editor


def test_both_languages_are_written_side_by_side(sheet: Sheet) -> None:
    sheet.presenter.write_in("both")
    editor = editor_of(sheet)
    assert editor.theirs is not None
    sheet.bot.keyClicks(editor.box, "Waste burns")
    editor.theirs.box.setFocus()
    editor.theirs.box.textCursor().insertText("Отходы горят каждый день")
    settle()
    assert sheet.again(PATH) == Words("Waste burns", "Отходы горят каждый день", "en")
    assert "2 of 500" in editor.mine.count.text()
    assert "4 of 500" in editor.theirs.count.text()
    assert editor.mine.note.isVisible()
    assert not editor.theirs.note.isVisible()
    editor.mine.agree.click()
    assert sheet.again(PATH).older == ""
    assert not editor.mine.note.isVisible()
    sheet.bot.keyClicks(editor.box, " daily")
    assert sheet.again(PATH).older == "ru"
    assert editor.theirs.agree.isVisible()


def test_a_text_is_copied_over_as_a_start_and_stays_marked(sheet: Sheet) -> None:
    sheet.presenter.write_in("both")
    editor = editor_of(sheet)
    sheet.bot.keyClicks(editor.box, "Waste burns")
    assert editor.theirs is not None
    assert editor.theirs.copy.isVisible()
    editor.theirs.copy.click()
    assert sheet.again(PATH) == Words("Waste burns", "Waste burns", "ru")
    assert editor.theirs.box.hasFocus()
    assert not editor.theirs.copy.isVisible()
    sheet.presenter.undo()
    assert sheet.again(PATH) == Words("Waste burns")


def test_one_language_at_a_time_opens_the_other_on_demand(sheet: Sheet) -> None:
    sheet.presenter.edit(PATH, Words("Waste burns", "Отходы горят", "ru"))
    editor = editor_of(sheet)
    assert editor.theirs is None
    assert editor.mine.note.text() == "is older than the text above"
    editor._show.click()
    settle()
    assert editor.theirs is not None
    assert editor.theirs.box.toPlainText() == "Отходы горят"
    assert editor.theirs.box.hasFocus()
    assert editor.theirs.box.accessibleName().endswith("(RU)")
    editor._show.click()
    assert not editor.theirs.isVisible()
    sheet.presenter.write_in("ru")
    assert editor.box.toPlainText() == "Отходы горят"


def test_switching_languages_and_views_loses_no_letter(sheet: Sheet) -> None:
    editor = editor_of(sheet)
    sheet.bot.keyClicks(editor.box, "One")
    for way in ("both", "ru", "both", "en", "both"):
        sheet.presenter.write_in(way)
        settle()
    assert sheet.again(PATH) == Words("One")
    assert [side.box.toPlainText() for side in editor._sides()] == ["One", ""]
    plain = sheet.editor("basic.title_en")
    assert len(plain._sides()) == 1, "a plain text is the same in both"


def test_boxes_stand_below_each_other_where_there_is_no_room(sheet: Sheet) -> None:
    sheet.presenter.write_in("both")
    editor = editor_of(sheet)
    editor.resize(300, 400)
    editor._lay()
    assert editor._pair.direction() == editor._pair.Direction.TopToBottom
    sheet.bot.keyClick(editor.box, Qt.Key.Key_Tab)
    assert not editor.box.hasFocus()
