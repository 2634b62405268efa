"""The facts of a funder's profile in words; what a profile does not say is an empty text."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from wecoop_desktop.advice import statements
from wecoop_desktop.advice.statements import entry
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.wording import language, tr


def words(value: object) -> str:
    """A text of the card in the window's language; plain words as they are."""
    return statements.words(value, language())


def ticket_of(funder: Funder) -> str:
    """The usual size of what it gives: `EUR 3.0 M – EUR 250 M`; empty where it is not known."""
    return statements.ticket_of(funder, language())


def lead_time(funder: Funder) -> str:
    return statements.lead_time(funder, language())


def shares_of(funder: Funder) -> str:
    return statements.shares_of(funder, language())


def languages_of(funder: Funder) -> str:
    return statements.languages_of(funder, language())


def note_of(card: Mapping[str, object]) -> str:
    """The note of a part of the card, and whether its facts were checked."""
    return statements.note_of(card, language())


def plain_note(card: Mapping[str, object]) -> str:
    """The note of a part of the card alone."""
    return words(card.get("note"))


def checked_of(funder: Funder, part: str) -> str:
    """Whether and when a part of the profile was read at its source."""
    verified = entry(funder.card, part).get("verified")
    as_of = funder.card.get("as_of")
    date = language().written_date(as_of) if isinstance(as_of, str) and as_of else ""
    if verified is True:
        return tr("Checked at the source, {date}", date=date) if date else tr(
            "Checked at the source"
        )  # fmt: skip
    if date:
        return tr("As of {date}, not yet checked at the source", date=date)
    return tr("Not yet checked at the source")


class Facts:
    """Rows of name and statement in a card; what is not known is said to be unknown."""

    def __init__(self, card: Card, funder: Funder) -> None:
        self._funder = funder
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnMinimumWidth(0, theme.px(150))
        self._grid.setColumnStretch(1, 1)
        card.body.addLayout(self._grid)

    def add(self, name: str, statement: str, note: str = "", part: str = "") -> None:
        """`part` of the card the statement stands in: when and whether it was checked is said."""
        at = self._grid.rowCount()
        title = Wrapped(name, "body", "muted")
        title.setMaximumWidth(theme.px(190))
        self._grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        if statement or not note:
            known = bool(statement)
            text = statement or tr("unknown")
            column.addWidget(Wrapped(text, "body", "text" if known else "muted"))
        if note:
            column.addWidget(Wrapped(note, "small", "text2"))
        if part and (statement or note):
            column.addWidget(Wrapped(checked_of(self._funder, part), "small", "muted"))
        self._grid.addLayout(column, at, 1)


def months_of(months: tuple[int, int] | None) -> str:
    return statements.months_of(months, language())
