"""What readers of a proposal remarked, beside the wizard: which threads are shown, what is written.

What is being typed is held here until it is sent: a panel that is built anew, another step, or a
disk that is full loses nothing of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from wecoop_desktop.base.errors import AppError
from wecoop_desktop.forms.answers import Answers
from wecoop_desktop.forms.form import Form
from wecoop_desktop.forms.rowkeys import name_of
from wecoop_desktop.ui.presenter import Presenter
from wecoop_desktop.work.comments import Author, Comment, Counts, Kind, Spot, Thread, counts

if TYPE_CHECKING:
    from wecoop_desktop.ui.desk import Desk
    from wecoop_desktop.ui.presenters.wizard import WizardPresenter
    from wecoop_desktop.ui.presenters.wizardview import WizardView

SCOPES = ("step", "all")
SHOWN = ("open", "todo", "mine", "resolved")
PAGE = 30  # threads that are shown at once
WHOLE = Spot()
NOBODY = Author()
NONE_YET = Counts()


class Task(NamedTuple):
    """What is being written: `new`, or `reply`, `edit`, `assign` of a comment."""

    what: str = ""
    comment: str = ""


IDLE = Task()


@dataclass(frozen=True, slots=True)
class CommentsView:
    """`threads` are all of the proposal, the oldest first; `spot` is where a new one will stand.

    `gone` is the comment that was deleted a moment ago; `turn` grows with each wish to write.
    """

    proposal: str = ""
    form: Form | None = None
    step: str = ""
    threads: tuple[Thread, ...] = ()
    counts: Counts = NONE_YET
    scope: str = "all"
    shown: str = "open"
    most: int = PAGE
    spot: Spot = WHOLE
    task: Task = IDLE
    turn: int = 0
    gone: str = ""
    author: Author = NOBODY
    error: AppError | None = None


def chosen_threads(view: CommentsView) -> tuple[Thread, ...]:
    """The threads of the filters, in the order of the form; those on the whole proposal first."""
    steps = view.form.steps if view.form is not None else ()
    paths = [question.path for step in steps for question in step.fields]
    order = {path: at for at, path in enumerate(("", *paths))}
    wanted = (
        thread
        for thread in view.threads
        if (view.scope == "all" or step_of(thread) == view.step) and _is_shown(view, thread)
    )
    return tuple(sorted(wanted, key=lambda thread: order.get(thread.first.spot.path, len(order))))


def step_of(thread: Thread) -> str:
    return thread.first.spot.path.partition(".")[0]


def _is_shown(view: CommentsView, thread: Thread) -> bool:
    if view.shown == "resolved":
        return not thread.open
    if not thread.open:
        return False
    if view.shown == "todo":
        return thread.first.kind is Kind.TASK
    if view.shown == "mine":
        return is_mine(thread.first.assigned, view.author)
    return True


def is_mine(assigned: str, author: Author) -> bool:
    """Whether something is assigned to the one who sits here, as he writes his name."""
    return bool(assigned) and assigned.casefold() == author.name.casefold()


def place_of(form: Form | None, answers: Answers, spot: Spot) -> int | None:
    """Where the row of a comment stands now; None where it is gone, or none was meant."""
    rows = answers.get(spot.path)
    if spot.row is None or form is None or not isinstance(rows, tuple):
        return None
    try:
        question = form.field(spot.path)
    except KeyError:
        return None
    names = [name_of(question, row) if isinstance(row, Mapping) else "" for row in rows]
    if not spot.key:
        return spot.row if spot.row < len(names) else None
    if spot.row < len(names) and names[spot.row] == spot.key:
        return spot.row
    return names.index(spot.key) if spot.key in names else None


class CommentsPresenter(Presenter[CommentsView]):
    """A child of the wizard's presenter, to which it tells how many comments are open where."""

    def __init__(self, desk: Desk, wizard: WizardPresenter) -> None:
        super().__init__(CommentsView())
        self._desk, self._wizard = desk, wizard
        self.setParent(wizard)
        self._typed: dict[tuple[str, Task, Spot], str] = {}

    # reading

    def load(self) -> None:
        """Read the comments of the wizard's proposal again."""
        wizard = self._wizard.view
        try:
            threads = self._desk.store.comments.of(wizard.id)
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        view = self.view if self.view.proposal == wizard.id else CommentsView(proposal=wizard.id)
        self._set(
            replace(
                view,
                form=wizard.form,
                step=wizard.step,
                threads=threads,
                counts=counts(threads),
                author=self._me(),
                error=None,
            )
        )
        self._wizard.count_comments(self.view.counts.paths)

    def follow(self, wizard: WizardView) -> None:
        """The wizard turned to another step."""
        if wizard.id == self.view.proposal:
            step, form = wizard.step, wizard.form
            self._set(replace(self.view, step=step, form=form, author=self._me()))

    def _me(self) -> Author:
        settings = self._desk.settings()
        return Author(settings.author, settings.role)

    # choosing

    def look_at(self, scope: str) -> None:
        """One of SCOPES: this step, or all."""
        self._set(replace(self.view, scope=scope, most=PAGE))

    def show(self, shown: str) -> None:
        """One of SHOWN."""
        self._set(replace(self.view, shown=shown, most=PAGE))

    def show_at(self, path: str) -> None:
        """The open comments of the step of that answer."""
        scope = "step" if path.partition(".")[0] == self.view.step else "all"
        self._set(replace(self.view, scope=scope, shown="open", most=PAGE))

    def show_more(self) -> None:
        self._set(replace(self.view, most=self.view.most + PAGE))

    def jump(self, comment: Comment) -> None:
        """To the answer, and to the row where it stands now."""
        spot = comment.spot
        if spot.path:
            row = place_of(self.view.form, self._wizard.view.answers, spot)
            self._wizard.go_to(spot.path, row, spot.column if row is not None else "")

    # writing

    def begin(self, path: str = "", row: int | None = None, column: str = "") -> None:
        """Begin a comment at an answer, a row of it, or at the whole proposal."""
        key = ""
        rows = self._wizard.view.answers.get(path)
        form = self.view.form
        if row is not None and form is not None and isinstance(rows, tuple) and row < len(rows):
            cells = rows[row]
            key = name_of(form.field(path), cells) if isinstance(cells, Mapping) else ""
        else:
            row = None
        self._write(Task("new"), Spot(path, row, key, column if row is not None else ""))

    def turn_to(self, what: str, comment: str) -> None:
        """`reply`, `edit` or `assign` a comment."""
        self._write(Task(what, comment), self.view.spot)

    def _write(self, task: Task, spot: Spot) -> None:
        turn = self.view.turn + 1
        self._set(replace(self.view, task=task, spot=spot, turn=turn, error=None))

    def give_up(self) -> None:
        """Put the writing away; what was typed is there again when it is taken up."""
        self._set(replace(self.view, task=IDLE, error=None))

    def hold(self, text: str) -> None:
        """What is typed so far."""
        self._typed[self._key] = text

    @property
    def typed(self) -> str | None:
        """What was typed of what is being written; None where nothing was."""
        return self._typed.get(self._key)

    @property
    def _key(self) -> tuple[str, Task, Spot]:
        view = self.view
        return view.proposal, view.task, view.spot if view.task.what == "new" else WHOLE

    def add(self, text: str, kind: Kind = Kind.COMMENT, assigned: str = "") -> None:
        """Begin a thread at `spot`."""
        view, store = self.view, self._desk.store.comments

        def make() -> None:
            store.add(
                view.proposal, text, spot=view.spot, by=self._me(), kind=kind, assigned=assigned
            )

        self._do(make, done=IDLE)
        if self.view.error is None and view.shown not in ("open",):
            self.show("open")

    def send(self, text: str) -> None:
        """What is being written of a comment: an answer to it, its text, for whom it is."""
        view, store, task = self.view, self._desk.store.comments, self.view.task
        verbs: Mapping[str, Callable[[], object]] = {
            "reply": lambda: store.reply(view.proposal, task.comment, text, by=self._me()),
            "edit": lambda: store.change(view.proposal, task.comment, text=text),
            "assign": lambda: store.change(view.proposal, task.comment, assigned=text),
        }
        if task.what in verbs:
            self._do(verbs[task.what], done=IDLE)

    def assign_to_me(self, comment: str) -> None:
        store = self._desk.store.comments
        self._do(lambda: store.change(self.view.proposal, comment, assigned=self._me().name))

    def count_as(self, comment: str, kind: Kind) -> None:
        """A thing to do, or a comment."""
        store = self._desk.store.comments
        self._do(lambda: store.change(self.view.proposal, comment, kind=kind))

    def resolve(self, comment: str) -> None:
        store = self._desk.store.comments
        self._do(lambda: store.resolve(self.view.proposal, comment, by=self._me()))

    def reopen(self, comment: str) -> None:
        store = self._desk.store.comments
        self._do(lambda: store.reopen(self.view.proposal, comment))

    def delete(self, comment: str) -> None:
        """At once; `restore` brings it back, and so does the proposal's undo."""
        store = self._desk.store.comments
        self._do(lambda: store.delete(self.view.proposal, comment), gone=comment)

    def restore(self) -> None:
        """Bring back what was deleted a moment ago."""
        gone, store = self.view.gone, self._desk.store.comments
        if gone:
            self._do(lambda: store.restore(self.view.proposal, gone))

    def forget_messages(self) -> None:
        self._set(replace(self.view, gone="", error=None))

    def sign_as(self, name: str) -> None:
        """The name under which one remarks, kept in the settings."""
        fitting = " ".join(name.split())[:200]
        self._desk.save_settings(replace(self._desk.settings(), author=fitting))
        self._set(replace(self.view, author=self._me()))

    def _do(self, verb: Callable[[], object], *, done: Task | None = None, gone: str = "") -> None:
        key = self._key
        self._wizard.flush()
        try:
            verb()
        except AppError as error:
            self._set(replace(self.view, error=error))
            return
        if done is not None:
            self._typed.pop(key, None)
            self._set(replace(self.view, task=done))
        self._set(replace(self.view, gone=gone))
        self._wizard.remarked()
        self.load()
