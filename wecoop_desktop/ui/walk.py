"""Opens every screen once, with real content: whether an installation can show them all."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.ui.desk import Desk
from wecoop_desktop.ui.pages import SCREENS
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenters.mergework import merge_place
from wecoop_desktop.ui.presenters.sides import Side, compare_place
from wecoop_desktop.ui.window import Window

SAMPLES = 40  # points of a picture, across and down, that are looked at


@dataclass(frozen=True, slots=True)
class Seen:
    """A place that was opened; `problem` is empty where it could be shown."""

    place: Place
    problem: str = ""


def walk(window: Window, before: Sequence[str] = ()) -> Iterator[Seen]:
    """Every screen and every step of the wizard, in a window whose library and work are open.

    The home is a temporary one: a proposal is made in it from the first worked example. `before`
    is what went wrong while the window was made.
    """
    for problem in before:
        yield Seen(Place("opening"), problem)
    desk = window.opening.view.desk
    if desk is None:
        view = window.opening.view
        error = view.library_error or view.work_error
        yield Seen(Place("opening"), error.code if error else "not open")
        return
    for place in places(desk, window.opening.home.root):
        yield Seen(place, _problem(window, place))


def places(desk: Desk, folder: Path) -> Iterator[Place]:
    """A place for every screen; of the wizard one for each step. Writes a proposal."""
    from wecoop_desktop.work.proposal import Reason
    from wecoop_desktop.work.shape import form_data

    library, form = desk.library, desk.library.form()
    answers = dict(library.examples()[0].answers) if library.examples() else {}
    draft = desk.store.create(form.id, form.version, answers, form_data(form))
    kept = desk.store.revise(draft, Reason.NAMED)
    copy = folder / "copy.wecoop"
    desk.store.export_file(draft, copy, form_data(form))
    made = {
        "compare": (compare_place(draft, Side("revision", str(kept))),),
        "merge": (merge_place(draft, copy),),
        "wizard": tuple(Place("wizard", draft, step.id) for step in form.steps),
        **{name: (Place(name, draft),) for name in ("export", "exchange", "newerform")},
    }
    for name in SCREENS:
        yield from made.get(name, (Place(name),))


def _problem(window: Window, place: Place) -> str:
    """What is wrong with a place as it is shown; empty where nothing is."""
    with faults() as found:
        try:
            window.go(place)
            for _ in range(3):
                QApplication.processEvents()
            picture = window.grab().toImage()
        except AppError as error:
            return error.code
        except Exception as error:  # noqa: BLE001 - one broken screen must not hide the others
            return f"{type(error).__name__}: {error}"
    if found:
        return found[0]
    if window.place.screen != place.screen:
        return f"shows {window.place.screen}"
    return "" if _is_drawn(picture) else "is empty"


@contextmanager
def faults() -> Iterator[list[str]]:
    """What goes wrong while the window works, which Python tells only its hook and Qt only in
    messages; what else Qt has to say is nothing for a report."""
    found: list[str] = []

    def read(kind: QtMsgType, _context: QMessageLogContext, said: str | None) -> None:
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            found.append(f"Qt: {said}")

    def hear(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        found.append(f"{kind.__name__}: {error}")

    hook: Callable[..., object] = sys.excepthook
    handler = qInstallMessageHandler(read)
    sys.excepthook = hear
    try:
        yield found
    finally:
        sys.excepthook = hook
        qInstallMessageHandler(handler)


def _is_drawn(picture: QImage) -> bool:
    """Whether there is more on it than one colour."""
    across = range(0, picture.width(), max(1, picture.width() // SAMPLES))
    down = range(0, picture.height(), max(1, picture.height() // SAMPLES))
    return len({picture.pixel(x, y) for x in across for y in down}) > 2
