"""A result without hits: what to change, each with what it would find."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import Label, Picture, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.projectsview import ProjectsView
from wecoop_desktop.ui.presenters.waysout import WayOut
from wecoop_desktop.ui.screens.said import (
    SOME,
    among_words,
    bounds_words,
    not_words,
    value_words,
)
from wecoop_desktop.ui.wording import ntr, tr

ICONS = {
    "filter": "filter",
    "excluded": "filter",
    "range": "filter",
    "among": "map-pin",
    "word": "search",
    "spelling": "case-sensitive",
    "filters": "filter",
    "elsewhere": "book-open",
}
WIDTH = 520  # pixels of the design


def way_words(view: ProjectsView, way: WayOut) -> tuple[str, str]:
    """What a way out changes: the sentence with its subject in bold marks, and what stays."""
    words = view.words
    match way.what:
        case "filter":
            names = ", ".join(value_words(words, way.facet, value) for value in way.values)
            return tr("Remove the filter {name}", name=names), tr("keeps the rest")
        case "excluded":
            name = not_words(words, way.facet, way.values[0])
            return tr("Remove the filter {name}", name=name), tr("keeps the rest")
        case "range":
            name = bounds_words(view.query, way.facet)
            return tr("Remove the filter {name}", name=name), tr("keeps the rest")
        case "among":
            if view.query.among is None:
                return tr("Search in all projects"), tr("keeps words and filters")
            return tr("Remove the filter {name}", name=among_words(view.query)), ""
        case "word":
            return tr("Search without “{word}”", word=way.values[0]), tr("keeps the filters")
        case "spelling":
            plain = way.text.lstrip(f"{SOME} ")
            some = way.text.startswith(SOME)
            note = tr("most of the words") if some else tr("spelling")
            return tr("Search all projects for “{text}”", text=plain), note
        case "filters":
            return tr("Search without any filter"), tr("keeps your words")
    return tr("Look in the guide, funders, policies and glossary instead"), ""


class WayRow(QPushButton):
    """A change as a card to press: icon, words, what stays, how many results."""

    def __init__(self, icon: str, words: str, note: str, count: int) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        results = ntr("{n} result", "{n} results", count)
        self.setAccessibleName(", ".join(part for part in (words, note, results) if part))
        self.setMinimumHeight(theme.px(44))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(12))
        row.addWidget(Picture(icon, "primary", 18))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Wrapped(words, "medium", "text"))
        if note:
            texts.addWidget(Label(note, "small", "muted"))
        row.addLayout(texts, 1)
        row.addWidget(Label(results, "smallFigures", "text2"))
        row.addWidget(Picture("chevron-right", "text2", 16))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setStyleSheet(
            f"QPushButton {{ text-align: left; border-radius: {theme.px(8)}px;"
            f" border: 1px solid {theme.token('line')}; min-height: {theme.px(44)}px; }}"
            f" QPushButton:hover {{ background: {theme.token('hover')}; }}"
        )


class Nothing(Panel):
    """What is shown instead of an empty list."""

    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__("canvas", (24, 40, 24, 24), 12, parent)
        self._presenter = presenter
        self._shown: object = None

    def display(self, view: ProjectsView) -> None:
        shown = (view.asked, view.ways_out, view.words)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self.body)
        if view.asked.tab == "saved" and not view.saved:
            self._nothing_saved()
        elif not view.ways_out and not view.filters:
            self.body.addWidget(
                Empty(
                    "search-x",
                    tr("Nothing is known under these words"),
                    tr("Try another word for the same thing, or a place or funder."),
                )
            )
        else:
            self._changes(view)
        self.body.addStretch(1)

    def _nothing_saved(self) -> None:
        empty = Empty(
            "bookmark",
            tr("No project is saved yet"),
            tr("Press B on a project, or “Save” beside it, to keep it here."),
            action=tr("Show all projects"),
        )
        empty.acted.connect(lambda: self._presenter.turn("all"))
        self.body.addWidget(empty)

    def _changes(self, view: ProjectsView) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.px(16))
        line.addStretch(1)
        line.addWidget(Picture("search-x", "muted", 34), 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        holder.setMaximumWidth(theme.px(WIDTH))
        holder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(Title(tr("No project matches all of this")))
        if view.ways_out:
            column.addWidget(Wrapped(self._active(view)))
        for way in view.ways_out:
            words, note = way_words(view, way)
            row = WayRow(ICONS[way.what], words, note, way.count)
            row.clicked.connect(lambda _=False, w=way: self._presenter.take(w))
            column.addWidget(row)
        if view.filters:
            button = Button(tr("Clear all filters"))
            button.clicked.connect(lambda _=False: self._presenter.clear())
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        line.addWidget(holder, 20)
        line.addStretch(1)
        self.body.addLayout(line)

    def _active(self, view: ProjectsView) -> str:
        filters = ntr("{n} filter is on.", "{n} filters are on.", view.filters)
        words = len(view.query.text.split())
        asked = ntr("{n} word is asked for.", "{n} words are asked for.", words) if words else ""
        on = filters if view.filters else ""
        change = tr("One change is enough to see results:")
        return " ".join(part for part in (on, asked, change) if part)
