"""Every screen in large text on a laptop's screen: all words can be read, all can be reached, and
what takes the focus has a name and a role."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tests.access.room import troubles
from tests.access.tree import ROLES, met
from tests.kit.places import PLACES
from tests.kit.window import opened, settle
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui import wording
from wecoop_desktop.ui.carry import Growing
from wecoop_desktop.ui.screens.presentationstage import Stage
from wecoop_desktop.ui.window import Window

# What may be cut or cannot be reached, with the reason; a part of the line that would be told.
KNOWN: tuple[tuple[str, str], ...] = ()


class Windows(QObject):
    """Hears what is shown as a window of its own: a part made without a parent takes the focus from
    the window, and flashes."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, Window | Stage | QMenu)
        ):
            self.shown.append(f"{type(watched).__name__} “{watched.accessibleName()}”")
        return False


# Each look takes half a minute. The longer words in the largest text and the shorter in the other
# arrangement stand for all four, which WECOOP_EVERY_LOOK asks for.
LOOKS = [("ru", 200), ("en", 150)]
if os.environ.get("WECOOP_EVERY_LOOK"):
    LOOKS += [("en", 200), ("ru", 150)]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def window(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    language, zoom = request.param
    with opened(Home(tmp_path / "home"), language, zoom=zoom, drafts=3) as made:
        yield made


def _finish(window: Window) -> None:
    """What is made little by little is made whole."""
    settle()
    for widget in window.screen_shown.findChildren(QWidget):
        if hasattr(widget, "complete"):  # asked of each widget, a protocol is slow
            assert isinstance(widget, Growing)
            widget.complete()
    settle()


def test_every_screen_has_room(window: Window, qapp: QApplication) -> None:
    heard = Windows()
    # Half a million events go by it. Language and size have no part in this: one look is enough.
    if wording.language().code == LOOKS[0][0]:
        qapp.installEventFilter(heard)
    found = []
    for name, find in PLACES.items():
        heard.shown.clear()
        window.go(find(window))
        _finish(window)
        assert window.width() == 1366, f"{name} makes the window wider"
        told = [*troubles(window), *(f"a window of its own: {one}" for one in heard.shown)]
        for one in met(window):
            if not one.name.strip():
                told.append(f"without a name: {one}")
            elif one.role not in ROLES:
                told.append(f"without a role: {one}")
        found += [f"{name}: {line}" for line in told if not any(part in line for part, _ in KNOWN)]
    qapp.removeEventFilter(heard)
    assert not found, "\n".join(found)
