"""What is wrong or missing, this step first; each line leads to its answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.scene import problem_sentence
from wecoop_desktop.ui.panels.rows import WHAT, rows
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.presenters.wizard import WizardPresenter, WizardView
from wecoop_desktop.ui.wording import language, ntr, said, tr

TONES = {
    "error": ("circle-alert", "err"),
    "warning": ("triangle-alert", "warn"),
    "hint": ("info", "info"),
    "not_checked": ("circle", "muted"),
}
ORDER = tuple(TONES)
MOST = 300


class ChecksPanel(QWidget):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(10), theme.px(4), 0)
        self._note = Wrapped("", "small", "muted")
        column.addWidget(self._note)
        self.rows = rows(tr("Checks"))
        self.rows.itemActivated.connect(self._jump)
        self.rows.itemClicked.connect(self._jump)
        column.addWidget(self.rows, 1)

    def display(self, view: WizardView) -> None:
        state = view.state
        if state is None or view.form is None:
            return
        sign = (state.problems, view.step, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        here = [p for p in state.problems if p.path.partition(".")[0] == view.step]
        rest = [p for p in state.problems if p.path.partition(".")[0] != view.step]
        self.rows.clear()
        self._add(tr("This step"), here, view.form)
        self._add(tr("Other steps"), rest, view.form)
        errors = sum(problem.level == "error" for problem in state.problems)
        warnings = sum(problem.level == "warning" for problem in state.problems)
        self._note.setText(
            ntr("{n} must be corrected", "{n} must be corrected", errors)
            + " · "
            + ntr("{n} recommendation", "{n} recommendations", warnings)
        )

    def _add(self, title: str, problems: list[Problem], form: Form) -> None:
        shown = [problem for problem in problems if problem.level != "not_checked"]
        if not shown:
            return
        head = QListWidgetItem(title)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(theme.font("section"))
        head.setForeground(theme.colour("muted"))
        self.rows.addItem(head)
        for problem in sorted(shown, key=lambda p: ORDER.index(p.level))[:MOST]:
            icon, tone = TONES[problem.level]
            text = problem_sentence(form, problem)
            if problem.code == "required":
                text = named(form, problem, text)
            item = QListWidgetItem(icons.icon(icon, tone, 15), text)
            item.setData(WHAT, problem)
            self.rows.addItem(item)

    def _jump(self, item: QListWidgetItem) -> None:
        problem = item.data(WHAT)
        if isinstance(problem, Problem):
            self._presenter.go_to(problem.path, problem.row, problem.column)


def named(form: Form, problem: Problem, sentence: str) -> str:
    """The sentence with the question's label before it, where it does not name it itself."""
    try:
        label = said(form.field(problem.path).label)
    except KeyError:
        return sentence
    return sentence if label in sentence else f"{label}: {sentence}"
