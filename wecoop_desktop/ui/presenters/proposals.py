"""All proposals on this computer: what each lacks next, and the verbs that start or end one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.state import Problem, State
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.export import offers_of
from wecoop_desktop.ui.presenters.ownform import in_content
from wecoop_desktop.ui.presenters.returned import Returned, returned, same_copy, take_comments
from wecoop_desktop.ui.presenters.reviewing import keep_origin, write_copy
from wecoop_desktop.ui.presenters.wizardview import title_of

if TYPE_CHECKING:
    from wecoop_desktop.forms.form import Data
    from wecoop_desktop.packs.content import Example
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.work.proposal import ProposalRow

SHOWN = ("active", "bin")


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal in the list. `worst` is its next thing to do, None when nothing is missing."""

    id: str
    title: Words
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    level: str
    template: str
    readiness: Decimal
    errors: int
    worst: Problem | None
    offers: tuple[tuple[str, int], ...]  # template and the share of its questions answered
    changed: datetime
    revision: int
    deleted: bool
    review: bool = False  # a review copy: to be commented, not changed
    remarks: int = 0  # open comments
    todos: int = 0  # how many of them are to do
    leaves: datetime | None = None  # when it leaves the bin for good


@dataclass(frozen=True, slots=True)
class ProposalsView:
    """`gone` is the proposal that was deleted a moment ago and can be brought back; `unsafe` says
    why there is no backup of today. `returned` is a review copy that came back and waits for an
    answer; `taken` the proposal whose comments were taken in, and how many. `sealed` is a file that
    asks for its password, `closing` the proposal that is to be saved with one; `seal_error` is what
    was wrong with a password."""

    form: Form | None = None
    drafts: tuple[Draft, ...] = ()
    binned: int = 0
    template_names: Mapping[str, Text] = made(default_factory=lambda: MappingProxyType({}))
    active: int = 0
    shown: str = "active"
    text: str = ""
    selected: str = ""
    gone: str = ""
    examples: tuple[Example, ...] = ()
    choosing_example: bool = False
    exported: Path | None = None
    returned: Returned | None = None
    taken: tuple[str, int] = ("", 0)
    sealed: Path | None = None
    closing: str = ""
    seal_error: AppError | None = None
    error: AppError | None = None
    unsafe: AppError | None = None

    @property
    def draft(self) -> Draft | None:
        return next((draft for draft in self.drafts if draft.id == self.selected), None)


