"""The first start, one page: language first and in both languages, then the country."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from wecoop_desktop.ui import theme
from wecoop_desktop.ui.countries import country
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture, Title, Wrapped
from wecoop_desktop.ui.presenters.welcome import COUNTRIES, WelcomePresenter, WelcomeView
from wecoop_desktop.ui.wording import ntr, tr

LANGUAGES = (("en", "English"), ("ru", "Русский"))


class WelcomeScreen(QWidget):
    """Stands alone in the window: no rail and no bars until the user has begun."""

    def __init__(self, presenter: WelcomePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._side = Side()
        row.addWidget(self._side, 38)
        right = QHBoxLayout()
        right.setContentsMargins(theme.px(48), theme.px(24), theme.px(48), theme.px(24))
        right.addStretch(1)
        form = QWidget()
        form.setFixedWidth(theme.px(560))
        right.addWidget(form)
        right.addStretch(1)
        row.addLayout(right, 62)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addStretch(1)
        column.addWidget(Title("Welcome · Добро пожаловать", "display"))
        column.addSpacing(theme.px(14))
        column.addWidget(Label("Language · Язык", "strong"))
        self._languages = self._choices(column, LANGUAGES, 2, 50, self._presenter.speak)
        column.addSpacing(theme.px(14))
        column.addWidget(Label(tr("Your country"), "strong"))
        column.addWidget(Caption(tr("Shown first in lists. All five stay available.")))
        countries = tuple((code, country(code)) for code in COUNTRIES)
        self._countries = self._choices(column, countries, 3, 40, self._presenter.live_in)
        column.addSpacing(theme.px(20))
        foot = QHBoxLayout()
        skip = Button(tr("Skip, ask me later"), "quiet")
        skip.clicked.connect(lambda _checked=False: self._presenter.begin())
        foot.addWidget(skip)
        foot.addStretch(1)
        begin = Button(tr("Begin"), "primary", size="tall")
        begin.clicked.connect(lambda _checked=False: self._presenter.begin())
        foot.addWidget(begin)
        column.addLayout(foot)
        column.addStretch(1)

    def _choices(
        self,
        column: QVBoxLayout,
        entries: tuple[tuple[str, str], ...],
        across: int,
        height: int,
        call: object,
    ) -> dict[str, QPushButton]:
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        made = {}
        for at, (value, words) in enumerate(entries):
            button = QPushButton(words)
            button.setProperty("choice", "true")
            button.setCheckable(True)
            button.setAccessibleName(words)
            button.setFont(theme.font("medium"))
            button.setMinimumHeight(theme.px(height))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            assert callable(call)
            button.clicked.connect(lambda _checked=False, value=value: call(value))
            grid.addWidget(button, at // across, at % across)
            made[value] = button
        column.addLayout(grid)
        return made

    def display(self, view: WelcomeView) -> None:
        for value, button in self._languages.items():
            button.setChecked(value == view.language)
        for value, button in self._countries.items():
            button.setChecked(value == view.country)
        self._side.show_counts(view.projects, view.funders)


class Side(QWidget):
    """The dark side: what the program is for, and contour lines below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme.px(m) for m in (44, 64, 44, 44)))
        column.setSpacing(theme.px(12))
        column.addWidget(Picture("droplets", "railAccent", 40))
        head = Title(tr("Prepare projects that find financing"), "hero")
        head.tone("onRail")
        column.addWidget(head)
        lead = Wrapped(
            tr(
                "Water, environment and climate projects for Central Asia: examples, guidance, "
                "funders and a step-by-step draft."
            ),
            "lead",
            "railText",
        )
        column.addWidget(lead)
        column.addStretch(1)
        self._lines: list[Label] = []
        for icon, words in (
            ("wifi-off", tr("Works without internet")),
            ("lock", tr("Your drafts stay on this computer")),
            ("database", tr("Everything needed is included")),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.px(10))
            row.addWidget(Picture(icon, "railAccent", 16))
            label = Wrapped(words, "small", "railText")
            row.addWidget(label, 1)
            self._lines.append(label)
            column.addLayout(row)

    def show_counts(self, projects: int, funders: int) -> None:
        if projects:
            self._lines[-1].setText(
                tr(
                    "Included: {projects} and {funders}",
                    projects=ntr("{n} project", "{n} projects", projects),
                    funders=ntr("{n} funder profile", "{n} funder profiles", funders),
                )
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("rail"))
        tall, wide = self.height(), self.width()
        for line in range(9):
            painter.setPen(QPen(theme.colour("railAccent", 0.5 - line * 0.035), 1))
            base = tall * 0.44 + line * tall * 0.043
            path = QPainterPath(QPointF(0, base))
            for x in range(0, wide + 8, 8):
                wave = math.sin(x / wide * 5.2 + line * 0.55) * (15 - line)
                ripple = math.sin(x / wide * 11 + line * 1.7) * 4
                path.lineTo(QPointF(x, base + wave + ripple))
            painter.drawPath(path)
        painter.end()
