"""The overlay of Ctrl+K: one field, results in groups, commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.ui import icons, theme, wording
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.parts.labels import Caption, Key, Label, Rule
from wecoop_desktop.ui.parts.rows import VALUE, Index, RowDelegate, RowList, Rows, draw_text, marks
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.feedback import feedback_place
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.presenters.palette import SCOPES, Found, Group, PalettePresenter, PaletteView
from wecoop_desktop.ui.screens.settingsrows import ROWS as SETTINGS
from wecoop_desktop.ui.wording import ntr, said, tr

WIDTH, TALLEST = 700, 560

SCOPE_WORDS = {
    "all": mark("All"),
    "projects": mark("Projects"),
    "guide": mark("Guide"),
    "funders": mark("Funders"),
    "mine": mark("Mine"),
}
GROUP_WORDS = {
    "projects": mark("Projects"),
    "guide": mark("Guide"),
    "funders": mark("Funders and policies"),
    "mine": mark("My proposals"),
}
ICONS = {
    "project": "layers",
    "section": "book-open",
    "term": "book-a",
    "funder": "landmark",
    "policy": "scale",
    "proposal": "file-pen-line",
}
KIND_WORDS = {
    "section": mark("Guide"),
    "term": mark("Glossary"),
    "funder": mark("Funder"),
    "policy": mark("Policy"),
    "proposal": mark("Draft"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names a group; a click on it shows all of the group `scope`."""

    words: str
    end: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    words: str
    icon: str
    keys: str
    call: Callable[[], object]


Line = Heading | Found | Command


