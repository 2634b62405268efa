"""All proposals on this computer: what each lacks next, and the verbs that start or end one."""

from __future__ import annotations

from collections.abc import Mapping
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
from wecoop_desktop.ui.presenters.wizard import title_of

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


@dataclass(frozen=True, slots=True)
class ProposalsView:
    """`gone` is the proposal that was deleted a moment ago and can be brought back; `unsafe` says
    why there is no backup of today."""

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
        """Read the list; the part `new` starts an empty proposal, `example` offers the examples."""
        self.load()
        if not place.part:
            return
        # The way back must not start another one, and the window is still on its way here.
        self._desk.stay(Place("proposals"))
        if place.part == "new":
            QTimer.singleShot(0, self, self.new)
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
        drafts = tuple(self._draft(form, row) for row in rows)
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

    def _draft(self, form: Form, row: ProposalRow) -> Draft:
        sign = (row.updated, row.revision, row.deleted)
        known = self._known.get(row.id)
        if known is not None and known[0] == sign:
            return known[1]
        from wecoop_desktop.forms.codec import read_answers
        from wecoop_desktop.forms.evaluate import evaluate

        answers, _aside = read_answers(form, self._desk.store.load(row.id).answers)
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
        self._set(replace(self.view, error=None, gone="", exported=None))

    # starting

    def new(self, country: str = "") -> None:
        """An empty proposal, opened in the wizard."""
        answers: dict[str, Data] = {}
        if country or self._desk.settings().country:
            answers["basic.countries"] = [country or self._desk.settings().country]
        answers["basic.target_maturity"] = "idea"
        self._start(answers)

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
        try:
            proposal = self._desk.store.import_file(path)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self.load()
        self.open(proposal)

    def _start(self, answers: Mapping[str, Data]) -> None:
        proposal = self._create(answers)
        if proposal:
            self.load()
            self.open(proposal)

    def _create(self, answers: Mapping[str, Data]) -> str:
        form = self._desk.library.form()
        try:
            return self._desk.store.create(form.id, form.version, answers)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return ""

    # going on

    def open(self, proposal: str, path: str = "") -> None:
        self._desk.go(Place("wizard", proposal, path))

    def export(self, proposal: str) -> None:
        self._desk.go(Place("export", proposal))

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

        try:
            form = self._desk.library.form()
            self._desk.store.export_file(proposal, path, form_data(form))
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
    )


def _worst(state: State) -> Problem | None:
    """The broken rule first, then the first missing answer, then the first warning."""
    wrong = [p for p in state.problems if p.level == "error"]
    broken = next((p for p in wrong if p.code != "required"), None)
    return (
        broken
        or next(iter(wrong), None)
        or next((p for p in state.problems if p.level == "warning"), None)
    )
