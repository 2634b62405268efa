"""What the match view shows, as values, and which answer settles a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers, Value, Words
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.packs.labels import Labels

if TYPE_CHECKING:
    from wecoop_desktop.advice.evidence import Evidence
    from wecoop_desktop.advice.matching import Match, Reason
    from wecoop_desktop.advice.priorities import Priorities
    from wecoop_desktop.advice.profile import Profile
    from wecoop_desktop.advice.whatif import Change, Cure, Shift
    from wecoop_desktop.forms.form import Form
    from wecoop_desktop.ui.presenters.projectview import DraftRow

MATCH = "match"  # the view among those of the funders
ORDER = ("fits", "would_fit", "unknown", "does_not_fit")
PARTS = ("reasons", "trial", "evidence", "priorities")
NOTHING: Mapping[str, Value] = MappingProxyType({})
NO_FUNDERS: Mapping[str, Funder] = MappingProxyType({})
# The answer that settles a reason, by the part it belongs to; single checks may have another.
_BY_PART = {
    "country": "basic.countries",
    "sector": "basic.sectors",
    "beneficiary": "basic.applicant_type",
    "instrument": "budget.financing",
    "ticket": "basic.requested",
    "guarantee": "budget.sovereign_guarantee",
    "exclusion": "es_screening.checklist",
    "es": "es_screening.checklist",
    "climate": "climate.rio",
    "ghg": "climate.ghg_baseline",
    "type": "basic.project_type",
    "maturity": "basic.target_maturity",
    "readiness": "readiness.items",
}
_BY_CODE = {
    "entity_missing": "implementation.submitting_entity",
    "rationale_missing": "climate.adaptation_rationale",
    "disclosed_early": "timeline.rows",
    "share_above": "budget.financing",
    "share_not_compared": "budget.financing",
    "counterpart_below": "budget.financing",
    "counterpart_missing": "budget.financing",
    "counterpart_not_compared": "budget.financing",
    "category_excluded": "es_screening.category",
    # Facts of the funder that no answer changes.
    "funder_closed": "",
    "funder_limited": "",
    "no_money": "",
    "money_of_others": "",
    "country_limited": "",
    "country_not_eligible": "",
    "no_sector": "",
    "unusual_sector": "",
}


# What a row of a comparison is about, by check or by part; other parts have no row of their own.
_ASPECT_BY_CODE = {
    "entity_missing": "submission",
    "through_the_state": "submission",
    "share_above": "cofinancing",
    "share_not_compared": "cofinancing",
    "counterpart_below": "cofinancing",
    "counterpart_missing": "cofinancing",
    "counterpart_not_compared": "cofinancing",
    "disclosed_early": "disclosure",
}
_ASPECT_BY_PART = {"ghg": "climate"}


def aspect_of(reason: Reason) -> str:
    """The row of a comparison a reason belongs to."""
    part = _ASPECT_BY_PART.get(reason.part, reason.part)
    return _ASPECT_BY_CODE.get(reason.code, part)


def standing(match: Match, aspect: str) -> str:
    """How a match stands in a row: the verdict of its hardest reason there, "fits" where what is
    known is met in full, "part" where in part; empty where nothing can be said."""
    verdicts = {reason.verdict for reason in match.reasons if aspect_of(reason) == aspect}
    for verdict in ("does_not_fit", "unknown", "would_fit"):
        if verdict in verdicts:
            return verdict
    score = next((part.score for part in match.parts if part.id == aspect), None)
    if score is None or score <= 0:
        return ""
    return "fits" if score >= 1 else "part"


def fix_of(reason: Reason) -> str:
    """The path of the answer that settles a reason; empty where none does."""
    if reason.code in _BY_CODE:
        return _BY_CODE[reason.code]
    if not reason.source.startswith("card.") and reason.source.count(".") == 1:
        return reason.source if reason.source != "readiness.score" else "readiness.items"
    return _BY_PART.get(reason.part, "")


def counted(reasons: Iterable[Reason]) -> Mapping[str, int]:
    """How many reasons of each kind."""
    return Counter(reason.verdict for reason in reasons)


class Line(NamedTuple):
    """A funder in the list: `rank` counts from 1 within its verdict, of `among` funders.

    `before` is the verdict without the trial, empty where nothing is tried.
    """

    match: Match
    funder: Funder
    rank: int
    among: int
    before: str = ""


class Group(NamedTuple):
    """All funders of a verdict."""

    verdict: str
    lines: tuple[Line, ...]


def groups(
    matches: Sequence[Match], funders: Mapping[str, Funder], before: Sequence[Match] = ()
) -> tuple[Group, ...]:
    """The funders by verdict, the best first; verdicts without a funder are left out."""
    earlier = {one.funder: one.verdict for one in before}
    found = []
    for verdict in ORDER:
        mine = [one for one in matches if one.verdict == verdict and one.funder in funders]
        lines = tuple(
            Line(one, funders[one.funder], rank, len(mine), earlier.get(one.funder, ""))
            for rank, one in enumerate(mine, 1)
        )
        if lines:
            found.append(Group(verdict, lines))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Told:
    """What was done a moment ago. `code`: taken, used, begun, undone, changed, nothing."""

    code: str
    proposal: str = ""
    funder: str = ""
    changes: tuple[Change, ...] = ()
    updated: datetime | None = None
    template: str = ""


@dataclass(frozen=True, slots=True)
class MatchingView:
    """`draft` is the proposal that is matched, empty for the quick form with its `profile`.

    `answers` are the facts as they are, `tried` with the changes of the `trial`; `before` and
    `matches` are their results. `only` is a verdict, empty for all. `cures`, `evidence` and
    `priorities` belong to the chosen `funder` and are None until they are found.
    """

    form: Form | None = None
    funders: Mapping[str, Funder] = made(default_factory=lambda: NO_FUNDERS)
    labels: Labels = made(default_factory=Labels)
    drafts: tuple[DraftRow, ...] = ()
    draft: str = ""
    title: Words = made(default_factory=Words)
    level: str = ""
    profile: Profile | None = None
    answers: Answers = made(default_factory=lambda: NOTHING)
    before: tuple[Match, ...] = ()
    trial: tuple[Change, ...] = ()
    tried: Answers = made(default_factory=lambda: NOTHING)
    matches: tuple[Match, ...] = ()
    shifts: tuple[Shift, ...] = ()
    only: str = ""
    funder: str = ""
    part: str = PARTS[0]
    cures: tuple[Cure, ...] | None = None
    evidence: Evidence | None = None
    priorities: Priorities | None = None
    told: Told | None = None
    error: AppError | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        return groups(self.matches, self.funders, self.before if self.trial else ())

    @property
    def shown(self) -> tuple[Group, ...]:
        """The groups that pass the filter."""
        return tuple(one for one in self.groups if not self.only or one.verdict == self.only)

    @property
    def line(self) -> Line | None:
        """The chosen funder, wherever it stands."""
        lines = (line for group in self.groups for line in group.lines)
        return next((line for line in lines if line.funder.id == self.funder), None)

    @property
    def known(self) -> bool:
        """Whether anything is known that funders could be matched with."""
        return bool(self.answers.get("basic.countries") or self.answers.get("basic.sectors"))

    def match_of(self, funder: str) -> Match | None:
        return next((one for one in self.matches if one.funder == funder), None)
