"""A library to take rows from: searched in both languages, what fits the sectors first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Cell, Words
from wecoop_desktop.forms.form import Form, Option
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.check import Check
from wecoop_desktop.ui.parts.labels import Caption
from wecoop_desktop.ui.parts.rows import RowDelegate, RowList, Rows, draw_text, marks
from wecoop_desktop.ui.parts.searchbox import SearchBox
from wecoop_desktop.ui.wording import ntr, said, tr

SHOWN = 6  # entries that are seen at once


class Entry(NamedTuple):
    """An entry of a library: `fits` the draft's sectors, `there` already in the answer."""

    option: Option
    title: str
    detail: str
    more: str
    words: str
    fits: bool
    there: bool
    sought: tuple[str, ...] = ()


def entries_of(form: Form, table: str) -> tuple[Option, ...]:
    """The rows of a table of the form as options; none where the form has no such table."""
    found = form.tables.get(table)
    made = []
    for row in found if isinstance(found, tuple) else ():
        if isinstance(row, Mapping) and row.get("id"):
            made.append(Option(str(row["id"]), Text.from_map(row), row))
    return tuple(made)


def both(option: Option, name: str) -> Text:
    """A text of an entry in both languages; empty where it has none."""
    found = option.data.get(name)
    return Text.from_map(found) if isinstance(found, Mapping) else Text()


def words_of(text: Text) -> Words:
    return Words(text.en, text.ru)


def sectors_of(scene: Scene) -> frozenset[str]:
    chosen = scene.answers.get("basic.sectors")
    return frozenset(map(str, chosen)) if isinstance(chosen, tuple) else frozenset()


def fits(option: Option, sectors: frozenset[str]) -> bool:
    """Whether an entry names one of the sectors; one that names none fits all."""
    own = option.data.get("sectors")
    return isinstance(own, tuple | list) and bool(sectors & set(map(str, own)))


def _stem(word: str) -> str:
    """A long word without its ending, so that other forms of it are found."""
    return word[:-2] if len(word) > 5 else word[:-1] if len(word) == 5 else word


class Lines(RowDelegate):
    """The title, what it is, and where it comes from."""

    height = 58

    def draw(self, painter: QPainter, box: QRect, value: object, *, selected: bool) -> None:
        if not isinstance(value, Entry):
            return
        area = QRectF(box.adjusted(theme.px(12), theme.px(5), -theme.px(12), -theme.px(4)))
        line = theme.line_height("small")
        tone = "muted" if value.there else "text"
        star = "★ " if value.fits else ""
        done = f"{star}{value.title}" + (f" · {tr('added')}" if value.there else "")
        top = QRectF(area.left(), area.top(), area.width(), line)
        found = marks(done, value.sought)
        draw_text(painter, top, done, theme.font("smallStrong"), tone, found)
        for at, text in enumerate((value.detail, value.more), 1):
            place = QRectF(area.left(), area.top() + at * line, area.width(), line)
            draw_text(painter, place, text, theme.font("small"), "muted", marks(text, value.sought))


