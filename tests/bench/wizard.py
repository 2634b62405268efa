"""What the wizard costs at its largest: every question answered and tables of 200 rows."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from tests.bench.figure import Figure, percentile
from tests.bench.scripted import TABLES
from tests.kit.answers import everything
from tests.kit.large import large_tables
from tests.kit.window import opened, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.forms.answers import Value
from wecoop_desktop.forms.codec import plain_value
from wecoop_desktop.ui.editors.grid import Grid
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.wizard import WizardPresenter
from wecoop_desktop.ui.screens.wizard import WizardScreen
from wecoop_desktop.ui.window import Window

ROWS = 200
KEYS = 60


def figures(*, long: bool = False) -> Iterator[Figure]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder, opened(Home(Path(folder)), drafts=1) as window:
        proposal = begin_largest(window)
        window.go(Place("proposals"))
        settle()
        yield Figure("opening the largest proposal, painted", _opening(window, proposal), "ms", 300)
        presenter = cast(WizardPresenter, window.presenter("wizard"))
        presenter.write_in("en")
        yield from _figures(f"text beside tables of {ROWS} rows", _text(window))
        for path, column in TABLES:
            yield from _figures(f"{path} of {ROWS} rows", _table(window, path, column))
        yield Figure("another step of the largest proposal, p95", _steps(window), "ms", 150)


def _figures(name: str, keys: Sequence[Key]) -> Iterator[Figure]:
    painted, followed = zip(*keys[5:], strict=True)
    yield Figure(f"key in {name}, painted, p95", percentile(list(painted), 95), "ms", 16)
    yield Figure(
        f"key in {name}, sums and checks too, p95", percentile(list(followed), 95), "ms", 50
    )


def begin_largest(window: Window) -> str:
    """A proposal with every question answered; gives its id."""
    desk = window.opening.view.desk
    assert desk is not None
    form = desk.library.form()
    answers: dict[str, Value] = {**everything(form), **large_tables(form, ROWS)}
    data = {path: plain_value(value) for path, value in answers.items()}
    return desk.store.create(form.id, form.version, data)


def _spent(work: Callable[[], object]) -> float:
    """Milliseconds until nothing waits to be painted."""
    begun = time.perf_counter()
    work()
    QApplication.processEvents()
    return (time.perf_counter() - begun) * 1000


class Key(NamedTuple):
    """Milliseconds until the letter is painted, and until what follows from it is."""

    painted: float
    followed: float


def _key(work: Callable[[], object]) -> Key:
    begun = time.perf_counter()
    work()
    QApplication.sendPostedEvents()  # layout and painting; what waits for a timer comes after it
    painted = (time.perf_counter() - begun) * 1000
    QApplication.processEvents()
    return Key(painted, (time.perf_counter() - begun) * 1000)


def _opening(window: Window, proposal: str) -> float:
    return _spent(lambda: window.go(Place("wizard", proposal)))


def _screen(window: Window) -> WizardScreen:
    return window.findChildren(WizardScreen)[-1]


def _text(window: Window) -> list[Key]:
    cast(WizardPresenter, window.presenter("wizard")).show_step("problem")
    settle()
    box = _screen(window).questions.cards["problem.core_problem"].editor.box  # type: ignore[attr-defined]
    box.setFocus()
    return [_key(partial(box.insertPlainText, "abcdefghij "[n % 11])) for n in range(KEYS)]


def _table(window: Window, path: str, column: str) -> list[Key]:
    """Letters typed into a cell in the middle of the table: each is handed on at once."""
    presenter = cast(WizardPresenter, window.presenter("wizard"))
    presenter.show_step(path.partition(".")[0])
    settle()
    editor = _screen(window).questions.cards[path].editor
    grid: Grid = getattr(editor, "grid", editor)  # type: ignore[assignment]
    grid.place_at(ROWS // 2, [entry.id for entry in grid.model.columns].index(column))
    grid.view.edit(grid.view.currentIndex())
    settle()
    box = grid.view.viewport().findChildren(QPlainTextEdit)[-1]
    box.setFocus()
    return [_key(partial(box.insertPlainText, "abcdefghij "[n % 11])) for n in range(KEYS)]


def _steps(window: Window) -> float:
    presenter = cast(WizardPresenter, window.presenter("wizard"))
    steps = [row.id for row in presenter.view.steps]
    for step in steps:  # each was open once
        presenter.show_step(step)
        settle()
    times = []
    for step in steps:
        times.append(_spent(partial(presenter.show_step, step)))
        settle()
    return percentile(times, 95)
