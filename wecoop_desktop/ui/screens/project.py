"""One project in full: money, time, places, source and date; in one language or in both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from wecoop_desktop.advice.citation import citation
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Project
from wecoop_desktop.packs.feedback import Kind
from wecoop_desktop.ui import icons, keys, theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import CountryTag, Elided, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.project import ProjectPresenter
from wecoop_desktop.ui.presenters.projectview import ProjectView
from wecoop_desktop.ui.screens.projectfacts import DifferingGroup, KeyFacts, MapGroup, MoreFacts
from wecoop_desktop.ui.screens.projectgroup import Group, Row, beside, copied, small, turn
from wecoop_desktop.ui.screens.projectmoney import MoneyGroup
from wecoop_desktop.ui.screens.projectnear import RelatedGroup, SimilarGroup
from wecoop_desktop.ui.screens.projectnote import NoteGroup
from wecoop_desktop.ui.screens.projectsources import SourcesGroup
from wecoop_desktop.ui.screens.projectuse import ToldGroup, UseGroup
from wecoop_desktop.ui.wording import language, pair, read, said, tr

WIDTH = 384  # of the pane at least, where it has company
SIDE_BY_SIDE = 520  # pixels of the design from which two languages stand beside each other
SHORT = 700  # letters of a summary that are shown at once


class HeadGroup(Group):
    """Countries and places, the title, the way out."""

    def __init__(self, presenter: ProjectPresenter, close: Callable[[], object]) -> None:
        super().__init__(presenter)
        self._close = close

    def key(self, view: ProjectView) -> object:
        return (view.project, view.labels, view.opened)

    def fill(self, view: ProjectView) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        project = view.project
        codes = project.countries if project else ()
        for code in codes:
            row.addWidget(CountryTag(code))
        row.addWidget(Elided(_where(view, project) if project else "", "small", "muted"), 1)
        close = Button("", "quiet", "x", name=tr("Close this project"))
        close.clicked.connect(lambda _=False: self._close())
        row.addWidget(close)
        self.body.addLayout(row)
        if project is None:
            return
        tag = tag_of(project.title)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        if tag:
            line.addWidget(CountryTag(tag), 0, Qt.AlignmentFlag.AlignTop)
        title = Title(said(project.title) or project.id, "title")
        line.addWidget(_selectable(title), 1)
        self.body.addLayout(line)


class ActionRow(QWidget):
    """Cite, save, and what is done less often; stays while its project is shown."""

    def __init__(self, presenter: ProjectPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.cite = Button(tr("Cite in a proposal"), "primary", "quote")
        self.cite.clicked.connect(lambda _=False: presenter.show_part("cite"))
        self.save = Button(tr("Save"), "plain", "bookmark")
        self.save.setCheckable(True)
        self.save.clicked.connect(lambda _=False: presenter.bookmark())
        self.more = Button("", icon="ellipsis", name=tr("More"))
        self._menu = QMenu(self.more)
        entries: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("copy", tr("Copy the citation"), self._copy),
            ("file-plus", tr("Start a proposal like this one"), presenter.start_like),
            (
                "message-square",
                tr("Suggest a correction"),
                lambda: presenter.tell(Kind.CORRECTION),
            ),
            ("circle-question-mark", tr("Ask about it"), lambda: presenter.tell(Kind.QUESTION)),
        )
        for icon, words, verb in entries:
            action = self._menu.addAction(icons.icon(icon), words)
            action.triggered.connect(lambda _checked=False, do=verb: do())
        self.more.setMenu(self._menu)
        others = QWidget()
        others.setLayout(beside(self.save, self.more))
        column.addWidget(Row(self.cite, others))

    def display(self, view: ProjectView) -> None:
        self.setVisible(view.project is not None)
        self.save.say(tr("Saved") if view.bookmarked else tr("Save"))
        self.save.show_icon("bookmark-check" if view.bookmarked else "bookmark")
        self.save.setChecked(view.bookmarked)

    def _copy(self) -> None:
        project = self._presenter.view.project
        if project is not None:
            QGuiApplication.clipboard().setText(citation(project, language()))


class TextGroup(Group):
    """The objectives in one language, or in both beside each other where there is room."""

    def __init__(self, presenter: ProjectPresenter, parent: QWidget | None = None) -> None:
        super().__init__(presenter, parent)
        self._wide = False
        self._pair: QBoxLayout | None = None

    def key(self, view: ProjectView) -> object:
        return (view.project, view.both_languages, "text" in view.everything)

    def fill(self, view: ProjectView) -> None:
        project = view.project
        self._pair = None
        if project is None:
            return
        switch = Segments(
            [("one", tr("One language")), ("both", " | ".join(pair()).upper())],
            "both" if view.both_languages else "one",
            tr("Languages of the texts"),
        )
        switch.chosen.connect(lambda value: self.presenter.show_both(value == "both"))
        self.heading(tr("Objectives"), switch)
        whole = "text" in view.everything
        if view.both_languages:
            self._both(project, whole=whole)
        else:
            self._one(project.summary, whole=whole)
        longest = max((len(summary) for _, summary in project.summary.pairs()), default=0)
        if not whole and longest > SHORT:
            button = Button(tr("Show all of the text"), "quiet", size="small")
            button.clicked.connect(lambda _=False: self.presenter.show_all("text"))
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        if not project.objective_source:
            self.body.addWidget(
                small(tr("The source states no objective; the editors describe what is financed."))
            )

    def _one(self, summary: Text, *, whole: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        tag = tag_of(summary)
        if tag:
            row.addWidget(CountryTag(tag), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_summary(said(summary), whole=whole), 1)
        self.body.addLayout(row)

    def _both(self, project: Project, *, whole: bool) -> None:
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(theme.px(12))
        turn(self._pair, self._wide)
        for code in pair():
            title, summary = project.title.own(code), project.summary.own(code)
            column = QVBoxLayout()
            column.setSpacing(theme.px(4))
            column.addWidget(CountryTag(code.upper()), 0, Qt.AlignmentFlag.AlignLeading)
            missing = tr("not written in this language")
            column.addWidget(_selectable(Title(title or missing, "subtitle")))
            column.addWidget(_summary(summary or missing, whole=whole))
            column.addStretch(1)
            self._pair.addLayout(column, 1)
        self.body.addLayout(self._pair)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wide = theme.logical(self.width()) >= SIDE_BY_SIDE
        if self._pair is not None:
            turn(self._pair, self._wide)


class ProjectPane(Panel):
    """The pane beside the results. Everything unknown is said to be unknown.

    It follows its presenter by itself; who composes it only shows and hides it.
    """

    def __init__(self, presenter: ProjectPresenter, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 12, 16, 16), 8, parent)
        self._presenter = presenter
        self._id = ""
        self._came_from: QWidget | None = None
        self.setMinimumWidth(theme.px(WIDTH))
        self.buttons = ActionRow(presenter)
        self.note = NoteGroup(presenter)
        self._groups: tuple[Group | ActionRow | NoteGroup, ...] = (
            HeadGroup(presenter, self.close_project),
            self.buttons,
            ToldGroup(presenter),
            UseGroup(presenter),
            MapGroup(presenter),
            MoneyGroup(presenter),
            KeyFacts(presenter),
            TextGroup(presenter),
            self.note,
            RelatedGroup(presenter),
            SimilarGroup(presenter),
            MoreFacts(presenter),
            DifferingGroup(presenter),
            SourcesGroup(presenter),
        )
        for group in self._groups:
            self.body.addWidget(group)
        self.body.addStretch(1)
        self.bind_keys(self)
        presenter.changed.connect(self._changed)
        self._changed()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH), theme.px(600))

    def display(self, view: ProjectView) -> None:
        if view.opened and not self._id:
            self._came_from = self.window().focusWidget()
        for group in self._groups:
            group.display(view)
        if view.id != self._id:
            self._id = view.id
            self.verticalScrollBar().setValue(0)

    def _changed(self) -> None:
        self.display(self._presenter.view)

    def close_project(self) -> None:
        """Close, and give the focus back to what had it when the project was opened."""
        self._presenter.close()
        came_from, self._came_from = self._came_from, None
        try:
            if came_from is not None and came_from.isVisible():
                came_from.setFocus()
        except RuntimeError:  # a row that is gone by now
            return

    def close_top(self) -> bool:
        """For Esc: close the form below the buttons, else the project; False: neither is open."""
        view = self._presenter.view
        if view.part:
            self._presenter.show_part("")
            self.buttons.cite.setFocus()
            return True
        if view.opened:
            self.close_project()
            return True
        return False

    def bind_keys(self, owner: QWidget, letters: str = "BCN") -> None:
        """B, C and N while `owner` or something in it has the focus; text fields keep letters."""
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        verbs: dict[str, Callable[[], object]] = {
            "B": self._presenter.bookmark,
            "C": lambda: self._presenter.show_part("cite"),
            "N": self.write_note,
        }
        for letter in letters:
            keys.bind(owner, letter, partial(self._do, verbs[letter]), context)

    def _do(self, verb: Callable[[], object]) -> None:
        if self._presenter.single_keys and self._presenter.view.project is not None:
            verb()

    def write_note(self) -> None:
        """Bring the cursor to the note."""
        self.note.box.setFocus()
        self.ensureWidgetVisible(self.note, 0, theme.px(20))


def tag_of(text: Text) -> str:
    """The tag of the language that is shown in place of the one read, where it was not written."""
    given = text.given(read())
    return given.upper() if text and given != read() else ""


def _where(view: ProjectView, project: Project) -> str:
    places = ", ".join(said(location.name) for location in project.locations[:3])
    countries = ", ".join(view.labels.of(language(), "country", code) for code in project.countries)
    return " · ".join(part for part in (countries, places) if part)


def _summary(words: str, *, whole: bool) -> Wrapped:
    if not words:
        return copied(Wrapped(tr("No summary is given."), "body", "muted"))
    if whole or len(words) <= SHORT:
        return copied(Wrapped(words))
    return copied(Wrapped(words[:SHORT].rsplit(" ", 1)[0] + " …"))


def _selectable(title: Title) -> Title:
    title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return title
