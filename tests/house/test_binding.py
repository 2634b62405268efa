"""The binding to Qt gives back every reference it takes (docs/decisions/0009)."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

TIMES = 500


class _Sender(QObject):
    sent = Signal(object)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot be lost from Python 3.12 on")
def test_signals_lose_no_reference_to_none(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda _checked=False: None)
    sender = _Sender()
    sender.sent.connect(lambda value: None)
    before = sys.getrefcount(None)
    for _ in range(TIMES):
        button.click()
        sender.sent.emit(None)
    assert sys.getrefcount(None) - before > -TIMES / 10
