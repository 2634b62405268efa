"""What the window may ask of a screen beyond `display(view)`; each is optional.

A screen is a QWidget made as `XScreen(presenter, parent)`. The window connects the presenter's
`changed` to `display(presenter.view)` and calls it once after building; screens do not connect it
themselves. On a change of language, theme or text size all screens are built anew; `keep` and
`recall` carry over what only widgets know: focus, cursor, scroll, open panes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from wecoop_desktop.ui.place import Place


@dataclass(frozen=True, slots=True)
class Crumb:
    """A part of the breadcrumb in the top bar; with a place it is a link."""

    text: str
    place: Place | None = None


@runtime_checkable
class Keeping(Protocol):
    """Carries over what is not in the view when the window is built anew."""

    def keep(self) -> object: ...
    def recall(self, kept: object) -> None: ...


@runtime_checkable
class Crumbed(Protocol):
    """Says where it is; asked again after each change. Without it the rail's word is the title."""

    def crumbs(self) -> Sequence[Crumb]: ...


@runtime_checkable
class Barred(Protocol):
    """Puts a widget of its own into the top bar (views, undo, export); made anew with the screen.

    It stands after the title and takes the width up to the search box.
    """

    def bar(self) -> QWidget: ...


@runtime_checkable
class Factual(Protocol):
    """Facts about what is shown, left in the status bar; asked again after each change."""

    def facts(self) -> str: ...


@runtime_checkable
class Paned(Protocol):
    """Its panes in reading order, for F6; a pane gives the focus to its own first widget."""

    def panes(self) -> Sequence[QWidget]: ...


@runtime_checkable
class Searching(Protocol):
    """The field that Ctrl+F and / bring the cursor to."""

    def search_field(self) -> QWidget: ...


@runtime_checkable
class Closing(Protocol):
    """Closes what is open on top (a pop-up, an editor) on Esc; False: nothing was open."""

    def close_top(self) -> bool: ...
