"""A window over the real content, in which every job runs where it is asked for."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from wecoop_desktop.app import make_window, usual_openers
from wecoop_desktop.base import settings as chosen
from wecoop_desktop.base.folders import Home
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.library import shelf
from wecoop_desktop.library.library import Library
from wecoop_desktop.sync import content
from wecoop_desktop.ui import theme as look
from wecoop_desktop.ui import wording
from wecoop_desktop.ui.parts.labels import Elided, Label, Wrapped
from wecoop_desktop.ui.presenters.opening import Openers
from wecoop_desktop.ui.runner import Immediate
from wecoop_desktop.ui.window import Window
from wecoop_desktop.work.store import WorkStore

# Questions of a step come one after the other; ticks in a grid in a card in a scrolling pane are
# laid out level by level. What goes on for ever, as a cursor that blinks, is left then.
ROUNDS = 24


@cache
def shared_library() -> Path:
    """The library of the real packs, built once for all tests and pictures."""
    folder = shelf.shipped_folder()
    shelf.build_shipped()
    return folder


@cache
def _open_library() -> Library:
    """The library of the real packs, opened once and closed by nobody: it is read only."""
    library = shelf.available(Home(shared_library() / "no home"))
    assert library is not None, "what stands in resources/library does not open"
    library.warm()
    # What stays to the end is not looked through again for every window that goes.
    gc.collect()
    gc.freeze()
    return library


def sharing(drafts: int = 0) -> Openers:
    """Windows of homes without content of their own share one library: opening it costs more than
    all the rest of a window. What was read of it once stays read, the form's plan too.

    So many drafts stand in the work when it is first opened. How the program opens its library is
    tried in `tests/trials`, `tests/ui/test_start.py` and by the self-test.
    """
    usual = usual_openers()
    libraries: list[Library] = []
    wanted = [drafts]

    def library(home: Home, job: Job) -> Library:
        own = home.content.exists() or any(home.library.glob("*/"))
        libraries.append(usual.library(home, job) if own else _open_library())
        return libraries[-1]

    def newer(home: Home, present: Library, job: Job) -> Library | None:
        ours = present is _open_library()
        if ours and content.in_use(home).folder == shelf.packs_folder():
            return None
        return usual.newer(home, present, job)

    def store(home: Home) -> WorkStore:
        made = usual.store(home)
        if wanted:
            _begin_drafts(made, libraries[-1], wanted.pop())
        return made

    return replace(usual, library=library, newer=newer, store=store)


@contextmanager
def opened(
    home: Home,
    language: str = "en",
    theme: str = "light",
    zoom: int = 100,
    *,
    drafts: int = 0,
    at_home: bool = True,
) -> Iterator[Window]:
    """A shown window of 1366 by 738 (a laptop's screen without title bar), everything open.

    Not `at_home`: nothing is shown yet of Home, which costs half of a window; the first place is
    that of the test, Back from there is Home. In English only.
    """
    settings = replace(
        chosen.Settings(), language=language, theme=theme, zoom=zoom, width=1366, height=738
    )
    asked = at_home and language != "qps"
    chosen.save(home.settings, replace(settings, language=language if asked else ""))
    window = make_window(home, Immediate(), openers=sharing(drafts))
    if language == "qps":
        from wecoop_desktop.ui.place import HOME

        wording.speak("qps")
        window.stay(HOME)
        window.rebuild()
    window.show()
    window.opening.begin()
    if not at_home:
        _answer(window, home, settings)
    settle()
    try:
        yield window
    finally:
        window.close()
        window.opening.close()
        window.deleteLater()
        settle()
        shutil.rmtree(home.root, ignore_errors=True)
        # What a window chose is the process's: the next test begins as ever.
        wording.speak("en")
        look.choose("light", 100)


def _answer(window: Window, home: Home, settings: chosen.Settings) -> None:
    """As if the question of the first start had been answered before."""
    from wecoop_desktop.ui.place import HOME

    assert wording.language().code == settings.language
    window._settings = settings
    chosen.save(home.settings, settings)
    window.stay(HOME)


def _begin_drafts(store: WorkStore, library: Library, count: int) -> None:
    """Drafts made from the worked example: the first whole, the next with ever fewer steps."""
    if not count:
        return
    form, example = library.form(), library.examples()[0]
    steps = [step.id for step in form.steps]
    for at in reversed(range(count)):
        kept = set(steps[: len(steps) if at == 0 else max(1, 9 - 4 * at)])
        answers = {
            path: data for path, data in example.answers.items() if path.split(".")[0] in kept
        }
        store.create(example.form, form.version, answers)


def settle() -> None:
    """Let layouts, paint events and deferred deletions happen, until nothing is waiting."""
    from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop

    events = QEventLoop.ProcessEventsFlag.AllEvents
    for _ in range(ROUNDS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if not QAbstractEventDispatcher.instance().processEvents(events):
            break


def shown(root: QWidget) -> list[QWidget]:
    """All widgets that are to be seen."""
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible()]


def buttons(root: QWidget, named: str) -> list[QAbstractButton]:
    """The buttons that are to be seen with that word, or that name for those who hear it."""
    settle()
    return [
        widget
        for widget in shown(root)
        if isinstance(widget, QAbstractButton) and named in (widget.text(), widget.accessibleName())
    ]


def button(root: QWidget, named: str) -> QAbstractButton:
    """The one button of `buttons`."""
    found = buttons(root, named)
    assert len(found) == 1, f"{len(found)} buttons “{named}”"
    return found[0]


def click(root: QWidget, named: str) -> None:
    """Press that button with the mouse, and let happen what follows."""
    QTest.mouseClick(button(root, named), Qt.MouseButton.LeftButton)
    settle()


def words(window: Window) -> str:
    """Everything that is written on the screen."""
    said = []
    for widget in shown(window.screen_shown):
        if isinstance(widget, Wrapped):
            said.append(widget.words)
        elif isinstance(widget, Label | Elided | QAbstractButton):
            said.append(widget.text())
    return "\n".join(said)
