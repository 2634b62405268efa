"""Settings: language, country, theme, text size, keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from wecoop_desktop.base.settings import CHOICES, LONGEST
from wecoop_desktop.ui import theme, wording
from wecoop_desktop.ui.countries import country
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.choice import Choice
from wecoop_desktop.ui.parts.labels import Label, Rule, Wrapped
from wecoop_desktop.ui.parts.panel import Panel
from wecoop_desktop.ui.parts.segments import Segments
from wecoop_desktop.ui.presenters.settings import ZOOMS, SettingsPresenter, SettingsView
from wecoop_desktop.ui.wording import tr


class SettingsScreen(QWidget):
    def __init__(self, presenter: SettingsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        panel = Panel("canvas", (24, 20, 24, 20), 16)
        outer.addWidget(panel)
        column = QVBoxLayout()
        column.setSpacing(theme.px(16))
        holder = QWidget()
        holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        holder.setMaximumWidth(theme.px(760))
        # Beside a space: a column counts the lines of its words in the width that it really has.
        beside = QHBoxLayout()
        beside.addWidget(holder, 1000)
        beside.addStretch(1)
        panel.body.addLayout(beside)
        panel.body.addStretch(1)

        self._language = Segments((("en", "English"), ("ru", "Русский")), name=tr("Language"))
        self._language.chosen.connect(presenter.speak)
        names = [(code, country(code)) for code in CHOICES["country"][1:]]
        self._country = Choice([("", tr("Not chosen")), *names], name=tr("Your country"))
        self._country.setMinimumWidth(theme.px(200))
        self._country.chosen.connect(presenter.live_in)
        you = Card(tr("You and language"), "user-round")
        _row(
            you,
            tr("Language"),
            tr("Of the window and its messages. Content is shown in both languages. Ctrl L."),
            self._language,
        )
        you.body.addWidget(Rule())
        _row(you, tr("Your country"), tr("Comes first in lists and filters."), self._country)
        you.body.addWidget(Rule())
        self._author = _line(tr("Your name"), presenter.sign_as)
        _row(you, tr("Your name"), tr("Stands at your comments; may be left empty."), self._author)
        you.body.addWidget(Rule())
        self._role = _line(tr("Your role"), presenter.work_as)
        words = tr("For example: head of unit, expert. Stands beside the name.")
        _row(you, tr("Your role"), words, self._role)
        column.addWidget(you)

        self._theme = Segments(
            (
                ("system", tr("As the system"), "monitor"),
                ("light", tr("Light"), "sun"),
                ("dark", tr("Dark"), "moon"),
            ),
            name=tr("Theme"),
        )
        self._theme.chosen.connect(presenter.paint)
        percent = [(str(zoom), wording.plain_percent(zoom)) for zoom in ZOOMS]
        text = Card(tr("Text and theme"), "type")
        _row(text, tr("Theme"), tr("Light, dark, or what the system says."), self._theme)
        text.body.addWidget(Rule())
        self._zoom = Segments(percent, name=tr("Text size"))
        self._zoom.chosen.connect(lambda value: presenter.size(int(value)))
        _row(
            text,
            tr("Text size"),
            tr("Everything in the window grows with it. Ctrl + and Ctrl −; Ctrl 0 for 100 %."),
            self._zoom,
        )
        column.addWidget(text)

        self._single = Segments((("on", tr("On")), ("off", tr("Off"))), name=tr("Single keys"))
        self._single.chosen.connect(presenter.press_single_keys)
        board = Card(tr("Keyboard"), "keyboard")
        _row(
            board,
            tr("Single keys"),
            tr("Shortcuts of one letter work in lists and in the guide, never in a text field."),
            self._single,
        )
        column.addWidget(board)
        column.addWidget(self._updates(presenter))

    def _updates(self, presenter: SettingsPresenter) -> Card:
        """Whether the program may connect, where to, and what it says about sticks."""
        self._network = Choice(network_choices(), name=tr("Look for updates by network"))
        self._network.setMinimumWidth(theme.px(200))
        self._network.chosen.connect(presenter.connect_when)
        self._sticks = Segments((("on", tr("On")), ("off", tr("Off"))), name=tr("Notice sticks"))
        self._sticks.chosen.connect(presenter.notice_sticks)
        self._address = _line(tr("Address of updates"), presenter.fetch_from)
        self._address.setMaxLength(LONGEST["address"])
        self._address.setPlaceholderText("https://")
        self._feedback = _line(tr("Address of feedback"), presenter.send_to)
        self._feedback.setMaxLength(LONGEST["feedback"])
        self._feedback.setPlaceholderText("https://")
        card = Card(tr("Updates and network"), "refresh-cw")
        _row(
            card,
            tr("Look for updates by network"),
            tr("The program connects for nothing else; feedback leaves only when you send it."),
            self._network,
        )
        card.body.addWidget(Rule())
        _row(
            card,
            tr("Address of updates"),
            tr("Empty: the publisher's own. A folder on a shared drive is an address too."),
            self._address,
        )
        card.body.addWidget(Rule())
        _row(
            card,
            tr("Address of feedback"),
            tr("Empty: the publisher's own, where one is known."),
            self._feedback,
        )
        card.body.addWidget(Rule())
        _row(
            card,
            tr("Notice sticks"),
            tr("Says so when a stick with an update is plugged in; installs nothing by itself."),
            self._sticks,
        )
        return card

    def facts(self) -> str:
        return tr("Each choice applies at once")

    def display(self, view: SettingsView) -> None:
        settings = view.settings
        self._language.show_value("ru" if view.language == "ru" else "en")
        self._country.show_value(settings.country)
        lines = (
            (self._author, settings.author),
            (self._role, settings.role),
            (self._address, settings.address),
            (self._feedback, settings.feedback),
        )
        for line, text in lines:
            if not line.hasFocus() and line.text() != text:
                line.setText(text)
        self._theme.show_value(settings.theme)
        self._zoom.show_value(str(settings.zoom))
        self._single.show_value("on" if settings.single_keys else "off")
        self._network.show_value(settings.network)
        self._sticks.show_value("on" if settings.sticks else "off")


def network_choices() -> tuple[tuple[str, str], ...]:
    """When the program may look for updates by network, in words."""
    return (
        ("never", tr("Never")),
        ("asked", tr("When I ask")),
        ("start", tr("When the program starts")),
    )


def _line(name: str, take: Callable[[str], None]) -> QLineEdit:
    """A line of text that is taken when it is left, or with Enter."""
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setFixedWidth(theme.px(240))
    line.setMaxLength(LONGEST["author"])
    line.editingFinished.connect(lambda: take(line.text()))
    return line


def _row(card: Card, title: str, about: str, control: QWidget) -> None:
    """A setting: what it is, what it does, and the control at the end."""
    row = QHBoxLayout()
    row.setSpacing(theme.px(20))
    words = QVBoxLayout()
    words.setSpacing(theme.px(2))
    words.addWidget(Label(title, "medium"))
    words.addWidget(Wrapped(about, "small", "muted"))
    row.addLayout(words, 1)
    row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(row)
