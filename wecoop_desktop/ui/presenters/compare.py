"""Two states of a proposal side by side: what changed, by question, and taking parts back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.base.jobs import Job
from wecoop_desktop.base.language import Language
from wecoop_desktop.forms.answers import Answers, Words
from wecoop_desktop.forms.difference import Change, What, differences, questions
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.whole import whole_answers
from wecoop_desktop.ui.place import Place
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.ui.presenters.filing import Filed, FilingPresenter, short_name
from wecoop_desktop.ui.presenters.ownform import brought
from wecoop_desktop.ui.presenters.sides import (
    NOW,
    Content,
    Offered,
    Side,
    compare_place,
    content_of,
    file_content,
    offered,
    side_of,
)

if TYPE_CHECKING:
    from wecoop_desktop.documents.outline import Outline
    from wecoop_desktop.ui.desk import Desk

LANE = "compare"
FORMATS = ("docx", "pdf", "xlsx", "csv")
NO_COUNTS: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of one answer; `step` is "" where the form does not ask it."""

    path: str
    step: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """An attached file that came, went or is another one under the same name."""

    name: str
    what: What


@dataclass(frozen=True, slots=True)
class Found:
    """What the comparison of two sides gave, with both sides in the form of the proposal."""

    form: Form
    before: Answers
    after: Answers
    groups: tuple[Group, ...]
    files: tuple[FileChange, ...] = ()


@dataclass(frozen=True, slots=True)
class CompareView:
    """`chosen` is the path of the group that is shown; `turn` grows with each wish to see another
    one, from its end where `backwards`. `step`, `what` and `language` narrow the list; "" is all.
    `restored` is the path that was taken back a moment ago."""

    id: str = ""
    title: Words = Words()  # noqa: RUF009 - frozen
    before: Side = NOW
    after: Side = NOW
    sides: tuple[Offered, ...] = ()
    found: Found | None = None
    step: str = ""
    what: str = ""
    language: str = ""
    groups: tuple[Group, ...] = ()
    chosen: str = ""
    backwards: bool = False
    turn: int = 0
    busy: bool = False
    restored: str = ""
    error: AppError | None = None
    seal_error: AppError | None = None  # why the password of a closed file did not open it
    counts: Mapping[str, int] = made(default_factory=lambda: NO_COUNTS)

    @property
    def form(self) -> Form | None:
        return self.found.form if self.found is not None else None

    @property
    def group(self) -> Group | None:
        return next((group for group in self.groups if group.path == self.chosen), None)

    @property
    def restorable(self) -> bool:
        """Whether parts of the earlier side can be taken over into the proposal."""
        return self.after == NOW and self.before != NOW and self.found is not None


