"""Back-planning: from a wished date through the funder's project cycle to dated legs.

The profile gives each stage its least and most months, so every leg has two spans: `slow` counts
the most months (who begins then has time for everything), `fast` the least (who begins later cannot
reach the date). A stage without months has no dates, nor have those before it. The usual months to
approval of the profile are said beside the sum of its stages; the two often differ and are never
mixed. Where in the cycle the decision falls is the editors' reading of the names of the stages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from wecoop_desktop.advice.cycle import DAY, Months, Span, Track, Wish, months_before
from wecoop_desktop.advice.cycle import usual as usual_months
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms import values as v
from wecoop_desktop.forms.answers import Answers, Row
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.content import Funder, Stage

READY = ("done", "not_needed")
# Periods before the decision in which documents are public, whatever the category.
FURTHER = ("board_papers", "project_summary")
Verdict = Literal["possible", "tight", "late", "past", "unknown"]
LegKind = Literal["stage", "disclosure", "decision"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document a stage asks for, or an item of readiness.

    `status` is that of its readiness item, empty where the proposal does not say it; `planned` the
    date given there. `behind`: it is planned for after the stage that asks for it.
    """

    id: str
    name: Text
    item: str = ""
    status: str = ""
    planned: date | None = None
    behind: bool = False


@dataclass(frozen=True, slots=True)
class Leg:
    """A dated piece of a plan: a stage of the cycle, a period of disclosure, or the decision.

    `slow` and `fast` are None where months are unknown. `who` does it: "funder", "applicant".
    `asked` is what the stage asks of the applicant. `late`: even with the least months it would
    have had to begin before today.
    """

    id: str  # stable: "stage-1", "disclosure-A", "decision"
    kind: LegKind
    name: Text  # of the stage; empty for disclosure and decision, whose words are ours
    who: tuple[str, ...]
    asked: Text = Text()
    papers: tuple[Paper, ...] = ()
    phase: str = ""
    months: Months | None = None
    days: int | None = None
    slow: Span | None = None
    fast: Span | None = None
    late: bool = False
    note: Text = Text()


