"""Every screen in English, Russian, pseudo-language and from right to left: nothing is clipped,
everything that takes the focus has a name and a role.

To come to a place costs far more than to look at it: what is asserted of all places of a look is
asserted here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from tests.access.tree import ROLES, met
from tests.kit.places import PLACES
from tests.kit.window import opened, settle, shown
from wecoop_desktop.base.folders import Home
from wecoop_desktop.ui.window import Window

# From right to left the longer words of the pseudo-language are tried too: by themselves they go
# where WECOOP_EVERY_LOOK asks for it.
LOOKS = ("en", "ru", "rtl", *(("qps",) if os.environ.get("WECOOP_EVERY_LOOK") else ()))


@pytest.fixture(scope="module", params=LOOKS)
def window(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Window]:
    """One window for all places of a look."""
    look = request.param
    home = Home(Path(tmp_path_factory.mktemp("home")) / "wecoop")
    if look == "rtl":
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    with opened(home, "qps" if look == "rtl" else look, drafts=3) as made:
        yield made
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def clipped(widget: QWidget) -> bool:
    """Whether the words of a label or button need more room than they have."""
    if isinstance(widget, QAbstractButton):
        if not widget.text() or widget.toolTip() == widget.text():  # cut on purpose
            return False
        if widget.hasHeightForWidth():  # words that go on in further lines
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        tall = widget.fontMetrics().height()
        return widget.sizeHint().width() > widget.width() + 1 or tall > widget.height()
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + 1
        return widget.sizeHint().width() > widget.width() + 1
    return False


def named(widget: QWidget) -> str:
    """What a screen reader says first."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def takes_focus(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


@pytest.mark.parametrize("name", sorted(PLACES))
def test_a_screen_has_room_and_names(window: Window, name: str) -> None:
    window.go(PLACES[name](window))
    settle()
    there = [widget for widget in shown(window) if not widget.property("inside")]
    cut = [f"{type(w).__name__} “{w.text()[:40]}”" for w in there if clipped(w)]  # type: ignore[attr-defined]
    assert not cut, "clipped: " + "; ".join(cut)
    narrow = [
        f"{type(w).__name__} shows {w.viewport().width()} of {inside.width()}"
        for w in there
        if isinstance(w, QScrollArea)
        and w.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and (inside := w.widget()) is not None
        and inside.width() > w.viewport().width()
    ]
    assert not narrow, "too narrow: " + "; ".join(narrow)
    nameless = [
        f"{type(w).__name__} in {type(w.parentWidget()).__name__}"
        for w in there
        if takes_focus(w) and not named(w) and w.focusProxy() is None
    ]
    assert not nameless, "without a name: " + "; ".join(nameless)
    _is_told(window)


def _is_told(window: Window) -> None:
    """A screen reader has a name and a role to say of everything that takes the focus."""
    found = met(window)
    assert found
    silent = [str(one) for one in found if not one.name.strip()]
    assert not silent, "said without a name: " + "; ".join(silent)
    odd = [str(one) for one in found if one.role not in ROLES]
    assert not odd, "without a role: " + "; ".join(odd)
