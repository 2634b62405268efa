"""Matching on the screen: a draft or six facts, all funders with their reasons, and what if.

A trial never touches the draft; `take_over` writes it into the draft as one step of undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers, Value, Words
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.filing import FilingPresenter
from wecoop_desktop.ui.presenters.matchingpapers import priorities_of, table_of
from wecoop_desktop.ui.presenters.matchingrun import Found, More, finding, matching, more
from wecoop_desktop.ui.presenters.matchingview import (
    MATCH,
    NOTHING,
    ORDER,
    PARTS,
    MatchingView,
    Told,
)
from wecoop_desktop.ui.presenters.matchingwriting import (
    begun,
    kept,
    taken_back,
    template_of,
    tried,
    used,
)
from wecoop_desktop.ui.presenters.ownform import in_content

if TYPE_CHECKING:
    from wecoop_desktop.advice.profile import Profile
    from wecoop_desktop.advice.records import Records
    from wecoop_desktop.advice.whatif import Change, Cure
    from wecoop_desktop.forms.form import Form
    from wecoop_desktop.ui.desk import Desk

LANE, MORE, RECORDS = "matching", "matching-more", "matching-records"
SIDE_BY_SIDE = 3


class MatchingPresenter(Presenter[MatchingView]):
    """A child of the funders' presenter; comparison and profiles read its view too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(MatchingView())
        self._desk = desk
        self.filing = FilingPresenter(desk)
        self.filing.setParent(self)
        self._records: Records | None = None
        self._seen = False  # the match view itself, not a comparison or profile beside it
        self._chosen = False  # the funder by the user or a place, not as the first of the list

    # Coming

    def prepare(self) -> None:
        """What is known before anything is matched: funders, the form, the drafts."""
        from wecoop_desktop.advice.profile import Profile
        from wecoop_desktop.ui.presenters.projectview import DraftRow

        library = self._desk.library
        try:
            form = library.form()
            rows = self._desk.store.proposals()
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        drafts = tuple(
            DraftRow(row.id, row.title, row.updated)
            for row in rows
            if row.deleted is None and row.form == form.id
        )
        view = self.view
        known = view.draft in {row.id for row in drafts}
        self._set(
            replace(
                view,
                form=form,
                funders=view.funders or {each.id: each for each in library.funders()},
                labels=library.labels(),
                drafts=drafts,
                draft=view.draft if known else "",
                profile=view.profile or Profile(),
            )
        )

    def arrive(self, place: Place) -> None:
        """The match view with the draft, the funder and the part that the place names."""
        self._seen = True
        self.prepare()
        view = self.view
        if view.form is None:
            return
        wanted = "".join(place.choice("draft")[:1])
        drafts = {row.id for row in view.drafts}
        if wanted not in drafts and wanted != "none":
            wanted = view.draft or (view.drafts[0].id if view.drafts and not self._given() else "")
        funder = "".join(place.choice("funder")[:1])
        part = "".join(place.choice("show")[:1])
        only = "".join(place.choice("verdict")[:1])
        self._chosen = self._chosen or funder in view.funders
        self._set(
            replace(
                view,
                funder=funder if funder in view.funders else view.funder,
                part=part if part in PARTS else view.part,
                only=only if only in ORDER else "",
                error=None,
            )
        )
        self.choose_draft("" if wanted == "none" else wanted)
        self._load_records()

    def accompany(self, place: Place) -> None:
        """Comparison or a profile is shown: match the draft that the place names, or the last."""
        self._seen = False
        self.prepare()
        view = self.view
        if view.form is None:
            return
        wanted = "".join(place.choice("draft")[:1])
        known = {row.id for row in view.drafts}
        newest = view.drafts[0].id if view.drafts and not self._given() else ""
        self.choose_draft(wanted if wanted in known else view.draft or newest)
        self._load_records()

    def _given(self) -> bool:
        """Whether the quick form holds anything."""
        profile = self.view.profile
        return profile is not None and bool(profile.countries or profile.sectors)

    def _load_records(self) -> None:
        from wecoop_desktop.advice.records import of_library

        if self._records is None:
            library = self._desk.library
            self._desk.runner.start(
                RECORDS, lambda job: of_library(library), self._recorded, self._failed
            )

    def _recorded(self, records: Records) -> None:
        self._records = records
        self._again()

    # What is matched

    def choose_draft(self, proposal: str) -> None:
        """Match a draft as it is on disk; empty: the quick form."""
        from wecoop_desktop.forms.codec import read_answers
        from wecoop_desktop.ui.presenters.wizardview import title_of

        view = self.view
        if view.form is None:
            return
        answers: Answers = NOTHING
        title = Words()
        if proposal:
            try:
                stored = self._desk.store.load(proposal)
            except AppError as error:
                self._set(replace(view, error=error))
                return
            answers, _aside = read_answers(view.form, in_content(self._desk, stored))
            title = title_of(answers)
        else:
            answers = self._of_profile(view.form, view.profile)
        same = proposal == view.draft and answers == view.answers and view.before
        if same:
            self._more()
            return
        other = proposal != view.draft
        self._chosen = self._chosen and not (other and view.draft)
        level = answers.get("basic.target_maturity")
        self._set(
            replace(
                view,
                draft=proposal,
                title=title,
                level=level if isinstance(level, str) else "",
                answers=answers,
                trial=() if other else view.trial,
                told=None if other else view.told,
            )
        )
        self._again()

    @staticmethod
    def _of_profile(form: Form, profile: Profile | None) -> Answers:
        from wecoop_desktop.advice.profile import answers_of

        return answers_of(profile, form) if profile is not None else NOTHING

    def tell(self, profile: Profile) -> None:
        """Other answers of the quick form."""
        if self.view.form is None or profile == self.view.profile:
            return
        self._set(
            replace(
                self.view,
                profile=profile,
                draft="",
                title=Words(),
                answers=self._of_profile(self.view.form, profile),
                trial=(),
                told=None,
            )
        )
        self._again()

    def _again(self) -> None:
        """Match what is known; the results before stay until the new ones are there."""
        view = self.view
        if view.form is None:
            return
        if not view.known:
            self._set(
                replace(
                    view, before=(), matches=(), shifts=(), tried=view.answers, cures=None,
                    evidence=None, priorities=None,
                )
            )  # fmt: skip
            return
        records, language = self._records, self._desk.settings().language or "en"
        run = matching(self._desk.library, view.form, self._desk.today(), language, records)
        work = finding(run, view.form, view.answers, view.trial)
        self._desk.runner.start(LANE, work, self._matched, self._failed)

    def _matched(self, found: Found) -> None:
        view = self.view
        first = found.matches[0].funder if found.matches else ""
        funder = view.funder if view.funder and (self._chosen or view.trial) else first
        self._set(
            replace(
                view,
                before=found.before,
                matches=found.matches,
                tried=found.tried,
                shifts=found.shifts,
                funder=funder,
                cures=None,
                evidence=None,
                priorities=None,
                error=None,
            )
        )
        self._more()

    def _failed(self, error: AppError) -> None:
        self._set(replace(self.view, error=error))

    # Looking

    def show_only(self, verdict: str) -> None:
        self._set(replace(self.view, only=verdict if verdict in ORDER else ""))
        self._stay()

    def choose(self, funder: str) -> None:
        """The funder whose reasons are shown."""
        if funder in self.view.funders and funder != self.view.funder:
            self._chosen = True
            self._set(replace(self.view, funder=funder, cures=None, evidence=None, priorities=None))
            self._more()
            self._stay()

    def turn(self, part: str) -> None:
        if part in PARTS:
            self._set(replace(self.view, part=part))
            self._more()
            self._stay()

    def place(self) -> Place:
        """The view with the choices that restore it."""
        view = self.view
        place = Place("funders", part=MATCH).choosing("draft", view.draft or "none")
        if view.funder:
            place = place.choosing("funder", view.funder)
        if view.part != PARTS[0]:
            place = place.choosing("show", view.part)
        if view.only:
            place = place.choosing("verdict", view.only)
        return place

    def _stay(self) -> None:
        self._desk.stay(self.place())

    def _more(self) -> None:
        """What the chosen part shows of the chosen funder, found when it is looked at."""
        work = more(self.view, self._desk.library, self._desk.today()) if self._seen else None
        if work is not None:
            self._desk.runner.start(MORE, work, self._found_more, self._failed)

    def _found_more(self, found: More) -> None:
        view = self.view
        self._set(
            replace(
                view,
                cures=view.cures if found.cures is None else found.cures,
                evidence=found.evidence or view.evidence,
                priorities=found.priorities or view.priorities,
            )
        )

    # What if

    def try_out(self, change: Change) -> None:
        """Another value of a fact for a trial; it replaces the former trial of the same fact."""
        kept = tuple(one for one in self.view.trial if one.fact != change.fact)
        if (*kept, change) != self.view.trial:
            self._set(replace(self.view, trial=(*kept, change), told=None))
            self._again()

    def try_cure(self, cure: Cure) -> None:
        self.try_out(cure.change)
        self.turn("trial")

    def leave_out(self, fact: str) -> None:
        """A fact is as it is again."""
        kept = tuple(one for one in self.view.trial if one.fact != fact)
        if kept != self.view.trial:
            self._set(replace(self.view, trial=kept, told=None))
            self._again()

    def stop_trial(self) -> None:
        if self.view.trial:
            self._set(replace(self.view, trial=(), told=None))
            self._again()

    # Doing

    def take_over(self) -> None:
        """The trial into the draft, as one step of undo; into the quick form where none is."""
        view = self.view
        if not view.trial or view.form is None:
            return
        changes = view.trial
        if not view.draft:
            self._set(replace(view, answers=view.tried, trial=(), told=Told("taken")))
            self._again()
            return
        self._write(tried(view), Told("taken", view.draft, changes=changes))

    def use_funder(self, funder_id: str) -> None:
        """The funder first among those considered, and its form as the template of the draft."""
        view = self.view
        if funder_id in view.funders and view.draft and view.form is not None:
            template = self.template_of(funder_id)
            told = Told("used", view.draft, funder_id, template=template)
            self._write(used(view, funder_id, template), told)

    def template_of(self, funder_id: str) -> str:
        """The form of the funder that suits the level of the draft, else its first one."""
        return template_of(self.view, self._desk.library, funder_id)

    def write(self, answers: Mapping[str, Value], code: str) -> None:
        """Answers into the draft that is matched, as one step of undo."""
        if self.view.draft:
            self._write(answers, Told(code, self.view.draft))

    def _write(self, answers: Mapping[str, Value], told: Told) -> None:
        if not answers:
            self._set(replace(self.view, told=replace(told, code="nothing"), error=None))
            return
        try:
            told = kept(self._desk.store, answers, told)
        except AppError as error:
            self._refused(error)
            return
        self._set(replace(self.view, trial=(), told=told, error=None))
        self.choose_draft(told.proposal)

    def _refused(self, error: AppError) -> None:
        """Nothing was written; what was said before is over."""
        self._set(replace(self.view, told=None, error=error))

    def undo_told(self) -> None:
        """Take back what was written; a draft that was changed since is left as it is."""
        told = self.view.told
        if told is None or not told.proposal or told.updated is None:
            return
        try:
            code = taken_back(self._desk.store, told)
        except AppError as error:
            self._refused(error)
            return
        self._set(replace(self.view, told=Told(code), error=None))
        if told.code == "begun":
            self.prepare()
        else:
            self.choose_draft(told.proposal)

    def forget_told(self) -> None:
        self._set(replace(self.view, told=None, error=None))

    def start_proposal(self) -> None:
        """A new draft with the facts of the quick form, opened in the wizard."""
        view = self.view
        if view.form is None or view.draft:
            return
        try:
            proposal = begun(self._desk.store, view)
        except AppError as error:
            self._refused(error)
            return
        self._desk.go(Place("wizard", proposal, "basic"))

    def save_table(self) -> None:
        """The panel that writes all funders with their reasons to a file."""
        filed = table_of(self.view, self._desk.today())
        if filed is not None:
            self.filing.open(filed)

    def save_priorities(self) -> None:
        """The panel that writes the two-sided table of the chosen funder to a file."""
        filed = priorities_of(self.view, self._desk.today())
        if filed is not None:
            self.filing.open(filed)

    # Going elsewhere

    def compare(self) -> None:
        """The chosen funder beside the next ones of the match."""
        view = self.view
        picked = [view.funder] if view.funder else []
        others = [one.funder for one in view.matches if one.funder not in picked]
        self._desk.go(
            Place("funders", part="compare").choosing("with", *(*picked, *others)[:SIDE_BY_SIDE])
        )

    def fix(self, path: str) -> None:
        """To the question of the draft that settles a reason."""
        if self.view.draft and path:
            self._desk.go(Place("wizard", self.view.draft, path))

    def open_draft(self) -> None:
        if self.view.draft:
            self._desk.go(Place("wizard", self.view.draft))

    def open_project(self, project: str) -> None:
        self._desk.go(Place("projects", project))

    def open_profile(self, funder: str, part: str = "") -> None:
        self._desk.go(Place("funders", funder, part))

    def open_policies(self, country: str = "", sector: str = "", policy: str = "") -> None:
        place = Place("funders", part="policies")
        for name, value in (("country", country), ("sector", sector), ("policy", policy)):
            if value:
                place = place.choosing(name, value)
        self._desk.go(place)