class Picker(Card):
    """`taken(option)` for each entry that is chosen; `closed` when it is done with."""

    taken = Signal(object)
    closed = Signal()

    def __init__(
        self,
        title: str,
        table: str,
        lines: Callable[[Option, Scene], tuple[str, str]],
        there: Callable[[Option, Scene], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, "book-text", tone="subtle", padding=12, parent=parent)
        self._table, self._lines, self._there = table, lines, there
        self._scene: Scene | None = None
        self._options: tuple[Option, ...] = ()
        done = Button(tr("Done"), size="small")
        done.clicked.connect(self.close_picker)
        self.head.addWidget(done)
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        self.search = SearchBox(tr("Search in English or Russian"))
        self.search.searched.connect(lambda _text: self._fill())
        self.search.entered.connect(self._into_list)
        row.addWidget(self.search, 1)
        self._mine = Check(tr("Only for my sectors"))
        self._mine.clicked.connect(lambda _checked: self._fill())
        row.addWidget(self._mine)
        self.body.addLayout(row)
        self.rows: Rows[Entry] = Rows(lambda entry: f"{entry.title}. {entry.detail}. {entry.more}")
        self.list = RowList(self.rows, Lines(), title)
        self.list.setFixedHeight(SHOWN * theme.px(Lines.height))
        self.list.opened.connect(self._take)
        self.body.addWidget(self.list)
        self._count = Caption("")
        self.body.addWidget(self._count)
        self.hide()

    def display(self, scene: Scene) -> None:
        if self._scene is None or self._scene.form is not scene.form:
            self._options = entries_of(scene.form, self._table)
        self._scene = scene
        if not self.isHidden():
            self._fill()

    def open_picker(self) -> None:
        """Show it, the cursor in the search."""
        self.show()
        self._fill()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_picker(self) -> None:
        self.hide()
        self.closed.emit()

    def found(self) -> tuple[Entry, ...]:
        """What is offered now."""
        return self.rows.values

    def _fill(self) -> None:
        scene = self._scene
        if scene is None:
            return
        sectors = sectors_of(scene)
        sought = tuple(self.search.text().casefold().replace("ё", "е").split())
        made = [self._entry(option, scene, sectors, sought) for option in self._options]
        stems = [_stem(word) for word in sought]
        known = [entry for entry in made if all(stem in entry.words for stem in stems)]
        if self._mine.isChecked():
            known = [entry for entry in known if entry.fits]
        known.sort(key=lambda entry: not entry.fits)
        before = self.list.currentIndex().row()
        self.rows.replace(known)
        if known:
            self.list.choose(min(max(0, before), len(known) - 1))
        n = len(known)
        said_count = ntr("{n} entry", "{n} entries", n)
        self._count.setText(
            f"{said_count} · " + tr("★ fits your sectors · Enter adds · Esc closes")
        )

    def _entry(
        self, option: Option, scene: Scene, sectors: frozenset[str], sought: Sequence[str]
    ) -> Entry:
        detail, more = self._lines(option, scene)
        texts = [option.label.en, option.label.ru, detail, more, str(option.data.get("code") or "")]
        for name in ("definition", "sov", "measure"):
            texts += [both(option, name).en, both(option, name).ru]
        plain = " ".join(texts).casefold().replace("ё", "е")
        own, there = fits(option, sectors), self._there(option, scene)
        return Entry(option, said(option.label), detail, more, plain, own, there, tuple(sought))

    def _into_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, value: object) -> None:
        if isinstance(value, Entry):
            self.taken.emit(value.option)

    def event(self, event: QEvent) -> bool:
        """Esc closes the library, not the screen."""
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_picker()
        elif event.key() == Qt.Key.Key_Down and self.search.field.hasFocus():
            self._into_list()
        else:
            super().keyPressEvent(event)


def indicator_lines(option: Option, scene: Scene) -> tuple[str, str]:
    """Unit and definition; source, means of verification and where a baseline is found."""
    unit = unit_words(option, scene.form)
    first = [said(unit), said(both(option, "definition"))]
    second = [
        str(option.data.get("code") or ""),
        said(both(option, "sov")),
        tr("Baseline: {hint}", hint=said(both(option, "baseline_hint")))
        if both(option, "baseline_hint")
        else "",
    ]
    return " · ".join(filter(None, first)), " · ".join(filter(None, second))


def unit_words(option: Option, form: Form) -> Text:
    unit = str(option.data.get("unit") or "")
    return form.labels("units").get(unit, Text(unit, unit))


def indicator_cells(option: Option, form: Form) -> dict[str, Cell]:
    """A logframe row's cells from an entry: name, unit, source of verification."""
    label = words_of(option.label)
    if option.data.get("by_sex"):
        label = Words(f"{label.en}, by sex", f"{label.ru}, в разбивке по полу")
    sov = words_of(both(option, "sov"))
    cells: dict[str, Cell] = {"indicator": label, "unit": words_of(unit_words(option, form))}
    return {**cells, "sov": sov} if sov else cells


def indicator_picker(parent: QWidget | None = None) -> Picker:
    """The library of indicators for the logframe; an entry is there when its name is."""

    def there(option: Option, scene: Scene) -> bool:
        from wecoop_desktop.ui.editors.scene import rows_of

        name = indicator_cells(option, scene.form)["indicator"]
        rows = rows_of(scene.answers.get(scene.question.path))
        return any(row.get("indicator") in (name, option.id) for row in rows)

    return Picker(tr("Indicator library"), "indicator_library", indicator_lines, there, parent)
