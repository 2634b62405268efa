"""What a window built anew takes over from the old one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from wecoop_desktop.ui import carry


def _built(shown: str) -> QWidget:
    """A screen as it is built from a view that shows this text."""
    root = QWidget()
    column = QVBoxLayout(root)
    first, second, text = QLineEdit("first"), QLineEdit(shown), QPlainTextEdit(shown)
    area = QScrollArea()
    tall = QWidget()
    tall.setFixedSize(50, 5000)
    area.setWidget(tall)
    for widget in (first, second, text, area):
        column.addWidget(widget)
    root.resize(300, 300)
    return root


def test_focus_cursor_scroll_and_unsaved_text(qtbot: QtBot) -> None:
    old, new = _built("1,000.5"), _built("1 000,5")
    for root in (old, new):
        qtbot.addWidget(root)
    old.show()
    edit = old.findChildren(QLineEdit)[1]
    edit.setFocus()
    edit.setCursorPosition(3)
    area = old.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(777)
    text = old.findChild(QPlainTextEdit)
    assert text is not None
    QTest.keyClicks(text, "new ")
    edit.setFocus()
    kept = carry.keep(old)
    old.hide()
    new.show()
    carry.recall(new, kept)
    again = new.findChildren(QLineEdit)[1]
    assert again.text() == "1 000,5", "what the user did not change follows the language"
    assert again.cursorPosition() == 3
    assert new.focusWidget() is again
    written = new.findChild(QPlainTextEdit)
    assert written is not None
    assert written.toPlainText() == "new 1,000.5", "what the user typed stays"
    scrolled = new.findChild(QScrollArea)
    assert scrolled is not None
    assert scrolled.verticalScrollBar().value() == 777


def test_another_screen_takes_what_it_has(qtbot: QtBot) -> None:
    old, new = _built("text"), QWidget()
    for root in (old, new):
        qtbot.addWidget(root)
    QTest.keyClick(old.findChildren(QLineEdit)[0], Qt.Key.Key_End)
    carry.recall(new, carry.keep(old))
    assert new.focusWidget() is None
