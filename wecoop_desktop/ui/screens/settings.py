"""Settings: sections at the left, one of them or what was looked for at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.settings import LONGEST
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.flow import Flow
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import Label, Rule, Title, Upright, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.settings import SettingsPresenter, SettingsView
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.screens import settingsrows as table
from wecoop_desktop.ui.wording import tr

LINKS = (  # what else one looks for here: icon, part of the help
    ("lock", "privacy"),
    ("info", "about"),
)
LINK_WORDS = {"privacy": mark("Privacy"), "about": mark("About WECOOP")}
NARROW = 700  # pixels of the design below which the contents are a line over the settings
CONTROL = 220  # pixels at 100 % of lists and lines, so that they stand in one column
WIDE = 760  # pixels of the design that a card is wide at most


class SettingsScreen(QWidget):
    def __init__(self, presenter: SettingsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: tuple[str, str] | None = None
        self._controls: dict[str, Segments | Choice | QLineEdit] = {}
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._folded = False
        self._side = self._contents()
        outer.addWidget(self._side)
        self._border = Upright()
        outer.addWidget(self._border)
        self._panel = Panel("canvas", (24, 20, 24, 20), 14)
        outer.addWidget(self._panel, 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(14))
        self._column.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._column)
        holder.setMaximumWidth(theme.px(WIDE))
        self._panel.body.addWidget(self._line())
        self._panel.body.addWidget(holder)
        self._panel.body.addStretch(1)

    def _contents(self) -> Panel:
        side = Panel("surface", (12, 14, 12, 14), 4)
        side.setFixedWidth(theme.px(214 if theme.large() else 236))
        self._search = SearchBox(tr("Find a setting"))
        self._search.searched.connect(self._presenter.find)
        side.body.addWidget(self._search)
        self._beside = side.body
        side.body.addSpacing(theme.px(6))
        self._items: dict[str, Button] = {}
        for section in table.SECTIONS:
            item = _item(tr(section.words), section.icon)
            item.setCheckable(True)
            speak_as(item, "one-of")
            item.clicked.connect(lambda _on=False, id=section.id: self._presenter.turn(id))
            side.body.addWidget(item)
            self._items[section.id] = item
        side.body.addSpacing(theme.px(6))
        side.body.addWidget(Rule())
        side.body.addSpacing(theme.px(6))
        for icon, part in LINKS:
            item = _item(tr(LINK_WORDS[part]), icon)
            place = Place("help", "settings", part)
            item.clicked.connect(lambda _on=False, place=place: self._presenter.go(place))
            side.body.addWidget(item)
        side.body.addStretch(1)
        return side

    def _line(self) -> QWidget:
        """The contents as one line over the settings, where there is no room beside them."""
        self._above = QWidget()
        self._across = QHBoxLayout(self._above)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(theme.px(12))
        sections = [(section.id, tr(section.words)) for section in table.SECTIONS]
        links = [(part, tr(LINK_WORDS[part])) for _, part in LINKS]
        self._choice = Choice([*sections, *links], name=tr("Sections of the settings"))
        self._choice.chosen.connect(self._choose)
        self._across.addWidget(self._choice, 1)
        self._above.hide()
        return self._above

    def _choose(self, part: str) -> None:
        if part in LINK_WORDS:
            self._presenter.go(Place("help", "settings", part))
        else:
            self._presenter.turn(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        folded = theme.logical(self.width()) < NARROW
        if folded != self._folded:
            self._folded = folded
            self._fold()

    def _fold(self) -> None:
        """The field goes where the contents are, with the focus that is in it."""
        focused = self._search.field.hasFocus()
        if self._folded:
            self._across.insertWidget(0, self._search, 1)
        else:
            self._beside.insertWidget(0, self._search)
        self._above.setVisible(self._folded)
        for widget in (self._side, self._border):
            widget.setVisible(not self._folded)
        if focused:
            self._search.field.setFocus()
        if self._shown is not None:
            self._shown = None
            self.display(self._presenter.view)

    def search_field(self) -> QWidget:
        return self._search.field

    def panes(self) -> tuple[QWidget, ...]:
        return (self._panel,) if self._folded else (self._side, self._panel)

    def facts(self) -> str:
        return tr("Each choice applies at once")

    def display(self, view: SettingsView) -> None:
        known = [section.id for section in table.SECTIONS]
        section = view.section if view.section in known else known[0]
        wanted = (section, view.text)
        if wanted != self._shown:
            self._shown = wanted
            self._lay(view, section)
        for id, item in self._items.items():
            mine = id == section and not view.text
            item.setChecked(mine)
        self._choice.show_value("" if view.text else section)
        for field, control in self._controls.items():
            value = view.value(field)
            if not isinstance(control, QLineEdit):
                control.show_value(value)
            elif not control.hasFocus() and control.text() != value:
                control.setText(value)

    def _lay(self, view: SettingsView, section: str) -> None:
        clear(self._column)
        self._controls.clear()
        if view.text:
            rows = table.found(view.text)
            self._column.addWidget(Title(tr("Settings with “{text}”", text=view.text), "display"))
            if not rows:
                self._column.addWidget(Wrapped(tr("No setting has these words."), "body", "muted"))
                return
        else:
            words = next(one.words for one in table.SECTIONS if one.id == section)
            self._column.addWidget(Title(tr(words), "display"))
            rows = table.rows_of(section)
        card = Card()
        for at, row in enumerate(rows):
            if at:
                card.body.addWidget(Rule())
            card.body.addLayout(self._row(row))
        self._column.addWidget(card)
        if section == "storage" and not view.text:
            self._column.addWidget(self._home(view.home))

    def _row(self, row: table.Setting) -> QBoxLayout:
        """A setting: what it is, what it does, and the control at the end, of large text below."""
        below = theme.large() and not self._folded
        line: QBoxLayout = QVBoxLayout() if below else QHBoxLayout()
        line.setSpacing(theme.px(6 if below else 20))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Label(tr(row.words), "medium"))
        words.addWidget(Wrapped(tr(row.about), "small", "muted"))
        line.addLayout(words, 1)
        side = Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag.AlignVCenter
        line.addWidget(self._control(row), 0, side)
        return line

    def _control(self, row: table.Setting) -> QWidget:
        name, take = tr(row.words), partial(self._presenter.take, row.field)
        if row.kind == "elsewhere":
            button = Button(tr("Open"), name=tr("Open: {words}", words=name))
            button.clicked.connect(lambda _on=False: self._presenter.go(Place(row.screen)))
            return button
        made: Segments | Choice | QLineEdit
        if row.kind == "switch":
            made = Segments(row.offered(), name=name)
            made.chosen.connect(take)
        elif row.kind == "list":
            made = Choice(row.offered(), name=name)
            made.setMinimumWidth(theme.px(CONTROL))
            made.chosen.connect(take)
        else:
            made = QLineEdit()
            made.setAccessibleName(name)
            made.setMinimumWidth(theme.px(CONTROL if row.kind == "line" else CONTROL - 40))
            made.setMaxLength(LONGEST[row.field])
            made.setPlaceholderText(row.hint)
            made.editingFinished.connect(lambda: take(made.text()))
        made.setAccessibleDescription(tr(row.about))
        self._controls[row.field] = made
        if isinstance(made, QLineEdit) and row.kind == "folder":
            return self._folder(made, row)
        return made

    def _folder(self, line: QLineEdit, row: table.Setting) -> QWidget:
        """A line with a button that looks for the folder."""
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.px(8))
        across.addWidget(line)
        choose = Button("", icon="folder-open", name=tr("Choose a folder"))
        choose.clicked.connect(lambda _on=False: self._look_for(row))
        across.addWidget(choose)
        return holder

    def _look_for(self, row: table.Setting) -> None:
        before = self._presenter.view.value(row.field)
        found = QFileDialog.getExistingDirectory(self, tr(row.words), before)
        if found:
            self._presenter.take(row.field, found)

    def _home(self, home: Path) -> Card:
        """Where everything is, and the way to what is written there."""
        card = Card(tr("The folder of your work"), "folder-open")
        card.body.addWidget(
            Wrapped(
                tr(
                    "Proposals, notes, settings, updates and backups stand in this folder of this "
                    "computer. Another one is chosen when the program is started with --home, or "
                    "by the variable WECOOP_HOME."
                ),
                "small",
                "muted",
            )
        )
        path = Label(str(home), "small", "text2")
        path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        path.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        path.setAccessibleName(str(home))
        path.setToolTip(str(home))  # a long one is cut
        card.body.addWidget(path)
        buttons = Flow(12)
        show = Button(tr("Show the folder"), icon="folder-open", size="small")
        show.clicked.connect(lambda _on=False: show_folder(home))
        buttons.addWidget(show)
        privacy = Button(tr("What is written where"), "quiet", size="small")
        place = Place("help", "settings", "privacy")
        privacy.clicked.connect(lambda _on=False: self._presenter.go(place))
        buttons.addWidget(privacy)
        backups = Button(tr("Backups"), "quiet", "archive", size="small")
        backups.clicked.connect(lambda _on=False: self._presenter.go(Place("backups")))
        buttons.addWidget(backups)
        card.body.addLayout(buttons)
        return card


def network_choices() -> tuple[tuple[str, str], ...]:
    """When the program may look for updates by network, in words."""
    return table.OF["network"].offered()


def _item(words: str, icon: str) -> Button:
    """A line of the contents at the left."""
    item = Button(words, "quiet")
    item.setProperty("entry", "true")
    item.setFont(theme.font("medium"))
    item.show_icon(icon)
    item.setMinimumHeight(theme.px(34))
    return item
