"""The facts of a funder's profile in words; what a profile does not say is an empty text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.ui import theme
from wecoop_desktop.ui.parts.card import Card
from wecoop_desktop.ui.parts.labels import Wrapped
from wecoop_desktop.ui.wording import language, ntr, said, tr

GUARANTEES = {
    "not_required": mark("No state guarantee is needed."),
    "required": mark("A state guarantee is needed."),
    "case": mark("Whether a state guarantee is needed is decided case by case."),
}


def entry(card: Mapping[str, object], name: str) -> Mapping[str, object]:
    """A part of the card that has names of its own; empty where there is none."""
    value = card.get(name)
    return value if isinstance(value, Mapping) else {}


def words(value: object) -> str:
    """A text of the card in the window's language; plain words as they are."""
    if isinstance(value, Mapping):
        return said(Text.from_map(value))
    return str(value) if isinstance(value, str) else ""


def ticket_of(funder: Funder) -> str:
    """The usual size of what it gives: `EUR 3.0 M – EUR 250 M`; empty where it is not known."""
    ticket = entry(funder.card, "ticket")
    low, high, currency = ticket.get("min"), ticket.get("max"), ticket.get("currency")
    if not isinstance(currency, str) or not isinstance(high, int | Decimal) or not high:
        return ""
    most = language().money(high, currency, "short")
    if isinstance(low, int | Decimal) and low:
        return f"{language().money(low, currency, 'short')} – {most}"
    return tr("up to {amount}", amount=most)


def lead_time(funder: Funder) -> str:
    months = funder.card.get("lead_time_months")
    if isinstance(months, Sequence) and len(months) == 2:
        return tr("{least}–{most} months", least=months[0], most=months[1])
    return ""


def shares_of(funder: Funder) -> str:
    card = entry(funder.card, "cofinancing")
    most, least = card.get("max_funder_share"), card.get("min_counterpart_share")
    said_parts = []
    if isinstance(most, int | Decimal):
        share = language().percent(Decimal(most) * 100)
        said_parts.append(tr("the funder pays at most {share}", share=share))
    if isinstance(least, int | Decimal) and least:
        share = language().percent(Decimal(least) * 100)
        said_parts.append(tr("the country at least {share}", share=share))
    return ", ".join(said_parts)


def languages_of(funder: Funder) -> str:
    languages = funder.card.get("languages")
    if isinstance(languages, list | tuple):
        return ", ".join(words(value) for value in languages)
    return ""


def note_of(card: Mapping[str, object]) -> str:
    """The note of a part of the card, and whether its facts were checked."""
    note = words(card.get("note"))
    if card.get("verified") is False:
        return f"{note} ({tr('to be verified')})" if note else tr("to be verified")
    return note


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
    if months is None:
        return tr("duration unknown")
    least, most = months
    if least == most:
        return ntr("{n} month", "{n} months", most)
    return tr("{least}–{most} months", least=least, most=most)


def items(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
