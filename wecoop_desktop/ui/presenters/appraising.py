"""A draft before one funder: where it stands in the cycle, the reviewer's eye, a plan back in time.

A child of the funders' presenter; its draft is that of the match.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.packs.content import Funder
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.filing import Filed, short_name
from wecoop_desktop.ui.presenters.matching import MatchingPresenter
from wecoop_desktop.ui.presenters.matchingpapers import about_of
from wecoop_desktop.ui.presenters.prospects import named_funders

if TYPE_CHECKING:
    from wecoop_desktop.advice.backplan import Plan
    from wecoop_desktop.advice.cycle import Pace, Wish
    from wecoop_desktop.advice.review import Review
    from wecoop_desktop.ui.desk import Desk

LANE = "appraising"
# What a draft of a level is in the papers of a cycle: ids of the pack `funders`.
PAPERS = {
    "idea": ("idea_note", "request_letter", "business_plan", "support_letter"),
    "concept": ("concept_note", "prefs", "ppf_request"),
    "full": ("full_proposal", "fs", "fin_model", "esia"),
}
BEFORE = ("preparation", "decision", "")
Wished = Literal["", "unclear", "date"]


class _Found(NamedTuple):
    review: Review
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class AppraisingView:
    """`named`: the draft names this funder; `stage` of its cycle where the draft stands, None where
    that cannot be told. `typed` is the wished date as it was typed, `wished` what it means."""

    funder: str = ""
    draft: str = ""
    named: bool = False
    stage: int | None = None
    review: Review | None = None
    typed: str = ""
    unclear: AppError | None = None
    wished: date | None = None
    wish: Wish = "approval"
    pace: Pace = "slow"
    plan: Plan | None = None
    error: AppError | None = None


class AppraisingPresenter(Presenter[AppraisingView]):
    def __init__(self, desk: Desk, matching: MatchingPresenter) -> None:
        super().__init__(AppraisingView())
        self._desk = desk
        self._matching = matching
        self._funder: Funder | None = None
        self._answers: Answers | None = None
        matching.changed.connect(self._follow)

    def open(self, funder: Funder) -> None:
        """The profile of a funder is shown."""
        self._funder = funder
        self._answers = None
        self._follow()

    def close(self) -> None:
        self._funder = None

    def _follow(self) -> None:
        """The draft of the match is another, or says something else."""
        funder, match = self._funder, self._matching.view
        if funder is None:
            return
        answers = match.answers if match.draft else {}
        if self.view.funder == funder.id and answers is self._answers:
            return
        self._answers = answers
        named = bool(match.draft) and funder.id in named_funders(answers)
        level = str(answers.get("basic.target_maturity") or "")
        self._set(
            replace(
                self.view,
                funder=funder.id,
                draft=match.draft,
                named=named,
                stage=stage_of(funder, level) if named else None,
                review=None,
                plan=None,
                error=None,
            )
        )
        self._look()

    def _look(self) -> None:
        view, funder, form = self.view, self._funder, self._matching.view.form
        answers = self._answers
        if funder is None or form is None or answers is None:
            return
        library, today = self._desk.library, self._desk.today()
        wished, wish = view.wished, view.wish

        def work(job: Job) -> _Found:
            from wecoop_desktop.advice.backplan import backplan
            from wecoop_desktop.advice.review import review
            from wecoop_desktop.forms.evaluate import evaluate

            state = evaluate(form, answers, reference=library.reference(), today=today)
            plan = None
            if wished is not None:
                plan = backplan(form, answers, funder, wished=wished, wish=wish, today=today)
            return _Found(review(form, answers, state, funder), plan)

        self._desk.runner.start(LANE, work, self._found, self._failed)

    def _found(self, found: _Found) -> None:
        shown = found.review if self.view.draft else None
        self._set(replace(self.view, review=shown, plan=found.plan, error=None))

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, error=error))

    # Planning back

    def wish_for(self, typed: str) -> None:
        """A date as people type it; empty takes the plan away."""
        from wecoop_desktop.forms.codec import parse_date

        typed = typed.strip()
        if typed == self.view.typed:
            return
        unclear, wished = None, None
        if typed:
            try:
                wished = parse_date(typed)
            except AppError as error:
                unclear = error
        self._set(replace(self.view, typed=typed, unclear=unclear, wished=wished, plan=None))
        self._look()

    def wish_of(self, wish: Wish) -> None:
        """Whether the date is that of the approval or of the start."""
        self._set(replace(self.view, wish=wish))
        self._look()

    def at_pace(self, pace: Pace) -> None:
        """With the most months of each stage, or with the least."""
        self._set(replace(self.view, pace=pace))

    def into_timeline(self) -> None:
        """The steps as new rows of the draft’s timeline: one step of undo, nothing replaced."""
        from wecoop_desktop.advice.schedule import into_timeline

        form, plan = self._matching.view.form, self.view.plan
        if form is None or plan is None or self._answers is None or not self.view.draft:
            return
        new = into_timeline(plan, self._answers, form, pace=self.view.pace)
        self._matching.write(dict(new), "planned")

    def save_plan(self) -> None:
        """The panel that writes the plan as a calendar or on paper."""
        view, form, today = self.view, self._matching.view.form, self._desk.today()
        plan, answers = view.plan, self._answers
        if form is None or plan is None or answers is None:
            return
        made = datetime.combine(today, time(), UTC)

        def write(ending: str, language: Language, stream: BinaryIO, job: Job) -> None:
            from wecoop_desktop.advice.planpaper import calendar_entries, plan_outline
            from wecoop_desktop.documents.calendar import write_calendar
            from wecoop_desktop.documents.pdf import write_pdf

            about = about_of(form, answers, language, today)
            if ending == "ics":
                identity = view.draft or "plan"
                entries = calendar_entries(plan, identity, form, language, pace=view.pace)
                write_calendar(entries, about.title, made, language.code, stream)
            else:
                write_pdf(plan_outline(plan, about, form, language, pace=view.pace), stream, job)

        self._matching.filing.open(Filed("plan", self._named_file(), ("ics", "pdf"), write))

    def save_review(self) -> None:
        """The panel that writes the self-assessment on paper."""
        form, review, today = self._matching.view.form, self.view.review, self._desk.today()
        answers = self._answers
        if form is None or review is None or answers is None:
            return

        def write(ending: str, language: Language, stream: BinaryIO, job: Job) -> None:
            from wecoop_desktop.advice.reviewpaper import review_outline
            from wecoop_desktop.documents.pdf import write_pdf

            about = about_of(form, answers, language, today)
            write_pdf(review_outline(review, about, form, language), stream, job)

        self._matching.filing.open(Filed("review", self._named_file(), ("pdf",), write))

    def _named_file(self) -> str:
        title = self._matching.view.title
        return short_name(f"{self.view.funder} {title.en or title.ru}")


def stage_of(funder: Funder, level: str) -> int | None:
    """The stage whose papers are those of a draft of this level; None where none asks for them."""
    wanted = PAPERS.get(level, ())
    stages = [at for at, stage in enumerate(funder.cycle) if stage.phase in BEFORE]
    return next((at for at in stages if set(funder.cycle[at].documents) & set(wanted)), None)
