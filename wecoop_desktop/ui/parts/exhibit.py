"""A chart in its card: the table behind it, copying, and the chart as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as made
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.files import writing
from wecoop_desktop.base.language import mark
from wecoop_desktop.base.wording import say
from wecoop_desktop.documents.statistics import Exhibit
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.keys import bind
from wecoop_desktop.ui.parts import picture
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chart import ChartView
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.parts.twin import Twin, tabbed
from wecoop_desktop.ui.wording import language, tr

# Suffix of the file, the words of the menu, the words of the file chooser.
FORMATS = (
    ("png", mark("Picture (PNG)"), mark("Pictures (*.png)")),
    ("svg", mark("Drawing (SVG)"), mark("Drawings (*.svg)")),
    ("xlsx", mark("Table (XLSX)"), mark("Spreadsheets (*.xlsx)")),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart as it is to be shown: `told` says each bar by its key, `inert` bars are no filters,
    `about` is written below it in files."""

    exhibit: Exhibit
    told: Mapping[str, str]
    inert: frozenset[str] = made(default_factory=frozenset)
    about: tuple[str, ...] = ()


class ExhibitCard(Card):
    """`chosen` with the key of a bar; `moved` when another bar is looked at."""

    chosen = Signal(str)
    moved = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, padding=14, parent=parent)
        self._shown: Shown | None = None
        self._twin: Twin | None = None
        # The only dialog; tests put their own answer here.
        self.ask: Callable[[str, str], str] = self._ask
        self._buttons()
        self.chart = ChartView(title)
        self.chart.chosen.connect(self._choose)
        self.chart.moved.connect(self.moved)
        self._table = QVBoxLayout()
        self._note = Wrapped("", "micro", "muted")
        self._messages = QVBoxLayout()
        self.body.addWidget(self.chart)
        self.body.addLayout(self._table)
        self.body.addWidget(self._note)
        self.body.addLayout(self._messages)
        self.body.addStretch(1)
        self._letter = bind(self, "T", self.turn, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def allow_letters(self, *, on: bool) -> None:
        """Single letters can be switched off; the button does the same."""
        self._letter.setEnabled(on)

    def _buttons(self) -> None:
        self.table_button = Button("", "quiet", "table", size="small", name=tr("Show as a table"))
        self.table_button.setCheckable(True)
        self.table_button.clicked.connect(lambda _=False: self.turn())
        copy = Button("", "quiet", "copy", size="small", name=tr("Copy the table"))
        copy.clicked.connect(lambda _=False: self.copy())
        save = Button("", "quiet", "download", size="small", name=tr("Save this chart …"))
        save.setMenu(self._menu(save))
        self.head.setSpacing(0)
        for button in (self.table_button, copy, save):
            self.head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for suffix, words, _ in FORMATS:
            action = menu.addAction(tr(words))
            action.triggered.connect(lambda _=False, s=suffix: self.save(s))
        return menu

    def display(self, shown: Shown, selected: str = "") -> None:
        before, self._shown = self._shown, shown
        exhibit = shown.exhibit
        self.title.setText(exhibit.title)
        self.setAccessibleName(exhibit.title)
        self.chart.setAccessibleName(exhibit.title)
        self.chart.display(exhibit.chart, shown.told, shown.inert, selected)
        self._note.setText(exhibit.note)
        self._note.setVisible(bool(exhibit.note))
        if before is None or before.exhibit != exhibit:
            clear(self._messages)
            if self._twin is not None:
                self._make_twin()

    # The table

    def turn(self) -> None:
        """The table instead of the chart, or the chart again."""
        if self._shown is None:
            return
        inside = self.chart.hasFocus() or (self._twin is not None and self._twin.hasFocus())
        if self._twin is None:
            self._make_twin()
        else:
            clear(self._table)
            self._twin = None
        tabled = self._twin is not None
        self.chart.setVisible(not tabled)
        self.table_button.setChecked(tabled)
        words = tr("Show as a chart") if tabled else tr("Show as a table")
        self.table_button.setAccessibleName(words)
        self.table_button.setToolTip(words)
        if inside:
            (self._twin or self.chart).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def twin(self) -> Twin | None:
        """The table, while it is shown."""
        return self._twin

    def _make_twin(self) -> None:
        if self._shown is None:
            return
        focused = self._twin is not None and self._twin.hasFocus()
        clear(self._table)
        self._twin = Twin(self._shown.exhibit)
        self._twin.chosen.connect(self._choose)
        self._table.addWidget(self._twin)
        self._twin.show()  # else it could not take the focus yet
        if focused:
            self._twin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        if self._shown is not None and key not in self._shown.inert:
            self.chosen.emit(key)

    def copy(self) -> None:
        """The whole table into the clipboard, as text with tabs."""
        if self._shown is not None:
            QGuiApplication.clipboard().setText(tabbed(self._shown.exhibit))
            self._say(Banner(tr("The table is in the clipboard."), "ok", closable=True))

    # Files

    def save(self, suffix: str) -> None:
        """Ask where, and write the chart there: a picture, a drawing or its table."""
        if self._shown is None:
            return
        chosen = self.ask(f"wecoop-{self._shown.exhibit.id}.{suffix}", suffix)
        if not chosen:
            return
        target = Path(chosen)
        if target.suffix.lower() != f".{suffix}":
            target = target.with_name(f"{target.name}.{suffix}")
        try:
            self._write(self._shown, target, suffix)
        except AppError as error:
            self._say(Banner(say(language(), error), "err", closable=True))
            return
        self._say(Banner(tr("Saved as {path}", path=target), "ok", closable=True))

    def _write(self, shown: Shown, target: Path, suffix: str) -> None:
        exhibit = shown.exhibit
        if suffix == "xlsx":
            from wecoop_desktop.documents.workbook import write_exhibit

            with writing(target) as stream:
                write_exhibit(exhibit, shown.about, language(), stream)
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        notes = tuple(words for words in (exhibit.note, *shown.about) if words)
        drawn = picture.Picture(exhibit.title, exhibit.chart, notes, mirrored)
        data = picture.png(drawn) if suffix == "png" else picture.svg(drawn)
        with writing(target) as stream:
            stream.write(data)

    def _ask(self, name: str, suffix: str) -> str:
        kinds = next(tr(words) for known, _, words in FORMATS if known == suffix)
        return QFileDialog.getSaveFileName(self, tr("Save this chart …"), name, kinds)[0]

    def _say(self, banner: Banner) -> None:
        clear(self._messages)
        banner.closed.connect(lambda: clear(self._messages))
        self._messages.addWidget(banner)
        self._messages.setContentsMargins(0, theme.px(4), 0, 0)
        banner.announce()
