"""The screens of the window as a table, and how their presenters and pages are made."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from PySide6.QtWidgets import QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.ui.desk import Front
from wecoop_desktop.ui.parts.topbar import TopBar
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.opening import OpeningPresenter
from wecoop_desktop.ui.screens.opening import OpeningScreen

OPENING = "opening"  # says why another screen cannot be shown yet


@dataclass(frozen=True, slots=True)
class Row:
    """A screen of the table: its modules (presenters and screens have the same name) and whether
    it works without an open library and work store. `searches`: in the library, as one types."""

    presenter: str
    screen: str
    alone: bool = False
    bare: bool = False  # no rail, no bars
    searches: bool = False


SCREENS: Mapping[str, Row] = {
    "welcome": Row("WelcomePresenter", "WelcomeScreen", alone=True, bare=True),
    "home": Row("HomePresenter", "HomeScreen", alone=True),
    "projects": Row("ProjectsPresenter", "ProjectsScreen", searches=True),
    "guide": Row("GuidePresenter", "GuideScreen", searches=True),
    "funders": Row("FundersPresenter", "FundersScreen"),
    "proposals": Row("ProposalsPresenter", "ProposalsScreen"),
    "begin": Row("BeginPresenter", "BeginScreen"),
    "wizard": Row("WizardPresenter", "WizardScreen"),
    "export": Row("ExportPresenter", "ExportScreen"),
    "compare": Row("ComparePresenter", "CompareScreen"),
    "merge": Row("MergePresenter", "MergeScreen"),
    "exchange": Row("ExchangePresenter", "ExchangeScreen"),
    "backups": Row("BackupsPresenter", "BackupsScreen", alone=True),
    "newerform": Row("NewerFormPresenter", "NewerFormScreen"),
    "feedback": Row("FeedbackPresenter", "FeedbackScreen"),
    "workshop": Row("WorkshopPresenter", "WorkshopScreen", alone=True),
    "seat": Row("SeatPagePresenter", "SeatScreen", alone=True),
    "presentation": Row("PresentationPresenter", "PresentationScreen", alone=True),
    "updates": Row("UpdatesPresenter", "UpdatesScreen", alone=True),
    "settings": Row("SettingsPresenter", "SettingsScreen", alone=True),
    "help": Row("HelpPresenter", "HelpScreen", alone=True),
}

# Rail items: value, icon, words, keys; the last two stand at the foot.
RAIL = (
    ("home", "house", mark("Home"), "Ctrl 1"),
    ("projects", "layers", mark("Projects"), "Ctrl 2"),
    ("guide", "book-open", mark("Guide"), "Ctrl 3"),
    ("funders", "landmark", mark("Funders"), "Ctrl 4"),
    ("proposals", "file-pen-line", mark("Proposals"), "Ctrl 5"),
    ("workshop", "presentation", mark("Workshop"), "Ctrl 6"),
    ("updates", "refresh-cw", mark("Updates"), "Ctrl 7"),
    ("settings", "settings", mark("Settings"), "Ctrl ,"),
    ("help", "circle-question-mark", mark("Help"), "F1"),
)
WORDS = {value: words for value, _, words, _ in RAIL}

# Any: the table holds screens of every view; each pair of presenter and screen agrees on its own.
AnyPresenter = Presenter[Any]


class Displaying(Protocol):
    def display(self, view: Any) -> None: ...


@dataclass(slots=True)
class Page:
    """A built screen with its bar; `stale` while its presenter changed unseen."""

    widget: QWidget
    bar: TopBar
    screen: QWidget
    stale: bool = False
    focus: QWidget | None = None  # where the focus was when it was left


def screen_kind(name: str) -> Callable[[AnyPresenter], QWidget]:
    """The class of a screen, imported when it is first shown."""
    kind: object = OpeningScreen
    if name != OPENING:
        module = importlib.import_module(f"wecoop_desktop.ui.screens.{name}")
        kind = getattr(module, SCREENS[name].screen)
    return cast(Callable[[AnyPresenter], QWidget], kind)


def make_presenter(name: str, front: Front, opening: OpeningPresenter) -> AnyPresenter:
    """The presenter of a screen of the table; its module is imported now."""
    if name == OPENING:
        return opening
    row = SCREENS[name]
    module = importlib.import_module(f"wecoop_desktop.ui.presenters.{name}")
    kind = getattr(module, row.presenter)
    return cast(AnyPresenter, kind(front, opening) if row.alone else kind(opening.view.desk))
