"""The facts of a funder's profile in words; what a profile does not say is an empty text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from wecoop_desktop.base.language import mark
from wecoop_desktop.base.text import Text
from wecoop_desktop.packs.content import Funder
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


def months_of(months: tuple[int, int] | None) -> str:
    if months is None:
        return tr("duration unknown")
    least, most = months
    if least == most:
        return ntr("{n} month", "{n} months", most)
    return tr("{least}–{most} months", least=least, most=most)


def items(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()
