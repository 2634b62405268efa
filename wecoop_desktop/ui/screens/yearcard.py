"""One year of the statistics in full, beside the chart of all years."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wecoop_desktop.documents.chart import Beam
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.chart import TONES
from wecoop_desktop.ui.parts.labels import Caption, Elided, Label, Picture, Rule, Title, Wrapped
from wecoop_desktop.ui.parts.panel import clear
from wecoop_desktop.ui.wording import ntr, tr


class YearCard(Card):
    """One year by theme; `shown` with the year when its projects are to be seen."""

    shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=14, parent=parent)
        self.year = 0
        self._title = Title("", "cardTitle")
        self._title.setWordWrap(False)
        self.head.addWidget(self._title)
        self.head.addWidget(Caption(tr("selected year")), 1)
        self.body.addLayout(self.head)
        self.button = Button("", "quiet", size="small")
        self.button.clicked.connect(lambda _=False: self.shown.emit(self.year))
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(5))
        self.body.addLayout(self._rows)
        self.body.addWidget(
            Wrapped(
                tr(
                    "A click or the arrow keys choose another year. In all charts Enter or a click"
                    " on a bar filters the list; T shows the same data as a table."
                ),
                "micro",
                "muted",
            )
        )
        self.body.addStretch(1)

    def display(self, year: int, projects: int, parts: Sequence[tuple[Beam, str]]) -> None:
        self.year = year
        self._title.setText(str(year))
        self.setAccessibleName(str(year))
        self.button.say(ntr("Show {n} project", "Show {n} projects", projects))
        self.button.setEnabled(projects > 0)
        self.button.setToolTip("" if projects else tr("No project of this year is in the list"))
        clear(self._rows)
        for beam, share in parts:
            self._rows.addLayout(_part(beam, share))
            self._rows.addWidget(Rule())


def _part(beam: Beam, share: str) -> QHBoxLayout:
    """A theme with its amount and share; the total without a picture, in bold."""
    whole = not beam.key
    row = QHBoxLayout()
    row.setSpacing(theme.px(6))
    if not whole:
        tone = TONES.get(beam.tone, beam.tone)
        row.addWidget(Picture(icons.OF_COLOURS.get(beam.tone, "layers"), tone, 14))
    row.addWidget(Elided(beam.label, "strong" if whole else "body"), 1)
    row.addWidget(_figure(beam.said, "strongFigures" if whole else "figures", "text", 56))
    row.addWidget(_figure(share, "figures", "muted", 44))
    return row


def _figure(said: str, role: str, tone: str, width: int) -> Label:
    label = Label(said, role, tone)
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing)
    label.setMinimumWidth(theme.px(width))
    return label
