"""The list of changed answers, and how the screen shares its width out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox

from wecoop_desktop.forms.form import Form
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.panes import Panes
from wecoop_desktop.ui.parts.rows import RowDelegate, draw_text
from wecoop_desktop.ui.presenters.compare import Group
from wecoop_desktop.ui.screens.comparewords import ICONS, group_words, question_words, step_words

LEAST = 800  # pixels at 100 % in which the usual widths have room


class GroupRows(RowDelegate):
    """Icon, question, and below it the step and the kinds of its changes."""

    height = 54

    def __init__(self, form: Callable[[], Form | None]) -> None:
        super().__init__()
        self._form = form

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        form = self._form()
        if not isinstance(value, Group) or form is None:
            return
        kinds = {change.what for change in value.changes}
        icon, tone = ICONS[kinds.pop() if len(kinds) == 1 else "changed"]
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side, edge = theme.px(16), theme.px(14)
        x = box.right() - edge - side if mirrored else box.left() + edge
        painter.drawPixmap(x, box.top() + theme.px(10), icons.pixmap(icon, tone, 16))
        start = theme.px(40)
        inner = box.adjusted(edge if mirrored else start, 0, -start if mirrored else -edge, 0)
        line = QRectF(inner.left(), box.top() + theme.px(8), inner.width(), theme.px(20))
        draw_text(painter, line, question_words(form, value.path), theme.font("medium"))
        below = QRectF(inner.left(), box.top() + theme.px(29), inner.width(), theme.px(18))
        words = f"{step_words(form, value.step)} · {group_words(value)}"
        draw_text(painter, below, words, theme.font("small"), "text2")


def share_out(panes: Panes) -> None:
    """In a narrow window the list leaves the larger part to what it shows."""
    width = panes.width()
    if theme.logical(width) < LEAST:
        panes.setSizes([width * 2 // 5, width * 3 // 5])


def narrowed(choice: Choice, letters: int = 8) -> Choice:
    """A list that is as wide as its place, however long its words are."""
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(letters)
    choice.setMinimumWidth(theme.px(90))
    return choice
