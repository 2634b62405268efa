"""The panel at the wizard's right: guidance, similar projects, checks, comments, revisions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from wecoop_desktop.base.language import mark
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.editors.scene import problem_sentence
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.empty import Empty
from wecoop_desktop.ui.parts.labels import Caption, Label, Rule, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel, clear
from wecoop_desktop.ui.presenters.wizard import PANELS, WizardView
from wecoop_desktop.ui.screens.guidance import Guidance
from wecoop_desktop.ui.wording import language, ntr, said, tr

ICONS = {
    "guidance": "book-open",
    "similar": "layers",
    "checks": "list-checks",
    "comments": "message-square",
}
WORDS = {
    "guidance": mark("Guidance"),
    "similar": mark("Similar"),
    "checks": mark("Checks"),
    "comments": mark("Comments"),
}
REASONS = {
    "starting": mark("Start of a session"),
    "leaving": mark("End of a session"),
    "named": mark("Named"),
    "importing": mark("Taken in from a file"),
    "restoring": mark("Restored"),
    "updating": mark("Before an update"),
    "exporting": mark("Exported"),
}
TONES = {
    "error": ("circle-alert", "err"),
    "warning": ("triangle-alert", "warn"),
    "hint": ("info", "info"),
    "not_checked": ("circle", "muted"),
}
WHAT = Qt.ItemDataRole.UserRole
MOST_CHECKS = 300


class Strip(QWidget):
    """The folded panel: an icon for each tab."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(46))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(6), theme.px(10), theme.px(6), theme.px(10))
        column.setSpacing(theme.px(4))
        self._counts: dict[str, Caption] = {}
        for panel in PANELS:
            button = Button("", "quiet", ICONS[panel], name=tr(WORDS[panel]))
            button.clicked.connect(lambda _checked=False, which=panel: self.wanted.emit(which))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            count = Caption("")
            count.setFont(theme.font("microStrong"))
            count.hide()
            self._counts[panel] = count
            column.addWidget(count, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_counts(self, counts: dict[str, int]) -> None:
        for panel, label in self._counts.items():
            n = counts.get(panel, 0)
            label.setVisible(n > 0)
            label.setText(language().number(n))
            label.tone("err" if panel == "checks" else "muted")


class Aside(QWidget):
    """Signals say what was asked for; `display` shows what the view holds."""

    tab_wanted = Signal(str)
    jump = Signal(str, object, str)  # path, row or None, column
    chapter = Signal(str)
    project = Signal(str)
    named = Signal(str)
    restored = Signal(int)
    revisions_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(340))
        self._problems: tuple[object, ...] | None = None
        self._revisions: object = None
        self._similar: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Rule())
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self._build_guidance()
        self._build_similar()
        self._build_checks()
        self._build_comments()
        self._build_revisions()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(4), 0, theme.px(6), 0)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Panel"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFont(theme.font("small"))
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setStyleSheet(f"QTabBar::tab {{ padding: {theme.px(9)}px {theme.px(6)}px; }}")
        for panel in PANELS:
            self.tabs.addTab(tr(WORDS[panel]))
        self.tabs.tabBarClicked.connect(lambda at: self.tab_wanted.emit(PANELS[at]))
        self.tabs.currentChanged.connect(lambda at: self.tab_wanted.emit(PANELS[at]))
        row.addWidget(self.tabs, 1)
        fold = Button("", "quiet", "panel-right", size="small", name=tr("Fold the panel away"))
        fold.clicked.connect(lambda: self.tab_wanted.emit(""))
        row.addWidget(fold)
        return row

    # pages

    def _build_guidance(self) -> None:
        self.guidance = Guidance()
        self.guidance.chapter.connect(self.chapter)
        self._pages.addWidget(self.guidance)

    def _build_similar(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(8), theme.px(10), theme.px(4), 0)
        self._similar_note = Wrapped("", "small", "muted")
        column.addWidget(self._similar_note)
        self._similar_list = self._list(tr("Similar projects"))
        self._similar_list.itemActivated.connect(lambda i: self.project.emit(i.data(WHAT)))
        self._similar_list.itemClicked.connect(lambda i: self.project.emit(i.data(WHAT)))
        column.addWidget(self._similar_list, 1)
        self._pages.addWidget(page)

    def _build_checks(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.px(8), theme.px(10), theme.px(4), 0)
        self._checks_note = Wrapped("", "small", "muted")
        column.addWidget(self._checks_note)
        self.checks = self._list(tr("Checks"))
        self.checks.itemActivated.connect(self._jump)
        self.checks.itemClicked.connect(self._jump)
        column.addWidget(self.checks, 1)
        self._pages.addWidget(page)

    def _build_comments(self) -> None:
        self._pages.addWidget(
            Empty(
                "message-square",
                tr("No comments yet"),
                tr(
                    "Comments of a reviewer come with the proposal file and will be shown here, "
                    "each at its answer."
                ),
            )
        )

    def _build_revisions(self) -> None:
        panel = Panel("surface")
        head = QHBoxLayout()
        head.addWidget(Title(tr("Revisions"), "subtitle"), 1)
        close = Button("", "quiet", "x", size="small", name=tr("Close the revisions"))
        close.clicked.connect(self.revisions_closed)
        head.addWidget(close)
        panel.body.addLayout(head)
        panel.body.addWidget(
            Wrapped(tr("Everything is saved by itself. Name a state to find it again."), "small")
        )
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("For example: before the review"))
        self.name.setAccessibleName(tr("Name of the revision"))
        self.name.setMaxLength(120)
        self.name.returnPressed.connect(self._name)
        panel.body.addWidget(self.name)
        keep = Button(tr("Keep this state"), "primary")
        keep.clicked.connect(self._name)
        panel.body.addWidget(keep, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(8))
        panel.body.addLayout(self._rows)
        panel.body.addStretch(1)
        self._pages.addWidget(panel)

    def _list(self, name: str) -> QListWidget:
        made = QListWidget()
        made.setWordWrap(True)
        made.setAccessibleName(name)
        made.setFont(theme.font("small"))
        made.setIconSize(QSize(theme.px(15), theme.px(15)))
        made.setSpacing(theme.px(2))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setTextElideMode(Qt.TextElideMode.ElideNone)
        return made

    def _name(self) -> None:
        self.named.emit(self.name.text().strip())
        self.name.clear()

    def _jump(self, item: QListWidgetItem) -> None:
        problem = item.data(WHAT)
        if isinstance(problem, Problem):
            self.jump.emit(problem.path, problem.row, problem.column)

    # showing

    def display(self, view: WizardView) -> None:
        if view.state is None or view.form is None:
            return
        if view.revisions is not None:
            self._show_revisions(view)
            self._pages.setCurrentIndex(len(PANELS))
            return
        panel = view.panel or "guidance"
        at = PANELS.index(panel)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(at)
        self.tabs.blockSignals(False)
        wrong = sum(problem.level == "error" for problem in view.state.problems)
        self.tabs.setTabText(2, f"{tr(WORDS['checks'])} {wrong}" if wrong else tr(WORDS["checks"]))
        self._pages.setCurrentIndex(at)
        if panel == "guidance":
            self.guidance.display(view.section, view.below)
        elif panel == "similar":
            self._show_similar(view)
        elif panel == "checks":
            self._show_checks(view)

    def _show_similar(self, view: WizardView) -> None:
        sign = (view.similar, language().code)
        if sign == self._similar:
            return
        self._similar = sign
        self._similar_list.clear()
        found = view.similar
        total = view.similar_total
        words = ntr(
            "{n} financed project in the same country and sector",
            "{n} financed projects in the same country and sector",
            total,
        )
        none = tr("Choose the country and the sector in step 1 to see what was financed there.")
        self._similar_note.setText(words if found else none)
        for hit in found:
            line = " · ".join(part for part in self._facts(hit) if part)
            item = QListWidgetItem(f"{said(hit.title)}\n{line}")
            item.setData(WHAT, hit.id)
            item.setIcon(icons.icon("layers", "primary", 15))
            self._similar_list.addItem(item)

    def _facts(self, hit: object) -> tuple[str, ...]:
        funders = ", ".join(said(name) for name in getattr(hit, "funders", ()))
        amount = getattr(hit, "amount", None)
        money = language().money(amount, getattr(hit, "currency", ""), "short") if amount else ""
        years = getattr(hit, "years", ("", ""))
        return funders, money, "–".join(year[:4] for year in years if year)

    def _show_checks(self, view: WizardView) -> None:
        state, form = view.state, view.form
        if state is None or form is None:
            return
        sign = (state.problems, view.step, language().code)
        if sign == self._problems:
            return
        self._problems = sign
        order = {"error": 0, "warning": 1, "hint": 2, "not_checked": 3}
        here = [p for p in state.problems if p.path.partition(".")[0] == view.step]
        rest = [p for p in state.problems if p.path.partition(".")[0] != view.step]
        self.checks.clear()
        self._add_checks(tr("This step"), here, view, order)
        self._add_checks(tr("Other steps"), rest, view, order)
        errors = sum(problem.level == "error" for problem in state.problems)
        warnings = sum(problem.level == "warning" for problem in state.problems)
        self._checks_note.setText(
            ntr("{n} must be corrected", "{n} must be corrected", errors)
            + " · "
            + ntr("{n} recommendation", "{n} recommendations", warnings)
        )

    def _add_checks(
        self, title: str, problems: list[Problem], view: WizardView, order: dict[str, int]
    ) -> None:
        shown = [p for p in problems if p.level != "not_checked"]
        if not shown or view.form is None:
            return
        head = QListWidgetItem(title)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setFont(theme.font("section"))
        head.setForeground(theme.colour("muted"))
        self.checks.addItem(head)
        for problem in sorted(shown, key=lambda p: order[p.level])[:MOST_CHECKS]:
            icon, tone = TONES[problem.level]
            text = problem_sentence(view.form, problem)
            if problem.code == "required":
                text = named(view.form, problem, text)
            item = QListWidgetItem(icons.icon(icon, tone, 15), text)
            item.setData(WHAT, problem)
            self.checks.addItem(item)

    def _show_revisions(self, view: WizardView) -> None:
        sign = (view.revisions, language().code)
        if sign == self._revisions:
            return
        self._revisions = sign
        clear(self._rows)
        for revision in view.revisions or ():
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Label(str(revision.number), "strongFigures"))
            words = revision.name or tr(REASONS[revision.reason.value])
            if revision.origin:
                words = tr("Restored from {n}", n=revision.origin)
            texts = QVBoxLayout()
            texts.setSpacing(0)
            texts.addWidget(Wrapped(words, "small", "text"))
            texts.addWidget(Caption(language().moment(revision.made)))
            row.addLayout(texts, 1)
            back = Button(tr("Restore"), "quiet", size="small")
            back.setAccessibleName(tr("Restore revision {n}", n=revision.number))
            back.clicked.connect(lambda _checked=False, n=revision.number: self.restored.emit(n))
            row.addWidget(back)
            self._rows.addWidget(line)
            self._rows.addWidget(Rule())


def named(form: Form, problem: Problem, sentence: str) -> str:
    """The sentence with the question's label before it, where it does not name it itself."""
    try:
        label = said(form.field(problem.path).label)
    except KeyError:
        return sentence
    return sentence if label in sentence else f"{label}: {sentence}"
