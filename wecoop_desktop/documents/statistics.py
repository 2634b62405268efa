"""Statistics in words: figures with what they say, charts, and the table behind each chart.

The window, the report and the sheets all take them from here, so that one figure is never said in
two ways.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from wecoop_desktop.base.language import Language, mark, nmark
from wecoop_desktop.documents.chart import Bars, Beam, Columns, Pile, Series
from wecoop_desktop.documents.scale import Scale, scale_of, ticks
from wecoop_desktop.packs.labels import UNKNOWN, Labels, name_of
from wecoop_desktop.packs.statistics import SEVERAL, Bar, Group, Stack, Statistics

Measure = Literal["projects", "money"]
Cell: TypeAlias = str | int | None  # of a table; amounts in whole units, None: nothing counted
OTHER = "other"
MOST_FUNDERS = 12
MOST_SERIES = 6  # themes with a colour of their own; further ones are "other"
LONGEST_AXIS = 100  # years without projects are shown as empty columns up to here
ORDER: tuple[Group, ...] = ("year", "country", "funder", "theme", "sector", "instrument", "status")
# The colours of the themes in their fixed order; see `documents.chart.Series`.
TONES = ("water", "irrigation", "energy", "climate", "waste", "biodiversity", "air")

TITLES: Mapping[Group, tuple[str, str]] = {
    "year": (mark("Projects by year of approval"), mark("Financing approved per year, {unit}")),
    "country": (mark("By country, number of projects"), mark("By country, {unit}")),
    "theme": (mark("By theme, number of projects"), mark("By theme, {unit}")),
    "sector": (mark("By sector, number of projects"), mark("By sector, {unit}")),
    "funder": (mark("Top funders, number of projects"), mark("Top funders, {unit}")),
    "instrument": (mark("By instrument, number of projects"), mark("By instrument, {unit}")),
    "status": (mark("By status, number of projects"), mark("By status, {unit}")),
}
MORE_THAN_ONE: Mapping[Group, str] = {
    "year": mark("Several themes"),
    "country": mark("Several countries"),
    "theme": mark("Several themes"),
    "sector": mark("Several sectors"),
}
EACH_COUNTED: Mapping[Group, str] = {
    "country": mark("A project is counted in each of its countries."),
    "theme": mark("A project is counted under each of its themes."),
    "sector": mark("A project is counted under each of its sectors."),
    "funder": mark("A project is counted under each of its funders."),
    "instrument": mark("A project is counted under each of its instruments."),
}
EACH_PAID: Mapping[Group, str] = {
    "country": mark("Sources do not divide the money of a project among its countries."),
    "theme": mark("Sources do not divide the money of a project among its themes."),
    "sector": mark("Sources do not divide the money of a project among its sectors."),
    "funder": mark("What each funder gives itself."),
    "instrument": mark("The money of the financing lines of each instrument."),
}
UNDATED = nmark(
    "{n} project without a year is not shown.", "{n} projects without a year are not shown."
)
BARE = nmark(
    "{n} more has no amount of its own.",
    "{n} more have no amount of their own.",
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure, what it is, in what it is honest, and in full what is counted."""

    label: str
    value: str
    caption: str
    counted: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A chart with its title, and the same as a table: every value, also those not drawn.

    `keys` are the values of the table's rows. Nothing is summed up at the foot: bars may add up to
    more than the list, as `note` says.
    """

    id: Group
    title: str
    chart: Columns | Bars
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    keys: tuple[str, ...]


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
            " · ".join(_limits(told, language)),
            "\n".join(counted(told, language)),
        ),
        Tile(
            tr("Median project"),
            unknown if told.median is None else money(told.median),
            ntr("of {n} project", "of {n} projects; half are smaller", told.priced)
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


def exhibits(
    told: Statistics, labels: Labels, language: Language, measure: Measure
) -> tuple[Exhibit, ...]:
    """All charts in their order, those without anything to show left out."""
    saying = _Saying(told, labels, language, measure)
    found = [saying.years() if group == "year" else saying.bars(group) for group in ORDER]
    return tuple(one for one in found if one is not None)


def year_parts(
    told: Statistics, labels: Labels, language: Language, measure: Measure, year: int
) -> tuple[tuple[Beam, str], ...]:
    """The themes of one year with their amount and share in words, as the columns stack them."""
    return _Saying(told, labels, language, measure).year_parts(year)


class _Saying:
    """One list of projects in one language, by number or by money."""

    def __init__(
        self, told: Statistics, labels: Labels, language: Language, measure: Measure
    ) -> None:
        self._told, self._labels, self._language = told, labels, language
        self._measure = measure
        themes = tuple(labels.texts.get("theme", {}))
        self._themes = themes or tuple(bar.value for bar in told.groups.get("theme", ()))
        self._tr, self._ntr = language.tr, language.ntr

    # Years

    def years(self) -> Exhibit | None:
        stacks, series = self._told.years, self._series()
        if not series:
            return None
        piles = {stack.year: self._parts(stack, series) for stack in stacks}
        scale = self._scale(max(sum(parts) for parts in piles.values()))
        empty = (0,) * len(series)
        columns = Columns(
            tuple(
                Pile(
                    str(year),
                    str(year),
                    piles.get(year, empty),
                    scale.say(sum(piles.get(year, empty)), self._language),
                )
                for year in _axis(stacks)
            ),
            series,
            ticks(max(sum(parts) for parts in piles.values()), scale, self._language),
        )
        undated = next(
            (b.projects for b in self._told.groups.get("year", ()) if b.value == UNKNOWN), 0
        )
        heads = (self._tr("Year"), self._tr("Projects"), self._amount_head())
        rows = [self._year_row(stack, series) for stack in stacks]
        return Exhibit(
            "year",
            self._title("year", scale),
            columns,
            self._ntr(*UNDATED, undated) if undated else "",
            (*heads, *(one.label for one in series)),
            tuple(rows),
            tuple(str(stack.year) for stack in stacks),
        )

    def _year_row(self, stack: Stack, series: Sequence[Series]) -> tuple[Cell, ...]:
        amount = sum(part for _, part in stack.parts)
        return (str(stack.year), stack.projects, amount, *self._parts(stack, series))

    def _series(self) -> tuple[Series, ...]:
        """The themes that occur; those without a colour, and the unknown ones, are "other"."""
        there = {theme for stack in self._told.years for theme, n in self._of(stack) if n}
        found = []
        for theme, tone in zip(self._themes[:MOST_SERIES], TONES, strict=False):
            if theme in there:
                found.append(Series(theme, self._said("theme", theme), tone))
        rest = there - {one.key for one in found} - {SEVERAL}
        if SEVERAL in there:
            found.append(Series(SEVERAL, self._tr(MORE_THAN_ONE["year"]), "several"))
        if rest:
            found.append(Series(OTHER, self._tr("Other themes"), "other"))
        return tuple(found)

    def _of(self, stack: Stack) -> tuple[tuple[str, int], ...]:
        return stack.parts if self._measure == "money" else stack.counts

    def _parts(self, stack: Stack, series: Sequence[Series]) -> tuple[int, ...]:
        amounts = dict(self._of(stack))
        named = {one.key for one in series if one.key != OTHER}
        amounts[OTHER] = sum(amount for theme, amount in amounts.items() if theme not in named)
        return tuple(amounts.get(one.key, 0) for one in series)

    def year_parts(self, year: int) -> tuple[tuple[Beam, str], ...]:
        stack = next((each for each in self._told.years if each.year == year), None)
        series = self._series()
        if stack is None:
            return ()
        parts = self._parts(stack, series)
        scale = self._scale(max((sum(self._parts(s, series)) for s in self._told.years), default=0))
        total = sum(parts)
        found = [
            (
                Beam(one.key, one.label, amount, scale.say(amount, self._language), one.tone),
                self._share(amount, total),
            )
            for one, amount in zip(series, parts, strict=True)
            if amount
        ]
        whole = Beam("", self._tr("Total"), total, scale.say(total, self._language))
        return (*found, (whole, self._share(total, total)))

    def _share(self, amount: int, total: int) -> str:
        return self._language.percent(Decimal(amount) * 100 / total) if total else ""

    # Bars

    def bars(self, group: Group) -> Exhibit | None:
        held = self._told.groups.get(group, ())
        shown = self._drawn(group, held)
        if not shown:
            return None
        most = max(self._height(bar) for bar in shown)
        scale = self._scale(most)
        beams = tuple(self._beam(group, bar, scale) for bar in shown)
        everything = self._sorted(held)
        return Exhibit(
            group,
            self._title(group, scale),
            Bars(beams),
            self._note(group, held),
            (name_of(self._language, group), self._tr("Projects"), self._amount_head()),
            tuple(self._row(group, bar) for bar in everything),
            tuple(bar.value for bar in everything),
        )

    def _row(self, group: Group, bar: Bar) -> tuple[Cell, ...]:
        # Money under "several" belongs to projects that are counted under each of their values.
        projects = None if bar.value == SEVERAL else bar.projects
        return (self._said(group, bar.value, full=True), projects, bar.amount or None)

    def _height(self, bar: Bar) -> int:
        return bar.projects if self._measure == "projects" else bar.amount

    def _sorted(self, held: Sequence[Bar]) -> list[Bar]:
        """Longest first; several and unknown last, whatever their length."""
        last = (SEVERAL, UNKNOWN)
        return sorted(
            held,
            key=lambda bar: (
                last.index(bar.value) + 1 if bar.value in last else 0,
                -self._height(bar),
                -bar.projects,
                bar.value,
            ),
        )

    def _drawn(self, group: Group, held: Sequence[Bar]) -> list[Bar]:
        bars = [bar for bar in self._sorted(held) if self._height(bar)]
        if group != "funder":
            return bars
        named = [bar for bar in bars if bar.value != UNKNOWN]
        if len(named) <= MOST_FUNDERS + 1:
            return bars
        rest = named[MOST_FUNDERS:]
        # Projects of the others are not added up: one of them may have several funders.
        others = Bar(OTHER, len(rest), sum(bar.amount for bar in rest))
        unknown = [bar for bar in bars if bar.value == UNKNOWN]
        return [*named[:MOST_FUNDERS], others, *unknown]

    def _beam(self, group: Group, bar: Bar, scale: Scale) -> Beam:
        aside = bar.value in (SEVERAL, UNKNOWN, OTHER)
        tone = "several" if aside else self._tone(group, bar.value)
        if bar.value == OTHER:
            label = self._ntr("{n} other funder", "{n} other funders", bar.projects)
            amount = bar.amount if self._measure == "money" else 0
            said = scale.say(amount, self._language) if amount else ""
            return Beam(OTHER, label, amount, said, tone, aside)
        amount = self._height(bar)
        said = scale.say(amount, self._language)
        return Beam(bar.value, self._said(group, bar.value), amount, said, tone, aside)

    def _tone(self, group: Group, value: str) -> str:
        if group == "theme" and value in self._themes:
            at = self._themes.index(value)
            return TONES[at] if at < len(TONES) else "other"
        return "water" if group == "funder" else "primary"

    def _said(self, group: Group, value: str, *, full: bool = False) -> str:
        if value == SEVERAL:
            return self._tr(MORE_THAN_ONE[group])
        if value == UNKNOWN and group == "year":
            return self._tr("Year unknown")
        words = self._labels.of if full else self._labels.brief
        return words(self._language, group, value)

    def _note(self, group: Group, held: Sequence[Bar]) -> str:
        """How the bars add up, and how many of them there is nothing to draw of."""
        if self._measure == "projects":
            more = sum(bar.projects for bar in held) > self._told.projects
            return self._tr(EACH_COUNTED[group]) if more and group in EACH_COUNTED else ""
        several = any(bar.value == SEVERAL and bar.amount for bar in held)
        notes = []
        if group in EACH_PAID and (several or group in ("funder", "instrument")):
            notes.append(self._tr(EACH_PAID[group]))
        bare = sum(1 for bar in held if not bar.amount)
        if bare:
            notes.append(self._ntr(*BARE, bare))
        return " ".join(notes)

    # Units

    def _scale(self, most: int) -> Scale:
        return scale_of(most, self._told.currency if self._measure == "money" else "")

    def _title(self, group: Group, scale: Scale) -> str:
        by_number, by_money = TITLES[group]
        if self._measure == "projects":
            return self._tr(by_number)
        return self._tr(by_money, unit=scale.unit(self._language))

    def _amount_head(self) -> str:
        return self._tr("Money, {currency}", currency=self._told.currency)


def _axis(stacks: Sequence[Stack]) -> Sequence[int]:
    """Every year from the first to the last; only those with projects where that is very long."""
    first, last = stacks[0].year, stacks[-1].year
    if last - first >= LONGEST_AXIS:
        return [stack.year for stack in stacks]
    return range(first, last + 1)


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
