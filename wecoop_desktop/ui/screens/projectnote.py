"""The user's own note on a project: saved as it is typed, undone as text is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.box import Box
from wecoop_desktop.ui.parts.banner import Banner
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, SectionLabel
from wecoop_desktop.ui.presenters.project import NOTE_LIMIT, ProjectPresenter
from wecoop_desktop.ui.presenters.projectview import ProjectView
from wecoop_desktop.ui.wording import tr


class NoteBox(Box):
    """A text of its own: what is typed in it is undone in it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        else:
            super().keyPressEvent(event)


class NoteGroup(QWidget):
    """Never filled anew while a project is shown: the cursor stays where it is."""

    def __init__(self, presenter: ProjectPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown = ""
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(10), 0, 0)
        column.setSpacing(theme.px(5))
        head = QHBoxLayout()
        head.addWidget(SectionLabel(tr("My note")), 1)
        self._state = Caption("")
        head.addWidget(self._state)
        column.addLayout(head)
        self.box = NoteBox(2, NOTE_LIMIT)
        self.box.setAccessibleName(tr("My note"))
        self.box.setPlaceholderText(tr("Only on this computer; saved as you type"))
        self.box.textChanged.connect(self._typed)
        self.box.left.connect(presenter.flush)
        self.box.refused.connect(self._refuse)
        column.addWidget(self.box)
        self._too_long = Banner(
            tr("The text is too long for a note and was not put in."), "warn", closable=True
        )
        self._too_long.closed.connect(self._too_long.hide)
        self._too_long.hide()
        column.addWidget(self._too_long)
        self._earlier = Button(tr("Bring back the earlier text"), "quiet", "undo-2", size="small")
        self._earlier.clicked.connect(lambda _=False: presenter.restore_note())
        column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignLeading)

    def display(self, view: ProjectView) -> None:
        self.setVisible(view.project is not None)
        another = view.id != self._shown
        self._shown = view.id
        if another or self.box.toPlainText() != view.note:
            self._put(view.note, another=another)
        self._state.setText(self._words(view))
        self._earlier.setVisible(bool(view.note_before) and view.note_before != view.note)

    def _words(self, view: ProjectView) -> str:
        if view.waiting:
            return tr("Not saved yet")
        if view.note_saved is not None:
            return tr("Saved {time}", time=f"{view.note_saved.astimezone():%H:%M}")
        return ""

    def _put(self, text: str, *, another: bool) -> None:
        """Another text: of another project, or the earlier one, which can be undone."""
        self._filling = True
        if another:
            self.box.setPlainText(text)
            self._too_long.hide()
        else:
            cursor = self.box.textCursor()
            cursor.select(cursor.SelectionType.Document)
            cursor.insertText(text)
        self._filling = False

    def _typed(self) -> None:
        if not self._filling:
            self._presenter.write_note(self.box.toPlainText())

    def _refuse(self, _letters: int) -> None:
        self._too_long.show()
        self._too_long.announce()
