"""The first start, one page: language first and in both languages, then who one is."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.settings import LONGEST
from wecoop_desktop.ui import icons, theme
from wecoop_desktop.ui.countries import country
from wecoop_desktop.ui.parts.button import Button
from wecoop_desktop.ui.parts.labels import Caption, Label, Picture, Title, Wrapped
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.presenters.welcome import COUNTRIES, WelcomePresenter, WelcomeView
from wecoop_desktop.ui.role import speak_as
from wecoop_desktop.ui.wording import ntr, tr

LANGUAGES = (("en", "English"), ("ru", "Русский"))
DOING = (  # value, icon, words
    ("preparing", "file-pen-line", mark("Preparing a project")),
    ("training", "presentation", mark("Running a training")),
    ("finding", "search", mark("Finding examples")),
)
FORM, MARGIN = 560, 40  # pixels of the design
WITHOUT_SIDE = 175  # percent of text size from which there is room for the questions only


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
        row.addWidget(self._side, 34)
        self._side.setVisible(theme.px(100) < WITHOUT_SIDE)
        panel = Panel("surface", (MARGIN, 24, MARGIN, 24), 0)
        row.addWidget(panel, 66)
        form = QWidget()
        form.setMaximumWidth(theme.px(FORM))
        panel.body.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(form, 100)
        across.addStretch(1)
        panel.body.addLayout(across)
        panel.body.addStretch(1)
        self._column = QVBoxLayout(form)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._ask()

    def _ask(self) -> None:
        """The questions, from top to bottom."""
        column, presenter = self._column, self._presenter
        column.addWidget(Title("Welcome · Добро пожаловать", "display"))
        column.addSpacing(theme.px(10))
        column.addWidget(Label("Language · Язык", "strong"))
        languages = tuple((code, "", words) for code, words in LANGUAGES)
        self._languages = self._choices(languages, 2, 48, presenter.speak)
        column.addSpacing(theme.px(10))
        column.addWidget(Label(tr("Your country"), "strong"))
        column.addWidget(Caption(tr("Shown first in lists. All five stay available.")))
        countries = tuple((code, "", country(code)) for code in COUNTRIES)
        self._countries = self._choices(countries, 3 if theme.large() else 5, 38, presenter.live_in)
        column.addSpacing(theme.px(10))
        lines = QHBoxLayout()
        lines.setSpacing(theme.px(12))
        self._name = _line(lines, tr("Name or role"), presenter.sign_as)
        self._organisation = _line(lines, tr("Organisation"), presenter.belong_to)
        column.addLayout(lines)
        words = tr("At your comments and on the cover of your documents; change it in Settings.")
        column.addWidget(Wrapped(words, "small", "muted"))
        column.addSpacing(theme.px(10))
        column.addWidget(Label(tr("I am mostly …"), "strong"))
        doing = tuple((value, icon, tr(words)) for value, icon, words in DOING)
        self._doing = self._choices(doing, 3, 42, presenter.do_mostly)
        column.addSpacing(theme.px(14))
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        skip = Button(tr("Skip, ask me later"), "quiet")
        skip.clicked.connect(lambda _checked=False: self._presenter.begin())
        foot.addWidget(skip)
        foot.addStretch(1)
        around = Button(tr("Show me around"), size="tall")
        around.clicked.connect(lambda _checked=False: self._presenter.show_around())
        foot.addWidget(around)
        begin = Button(tr("Begin"), "primary", size="tall")
        begin.clicked.connect(lambda _checked=False: self._presenter.begin())
        foot.addWidget(begin)
        return foot

    def _choices(
        self,
        entries: tuple[tuple[str, str, str], ...],
        across: int,
        height: int,
        call: Callable[[str], None],
    ) -> dict[str, QPushButton]:
        """Buttons of (value, icon, words), so many in a row."""
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        made = {}
        for at, (value, icon, words) in enumerate(entries):
            button = QPushButton(words)
            button.setProperty("choice", "true")
            button.setCheckable(True)
            speak_as(button, "one-of")
            button.setAccessibleName(words)
            button.setFont(theme.font("medium"))
            button.setMinimumHeight(theme.px(height))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            if icon:
                button.setIcon(icons.before_words(icon, "primary"))
                button.setIconSize(QSize(theme.px(16 + icons.GAP), theme.px(16)))
            button.clicked.connect(lambda _checked=False, value=value: call(value))
            grid.addWidget(button, at // across, at % across)
            grid.setColumnStretch(at % across, 1)
            made[value] = button
        self._column.addLayout(grid)
        return made

    def display(self, view: WelcomeView) -> None:
        for buttons, chosen in (
            (self._languages, view.language),
            (self._countries, view.country),
            (self._doing, view.purpose),
        ):
            for value, button in buttons.items():
                button.setChecked(value == chosen)
        for line, text in ((self._name, view.name), (self._organisation, view.organisation)):
            if not line.hasFocus() and line.text() != text:
                line.setText(text)
        self._side.show_counts(view.projects, view.sections, view.funders)


def _line(row: QHBoxLayout, words: str, take: Callable[[str], None]) -> QLineEdit:
    """A line of text under its name; it is taken when it is left, also by a button."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(4))
    head = QHBoxLayout()
    head.setSpacing(theme.px(6))
    head.addWidget(Label(words, "strong"))
    head.addWidget(Caption(tr("(optional)")), 1)
    column.addLayout(head)
    line = QLineEdit()
    line.setAccessibleName(words)
    line.setMaxLength(LONGEST["author"])
    line.editingFinished.connect(lambda: take(line.text()))
    column.addWidget(line)
    row.addLayout(column, 1)
    return line


class Side(QWidget):
    """The dark side: what the program is for, and contour lines below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        above = 28 if theme.large() else 64
        column.setContentsMargins(*(theme.px(m) for m in (36, above, 36, 36)))
        column.setSpacing(theme.px(12))
        column.addWidget(Picture("droplets", "railAccent", 40))
        head = Title(
            tr("Prepare projects that find financing"), "title" if theme.large() else "hero"
        )
        head.tone("onRail")
        column.addWidget(head)
        lead = Wrapped(
            tr(
                "Water, environment and climate projects for Central Asia: examples, guidance, "
                "funders and a step-by-step draft."
            ),
            "small" if theme.large() else "lead",
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

    def show_counts(self, projects: int, sections: int, funders: int) -> None:
        if projects:
            self._lines[-1].setText(
                tr(
                    "Included: {projects}, {sections}, {funders}",
                    projects=ntr("{n} project", "{n} projects", projects),
                    sections=ntr("{n} guide section", "{n} guide sections", sections),
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
            curve = QPolygonF()
            for x in range(0, wide + 8, 8):
                wave = math.sin(x / wide * 5.2 + line * 0.55) * (15 - line)
                ripple = math.sin(x / wide * 11 + line * 1.7) * 4
                curve.append(QPointF(x, base + wave + ripple))
            painter.drawPolyline(curve)
        painter.end()
