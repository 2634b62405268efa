"""Places of a screen that are laid anew only when what they show has changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from wecoop_desktop.ui.focus import first_focus, takes_focus
from wecoop_desktop.ui.parts.panel import clear

Field = QLineEdit | QPlainTextEdit
SETTLED = 100  # ms: wrapped texts have found their heights


class Region(QWidget):
    """`lay` again and again; the focus stays where it was, by the name of the widget, and so does
    what stands in fields with the property `typed`."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._seen: list[object] = []
        self._about: object = None

    def lay(self, seen: object, make: Callable[[], QWidget | None], about: object = None) -> bool:
        """Make anew what is in it if `seen` is something else, and say whether it was made; what
        was typed is kept while it is `about` the same thing. None makes the region vanish."""
        if self._seen == [seen]:
            return False
        focused = QApplication.focusWidget()
        inside = focused is not None and self.isAncestorOf(focused)
        held = _held(self, focused) if inside and focused is not None else ("", 0)
        typed = _typed(self) if self._about == about else {}
        again = self._about == about
        self._seen, self._about = [seen], about
        if again:  # nothing moves under the reader while it is made
            self.setMinimumHeight(self.height())
        made = make()
        if made is None and inside:
            self._pass_on()
        clear(self._column)
        self.setVisible(made is not None)
        if made is not None:
            self._column.addWidget(made)
            _type(made, typed)
            if inside:
                made.show()  # now: what is not shown yet takes no focus
                _focus(made, *held)
        QTimer.singleShot(SETTLED, self, lambda: self.setMinimumHeight(0))
        return True

    def _pass_on(self) -> None:
        """Give the focus to what stands below, else above: of a region that goes it would fall to
        the first button of the window."""
        page = self.parentWidget()
        if page is None:
            return
        others = [
            (each.mapTo(page, QPoint()).y(), each)
            for each in page.findChildren(QWidget)
            if takes_focus(each) and not self.isAncestorOf(each)
        ]
        below = [one for one in others if one[0] >= self.y()]
        if others:
            _, target = min(below or others, key=lambda one: abs(one[0] - self.y()))
            target.setFocus(Qt.FocusReason.OtherFocusReason)


class Regions:
    """The regions of a screen by name: `add` makes one, `lay` fills it."""

    def __init__(self) -> None:
        self._held: dict[str, Region] = {}

    def __getitem__(self, name: str) -> Region:
        return self._held[name]

    def add(self, name: str) -> Region:
        made = self._held[name] = Region()
        return made

    def lay(
        self,
        name: str,
        seen: object,
        make: Callable[[], QWidget | None],
        about: object = None,
    ) -> bool:
        """As `Region.lay`."""
        return self._held[name].lay(seen, make, about)


def _held(root: QWidget, focused: QWidget) -> tuple[str, int]:
    """The name of what has the focus, and which of those with that name it is."""
    same = _named(root, focused.accessibleName())
    return focused.accessibleName(), same.index(focused) if focused in same else 0


def _named(root: QWidget, name: str) -> list[QWidget]:
    return [each for each in root.findChildren(QWidget) if name and each.accessibleName() == name]


def _focus(made: QWidget, name: str, number: int) -> None:
    """On the same of the widgets of that name, else on the first that takes it."""
    same = [each for each in _named(made, name) if each.isEnabled()]
    target = same[min(number, len(same) - 1)] if same else first_focus(made)
    if target is not None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)


def _typed(root: QWidget) -> dict[str, str]:
    """What was typed into fields that no view knows of, by their names."""
    return {field.accessibleName(): _text(field) for field in _fields(root) if _is_changed(field)}


def _type(root: QWidget, typed: dict[str, str]) -> None:
    for field in _fields(root):
        text = typed.get(field.accessibleName(), "")
        if text and isinstance(field, QLineEdit):
            field.setText(text)
            field.setModified(True)
        elif text and isinstance(field, QPlainTextEdit):
            field.setPlainText(text)
            field.document().setModified(True)


def _fields(root: QWidget) -> list[Field]:
    found = root.findChildren(QWidget)
    return [each for each in found if isinstance(each, Field) and each.property("typed")]


def _text(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _is_changed(field: Field) -> bool:
    return field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()