class ComparePresenter(Presenter[CompareView]):
    """`arrive` at a place of `compare_place`; the place follows what is compared."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(CompareView())
        self._desk = desk
        self._files: tuple[Path, ...] = ()
        self._stamp: object = None
        self.filing = FilingPresenter(desk)
        self.filing.setParent(self)

    def arrive(self, place: Place) -> None:
        before, after = (
            side_of(next(iter(place.choice(name)), "")) for name in ("before", "after")
        )
        view = self.view
        if (place.id, before, after) != (view.id, view.before, view.after):
            self._set(CompareView(place.id, before=before, after=after))
            self._stamp = None
        self.compare()

    def leave(self) -> None:
        self._desk.runner.stop(LANE)
        self._stamp = None if self.view.busy else self._stamp

    # comparing

    def compare(self) -> None:
        """Find the changes again, if anything may have changed."""
        view, desk = self.view, self._desk
        sides = (view.before, view.after)
        for side in sides:
            if side.sort == "file" and Path(side.value) not in self._files:
                self._files = (*self._files, Path(side.value))
        try:
            proposal = desk.store.load(view.id)
            stamp = (view.id, sides, proposal.updated, proposal.form_version, proposal.revision)
            if stamp == self._stamp:
                return
            choices = offered(desk, view.id, self._files)
            held = {s: content_of(desk, view.id, s) for s in sides if s.sort != "file"}
            present = content_of(desk, view.id, NOW)
        except AppError as error:
            self._failed(error)
            return
        self._stamp = stamp
        title = _title(proposal.answers)
        self._set(replace(self.view, title=title, sides=choices, busy=True, error=None))

        def work(_job: Job) -> Found:
            both = (
                held.get(side) or file_content(desk, Path(side.value), proposal.form)
                for side in sides
            )
            return compared(present, *both)

        desk.runner.start(LANE, work, self._done, self._failed)

    def _done(self, found: Found) -> None:
        changes = (change.what for group in found.groups for change in group.changes)
        counts: Counter[str] = Counter((*changes, *(each.what for each in found.files)))
        view = replace(self.view, found=found, counts=dict(counts), busy=False, error=None)
        self._set(narrowed(view))

    def _failed(self, error: AppError) -> None:
        self._stamp = None
        self._set(replace(self.view, error=error, busy=False, found=None, groups=()))

    def choose_before(self, code: str) -> None:
        self._go(side_of(code), self.view.after)

    def choose_after(self, code: str) -> None:
        self._go(self.view.before, side_of(code))

    def swap(self) -> None:
        self._go(self.view.after, self.view.before)

    def take_file(self, path: Path) -> None:
        """A file in place of the earlier side."""
        self._go(Side("file", str(path)), self.view.after)

    def _go(self, before: Side, after: Side) -> None:
        if (before, after) != (self.view.before, self.view.after):
            self._desk.go(compare_place(self.view.id, before, after))

    def unseal(self, password: str) -> None:
        """Open the side that is closed with a password; what it holds takes its place."""
        from wecoop_desktop.ui.presenters import sealing

        closed = sealing.sealed_path(self.view.error)
        if closed is None:
            return

        def opened(plain: Path) -> None:
            sides = [
                Side("file", str(plain)) if side == Side("file", str(closed)) else side
                for side in (self.view.before, self.view.after)
            ]
            self._files = tuple(path for path in self._files if path != closed)
            self._go(*sides)

        def failed(error: AppError) -> None:
            self._set(replace(self.view, seal_error=error))

        work = sealing.LANE, lambda _job: sealing.unsealed(closed, password)
        self._desk.runner.start(*work, opened, failed)

    # looking

    def narrow(self, *, step: str | None = None, what: str | None = None,
               language: str | None = None) -> None:  # fmt: skip
        """Only changes of a step, of a kind, of one language of texts; "" is all of them."""
        view = self.view
        self._set(
            narrowed(
                replace(
                    view,
                    step=view.step if step is None else step,
                    what=view.what if what is None else what,
                    language=view.language if language is None else language,
                )
            )
        )

    def choose(self, path: str) -> None:
        """Show the changes of one answer, from the first."""
        if path != self.view.chosen:
            turn = self.view.turn + 1
            self._set(replace(self.view, chosen=path, backwards=False, turn=turn))

    def next_answer(self, way: Literal[1, -1] = 1) -> None:
        """The answer after the shown one, or before it; after the last comes the first."""
        view = self.view
        if not view.groups:
            return
        paths = [group.path for group in view.groups]
        at = paths.index(view.chosen) + way if view.chosen in paths else 0
        chosen = paths[at % len(paths)]
        self._set(replace(view, chosen=chosen, backwards=way < 0, turn=view.turn + 1))

    def open_answer(self, path: str) -> None:
        """The wizard at that answer, of the side that is a proposal of its own."""
        after = self.view.after
        proposal = after.value if after.sort == "proposal" else self.view.id
        self._desk.go(Place("wizard", proposal, path))

    # taking back

    def restore(self, path: str) -> None:
        """Take one answer over from the earlier side; the state before is kept as a revision."""
        view, found = self.view, self.view.found
        if not view.restorable or found is None:
            return
        from wecoop_desktop.forms.codec import plain_value
        from wecoop_desktop.work.proposal import Reason

        store = self._desk.store
        value = found.before.get(path)
        data = None if value is None else plain_value(value)
        try:
            number = self._revision_of(view.before)
            if number and store.revision(view.id, number).get(path) == data:
                store.restore_part(view.id, number, (path,))
            else:  # another proposal, a file, or an answer of another version of the form
                store.revise(view.id, Reason.RESTORING)
                store.write_all(view.id, {path: data}, joining=False)
        except AppError as error:
            self._set(replace(view, error=error))
            return
        self._set(replace(view, restored=path))
        self.compare()

    def _revision_of(self, side: Side) -> int:
        if side.sort == "revision":
            return side.number
        if side.sort == "submission":
            known = self._desk.store.submissions.of(self.view.id)
            return next((each.revision for each in known if each.number == side.number), 0)
        return 0

    def undo(self) -> None:
        """Take the last taking back back."""
        try:
            self._desk.store.undo(self.view.id)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        self._set(replace(self.view, restored=""))
        self.compare()

    def forget_message(self) -> None:
        self._set(replace(self.view, restored="", error=None, seal_error=None))

    # saving

    def save_table(self, before: Mapping[str, str], after: Mapping[str, str]) -> None:
        """Open the panel that writes the changes shown; the sides in words by language."""
        view, found = self.view, self.view.found
        if found is None:
            return
        today, title = self._desk.today(), view.title
        changes = tuple(change for group in view.groups for change in group.changes)

        def write(ending: str, language: Language, stream: BinaryIO, job: Job) -> None:
            from wecoop_desktop.advice.changetable import Sides, change_outline, change_sheet
            from wecoop_desktop.advice.paper import About
            from wecoop_desktop.documents.sheet import write_csv, write_xlsx

            code = language.code
            sides = Sides(before.get(code, ""), after.get(code, ""))
            named = title.of(code)
            sheet = change_sheet(found.form, changes, sides, language, title=named, today=today)
            if ending == "csv":
                write_csv(sheet, language, stream)
            elif ending == "xlsx":
                write_xlsx(sheet, language, stream)
            else:
                paper = change_outline(sheet, About(named, "", "", today), language)
                _write_paper(ending, paper, stream, job)

        self.filing.open(Filed("changes", short_name(title.en or title.ru), FORMATS, write))


def _write_paper(ending: str, paper: Outline, stream: BinaryIO, job: Job) -> None:
    if ending == "docx":
        from wecoop_desktop.documents.docx import write_docx

        write_docx(paper, stream, job)
    else:
        from wecoop_desktop.documents.pdf import write_pdf

        write_pdf(paper, stream, job)


def compared(present: Content, before: Content, after: Content) -> Found:
    """The changes between two sides, in the form of the proposal as it is now."""
    form = present.form
    assert form is not None, "a proposal is loaded with its form"
    old, new = (
        whole_answers(form, brought(side.form, form, side.answers, side.version))
        for side in (before, after)
    )
    groups = grouped(form, differences(form, old, new))
    return Found(form, old, new, groups, _files(before.attachments, after.attachments))


def grouped(form: Form, changes: Iterable[Change]) -> tuple[Group, ...]:
    """Changes by the answer that they are of, in their order."""
    known = questions(form)
    return tuple(
        Group(path, known[path].step if path in known else "", tuple(own))
        for path, own in groupby(changes, key=lambda change: change.path)
    )


def _files(
    before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> tuple[FileChange, ...]:
    if before is None or after is None:
        return ()
    names = (name for name in sorted({*before, *after}) if before.get(name) != after.get(name))
    return tuple(FileChange(name, _what(name, before, after)) for name in names)


def _what(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> What:
    return "added" if name not in before else "removed" if name not in after else "changed"


def narrowed(view: CompareView) -> CompareView:
    """The groups that the filters leave; a choice that is no longer among them is the first."""
    groups = view.found.groups if view.found is not None else ()
    shown = []
    for group in groups:
        if view.step and group.step != view.step:
            continue
        changes = tuple(change for change in group.changes if _fits(view, change))
        if changes:
            shown.append(replace(group, changes=changes))
    paths = [group.path for group in shown]
    chosen = view.chosen if view.chosen in paths else paths[0] if paths else ""
    return replace(view, groups=tuple(shown), chosen=chosen)


def _fits(view: CompareView, change: Change) -> bool:
    return (not view.what or change.what == view.what) and (
        not view.language or change.language == view.language
    )


def _title(answers: Mapping[str, object]) -> Words:
    en, ru = (answers.get(f"basic.title_{code}") for code in ("en", "ru"))
    return Words(en if isinstance(en, str) else "", ru if isinstance(ru, str) else "")
