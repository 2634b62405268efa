"""What stands at the wizard's right: a panel of the table below, or the revisions."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Rule
from wecoop_desktop.ui.presenters.wizard import PANELS, WizardPresenter
from wecoop_desktop.ui.presenters.wizardview import WizardView
from wecoop_desktop.ui.wording import language, tr

if TYPE_CHECKING:
    from wecoop_desktop.ui.panels.revisions import RevisionsPanel


@dataclass(frozen=True, slots=True)
class Tab:
    """`kind` is a class of the panel's module; `count` what its tab says beside its name."""

    icon: str
    words: str
    kind: str
    count: Callable[[WizardView], int]
    tone: str = "muted"


def _errors(view: WizardView) -> int:
    problems = view.state.problems if view.state is not None else ()
    return sum(problem.level == "error" for problem in problems)


def _open_comments(view: WizardView) -> int:
    return sum(view.remarks.values())


TABS: Mapping[str, Tab] = {
    "guidance": Tab("book-open", mark("Guidance"), "GuidancePanel", lambda view: 0),
    "similar": Tab("layers", mark("Similar"), "SimilarPanel", lambda view: view.similar_total),
    "checks": Tab("list-checks", mark("Checks"), "ChecksPanel", _errors, "err"),
    "comments": Tab("message-square", mark("Comments"), "CommentsPanel", _open_comments),
    "funders": Tab("landmark", mark("Funders"), "FundersPanel", lambda view: 0),
}


class Displaying(Protocol):
    def display(self, view: WizardView) -> None: ...


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
            tab = TABS[panel]
            button = Button("", "quiet", tab.icon, name=tr(tab.words))
            button.clicked.connect(lambda _checked=False, which=panel: self.wanted.emit(which))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
            count = Caption("")
            count.setFont(theme.font("microStrong"))
            count.hide()
            self._counts[panel] = count
            column.addWidget(count, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def display(self, view: WizardView) -> None:
        for panel, label in self._counts.items():
            tab = TABS[panel]
            n = tab.count(view)
            label.setVisible(n > 0)
            label.setText(language().number(n))
            label.tone(tab.tone)


class Aside(QWidget):
    """`tab_wanted` when a tab is chosen, with "" to fold the panel away."""

    tab_wanted = Signal(str)

    def __init__(self, presenter: WizardPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(340))
        self._presenter = presenter
        self._made: dict[str, QWidget] = {}
        self._step = ("", "")
        self._wanted = ("", False)  # the panel that is put off, and whether revisions are instead
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._catch_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(Rule())
        self._pages = QStackedWidget()
        column.addWidget(self._pages, 1)
        self._pages.addWidget(QWidget())  # what is seen until the first panel is made

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(4), 0, theme.px(6), 0)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Panel"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFont(theme.font("small"))
        self.tabs.setIconSize(QSize(theme.px(15), theme.px(15)))
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setStyleSheet(f"QTabBar::tab {{ padding: {theme.px(9)}px {theme.px(6)}px; }}")
        for panel in PANELS:
            at = self.tabs.addTab("")
            self.tabs.setTabToolTip(at, tr(TABS[panel].words))
            self.tabs.setAccessibleTabName(at, tr(TABS[panel].words))
        self.tabs.tabBarClicked.connect(lambda at: self.tab_wanted.emit(PANELS[at]))
        self.tabs.currentChanged.connect(lambda at: self.tab_wanted.emit(PANELS[at]))
        row.addWidget(self.tabs, 1)
        fold = Button("", "quiet", "panel-right", size="small", name=tr("Fold the panel away"))
        fold.clicked.connect(lambda: self.tab_wanted.emit(""))
        row.addWidget(fold)
        return row

    @cached_property
    def revisions(self) -> RevisionsPanel:
        """The panel of revisions, made when it is first opened."""
        from wecoop_desktop.ui.panels.revisions import RevisionsPanel

        made = RevisionsPanel(self._presenter)
        self._pages.addWidget(made)
        return made

    def panel(self, name: str) -> QWidget:
        """The panel of that name, made when it is first opened."""
        made = self._made.get(name)
        if made is None:
            module = importlib.import_module(f"wecoop_desktop.ui.panels.{name}")
            made = getattr(module, TABS[name].kind)(self._presenter)
            self._made[name] = made
            self._pages.addWidget(made)
        return made

    def display(self, view: WizardView) -> None:
        """What is beside another step comes after the picture of that step, which is waited for;
        what is asked for beside the same one, at once."""
        if view.state is None or view.form is None:
            return
        step, panel = (view.id, view.step), (view.panel, view.revisions is not None)
        turned, self._step = step != self._step, step
        if turned or (self._later.isActive() and panel == self._wanted):
            self._wanted = panel
            self._later.start(0)
        else:
            self._show(view)

    def complete(self) -> None:
        """Show what is not shown yet, now."""
        if self._later.isActive():
            self._catch_up()

    def _catch_up(self) -> None:
        self._later.stop()
        if not self.isHidden():
            self._show(self._presenter.view)

    def _show(self, view: WizardView) -> None:
        self._later.stop()
        if view.revisions is not None:
            self.revisions.display(view)
            self._pages.setCurrentWidget(self.revisions)
            return
        name = view.panel or PANELS[0]
        self._show_tabs(view, name)
        panel = self.panel(name)
        self._pages.setCurrentWidget(panel)
        cast(Displaying, panel).display(view)

    def _show_tabs(self, view: WizardView, chosen: str) -> None:
        """The chosen tab says its name, the others are icons: five names have no room here."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(PANELS.index(chosen))
        self.tabs.blockSignals(False)
        for at, name in enumerate(PANELS):
            tab, n = TABS[name], TABS[name].count(view)
            words = (tr(tab.words) if name == chosen else "", language().number(n) if n else "")
            self.tabs.setTabText(at, " ".join(word for word in words if word))
            self.tabs.setTabIcon(at, icons.icon(tab.icon, "text" if name == chosen else "muted"))
