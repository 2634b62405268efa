"""A scripted hour in the window: every room visited, searches, answers, documents, in ten tenths.

Memory is read at each tenth; what the hour adds after the first one is the leak. `--long` does ten
times as much.
"""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import cast

import psutil
from PySide6.QtWidgets import QApplication

from tests.bench.figure import Figure
from tests.bench.wizard import begin_largest, edit
from tests.kit.window import opened, settle
from wecoop_desktop.base import memory
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.export import ExportPresenter
from wecoop_desktop.ui.presenters.projects import ProjectsPresenter
from wecoop_desktop.ui.presenters.wizard import PANELS, WizardPresenter
from wecoop_desktop.ui.window import Window

TENTHS = 10
EDITS = 100  # answers changed in a tenth; a busy hour has a thousand
EVERY = 10  # answers after which another step is opened
ROOMS = ("home", "projects", "guide", "funders", "proposals", "workshop", "updates", "settings",
         "help")  # fmt: skip
WORDS = ("waste", "вода", "ледник", "irrigation", "отходы", "лесные пожары", "EBRD", "засуха")
FORMATS = ("pdf", "docx")


def figures(*, long: bool = False) -> Iterator[Figure]:
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder, opened(Home(Path(folder)), drafts=1) as window:
        proposal = begin_largest(window)
        tenths = []
        for number in range(1, TENTHS + 1):
            _tenth(window, proposal, Path(folder), number, times=10 if long else 1)
            tenths.append(_resident())
            yield Figure(f"hour: memory after tenth {number}", tenths[-1], "MiB", 180)
    yield Figure("hour: memory that nine tenths added", tenths[-1] - tenths[0], "MiB", 10)


def _tenth(window: Window, proposal: str, folder: Path, number: int, times: int) -> None:
    for _ in range(times):
        _visit(window)
        _search(window)
        _write(window, proposal, number)
    _export(window, proposal, folder / f"{number}", FORMATS[number % len(FORMATS)])


def _visit(window: Window) -> None:
    """Every room, some sections and some projects."""
    desk = window.opening.view.desk
    assert desk is not None
    for room in ROOMS:
        window.go(Place(room))
        settle()
    for section in desk.library.sections()[::15]:
        window.go(Place("guide", section.id))
        settle()
    for funder in desk.library.funders()[::10]:
        window.go(Place("funders", funder.id))
        settle()


def _search(window: Window) -> None:
    window.go(Place("projects"))
    presenter = cast(ProjectsPresenter, window.presenter("projects"))
    for text in WORDS:
        presenter.search(text)
        settle()
        found = presenter.view.page
        if found is not None and found.hits:
            presenter.choose(found.hits[0].id)
            settle()
            presenter.close()
        window.open_palette(text)
        settle()
        window.close_top()
    presenter.search("")
    settle()


def _write(window: Window, proposal: str, number: int) -> None:
    window.go(Place("wizard", proposal))
    presenter = cast(WizardPresenter, window.presenter("wizard"))
    steps, panels = cycle(row.id for row in presenter.view.steps), cycle(PANELS)
    for at in range(EDITS):
        edit(presenter, number * EDITS + at)
        if at % EVERY == 0:
            presenter.show_step(next(steps))
            presenter.open_panel(next(panels))
            settle()
        if at % 40 == 0:
            presenter.undo()
        QApplication.processEvents()


def _export(window: Window, proposal: str, path: Path, form: str) -> None:
    window.go(Place("export", proposal))
    presenter = cast(ExportPresenter, window.presenter("export"))
    presenter.write_as(form)
    settle()
    presenter.save(path.with_suffix(f".{form}"))
    settle()


def _resident() -> float:
    """MiB, with all given back that is free: the program does that when no job is left."""
    settle()
    gc.collect()
    memory.give_back()
    return float(psutil.Process().memory_info().rss) / 2**20