class ProposalsPresenter(Presenter[ProposalsView]):
    def __init__(self, desk: Desk) -> None:
        super().__init__(ProposalsView())
        self._desk = desk
        self._known: dict[str, tuple[object, Draft]] = {}

    def arrive(self, place: Place) -> None:
        """Read the list; the part `new` starts an empty proposal, `file` takes in the
        file of the choice `path`, `example` offers the examples."""
        self.load()
        if not place.part:
            return
        # The way back must not start another one, and the window is still on its way here.
        self._desk.stay(Place("proposals"))
        if place.part == "new":
            QTimer.singleShot(0, self, self.new)
        elif place.part == "file":
            paths = place.choice("path")
            QTimer.singleShot(0, self, lambda: self.from_file(Path(*paths)))
        elif place.part == "example":
            self._set(replace(self.view, choosing_example=True))

    def load(self) -> None:
        """Read the list again; proposals that did not change are not evaluated again."""
        try:
            rows = tuple(self._desk.store.proposals())
            form = self._desk.library.form()
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        drafts = tuple(self._remarked(self._draft(form, row)) for row in rows)
        wanted = sorted(
            (d for d in drafts if d.deleted == (self.view.shown == "bin") and self._matches(d)),
            key=lambda draft: draft.changed,
            reverse=True,
        )
        selected = self.view.selected
        if selected not in {draft.id for draft in wanted}:
            selected = wanted[0].id if wanted else ""
        binned = sum(draft.deleted for draft in drafts)
        self._set(
            replace(
                self.view,
                form=form,
                unsafe=self._desk.store.backup_problem,
                drafts=tuple(wanted),
                active=len(drafts) - binned,
                binned=binned,
                selected=selected,
                examples=tuple(self._desk.library.examples()),
                template_names={t.id: t.name for t in self._desk.library.templates()},
            )
        )

    def back_up(self) -> None:
        """Try again to make the backup of today."""
        self._desk.store.back_up()
        self._set(replace(self.view, unsafe=self._desk.store.backup_problem))

    def _matches(self, draft: Draft) -> bool:
        wanted = self.view.text.casefold().strip()
        return wanted in f"{draft.title.en} {draft.title.ru}".casefold()

    def _remarked(self, draft: Draft) -> Draft:
        """With its open comments, which come and go without the answers."""
        try:
            counts = self._desk.store.comments.counts(draft.id)
        except AppError:
            return draft
        return replace(draft, remarks=counts.open, todos=counts.todos)

    def _draft(self, form: Form, row: ProposalRow) -> Draft:
        sign = (row.updated, row.revision, row.deleted, row.review)
        known = self._known.get(row.id)
        if known is not None and known[0] == sign:
            return known[1]
        from wecoop_desktop.forms.codec import read_answers
        from wecoop_desktop.forms.evaluate import evaluate

        answers, _aside = read_answers(form, in_content(self._desk, self._desk.store.load(row.id)))
        state = evaluate(
            form,
            answers,
            reference=self._desk.library.reference(),
            today=self._desk.today(),
            language=self._desk.settings().language or "en",
        )
        templates = tuple(self._desk.library.templates())
        found = offers_of(templates, form, answers, state, self._desk)
        offers = tuple((offer.template.id, offer.ready) for offer in found)
        draft = _draft(row, answers, state, offers)
        self._known[row.id] = (sign, draft)
        return draft

    # choosing

    def show(self, shown: str) -> None:
        """One of SHOWN."""
        self._set(replace(self.view, shown=shown, gone=""))
        self.load()

    def search(self, text: str) -> None:
        self._set(replace(self.view, text=text))
        self.load()

    def select(self, proposal: str) -> None:
        self._set(replace(self.view, selected=proposal))

    def forget_messages(self) -> None:
        self._set(replace(self.view, error=None, gone="", exported=None, taken=("", 0)))

    # starting

    def new(self, country: str = "") -> None:
        """An empty proposal, opened in the wizard."""
        answers: dict[str, Data] = {}
        if country or self._desk.settings().country:
            answers["basic.countries"] = [country or self._desk.settings().country]
        answers["basic.target_maturity"] = "idea"
        self._start(answers)

    def ways(self) -> None:
        """The page on which all ways to begin stand."""
        self._desk.go(Place("begin"))

    def choose_example(self) -> None:
        self._set(replace(self.view, choosing_example=not self.view.choosing_example))

    def from_example(self, example: str) -> None:
        try:
            answers = self._desk.library.example(example).answers
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, choosing_example=False))
        self._start(answers)

    def from_file(self, path: Path) -> None:
        """Open a file: a review copy that comes back is asked about, and so is another copy of a
        proposal that is here; every other is taken in. A PDF gives the proposal it holds."""
        from wecoop_desktop.ui.presenters.mergework import merge_place, own_copy
        from wecoop_desktop.ui.presenters.unpacked import unpacked
        from wecoop_desktop.work.file import read_proposal
        from wecoop_desktop.work.seal import is_sealed_file

        self._set(replace(self.view, returned=None, taken=("", 0), error=None))
        self.leave_sealed()
        try:
            path = unpacked(path)
            if is_sealed_file(path):
                self._set(replace(self.view, sealed=path))
                return
            file = read_proposal(path)
            back = returned(self._desk, path, file)
            known = "" if back is not None else same_copy(self._desk, file)
            kin = own_copy(self._desk, file)
            if known:
                self._desk.store.take_in(known, file)
                keep_origin(self._desk, known, path)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        if back is not None:
            self._set(replace(self.view, returned=back))
        elif known:
            self.load()
            self.open(known)
        elif kin:
            self._desk.go(merge_place(kin, path))
        else:
            self.take_file(path)

    def unseal(self, password: str) -> None:
        """Open the file that asks for its password."""
        from wecoop_desktop.ui.presenters.sealing import LANE, unsealed

        path = self.view.sealed
        if path is not None:
            asked = path
            self._desk.runner.start(
                LANE, lambda job: unsealed(asked, password), self.from_file, self._seal_failed
            )

    def _seal_failed(self, error: AppError) -> None:
        self._set(replace(self.view, seal_error=error))

    def close_with_password(self, proposal: str) -> None:
        """Ask for the password with which a proposal is to be saved."""
        self._set(replace(self.view, closing=proposal, sealed=None, seal_error=None))

    def leave_sealed(self) -> None:
        self._set(replace(self.view, sealed=None, closing="", seal_error=None))

    def save_sealed(self, path: Path, password: str) -> None:
        """Save the proposal `closing` as a file that only the password opens."""
        from wecoop_desktop.ui.presenters.sealing import LANE, drop, passing_folder, seal_away
        from wecoop_desktop.work.shape import form_data

        try:
            plain = passing_folder(path) / path.name
        except AppError as error:
            self._seal_failed(error)
            return
        try:
            form = form_data(self._desk.library.form())
            self._desk.store.export_file(self.view.closing, plain, form)
        except AppError as error:
            drop(plain)
            self._seal_failed(error)
            return
        self._desk.runner.start(
            LANE, lambda job: seal_away(plain, path, password), self._sealed, self._seal_failed
        )

    def _sealed(self, path: Path) -> None:
        self.leave_sealed()
        self._set(replace(self.view, exported=path, error=None))

    def show_backups(self) -> None:
        """The copies of the work, and what can be brought back from them."""
        self._desk.go(Place("backups"))

    def take_file(self, path: Path) -> None:
        """A file as a new proposal of this computer."""
        try:
            proposal = self._desk.store.import_file(path)
            if self._desk.store.load(proposal).review:
                keep_origin(self._desk, proposal, path)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, returned=None))
        self.load()
        self.open(proposal)

    def take_comments(self) -> None:
        """The comments of the review copy that came back; no answer is changed."""
        back = self.view.returned
        if back is None:
            return
        try:
            count = take_comments(self._desk, back.proposal, back.path)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, returned=None, taken=(back.proposal, count)))
        self.load()
        self.select(back.proposal)

    def leave_returned(self) -> None:
        self._set(replace(self.view, returned=None))

    def open_comments(self, proposal: str) -> None:
        """The wizard with the comments beside the answers."""
        self._desk.go(Place("wizard", proposal).choosing("panel", "comments"))

    def _start(self, answers: Mapping[str, Data]) -> None:
        proposal = self._create(answers)
        if proposal:
            self.load()
            self.open(proposal)

    def _create(self, answers: Mapping[str, Data]) -> str:
        from wecoop_desktop.work.shape import form_data

        form = self._desk.library.form()
        try:
            return self._desk.store.create(form.id, form.version, answers, form_data(form))
        except AppError as error:
            self._set(replace(self.view, error=error))
            return ""

    # going on

    def open(self, proposal: str, path: str = "") -> None:
        self._desk.go(Place("wizard", proposal, path))

    def export(self, proposal: str) -> None:
        self._desk.go(Place("export", proposal))

    def compare(self, proposal: str) -> None:
        """What changed since the last revision; any other two can be chosen there."""
        from wecoop_desktop.ui.presenters.sides import Side, compare_place

        kept = next((draft.revision for draft in self.view.drafts if draft.id == proposal), 0)
        before = Side("revision", str(kept)) if kept else Side()
        self._desk.go(compare_place(proposal, before))

    def exchange(self, proposal: str) -> None:
        """Tables out to colleagues and back, and old tables in."""
        self._desk.go(Place("exchange", proposal))

    def show_form(self, proposal: str) -> None:
        """The version of the form, a newer or the earlier one, and parked answers."""
        self._desk.go(Place("newerform", proposal))

    def duplicate(self, proposal: str, titles: Words) -> None:
        """A copy under the given titles (said by the screen in each language)."""
        try:
            answers = dict(self._desk.store.load(proposal).answers)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        for path, title in (("basic.title_en", titles.en), ("basic.title_ru", titles.ru)):
            if title:
                answers[path] = title
        copy = self._create(answers)
        self.load()
        if copy:
            self.select(copy)

    def save_file(self, proposal: str, path: Path) -> None:
        """Hand the proposal over as a `.wecoop` file."""
        from wecoop_desktop.work.shape import form_data

        form = form_data(self._desk.library.form())
        self._export(lambda: self._desk.store.export_file(proposal, path, form), path)

    def send_for_review(self, proposal: str, path: Path) -> None:
        """Hand a copy over in which a colleague comments and changes no answer."""
        self._export(lambda: write_copy(self._desk, proposal, path), path)

    def _export(self, write: Callable[[], object], path: Path) -> None:
        try:
            write()
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, exported=path, error=None))

    def delete(self, proposal: str) -> None:
        """Into the bin, at once; `restore` brings it back."""
        self._change(lambda: self._desk.store.delete(proposal), gone=proposal)

    def restore(self, proposal: str) -> None:
        self._change(lambda: self._desk.store.restore(proposal), gone="")

    def _change(self, verb: object, gone: str) -> None:
        if not callable(verb):
            return
        try:
            verb()
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, gone=gone))
        self.load()