@dataclass(frozen=True, slots=True)
class Plan:
    """`usual` are the months to approval as the profile states them, `summed` those of its stages.

    `begin` is when to begin by the usual months: first and last day. `soonest` are the days between
    which the wished event could be reached from today. `skipped` stages are done already. `gaps`
    are codes of `advice.said.GAPS` for what is not known.
    """

    funder: str
    name: Text
    wish: Wish
    wished: date
    today: date
    verdict: Verdict
    legs: tuple[Leg, ...]
    usual: Months | None
    summed: Months | None
    begin: Span | None
    soonest: Span | None
    open_items: tuple[Paper, ...]  # of readiness, not there yet, that no stage asks for by name
    gaps: tuple[str, ...]
    skipped: int = 0
    as_of: str = ""
    pages: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the usual months are those of the stages together."""
        return self.usual == self.summed


def backplan(
    form: Form,
    answers: Answers,
    funder: Funder,
    *,
    wished: date,
    wish: Wish = "approval",
    today: date,
    skip: int = 0,
) -> Plan:
    """The plan towards a wished date of approval, or of the start of the project. Pure.

    `skip`: how many stages of the cycle are behind the proposal already.
    """
    track = Track(funder, wish, wished, skip)
    items = _Items(form, answers)
    stages = tuple(
        _stage(track, number, items, today) for number in (*track.ahead, *track.following)
    )
    further = (*_decision(track), *_disclosed(track, funder, answers))
    legs = _in_order((*stages, *further), track.following)
    first = stages[0] if stages and track.ahead else None
    asked = {paper.id for leg in legs for paper in leg.papers}
    gaps = (*track.gaps, *_disclosure_gaps(funder, answers))
    return Plan(
        funder=funder.id,
        name=funder.acronym or funder.name,
        wish=wish,
        wished=wished,
        today=today,
        verdict=_verdict(first, wished, today),
        legs=legs,
        usual=usual_months(funder),
        summed=track.summed,
        begin=_begin(track, usual_months(funder)),
        soonest=_soonest(track, today),
        open_items=items.open(asked),
        gaps=tuple(dict.fromkeys(gaps)),
        skipped=len(track.skipped),
        as_of=str(funder.card.get("as_of") or ""),
        pages=tuple(str(page) for page in v.listed(funder.card.get("sources"))),
    )


def _verdict(first: Leg | None, wished: date, today: date) -> Verdict:
    if wished < today:
        return "past"
    if first is None or first.slow is None or first.fast is None:
        return "unknown"
    if today <= first.slow.start:
        return "possible"
    return "tight" if today <= first.fast.start else "late"


def _begin(track: Track, usual: Months | None) -> Span | None:
    """By the usual months, whatever the stages say."""
    if usual is None or track.skipped:
        return None
    if track.wish == "approval":
        slow = fast = track.wished
    else:
        spans = track.decided("slow"), track.decided("fast")
        if spans[0] is None or spans[1] is None:
            return None
        slow, fast = spans[0].start, spans[1].end
    return Span(months_before(slow, usual.most), months_before(fast, usual.least))


def _soonest(track: Track, today: date) -> Span | None:
    whole = track.whole(track.ahead[0]) if track.ahead else None
    if whole is None:
        return None
    return Span(months_before(today, -whole.least), months_before(today, -whole.most))


# ---------------------------------------------------------------------- legs


def _stage(track: Track, number: int, items: _Items, today: date) -> Leg:
    stage = track.cycle[number]
    slow, fast = track.days(number, "slow"), track.days(number, "fast")
    asks = bool(stage.applicant or stage.documents)
    return Leg(
        id=f"stage-{number + 1}",
        kind="stage",
        name=stage.name,
        who=("applicant", "funder") if asks else ("funder",),
        asked=stage.applicant,
        papers=tuple(items.papers(stage, fast)),
        phase=stage.phase,
        months=Months(*stage.months) if stage.months else None,
        slow=slow,
        fast=fast,
        late=fast is not None and fast.start < today,
    )


def _decision(track: Track) -> Iterator[Leg]:
    """The decision as a leg of its own, dated even where the stages before it are not."""
    if track.decision is None:
        return
    slow, fast = track.decided("slow"), track.decided("fast")
    yield Leg("decision", "decision", Text(), ("funder",), phase="decision", slow=slow, fast=fast)


def _disclosed(track: Track, funder: Funder, answers: Answers) -> Iterator[Leg]:
    """Documents are public for so many days until the day before the decision, if that is known."""
    if track.decision is None:
        return
    note = _note(funder)
    slow, fast = track.decided("slow"), track.decided("fast")
    for name, days in _periods(funder, answers):
        yield Leg(
            id=f"disclosure-{name}",
            kind="disclosure",
            name=Text(),
            who=("applicant", "funder") if name[:1] in "ABC" else ("funder",),
            days=days,
            slow=_public(slow, days),
            fast=_public(fast, days),
            note=note,
        )


def _public(decided: Span | None, days: int) -> Span | None:
    if decided is None or decided.start < decided.end or decided.start.toordinal() <= days + 1:
        return None
    return Span(decided.start - timedelta(days=days), decided.start - DAY)


def _periods(funder: Funder, answers: Answers) -> Iterator[tuple[str, int]]:
    """Names in `disclosure_days` with their days; none of no days."""
    found = funder.card.get("disclosure_days")
    days = found if isinstance(found, Mapping) else {}
    private = answers.get("basic.applicant_type") == "private"
    side = "private" if private else "public"
    category = str(answers.get("es_screening.category") or "")
    named = f"{category}_{side}" if f"{category}_{side}" in days else category
    summary = f"summary_{side}"
    for name in (named, summary, *FURTHER):
        given = days.get(name)
        if name and isinstance(given, int | Decimal) and not isinstance(given, bool) and given > 0:
            yield name, min(int(given), 3650)


def _note(funder: Funder) -> Text:
    found = funder.card.get("disclosure_days")
    note = found.get("note") if isinstance(found, Mapping) else None
    return Text.from_map(note) if isinstance(note, Mapping) else Text()


def _disclosure_gaps(funder: Funder, answers: Answers) -> Iterator[str]:
    category = str(answers.get("es_screening.category") or "")
    found = funder.card.get("disclosure_days")
    days = found if isinstance(found, Mapping) else {}
    if not category:
        yield "category-unknown"
    elif not any(name == category or name.startswith(f"{category}_") for name in days):
        yield "disclosure-unknown"


def _in_order(legs: Sequence[Leg], following: Sequence[int]) -> tuple[Leg, ...]:
    """By their dates; what has none stays in the order of the cycle, before or after them."""
    after = {f"stage-{number + 1}" for number in following}

    def place(leg: Leg) -> tuple[int, date, int]:
        kind = ("stage", "disclosure", "decision").index(leg.kind)
        if leg.slow is None:
            return (2 if leg.id in after else 0, date.min, kind)
        return (1, leg.slow.start, kind)

    return tuple(sorted(legs, key=place))


class _Items:
    """Items of readiness by the documents they stand for."""

    def __init__(self, form: Form, answers: Answers) -> None:
        table = v.plain(form.tables.get("readiness_items"))
        self._items = {str(entry.get("id")): entry for entry in v.elements(table)}
        self._of = {
            str(document): name
            for name, entry in self._items.items()
            for document in v.listed(entry.get("documents"))
        }
        rows = answers.get("readiness.items")
        self._rows: dict[str, Row] = {
            str(row.get("item")): row
            for row in (rows if isinstance(rows, tuple) else ())
            if isinstance(row, Mapping)
        }

    def papers(self, stage: Stage, span: Span | None) -> Iterator[Paper]:
        for document, name in zip(stage.documents, stage.papers, strict=False):
            yield self._paper(document, name, self._of.get(document, ""), span)

    def _paper(self, document: str, name: Text, item: str, span: Span | None) -> Paper:
        row = self._rows.get(item, {})
        status, planned = str(row.get("status") or ""), row.get("date")
        day = planned if isinstance(planned, date) else None
        behind = bool(day and span and status not in READY and day > span.end)
        return Paper(document, name, item, status, day, behind)

    def open(self, asked: set[str]) -> tuple[Paper, ...]:
        """Items that are not there and that no stage asks for by the name of a document."""
        found = []
        for name, entry in self._items.items():
            documents = {str(document) for document in v.listed(entry.get("documents"))}
            row = self._rows.get(name, {})
            if row.get("status") not in READY and not documents & asked:
                found.append(self._paper(name, Text.from_map(entry), name, None))
        return tuple(found)
