"""What a screen shows and can do, without widgets."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from wecoop_desktop.ui.place import Place

V = TypeVar("V")


class Presenter(QObject, Generic[V]):
    """Holds a frozen `view` and says `changed`, without arguments, when it is another one.

    Verbs of a subclass compute a new view and hand it to `_set`. Presenters hold no text: codes,
    values and content only. The screen's `display(view)` may be called at any time, also twice.
    """

    changed = Signal()

    def __init__(self, view: V) -> None:
        super().__init__()
        self._view = view

    @property
    def view(self) -> V:
        return self._view

    def arrive(self, place: Place) -> None:
        """The window came to `place`, which names this presenter's screen; may be the same again.

        A presenter that has nothing to find at a place leaves this as it is.
        """

    def leave(self) -> None:
        """The window goes to another screen or closes: write what waits to be written."""

    def _set(self, view: V) -> None:
        if view != self._view:
            self._view = view
            self.changed.emit()
