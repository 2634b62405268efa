"""The saved searches: open, rename, hand over as a file, delete; and keeping the present one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import Label, Picture, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.projectsview import ProjectsView
from wecoop_desktop.ui.presenters.searches import Saved
from wecoop_desktop.ui.screens.said import asked_words
from wecoop_desktop.ui.wording import tr
from wecoop_desktop.work.search import fitted

ENDING = ".wecoop-search"
FILES = mark("Saved searches (*.wecoop-search)")
NAME_MOST = 120  # letters
_UNFIT = set('<>:"/\\|?*') | {chr(number) for number in range(32)}


def file_name(name: str) -> str:
    """A name that every system takes for a file."""
    plain = "".join("_" if letter in _UNFIT else letter for letter in name).strip(" .")
    return f"{plain[:80] or 'search'}{ENDING}"


class NameField(QLineEdit):
    """A name being written; Enter keeps it."""

    def __init__(self, text: str, done: Callable[[str], None]) -> None:
        super().__init__(text)
        self._done = done
        self.setMaxLength(NAME_MOST)
        self.setFont(theme.font("body"))
        self.setAccessibleName(tr("Name of the search"))
        self.returnPressed.connect(self.keep)

    def keep(self) -> None:
        name = fitted(self.text())
        if name:
            self._done(name)
        else:
            self.setFocus()


class Naming(QFrame):
    """The line below the search field in which the present search gets its name."""

    def __init__(
        self,
        presenter: ProjectsPresenter,
        closed: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._presenter, self._closed = presenter, closed
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(Picture("bookmark-plus", "primary", 16))
        row.addWidget(Label(tr("Save as"), "body", "text2"))
        self.field = NameField("", self._keep)
        row.addWidget(self.field, 1)
        save = Button(tr("Save"), "primary", size="small")
        save.clicked.connect(lambda _=False: self.field.keep())
        row.addWidget(save)
        cancel = Button(tr("Cancel"), "quiet", size="small")
        cancel.clicked.connect(lambda _=False: self._leave())
        row.addWidget(cancel)
        self.hide()

    def begin(self, words: str) -> None:
        self.field.setText(words[:NAME_MOST])
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def _keep(self, name: str) -> None:
        self._presenter.save_search(name)
        self._leave()

    def _leave(self) -> None:
        self.hide()
        self._closed()


class SavedSearches(Panel):
    """The list of saved searches, the last saved first."""

    def __init__(self, presenter: ProjectsPresenter, parent: QWidget | None = None) -> None:
        super().__init__("canvas", (18, 14, 18, 18), 10, parent)
        self._presenter = presenter
        self._shown: object = None
        self._renaming = ""
        # The only dialogs of this screen; tests put their own answers here.
        self.ask_open: Callable[[], str] = self._ask_open
        self.ask_save: Callable[[str], str] = self._ask_save

    def display(self, view: ProjectsView) -> None:
        shown = (view.searches, view.words, self._renaming)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self.body)
        head = QHBoxLayout()
        head.addWidget(Title(tr("Saved searches")), 1)
        opener = Button(tr("Open a file"), "plain", "folder-open")
        opener.clicked.connect(lambda _=False: self._open_file())
        head.addWidget(opener)
        self.body.addLayout(head)
        if not view.searches:
            empty = Empty(
                "bookmark-plus",
                tr("No search is saved yet"),
                tr("“Save search” above the results keeps words and filters under a name."),
                action=tr("Search projects"),
            )
            empty.acted.connect(lambda: self._presenter.turn("all"))
            self.body.addWidget(empty)
        for saved in view.searches:
            self.body.addWidget(self._card(saved, view))
        self.body.addStretch(1)

    def _card(self, saved: Saved, view: ProjectsView) -> Card:
        card = Card(padding=12)
        if saved.name == self._renaming:
            card.body.addLayout(self._rename_row(saved))
            return card
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        texts = QVBoxLayout()
        texts.setSpacing(theme.px(2))
        texts.addWidget(Title(saved.name, "cardTitle"))
        texts.addWidget(Wrapped(asked_words(view.words, saved.asked), "small", "text2"))
        row.addLayout(texts, 1)
        presenter = self._presenter
        for words, icon, call in (
            (tr("Rename"), "pencil", lambda: self._rename(saved.name)),
            (tr("Save as a file"), "download", lambda: self._save_file(saved.name)),
            (tr("Delete"), "trash-2", lambda: presenter.shelf.forget(saved.name)),
        ):
            button = Button("", "quiet", icon, size="small", name=f"{words}: {saved.name}")
            button.clicked.connect(lambda _=False, do=call: do())
            row.addWidget(button)
        go = Button(tr("Open"), "plain", "search", size="small", name=f"{tr('Open')}: {saved.name}")
        go.clicked.connect(lambda _=False: presenter.open_search(saved.name))
        row.addWidget(go)
        card.body.addLayout(row)
        return card

    def _rename_row(self, saved: Saved) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        field = NameField(saved.name, lambda name: self._renamed(saved.name, name))
        row.addWidget(field, 1)
        keep = Button(tr("Save"), "primary", size="small")
        keep.clicked.connect(lambda _=False: field.keep())
        row.addWidget(keep)
        field.setFocus()
        field.selectAll()
        return row

    def _rename(self, name: str) -> None:
        self._renaming = name
        self.display(self._presenter.view)
        field = self.findChild(NameField)
        if name and isinstance(field, NameField):
            field.setFocus()

    def close_top(self) -> bool:
        """Leave the name that is being written."""
        if not self._renaming or not self.isVisible():
            return False
        self._rename("")
        return True

    def _renamed(self, name: str, wanted: str) -> None:
        self._renaming = ""
        self._presenter.shelf.rename(name, wanted)
        self.display(self._presenter.view)

    # Files

    def _open_file(self) -> None:
        chosen = self.ask_open()
        if chosen:
            self._presenter.read_search(Path(chosen))

    def _save_file(self, name: str) -> None:
        chosen = self.ask_save(file_name(name))
        if chosen:
            path = Path(chosen)
            path = path if path.suffix else path.with_suffix(ENDING)
            self._presenter.shelf.write_file(name, path)

    def _ask_open(self) -> str:
        return QFileDialog.getOpenFileName(self, tr("Open a saved search"), "", tr(FILES))[0]

    def _ask_save(self, name: str) -> str:
        return QFileDialog.getSaveFileName(self, tr("Save the search"), name, tr(FILES))[0]
