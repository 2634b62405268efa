"""A plan back from a wished date on paper, and as entries of a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from wecoop_desktop.advice.backplan import Leg, Paper, Plan
from wecoop_desktop.advice.cycle import Months, Pace, Span
from wecoop_desktop.advice.paper import About, clipped, outline, sources_listing
from wecoop_desktop.advice.said import GAPS, PHASES, PLANS, WHO, leg_words, status_words
from wecoop_desktop.base.language import Language
from wecoop_desktop.documents.calendar import Entry
from wecoop_desktop.documents.chart import Gantt, Milestone, Task
from wecoop_desktop.documents.outline import (
    Block,
    Callout,
    Column,
    Figure,
    Heading,
    Listing,
    Outline,
    Paragraph,
    Rich,
    Row,
    Run,
    Section,
    Table,
    Tone,
    plain,
)
from wecoop_desktop.forms.form import Form

TONES: dict[str, Tone] = {
    "possible": "good",
    "tight": "warn",
    "late": "bad",
    "past": "bad",
    "unknown": "muted",
}
NAME = 60  # letters of a leg in the drawing


def plan_outline(
    plan: Plan, about: About, form: Form, language: Language, *, pace: Pace = "slow"
) -> Outline:
    """Whether the date can be reached, the legs with their dates, and what is not ready."""
    tr = language.tr
    kind = tr("Plan back from the wished date")
    facts = (
        (tr("Funder"), language.text(plan.name)),
        (wish_words(plan, language), language.date(plan.wished)),
        (tr("Usual months to approval"), months_words(plan.usual, language)),
        (tr("Months of the stages together"), months_words(plan.summed, language)),
    )
    section = Section(kind, tuple(_blocks(plan, form, language, pace)), "1", new_page=True)
    return outline(kind, about, facts, (section,), language)


def wish_words(plan: Plan, language: Language) -> str:
    tr = language.tr
    return tr("Wished approval") if plan.wish == "approval" else tr("Wished start")


def months_words(months: Months | None, language: Language) -> str:
    """`18–30 months`."""
    if months is None:
        return language.tr("not known")
    span = f"{months.least}–{months.most}" if months.least < months.most else str(months.most)
    return language.ntr("{span} month", "{span} months", months.most, span=span)


def span_words(span: Span | None, language: Language) -> str:
    if span is None:
        return language.tr("not known")
    first, last = (language.date(day).replace(" ", "\u00a0") for day in span)
    return first if span.start == span.end else f"{first} – {last}"


def sentences(plan: Plan, language: Language) -> Iterator[str]:
    """What there is to say about the dates, the most important first."""
    tr = language.tr
    yield tr(PLANS[plan.verdict])
    if plan.begin:
        yield tr(
            "By the usual months to approval ({months}) the work begins between {first} and"
            " {last}.",
            months=months_words(plan.usual, language),
            first=language.date(plan.begin.start),
            last=language.date(plan.begin.end),
        )
    first = next((leg for leg in plan.legs if leg.kind == "stage"), None)
    if first and first.slow and first.fast:
        yield tr(
            "By the stages, the first begins on {slow} if all take the most months, and on {fast}"
            " at the latest.",
            slow=language.date(first.slow.start),
            fast=language.date(first.fast.start),
        )
    if plan.soonest:
        yield tr(
            "Beginning today, the date would be between {first} and {last}.",
            first=language.date(plan.soonest.start),
            last=language.date(plan.soonest.end),
        )
    yield from (tr(GAPS[gap]) for gap in plan.gaps)


def _blocks(plan: Plan, form: Form, language: Language, pace: Pace) -> Iterator[Block]:
    tr = language.tr
    verdict, *further = sentences(plan, language)
    runs = (Run(verdict, bold=True, tone=TONES[plan.verdict]), Run("\n" + "\n".join(further)))
    yield Callout(
        f"{language.text(plan.name)} · {wish_words(plan, language)}: {language.date(plan.wished)}",
        runs=runs,
        tone="info" if plan.verdict in ("possible", "unknown") else "warn",
    )
    gantt = _gantt(plan, language, pace)
    if gantt:
        drawn = tr("Drawn with the most months of each stage.")
        fast = tr("Drawn with the least months of each stage.")
        yield Figure(gantt, tr("Steps to the decision"), drawn if pace == "slow" else fast)
    if plan.legs:
        yield Heading(tr("Steps"))
        yield _table(plan, form, language)
    if plan.open_items:
        yield Heading(tr("Not ready yet, and no stage names when it is needed"))
        yield Listing(tuple((0, _item(one, form, language)) for one in plan.open_items), boxes=True)
    note = tr(
        "Where the decision falls in the cycle is the editors’ reading of the names of the stages."
        " Months are those of the published profile; a funder may take longer."
    )
    yield Paragraph(plain(note), "note")
    yield from sources_listing(plan.pages, plan.as_of, language)


def _item(paper: Paper, form: Form, language: Language) -> Rich:
    said = [language.text(paper.name), status_words(paper.status, form, language)]
    if paper.planned:
        said.append(language.date(paper.planned))
    return plain(" · ".join(said))


def _table(plan: Plan, form: Form, language: Language) -> Table:
    tr = language.tr
    columns = (
        Column(tr("Step"), share=26),
        Column(tr("Who"), share=11),
        Column(tr("What is asked"), share=31),
        Column(tr("With the most months"), share=16),
        Column(tr("With the least months"), share=16),
    )
    return Table(columns, tuple(_row(plan, leg, form, language) for leg in plan.legs))


def _row(plan: Plan, leg: Leg, form: Form, language: Language) -> Row:
    name = [Run(leg_words(plan, leg, language), bold=True)]
    length = length_words(leg, language)
    if length:
        name.append(Run(f"\n{length}", tone="muted"))
    if leg.late:
        said = language.tr("should have begun already")
        name.append(Run(f"\n{said}", tone="bad"))
    who = ", ".join(language.tr(WHO[one]) for one in leg.who)
    return Row(
        (
            tuple(name),
            plain(who),
            plain("\n".join(_asked(leg, form, language)) or "–"),
            plain(span_words(leg.slow, language)),
            plain(span_words(leg.fast, language)),
        )
    )


def length_words(leg: Leg, language: Language) -> str:
    """How long a leg takes, as the profile says."""
    if leg.days is not None:
        return language.ntr("{n} day", "{n} days", leg.days)
    return months_words(leg.months, language) if leg.kind == "stage" else ""


def _asked(leg: Leg, form: Form, language: Language) -> Iterator[str]:
    if said := language.text(leg.asked):
        yield said
    for paper in leg.papers:
        status = status_words(paper.status, form, language) if paper.item else ""
        late = language.tr("planned too late") if paper.behind else ""
        further = ", ".join(word for word in (status, late) if word)
        yield f"• {language.text(paper.name)}" + (f" ({further})" if further else "")
    if note := language.text(leg.note):
        yield note


def _gantt(plan: Plan, language: Language, pace: Pace) -> Gantt | None:
    tr = language.tr
    tasks, stones, codes = [], [], count(1)
    for leg in plan.legs:
        span = leg.slow if pace == "slow" else leg.fast
        if span is None:
            continue
        name = clipped(leg_words(plan, leg, language), NAME)
        if leg.kind == "decision" and span.start == span.end:
            stones.append(Milestone(name, span.start, language.date(span.start)))
        elif leg.kind != "decision":
            gate = leg.kind == "disclosure" or leg.phase == "decision"
            tasks.append(
                Task(str(next(codes)), name, span.start, span.end, "gate" if gate else "step")
            )
    if not tasks:
        return None
    legend = (
        ("step", tr("step")),
        ("gate", tr("approval or disclosure")),
        ("milestone", tr("decision")),
    )
    return Gantt(tuple(tasks), tuple(stones), tr("Step"), legend if stones else legend[:2])


# ---------------------------------------------------------------------- the same as a calendar


def calendar_entries(
    plan: Plan, identity: str, form: Form, language: Language, *, pace: Pace = "slow"
) -> tuple[Entry, ...]:
    """The dated legs; `identity` is that of the proposal and keeps their ids the same."""
    found = []
    for leg in plan.legs:
        span = leg.slow if pace == "slow" else leg.fast
        if span is None:
            continue
        lines = [language.tr(PHASES[leg.phase])] if leg.phase in PHASES else []
        length = length_words(leg, language)
        lines += [length] if length else []
        lines += [", ".join(language.tr(WHO[one]) for one in leg.who)]
        lines += _asked(leg, form, language)
        found.append(
            Entry(
                id=f"{identity}-{plan.funder}-{leg.id}@wecoop-desktop",
                start=span.start,
                end=span.end,
                title=leg_words(plan, leg, language),
                about="\n".join(lines),
                kind=language.text(plan.name),
            )
        )
    return tuple(found)
