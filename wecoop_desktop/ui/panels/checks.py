"""What is wrong or missing: three meters and what they count, then step by step; each line leads to
its answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QListWidgetItem, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark, nmark
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.scene import problem_sentence
from wecoop_desktop.ui.panels.rows import WHAT, rows
from wecoop_desktop.ui.panels.texts import TextHints
from wecoop_desktop.ui.parts.bar import Bar
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Label, Wrapped
from wecoop_desktop.ui.presenters.checks import SEVERITIES, ChecksPresenter, ChecksView, Group
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, ntr, said, tr

TONES = {
    "error": ("circle-alert", "err"),
    "warning": ("triangle-alert", "warn"),
    "hint": ("info", "info"),
}
METERS = {
    "complete": (
        mark("Complete"),
        mark("Required answers of this level that are given. Hidden and later ones do not count."),
    ),
    "consistent": (
        mark("Consistent"),
        mark("Checks of what must be right that are met, of those that could be made."),
    ),
    "strong": (
        mark("Strong"),
        mark("Recommendations and limits that are followed, of those that could be looked at."),
    ),
}
COUNTS = {
    "error": nmark("{n} must be corrected", "{n} must be corrected"),
    "warning": nmark("{n} recommendation", "{n} recommendations"),
    "hint": nmark("{n} hint", "{n} hints"),
}
MOST = 300
LOW = 520  # pixels at 100 %


class ChecksPanel(QWidget):
    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._checks: ChecksPresenter = presenter.checks
        self._shown: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(8), 0)
        column.setSpacing(theme.px(6))
        self.template = Choice((), "", tr("What is checked"))
        self.template.chosen.connect(self._checks.choose)
        column.addWidget(self.template)
        column.addLayout(self._meters())
        self.only = Choice((), "", tr("Show"))
        self.only.chosen.connect(self._checks.show_only)
        column.addWidget(self.only)
        self._note = Wrapped("", "small", "muted")
        column.addWidget(self._note)
        self.rows = rows(tr("Checks"))
        self.rows.itemActivated.connect(self._jump)
        self.rows.itemClicked.connect(self._jump)
        column.addWidget(self.rows, 1)
        self.texts = TextHints(presenter)
        column.addWidget(self.texts)
        self._checks.changed.connect(self._show)

    def _meters(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(3))
        self._bars: dict[str, tuple[Bar, Label]] = {}
        self._why: list[Wrapped] = []
        for at, (meter, (words, why)) in enumerate(METERS.items()):
            name, share, bar = Label(tr(words), "smallStrong"), Label("", "smallFigures"), Bar(0)
            share.setAlignment(Qt.AlignmentFlag.AlignTrailing)
            bar.setAccessibleName(f"{tr(words)}. {tr(why)}")
            grid.addWidget(name, 2 * at, 0)
            grid.addWidget(bar, 2 * at, 1)
            grid.addWidget(share, 2 * at, 2)
            said_of = Wrapped(tr(why), "small", "muted")
            grid.addWidget(said_of, 2 * at + 1, 0, 1, 3)
            self._why.append(said_of)
            for widget in (name, bar, share):
                widget.setToolTip(tr(why))
            self._bars[meter] = (bar, share)
        grid.setColumnStretch(1, 1)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low panel the list needs the room; what the meters count is in their tooltips."""
        super().resizeEvent(event)
        for words in self._why:
            words.setVisible(self.height() >= theme.px(LOW))

    def display(self, view: WizardView) -> None:
        self._checks.follow(view)
        self.texts.follow(view)
        if self._shown is None:
            self._show()

    def _show(self) -> None:
        view = self._checks.view
        if view.form is None or view.meters is None:
            return
        sign = (view, language().code)
        if sign == self._shown:
            return
        self._shown = sign
        whole = tr("The whole form, at its level")
        names = [("", whole), *((one.id, said(one.name)) for one in view.templates)]
        self.template.show_entries(names, view.template)
        self.template.setVisible(bool(view.templates))
        for meter, (bar, share) in self._bars.items():
            value = int(getattr(view.meters, meter))
            bar.show_share(value)
            share.setText(language().percent(value))
        total = sum(view.counts.values())
        shown = [("", tr("All: {n}", n=language().number(total)))]
        shown += [(kind, ntr(*COUNTS[kind], view.counts.get(kind, 0))) for kind in SEVERITIES]
        self.only.show_entries(shown, view.only)
        self._note.setText(self._words(view))
        self._note.setVisible(bool(self._note.words))
        self._list(view)

    def _words(self, view: ChecksView) -> str:
        if view.open:
            return ntr(
                "{n} check waits for an answer and counts nowhere.",
                "{n} checks wait for an answer and count nowhere.",
                view.open,
            )
        return "" if any(view.counts.values()) else tr("Nothing is missing")

    def _list(self, view: ChecksView) -> None:
        assert view.form is not None
        self.rows.clear()
        left = MOST
        for group in view.groups:
            self._add(group, view.form, left)
            left -= len(group.problems)
            if left <= 0:
                rest = sum(len(one.problems) for one in view.groups) - MOST
                words = ntr("… and {n} more", "… and {n} more", max(1, rest))
                self.rows.addItem(_head(words))
                return

    def _add(self, group: Group, form: Form, most: int) -> None:
        counts = [ntr(*COUNTS[kind], n) for kind, n in group.counts.items() if n]
        self.rows.addItem(_head(f"{said(form.step(group.step).title)} · {', '.join(counts)}"))
        for problem in group.problems[:most]:
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


def _head(words: str) -> QListWidgetItem:
    head = QListWidgetItem(words)
    head.setFlags(Qt.ItemFlag.NoItemFlags)
    head.setFont(theme.font("smallStrong"))
    head.setForeground(theme.colour("text2"))
    return head


def named(form: Form, problem: Problem, sentence: str) -> str:
    """The sentence with the question's label before it, where it does not name it itself."""
    try:
        label = said(form.field(problem.path).label)
    except KeyError:
        return sentence
    return sentence if label in sentence else f"{label}: {sentence}"
