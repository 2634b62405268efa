"""A question of the wizard, answered as by hand: its editor, its answer, its answer on disk."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.kit.window import settle
from wecoop_desktop.forms.form import Data
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.editors.rows import RowsEditor
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

# Where the wizard is opened: a step of few questions, as those of the first are many.
QUIET = "sustainability"


class Sheet:
    """The wizard at a question: its editor, its answer, its answer on disk after a flush."""

    def __init__(self, window: Window, bot: QtBot) -> None:
        self.window, self.bot = window, bot
        desk = window.opening.view.desk
        assert desk is not None
        self.desk: Desk = desk
        form = desk.library.form()
        answers: dict[str, Data] = {
            "basic.target_maturity": "full",
            "basic.project_type": "investment",
            "basic.currency": "EUR",
            "basic.countries": ["KG"],
        }
        self.id = desk.store.create(form.id, form.version, answers)
        window.go(Place("wizard", self.id, QUIET))
        window.activateWindow()
        self.presenter = cast(WizardPresenter, window.presenter("wizard"))
        self.presenter.show_every_question("all")
        self.presenter.write_in("en")
        settle()

    def editor(self, path: str) -> Any:
        self.presenter.show_step(path.partition(".")[0])
        settle()
        screen = self.window.findChildren(WizardScreen)[-1]
        screen.questions.cards[path].focus_at(None, "")
        settle()
        return screen.questions.cards[path].editor

    def grid(self, path: str) -> Grid:
        editor = self.editor(path)
        assert isinstance(editor, RowsEditor)
        return editor.grid

    def answer(self, path: str) -> Any:
        return self.presenter.view.answers.get(path)

    def again(self, path: str) -> Any:
        """The answer after everything was written and the proposal opened anew."""
        self.presenter.flush()
        fresh = WizardPresenter(self.desk)
        fresh.arrive(Place("wizard", self.id))
        return fresh.view.answers.get(path)

    def type_cell(self, grid: Grid, row: int, column: str, text: str) -> None:
        """Enter, type, Enter: as by keyboard."""
        ids = [entry.id for entry in grid.model.columns]
        grid.place_at(row, ids.index(column))
        self.bot.keyClick(grid.view, Qt.Key.Key_F2)
        settle()
        editor = self.cell_editor(grid)
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        self.bot.keyClicks(editor, text)
        self.bot.keyClick(editor, Qt.Key.Key_Return)
        settle()

    def cell_editor(self, grid: Grid) -> QWidget:
        inside = grid.view.viewport()
        found = [
            w for w in inside.findChildren(QWidget) if isinstance(w, QLineEdit | QPlainTextEdit)
        ]
        assert found
        return found[-1]
