"""Hints about the texts of the step, below the checks; most can be put right by one click."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.scene import problem_sentence
from wecoop_desktop.ui.panels.rows import WHAT, rows
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import SectionLabel
from wecoop_desktop.ui.presenters.hints import HintsView
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, tr

MOST = 60
SHARE = 220  # px of height at most: the checks above matter more


class TextHints(QWidget):
    """Hidden while there are none."""

    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._hints = presenter.hints
        self._hints.changed.connect(self._show)
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(6), 0, theme.px(8))
        column.setSpacing(theme.px(6))
        column.addWidget(SectionLabel(tr("Texts of this step")))
        self.rows = rows(tr("Texts of this step"))
        self.rows.setMaximumHeight(theme.px(SHARE))
        self.rows.itemActivated.connect(self._jump)
        self.rows.itemClicked.connect(self._jump)
        column.addWidget(self.rows)
        self.fix = Button(tr("Set signs and spaces right"), icon="check", size="small")
        self.fix.setToolTip(
            tr("Quotation marks, dashes, spaces that hold; words stay as they are.")
        )
        self.fix.clicked.connect(self._hints.set_well)
        column.addWidget(self.fix)
        self.hide()

    def follow(self, view: WizardView) -> None:
        self._hints.follow(view)
        self._show()

    def _show(self) -> None:
        view = self._hints.view
        sign = (view.problems, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        self.setVisible(bool(view.problems))
        self.fix.setVisible(view.settable)
        self._list(view)

    def _list(self, view: HintsView) -> None:
        self.rows.clear()
        for problem in view.problems[:MOST]:
            if view.form is not None:
                words = problem_sentence(view.form, problem)
                item = QListWidgetItem(icons.icon("info", "info", 15), words)
                item.setData(WHAT, problem)
                self.rows.addItem(item)

    def _jump(self, item: QListWidgetItem) -> None:
        problem = item.data(WHAT)
        if isinstance(problem, Problem):
            self._presenter.go_to(problem.path, problem.row, problem.column)
