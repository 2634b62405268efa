"""How a result was computed, folded away under it: formula, numbers, inputs with a way to each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from wecoop_desktop.forms.derivation import Derivation, Sheet, derive
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.editors.scene import Scene
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.wording import language, tr

Ask = Callable[[], Sequence[Derivation]]
PAUSE = 150  # ms


class Told(QWidget):
    """Opens on demand; what it says is worked out only while it is open.

    `wanted` is the path of an input whose link was followed.
    """

    wanted = Signal(str)

    def __init__(self, of: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask: Ask | None = None
        self._said = ""
        self._later = QTimer(self)  # while somebody types, what is open follows in a moment
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self.button = Button(tr("How this was computed"), "quiet", "chevron-right", size="small")
        self.button.setCheckable(True)
        if of:
            self.button.setAccessibleName(tr("How this was computed: {what}", what=of))
        self.button.toggled.connect(self._turn)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.text = QLabel()
        self.text.setFont(theme.font("small"))
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.text.setSizePolicy(policy)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.setAccessibleName(tr("How this was computed"))
        self.text.linkActivated.connect(self.wanted)
        self.text.hide()
        column.addWidget(self.text)
        self.hide()

    def ask(self, ask: Ask | None) -> None:
        """Where to ask for the derivations; None where there is nothing to tell."""
        self._ask = ask
        self.setVisible(ask is not None)
        if ask is not None and self.button.isChecked():
            self._later.start()

    def open(self) -> None:
        self.button.setChecked(True)

    def _turn(self, opened: bool) -> None:
        self.button.show_icon("chevron-down" if opened else "chevron-right")
        if opened:
            self._tell()
        self.text.setVisible(opened)

    def _tell(self) -> None:
        said = "".join(page(one) for one in (self._ask() if self._ask is not None else ()))
        nothing = tr("There is nothing to tell yet.")
        said = said or f"<p>{escape(nothing)}</p>"
        if said != self._said:
            self._said = said
            self.text.setText(said)


def of_field(path: str, scene: Scene) -> Ask:
    """How the computed field at `path` got its value, in the language of the window."""

    def asked() -> tuple[Derivation, ...]:
        found = derive(
            scene.form,
            scene.answers,
            scene.reference,
            path=path,
            today=scene.today,
            language=language(),
        )
        return (found,) if found is not None else ()

    return asked


def page(told: Derivation) -> str:
    """A derivation as rich text."""
    parts = [f"<p><b>{escape(told.label)}</b> = <b>{escape(told.result)}</b></p>"]
    if told.lines:
        parts.append("".join(_lines(told)))
    if told.given:
        given = tr("What was put in")
        parts.append(f"<p><b>{escape(given)}</b></p>")
        parts.append(_table((tr("Input"), tr("Value"), tr("Where it comes from")), _given(told)))
    if told.sheet is not None:
        parts.append(_sheet(told.sheet))
    muted = theme.token("muted")
    parts += [f'<p style="color:{muted}">{escape(note)}</p>' for note in told.notes]
    return "".join(parts)


def _lines(told: Derivation) -> Iterator[str]:
    muted = theme.token("text2")
    for line in told.lines:
        name = f"<b>{escape(line.name)}</b> = " if line.name else ""
        formula = escape(line.formula)
        numbers = f'<br/><span style="color:{muted}">= {escape(line.numbers)}</span>'
        yield (
            f"<p>{name}{formula}{numbers if line.numbers else ''}"
            f"<br/>= <b>{escape(line.value)}</b></p>"
        )


def _given(told: Derivation) -> Iterator[tuple[str, str, str]]:
    link = theme.token("primary")
    for given in told.given:
        label = escape(given.label)
        if given.path:
            label = f'<a style="color:{link}" href="{escape(given.path)}">{label}</a>'
        yield label, escape(given.value), escape(given.source)


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]], align: str = "left") -> str:
    """`rows` are of rich text already."""
    muted = theme.token("muted")
    said = [tuple(f'<span style="color:{muted}">{escape(head)}</span>' for head in heads), *rows]
    lines = [
        "<tr>" + "".join(f'<td align="{align}">{cell}</td>' for cell in row) + "</tr>"
        for row in said
    ]
    return f'<table cellpadding="{theme.px(3)}" cellspacing="0">{"".join(lines)}</table>'


def _sheet(sheet: Sheet) -> str:
    return _table(sheet.heads, (tuple(escape(c) for c in row) for row in sheet.rows), "right")