def _draft(
    row: ProposalRow, answers: Answers, state: State, offers: tuple[tuple[str, int], ...]
) -> Draft:
    countries, sectors = answers.get("basic.countries"), answers.get("basic.sectors")
    template = answers.get("review.template")
    return Draft(
        row.id,
        title_of(answers),
        tuple(str(entry) for entry in countries) if isinstance(countries, tuple) else (),
        tuple(str(entry) for entry in sectors) if isinstance(sectors, tuple) else (),
        state.level,
        template if isinstance(template, str) else "",
        state.meters.complete,
        sum(problem.level == "error" for problem in state.problems),
        _worst(state),
        offers,
        row.updated,
        row.revision,
        row.deleted is not None,
        row.review,
        leaves=None if row.deleted is None else _leaves(row.deleted),
    )


def _leaves(deleted: datetime) -> datetime:
    from wecoop_desktop.work.trash import leaves

    return leaves(deleted)


def _worst(state: State) -> Problem | None:
    """The broken rule first, then the first missing answer, then the first warning."""
    wrong = [p for p in state.problems if p.level == "error"]
    broken = next((p for p in wrong if p.code != "required"), None)
    return (
        broken
        or next(iter(wrong), None)
        or next((p for p in state.problems if p.level == "warning"), None)
    )
