"""The attached files as lines: what each is, and its verbs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Elided, Picture
from wecoop_desktop.ui.wording import language, ntr, tr

if TYPE_CHECKING:
    from wecoop_desktop.work.attachments import Attachment

# What is only looked at; anything else might be a program, so it is saved, not opened.
_LOOKED_AT = (
    "application/pdf",
    "application/rtf",
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "text/plain",
)
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp", "image/bmp")
_ENDINGS = (
    *(".pdf", ".rtf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".txt", ".csv"),
    *(".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".bmp"),
)


def can_open(file: Attachment) -> bool:
    """Whether name and content both say that it is a document or a picture."""
    known = file.media.startswith(_LOOKED_AT) or file.media in _PICTURES
    return known and file.name.lower().endswith(_ENDINGS)


def size_words(size: int) -> str:
    """Bytes as people say them."""
    from decimal import Decimal

    if size < 1000:
        return ntr("{n} byte", "{n} bytes", size)
    if size < 1_000_000:
        return tr("{n} kB", n=language().number(round(size / 1000)))
    return tr("{n} MB", n=language().number(Decimal(size) / 1_000_000, 1))


class Attached(QWidget):
    """`wanted(verb, name)` with "open", "save", "remove"."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[object, ...] = ()
        self.buttons: dict[tuple[str, str], Button] = {}
        self.states: dict[str, str] = {}
        self.hide()

    def display(self, files: Sequence[Attachment], broken: dict[str, str]) -> None:
        sign = (tuple(files), tuple(sorted(broken.items())))
        if sign == self._shown:
            return
        self._shown = sign
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons, self.states = {}, {}
        for at, file in enumerate(files):
            self._line(at, file, broken.get(file.name, ""))
        self.setVisible(bool(files))

    def _line(self, at: int, file: Attachment, problem: str) -> None:
        tone = "err" if problem else "muted"
        icon = "circle-alert" if problem else "paperclip"
        self._grid.addWidget(Picture(icon, tone, 14), 2 * at, 0, Qt.AlignmentFlag.AlignVCenter)
        name = Elided(file.name, "small")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._grid.addWidget(name, 2 * at, 1)
        said = self._state(file, problem)
        self.states[file.name] = said
        state = Caption(said, "err" if problem else "muted")
        state.setWordWrap(True)
        state.setToolTip(tr("sha256: {digest}", digest=file.sha256))
        state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(state, 2 * at + 1, 1, 1, 4)
        verbs = (
            ("open", tr("Open a copy"), "external-link"),
            ("save", tr("Save as …"), "save"),
            ("remove", tr("Take away"), "trash-2"),
        )
        for column, (verb, words, icon_name) in enumerate(verbs, 2):
            what = tr("{verb}: {name}", verb=words, name=file.name)
            button = Button("", icon=icon_name, size="small", name=what)
            gone = verb != "remove" and bool(problem)
            button.setEnabled(not gone and (verb != "open" or can_open(file)))
            button.clicked.connect(
                lambda _checked=False, verb=verb, of=file.name: self.wanted.emit(verb, of)
            )
            self._grid.addWidget(button, 2 * at, column)
            self.buttons[verb, file.name] = button

    def _state(self, file: Attachment, problem: str) -> str:
        if problem == "missing":
            return tr("Its content is missing on this computer. Attach the file again.")
        if problem:
            return tr("Its content is damaged on this computer. Attach the file again.")
        return tr(
            "{size} · attached {date} · checksum {digest}",
            size=size_words(file.size),
            date=language().date(file.added.date()),
            digest=file.sha256[:12],
        )
