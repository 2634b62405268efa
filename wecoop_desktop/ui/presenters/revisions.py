"""Kept states of the wizard's proposal: what each changed, parts of them, and submissions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.text import Text
from wecoop_desktop.forms.form import Data, Form
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.sides import Side, compare_place

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.work.proposal import Revision
    from wecoop_desktop.work.submissions import Submission

SHOWN = ("all", "named", "automatic")
PAGE = 20  # revisions that are shown at once: each is read to count what it changed
BY_HAND = frozenset(("named", "freezing"))


class Entry(NamedTuple):
    """A revision, and how many answers differ from the one before; None for the first."""

    revision: Revision
    changes: int | None


class Lost(NamedTuple):
    """An answer that differs now: `there` and `here` say whether it was, and is, given."""

    path: str
    there: bool
    here: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a revision that is chosen to be restored."""

    number: int
    answers: tuple[Lost, ...] = ()
    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RevisionsView:
    """`entries` are those of the filter and page, of `total`. `digest` is that of the present
    state; `part` is open while a part of a revision is chosen; `frozen` was made a moment ago."""

    proposal: str = ""
    form: Form | None = None
    review: bool = False
    room: str = "revisions"  # or "submissions"
    shown: str = "all"
    entries: tuple[Entry, ...] = ()
    total: int = 0
    most: int = PAGE
    part: Part | None = None
    submissions: tuple[Submission, ...] = ()
    digest: str = ""
    templates: tuple[tuple[str, Text], ...] = ()
    template: str = ""
    frozen: int = 0
    error: AppError | None = None


def differing(before: Mapping[str, Data], after: Mapping[str, Data]) -> tuple[str, ...]:
    """The paths of answers that are not the same; none and not given are."""
    return tuple(path for path in sorted({*before, *after}) if before.get(path) != after.get(path))


class RevisionsPresenter(Presenter[RevisionsView]):
    """A child of the wizard's presenter."""

    def __init__(self, desk: Desk, wizard: WizardPresenter) -> None:
        super().__init__(RevisionsView())
        self._desk, self._wizard = desk, wizard
        self.setParent(wizard)
        self._counts: dict[tuple[str, int], int] = {}  # revisions never change

    def load(self) -> None:
        """Read the revisions and submissions of the wizard's proposal."""
        wizard, store = self._wizard.view, self._desk.store
        view = self.view
        if view.proposal != wizard.id:
            view = RevisionsView(wizard.id)
        view = replace(view, form=wizard.form, review=wizard.review, error=None)
        if not view.templates:
            names = tuple((each.id, each.name) for each in self._desk.library.templates())
            chosen = wizard.answers.get("review.template")
            view = replace(view, templates=names, template=str(chosen or ""))
        try:
            kept = store.revisions(wizard.id)
            made = store.submissions.of(wizard.id)
            digest = store.submissions.digest(wizard.id) if made else ""
            wanted = tuple(each for each in kept if _is_shown(view.shown, each))
            entries = tuple(Entry(each, self._count(each)) for each in wanted[: view.most])
        except AppError as error:
            self._set(replace(view, error=error))
            return
        self._set(
            replace(view, entries=entries, total=len(wanted), submissions=made, digest=digest)
        )

    def _count(self, revision: Revision) -> int | None:
        """How many answers differ from the revision before."""
        if revision.number == 1:
            return None
        proposal, store = self._wizard.view.id, self._desk.store
        key = (proposal, revision.number)
        if key not in self._counts:
            before = store.revision(proposal, revision.number - 1)
            self._counts[key] = len(differing(before, store.revision(proposal, revision.number)))
        return self._counts[key]

    # looking

    def enter(self, room: str) -> None:
        """`revisions` or `submissions`."""
        self._set(replace(self.view, room=room, part=None, frozen=0))

    def show(self, shown: str) -> None:
        """One of SHOWN."""
        self._set(replace(self.view, shown=shown, most=PAGE))
        self.load()

    def show_more(self) -> None:
        self._set(replace(self.view, most=self.view.most + PAGE))
        self.load()

    def compare(self, number: int) -> None:
        """A revision beside the present state."""
        self._wizard.go(compare_place(self.view.proposal, Side("revision", str(number))))

    # restoring a part

    def choose_part(self, number: int) -> None:
        """Offer the answers that a revision held otherwise than now."""
        self._wizard.flush()
        try:
            then = self._desk.store.revision(self.view.proposal, number)
            now = self._desk.store.load(self.view.proposal).answers
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        answers = tuple(Lost(path, path in then, path in now) for path in differing(then, now))
        order = {path: at for at, path in enumerate(_paths(self.view.form))}
        answers = tuple(sorted(answers, key=lambda each: order.get(each.path, len(order))))
        self._set(replace(self.view, part=Part(number, answers), error=None))

    def tick(self, paths: Collection[str], *, on: bool) -> None:
        """Choose these answers, or not."""
        part = self.view.part
        if part is not None:
            chosen = part.chosen | set(paths) if on else part.chosen - set(paths)
            self._set(replace(self.view, part=replace(part, chosen=frozenset(chosen))))

    def leave_part(self) -> None:
        self._set(replace(self.view, part=None))

    def restore_part(self) -> None:
        """The chosen answers as they were; the state before is kept, and undo takes it back."""
        part = self.view.part
        if part is None or not part.chosen:
            return
        self._wizard.flush()
        try:
            self._desk.store.restore_part(self.view.proposal, part.number, sorted(part.chosen))
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, part=None))
        self._wizard.reload()
        self._wizard.show_revisions()

    # submissions

    def freeze_for(self, template: str) -> None:
        """The document that is handed in; empty: none of the known ones."""
        self._set(replace(self.view, template=template))

    def freeze(self, name: str) -> None:
        """Keep the present state as it is handed in, under what and to whom it is."""
        self._wizard.flush()
        if self._wizard.view.waiting:
            return  # what is not on disk is not handed in; the banner of the wizard says why
        try:
            store = self._desk.store.submissions
            made = store.freeze(self.view.proposal, name, self.view.template)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, frozen=made.number))
        self._wizard.remarked()
        self._wizard.show_revisions()

    def changed_since(self, number: int) -> None:
        """A submission beside the present state."""
        self._wizard.go(compare_place(self.view.proposal, Side("submission", str(number))))

    def export(self, submission: Submission) -> None:
        """The document of a submission, with its digest printed in it."""
        place = Place("export", self.view.proposal, submission.template)
        self._wizard.go(place.choosing("submission", str(submission.number)))

    def forget_messages(self) -> None:
        self._set(replace(self.view, error=None, frozen=0))


def _is_shown(shown: str, revision: Revision) -> bool:
    by_hand = revision.reason.value in BY_HAND or bool(revision.name)
    return shown == "all" or by_hand == (shown == "named")


def _paths(form: Form | None) -> tuple[str, ...]:
    steps = form.steps if form is not None else ()
    return tuple(question.path for step in steps for question in step.fields)
