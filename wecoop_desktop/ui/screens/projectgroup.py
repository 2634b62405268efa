"""What the groups of the pane of one project share: when they are filled anew, and small rows."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.focus import first_focus
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import SectionLabel, Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.presenters.project import ProjectPresenter
from wecoop_desktop.ui.presenters.projectview import ProjectView
from wecoop_desktop.ui.wording import ntr, tr


class Group(QWidget):
    """A part of the pane, filled anew when what it shows is another; hidden where that is nothing.

    A subclass says in `key` what it depends on, and lays it into `body` in `fill`.
    """

    def __init__(self, presenter: ProjectPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = presenter
        self.setMinimumWidth(1)  # nothing in it makes the pane wider than it is
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(6))
        self._shown: object = None

    def key(self, view: ProjectView) -> object:
        """What `fill` reads of the view."""
        return view

    def fill(self, view: ProjectView) -> None:
        """Lay what is known into `body`; nothing, where nothing is."""

    def display(self, view: ProjectView) -> None:
        key = self.key(view)
        if key == self._shown:
            return
        self._shown = key
        focused = self.window().focusWidget()
        mine = focused is not None and self.isAncestorOf(focused)
        clear(self.body)
        if view.opened:
            self.fill(view)
        self.setVisible(self.body.count() > 0)
        if mine:
            QTimer.singleShot(0, self, self._focus_first)  # new widgets are shown a turn later

    def _focus_first(self) -> None:
        first = first_focus(self)
        if first is not None:
            first.setFocus()

    def heading(self, words: str, *beside: QWidget) -> None:
        """The name of the group, with widgets at its end."""
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.px(10), 0, 0)
        row.addWidget(SectionLabel(words), 1)
        for widget in beside:
            row.addWidget(widget)
        self.body.addLayout(row)

    def all_of(self, view: ProjectView, group: str, count: int, first: int) -> int:
        """How many rows of a long group are shown; lay `rest` below them."""
        return count if group in view.everything or count <= first else first

    def rest(self, group: str, count: int, shown: int) -> None:
        """The way to the rows that are not shown."""
        if shown >= count:
            return
        left = count - shown
        button = Button(ntr("Show {n} more", "Show {n} more", left), "quiet", size="small")
        button.clicked.connect(lambda _=False: self.presenter.show_all(group))
        self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)


class Row(QWidget):
    """Widgets in a line from its start; below each other where there is no room."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.setMinimumWidth(1)
        self._widgets = widgets
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(8))
        for widget in widgets:
            self._box.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)
        self._box.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        gaps = self._box.spacing() * (len(self._widgets) - 1)
        wanted = sum(widget.sizeHint().width() for widget in self._widgets) + gaps
        turn(self._box, wanted <= self.width())


class Facts(QGridLayout):
    """Rows of a name and what is known under it; `unknown` is said where nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(theme.px(12))
        self.setVerticalSpacing(theme.px(7))
        self.setContentsMargins(0, theme.px(6), 0, 0)
        self.setColumnMinimumWidth(0, theme.px(104))
        self.setColumnStretch(1, 1)

    def add(self, name: str, content: QWidget | QLayout | str) -> None:
        at = self.rowCount()
        title = Wrapped(name, "body", "muted")
        title.setMaximumWidth(theme.px(124))
        self.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(content, QWidget):
            self.addWidget(content, at, 1)
        elif isinstance(content, QLayout):
            self.addLayout(content, at, 1)
        else:
            tone = "text" if content else "muted"
            self.addWidget(copied(Wrapped(content or tr("unknown"), "body", tone)), at, 1)


def stacked(*widgets: QWidget) -> QVBoxLayout:
    """Widgets below each other without margins."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(2))
    for widget in widgets:
        column.addWidget(widget)
    return column


def beside(*widgets: QWidget) -> QHBoxLayout:
    """Widgets in a line, at its start."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    for widget in widgets:
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
    row.addStretch(1)
    return row


def led_by(picture: QWidget, words: QWidget) -> QHBoxLayout:
    """A small picture before words that take the rest of the line."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


def turn(row: QBoxLayout, wide: bool) -> None:
    """Lay a row out beside each other where there is room, else below each other."""
    way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
    row.setDirection(way)


def small(words: str, tone: str = "muted") -> Wrapped:
    return copied(Wrapped(words, "small", tone))


def copied(label: Wrapped) -> Wrapped:
    """Text that can be selected and copied."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    return label