class PaletteOverlay(QWidget):
    """Lies over the whole window; Esc or a click beside it closes, the focus goes back."""

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        front: Front,
        opening: OpeningPresenter,
        commands: Mapping[str, Callable[[], object]],
    ) -> None:
        """`commands`: what only the window does, by the names language, larger, smaller."""
        super().__init__(window)
        self._window = window
        self._front = front
        self._before: QWidget | None = None
        self.presenter = PalettePresenter(front, opening)
        self.presenter.setParent(self)
        self.presenter.changed.connect(self._changed)
        self._panel = QFrame(self)
        self._panel.setObjectName("pop")
        shadow = QGraphicsDropShadowEffect(self._panel)
        shadow.setBlurRadius(theme.px(20))
        shadow.setOffset(0, theme.px(6))
        shadow.setColor(theme.colour("scrim", 0.3))
        self._panel.setGraphicsEffect(shadow)
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Rule())
        self._rows: Rows[Line] = Rows(_words)
        self._list = RowList(self._rows, LineDelegate(), tr("Results"))
        self._list.setUniformItemSizes(False)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.opened.connect(self._run)
        column.addWidget(self._list, 1)
        column.addWidget(Rule())
        column.addLayout(self._foot())
        window.installEventFilter(self)
        self._commands = _commands(front, commands)
        self.hide()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(*(theme.px(m) for m in (8, 8, 16, 8)))
        row.setSpacing(theme.px(10))
        hint = tr("Search everything, or > for commands")
        self.field = SearchBox(hint, large=True, framed=False)
        self.field.field.installEventFilter(self)
        self.field.searched.connect(self.presenter.search)
        row.addWidget(self.field, 1)
        self._scopes = Segments(
            tuple((scope, tr(SCOPE_WORDS[scope])) for scope in SCOPES), name=tr("Search in")
        )
        self._scopes.chosen.connect(self.presenter.narrow)
        row.addWidget(self._scopes)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(*(theme.px(m) for m in (16, 7, 16, 7)))
        row.setSpacing(theme.px(6))
        for pressed, words in (
            ("↑ ↓", tr("move")),
            ("Enter", tr("open")),
            (">", tr("commands only")),
            ("Esc", tr("close")),
        ):
            row.addWidget(Key(pressed))
            row.addWidget(Caption(words))
            row.addSpacing(theme.px(8))
        row.addStretch(1)
        self._count = Label("", "smallFigures", "muted")
        row.addWidget(self._count)
        return row

    # opening and closing

    def open(self, text: str = "") -> None:
        """Show it over the window, with a text already searched for."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.setGeometry(self._window.rect())
        self._place()
        self.show()
        self.raise_()
        if text:
            self.field.field.setText(text)
            self.presenter.search(text)
        self._fill(self.presenter.view)
        self.field.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not text:
            self.field.field.selectAll()

    def give_back(self) -> None:
        """Hide, and give the focus back to where it was."""
        self._window.removeEventFilter(self)
        self.presenter.leave()
        self.hide()
        before, self._before = self._before, None
        if before is not None:
            before.setFocus()

    def _place(self) -> None:
        width = min(theme.px(WIDTH), self.width() - theme.px(32))
        tall = min(theme.px(TALLEST), self.height() - theme.px(96))
        self._panel.setGeometry((self.width() - width) // 2, theme.px(62), width, tall)

    # showing

    def _changed(self) -> None:
        self._fill(self.presenter.view)

    def _fill(self, view: PaletteView) -> None:
        lines: list[Line] = []
        for group in view.groups:
            lines.append(_heading(group))
            lines.extend(group.found)
        commands = self._fitting(view.text)
        if commands:
            lines.append(Heading(tr("Commands")))
            lines.extend(commands)
        self._rows.replace(lines)
        for at, line in enumerate(lines):
            if not isinstance(line, Heading):
                self._list.choose(at)
                break
        self._count.setText(self._said(view))

    def _said(self, view: PaletteView) -> str:
        if view.error is not None:
            return say(wording.language(), view.error)
        if not view.ready:
            return tr("The content is being opened")
        if not view.text.strip() or view.text.startswith(">"):
            return ""
        total = sum(group.total for group in view.groups)
        if view.also:
            return tr(
                "{results}, also “{words}”",
                results=ntr("{n} result", "{n} results", total),
                words=", ".join(view.also),
            )
        return ntr("{n} result", "{n} results", total)

    def _fitting(self, text: str) -> list[Command]:
        """Commands that hold all the words; without a text the first ones, as a start."""
        wanted = text.removeprefix(">").casefold().split()
        only = text.startswith(">")
        found = [
            command
            for command in self._commands
            if all(word in command.words.casefold() for word in wanted)
        ]
        if only:
            return found
        return found[:4] if wanted else found

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # Esc is a shortcut of the window; while the palette is open it belongs to it.
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._key(event):
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        lines = self._rows.values
        at = self._list.currentIndex().row() + step
        while 0 <= at < len(lines) and isinstance(lines[at], Heading):
            at += step
        if 0 <= at < len(lines):
            self._list.choose(at)

    def _enter(self) -> None:
        text = self.field.text()
        if text != self.presenter.view.text:  # typed and entered faster than the pause
            self.presenter.search(text)
        line = self._list.currentIndex().data(VALUE)
        if line is not None:
            self._run(line)

    def _run(self, line: object) -> None:
        if isinstance(line, Found):
            self._before = None
            self.closed.emit()
            self.presenter.open(line.place)
        elif isinstance(line, Command):
            self.closed.emit()
            line.call()
        elif isinstance(line, Heading) and line.scope:
            self._scopes.show_value(line.scope)
            self.presenter.narrow(line.scope)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.closed.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside: the field, then the scopes."""
        button = self._scopes.button(self._scopes.value)
        target = self.field.field if button.hasFocus() else button
        target.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("scrim", 0.42))
        painter.end()


def _words(line: Line) -> str:
    return said(line.title) if isinstance(line, Found) else line.words


def _heading(group: Group) -> Heading:
    end = tr("all {n}", n=wording.language().number(group.total))
    more = group.total > len(group.found)
    return Heading(tr(GROUP_WORDS[group.scope]), end if more else "", group.scope if more else "")


