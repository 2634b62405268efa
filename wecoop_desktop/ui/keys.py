"""The keyboard: every shortcut of the program once, and the same keys under the Russian layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from wecoop_desktop.base.language import mark

# The letters that stand on the same keys.
_LATIN = "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,./`"
_CYRILLIC = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ.Ё"
SAME_KEY: Mapping[str, str] = MappingProxyType(dict(zip(_LATIN, _CYRILLIC, strict=True)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the sheet of shortcuts."""

    words: str
    keys: tuple[str, ...]


SHEET: tuple[tuple[str, tuple[Shown, ...]], ...] = (
    (
        mark("Everywhere"),
        (
            Shown(mark("Search and commands"), ("Ctrl K",)),
            Shown(mark("Home … Updates"), ("Ctrl 1 … 7",)),
            Shown(mark("Settings"), ("Ctrl ,",)),
            Shown(mark("Switch English / Russian"), ("Ctrl L",)),
            Shown(mark("Text size"), ("Ctrl + / − / 0",)),
            Shown(mark("Help and this sheet"), ("F1",)),
            Shown(mark("Next, previous pane"), ("F6 / Shift F6",)),
            Shown(mark("Back, forward"), ("Alt ← / →",)),
            Shown(mark("New proposal"), ("Ctrl N",)),
            Shown(mark("Presentation mode: begin, end"), ("F11", "Esc")),
            Shown(mark("Close what is on top"), ("Esc",)),
        ),
    ),
    (
        mark("Lists and reader"),
        (
            Shown(mark("Search in this screen"), ("Ctrl F", "/")),
            Shown(mark("Move, open"), ("↑ ↓ Enter",)),
            Shown(mark("Tick"), ("Space",)),
            Shown(mark("Map: next circle, open it"), ("Tab, Enter",)),
            Shown(mark("Map: move"), ("← ↑ → ↓",)),
            Shown(mark("Map: closer, farther, all"), ("+ / − / 0",)),
            Shown(mark("Map: places as a table"), ("T",)),
            Shown(mark("Save, cite, note on a project"), ("B / C / N",)),
            Shown(mark("Guide: note, bookmark at a paragraph"), ("N / B",)),
            Shown(mark("Guide: next, previous paragraph"), ("Ctrl ↓ / ↑",)),
            Shown(mark("Guide: next, previous place found"), ("F3 / Shift F3",)),
            Shown(mark("Guide: glossary, both languages, print"), ("G / V / Ctrl P",)),
        ),
    ),
    (
        mark("Projects"),
        (
            Shown(mark("Next view"), ("V",)),
            Shown(mark("List or table"), ("T",)),
            Shown(mark("Exclude a value of a filter"), ("−", "Del")),
            Shown(mark("Open, close a group of sectors"), ("→ / ←",)),
            Shown(mark("Move a column of the table"), ("Ctrl Shift ← / →",)),
            Shown(mark("Export the list"), ("Ctrl Shift E",)),
        ),
    ),
    (
        mark("Proposal"),
        (
            Shown(mark("Undo, redo"), ("Ctrl Z / Ctrl Y",)),
            Shown(mark("Step back, forward"), ("Ctrl PgUp / PgDn",)),
            Shown(mark("Next empty answer"), ("F8",)),
            Shown(mark("Next problem"), ("F9",)),
            Shown(mark("Name this revision"), ("Ctrl S",)),
            Shown(mark("Comparing: next, previous change"), ("F7 / Shift F7",)),
            Shown(mark("Comment on this answer"), ("Ctrl Alt M",)),
            Shown(mark("Export"), ("Ctrl E",)),
        ),
    ),
    (
        mark("Tables"),
        (
            Shown(mark("Next, previous cell"), ("Tab / Shift Tab",)),
            Shown(mark("Edit cell"), ("F2 / Enter",)),
            Shown(mark("New row"), ("Ctrl Enter",)),
            Shown(mark("Cancel the edit"), ("Esc",)),
        ),
    ),
)


def sequences(keys: str) -> tuple[QKeySequence, ...]:
    """`Ctrl+K` as itself and with the letter that the Russian layout has on the same key."""
    stem, plus, key = keys.rpartition("+")
    same = SAME_KEY.get(key)
    if same is None or (not key.isalpha() and key not in ",/"):
        return (QKeySequence(keys),)
    return (QKeySequence(keys), QKeySequence(f"{stem}{plus}{same}"))


def bind(
    owner: QWidget,
    keys: str,
    call: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """Let the keys call something while `owner` (with the context) may be used."""
    shortcut = QShortcut(owner)
    shortcut.setKeys(sequences(keys))
    shortcut.setContext(context)
    shortcut.activated.connect(lambda: call())
    return shortcut
