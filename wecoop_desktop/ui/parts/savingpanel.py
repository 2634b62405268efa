"""A panel that writes a file: its head, the choice of a language, and how the file goes."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from wecoop_desktop.base.wording import say
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.folder import show_folder
from wecoop_desktop.ui.parts.labels import SectionLabel, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.parts.saving import Making, question, saved
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.saving import Saving, Writer
from wecoop_desktop.ui.wording import file_languages, language, tr


class Written(Protocol):
    """What such a panel shows: whether it is to be seen, the name it suggests, its file."""

    @property
    def opened(self) -> bool: ...
    @property
    def suggested(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def file(self) -> Saving[Any]: ...


class Writing(Protocol):
    """The presenter of such a panel."""

    @property
    def view(self) -> Written: ...
    @property
    def file(self) -> Writer[Any]: ...
    def speak(self, language: str) -> None: ...
    def save(self, path: Path) -> None: ...
    def close(self) -> None: ...


class SavingPanel(Panel):
    """The cross and Esc put it away. A subclass lays its choices into `choices`, has `show_file`
    called whenever it displays, and says what is particular to it in the methods below."""

    def __init__(self, presenter: Writing, *, cross: str, parent: QWidget | None = None) -> None:
        super().__init__("surface", (16, 14, 16, 14), 10, parent)
        self._writing = presenter
        self._told: tuple[object, ...] = ()
        # The only dialog; tests put their own answer here.
        self.ask: Callable[[str], str] = self._ask
        self.body.addLayout(self._head(cross))
        self.choices = QVBoxLayout()
        self.choices.setSpacing(self.body.spacing())
        self.body.addLayout(self.choices)
        # Languages are named in themselves, whatever language the window speaks.
        self.language = Segments(file_languages(), "en", tr("Language"))
        self.language.chosen.connect(presenter.speak)
        self._making = Making(presenter.file.stop)
        self.stop = self._making.stop
        self.body.addWidget(self._making)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.px(8))
        self.body.addLayout(self._notes)
        self.save = Button(tr("Save the file …"), "primary", "download")
        self.save.clicked.connect(lambda _checked=False: self._save())
        self.body.addWidget(self.save)
        self.body.addStretch(1)

    def _head(self, cross: str) -> QLayout:
        row = QHBoxLayout()
        self.title = Title("", "subtitle")
        row.addWidget(self.title, 1)
        button = Button("", "quiet", "x", size="small", name=cross)
        button.clicked.connect(lambda _checked=False: self._writing.close())
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def choice(self, name: str, part: QWidget) -> SectionLabel:
        """Lay one choice under its name."""
        label = SectionLabel(name)
        self.choices.addWidget(label)
        self.choices.addWidget(part)
        return label

    # What a subclass says

    @abstractmethod
    def kind(self) -> tuple[str, str]:
        """Title of the dialog, and which files it names: `PDF documents (*.pdf)`."""

    @abstractmethod
    def first(self) -> QWidget:
        """What takes the focus when the panel opens."""

    def told(self, written: Any) -> tuple[str, str]:
        """Of a file that stands: what follows “Saved.”, and what is said below its name."""
        return "", ""

    def unable(self) -> str:
        """Why nothing can be written now, if so."""
        return ""

    # Showing

    def show_file(self, view: Written) -> None:
        self.language.show_value(view.language)
        unable = self.unable()
        self.save.setEnabled(not view.file.busy and not unable)
        self.save.setToolTip(view.suggested)
        self._making.display(view.file.step, busy=view.file.busy)
        file = view.file
        told = (file.error, file.clash, file.written, file.target, file.stopped, unable)
        if told != self._told:
            self._told = told
            self._tell(file, unable)

    def _tell(self, file: Saving[Any], unable: str) -> None:
        clear(self._notes)
        if unable:
            self._note(Banner(unable, "info"))
        if file.error is not None:
            self._note(Banner(say(language(), file.error), "err"))
        if file.stopped:
            self._note(Banner(tr("Stopped; no file was written."), "info"))
        if file.clash is not None:
            self._notes.addWidget(question(file.clash, self._writing.file))
        if file.written is not None and file.target is not None:
            words, below = self.told(file.written)
            banner, where = saved(words, file.target, show_folder)
            self._note(banner)
            self._notes.addWidget(where)
            if below:
                self._notes.addWidget(Wrapped(below, "small", "muted"))

    def _note(self, banner: Banner) -> None:
        self._notes.addWidget(banner)
        banner.announce()

    def showEvent(self, event: QShowEvent) -> None:
        """Opening the panel brings the cursor into it."""
        super().showEvent(event)
        if not event.spontaneous():
            self.first().setFocus()

    def close_top(self) -> bool:
        """Esc: first the question, then the panel; a file that is being written is given up."""
        view = self._writing.view
        if view.file.clash is not None:
            self._writing.file.give_up()
        elif view.opened:
            self._writing.close()
        else:
            return False
        return True

    def _save(self) -> None:
        chosen = self.ask(self._writing.view.suggested)
        if chosen:
            self._writing.save(Path(chosen))

    def _ask(self, name: str) -> str:
        title, files = self.kind()
        without = QFileDialog.Option.DontConfirmOverwrite
        return QFileDialog.getSaveFileName(self, title, name, files, options=without)[0]