def _commands(front: Front, own: Mapping[str, Callable[[], object]]) -> tuple[Command, ...]:
    def paint(theme_name: str) -> Callable[[], None]:
        return lambda: front.save_settings(replace(front.settings(), theme=theme_name))

    def to(place: Place) -> Callable[[], None]:
        return lambda: front.go(place)

    return (
        Command(tr("New proposal"), "plus", "Ctrl N", to(Place("proposals", part="new"))),
        Command(
            tr("New proposal from an example"),
            "file-plus",
            "",
            to(Place("proposals", part="example")),
        ),
        Command(tr("Projects"), "layers", "Ctrl 2", to(Place("projects"))),
        Command(tr("Guide"), "book-open", "Ctrl 3", to(Place("guide"))),
        Command(tr("Glossary"), "book-a", "", to(Place("guide", "glossary"))),
        Command(tr("Funders"), "landmark", "Ctrl 4", to(Place("funders"))),
        Command(tr("National policies"), "scale", "", to(Place("funders", part="policies"))),
        Command(tr("Which funders fit"), "list-checks", "", to(Place("funders", part="match"))),
        Command(tr("Proposals"), "file-pen-line", "Ctrl 5", to(Place("proposals"))),
        Command(tr("Ask the publisher"), "message-square", "", to(feedback_place(Kind.QUESTION))),
        Command(tr("Propose a project"), "layers", "", to(feedback_place(Kind.PROJECT))),
        Command("English / Русский", "languages", "Ctrl L", own["language"]),
        Command(tr("Light theme"), "sun", "", paint("light")),
        Command(tr("Dark theme"), "moon", "", paint("dark")),
        Command(tr("High contrast"), "sun", "", paint("contrast")),
        Command(tr("Larger text"), "type", "Ctrl +", own["larger"]),
        Command(tr("Smaller text"), "type", "Ctrl −", own["smaller"]),
        Command(tr("Settings"), "settings", "Ctrl ,", to(Place("settings"))),
        *(
            Command(
                tr("Setting: {words}", words=tr(row.words)),
                "settings",
                "",
                to(Place("settings", part=row.section)),
            )
            for row in SETTINGS
            if row.kind != "kept"
        ),
        Command(tr("Keyboard shortcuts"), "keyboard", "Ctrl /", to(Place("help", part="keys"))),
        Command(tr("Manual"), "book-text", "", to(Place("help", part="manual"))),
        Command(tr("Privacy"), "lock", "", to(Place("help", part="privacy"))),
        Command(
            tr("About the program and its sources"), "info", "", to(Place("help", part="about"))
        ),
    )


class LineDelegate(RowDelegate):
    """Headings, results and commands of the palette."""

    height = 36
    bar = False

    def row_height(self, value: object) -> int:
        return 30 if isinstance(value, Heading) else 36

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # No hairlines and rounded selection: not the ground of the base.
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        value = index.data(VALUE)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected and not isinstance(value, Heading):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            side = theme.px(8)
            painter.drawRoundedRect(QRectF(box.adjusted(side, 0, -side, 0)), side / 2, side / 2)
        self.draw(painter, box, value, selected=selected)
        painter.restore()

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        inner = box.adjusted(theme.px(17), 0, -theme.px(17), 0)
        if isinstance(value, Heading):
            _text(painter, inner, value.words, "section", "muted")
            _end(painter, inner, value.end, "small", "primary")
        elif isinstance(value, Found):
            _icon(painter, inner, ICONS[value.kind])
            used = _end(painter, inner, _end_words(value), "small", "muted")
            title = said(value.title) or tr("Untitled proposal")
            place = inner.adjusted(theme.px(28), 0, -used - theme.px(12), 0)
            _text(painter, place, title, "body", "text", value.words)
        elif isinstance(value, Command):
            _icon(painter, inner, value.icon)
            used = _end(painter, inner, value.keys, "small", "muted")
            _text(painter, inner.adjusted(theme.px(28), 0, -used, 0), value.words, "body", "text")


def _end_words(found: Found) -> str:
    if found.kind == "project":
        countries = found.countries[0] if len(found.countries) == 1 else ""
        funder = said(found.funders[0]) if found.funders else ""
        inside = tr("in the text: {word}", word=found.inside) if found.inside else ""
        return " · ".join(part for part in (inside, countries, funder, found.year) if part)
    words = tr(KIND_WORDS[found.kind])
    return (
        f"{found.countries[0]} · {words}" if found.kind == "policy" and found.countries else words
    )


def _icon(painter: QPainter, box: QRect, name: str) -> None:
    size = theme.px(16)
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = box.right() - size if mirrored else box.left()
    top = box.top() + (box.height() - size) // 2
    painter.drawPixmap(left, top, icons.pixmap(name, "primary", 16))


def _end(painter: QPainter, box: QRect, words: str, role: str, tone: str) -> int:
    """Words at the end of the line; returns their width."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(tone))
    side = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, side, words)
    return painter.fontMetrics().horizontalAdvance(words)


def _text(
    painter: QPainter,
    box: QRect,
    words: str,
    role: str,
    tone: str,
    found: tuple[str, ...] = (),
) -> None:
    font = theme.font(role)
    painter.setFont(font)
    tall = painter.fontMetrics().height()
    line = QRectF(box.left(), box.top() + (box.height() - tall) / 2, box.width(), tall)
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        painter.setPen(theme.colour(tone))
        painter.drawText(line, Qt.AlignmentFlag.AlignTrailing, words)
        return
    draw_text(painter, line, words, font, tone, marks(words, found))
