"""Statistics in words: figures with what they say, charts, and the table behind each chart.

The window, the report and the sheets all take them from here, so that one figure is never said in
two ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        heads = (self._language.tr("Year"), self._language.tr("Projects"), self._amount_head())
        rows = [self._year_row(stack, series) for stack in stacks]
        return Exhibit(
            "year",
            self._title("year", scale),
            columns,
            self._language.ntr(*UNDATED, undated) if undated else "",
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
            found.append(Series(SEVERAL, self._language.tr(MORE_THAN_ONE["year"]), "several"))
        if rest:
            found.append(Series(OTHER, self._language.tr("Other themes"), "other"))
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
        whole = Beam("", self._language.tr("Total"), total, scale.say(total, self._language))
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
            (name_of(self._language, group), self._language.tr("Projects"), self._amount_head()),
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
            label = self._language.ntr("{n} other funder", "{n} other funders", bar.projects)
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
            return self._language.tr(MORE_THAN_ONE[group])
        if value == UNKNOWN and group == "year":
            return self._language.tr("Year unknown")
        words = self._labels.of if full else self._labels.brief
        return words(self._language, group, value)

    def _note(self, group: Group, held: Sequence[Bar]) -> str:
        """How the bars add up, and how many of them there is nothing to draw of."""
        if self._measure == "projects":
            more = sum(bar.projects for bar in held) > self._told.projects
            return self._language.tr(EACH_COUNTED[group]) if more and group in EACH_COUNTED else ""
        several = any(bar.value == SEVERAL and bar.amount for bar in held)
        notes = []
        if group in EACH_PAID and (several or group in ("funder", "instrument")):
            notes.append(self._language.tr(EACH_PAID[group]))
        bare = sum(1 for bar in held if not bar.amount)
        if bare:
            notes.append(self._language.ntr(*BARE, bare))
        return " ".join(notes)

    # Units

    def _scale(self, most: int) -> Scale:
        return scale_of(most, self._told.currency if self._measure == "money" else "")

    def _title(self, group: Group, scale: Scale) -> str:
        by_number, by_money = TITLES[group]
        if self._measure == "projects":
            return self._language.tr(by_number)
        return self._language.tr(by_money, unit=scale.unit(self._language))

    def _amount_head(self) -> str:
        return self._language.tr("Money, {currency}", currency=self._told.currency)


def _axis(stacks: Sequence[Stack]) -> Sequence[int]:
    """Every year from the first to the last; only those with projects where that is very long."""
    first, last = stacks[0].year, stacks[-1].year
    if last - first >= LONGEST_AXIS:
        return [stack.year for stack in stacks]
    return range(first, last + 1)
