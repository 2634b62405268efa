"""The figures of a list of projects in words, each with what is counted in it and what is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from wecoop_desktop.base.language import Language, mark
from wecoop_desktop.packs.statistics import Statistics

LARGE = {
    ("USD", 9): mark("USD {n} bn"),
    ("USD", 12): mark("USD {n} trn"),
    ("EUR", 9): mark("EUR {n} bn"),
    ("EUR", 12): mark("EUR {n} trn"),
}


def large(language: Language, amount: int, currency: str) -> str:
    """Money as short as it can be said: `USD 5.4 M`, `USD 25.4 bn`, never broken over lines."""
    power = 12 if amount >= 10**12 else 9 if amount >= 10**9 else 0
    words = LARGE.get((currency, power))
    if words is None:
        return language.money(amount, currency, "short")
    figure = Decimal(amount) / 10**power
    decimals = 1 if figure < 100 else 0
    return language.tr(words, n=language.number(figure, decimals)).replace(" ", "\u00a0")


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, what it is, in what it is honest, and in full what is counted."""

    label: str
    value: str
    caption: str
    counted: str


def tiles(told: Statistics, language: Language) -> tuple[Tile, ...]:
    """The four figures above the charts."""
    tr, ntr = language.tr, language.ntr
    active = next(
        (bar.projects for bar in told.groups.get("status", ()) if bar.value == "active"), 0
    )
    money: Callable[[int], str] = lambda amount: large(language, amount, told.currency)  # noqa: E731
    unknown = tr("unknown")
    grants = language.percent(Decimal(told.grants) * 100 / told.told) if told.told else unknown
    return (
        Tile(
            tr("Projects"),
            language.number(told.projects),
            tr("{n} active", n=language.number(active)),
            tr("Every project is counted once, whatever the number of its funders and countries.")
            + "\n"
            + tr("Active are those whose source says so; for many the status is unknown."),
        ),
        Tile(
            tr("Total financing"),
            money(told.amount) if told.priced else unknown,
            "\u00a0· ".join(_limits(told, language)),
            "\n".join(counted(told, language)),
        ),
        Tile(
            tr("Median project"),
            unknown if told.median is None else money(told.median),
            ntr("of {n} project alone", "of {n} projects; half are smaller", told.priced)
            if told.priced
            else "",
            ntr(
                "The middle one of {n} project whose money is counted.",
                "The middle one of {n} projects whose money is counted, ordered by size.",
                told.priced,
            ),
        ),
        Tile(
            tr("Grant share"),
            grants,
            tr("of the {amount} whose instrument is known", amount=money(told.told))
            if told.told
            else "",
            tr(
                "{grants} of the {told} whose instrument is known. Of {rest} the sources do not"
                " say whether it is a grant or a loan.",
                grants=money(told.grants),
                told=money(told.told),
                rest=money(max(0, told.amount - told.told)),
            ),
        ),
    )


def _limits(told: Statistics, language: Language) -> list[str]:
    """In what the total is less than the whole, in a few words."""
    found = [language.ntr("of {n} project", "of {n} projects", told.priced)]
    if told.unpriced:
        found.append(language.ntr("{n} without amount", "{n} without amount", told.unpriced))
    if told.contained:
        found.append(
            language.ntr("{n} contained in another", "{n} contained in others", told.contained)
        )
    if told.wider:
        found.append(
            language.ntr("{n} also for other countries", "{n} also for other countries", told.wider)
        )
    return [*found, language.tr("rates of the year of approval")]


def counted(told: Statistics, language: Language) -> tuple[str, ...]:
    """What is in the total and what is not, in whole sentences."""
    tr, ntr = language.tr, language.ntr
    found = [
        ntr(
            "The financing of {n} project is added up, each financing line once.",
            "The financing of {n} projects is added up, each financing line once.",
            told.priced,
        ),
        tr(
            "Other currencies are converted to {currency} at the average rate of the year of"
            " approval, else of the start; nothing is corrected for inflation.",
            currency=told.currency,
        ),
    ]
    if told.unpriced:
        found.append(
            ntr(
                "{n} project is left out: no amount, or no rate of its year, is known.",
                "{n} projects are left out: no amount, or no rate of their year, is known.",
                told.unpriced,
            )
        )
    if told.contained:
        found.append(
            ntr(
                "{n} project is left out because its money is part of another one's.",
                "{n} projects are left out because their money is part of another one's.",
                told.contained,
            )
        )
    if told.wider:
        found.append(
            ntr(
                "{n} project is left out because its money is for other countries too, and no"
                " source tells the part.",
                "{n} projects are left out because their money is for other countries too, and no"
                " source tells the part.",
                told.wider,
            )
        )
    return tuple(found)
