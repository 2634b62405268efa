"""Back-planning: from a wished date through the funder's project cycle to dated steps.

The profile gives each stage its least and most months; so every step has two spans: `early` counts
with the most months (who begins then has time for everything), `late` with the least (who begins
later cannot reach the date). A stage without months has no dates, nor have those before it. The
usual months to approval of the profile are said beside the sum of its stages; they often differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Answers, Row
from wecoop_desktop.forms.form import Form
from wecoop_desktop.packs.content import Funder

Wish = Literal["approval", "start"]
Verdict = Literal["possible", "tight", "late", "past", "unknown"]
Pace = Literal["early", "late"]


class Span(NamedTuple):
    """First and last day."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Paper:
    """A document a stage asks for; `status` is that of its readiness item, empty: not said."""

    id: str
    name: Text
    item: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A dated step. `kind`: a stage of the cycle, a period of disclosure, or the decision itself.

    `early` and `late` are None where months are unknown. `who` does it: funder, applicant.
    `asked` is what is asked of the applicant. `started`: its late start lies before today.
    """

    id: str  # stable: "stage-1", "disclosure-A", "decision"
    kind: Literal["stage", "disclosure", "decision"]
    name: Text
    who: tuple[str, ...]
    asked: Text
    papers: tuple[Paper, ...]
    months: tuple[int, int] | None
    days: int | None
    early: Span | None
    late: Span | None
    started: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """`usual` are the months to approval as the profile states them, `summed` those of its stages.

    `soonest` are the days between which the wished date could be reached from today.
    `gaps` are codes of `advice.paper.GAPS` for what is not known.
    """

    funder: str
    name: Text
    wish: Wish
    wished: date
    today: date
    verdict: Verdict
    steps: tuple[Step, ...]
    usual: tuple[int, int] | None
    summed: tuple[int, int] | None
    usual_start: Span | None  # when to begin by the usual months: earliest and latest day
    soonest: Span | None
    open_items: tuple[Paper, ...]  # readiness items no stage asks for by name, not yet there
    gaps: tuple[str, ...]
    as_of: str = ""
    pages: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the usual months are those of the stages together."""
        return self.usual == self.summed


def backplan(
    form: Form, answers: Answers, funder: Funder, *, wished: date, wish: Wish, today: date
) -> Plan:
    """The plan towards a wished date of approval, or of the start of the project. Pure."""
    raise NotImplementedError


def into_timeline(
    plan: Plan, answers: Answers, form: Form, *, pace: Pace = "early"
) -> Mapping[str, tuple[Row, ...]]:
    """Whole new values of the timeline's answers by path: the rows that are there, then new ones.

    Rows of the user are never changed; a step that already has its row is not added again. Empty
    where there is nothing to add.
    """
    raise NotImplementedError
