"""What a hand feels: a key in the wizard to the painted screen, a change of screen, of language."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from tests.bench.figure import Figure, milliseconds, percentile
from tests.kit.window import opened, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

KEYS = 120
ROUNDS = 12
SCREENS = ("home", "projects", "guide", "funders", "proposals")


def figures(*, long: bool = False) -> Iterator[Figure]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder, opened(Home(Path(folder)), drafts=1) as window:
        yield Figure("key press to painted screen, p95", _keys(window, application), "ms", 16)
        yield Figure("another screen on the rail, p95", _visits(window), "ms", 150)
        yield Figure("change of language, p95", _languages(window), "ms", 300)


def _keys(window: Window, application: QApplication) -> float:
    """Letters typed into a question of the full example, each until nothing waits to be painted."""
    desk = window.opening.view.desk
    assert desk is not None
    window.go(Place("wizard", desk.store.proposals()[0].id, "problem"))
    cast(WizardPresenter, window.presenter("wizard")).write_in("en")
    settle()
    box = window.findChildren(WizardScreen)[-1].questions.cards["problem.core_problem"].editor.box  # type: ignore[union-attr]
    times = []
    for number in range(KEYS):
        begun = time.perf_counter()
        box.insertPlainText("abcdefghij "[number % 11])
        application.processEvents()
        times.append((time.perf_counter() - begun) * 1000)
    return percentile(times[10:], 95)


def _visits(window: Window) -> float:
    for screen in SCREENS:
        window.go(Place(screen))
        settle()
    return _timed(lambda number: window.go(Place(SCREENS[number % len(SCREENS)])))


def _languages(window: Window) -> float:
    window.go(Place("projects"))
    settle()
    return _timed(lambda number: window.switch_language())


def _timed(act: Callable[[int], object]) -> float:
    def once(number: int) -> None:
        act(number)
        settle()

    return percentile([milliseconds(lambda n=number: once(n)) for number in range(ROUNDS)], 95)
