"""Sentences below a table about what may be better, each with the one thing that can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Picture, Wrapped

_ICONS = {
    "err": "circle-alert",
    "warn": "triangle-alert",
    "info": "info",
    "ok": "circle-check",
    "muted": "info",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """`tone`: err, warn, info, ok, muted. Without `verb` there is nothing to press; `key` says
    which offer it is."""

    tone: str
    words: str
    verb: str = ""
    key: str = ""


class Offers(QWidget):
    """`taken(key)` when a verb is pressed. Empty, it takes no place."""

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[Offer, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._rows: list[QWidget] = []
        self.buttons: dict[str, Button] = {}
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(offer.words for offer in self._offers)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        if tuple(offers) == self._offers:
            return
        self._offers = tuple(offers)
        had = any(row.isAncestorOf(focus) for row in self._rows if (focus := _focused()))
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows, self.buttons = [], {}
        for offer in self._offers:
            row = self._row(offer)
            self._column.addWidget(row)
            self._rows.append(row)
        self.setVisible(bool(self._offers))
        first = next(iter(self.buttons.values()), None)
        if had and first is not None:  # one goes on with the keyboard where one was
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, offer: Offer) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(7))
        tone = offer.tone
        line.addWidget(Picture(_ICONS[tone], tone, 14), 0, Qt.AlignmentFlag.AlignTop)
        ink = "text2" if tone in ("info", "ok") else tone
        line.addWidget(Wrapped(offer.words, "small", ink), 1)
        if offer.verb:
            button = Button(offer.verb, size="small")
            button.setAccessibleDescription(offer.words)
            button.clicked.connect(lambda _checked=False, key=offer.key: self.taken.emit(key))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            self.buttons[offer.key] = button
        return row


def _focused() -> QWidget | None:
    return QApplication.focusWidget()
