"""The scripted hour, inside of the program itself: `python -m tests.bench.scripted HOME PROPOSAL
OUT TENTHS TIMES`.

Nothing of the tests is imported, no job is run out of its thread, nothing is given back that the
program does not give back by itself. After each tenth, once the program is at rest, a line says so
and whoever started it looks at the memory from outside.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from wecoop_desktop.app import make_window
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.runner import REST, Background
from wecoop_desktop.ui.window import Window

if TYPE_CHECKING:
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter

R = TypeVar("R")
EDITS = 100  # answers changed in a tenth; a busy hour has a thousand
EVERY = 10  # answers after which another step is opened
ROOMS = ("home", "projects", "guide", "funders", "proposals", "workshop", "updates", "settings",
         "help")  # fmt: skip
WORDS = ("waste", "вода", "ледник", "irrigation", "отходы", "лесные пожары", "EBRD", "засуха")
FORMATS = ("pdf", "docx")
# The table of a step, and the column that is typed into.
TABLES = (
    ("budget.lines", "description"),
    ("timeline.rows", "name"),
    ("logframe.matrix", "statement"),
    ("risks.matrix", "description"),
)

QUIET = -1  # wait until no job is under way and all is painted; else so many milliseconds
ROUNDS = 8  # of the event loop without a job, after which it is quiet

Steps = Iterator[int]


class Hour:
    """A user who does the same in every tenth: looks around, searches, writes, exports.

    Each verb gives control back to the loop of events of the program after every click, as a hand
    does: what was to be deleted goes then. It gives what it waits for.
    """

    def __init__(self, window: Window, proposal: str, folder: Path) -> None:
        self._window, self._proposal, self._folder = window, proposal, folder

    def tenth(self, number: int, times: int) -> Steps:
        for _ in range(times):
            yield from self.visit()
            yield from self.search()
            yield from self.write(number)
        yield from self.export(number)
        yield REST + 500  # somebody reads what was written: the program tidies up meanwhile

    def visit(self) -> Steps:
        """Every room, some sections and some funders."""
        desk = self._window.opening.view.desk
        assert desk is not None
        for room in ROOMS:
            yield from self._go(Place(room))
        for section in desk.library.sections()[::15]:
            yield from self._go(Place("guide", section.id))
        for funder in desk.library.funders()[::10]:
            yield from self._go(Place("funders", funder.id))

    def search(self) -> Steps:
        from wecoop_desktop.ui.presenters.projects import ProjectsPresenter

        yield from self._go(Place("projects"))
        presenter = cast(ProjectsPresenter, self._window.presenter("projects"))
        for text in WORDS:
            presenter.search(text)
            yield QUIET
            found = presenter.view.page
            if found is not None and found.hits:
                presenter.choose(found.hits[0].id)
                yield QUIET
                presenter.close()
            self._window.open_palette(text)
            yield QUIET
            self._window.close_top()
        presenter.search("")
        yield QUIET

    def write(self, number: int) -> Steps:
        from wecoop_desktop.ui.presenters.wizard import PANELS, WizardPresenter

        yield from self._go(Place("wizard", self._proposal))
        presenter = cast(WizardPresenter, self._window.presenter("wizard"))
        steps, panels = cycle(row.id for row in presenter.view.steps), cycle(PANELS)
        for at in range(EDITS):
            edit(presenter, number * EDITS + at)
            if at % EVERY == 0:
                presenter.show_step(next(steps))
                presenter.open_panel(next(panels))
                yield QUIET
            if at % 40 == 0:
                presenter.undo()
            yield 0

    def export(self, number: int) -> Steps:
        from wecoop_desktop.ui.presenters.export import ExportPresenter

        form = FORMATS[number % len(FORMATS)]
        yield from self._go(Place("export", self._proposal))
        presenter = cast(ExportPresenter, self._window.presenter("export"))
        presenter.write_as(form)
        yield QUIET
        path = self._folder / f"{number}.{form}"
        presenter.save(path)
        yield QUIET
        assert path.stat().st_size > 10_000

    def _go(self, place: Place) -> Steps:
        self._window.go(place)
        yield QUIET


def edit(presenter: WizardPresenter, number: int) -> None:
    """Say a text or a row of a table in another way."""
    from wecoop_desktop.forms.answers import Words

    words = f"The core problem is said in another way for the {number}. time."
    if number % 3:
        presenter.edit("problem.core_problem", Words(words, words))
        return
    path, column = TABLES[number // 3 % len(TABLES)]
    rows = presenter.view.answers.get(path)
    if isinstance(rows, tuple) and rows:
        table = tuple(row for row in rows if isinstance(row, Mapping))
        at = number % len(table)
        changed = {**table[at], column: Words(words, "")}
        presenter.edit(path, (*table[:at], changed, *table[at + 1 :]))


def drive(steps: Steps, runner: Background, ended: Callable[[], object]) -> None:
    """Take one step after the other, each from the loop of events."""

    def go_on() -> None:
        wished = next(steps, None)
        if wished is None:
            ended()
        elif wished == QUIET:
            quieten(ROUNDS)
        else:
            QTimer.singleShot(wished, go_on)

    def quieten(rounds: int) -> None:
        if runner.busy:
            QTimer.singleShot(5, lambda: quieten(ROUNDS))
        elif rounds:
            QTimer.singleShot(0, lambda: quieten(rounds - 1))
        else:
            go_on()

    go_on()


def script(window: Window, hour: Hour, tenths: int, times: int) -> Steps:
    """All of it; before the first tenth and after each a line, and a wait for an answer."""
    window.opening.begin()
    yield QUIET
    yield REST + 500
    say("rest")
    for number in range(1, tenths + 1):
        yield from hour.tenth(number, times)
        say(f"tenth {number}")


def say(what: str) -> None:
    print(what, flush=True)
    sys.stdin.readline()


def main(home: str, proposal: str, out: str, tenths: str, times: str) -> int:
    application = QApplication([*sys.argv[:1], "-style", "fusion"])
    runner = Background()
    window = make_window(Home(Path(home)), runner)
    steps = script(window, Hour(window, proposal, Path(out)), int(tenths), int(times))
    window.first_painted.connect(lambda: drive(steps, runner, window.close))
    window.show()
    code = application.exec()
    runner.close()
    window.opening.close()
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
